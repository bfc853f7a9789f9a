"""Finds who does what in a claim and in its passage: the subject and the object of a verb, in the active and the passive."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.checking.grounding import Ground
from lessons.checking.passages import How
from lessons.checking.tokens import Token, word_set
from lessons.checking.verbs import (
    AUXILIARY,
    BE,
    JOINS,
    MARKED,
    PARTICIPLES,
    PREPOSITIONS,
    is_been,
    is_passive,
    is_said_of,
    is_verb,
)

STARTS = word_set("that which who")
TIMES = word_set("before after until during since")
BOUNDS = STARTS | word_set("how whether why where when if")
PERSONAL = word_set("they he she we you i and or")
MEANS = word_set("by through with from")
THOUGHT = word_set("felt thought believed considered recognised acknowledged seen perceived found said reported known")
OBJECT = 3  # words behind a verb that may be its object
AGENT = 6  # words behind "by" that may name who did it


def turned_subject(claim: Sequence[Token], ground: Ground) -> str:
    """A verb or predicate of both whose subject in the passage is something else in the claim."""
    unit, found = ground.unit.words, ground.found
    for i, link in enumerate(found):
        if link.how != How.SAME or link.flipped:
            continue
        if claim[i].small.endswith("ing") and i + 1 < len(claim) and found[i + 1].at == link.at + 1:
            continue  # "steering group", "developing relationships"
        if claim[i].small.endswith("ed") and _described(claim, i, ground):
            continue
        verbs = is_verb(claim, i) and is_verb(unit, link.at)
        if not verbs and not (is_said_of(claim, i) and is_said_of(unit, link.at)):
            continue
        said = [found[j].at for j in subject(claim, i) if found[j].at >= 0]
        if said and _other_subject(claim, i, ground, said, verbs):
            return claim[i].text
    return ""


def _described(claim: Sequence[Token], i: int, ground: Ground) -> bool:
    """Whether a participle stands between the same words in both: "densely populated areas"."""
    beside = ground.found[i - 1 : i + 2]
    near = [link.at - beside[1].at for link in beside] == [-1, 0, 1] if len(beside) == 3 else False
    return near and claim[i - 1].small.endswith("ly")


def _other_subject(claim: Sequence[Token], i: int, ground: Ground, said: Sequence[int], verbs: bool) -> bool:
    """Whether the claim's subject is not the one of the passage but what the passage does it to, or the other way round."""
    unit, found, at = ground.unit.words, ground.found, ground.found[i].at
    doer = subject(unit, at)
    passive = (verbs and is_passive(claim, i), verbs and is_passive(unit, at))
    thing = [found[j].at for j in object_of(claim, i) if found[j].at >= 0]
    if passive == (False, True):
        return bool(thing) and (
            bool(set(said) & set(doer)) or (bool(set(thing) & set(doer)) and _given(unit, at, said))
        )
    if passive == (True, False):
        return _doing(unit, at, said) and not {found[j].at for j in agent(claim, i, True)} & set(said)
    if set(said) & set(doer) or (all(passive) and {_first(claim, i), _first(unit, at)} == {"to", "with"}):
        return False  # "sheets were given to them" is "they were provided with sheets"
    by = _by(unit, at)
    if all(passive) and _by(claim, i) and by and min(said) > by and unit[min(said)].clause == unit[by].clause:
        return True
    behind = {unit[found[j].at].stem for j in _clause(claim, i) if found[j].at >= 0}
    if doer and unit[doer[-1]].stem in behind and not (passive[0] and claim[i].small in THOUGHT):
        return True
    if passive[0]:
        return False
    if said[-1] in (object_of(unit, at) if verbs else range(at + 1, at + 1 + MARKED)):
        return True
    bare = not doer and _bare(unit, at) and not claim[i].small.endswith("ing")
    return bare and min(said) > at and (not verbs or bool(thing)) and _marked(unit, min(said)) not in MEANS


def other_agent(claim: Sequence[Token], ground: Ground) -> str:
    """A verb whose doer in the passage, named with "by" in one of the two, stands elsewhere in the claim."""
    unit, found = ground.unit.words, ground.found
    for i, link in enumerate(found):
        if link.how != How.SAME or link.flipped or not is_verb(claim, i):
            continue
        passive = is_passive(claim, i), is_passive(unit, link.at)
        if not any(passive) or not (is_verb(unit, link.at) or unit[link.at].small.endswith("ing")):
            continue
        own, doer = agent(claim, i, passive[0]), agent(unit, link.at, passive[1])
        agents = {found[j].at for j in own}
        thing = range(link.at - 2, link.at) if passive[1] and not is_been(unit, link.at) else object_of(unit, link.at)
        if passive[0] and agents & set(thing):
            return claim[i].text
        if not doer or (passive[0] and not own):
            continue
        rest = [found[j].at for j in range(len(claim)) if j not in own and claim[j].content]
        if doer[-1] in rest and not agents & set(doer):
            return claim[i].text
    return ""


def agent(words: Sequence[Token], i: int, passive: bool) -> list[int]:
    """Where the words stand for who does what a verb says."""
    if not passive:
        return subject(words, i)
    by = _by(words, i)
    return object_of(words, by, AGENT) if by is not None else []


def _by(words: Sequence[Token], i: int) -> int | None:
    """Where the "by" stands that names who does what a passive verb says."""
    return next((j for j in range(i + 1, min(len(words), i + 1 + MARKED)) if words[j].small == "by"), None)


def _clause(words: Sequence[Token], i: int) -> list[int]:
    """The words behind one in its clause."""
    return [j for j in range(i + 1, len(words)) if words[j].clause == words[i].clause]


