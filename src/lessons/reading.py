"""Turns the lines of a source into reading text: whole words, whole sentences, tables as blocks of their own.

The reading text is blocks with an empty line between them. A block with tabs is a table: an optional caption line, a line a
row with tabs between its cells, an optional note line. Only white space and line-end hyphens change here; what is cut out
before is furniture (see ``furniture.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lessons.domain import CorpusError, Heading, PageSpan, Span

# Private characters that mark where a page begins and ends while the text is put together; none of them is in a text.
PAGE_BEGINS, PAGE_NUMBERED, PAGE_ENDS = "\ue000", "\ue001", "\ue002"
MARKS = re.compile(f"{PAGE_BEGINS}(\\d+){PAGE_NUMBERED}|{PAGE_ENDS}")

ITEM = re.compile(r"\d{1,3}\. | ?[-►] ")
BULLET = re.compile(r"^ *[-►] +")
CAPTION = re.compile(r"Table \d+\b")
SENTENCE_IS_OVER = re.compile(r"[.!?:;]['’”\")\]*]*[⁰¹²³⁴-⁹⁻\d–, ]*$|\)$")
GOES_ON = re.compile(r"[a-z]|\((?!\w\))")


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table whose cell borders an extraction lost: its lines, and the opening words of its caption, cells and note."""

    first: int
    last: int
    caption: str
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def mark_pages(lines: Sequence[str], pages: Iterable[tuple[int, int, int | None]]) -> list[str]:
    """The lines with marks where pages begin and end.

    ``pages`` holds (number, first line, last line) with lines counted from 1; a last line of None means up to the next page.
    """
    marked = list(lines)
    for number, first, last in pages:
        marked[first - 1] = f"{PAGE_BEGINS}{number}{PAGE_NUMBERED}{marked[first - 1]}"
        if last:
            marked[last - 1] = marked[last - 1].rstrip() + PAGE_ENDS
    return marked


def reflow(
    lines: Sequence[str], headings: Sequence[Heading] = (), tables: Sequence[TableLayout] = (), typeset: bool = False
) -> tuple[str, tuple[PageSpan, ...]]:
    """The reading text of a document's lines, and the stretches of it whose printed page is known."""
    vocabulary = Counter(re.findall(r"[\w’'-]+", "\n".join(lines).casefold()))
    blocks = _blocks(lines, headings, tables, vocabulary, typeset)
    return _take_out_marks("\n\n".join(_whole_paragraphs(blocks, vocabulary)))


def join_lines(lines: Iterable[str], vocabulary: Counter[str], typeset: bool = False) -> str:
    """One paragraph from its lines: a word broken at a line end is whole again, a compound keeps its hyphen."""
    text = ""
    for line in lines:
        text = _join(text, line, vocabulary)
    text = BULLET.sub("", re.sub(r" (?=[⁰¹²³⁴-⁹])|(?<=—) ", "", re.sub(r"[ \xa0]+", " ", text))).strip()
    return re.sub(r"(?<=\w)- (?=\w)", "-", text) if typeset else text


def _join(text: str, line: str, vocabulary: Counter[str]) -> str:
    broken = re.search(r"([\w’'-]+)-$", text)
    following = re.match(r"[\w’']+", _unmarked(line))
    if broken and following:
        compound = f"{broken[1]}-{following[0]}".casefold()
        whole = vocabulary[compound.replace("-", "")] >= vocabulary[compound]
        return (text[:-1] if whole else text) + line
    return f"{text} {line}" if text and not re.search(r"\w-\s+$", text) else text.rstrip() + line


def _unmarked(text: str) -> str:
    return MARKS.sub("", text)


