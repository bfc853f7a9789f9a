"""Finds who is named in a claim as doing what the passage has somebody else do, or has done to them."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.checking.grounding import Ground, Reading
from lessons.checking.passages import How
from lessons.checking.roles import THOUGHT, agent, object_of, subject
from lessons.checking.support import LIGHT
from lessons.checking.tokens import Token, word_set
from lessons.checking.verbs import AUXILIARY, PREPOSITIONS, is_been, is_passive, is_verb

RECEIVES = word_set("with to from on upon")  # before those to whom something is done
BY = word_set("by through")
BESIDE = 6  # words behind a passive verb among which it says to whom, or by whom
SIDE = 8  # words on either side of a verb that say who and whom
SUBJECTS = word_set("it they there we i")


def other_doer(claim: Sequence[Token], ground: Ground) -> str:
    """A verb whose doer in the claim is one to whom the passage has it done, or another one than it names with "by"."""
    unit, found = ground.unit.words, ground.found
    for i, link in enumerate(found):
        if link.how != How.SAME or link.flipped or not is_verb(claim, i) or not _done(unit, link.at):
            continue
        passive = is_passive(claim, i)
        doer = [found[j].at for j in agent(claim, i, passive) if found[j].how == How.SAME]
        thing = [found[j].at for j in (subject(claim, i) if passive else object_of(claim, i)) if found[j].at >= 0]
        alone = passive and not doer and not is_been(unit, link.at)
        if alone and _other_thing(thing, _thing(unit, link.at), [k.at for k in found[i:]]):
            return claim[i].text
        if not doer or not set(thing) & set(_thing(unit, link.at)):
            continue
        receivers, named = _behind(unit, link.at, RECEIVES), _behind(unit, link.at, BY)
        if set(doer) & set(named):
            continue
        by = next((j for j in range(link.at, len(unit)) if j in named), len(unit))
        if set(doer) & set(receivers) or (
            named and not any(by <= d and unit[d].clause == unit[by].clause for d in doer)
        ):
            return claim[i].text
    return ""


def _other_thing(said: Sequence[int], thing: Sequence[int], behind: Sequence[int]) -> bool:
    """Whether the claim says of something else what the passage says of what the claim only names behind it."""
    return bool(said and thing) and not set(said) & set(thing) and thing[-1] in behind


def _done(unit: Sequence[Token], at: int) -> bool:
    """Whether a word is a participle of what is done to what stands before it: "was shared", "resources provided through"."""
    small, after = unit[at].small, unit[at + 1].small if at + 1 < len(unit) else ""
    if is_passive(unit, at):
        return True
    return at > 0 and small.endswith(("ed", "en")) and unit[at - 1].content and after in RECEIVES | BY | {"in"}


def _thing(unit: Sequence[Token], at: int) -> Sequence[int]:
    """What a passive verb is said of."""
    return subject(unit, at) if is_passive(unit, at) and is_been(unit, at) else range(max(0, at - 2), at)


def _behind(unit: Sequence[Token], at: int, marks: frozenset[str]) -> list[int]:
    """The words behind a passive verb, and behind one of some prepositions there."""
    for j in range(at + 1, min(len(unit), at + 1 + BESIDE)):
        if unit[j].clause != unit[at].clause or unit[j].small in AUXILIARY - {"to"}:
            return []
        if unit[j].small in marks:
            return phrase(unit, j)
    return []


def phrase(unit: Sequence[Token], j: int) -> list[int]:
    """The content words behind a preposition, and behind "of" after them: "with members of each group"."""
    found: list[int] = []
    for k in range(j + 1, min(len(unit), j + 1 + BESIDE)):
        if unit[k].clause != unit[j].clause or (unit[k].small in PREPOSITIONS | AUXILIARY and unit[k].small != "of"):
            break
        if unit[k].content:
            found.append(k)
    return found


def strange_doer(reading: Reading) -> str:
    """A verb whose doer the claim takes from another sentence: who does it has to be named where it is said to be done."""
    claim, found = reading.part.words, reading.found
    for ground in reading.grounds:
        for i, link in enumerate(ground.found):
            if ground.unit.row or link.how < How.ALIKE or not is_verb(claim, i):
                continue
            doer = [j for j in agent(claim, i, is_passive(claim, i)) if claim[j].stem not in LIGHT]
            here = [j for j in doer if ground.earlier[j] or claim[j].stem in ground.unit.places]
            if doer and not here and all(found[j].how == How.SAME for j in doer):
                return claim[i].text
    return ""


def mirrored(claim: Sequence[Token], ground: Ground) -> str:
    """A verb in one voice whose two sides have changed places."""
    unit, found = ground.unit.words, ground.found
    for i, link in enumerate(found):
        if link.how < How.ALIKE or link.flipped or not is_verb(claim, i):
            continue
        voice = is_passive(claim, i)
        if not is_verb(unit, link.at) and not (voice and _done(unit, link.at)):
            continue
        if voice != (is_passive(unit, link.at) or _done(unit, link.at)) or other_way(claim, i, unit, link.at):
            continue
        if claim[i].small in THOUGHT or {w.small for w in claim[max(0, i - 3) : i]} & SUBJECTS:
            continue
        before = [found[j] for j in subject(claim, i)]
        behind = [found[j] for j in range(i + 1, min(len(claim), i + 1 + SIDE)) if claim[j].content]
        held = [j.at for j in behind if j.how == How.SAME]
        if any(0 <= k.at < link.at for k in before):
            continue
        if any(k.how == How.SAME and k.at > link.at for k in before) and any(0 <= p < link.at for p in held):
            return claim[i].text
    return ""


def other_way(claim: Sequence[Token], i: int, unit: Sequence[Token], at: int) -> bool:
    """Whether one has "A is given to B" and the other "B is given A" or "B is provided with A"."""
    ways = [
        next((w.small for w in words[k + 1 : k + 1 + BESIDE] if w.small in RECEIVES), "") == "to"
        and is_passive(words, k)
        for words, k in ((claim, i), (unit, at))
    ]
    return ways[0] != ways[1]
