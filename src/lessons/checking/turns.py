"""Finds what a claim turns round without a verb that both have: whence something is drawn, among whom it is, what it has an effect on."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.checking.giving import places
from lessons.checking.grounding import Ground
from lessons.checking.order import behind_preposition
from lessons.checking.passages import How
from lessons.checking.roles import object_of, subject
from lessons.checking.tokens import Token, stem, word_set
from lessons.checking.verbs import is_been, is_passive, is_verb

DRAWN = frozenset(
    stem(w) for w in word_set("draw drew take took taken borrow derive adopt get got inherit learn learnt base inspire")
)
SOURCES = word_set("on upon from by")
WITHIN = word_set("in within at among")
BROUGHT = frozenset(stem(w) for w in word_set("bring brought cause create produce make made lead led"))
BACKWARD = word_set("because due owing consequence result")  # a cause follows
LED = word_set("led leads lead leading caused causes brought triggered prompted")
MADE = word_set("made make makes making had has have having")
NEAR, REACH = 3, 9


def turned_round(claim: Sequence[Token], ground: Ground) -> str:
    """The word at which a claim has turned its passage round, nothing where it has not."""
    if ground.unit.row:
        return ""
    return (
        _source(claim, ground)
        or _doing(claim, ground)
        or _among(claim, ground)
        or _effect(claim, ground)
        or _brought(claim, ground)
        or _raised(claim, ground)
        or _goes_on(claim, ground)
        or _described(claim, ground)
        or _caused(claim, ground)
    )


def _behind(words: Sequence[Token], i: int, most: int = REACH) -> list[int]:
    """The content words behind one in its clause."""
    return [
        j
        for j in range(i + 1, min(len(words), i + 1 + most))
        if words[j].clause == words[i].clause and words[j].content
    ]


def _source(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "B took its inspiration from A" where the passage says that A drew for it on B."""
    unit = ground.unit.words
    drawn = next((p for p, w in enumerate(unit) if w.stem in DRAWN and not is_passive(unit, p)), None)
    if drawn is None:
        return ""
    on = next((p for p in range(drawn + 1, min(len(unit), drawn + REACH)) if unit[p].small in SOURCES), None)
    if on is None:
        return ""
    source = {
        p
        for p in range(on + 1, min(len(unit), on + 1 + REACH))
        if unit[p].content and unit[p].clause == unit[on].clause
    }
    for i, word in enumerate(claim):
        if word.stem not in DRAWN or is_passive(claim, i):
            continue
        mark = next((j for j in range(i + 1, min(len(claim), i + REACH)) if claim[j].small in SOURCES), None)
        if mark is None:
            continue
        doer, own = places(ground, subject(claim, i)), places(ground, behind_preposition(claim, mark))
        if doer and doer <= source and own and not own & source:
            return word.text
    return ""


