"""Checks that a claim is said of no more people, places and times than its passage says it of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lessons.checking.counting import said_of_each
from lessons.checking.denials import denied
from lessons.checking.entities import versions_of
from lessons.checking.grounding import Ground, Reading
from lessons.checking.passages import How
from lessons.checking.tokens import Token, word_set
from lessons.checking.verbs import PREPOSITIONS
from lessons.checking.verdicts import Fault, Reason

ALL = word_set(
    "all every each everyone everybody everything everywhere entire entirely whole universally universal unanimous unanimously "
    "throughout uniformly completely totally wholly exclusively across both overall"
)
ALL_SAID = ALL | word_set("uniting five 5 fully full any systemwide regionwide")
NONE = word_set("no none nobody neither")
ALWAYS = word_set("always invariably constantly inevitably forever permanently")
NEVER = word_set("never")
ONLY = word_set("only sole solely exclusively unique uniquely")
FEW = word_set("a an one two three four some few several minority handful partly")
MOST = word_set(
    "most majority mostly mainly largely generally usually typically commonly widely widespread broadly predominantly overwhelmingly"
)
MOST_SAID = MOST | ALL | word_set("common typical general usual tended tend five broad main")
MANY = word_set("many numerous lots countless plenty frequently often repeatedly")
MANY_SAID = MANY | MOST_SAID | word_set("much lot number normally range always invariably")
STRONG = word_set(
    "highly extremely severe severely serious seriously significantly dramatically strongly deeply substantially greatly "
    "considerably hugely vastly profoundly sharply incredibly exceptionally great"
)
STRONG_SAID = STRONG | word_set(
    "really incredible so significant sheer much considerable huge major heavily lot high undue exceptional too good deal strong "
    "extensively particularly key"
)
RULES = (
    (ALWAYS, ALWAYS),
    (NEVER, NEVER | word_set("not no nothing nobody")),
    (ONLY, ONLY),
    (MOST, MOST_SAID),
    (MANY, MANY_SAID),
    (STRONG, STRONG_SAID),
)
LESS_THAN_ALL = word_set("some several certain minority most many majority few")
PEOPLE = word_set(
    "participants interviewees respondents people staff managers clinicians professionals those stakeholders individuals informants "
    "interviewed members"
)
PLACES = word_set("pilots sites vanguards programmes trusts organisations providers models areas pilot site vanguard")
WEAKER = word_set("some several few certain minority one handful")
REACH = 4  # words between a quantity and what it counts


def scope_fault(reading: Reading) -> Fault | None:
    """A quantity of the claim that the passages do not bear."""
    claim = reading.part.words
    for i, word in enumerate(claim):
        if (
            word.small in ALL
            and not said_of_each(i, reading)
            and not _counts_nothing(i, reading)
            and not _all_said(i, reading)
            and not _of_each(i, reading)
            and not _denied_of_all(i, reading)
        ):
            return Fault(Reason.SCOPE, f"the passages do not say “{word.text}” of this")
        if word.small in NONE and _none_grown(i, reading):
            return Fault(Reason.SCOPE, f"the passages do not say “{word.text}” of this")
        for grown, enough in RULES:
            if word.small in grown and not _weak(i, reading, enough) and not _held(_home(i, reading)) & enough:
                return Fault(Reason.SCOPE, f"the passages do not say “{word.text}” of this")
    return _unlimited(reading)


def _counts_nothing(i: int, reading: Reading) -> bool:
    """Whether "across" is said of no people or places as a whole, or "each" only of what stands before it ("an hour each")."""
    claim = reading.part.words
    small = claim[i].small
    ends = i + 1 == len(claim) or claim[i + 1].clause != claim[i].clause
    if small == "all" and i and (claim[i - 1].small == "above" or (claim[i - 1].small == "in" and ends)):
        return True
    region = {w.stem for w in claim[i + 1 : i + 4]} & {"region", "countri"}
    if small == "across" and region and any(region & set(unit.places) for unit in reading.units):
        return True
    return (small == "across" and not _counts(claim, i)) or (small == "each" and i > 0 and claim[i - 1].content)


def _counts(claim: Sequence[Token], i: int) -> bool:
    """Whether "across" is said of people or places as a whole."""
    return any(w.small in PLACES | PEOPLE | {"board", "region", "country", "programme"} for w in claim[i + 1 : i + 4])


def _denied_of_all(i: int, reading: Reading) -> bool:
    """Whether "this was not done for everyone" says no more than "not everyone had it done"."""
    unit = _home(i, reading).unit.words
    not_all = any(w.small == "not" and v.small in ALL for w, v in pairwise(unit))
    return not_all and denied(reading.part.words)[i]


def _of_each(i: int, reading: Reading) -> bool:
    """Whether "all" only gathers up what each of the passages says: "seven managers and three others, all from CCGs"."""
    claim = reading.part.words
    ends = len(claim) - i <= 3 and i > 0 and claim[i - 1].clause != claim[i].clause  # "three others, all CCG"
    if i + 1 >= len(claim) or (claim[i + 1].small not in PREPOSITIONS - {"of"} and not ends):
        return False
    named = next((w.stem for w in claim[i + 1 :] if w.content), "")
    units = [unit for unit in reading.units if unit.row] or [ground.unit for ground in reading.grounds]
    return bool(named) and all(named in unit.places for unit in units)


def _home(i: int, reading: Reading) -> Ground:
    """The sentence that the words behind a quantity are at home in."""
    claim = reading.part.words
    near = [j for j in range(i + 1, min(len(claim), i + REACH + 2)) if claim[j].content]
    near = [j for j in near if claim[j].clause == claim[i].clause] or near
    return max(reading.grounds, key=lambda g: sum((g.found[j].at >= 0) / (j - i) for j in near))


def _held(ground: Ground) -> set[str]:
    return {w.small for w in (*ground.unit.before, *ground.unit.words)}


def _all_said(i: int, reading: Reading) -> bool:
    """Whether the passage says "all" too, and of the same thing where that is found in it."""
    ground, claim = _home(i, reading), reading.part.words
    held = (*ground.unit.before, *ground.unit.words)
    if claim[i].small in {w.small for w in held} and claim[i].small in ("both", "overall", "entire", "whole"):
        return True
    if claim[i].small == "both" and _names_both(i, reading):
        return True
    if any(_counts_same(claim, i, g.unit.words) for g in reading.grounds):
        return True
    shift = len(ground.unit.before)
    counted = [
        j
        for j in range(i + 1, min(len(claim), i + REACH + 1))
        if claim[j].content and claim[j].clause == claim[i].clause
    ]
    places = [ground.found[j].at + shift for j in counted if ground.found[j].how >= How.ALIKE]
    if not places or ground.unit.before:
        return bool({w.small for w in held} & ALL_SAID) and not {w.small for w in ground.unit.words} & LESS_THAN_ALL
    around = [w.small for at in places for w in held[max(0, at - REACH) : at + 2]]
    return bool(set(around) & ALL_SAID)


def _counts_same(claim: Sequence[Token], i: int, unit: Sequence[Token]) -> bool:
    """Whether a passage says the same quantity of the same word right behind it: "all authors" for "all the authors"."""
    counted = next((w.stem for w in claim[i + 1 : i + 3] if w.content), "")
    return any(
        w.small == claim[i].small and counted == next((v.stem for v in unit[j + 1 : j + 3] if v.content), None)
        for j, w in enumerate(unit)
    )


def _names_both(i: int, reading: Reading) -> bool:
    """Whether "both" only joins the two that are named behind it, or two versions."""
    behind = [w.small for w in reading.part.words[i + 1 : i + 2 * REACH]]
    before = [w.small for w in reading.part.words[max(0, i - 2 * REACH) : i]]
    return (
        "and" in behind
        or ("and" in before and "," not in before)
        or "versions" in behind
        or len(versions_of(reading.part.text)) > 1
    )


def _weak(i: int, reading: Reading, enough: frozenset[str]) -> bool:
    """Whether a quantity says no more than the passage: the word is found there, or "only" is said of a time or of few."""
    claim = reading.part.words
    ground = max(reading.grounds, key=lambda g: g.found[i].how)
    link = ground.found[i]
    if link.how == How.SAME or (link.how == How.ALIKE and (enough not in (ALWAYS, NEVER))):
        return True
    if claim[i].small != "only":
        return False
    behind = [w.small for w in claim[i + 1 : i + 7]]
    return (
        bool(set(behind[:1]) & FEW) or any(w[0].isdigit() for w in behind) or (i > 0 and claim[i - 1].small == "said")
    )


def _none_grown(i: int, reading: Reading) -> bool:
    """Whether "none of them" is made of "some did not" or "not all did"."""
    ground = _home(i, reading)
    said, held = {w.small for w in reading.part.words[i + 1 : i + 4]}, _held(ground)
    people = said & (PEOPLE | PLACES | {"trust", "provider", "interviewee", "participant", "respondent", "site"})
    return (bool(people) or reading.part.words[i].small in ("none", "nobody")) and bool(
        (held & LESS_THAN_ALL or (held & {"all", "everyone"} and "not" in held)) and not held & {"none", "nobody"}
    )


def _unlimited(reading: Reading) -> Fault | None:
    """What the passage says of some people, and the claim of people at large."""
    claim = reading.part.words
    said = [w.small for w in claim]
    for ground in reading.grounds[:1]:
        limited = _limited(ground.unit.words)
        if not limited or reading.voice or set(said) & WEAKER or _limited(claim):
            continue
        if any(w.small in PEOPLE | PLACES and _of_the_few(j, ground) for j, w in enumerate(claim)):
            return Fault(Reason.SCOPE, f"the passage says it of “{limited}” only")
    return None


def _of_the_few(j: int, ground: Ground) -> bool:
    """Whether a word for people is not found in the passage, or stands behind the quantity there."""
    at = ground.found[j].at
    held = {w.small for w in ground.unit.words[max(0, at - 3) : at]}
    return at < 0 or bool(held & (LESS_THAN_ALL | {"number", "one"}))


def _limited(unit: Sequence[Token]) -> str:
    """Of how few people the passage says it: "some participants", "a minority group of respondents"."""
    for i, word in enumerate(unit):
        near = {w.small for w in unit[i + 1 : i + 4]}
        if word.small in ("some", "several", "certain", "minority") and (near & (PEOPLE | PLACES) or i == 0):
            return " ".join(w.text for w in unit[i : i + 3])
        if word.small == "number" and i and unit[i - 1].small == "a" and near & PEOPLE:
            return "a number"
        if word.small == "one" and near & {"participant", "interviewee", "respondent"}:
            return "one respondent"
    return ""
