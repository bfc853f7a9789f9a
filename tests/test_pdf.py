"""PDFs are typeset here from the paper's own words; what `read_pdf` gives back must be those words in their order."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

from lessons.domain import BrokenError, UnreadableDocument
from lessons.pdf import PdfLimits, read_pdf
from lessons.pdf_layout import PdfPage

PAPER = (Path(__file__).parents[1] / "corpus" / "003_77bd2dec26be0add.txt").read_text(encoding="utf-8")
HEADER = "Maniatopoulos G, et al. BMJ Open 2019;9:e032107"
HEADING = "Lessons learnt from the implementation of new care models in the NHS: a qualitative study"
LEADING, SIZE, TOP = 12, 10, 90


def paragraphs(first: str, last: str) -> list[str]:
    """The paper's paragraphs from one stretch of words up to another, as whole words on one line each."""
    stretch = PAPER[PAPER.index(first) : PAPER.index(last)]
    whole_words = re.sub(r"(?<=\w)-\n(?=\w)", "", stretch)
    return [" ".join(part.split()).replace("- ", "-") for part in re.split(r"\n\s*\n", whole_words) if part.strip()]


INTRODUCTION = paragraphs("Following publication of the NHS", " Table 1 Vanguard sites")
FINDINGS = paragraphs("Analysis of the data generated", "Managing organisational governance structures across")


@dataclass(frozen=True)
class Setting:
    """How a document is set; lengths are in points."""

    columns: int = 1
    row_by_row: bool = False
    hyphenated: bool = False
    indent: float = 0
    gap: float = 6
    lines: int = 50
    right_starts_higher: float = 0
    heading: str = ""
    furniture: bool = False


