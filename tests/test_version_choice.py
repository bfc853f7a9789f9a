"""What the page Versions compares: sections as a reader expects them, and an address that says anything is put right."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.library import Library
from lessons.pages import wording
from lessons.pages.change_list import compare, count, versions
from lessons.pages.version_choice import KINDS, SHOWN_FIRST, kinds_query, read_choice
from lessons.revisions import Change

FIXTURES = (shared_settings, shared_assistant)
PAIRS = [("submitted", "r1"), ("r1", "published"), ("submitted", "published")]


@pytest.fixture(name="library")
def shared_library(assistant: Assistant) -> Library:
    return assistant.library


def test_versions_come_in_the_order_of_their_making(library: Library) -> None:
    assert [document.id for document in versions(library)] == ["submitted", "r1", "published"]


@pytest.mark.parametrize("pair", PAIRS)
def test_every_passage_stands_in_one_part_and_counts_once(library: Library, pair: tuple[str, str]) -> None:
    parts = compare(library, *pair).parts
    assert Counter(r for part in parts for r in part.revisions) == Counter(library.revisions[pair])
    assert count(parts) == Counter(revision.change for revision in library.revisions[pair])
    assert len({part.id for part in parts}) == len({part.title for part in parts}) == len(parts)


def test_parts_follow_the_later_version_and_what_it_lacks_comes_last(library: Library) -> None:
    parts = compare(library, "r1", "published").parts
    stands = [part.title for part in parts if part.stands]
    sections = [s.title for s in library.structures["published"].sections]
    assert stands == [title for title in sections if title in stands]
    assert [part.stands for part in parts] == sorted((part.stands for part in parts), reverse=True)
    assert {part.title for part in parts if not part.stands} > {"References", "Title page", "Funding"}


def test_a_part_is_found_by_its_section_in_either_version(library: Library) -> None:
    comparison = compare(library, "r1", "published")
    named = {s.title: s.id for d in ("submitted", "r1", "published") for s in library.structures[d].sections}
    context = comparison.part("published-s13")
    assert context
    assert context.title == "The regional context"
    assert comparison.part("r1-s12") == comparison.part("submitted-s12") == context
    first_theme = comparison.part(named["Uncertainty around policy and government targets"])
    assert first_theme
    assert first_theme.theme == 1
    assert comparison.part("nowhere-s1") is None
    assert comparison.part("checklist-s2") is None


@pytest.mark.parametrize(
    ("query", "pair", "notes"),
    [
        ({}, ("submitted", "published"), []),
        ({"from": "submitted", "to": "r1"}, ("submitted", "r1"), []),
        ({"from": "published", "to": "r1"}, ("r1", "published"), ["“Revised (R1)” came before “Published”"]),
        ({"from": "r1", "to": "r1"}, ("r1", "published"), ["“Revised (R1)” cannot be compared with itself"]),
        ({"from": "published"}, ("r1", "published"), ["“Published” cannot be compared with itself"]),
        ({"from": "cover", "to": "r1"}, ("submitted", "r1"), [wording.NO_SUCH_VERSION]),
        ({"from": "<script>", "to": ""}, ("submitted", "published"), [wording.NO_SUCH_VERSION]),
        ({"section": "published-s99"}, ("submitted", "published"), [wording.NO_SUCH_SECTION]),
        ({"section": ""}, ("submitted", "published"), [wording.NO_SUCH_SECTION]),
        ({"kind": "reworded,better"}, ("submitted", "published"), [wording.NO_SUCH_KIND]),
        ({"kind": ""}, ("submitted", "published"), [wording.NO_SUCH_KIND]),
        ({"kind": "none,added"}, ("submitted", "published"), [wording.NO_SUCH_KIND]),
    ],
)
def test_an_address_is_put_right_with_a_plain_note(
    library: Library, query: dict[str, str], pair: tuple[str, str], notes: list[str]
) -> None:
    choice, said = read_choice(query, library)
    assert (choice.comparison.earlier.id, choice.comparison.later.id) == pair
    assert len(said) == len(notes)
    assert all(found.startswith(note) for found, note in zip(said, notes, strict=True))
    assert choice.part is None
    assert choice.kinds == SHOWN_FIRST


@pytest.mark.parametrize(
    "query",
    [
        {"from": "submitted", "to": "r1"},
        {"from": "r1", "to": "published", "section": "published-s14", "kind": "reworded"},
        {"from": "r1", "to": "published", "section": "r1-s30", "kind": "typographic,unchanged"},
        {"from": "submitted", "to": "published", "kind": "none"},
    ],
)
def test_a_choice_and_its_address_say_the_same(library: Library, query: dict[str, str]) -> None:
    choice, notes = read_choice(query, library)
    assert not notes
    assert choice.query() == query


def test_typesetting_and_what_did_not_change_are_hidden_at_first() -> None:
    assert set(KINDS) - SHOWN_FIRST == {Change.TYPOGRAPHIC, Change.UNCHANGED}
    assert set(KINDS) == set(Change)
    assert kinds_query([Change.ADDED, Change.REWORDED]) == "reworded,added"
