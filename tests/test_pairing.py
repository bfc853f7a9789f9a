"""Sentences that say several things: of which pilot, version or person each is said, and what tables and lists come to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.checking_fixtures import real_checker, stretches

from lessons.checking.checker import Checker, Reason
from lessons.checking.counting import counted_itself, place_fault
from lessons.checking.pairing import each_apart, in_one_list
from lessons.checking.parts import LABELLED, parts_of
from lessons.domain import Structure

FIXTURES = (real_checker,)

MCP = (
    "published",
    "The MCP Vanguard began in April 2015, although pre-Vanguard elements began implementation from 2013.",
)
PACS = (
    "published",
    "The PACS Vanguard began in June 2015 and the Trust became the first accountable care organisation",
)
EHCH_ROWS = (
    ("published", "EHCH Vanguard\t14\tSenior manager, CCG"),
    ("published", "EHCH Vanguard\t3\tSenior IT manager, CCG"),
)
UEC_ROW = ("published", "UEC Vanguard\t11\tSenior manager, CCG")
SENIOR = (
    "submitted",
    "The majority of participants had a senior role and were directly involved in the implementation of each Vanguard.",
)
MANAGERIAL = (
    "published",
    "The majority of participants had a senior managerial role and were directly involved in the implementation of each Vanguard.",
)
TRUSTS = ("published", "the pressures in each acute trust are very different, and they conflict.")
BED_IN = ("published", "Nothing really gets time to bed in before the next initiative comes along")
SITES = (
    "published",
    "Interviewees in all five pilot sites criticised NHS England for failing to appreciate the length of time ‘change’ takes.",
)
ADVICE = (
    "published",
    "Allow sufficient time for changes to become embedded.\tResist the undue emphasis on meeting targets and being seen to perform and get quick results.",
)
WROTE = ("r1", "JB, KM and BH conducted interviews. GM analysed data with input from all authors.")
STOCK = (
    "published",
    "The North East population has an over-reliance on hospital-based care, at 20% above the national average.",
)
HOSPITAL = ("published", "It involved the development of a new urgent and emergency care hospital")
THEMES = "six broad themes: (1) policy and future change; (2) return on investment; (3) governance across care settings"


CASES = [
    ("The MCP Vanguard began in April 2015 and the PACS Vanguard in June 2015.", (MCP, PACS), None),
    ("The PACS Vanguard began in April 2015 and the MCP Vanguard in June 2015.", (MCP, PACS), Reason.NUMBER),
    ("There were 14 interviews with senior managers at EHCH and 11 at UEC.", (*EHCH_ROWS, UEC_ROW), None),
    ("There were 11 interviews with senior managers at EHCH and 14 at UEC.", (*EHCH_ROWS, UEC_ROW), Reason.NUMBER),
    ("The EHCH and UEC pilots both had 11 interviews with senior managers.", (*EHCH_ROWS, UEC_ROW), Reason.NUMBER),
    ("The EHCH pilot had more interviews with senior managers than UEC.", (*EHCH_ROWS, UEC_ROW), Reason.PILOT),
    ("In total 17 people were interviewed at the EHCH Vanguard.", EHCH_ROWS, None),
    ("In total 17 senior managers were interviewed at the EHCH Vanguard.", EHCH_ROWS, Reason.NUMBER),
    ("In total 14 people were interviewed at the EHCH Vanguard, all from local authorities.", EHCH_ROWS[:1], Reason.SCOPE),
    ("Most participants had a senior role in the submitted version and a senior managerial role in the published one.", (SENIOR, MANAGERIAL), None),
    ("Most participants had a senior managerial role in the submitted version and a senior role in the published one.", (SENIOR, MANAGERIAL), Reason.SUPPORT),
    ("Both the submitted and the published version say that most participants had a senior managerial role.", (SENIOR, MANAGERIAL), Reason.SUPPORT),
    ("UEC-Senior IT Manager 2 said that nothing really gets time to bed in.", (BED_IN,), None),
    ("UEC-Senior Manager 2 said that nothing really gets time to bed in.", (BED_IN,), Reason.SPEAKER),
    ("NHS England acknowledged that it had failed to appreciate the length of time change takes.", (SITES,), Reason.SPEAKER),
    ("Table 3 advises resisting the undue emphasis on meeting targets.", (ADVICE,), None),
    ("Table 2 advises resisting the undue emphasis on meeting targets.", (ADVICE,), Reason.NUMBER),
    ("Reliance on hospital-based care is a fifth above the national average.", (STOCK,), None),
    ("GM analysed the data with input from all authors.", (WROTE,), None),
    ("The UEC pilot involved the development of a new hospital.", (HOSPITAL,), Reason.PILOT),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "passages", "reason"), CASES)
def test_each_thing_is_held_against_the_passages_about_its_own(
    sentence: str,
    passages: tuple[tuple[str, str], ...],
    reason: Reason | None,
    checker: Checker,
    structures: Mapping[str, Structure],
) -> None:
    verdict = checker.check(sentence, stretches(structures, *passages))
    assert (verdict.kept, verdict.reason) == (reason is None, reason), verdict


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The MCP pilot began in May and the PACS one in June", ["The MCP pilot began in May", "the PACS one began in June"]),
        ("Seven managers were asked at ACC and 14 at EHCH", ["Seven managers were asked at ACC", "14 managers were asked at EHCH"]),
        ("The MCP and PACS pilots each had seven", ["The MCP and PACS pilots each had seven"]),
        ("A PACS manager praised what was learnt from UEC", ["A PACS manager praised what was learnt from UEC"]),
    ],
)  # fmt: skip
def test_what_the_second_leaves_out_is_filled_in(text: str, pieces: list[str]) -> None:
    assert [piece.split() for piece in each_apart(text, LABELLED)] == [piece.split() for piece in pieces]


def test_a_list_is_told_from_two_names_apart() -> None:
    assert in_one_list("At the MCP, PACS and ACC pilots")
    assert not in_one_list("The MCP pilot is unlike the PACS pilot")


def test_who_says_it_may_stand_before_or_behind_what_is_said() -> None:
    behind, before = (
        "It is parochial, one ACC manager said.",
        "Calling it “parochial”, one ACC manager spoke of competitive trusts.",
    )
    assert [part.voice is not None for sentence in (behind, before) for part in parts_of(sentence)] == [True, True]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Two limits are named: most held senior roles, and no users were asked.", (2.0,)),
        ("Three limits are named: most held senior roles, and no users were asked.", ()),
        ("There are two limits.", ()),
    ],
)
def test_a_sentence_may_count_what_it_lists(sentence: str, numbers: tuple[float, ...]) -> None:
    assert counted_itself(sentence) == numbers


def test_the_place_in_a_list_is_that_of_a_passage() -> None:
    assert place_fault("The second theme was return on investment.", [THEMES]) is None
    assert place_fault("The third theme was return on investment.", [THEMES]) is not None