def blank() -> FPDF:
    """A PDF to typeset, in a font whose encoding has curly quotes, dashes and the ellipsis."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.core_fonts_encoding = "cp1252"
    pdf.set_font("Helvetica", size=SIZE)
    return pdf


def broken_into_lines(pdf: FPDF, paragraph: str, width: float, hyphenated: bool) -> Iterator[str]:
    """The lines of a paragraph; long words that do not fit are hyphenated in the middle, as a typesetter would."""
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if pdf.get_string_width(longer) <= width:
            line = longer
            continue
        half = len(word) // 2
        start = f"{line} {word[:half]}-"
        if hyphenated and len(word) > 7 and word.isalpha() and pdf.get_string_width(start) <= width:
            yield start
            line = word[half:]
        else:
            yield line
            line = word
    yield line


def typeset(path: Path, texts: Sequence[str], setting: Setting) -> None:
    """A PDF of these paragraphs, its lines drawn in the order that the setting asks for."""
    pdf = blank()
    width = (495 - 20 * (setting.columns - 1)) / setting.columns
    lines = [
        (line, number == 0)
        for text in texts
        for number, line in enumerate(broken_into_lines(pdf, text, width - setting.indent, setting.hyphenated))
    ]
    columns = [lines[start : start + setting.lines] for start in range(0, len(lines), setting.lines)]
    pages = [columns[start : start + setting.columns] for start in range(0, len(columns), setting.columns)]
    for page in pages:
        pdf.add_page()
        placed = [
            list(in_places(column, 50 + n * (width + 20), TOP - n * setting.right_starts_higher, setting))
            for n, column in enumerate(page)
        ]
        if setting.furniture:
            pdf.text(50, 40, HEADER)
        by_row = [line for row in zip_longest(*placed) for line in row if line]
        by_column = [line for column in placed for line in column]
        for x, y, line in by_row if setting.row_by_row else by_column:
            pdf.text(x, y, line)
        if setting.heading and page is pages[0]:  # drawn last, read first
            pdf.set_font_size(11)
            pdf.text(60, TOP - 3 * LEADING, setting.heading)
            pdf.set_font_size(SIZE)
        if setting.furniture:
            pdf.text(280, 810, f"Page {pdf.page_no()} of {len(pages)}")
    pdf.output(str(path))


def in_places(
    lines: Iterable[tuple[str, bool]], x: float, y: float, setting: Setting
) -> Iterator[tuple[float, float, str]]:
    for number, (line, starts_paragraph) in enumerate(lines):
        y += LEADING + (setting.gap if starts_paragraph and number else 0)
        yield x + (setting.indent if starts_paragraph else 0), y, line


def words(pages: Iterable[PdfPage], known: Iterable[str]) -> list[str]:
    """The words of the pages, line ends joined where only the whole word, with or without its hyphen, is known."""
    vocabulary = set(known)
    found: list[str] = []
    for line in (line for page in pages for line in page.lines if line):
        first, *rest = line.split()
        if found and found[-1].endswith("-") and found[-1] not in vocabulary:
            joined = found.pop()
            first = joined + first if joined + first in vocabulary else joined[:-1] + first
        found += [first, *rest]
    return found


def drawn(path: Path, content: str, form: str = "") -> None:
    """A PDF of one page whose operators are given, as is the form /Form that it may draw 260 points to the right."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    name = NameObject
    font = DictionaryObject(
        {
            name("/Type"): name("/Font"),
            name("/Subtype"): name("/Type1"),
            name("/BaseFont"): name("/Helvetica"),
            name("/Encoding"): name("/WinAnsiEncoding"),
        }
    )
    resources = DictionaryObject({name("/Font"): DictionaryObject({name("/F"): font})})
    stream, drawing = DecodedStreamObject(), DecodedStreamObject()
    drawing.set_data(form.encode("cp1252"))
    drawing.update({name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"), name("/Resources"): resources})
    drawing[name("/Matrix")] = ArrayObject(FloatObject(number) for number in (1, 0, 0, 1, 260, 0))
    stream.set_data(content.encode("cp1252"))
    forms = DictionaryObject({name("/Form"): writer._add_object(drawing)})
    page[name("/Resources")] = DictionaryObject({**resources, name("/XObject"): forms})
    page[name("/Contents")] = writer._add_object(stream)
    writer.write(path)
    writer.close()


class TestReadingOrder:
    @pytest.mark.parametrize(
        "setting",
        [
            pytest.param(Setting(), id="one column"),
            pytest.param(Setting(indent=12, gap=0), id="one column, indented paragraphs"),
            pytest.param(Setting(columns=2, lines=40), id="two columns, one after the other"),
            pytest.param(Setting(columns=2, lines=40, row_by_row=True), id="two columns, row by row"),
            pytest.param(Setting(columns=2, indent=12, gap=0, row_by_row=True), id="two columns, indented, row by row"),
            pytest.param(
                Setting(columns=2, right_starts_higher=17, row_by_row=True), id="columns that do not start level"
            ),
            pytest.param(Setting(columns=3, row_by_row=True), id="three columns, row by row"),
            pytest.param(Setting(hyphenated=True), id="hyphenated"),
            pytest.param(
                Setting(columns=2, hyphenated=True, row_by_row=True), id="hyphenated, two columns, row by row"
            ),
            pytest.param(Setting(lines=30, furniture=True), id="furniture, several pages"),
            pytest.param(
                Setting(columns=2, lines=30, hyphenated=True, row_by_row=True, furniture=True, heading=HEADING),
                id="everything, several pages",
            ),
        ],
    )
    def test_every_word_comes_back_in_its_place(self, tmp_path: Path, setting: Setting) -> None:
        """However the lines were drawn, the words are those of the paper, none lost, none added, none moved."""
        texts = INTRODUCTION + FINDINGS
        typeset(tmp_path / "paper.pdf", texts, setting)
        original = f"{setting.heading} {' '.join(texts)}".split()

        pages = read_pdf(tmp_path / "paper.pdf")

        assert words(pages, original) == original
        assert [page.number for page in pages] == list(range(1, len(pages) + 1))

    def test_a_hyphen_at_a_line_end_stays(self, tmp_path: Path) -> None:
        """Whether a hyphen belongs to its word is for others to say."""
        typeset(tmp_path / "paper.pdf", FINDINGS[:1], Setting(columns=2, hyphenated=True))
        assert any(line.endswith("-") for line in read_pdf(tmp_path / "paper.pdf")[0].lines)

    @pytest.mark.parametrize(
        ("content", "form", "lines"),
        [
            pytest.param(
                "BT /F 10 Tf 50 700 Td "
                + " ".join(
                    f"(Left line {n} has some words in it) Tj 260 0 Td (Right line {n} has) Tj ( some words too, too) Tj -260 -12 Td"
                    for n in range(4)
                )
                + " ET",
                "",
                [f"Left line {n} has some words in it" for n in range(4)]
                + [f"Right line {n} has some words too, too" for n in range(4)],
                id="columns in one text object",
            ),
            pytest.param(
                "BT /F 1 Tf 10 0 0 10 50 700 Tm 1.2 TL "
                + " ".join(
                    f"[(Left) -300 (line {n} has some wor) 20 (ds in it) -9000 (Right line {n} has) -300 (some words too)] TJ T*"
                    for n in range(4)
                )
                + " ET",
                "",
                [f"Left line {n} has some words in it" for n in range(4)]
                + [f"Right line {n} has some words too" for n in range(4)],
                id="columns in one array, the size in the matrix",
            ),
            pytest.param(
                "q /Form Do Q BT /F 10 Tf 12 TL 50 700 Td "
                + " ".join(f"(Left line {n} has some words in it) '" for n in range(4))
                + " ET",
                "BT /F 10 Tf 12 TL 50 700 Td "
                + " ".join(f"(Right line {n} has some words too) '" for n in range(4))
                + " ET",
                [f"Left line {n} has some words in it" for n in range(4)]
                + [f"Right line {n} has some words too" for n in range(4)],
                id="a column in a form of its own",
            ),
            pytest.param(
                "BT /F 10 Tf 50 700 Td (England) Tj 4 Ts /F 6 Tf (3) Tj 0 Ts /F 10 Tf (: multispecialty) Tj 0 -12 Td (community) Tj ET",
                "",
                ["England3: multispecialty", "community"],
                id="a raised number",
            ),
            pytest.param(
                "BT /F 7 Tf 0 1 -1 0 580 300 Tm (Protected by copyright) Tj ET BT /F 10 Tf 50 700 Td (The body of the text on this page) Tj ET",
                "",
                ["The body of the text on this page", "", "Protected by copyright"],
                id="a notice set sideways",
            ),
        ],
    )
    def test_places_come_from_the_operators(self, tmp_path: Path, content: str, form: str, lines: list[str]) -> None:
        """Text is put where its operators draw it, whichever they are."""
        drawn(tmp_path / "drawn.pdf", content, form)
        assert list(read_pdf(tmp_path / "drawn.pdf")[0].lines) == lines


class TestParagraphs:
    @pytest.mark.parametrize("setting", [Setting(), Setting(indent=12, gap=0)], ids=["gap", "indent"])
    def test_an_empty_line_stands_where_a_paragraph_ends(self, tmp_path: Path, setting: Setting) -> None:
        typeset(tmp_path / "paper.pdf", FINDINGS[:4], setting)
        lines = read_pdf(tmp_path / "paper.pdf")[0].lines
        assert " ".join(line or "\n" for line in lines).strip().split(" \n ") == FINDINGS[:4]

    def test_a_table_is_read_row_by_row(self, tmp_path: Path) -> None:
        """Cells far apart are no columns of text."""
        rows = ["MCP Vanguard", "PACS Vanguard", "ACC Vanguard", "EHCH Vanguard", "UEC Vanguard"]
        cells = (
            f"BT /F 10 Tf 50 {700 - 12 * n} Td ({row}) Tj 300 0 Td (Senior manager) Tj ET" for n, row in enumerate(rows)
        )
        drawn(tmp_path / "table.pdf", " ".join(cells))
        assert list(read_pdf(tmp_path / "table.pdf")[0].lines) == [f"{row} Senior manager" for row in rows]


class TestFurniture:
    def test_headers_and_page_numbers_are_set_apart(self, tmp_path: Path) -> None:
        """What repeats at the edges of the pages, page numbers counted on, is furniture and not body."""
        typeset(tmp_path / "paper.pdf", FINDINGS, Setting(lines=30, furniture=True))
        pages = read_pdf(tmp_path / "paper.pdf")
        assert len(pages) > 2
        assert [page.furniture for page in pages] == [(HEADER, f"Page {page.number} of {len(pages)}") for page in pages]

    def test_a_single_page_has_no_furniture(self, tmp_path: Path) -> None:
        """Nothing can repeat on one page, so nothing is taken out of it."""
        typeset(tmp_path / "paper.pdf", FINDINGS[:2], Setting(furniture=True))
        (page,) = read_pdf(tmp_path / "paper.pdf")
        assert page.furniture == ()
        assert page.lines[0] == HEADER

    def test_like_lines_of_the_body_stay(self, tmp_path: Path) -> None:
        """The labels of two quotes that happen to end two pages at one height are body."""
        pdf = blank()
        for number in (6, 7):
            pdf.add_page()
            lines = [*FINDINGS[number].split(". ")[:3], f"(EHCH-Senior Manager {number}, CCG)"]
            for row, line in enumerate(lines):
                pdf.text(50, 780 - LEADING * (len(lines) - row), line[:80])
        pdf.output(str(tmp_path / "quotes.pdf"))
        pages = read_pdf(tmp_path / "quotes.pdf")
        assert [page.lines[-2] for page in pages] == ["(EHCH-Senior Manager 6, CCG)", "(EHCH-Senior Manager 7, CCG)"]

    def test_pages_that_are_copies_keep_their_body(self, tmp_path: Path) -> None:
        pdf = blank()
        for _ in range(3):
            pdf.add_page()
            pdf.cell(text=HEADING)
        pdf.output(str(tmp_path / "copies.pdf"))
        assert [page.lines for page in read_pdf(tmp_path / "copies.pdf")] == [(HEADING,)] * 3


def written(pages: int = 1, password: str | None = None, owner_password: str | None = None) -> bytes:
    """A PDF with a line on each page, protected where a password is given."""
    pdf = blank()
    for _ in range(pages):
        pdf.add_page()
        pdf.cell(text=HEADING)
    writer = PdfWriter(clone_from=BytesIO(bytes(pdf.output())))
    if password is not None:
        writer.encrypt(password, owner_password, algorithm="RC4-128")
    return saved(writer)


def saved(writer: PdfWriter) -> bytes:
    with BytesIO() as file:
        writer.write(file)
        writer.close()
        return file.getvalue()


def without_pages() -> bytes:
    return saved(PdfWriter())


def picture_only() -> bytes:
    """A scan, with the blank that some scanners write on it."""
    pdf = blank()
    pdf.add_page()
    pdf.image(Image.new("RGB", (40, 40), "grey"), w=100)
    pdf.text(50, 50, " ")
    return bytes(pdf.output())


def laborious(operators: int) -> bytes:
    """A small file that is a lot of work: compressed, its one page is a few kilobytes."""
    pdf = FPDF()
    pdf.add_page()
    pdf._out("0 0 m " * operators)
    return bytes(pdf.output())


class TestFilesThatCannotBeRead:
    @pytest.mark.parametrize(
        ("content", "limits", "sentence"),
        [
            pytest.param(
                lambda: b"",
                PdfLimits(),
                "is an empty file: export or download it again and add the new copy.",
                id="empty",
            ),
            pytest.param(
                lambda: b"Dear all, ",
                PdfLimits(),
                "is damaged or not a PDF: save it as a PDF again from the program that made it and add that instead.",
                id="not a PDF",
            ),
            pytest.param(
                lambda: b"%PDF-1.7\n%%EOF",
                PdfLimits(),
                "is damaged or not a PDF: save it as a PDF again from the program that made it and add that instead.",
                id="broken",
            ),
            pytest.param(
                lambda: written(password="secret"),
                PdfLimits(),
                "is protected with a password: save a copy without the password and add that instead.",
                id="encrypted",
            ),
            pytest.param(
                without_pages,
                PdfLimits(),
                "has no pages: export or download it again and add the new copy.",
                id="no pages",
            ),
            pytest.param(
                picture_only,
                PdfLimits(),
                "has no text, only pictures of pages: run text recognition (OCR) on it and add the result instead.",
                id="scanned",
            ),
            pytest.param(
                written,
                PdfLimits(max_bytes=500),
                "is larger than 500 bytes: split it into smaller files and add those instead.",
                id="too many bytes",
            ),
            pytest.param(
                lambda: written(pages=3),
                PdfLimits(max_pages=2),
                "has more than 2 pages: split it into shorter files and add those instead.",
                id="too many pages",
            ),
            pytest.param(
                written,
                PdfLimits(max_characters=50),
                "has a page of over 50 characters: save its text as a new PDF and add that instead.",
                id="too many characters",
            ),
            pytest.param(
                written,
                PdfLimits(seconds=0.001),
                "takes too long to read: print it to a new PDF and add that instead.",
                id="too many seconds",
            ),
            pytest.param(
                lambda: laborious(400_000),
                PdfLimits(cpu_seconds=1),
                "takes too long to read: print it to a new PDF and add that instead.",
                id="too many seconds of processor time",
            ),
            pytest.param(
                lambda: laborious(100_000),
                PdfLimits(memory_bytes=2**26),
                "takes too much memory to read: print it to a new PDF and add that instead.",
                id="too much memory",
            ),
        ],
    )
    def test_one_sentence_says_what_to_do(
        self,
        tmp_path: Path,
        capfd: pytest.CaptureFixture[str],
        content: Callable[[], bytes],
        limits: PdfLimits,
        sentence: str,
    ) -> None:
        """The error is one plain sentence with the name of the file, and nothing else is printed anywhere."""
        (tmp_path / "report.pdf").write_bytes(content())
        with pytest.raises(UnreadableDocument) as raised:
            read_pdf(tmp_path / "report.pdf", limits)
        assert str(raised.value) == f"report.pdf {sentence}"
        assert capfd.readouterr() == ("", "")

    @pytest.mark.parametrize("name", ["missing.pdf", "."])
    def test_a_missing_file_is_said_to_be_missing(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(UnreadableDocument, match="cannot be opened: check that it is still there"):
            read_pdf(tmp_path / name)

    def test_a_file_protected_only_against_changes_is_read(self, tmp_path: Path) -> None:
        """A file that every viewer opens without asking for a password is not refused."""
        (tmp_path / "report.pdf").write_bytes(written(password="", owner_password="secret"))
        assert read_pdf(tmp_path / "report.pdf") == (PdfPage(1, (HEADING,), ()),)

    @pytest.mark.parametrize("executable", [sys.executable + ".missing", "/bin/false"])
    def test_a_reader_that_does_not_run_is_no_fault_of_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executable: str
    ) -> None:
        (tmp_path / "report.pdf").write_bytes(written())
        monkeypatch.setattr("lessons.pdf.sys.executable", executable)
        with pytest.raises(BrokenError, match="install the program again") as raised:
            read_pdf(tmp_path / "report.pdf")
        assert not isinstance(raised.value, UnreadableDocument)

    def test_the_program_itself_never_loads_the_parser(self) -> None:
        """Only the worker's process imports pypdf."""
        check = "import sys, lessons.pdf; sys.exit('pypdf' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
