"""Finds a giver or a receiver in a claim whose passage has nobody give it, or has the other one do so."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.checking.doers import GAVE, GOT
from lessons.checking.grounding import Ground
from lessons.checking.order import behind_preposition
from lessons.checking.passages import How
from lessons.checking.roles import object_of, subject
from lessons.checking.tokens import Token, stem, word_set
from lessons.checking.verbs import is_passive, is_verb

GIVEN = frozenset(
    stem(w)
    for w in word_set(
        "give gave given receive get got obtain acquire offer provide supply grant lend award pay paid donate"
    )
)
NEAR, REACH = 3, 9


def turned_giving(claim: Sequence[Token], ground: Ground) -> str:
    """The word of giving or getting that the passage does not have of these, nothing where it has."""
    return "" if ground.unit.row else _given(claim, ground) or _received(claim, ground)


def places(ground: Ground, of: Sequence[int]) -> set[int]:
    """Where words of the claim stand in the passage, those that are there themselves."""
    return {ground.found[j].at for j in of if ground.found[j].how == How.SAME}


def _given(claim: Sequence[Token], ground: Ground) -> str:
    """Somebody named as giving something in a claim whose passage speaks of no giving, or who got what is "from" them."""
    unit, found = ground.unit.words, ground.found
    for i, word in enumerate(claim):
        if word.stem not in GOT or is_passive(claim, i):
            continue
        doer = places(ground, subject(claim, i))
        for at in places(ground, object_of(claim, i)):
            from_them = [w.small for w in unit[at + 1 : at + 2]] == ["from"]
            if from_them and doer and doer <= set(behind_preposition(unit, at + 1)):
                return word.text
    if any(w.stem in GIVEN for w in unit):
        return ""
    for i, word in enumerate(claim):
        if word.stem not in GIVEN or found[i].how >= How.ALIKE or not (is_verb(claim, i) or is_passive(claim, i)):
            continue
        mark = next((j for j in range(i + 1, min(len(claim), i + REACH)) if claim[j].small in ("by", "from")), None)
        giver = places(ground, behind_preposition(claim, mark)) if mark is not None else set[int]()
        same = {w.small for w in unit[max(0, min(giver) - NEAR) : min(giver)]} if giver else set[str]()
        if mark is not None and giver and claim[mark].small not in same:
            return word.text  # "getting buy-in from" is "buy-in from"
    return ""


def _received(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "B was received by A" where the passage has "A offers B"."""
    for i, word in enumerate(claim[:-1]):
        if word.stem not in GOT or claim[i + 1].small != "by":
            continue
        doer, thing = places(ground, object_of(claim, i + 1)), places(ground, subject(claim, i))
        for p, held in enumerate(ground.unit.words):
            gives = held.stem in GAVE and not is_passive(ground.unit.words, p)
            if gives and doer and thing and max(doer) < p < min(thing):
                return word.text
    return ""
