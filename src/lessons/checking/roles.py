"""Finds who does what in a claim and in its passage: the subject and the object of a verb, in the active and the passive."""

from __future__ import annotations

from collections.abc import Sequence

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
    is_verb,
)

STARTS = word_set("that which who")
TIMES = word_set("before after until during since")
BOUNDS = STARTS | word_set("how whether why where when if")
THOUGHT = word_set("felt thought believed considered recognised acknowledged seen perceived found said reported known")
OBJECT = 3  # words behind a verb that may be its object
AGENT = 6  # words behind "by" that may name who did it


def agent(words: Sequence[Token], i: int, passive: bool) -> list[int]:
    """Where the words stand for who does what a verb says."""
    if not passive:
        return subject(words, i)
    by = _by(words, i)
    return object_of(words, by, AGENT) if by is not None else []


def _by(words: Sequence[Token], i: int) -> int | None:
    """Where the "by" stands that names who does what a passive verb says."""
    return next((j for j in range(i + 1, min(len(words), i + 1 + MARKED)) if words[j].small == "by"), None)


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
