"""Quotes are selected by theme, pilot and role, in every version, and an unknown pilot is said to be unknown."""

from __future__ import annotations

import pytest

from lessons.domain import Pilot, Structure, UsageError
from lessons.quotations import select_quotes

VERSIONS = ("submitted", "r1", "published")
THEMES = {1: 3, 2: 3, 3: 4, 4: 3, 5: 3, 6: 3}  # counted by hand in each version
PILOTS = {"MCP": 1, "PACS": 6, "ACC": 3, "EHCH": 5, "UEC": 4}


@pytest.mark.parametrize("version", VERSIONS)
def test_without_a_filter_all_nineteen_quotes_come_in_reading_order(
    structures: dict[str, Structure], version: str
) -> None:
    quotes = select_quotes(structures[version])
    assert len(quotes) == 19
    assert [q.span.start for q in quotes] == sorted(q.span.start for q in quotes)
    assert quotes == structures[version].quotes


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("theme", "count"), THEMES.items())
def test_quotes_of_a_theme(structures: dict[str, Structure], version: str, theme: int, count: int) -> None:
    quotes = select_quotes(structures[version], theme=theme)
    assert len(quotes) == count
    assert {q.theme for q in quotes} == {theme}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("pilot", "count"), PILOTS.items())
def test_quotes_of_a_pilot(structures: dict[str, Structure], version: str, pilot: str, count: int) -> None:
    quotes = select_quotes(structures[version], pilot=pilot)
    assert len(quotes) == count
    assert {q.speaker.pilot for q in quotes} == {Pilot(pilot)}


@pytest.mark.parametrize(
    ("theme", "pilot", "role", "speakers"),
    [
        (3, "ACC", None, ["ACC-Senior Manager 1, CCG", "ACC-Senior Manager 1, CCG"]),
        (6, "UEC", None, ["UEC-Senior Manager 7, CCG"]),
        (6, "EHCH", None, []),
        (2, None, "IT", ["UEC-Senior IT Manager 2, CCG"]),
        (1, None, "IT manager", []),
        (None, "UEC", "senior it manager", ["UEC-Senior IT Manager 2, CCG"]),
        (5, "PACS", "Manager", ["PACS-Senior Manager 1, CCG"]),
        (None, "MCP", "CCG", ["MCP-Senior Manager 2, CCG"]),
        (None, None, "nurse", []),
        (None, None, "LA", []),
        (7, None, None, []),
    ],
)
def test_every_filter_that_is_given_has_to_fit(
    structures: dict[str, Structure], theme: int | None, pilot: str | None, role: str | None, speakers: list[str]
) -> None:
    quotes = select_quotes(structures["published"], theme, pilot, role)
    assert [q.speaker.name for q in quotes] == speakers


@pytest.mark.parametrize("spelling", ["ehch", "EHCH", "Ehch"])
def test_a_pilot_may_be_spelt_in_small_letters(structures: dict[str, Structure], spelling: str) -> None:
    assert len(select_quotes(structures["published"], pilot=spelling)) == 5


@pytest.mark.parametrize("unknown", ["STP", "care homes", "PACS "])
def test_an_unknown_pilot_is_a_usage_error_that_names_the_five(structures: dict[str, Structure], unknown: str) -> None:
    with pytest.raises(UsageError) as raised:
        select_quotes(structures["published"], pilot=unknown)
    assert raised.value.exit_code == 2
    assert unknown in str(raised.value)
    assert all(pilot in str(raised.value) for pilot in PILOTS)


def test_a_version_without_quotes_has_none(structures: dict[str, Structure]) -> None:
    assert select_quotes(structures["cover"]) == ()
    assert select_quotes(structures["checklist"], theme=1) == ()
