"""Quotes as CSV come back cell for cell, and no cell can be run by a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest

from lessons.domain import Document, Kind, Pilot, Quote, Section, Span, Speaker, Structure
from lessons.packs.spreadsheet import (
    BYTE_ORDER_MARK,
    FORMULA_SIGNS,
    QUOTE_COLUMNS,
    harmless_cell,
    quote_entry,
    quotes_csv,
    rows_csv,
)

COLUMNS = ("name", "words")


def read(text: str) -> list[dict[str, str]]:
    """What a spreadsheet finds, white space and line ends inside cells kept."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def entries_of(structure: Structure) -> list[dict[str, object]]:
    return [quote_entry(structure, quote) for quote in structure.quotes]


def structure_of(words: str) -> Structure:
    """A document that holds one quote and nothing else."""
    speaker = Speaker(Pilot.ACC, "Senior Manager", 1, "CCG", "ACC-Senior Manager 1, CCG")
    document = Document("published", "A paper", "Published", Kind.VERSION, "", words, "paper.txt", "")
    span = Span(0, len(words))
    section = Section("s", "=A section", "=A section", 1, 3, None, span, span)
    quote = Quote("q1", "published", "s", 3, speaker, span, span, None)
    return Structure(document, (section,), (), (quote,), (), ())


@pytest.mark.parametrize("version", ["published", "r1", "submitted"])
def test_every_quote_of_a_version_comes_back_as_it_is_printed(
    version: str, structures: Mapping[str, Structure]
) -> None:
    structure = structures[version]
    rows = read(quotes_csv(entries_of(structure)))
    assert tuple(rows[0]) == QUOTE_COLUMNS
    assert [row["text"] for row in rows] == [structure.words(quote.span) for quote in structure.quotes]
    assert [row["speaker"] for row in rows] == [quote.speaker.name for quote in structure.quotes]
    assert [int(row["theme"]) for row in rows] == [quote.theme for quote in structure.quotes]
    assert all(structure.document.text[int(r["start"]) : int(r["end"])] == r["text"] for r in rows)


def test_an_entry_says_where_a_quote_stands_and_what_introduces_it(structures: Mapping[str, Structure]) -> None:
    entry = entries_of(structures["published"])[9]
    assert (entry["id"], entry["theme"], entry["page"], entry["pilot"]) == ("published-q10", 3, 5, "ACC")
    assert entry["section"] == "Managing organisational governance structures across care settings"
    assert entry["introduction"] == "The following view is typical of those expressed in interviews."


@pytest.mark.parametrize("sign", FORMULA_SIGNS, ids=ascii)
def test_a_cell_that_a_spreadsheet_would_run_is_made_words(sign: str) -> None:
    cell = f"{sign}SUM(A1:A9)"
    assert harmless_cell(cell) == f"'{cell}"
    assert read(rows_csv(COLUMNS, [{"name": "a", "words": cell}]))[0]["words"] == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=HYPERLINK('x')", "=cmd|' /C calc'!A0", "-"],
)
def test_every_sign_that_begins_a_formula_is_known(cell: str) -> None:
    assert harmless_cell(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "kept"), [("a=b", "a=b"), ("", ""), (None, ""), (-1, -1), ("’tis", "’tis"), (" =1", " =1"), ("–1", "–1")]
)
def test_any_other_cell_stays_as_it_is(cell: object, kept: object) -> None:
    assert harmless_cell(cell) == kept


@pytest.mark.parametrize("words", ["- and then nothing happened", "…and then", "@home we meet", "= same", "+ more"])
def test_a_quote_whose_words_begin_with_a_sign_keeps_its_words(words: str) -> None:
    """All that is put in front is one apostrophe, and only where a formula could begin."""
    structure = structure_of(words)
    (row,) = read(quotes_csv(entries_of(structure)))
    assert row["text"].removeprefix("'") == words
    assert row["text"].startswith("'") == (words[0] != "…")
    assert row["section"] == "'=A section"


@pytest.mark.parametrize(
    "words",
    [
        "one, two; three",
        'she said "no", twice',
        '"',
        "first line\nsecond line",
        "first line\r\nsecond line",
        "first line\r=second line",
        "one\ttwo",
        "“Care” – it’s ‘joined up’…",
        "日本語 العربية हिन्दी 👩‍⚕️ Ⅳ ﬁ",
        " space at both ends ",
        "a" * 40_000,
    ],
    ids=lambda words: ascii(words[:12]),
)
@pytest.mark.parametrize("for_download", [False, True])
def test_any_words_come_back_from_the_file(words: str, for_download: bool) -> None:
    text = rows_csv(
        COLUMNS, [{"name": "first", "words": words}, {"name": "last", "words": ""}], for_download=for_download
    )
    rows = read(text.removeprefix(BYTE_ORDER_MARK))
    assert rows == [{"name": "first", "words": words}, {"name": "last", "words": ""}]


@pytest.mark.parametrize("for_download", [False, True])
@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_no_line_end_inside_a_cell_begins_a_row(end: str, for_download: bool) -> None:
    """Else what follows it would be a cell of its own, and could be a formula."""
    text = rows_csv(("words",), [{"words": f"harmless{end}=1+1"}], for_download=for_download)
    assert f'"harmless{end}=1+1"' in text


def test_a_download_is_in_the_form_that_excel_opens(structures: Mapping[str, Structure]) -> None:
    entries = entries_of(structures["published"])
    file = quotes_csv(entries, for_download=True).encode()
    assert file.startswith(b"\xef\xbb\xbfspeaker,pilot,")
    assert file.count(b"\r\n") == file.count(b"\n") == 1 + len(entries)
    assert read(file.decode("utf-8-sig")) == read(quotes_csv(entries))


def test_what_is_printed_has_no_mark_in_front_and_plain_line_ends(structures: Mapping[str, Structure]) -> None:
    text = quotes_csv(entries_of(structures["published"]))
    assert text.startswith("speaker,pilot,")
    assert "\r" not in text
    assert text.endswith("\n")


def test_columns_stand_in_their_order_and_others_are_left_out() -> None:
    assert rows_csv(("b", "a"), [{"a": 1, "b": None, "c": "gone"}]) == "b,a\n,1\n"


def test_no_rows_give_the_head_alone() -> None:
    assert quotes_csv([]) == ",".join(QUOTE_COLUMNS) + "\n"