def _doing(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "B superseding A" where the passage has "A superseding B"."""
    unit = ground.unit.words
    for i, link in enumerate(ground.found):
        if (
            link.how != How.SAME
            or not claim[i].small.endswith("ing")
            or unit[link.at].small != claim[i].small
            or i == 0
        ):
            continue
        before = [j for j in range(max(0, i - NEAR), i) if claim[j].content and claim[j].clause == claim[i].clause]
        own = places(ground, before[-1:]), places(ground, _behind(claim, i, NEAR)[:1])
        held = range(max(0, link.at - 4), link.at), range(link.at + 1, link.at + 5)
        if claim[i - 1].content and own[0] & set(held[1]) and own[1] & set(held[0]):
            return claim[i].text
        subjects = places(ground, subject(claim, i)) if is_verb(claim, i) else set()
        you = link.at > 0 and unit[link.at - 1].small == "you"  # "you're"
        if you and subjects and min(subjects) > link.at:
            return claim[i].text
    return ""


def _among(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "A lacked enthusiasm for B" where the passage has "enthusiasm among B for A"."""
    unit = ground.unit.words
    for i in range(len(claim)):
        if not is_verb(claim, i) or is_passive(claim, i):
            continue
        thing = [j for j in object_of(claim, i) if ground.found[j].how == How.SAME]
        for j in thing:
            at = ground.found[j].at
            if [w.small for w in unit[at + 1 : at + 2]] not in (["among"], ["amongst"]):
                continue
            holders = set(behind_preposition(unit, at + 1))
            doer, rest = places(ground, subject(claim, i)), places(ground, _behind(claim, j))
            if doer and not doer & holders and rest & holders:
                return claim[j].text
    return ""


def _effect(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "A had an impact on B" where the passage says that B made one."""
    unit = ground.unit.words
    for i, link in enumerate(ground.found[:-1]):
        if link.how != How.SAME or claim[i + 1].small not in ("on", "upon") or is_verb(claim, i):
            continue
        verb = next((p for p in range(link.at - 1, max(-1, link.at - 4), -1) if unit[p].small in MADE), None)
        own = places(ground, behind_preposition(claim, i + 1))
        doer = places(ground, [j for j in range(i) if claim[j].clause == claim[i].clause and claim[j].content])
        if verb is not None and own and doer - {link.at} and max(own) < min(doer - {link.at, verb}, default=0) < verb:
            return claim[i].text
    return ""


def _brought(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "A brought B" where the passage says that A was affected by B."""
    unit = ground.unit.words
    for i, word in enumerate(claim):
        if word.stem not in BROUGHT or is_passive(claim, i) or not is_verb(claim, i):
            continue
        doer, thing = places(ground, subject(claim, i)), places(ground, object_of(claim, i))
        for p in range(len(unit) - 1) if doer and thing else ():
            done = unit[p + 1].small == "by" and is_passive(unit, p)
            if done and doer & set(subject(unit, p)) and thing & set(object_of(unit, p + 1)):
                return word.text
    return ""


def _raised(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "A raised concerns that B …" where the passage has "concerns were raised in B that A …"."""
    unit = ground.unit.words
    for i, link in enumerate(ground.found):
        if link.how != How.SAME or not is_verb(claim, i) or is_passive(claim, i) or not is_been(unit, link.at):
            continue
        if not is_passive(unit, link.at):
            continue
        doer, own, rest = (
            places(ground, js) for js in (subject(claim, i), object_of(claim, i), _behind(claim, i, REACH))
        )
        thing = subject(unit, link.at)
        within = unit[link.at + 1].small in WITHIN if link.at + 1 < len(unit) else False
        holders = set(behind_preposition(unit, link.at + 1)) if within else set[int]()
        if doer and holders and not doer & holders and rest & holders and own & set(thing) and min(doer) > link.at:
            return claim[i].text
        if doer and own and thing and not own & set(thing) and min(own) > link.at and thing[-1] in rest:
            return claim[i].text
    return ""


def _goes_on(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "B now holds … of A" where the passage has "A is holding … of B"."""
    unit = ground.unit.words
    for i, link in enumerate(ground.found):
        held = unit[link.at].small if link.how == How.SAME else ""
        if not held.endswith("ing") or not claim[i].small.endswith("s") or not is_verb(unit, link.at):
            continue
        doer, rest = places(ground, subject(claim, i)), places(ground, _behind(claim, i, 2 * REACH))
        if doer and min(doer) > link.at and rest & set(subject(unit, link.at)):
            return claim[i].text
    return ""


def _described(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "A disrupted B" where the passage calls B disruptive."""
    unit = ground.unit.words
    for i in range(len(claim)):
        if not is_verb(claim, i) or is_passive(claim, i):
            continue
        root = claim[i].small.removesuffix("s").removesuffix("ed").removesuffix("e")
        at = next((p for p, w in enumerate(unit) if w.small in (f"{root}ive", f"{root}ative")), None)
        if at is None or at + 1 >= len(unit) or len(root) < NEAR + 1:
            continue
        doer = subject(claim, i)
        there = any(ground.found[j].how == How.SAME or ground.earlier[j] for j in doer)
        if there and all(ground.found[j].at != at + 1 for j in doer):
            return claim[i].text
    return ""


def _caused(claim: Sequence[Token], ground: Ground) -> str:
    """Such as "A led to B" where the passage has it as a consequence of B."""
    unit = ground.unit.words
    for i, word in enumerate(claim):
        if word.small not in LED or is_passive(claim, i):
            continue
        doer, effect = places(ground, subject(claim, i)), places(ground, _behind(claim, i, 2 * REACH))
        for p, held in enumerate(unit):
            if held.small not in BACKWARD or not any(w.small == "of" for w in unit[p + 1 : p + 2]):
                continue
            cause = {q for q in range(p + 1, min(len(unit), p + REACH)) if unit[q].clause == unit[p].clause}
            if len(effect & cause) > 1 and not doer & cause:
                return word.text
    return ""