def _blocks(
    lines: Sequence[str],
    headings: Sequence[Heading],
    tables: Sequence[TableLayout],
    vocabulary: Counter[str],
    typeset: bool,
) -> list[str]:
    """Headings, paragraphs and tables as blocks of text; a typeset table stands before the heading that follows it."""
    blocks: list[str] = []
    waiting: list[str] = []
    paragraph: list[str] = []
    expected = [h for h in headings if not h.run_in]
    parts: tuple[str, ...] = ()

    def close() -> None:
        if paragraph:
            blocks.append(join_lines(paragraph, vocabulary, typeset))
            paragraph.clear()

    at = 0
    while at < len(lines):
        line = lines[at]
        table = next((t for t in tables if t.first == at + 1), None)
        size = _heading_lines(lines, at, expected)
        if table:
            close()
            waiting.append(_typeset_table(lines[at : table.last], table, vocabulary))
            at = table.last
            continue
        if size:
            close()
            blocks += waiting
            waiting = []
            blocks.append(join_lines(lines[at : at + size], vocabulary, typeset))
            parts = expected.pop(0).parts
            at += size
            continue
        if not _unmarked(line).strip() or _opens_block(line, parts) or "\t" in line:
            close()
        if "\t" in line:
            _add_row(blocks, line)
        elif _unmarked(line).strip():
            paragraph.append(line)
        at += 1
    close()
    return [*blocks, *waiting]


def _opens_block(line: str, parts: tuple[str, ...]) -> bool:
    """A numbered item, a labelled part of an abstract, or a line with the indent of a new paragraph."""
    words = _unmarked(line)
    return bool(ITEM.match(words)) or words.startswith((" ", *(f"{part} " for part in parts)))


def _heading_lines(lines: Sequence[str], at: int, expected: Sequence[Heading]) -> int:
    """How many lines from ``at`` on make up the next expected heading: 0, 1, 2 or 3."""
    if not expected:
        return 0
    text = ""
    for size, line in enumerate(lines[at : at + 3], start=1):
        text = f"{text} {line.strip()}".strip()
        if text == expected[0].text:
            return size
        if not line.strip() or not expected[0].text.startswith(text):
            return 0
    return 0


def _add_row(blocks: list[str], line: str) -> None:
    row = "\t".join(cell.strip() for cell in line.strip("\t ").split("\t"))
    if blocks and ("\t" in blocks[-1] or CAPTION.match(blocks[-1])):
        blocks[-1] += "\n" + row
    else:
        blocks.append(row)


def _typeset_table(lines: Sequence[str], table: TableLayout, vocabulary: Counter[str]) -> str:
    body = join_lines(lines, vocabulary, typeset=True)
    openings = [table.caption, *(cell for row in table.rows for cell in row), *([table.note] if table.note else [])]
    starts: list[int] = []
    searched = 0
    for words in openings:
        start = body.find(words, searched)
        if start < 0:
            raise CorpusError(f"The table “{table.caption}” has no cell that opens with “{words}”: mend the manifest.")
        starts.append(start)
        searched = start + len(words)
    pieces = [body[a:b].strip() for a, b in zip(starts, [*starts[1:], len(body)], strict=True)]
    rows = iter(pieces[1:])
    text = [pieces[0], *("\t".join(next(rows) for _ in row) for row in table.rows)]
    return "\n".join([*text, *rows])


def _whole_paragraphs(blocks: Sequence[str], vocabulary: Counter[str]) -> list[str]:
    """Paragraphs that a page end or a column end had cut in two are one block again."""
    whole: list[str] = []
    for block in blocks:
        before = whole[-1] if whole else ""
        cut = before and not SENTENCE_IS_OVER.search(_unmarked(before)) and "\t" not in before + block
        if cut and GOES_ON.match(_unmarked(block)) and not re.match(r"https?:", block):
            whole[-1] = _join(before, block, vocabulary)
        else:
            whole.append(block)
    return whole


def _take_out_marks(text: str) -> tuple[str, tuple[PageSpan, ...]]:
    clean: list[str] = []
    pages: list[PageSpan] = []
    at = length = 0
    opened: tuple[int, int] | None = None
    for mark in MARKS.finditer(text):
        clean.append(text[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if opened:
            pages.append(PageSpan(opened[0], Span(opened[1], length)))
        opened = (int(mark[1]), length) if mark[1] else None
    clean.append(text[at:])
    if opened:
        pages.append(PageSpan(opened[0], Span(opened[1], length + len(clean[-1]))))
    return "".join(clean), tuple(pages)
