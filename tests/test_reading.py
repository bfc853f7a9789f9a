"""Accounts for every character of the sources, then for how well the reading text reads.

The accounting knows nothing of how the text was cleaned. It starts from the raw file, takes out the furniture that the document
declares (``test_furniture.py`` holds what that may be), and walks source and reading text side by side.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from lessons.corpus import Corpus
from lessons.domain import CorpusError, Document, Heading
from lessons.reading import TableLayout, join_lines, mark_pages, reflow

DOCUMENTS = ("published", "r1", "submitted", "cover", "checklist")
VERSIONS = ("published", "r1", "submitted")

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"


# ------------------------------------------------------------------------------------------------ the accountant


def without_furniture(source: str, document: Document) -> str:
    kept: list[str] = []
    at = 0
    for piece in document.furniture:
        kept += [source[at : piece.span.start], "\n" * piece.text.count("\n")]
        at = piece.span.end
    return "".join([*kept, source[at:]])


def around(text: str, at: int) -> str:
    return repr(text[max(0, at - 40) : at + 40])


def first_difference(source: str, text: str) -> str | None:
    """Where the two part ways, or None when the text holds every character of the source, in order, and nothing else.

    White space may differ in width and kind, but not in being there. Allowed beyond that, and nothing more: a hyphen at a line
    end goes, with its line break; a hyphen or dash closes up to the word behind it; a superscript closes up to the word before
    it; the mark of a bullet goes where a block begins.
    """
    i = j = 0
    closed_up = True  # white space around the whole does not count
    while True:
        gap = re.compile(r"\s*").match(source, i)
        space = re.compile(r"\s*").match(text, j)
        assert gap
        assert space
        before = source[max(0, i - 2) : i]
        i, j = gap.end(), space.end()
        if i == len(source) and j == len(text):
            return None
        a, b = source[i : i + 1], text[j : j + 1]
        if a != b:
            if re.match(r"-\n", source[i:]) and re.search(r"\w$", source[:i]) and not space[0]:
                i, closed_up = i + 1, True
                continue
            at_line_start = not source[source.rfind("\n", 0, i) + 1 : i].strip()
            at_block_start = j == 0 or text[j - 2 : j] == "\n\n"
            if a in "►-" and source[i + 1 : i + 2] == " " and at_line_start and at_block_start:
                i, closed_up = i + 1, True
                continue
            return f"other characters: {around(source, i)}, text {around(text, j)}"
        may_close = re.fullmatch(r"\w-|.?—", before) or a in SUPERSCRIPTS
        if space[0] and not gap[0] and not closed_up:
            return f"a word was cut: {around(source, i)}, text {around(text, j)}"
        if gap[0] and not space[0] and not closed_up and not may_close:
            return f"two words were run together: {around(source, i)}, text {around(text, j)}"
        i, j, closed_up = i + 1, j + 1, False


def table_blocks(document: Document) -> list[str]:
    return [block for block in document.text.split("\n\n") if "\t" in block]


def body(document: Document) -> str:
    return "\n\n".join(block for block in document.text.split("\n\n") if "\t" not in block)


def split_tables(source: str, entry: dict[str, Any]) -> tuple[str, list[str]]:
    """The source without the lines of its typeset tables, and the lines of each table."""
    lines = source.split("\n")
    first = entry["lines"][0]
    ranges = [(t["lines"][0] - first, t["lines"][1] - first + 1) for t in entry.get("tables", [])]
    tables = ["\n".join(lines[a:b]) for a, b in ranges]
    kept = [line for n, line in enumerate(lines) if not any(a <= n < b for a, b in ranges)]
    return "\n".join(kept), tables


@pytest.mark.parametrize("document_id", ["r1", "submitted", "cover", "checklist"])
def test_every_word_of_a_manuscript_is_in_the_reading_text_in_order(
    corpus: Corpus, sources: dict[str, str], document_id: str
) -> None:
    document = corpus.document(document_id)
    assert first_difference(without_furniture(sources[document_id], document), document.text) is None


def test_every_word_of_the_published_version_outside_its_tables_is_in_the_reading_text_in_order(
    corpus: Corpus, sources: dict[str, str], manifest: dict[str, dict[str, Any]]
) -> None:
    document = corpus.document("published")
    source, _ = split_tables(without_furniture(sources["published"], document), manifest["published"])
    assert first_difference(source, body(document)) is None


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_word_of_a_published_table_is_in_its_block_in_order(
    corpus: Corpus, sources: dict[str, str], manifest: dict[str, dict[str, Any]], number: int
) -> None:
    document = corpus.document("published")
    _, tables = split_tables(without_furniture(sources["published"], document), manifest["published"])
    blocks = table_blocks(document)
    assert len(tables) == len(blocks) == 3
    assert first_difference(tables[number - 1], blocks[number - 1]) is None


@pytest.mark.parametrize("document_id", ["r1", "submitted", "checklist"])
def test_the_rows_of_a_manuscript_table_stand_cell_by_cell(
    corpus: Corpus, sources: dict[str, str], document_id: str
) -> None:
    document = corpus.document(document_id)

    def rows(text: str) -> list[list[str]]:
        lines = [line for line in text.split("\n") if "\t" in line]
        return [[cell.strip() for cell in line.rstrip("\t").split("\t")] for line in lines]

    assert rows(document.text) == rows(without_furniture(sources[document_id], document))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("were not involved", "were involved"),
        ("were not involved", "were never involved"),
        ("involved in this study", "involved in in this study"),
        ("66 in total", "67 in total"),
        ("delivery.1 These", "delivery. These"),
        ("bottom-up", "bottomup"),
        ("cost-effective", "costeffective"),
        ("informed consent", "informedconsent"),
        ("informed consent", "inform ed consent"),
        ("really - a lot", "really -a lot"),
        ("Many are self-evident and not new", "Many are not new and self-evident"),
        ("(EHCH-Senior Manager 6, CCG)", ""),
        ("‘change’", "'change'"),
    ],
)
def test_the_accountant_sees_what_is_lost_altered_added_or_moved(
    corpus: Corpus, sources: dict[str, str], manifest: dict[str, dict[str, Any]], before: str, after: str
) -> None:
    document = corpus.document("published")
    source, _ = split_tables(without_furniture(sources["published"], document), manifest["published"])
    text = body(document)
    assert before in text
    assert first_difference(source, text.replace(before, after, 1)) is not None


# ------------------------------------------------------------------------------------- how the reading text reads


@pytest.mark.parametrize("document_id", DOCUMENTS)
@pytest.mark.parametrize(
    "leftover",
    [
        r"May 19, 2023",
        r"by guest",
        r"Protected by copyright",
        r"(?i)scholarone",
        r"For peer review only",
        r"about here",
        r"</?[a-z]>",
        r"►",
        r"\\",
        r"<http",
        r"\]\(",
        r"[\ue000-\uf8ff]",
        r"\xa0|\r|\f",
        r"  ",
        r"(?m)[ \t]$",
        r"(?m)^[ \t]",
        r"\n\n\n",
        r"(?m)^[- ]*\d{1,2}( \d{1,2})*$",
        r"(?m)^\d{1,2} \D",
        r"\w-\n",
        r" [.,;:]\w",
    ],
)
def test_no_leftover_of_the_extraction_stands_in_the_reading_text(
    corpus: Corpus, document_id: str, leftover: str
) -> None:
    found = re.search(leftover, corpus.document(document_id).text)
    assert found is None, found


@pytest.mark.parametrize("document_id", [*VERSIONS, "cover"])
def test_no_asterisk_is_left_over(corpus: Corpus, document_id: str) -> None:
    assert "*" not in corpus.document(document_id).text


def test_only_the_printed_footnote_marks_of_the_checklist_stay(corpus: Corpus) -> None:
    text = corpus.document("checklist").text
    assert re.findall(r"\S*\*+\S*", text) == ["(SRQR)*", *["rationale**"] * 6, "*The", "**The"]


def test_a_compound_of_the_published_version_has_no_blank_behind_its_hyphen(corpus: Corpus) -> None:
    assert re.findall(r"\S+\w- \w\S*", corpus.document("published").text) == []


@pytest.mark.parametrize(
    ("document_id", "printed"),
    [
        ("r1", ["build inter- and intra-organisational", "key in intra- and inter-organisational"]),
        ("submitted", ["build inter- and intra-organisational"]),
    ],
)
def test_a_hanging_hyphen_stays_as_printed(corpus: Corpus, document_id: str, printed: list[str]) -> None:
    assert re.findall(r"\w+ (?:in )?\w+- \w+ [\w-]+", corpus.document(document_id).text) == printed


def test_a_printed_dash_between_blanks_stays(corpus: Corpus) -> None:
    text = corpus.document("published").text
    assert re.findall(r"\w+ - \w+", text) == ["really - a", "together - we", "now - I"]


def test_every_word_hyphenated_at_a_line_end_is_whole(corpus: Corpus, sources: dict[str, str]) -> None:
    """In the typeset source a hyphen with nothing behind it broke a word; one with a blank behind it belongs to it."""
    text = corpus.document("published").text
    broken = re.findall(r"(\w+)-\n+ ?(\w+)", sources["published"])
    assert len(broken) == 63
    for first, rest in broken:
        assert re.search(rf"\b{first}{rest}\b", text), (first, rest)
        assert not re.search(rf"\b{first}-\s?{rest}\b", text), (first, rest)


@pytest.mark.parametrize(
    "compound",
    [
        "non-departmental",
        "patient-centred",
        "deep-seated",
        "out-of-hospital",
        "long-term",
        "joined-up",
        "outcome-based",
        "over-reliance",
        "hospital-based",
        "Face-to-face",
        "audio-recorded",
        "cost-effective",
        "buy-in",
        "NHS-driven",
        "goal-post",
        "must-dos",
        "office-based",
        "top-down",
        "bottom-up",
        "up-to-date",
        "short-term",
        "‘back-fill’",
        "back-fill…it",
        "at-pace",
        "over-riding",
        "self-evident",
        "Relationship-building",
        "front-line staff",
    ],
)
def test_a_compound_is_whole_and_keeps_its_hyphen(corpus: Corpus, compound: str) -> None:
    assert compound in corpus.document("published").text


@pytest.mark.parametrize(
    ("document_id", "sentence"),
    [
        ("published", "Once any questions were answered, participants gave informed consent prior to the start"),
        ("published", "As one participant in the UEC pilot commented:\n\nI think what helps the Vanguard project is"),
        ("published", "In this regard, difficulties were highlighted, but most felt that lessons had been adequately"),
        ("published", "enhanced health in care homes (EHCH); and urgent and emergency care (UEC) (see table 1"),
        ("published", "under the banner of Triple Aim thinking with its focus on population health"),
        ("published", "life expectancy for both men and women is lower than the England average."),
        ("published", "Within all pilot sites there were concerns that too much was being expected too soon"),
        ("published", "remained a challenge generally it was felt by many that there was evidence"),
        ("published", "national must-dos, which at times has conflicted with what we’ve been attempting to do."),
        ("r1", "and a detailed review of Trusts' internal documents and policies related to the implementation"),
        ("r1", "uncertainty around policy and future change (2) financial pressures and legitimating return"),
        ("r1", "without the appropriate substantive change being in place"),
        ("r1", "critical of the uncertainty in the programme's financial support with no guarantee"),
        ("r1", "This occurred prior to the major structural changes imposed on the NHS"),
        ("r1", "Health and Social Care Act 2012 and had it not been for that disruptive legislation"),
        ("r1", "developments surrounding STPs and ICSs²⁷, accompanied by growing financial pressures"),
        ("submitted", "securing commitment and engagement. Our primary focus is on common issues"),
        ("submitted", "so there is often a push from the office-based vanguard staff"),
        ("submitted", "uncertainty around the availability of funding was evident within all sites. For example"),
        ("submitted", "insufficient to sustain the work and development and that once the financial support"),
        ("submitted", "helped individual sites to build inter- and intra-organisational relationships."),
        ("submitted", "the earlier vision set out in the Five year Forward View. While early indications"),
        ("submitted", "THEME 2: LEGITIMATING RETURN ON INVESTMENT\n\nA number of interviewees pointed to"),
        ("submitted", "THEME 3: MANAGING ORGANISATIONAL GOVERNANCE STRUCTURES ACROSS CARE SETTINGS\n\nAlthough"),
        ("checklist", "**The rationale should briefly discuss the justification for choosing that theory"),
    ],
)
def test_a_sentence_that_a_line_a_page_a_table_or_furniture_interrupts_is_whole_again(
    corpus: Corpus, document_id: str, sentence: str
) -> None:
    assert sentence in corpus.document(document_id).text


@pytest.mark.parametrize("document_id", VERSIONS)
def test_no_paragraph_of_the_study_begins_or_ends_within_a_sentence(
    corpus: Corpus, manifest: dict[str, dict[str, Any]], document_id: str
) -> None:
    headings = {h["heading"] for h in manifest[document_id]["headings"]}
    blocks = body(corpus.document(document_id)).split("\n\n")
    study = blocks[blocks.index("INTRODUCTION") :]
    ends = next((n for n, block in enumerate(study) if block.startswith("Acknowledgements")), len(study))
    paragraphs = [block for block in study[:ends] if block not in headings]
    assert len(paragraphs) > 50
    for paragraph in paragraphs:
        assert re.match(r"[A-Z]", paragraph), paragraph
        assert re.search(rf"[.:][\d{SUPERSCRIPTS}–]*$|, CCG\)$", paragraph), paragraph


def test_a_table_stands_between_the_end_of_a_paragraph_and_a_heading(corpus: Corpus) -> None:
    blocks = corpus.document("published").text.split("\n\n")
    tables = [n for n, block in enumerate(blocks) if "\t" in block]
    assert [blocks[n + 1] for n in tables] == ["METHODS AND ANALYSIS", "Patient and public involvement", "DISCUSSION"]
    for n, end in zip(tables, ("(ICS).4–7", "prior to the start of the interview.", "Manager 9, CCG)"), strict=True):
        assert blocks[n - 1].endswith(end)


# ------------------------------------------------------------------------------------------- the parts by themselves


def vocabulary(*words: str) -> Counter[str]:
    return Counter(words)


@pytest.mark.parametrize(
    ("lines", "typeset", "expected"),
    [
        (["initia-", "tives in England"], True, "initiatives in England"),
        (["trying to get buy- in. From"], True, "trying to get buy-in. From"),
        (["out- of- hospital model"], True, "out-of-hospital model"),
        (["a more cost- ", "effective fashion"], True, "a more cost-effective fashion"),
        (["uncertainty, really - a lot"], True, "uncertainty, really - a lot"),
        (["to build inter- and intra-organisational"], False, "to build inter- and intra-organisational"),
        (["STPs and ICSs", "²⁷, accompanied"], False, "STPs and ICSs²⁷, accompanied"),
        (["in the region—", "effective from"], True, "in the region—effective from"),
        ([" ► Service users were", "not recruited."], True, "Service users were not recruited."),
        (["- This is the only study."], False, "This is the only study."),
        (["et\xa0al.  and   others "], False, "et al. and others"),
        ([], True, ""),
    ],
)
def test_lines_become_one_paragraph(lines: list[str], typeset: bool, expected: str) -> None:
    assert join_lines(lines, vocabulary(), typeset) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"front-line": 2}, "the front-line staff"),
        ({"frontline": 2, "front-line": 1}, "the frontline staff"),
        ({}, "the frontline staff"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_unless_the_document_writes_the_word_with_it(
    known: dict[str, int], expected: str
) -> None:
    assert join_lines(["the front-", "line staff"], Counter(known)) == expected


def test_a_paragraph_that_a_page_end_cuts_is_joined_and_one_that_is_over_is_not() -> None:
    text, _ = reflow(["In this regard, ", "", "difficulties were found.", "", "Next one."])
    assert text == "In this regard, difficulties were found.\n\nNext one."


def test_a_numbered_list_and_an_address_begin_blocks_of_their_own() -> None:
    text, _ = reflow(["1. First", "2. Second", "", "See the site", "", "https://example.org"])
    assert text == "1. First\n\n2. Second\n\nSee the site\n\nhttps://example.org"


def test_a_heading_over_two_lines_is_one_block_and_ends_the_paragraph_before() -> None:
    text, _ = reflow(
        ["Before it.", "Managing across care ", "settings", "After it."], [Heading("Managing across care settings")]
    )
    assert text == "Before it.\n\nManaging across care settings\n\nAfter it."


TABLE = TableLayout(2, 5, "Table 1 Sites", (("Site", "Aim"), ("North", "To join"), ("South",)), note="NHS, the")


def test_a_typeset_table_waits_for_the_next_heading_and_leaves_the_sentence_whole() -> None:
    lines = [
        "We asked all",
        "Table 1 Sites",
        "Site Aim",
        "North To join- up",
        "South NHS, the service",
        "of them.",
        "Next",
        "End.",
    ]
    text, _ = reflow(lines, [Heading("Next")], [TABLE], typeset=True)
    assert text == (
        "We asked all of them.\n\nTable 1 Sites\nSite\tAim\nNorth\tTo join-up\nSouth\nNHS, the service\n\nNext\n\nEnd."
    )


def test_a_table_without_one_of_its_cells_is_an_error_that_names_the_cell() -> None:
    lines = ["", "Table 1 Sites", "Site Aim", "North To leave", "South NHS, the service"]
    with pytest.raises(CorpusError, match="“Table 1 Sites” has no cell that opens with “To join”"):
        reflow(lines, [], [TABLE], typeset=True)


def test_pages_are_stretches_of_the_reading_text_and_their_marks_leave_no_trace() -> None:
    lines = mark_pages(["Title page.", "", "It goes", "on and", "", "on.", "", "Last."], [(5, 4, 6), (7, 8, None)])
    text, pages = reflow(lines)
    assert text == "Title page.\n\nIt goes on and on.\n\nLast."
    assert [(p.number, text[p.span.start : p.span.end]) for p in pages] == [(5, "on and on."), (7, "Last.")]