def _doing(unit: Sequence[Token], at: int, said: Sequence[int]) -> bool:
    """Whether what the claim says it is done to stands before the verb that the passage has in the active."""
    start, end = min(said), max(said)
    if end >= at or unit[start].clause != unit[at].clause or unit[at].small.endswith("ing"):
        return False
    return not any(w.small in STARTS | AUXILIARY for w in unit[end:at])


def _given(unit: Sequence[Token], at: int, said: Sequence[int]) -> bool:
    """Whether something stands behind a passive verb as the one whom it is done to: "was shared with members"."""
    first = next((w.small for w in unit[at + 1 :] if w.small in PREPOSITIONS | AUXILIARY), "")
    return min(said) > at and first in ("with", "to", "from")


def _first(words: Sequence[Token], i: int) -> str:
    """The first "to", "with" or "by" behind a verb."""
    return next((w.small for w in words[i + 1 : i + 1 + AGENT] if w.small in ("to", "with", "by")), "")


def _marked(words: Sequence[Token], i: int) -> str:
    """The preposition that a word stands behind, nothing where there is none near."""
    return next((w.small for w in reversed(words[max(0, i - MARKED) : i]) if w.small in PREPOSITIONS), "")


def _bare(unit: Sequence[Token], at: int) -> bool:
    """Whether a verb of a passage names no subject: it tells somebody to do something, or only "they" do it."""
    words = [unit[j] for j in range(at) if unit[j].clause == unit[at].clause]
    return all(w.small in PERSONAL | AUXILIARY or w.small.endswith("ly") for w in words)


def _is_noun(words: Sequence[Token], i: int) -> bool:
    """Whether a word before "to" is neither a participle nor what something is: "it was hard to improve"."""
    small = words[i].small
    return (
        words[i].content
        and small not in PARTICIPLES
        and not small.endswith(("ed", "ly"))
        and words[i - 1].small not in BE | {"it"}
    )


def subject(words: Sequence[Token], i: int) -> list[int]:
    """The content words that a clause begins with, up to its first preposition or its verb.

    A clause that goes on with "and is" or "but can" has the subject of the one before.
    """
    start = next(
        (j + 1 for j in range(i - 1, -1, -1) if words[j].clause != words[i].clause or words[j].small in BOUNDS), 0
    )
    if words[i - 1].small == "to" and i > 2 and (named := _named_for(words, start, i)) is not None:
        return named
    if is_passive(words, i) and start < i and not is_been(words, i):
        return []  # "care across a system driven by those on the front line"
    found: list[int] = []
    for j in range(start, i):
        if words[j].small in PREPOSITIONS | AUXILIARY and words[j - 1].small != "those":
            if found:
                break
            return _said_before(words, start, j)
        if found and words[j].small in THOUGHT and j + 1 < i:
            found = []  # "interviewees felt it helped"
            continue
        if found and is_verb(words, j):
            break
        if words[j].content:
            found.append(j)
    if start > 0 and words[start - 1].small in STARTS and found and is_verb(words, found[0]):
        return _antecedent(words, start - 1)  # "individuals who agreed"
    if not found and start > 0 and start == i and (is_passive(words, i) or words[start - 1].small in STARTS):
        return _antecedent(words, start - 1) if words[start - 1].small in STARTS else subject(words, start - 1)
    return found


def _named_for(words: Sequence[Token], start: int, i: int) -> list[int] | None:
    """Who is to do what a verb behind "to" says, where that is not the subject of the clause."""
    named = next((j for j in range(i - 2, max(start, i - 6), -1) if words[j].small in PREPOSITIONS), None)
    if named is not None and words[named].small == "for":
        return [j for j in range(named, i) if words[j].content]  # "opportunities for regional bodies to encourage"
    return [] if _is_noun(words, i - 2) else None  # "an opportunity to improve"


def _said_before(words: Sequence[Token], start: int, j: int) -> list[int]:
    """The subject of a clause that begins without one: the one of the clause before, or what "that" or "who" points back at."""
    if words[j].small not in AUXILIARY or j > start + 1 or start == 0 or words[start - 1].sentence != words[j].sentence:
        return []
    if words[start - 1].small in STARTS:
        return _antecedent(words, start - 1) if j == start else []
    if words[max(start, j - 1)].small in JOINS:
        return subject(words, start - 1)
    first = next((k + 1 for k in range(start - 1, -1, -1) if words[k].clause != words[start - 1].clause), 0)
    put_in = j == start and first > 0 and (words[first].small.endswith("ed") or words[first].small in PARTICIPLES)
    return _antecedent(words, first) if put_in else []  # "A guide, informed by literature, was shared"


def _antecedent(words: Sequence[Token], end: int) -> list[int]:
    """The content words right before a place, back to a preposition or a verb."""
    found: list[int] = []
    for j in range(end - 1, max(-1, end - 1 - AGENT), -1):
        if words[j].small in PREPOSITIONS | AUXILIARY | STARTS or (found and is_verb(words, j)):
            break
        if words[j].content:
            found.insert(0, j)
    return found


def object_of(words: Sequence[Token], i: int, most: int = OBJECT) -> list[int]:
    """The content words right behind a verb."""
    found: list[int] = []
    for j in range(i + 1, min(len(words), i + 1 + most)):
        names = words[j].text.isupper() and words[j - 1].text.isupper()  # "by JB, KM and BH"
        if words[j].small in TIMES or (words[j].small in PREPOSITIONS and words[j - 1].small != "those"):
            break
        if words[j].clause != words[i].clause and not names:
            break
        if words[j].content:
            found.append(j)
    return found
