from __future__ import annotations

import re
from collections import Counter

import pytest

from lessons.corpus import Corpus
from lessons.domain import Furniture
from lessons.furniture import cut, find_furniture

DOCUMENTS = ("published", "r1", "submitted", "cover", "checklist")

STAMP = "download stamp in the margin and running header of page 5"
JOURNAL = "name of the journal above the cover sheet; the sheet itself says it again"

# The closed list of reasons, each with the only shape that furniture of this reason may have.
SHAPES = {
    "line number in the margin": r"(- )?\d{1,2}( \d{1,2})*\s?",
    "mark of italic print": r"\*",
    "mark of bold print": r"\*\*",
    "markup tag": r"</?[ip]>",
    "angle bracket around an address": r"[<>]",
    "backslash in front of a bracket": r"\\",
    "the same address again as a link's target": r"\[|\]\(https://\S+\.html\)",
    "note for the typesetter where a table belongs": r"<Table [123] about here>",
    "mark of the submission system": r"SCHOLARONE™\nManuscripts",
    "watermark": r"For peer review only",
    JOURNAL: r"BMJ Open",
    STAMP: r"(?s) on M\nay 19, 2023 by guest\. P\n.*\n\nOpen access",
}

# Everything that is cut out of each document apart from margin numbers, counted in the raw files (grep).
CUT_OUT = {
    "published": {STAMP: 1},
    "r1": {
        "mark of italic print": 76,
        "mark of bold print": 2,
        "markup tag": 2,
        "angle bracket around an address": 2,
        "backslash in front of a bracket": 2,
        "the same address again as a link's target": 2,
        "note for the typesetter where a table belongs": 2,
        "mark of the submission system": 1,
        JOURNAL: 1,
    },
    "submitted": {
        "mark of italic print": 78,
        "mark of bold print": 4,
        "markup tag": 2,
        "note for the typesetter where a table belongs": 1,
        "mark of the submission system": 1,
        "watermark": 1,
        JOURNAL: 1,
    },
    "cover": {"angle bracket around an address": 2},
    "checklist": {
        "markup tag": 40,
        "mark of bold print": 2,
        "angle bracket around an address": 2,
        "watermark": 1,
    },
}
MANUSCRIPT_PAGES = {"published": 0, "r1": 8, "submitted": 8, "cover": 0, "checklist": 1}


def furniture_of(corpus: Corpus, document: str) -> tuple[Furniture, ...]:
    return corpus.document(document).furniture


def found(source: str, layout: str = "manuscript") -> list[tuple[str, str]]:
    return [(piece.text, piece.reason) for piece in find_furniture(source, layout)]


def cleaned(source: str, layout: str = "manuscript") -> str:
    return cut(source, find_furniture(source, layout))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_furniture_is_the_very_characters_of_the_source_in_order(
    corpus: Corpus, sources: dict[str, str], document: str
) -> None:
    end = 0
    for piece in furniture_of(corpus, document):
        assert end <= piece.span.start < piece.span.end
        assert sources[document][piece.span.start : piece.span.end] == piece.text
        end = piece.span.end


@pytest.mark.parametrize("document", DOCUMENTS)
def test_furniture_has_a_known_reason_and_the_shape_that_goes_with_it(corpus: Corpus, document: str) -> None:
    for piece in furniture_of(corpus, document):
        assert re.fullmatch(SHAPES[piece.reason], piece.text), piece


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_more_is_cut_out_than_was_counted_in_the_raw_files(corpus: Corpus, document: str) -> None:
    reasons = Counter(piece.reason for piece in furniture_of(corpus, document))
    del reasons["line number in the margin"]
    assert reasons == CUT_OUT[document]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_prose_is_declared_furniture(corpus: Corpus, document: str) -> None:
    """Apart from the stamp and the watermark, which say what they are, no furniture holds four words in a row."""
    for piece in furniture_of(corpus, document):
        if piece.reason not in (STAMP, "watermark"):
            assert not re.search(r"(?:[^\W\d_]+\s+){3}[^\W\d_]+", piece.text), piece


