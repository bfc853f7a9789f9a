"""Finds what a claim has turned round in its passage: who presses on whom, what came after what, which side of a contrast."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lessons.checking.grounding import Ground
from lessons.checking.numbers import VALUES
from lessons.checking.passages import How, Link
from lessons.checking.tokens import Token, word_set

CLOSEST = 2  # linked words behind "after" or "before" that name what it counts from
LATER, EARLIER = word_set("after following"), word_set("before until prior")
TIMES = word_set("when then from already later subsequently as while")
REACH = 7  # words behind "after" or "before" that name what it counts from
CONTRASTS = word_set("whereas while but compared opposed versus unlike rather")
SOURCE, TARGET = frozenset({"from"}), word_set("on to against at upon")


def turned_preposition(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "Pressure on them" where the passage says "pressure from them"."""
    unit = ground.unit.words
    for i, word in enumerate(claim):
        if word.small not in SOURCE | TARGET or i == 0:
            continue
        head, thing = (
            ground.found[i - 1],
            next((ground.found[j] for j in range(i + 1, min(len(claim), i + 4)) if claim[j].content), None),
        )
        if thing is None or head.how < How.ALIKE or thing.how < How.ALIKE or not 0 < thing.at - head.at <= 4:
            continue
        between = {w.small for w in unit[head.at + 1 : thing.at]}
        if (word.small in SOURCE and between & TARGET) or (word.small in TARGET and between & SOURCE):
            return word.text
    return ""


def turned_contrast(claim: Sequence[Token], ground: Ground) -> str:
    """Words of one side of the claim that stand on both sides of a contrast of the passage."""
    unit = ground.unit.words
    marks = [p for p, w in enumerate(unit) if w.small in CONTRASTS and _parts_clauses(unit, p)]
    for mark in marks:
        for side in _sides(claim):
            at = [
                ground.found[j].at
                for j in side
                if claim[j].content and ground.found[j].how == How.SAME and _once(ground, j)
            ]
            if (
                sum(a > mark for a in at)
                and sum(a < mark for a in at) >= 1
                and unit[mark].small in ("whereas", "compared", "opposed", "versus")
            ):
                return unit[mark].text
    return ""


def turned_time(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "After A" where the passage says that A came after, or "before A"."""
    unit = ground.unit.words
    for i, word in enumerate(claim):
        kind = LATER if word.small in LATER else EARLIER if word.small in EARLIER else None
        if kind is None or (i and claim[i - 1].stem == "look") or (word.small == "until" and _denies(claim[:i])):
            continue
        named = [
            ground.found[j].at
            for j in range(i + 1, min(len(claim), i + 7))
            if claim[j].content and ground.found[j].at >= 0
        ][:CLOSEST]
        same = [p for p, w in enumerate(unit) if w.small in kind]
        other = [p for p, w in enumerate(unit) if w.small in LATER | EARLIER and w.small not in kind]
        if kind is LATER and not same and not other and not {w.small for w in unit} & TIMES:
            return word.text
        if named and same and not any(0 < at - p <= REACH for p in same for at in named):
            return word.text
        if named and not same and any(0 < at - p <= REACH for p in other for at in named):
            return word.text
    return ""


def _denies(words: Sequence[Token]) -> bool:
    """Whether "until" follows a negation: what was not done until then was done from then on."""
    return bool({w.small for w in words} & {"not", "no", "never", "nobody"})


def _parts_clauses(unit: Sequence[Token], p: int) -> bool:
    return 2 <= p < len(unit) - 2


def _once(ground: Ground, j: int) -> bool:
    """Whether a word stands in the passage once only, so that its side is certain."""
    at = ground.found[j].at
    return len(ground.unit.places.get(ground.unit.words[at].stem, ())) == 1


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
