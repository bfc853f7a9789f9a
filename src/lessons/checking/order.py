"""Finds what a claim has turned round in its passage: which side of a contrast, what describes what, what a preposition joins to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lessons.checking.grounding import Ground
from lessons.checking.numbers import VALUES
from lessons.checking.passages import How, Link
from lessons.checking.tokens import Token, word_set
from lessons.checking.verbs import AUXILIARY, JOINS, PREPOSITIONS

CONTRASTS = word_set("whereas while but compared opposed versus unlike rather")
COMPLEMENTS = word_set("on of for from to among with between in by against towards")
NEXT = 5  # words behind a preposition that may belong to it


def turned_contrast(claim: Sequence[Token], ground: Ground) -> str:
    """Words of one side of the claim that stand on both sides of a contrast of the passage."""
    unit = ground.unit.words
    marks = [p for p, w in enumerate(unit) if w.small in CONTRASTS and _parts_clauses(unit, p)]
    for mark in marks:
        for side in _sides(claim):
            at = [
                ground.found[j].at
                for j in side
                if claim[j].content and ground.found[j].how == How.SAME and _one_side(ground, j, mark)
            ]
            if (
                sum(a > mark and unit[a].clause == unit[mark].clause for a in at)
                and sum(a < mark for a in at) >= 1
                and unit[mark].small in ("whereas", "compared", "opposed", "versus")
            ):
                return unit[mark].text
    return ""


def _parts_clauses(unit: Sequence[Token], p: int) -> bool:
    return 2 <= p < len(unit) - 2


def _one_side(ground: Ground, j: int, mark: int) -> bool:
    """Whether a word stands on one side of a contrast only."""
    at = ground.found[j].at
    return len({place > mark for place in ground.unit.places.get(ground.unit.words[at].stem, ())}) == 1


def _sides(claim: Sequence[Token]) -> list[range]:
    contrasts = [w.stem in ("contrast", "compar", "differ") for w in claim]
    marks = [
        i
        for i, w in enumerate(claim)
        if w.small in CONTRASTS or (w.small in ("with", "and", "to", "from") and any(contrasts[:i]))
    ]
    edges = [0, *marks, len(claim)]
    return [range(a, b) for a, b in pairwise(edges) if b > a]


def taken_over(claim: Sequence[Token], ground: Ground) -> str:
    """A describing word that the passage puts before another noun: "community clinicians" for "acute clinicians"."""
    unit, found = ground.unit.words, ground.found
    for i in range(len(claim) - 1):
        one, other = found[i], found[i + 1]
        if (
            claim[i].small in VALUES
            or not (claim[i].content and claim[i + 1].content and one.how == other.how == How.SAME)
            or abs(one.at - other.at) <= 4
        ):
            continue
        if _linked(unit, other.at - 1, other.at, found, i) and _linked(unit, one.at + 1, one.at, found, i):
            return f"{claim[i].text} {claim[i + 1].text}"
    return ""


def _linked(unit: Sequence[Token], at: int, beside: int, found: Sequence[Link], i: int) -> bool:
    """Whether a word beside another one in the passage is one that the claim uses elsewhere."""
    if not 0 <= at < len(unit) or not unit[at].content or unit[at].clause != unit[beside].clause:
        return False
    return any(link.at == at for j, link in enumerate(found) if j not in (i, i + 1))


def other_complement(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "pressure on the plans" where the passage has "pressure on the NHS", and the claim speaks of that elsewhere."""
    unit, found = ground.unit.words, ground.found
    for i, link in enumerate(found[:-1]):
        word = claim[i + 1].small
        if link.how != How.SAME or link.flipped or word not in COMPLEMENTS:
            continue
        if [w.small for w in unit[link.at + 1 : link.at + 2]] != [word]:
            continue
        own, held = behind_preposition(claim, i + 1), behind_preposition(unit, link.at + 1)
        if not own or not held or found[own[-1]].how != How.SAME or {found[j].at for j in own} & set(held):
            continue
        if any(found[j].at == held[-1] and found[j].how == How.SAME for j in range(len(claim)) if j not in own):
            return claim[i].text
    return ""


def behind_preposition(words: Sequence[Token], i: int) -> list[int]:
    """The content words behind a preposition, up to the next one or to "and"."""
    found: list[int] = []
    for j in range(i + 1, min(len(words), i + 1 + NEXT)):
        if words[j].clause != words[i].clause or words[j].small in PREPOSITIONS | AUXILIARY | JOINS:
            break
        if words[j].content:
            found.append(j)
    return found