@pytest.mark.parametrize("document", DOCUMENTS)
def test_margin_numbers_count_every_page_from_1_to_60(corpus: Corpus, document: str) -> None:
    """So none is left in the text, and no number of the text itself ("26." of the references, "2012") is taken for one."""
    margin = " ".join(p.text for p in furniture_of(corpus, document) if p.reason == "line number in the margin")
    numbers = [int(number) for number in re.findall(r"\d+", margin)]
    assert numbers == list(range(1, 61)) * MANUSCRIPT_PAGES[document]


def test_the_stamp_of_the_published_version_holds_nothing_but_stamp_and_running_header(corpus: Corpus) -> None:
    [stamp] = furniture_of(corpus, "published")
    assert re.sub(r"\s", "", stamp.text) == (
        "onMay19,2023byguest.Protectedbycopyright.http://bmjopen.bmj.com/"
        "BMJOpen:firstpublishedas10.1136/bmjopen-2019-032107on3November2019.Downloadedfrom"
        "http://bmjopen.bmj.com/"
        "5ManiatopoulosG,etal.BMJOpen2019;9:e032107.doi:10.1136/bmjopen-2019-032107Openaccess"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1\n2\n3 words of a line\n4 more words", "\n\nwords of a line\nmore words"),
        ("1\n2\n3 26. Erskine J", "\n\n26. Erskine J"),
        ("1\n2\n3 Act\n4 2012 and had it", "\n\nAct\n2012 and had it"),
        ("1\n2 3 4 HEADING\n5 text", "\nHEADING\ntext"),
        ("- 1\n2\n3 26. Erskine J", "\n\n26. Erskine J"),
        ("1. NHS England\n2. Berwick", "1. NHS England\n2. Berwick"),
        ("66 interviews\n7 of them", "66 interviews\n7 of them"),
        ("1\n2\n50 pilot sites\n3 were", "\n\n50 pilot sites\nwere"),
    ],
    ids=[
        "in front of words",
        "before a reference's number",
        "before a year",
        "several on a line",
        "with a stray dash",
        "numbered list",
        "numbers of the text",
        "a number out of turn",
    ],
)
def test_margin_numbers_are_told_from_the_numbers_of_the_text(source: str, expected: str) -> None:
    assert cleaned(source) == expected


def test_a_typeset_text_has_no_margin_numbers() -> None:
    assert find_furniture("1\n2\n3 words", "typeset") == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("the *NHS Five Year Forward View* (5YFV)", "the NHS Five Year Forward View (5YFV)"),
        ("the *5YFV*'s emphasis", "the 5YFV's emphasis"),
        ("**THEME 3: STRUCTURES\nACROSS CARE SETTINGS**", "THEME 3: STRUCTURES\nACROSS CARE SETTINGS"),
        ("****The rationale as well.**", "**The rationale as well."),
        ("is also recommended; rationale**", "is also recommended; rationale**"),
        ("Research (SRQR)*", "Research (SRQR)*"),
        ("*The authors created the SRQR.", "*The authors created the SRQR."),
        ("<p>Title</p>\t<p>Pg. 1</p>", "Title\tPg. 1"),
        ("fees (<http://bmjopen.bmj.com>).", "fees (http://bmjopen.bmj.com)."),
        ("[https://a.uk/x\\(1\\).html](https://a.uk/x(1).html)", "https://a.uk/x(1).html"),
        ("p <0.05 and n>3", "p <0.05 and n>3"),
    ],
)
def test_markup_goes_and_printed_marks_stay(source: str, expected: str) -> None:
    assert cleaned(source) == expected


def test_declared_lines_are_cut_with_their_reason_and_line_numbers_still_count() -> None:
    source = "kept\nstamp\n*stamp*\nkept too"
    pieces = find_furniture(source, "typeset", [(2, 3, "watermark")])
    assert [(p.text, p.reason) for p in pieces] == [("stamp\n*stamp*", "watermark")]
    assert cut(source, pieces) == "kept\n\n\nkept too"
    assert cut(source, pieces).count("\n") == source.count("\n")


def test_a_text_without_furniture_comes_back_as_it_was() -> None:
    assert found("Nothing to cut - not even 2 * 3.") == []
    assert cut("Nothing to cut.", ()) == "Nothing to cut."
