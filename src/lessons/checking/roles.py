"""Finds who does what in a claim and in its passage: the subject and the object of a verb, and what moves from where to where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lessons.checking.grounding import Ground
from lessons.checking.passages import How
from lessons.checking.tokens import Token, word_set

PREPOSITIONS = word_set(
    "of in on at by for with from to into within across among over between under about as through than towards around against upon"
)
AUXILIARY = word_set(
    "to has have had will would can could may might must should did do does not was were is are be been being"
)
HAVE = word_set("have has had")
NUMBERS = word_set("two three four five six seven eight nine ten some many several more most few")
BE = word_set("was were is are be been being get got")
DETERMINERS = word_set("the a an this that these those their its his her no any some each every")
PARTICIPLES = word_set(
    "built led given made held driven shown put brought told seen drawn taken left felt thought paid found said gave took"
)
NOUN = re.compile(r"(?:tion|ment|ness|ance|ence|ship|ity|ism|ure|ures|or|ors|er|ers)$")
STARTS = word_set("that which who")
OBJECT = 3  # words behind a verb that may be its object
MARKED = 4  # words between "from" and what it is said of
FROM, TO = frozenset({"from"}), word_set("to into towards")


def turned_subject(claim: Sequence[Token], ground: Ground) -> str:
    """A verb of both, in the same voice, whose subject in the passage is something else in the claim."""
    unit, found = ground.unit.words, ground.found
    for i, link in enumerate(found):
        if link.how != How.SAME or link.flipped or not (is_verb(claim, i) and is_verb(unit, link.at)):
            continue
        passive = is_passive(claim, i)
        if passive != is_passive(unit, link.at):
            continue
        doer, said = _subject(unit, link.at), [found[j].at for j in _subject(claim, i) if found[j].at >= 0]
        behind = [found[j].at for j in range(i + 1, len(claim)) if claim[j].clause == claim[i].clause]
        if not said or set(said) & set(doer):
            continue
        if (doer and doer[-1] in behind) or (not passive and said[-1] in _object(unit, link.at)):
            return claim[i].text
    return ""


def turned_way(claim: Sequence[Token], ground: Ground) -> str:
    """What goes from one to the other in the claim, and the other way round in the passage."""
    unit, crossed = ground.unit.words, set()
    for i, link in enumerate(ground.found):
        if link.how >= How.ALIKE and claim[i].content:
            ways = _way(claim, i), _way(unit, link.at)
            if all(ways) and ways[0] != ways[1]:
                crossed.add(ways[0])
    return "from" if len(crossed) > 1 else ""


def is_verb(words: Sequence[Token], i: int) -> bool:
    """Whether a word is surely a verb where it stands."""
    small, before = words[i].small, words[i - 1].small if i else ""
    if not words[i].content or NOUN.search(small) or before in DETERMINERS or before in PREPOSITIONS - {"to"}:
        return False
    if small.endswith("ed") or small in PARTICIPLES:
        after = words[i + 1].small if i + 1 < len(words) else ""
        return is_passive(words, i) or (before not in NUMBERS and bool(before and after) and after not in PREPOSITIONS)
    return before in AUXILIARY - BE - HAVE or (small.endswith("ing") and i + 1 < len(words) and words[i + 1].content)


def is_passive(words: Sequence[Token], i: int) -> bool:
    """Whether a participle has a form of "be" right before it, or with "not" or an adverb between."""
    small = words[i].small
    if not (small.endswith(("ed", "en")) or small in PARTICIPLES):
        return False
    for word in reversed(words[max(0, i - 3) : i]):
        if word.small in BE:
            return True
        if word.small not in ("not", "also", "already") and not word.small.endswith("ly"):
            return False
    return False


def _subject(words: Sequence[Token], i: int) -> list[int]:
    """The content words that a clause begins with, up to its first preposition or its verb."""
    start = next(
        (j + 1 for j in range(i - 1, -1, -1) if words[j].clause != words[i].clause or words[j].small in STARTS), 0
    )
    found: list[int] = []
    for j in range(start, i):
        if words[j].small in PREPOSITIONS | AUXILIARY:
            if found:
                break
            return []
        if words[j].content:
            found.append(j)
    return found


def _object(words: Sequence[Token], i: int) -> list[int]:
    """The content words right behind a verb."""
    found: list[int] = []
    for j in range(i + 1, min(len(words), i + 1 + OBJECT)):
        if words[j].clause != words[i].clause or words[j].small in PREPOSITIONS:
            break
        if words[j].content:
            found.append(j)
    return found


def _way(words: Sequence[Token], i: int) -> str:
    """Whether a word stands behind "from" or behind "to", with nothing else of the kind between."""
    for word in reversed(words[max(0, i - MARKED) : i]):
        if word.clause != words[i].clause:
            return ""
        if word.small in PREPOSITIONS:
            return "from" if word.small in FROM else "to" if word.small in TO else ""
    return ""
