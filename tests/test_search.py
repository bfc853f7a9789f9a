"""A search in a text finds what a reader means, at the offsets of the text itself."""

from __future__ import annotations

import pytest

from lessons.domain import Span
from lessons.pages.search import LONGEST_SEARCH, find_words

TEXT = "“Don’t” micromanage – the Café’s re-designed\nteams. Micro-managed, MICROMANAGED?\tEnd."


def found(words: str, text: str = TEXT) -> list[str]:
    return [text[s.start : s.end] for s in find_words(text, words, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("TEAMS", ["teams"]),
        ('"don\'t"', ["“Don’t”"]),
        ("micro-managed", ["Micro-managed", "MICROMANAGED"]),
        ("micromanaged", ["Micro-managed", "MICROMANAGED"]),
        ("cafe's", ["Café’s"]),
        ("café's", ["Café’s"]),
        ("cafe\u0301", ["Café"]),
        ("micromanage - the", ["micromanage – the"]),
        ("micromanage — the", ["micromanage – the"]),
        ("  redesigned   teams ", ["re-designed\nteams"]),
        ("re designed", ["re-designed"]),
        ("designed.teams", []),
        ("[a-z]+", []),
        ("zebra", []),
    ],
)
def test_capitals_accents_quotation_marks_dashes_and_hyphens_do_not_count(words: str, expected: list[str]) -> None:
    assert found(words) == expected


@pytest.mark.parametrize("words", ["", "   ", "-", " – — ", "\t"])
def test_nothing_to_look_for_finds_nothing(words: str) -> None:
    assert found(words) == []


def test_offsets_stay_true_after_characters_that_grow_in_small_letters() -> None:
    assert found("end", "İ ß ﬁ Ǆ 👩‍👩‍👧 İ End") == ["End"]


def test_a_finding_never_reaches_from_one_stretch_into_the_next() -> None:
    text = "one two\n\nthree"
    assert find_words(text, "two three", [Span(0, 7), Span(9, 14)]) == ()
    assert find_words(text, "t", [Span(9, 14)]) == (Span(9, 10),)


def test_cells_of_a_table_are_apart() -> None:
    assert found("micromanaged? end") == []


def test_only_the_first_characters_of_a_long_search_count() -> None:
    text = "a" * LONGEST_SEARCH
    assert found(text + "zzz", text) == [text]
