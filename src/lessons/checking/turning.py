"""Finds a verb, or a noun of effect, around which the words of a claim stand otherwise than in its passage.

Strict on purpose: one side that has crossed is enough, whatever the other does. A true sentence in another order may be lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from lessons.checking.doers import other_way
from lessons.checking.grounding import Ground
from lessons.checking.passages import How
from lessons.checking.roles import THOUGHT
from lessons.checking.tokens import Token, stem, word_set
from lessons.checking.verbs import PREPOSITIONS, is_passive, is_verb

REPORTING = THOUGHT | word_set("highlighted noted named mentioned described called put get think")  # stand anywhere
EFFECTS = frozenset(stem(word) for word in word_set("impact effect influence inspiration pressure"))
REACH, CLOSEST = 8, 4  # words on each side that are looked at, and how many of those that both have count
LEAST, SHARE = 2, 0.75  # of them that have crossed


def crossed(claim: Sequence[Token], ground: Ground) -> str:
    """The first such word, nothing where there is none or the passage is a row of a table."""
    if ground.unit.row:
        return ""
    return next((word.text for i, word in enumerate(claim) if _crossed_around(claim, i, ground)), "")


def _crossed_around(claim: Sequence[Token], i: int, ground: Ground) -> bool:
    """Whether most words on one side of a word that both have, in the same voice, stand on its other side in the passage."""
    unit, link = ground.unit.words, ground.found[i]
    if link.how != How.SAME or link.flipped or claim[i].small in REPORTING:
        return False
    if is_passive(claim, i) != is_passive(unit, link.at) or other_way(claim, i, unit, link.at):
        return False
    before = _side(range(i - 1, max(-1, i - 1 - REACH), -1), claim, i, ground)
    behind = _side(range(i + 1, min(len(claim), i + 1 + REACH)), claim, i, ground)
    if not (is_verb(claim, i) and is_verb(unit, link.at)) and not _has_effect(claim, i, before, behind):
        return False
    here = unit[link.at].clause
    return any(
        _mostly([(p > link.at) is earlier and unit[p].clause == here for p in side])
        for side, earlier in ((before, True), (behind, False))
    )


def _has_effect(claim: Sequence[Token], i: int, before: Sequence[int], behind: Sequence[int]) -> bool:
    """Whether a noun says that one thing bears on another, and these two stand the other way round in the passage.

    "Cuts had an impact on services" is "cuts to services had an impact"; "services had an impact on cuts" is not.
    """
    if claim[i].stem not in EFFECTS or i + 1 == len(claim) or claim[i + 1].small not in PREPOSITIONS:
        return False
    return sum(b > a for b in before for a in behind) * 2 >= len(before) * len(behind)


def _side(near: range, claim: Sequence[Token], i: int, ground: Ground) -> list[int]:
    """Where the closest words on one side of a word of its clause stand in the passage."""
    places = [
        ground.found[j].at
        for j in near
        if claim[j].content and claim[j].clause == claim[i].clause and ground.found[j].how == How.SAME
    ]
    return [p for p in places if p != ground.found[i].at][:CLOSEST]


def _mostly(crossing: Sequence[bool]) -> bool:
    return sum(crossing) >= max(LEAST, SHARE * len(crossing))
