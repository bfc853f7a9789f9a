"""Slips of the keyboard are put right, and nothing else is touched."""

from __future__ import annotations

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.spelling import Spelling

FIXTURES = (shared_settings, shared_assistant)

TEXTS = [
    "What did the interviewees say about governance?",
    "funding for Vanguards",
    "Has England engaged its hospitals?",
] * 50


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(TEXTS, known=lambda word: word == "covid")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("funing", "funding"),
        ("fundding", "funding"),
        ("fumding", "funding"),
        ("fudning", "funding"),
        ("was goverance a problem?", "was governance a problem?"),
        ("Enlgand", "England"),
        ("itnervieewes", "interviewees"),
        ("Whta funing did the vangards get", "What funding did the vanguards get"),
    ],
)
def test_a_slip_is_put_right(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.correct(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "funding",
        "Did covid end the fund?",  # "fund" is English, "covid" is known
        "fnd",  # too short to tell
        "GVERNANCE",
        "HCAs",
        "wasnt it",
        "prioritise, organisation, generalised",
        "Cramlington",
        "a.fundng@example.org",
        "zzzzzzz",
        "",
    ],
)
def test_what_is_no_slip_stays(spelling: Spelling, typed: str) -> None:
    assert spelling.correct(typed) == typed


def test_a_word_that_is_rarely_used_takes_no_other_words_place() -> None:
    once = Spelling(["The Consett site"], known=lambda _: False)
    assert once.correct("Consettt") == "Consettt"


def test_what_was_put_right_is_shown_as_it_was_understood(assistant: Assistant) -> None:
    answer = assistant.answer("When were the interveiws held?")
    assert answer.question == "When were the interveiws held?"
    assert answer.standalone_question == "When were the interviews held?"
    assert answer.citations == assistant.answer("When were the interviews held?").citations


@pytest.mark.parametrize("name", ["Hexham", "Blyth", "Salford", "Morecambe", "Streeting", "Maniatopoulos", "erskine"])
def test_names_are_left_alone(assistant: Assistant, name: str) -> None:
    assert assistant.library.spelt(f"what about {name} then") == f"what about {name} then"
