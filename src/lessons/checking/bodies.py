"""Checks that a person, group or body stands in the passage's own sentence in the part that the claim gives them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lessons.checking.doers import phrase
from lessons.checking.grounding import Ground, Reading
from lessons.checking.numbers import VALUES
from lessons.checking.passages import How
from lessons.checking.roles import agent, object_of, subject
from lessons.checking.sayers import BODIES
from lessons.checking.speaking import ORGANISATIONS
from lessons.checking.tokens import Token, stem, word_set
from lessons.checking.verbs import BE, is_passive, is_verb
from lessons.checking.verdicts import Fault, Reason

GROUPS = word_set(
    "member group team body council board committee panel trust hospital government service company firm agency"
)
NAMED = frozenset(stem(word) for word in BODIES | GROUPS)
STANDING = ORGANISATIONS | word_set(
    "authorities regulator regulators staff ccg ccgs stp stps councils hospitals trusts universities charities unions"
)
PLANS = frozenset(stem(word) for word in word_set("plan intend prepare propose"))
WRITERS = word_set("author authors researcher researchers team")
KINDS = frozenset(stem(word) for word in GROUPS)
REACH = 6  # words between what is done and "by"
ASIDE = word_set("we our us they their")


def body_fault(reading: Reading, around: frozenset[str]) -> Fault | None:
    """Somebody who is named for what the passage's own sentence has others do, or who stands in no sentence at all."""
    words = reading.part.words
    for i in range(len(words)):
        passive = _passive(words, i)
        if not passive and not is_verb(words, i):
            continue
        if _planned(words, i, reading):
            return Fault(Reason.ROLE, f"the passages speak of no plan of theirs (“{words[i].text}”)")
        doer = [j for j in _doer(words, i, passive) if words[j].small not in VALUES]
        bodies = [j for j in doer if words[j].small in STANDING]
        if bodies and all(reading.found[j].how == How.NOWHERE and words[j].stem not in around for j in bodies):
            return Fault(Reason.ROLE, f"no passage speaks of {words[bodies[-1]].text} there")
        thing = subject(words, i) if passive else object_of(words, i)
        for ground in reading.grounds:
            given = passive and _given_to(words, i, thing, ground)
            if given or _elsewhere(words, i, doer, thing, ground, passive) or _other_kind(words, doer, ground):
                return Fault(Reason.ROLE, f"the passage has somebody else there (“{words[i].text}”)")
    return None


def _doer(words: Sequence[Token], i: int, passive: bool) -> list[int]:
    """Who a claim says does something, with what stands behind "of" ("members of the group")."""
    if not passive:
        return subject(words, i)
    by = next((j for j in range(i + 1, min(len(words), i + REACH)) if words[j].small == "by"), None)
    return phrase(words, by) if by is not None and words[by].clause == words[i].clause else []


def _given_to(words: Sequence[Token], i: int, thing: Sequence[int], ground: Ground) -> bool:
    """Whether a body that a claim has something done to stands nowhere in the sentence that has it done to another."""
    unit, link = ground.unit, ground.found[i]
    named = [j for j in thing if words[j].stem in NAMED or words[j].text.isupper()]
    if not named or link.how != How.SAME or unit.speaker or unit.row or is_passive(unit.words, link.at):
        return False
    own = object_of(unit.words, link.at)
    return is_verb(unit.words, link.at) and bool(own) and not any(_stands(words[j], ground) for j in thing)


def _other_kind(words: Sequence[Token], doer: Sequence[int], ground: Ground) -> bool:
    """Whether it is another team, group or body than the passage's that a claim names ("evaluation team")."""
    unit = ground.unit.words
    for one, head in pairwise(doer):
        at = ground.found[head].at
        if words[head].stem not in KINDS or ground.found[head].how != How.SAME or head != one + 1 or at < 1:
            continue
        if unit[at - 1].content and abs(ground.found[one].at - at) > 2:
            return unit[at - 1].stem not in {w.stem for w in words}
    return False


def _stands(word: Token, ground: Ground) -> bool:
    """Whether a word stands in a sentence of the passages, in full or short, or in the one that it points back at."""
    unit = ground.unit
    return word.stem in unit.places or any(word.stem == w.stem for w in unit.before)


def _passive(words: Sequence[Token], i: int) -> bool:
    """Whether a word says what is done by somebody, even where it is short for two ("carried out by")."""
    after = words[i + 1].small if i + 1 < len(words) else ""
    return is_passive(words, i) or (i > 0 and words[i - 1].small in BE and words[i].content and after == "by")


def _planned(words: Sequence[Token], i: int, reading: Reading) -> bool:
    """Whether the authors are said to plan something where no passage speaks of plans."""
    if words[i].stem not in PLANS or not {w.small for w in words[max(0, i - 3) : i]} & WRITERS:
        return False
    return not any(w.stem in PLANS for unit in reading.units for w in unit.words)


def _elsewhere(
    words: Sequence[Token], i: int, doer: Sequence[int], thing: Sequence[int], ground: Ground, passive: bool
) -> bool:
    """Whether what is done stands in a sentence in which nobody of those stands who are named as doing it."""
    unit, found = ground.unit, ground.found
    if not thing or found[thing[-1]].how != How.SAME or unit.speaker or unit.row:
        return False
    named = [j for j in doer if words[j].stem in NAMED or words[j].small in WRITERS]
    if not named:
        return False
    if found[i].how < How.ALIKE and not passive:
        return False
    if any(_stands(words[j], ground) or found[j].at >= 0 for j in named):
        return False
    if any(words[j].small in WRITERS for j in doer):
        return passive and _own_doer(ground, found[i].at, found[thing[-1]].at)
    return passive or _own_doer(ground, found[i].at, found[thing[-1]].at)


def _own_doer(ground: Ground, at: int, thing: int) -> bool:
    """Whether the passage's sentence names who does it."""
    unit = ground.unit.words
    verbs = [at] if at >= 0 else [p for p in range(thing, min(len(unit), thing + 4)) if is_passive(unit, p)]
    doers = [agent(unit, p, is_passive(unit, p)) or (is_passive(unit, p) and _through(unit, p)) for p in verbs]
    return any(doers) and not any(w.small in ASIDE for p in verbs for w in unit[max(0, p - 4) : p])


def _through(unit: Sequence[Token], p: int) -> bool:
    return p + 1 < len(unit) and unit[p + 1].small == "through"
