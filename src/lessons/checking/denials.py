"""Finds what a text denies: its negations, the words that each of them denies, and what did come about in "had it not been for"."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.checking.tokens import Token, word_set
from lessons.checking.verbs import BE, DETERMINERS, PREPOSITIONS

CLAUSAL = word_set("not never nobody none neither nor no")
FORWARD = CLAUSAL | word_set("without nothing hardly scarcely barely rarely seldom unable cannot")
STEMS = word_set("fail lack absenc unabl prevent avoid doubt refrain")  # deny what follows
SHORT = word_set("too insufficient inadequate")  # "to" do something
ARTICLES = frozenset({"a", "the", "quite", "very", "these", "those", "last", "next", "past", "key", "of"})
JOINS = word_set("and or but")
PRONOUNS = word_set("it they there he she")
HEADS = 2  # content words behind a negation that it surely denies
BEHIND = 4  # words before "was missing"
FARTHEST = 16
UNTIL = 9  # words behind "not" that may hold its "until"


def negators(words: Sequence[Token]) -> dict[int, tuple[int, ...]]:
    """Where the negations of a text stand, and the positions of the words that each denies, the surest first."""
    found: dict[int, tuple[int, ...]] = {}
    for i, word in enumerate(words):
        before = words[i - 1].small if i else ""
        after = words[i + 1].small if i + 1 < len(words) else ""
        if word.small == "wasmissing" or (word.stem == "avoid" and before in BE):
            found[i] = _back(words, i)
        elif _denies(word, before, after, words, i):
            found[i] = _ahead(words, i)
    return found


def _back(words: Sequence[Token], i: int) -> tuple[int, ...]:
    """The words that "was missing" and "be avoided" deny: those before, in the same clause."""
    most = BEHIND if words[i].small == "wasmissing" else 2 * BEHIND
    start = next((j + 1 for j in range(i - 1, -1, -1) if words[j].small == "that"), 0)
    return tuple(j for j in range(i - 1, max(start - 1, i - most - 1), -1) if words[j].clause == words[i].clause)


def _denies(word: Token, before: str, after: str, words: Sequence[Token], i: int) -> bool:
    small = word.small
    if small == "not" and after in ("only", "just", "least"):
        return False
    if small in CLAUSAL and "until" in [w.small for w in words[i + 1 : i + UNTIL]]:
        return False  # "not done until then" is done then
    if small == "nor" and any(w.small == "neither" for w in words[:i]):
        return False
    if small == "no" and after in ("doubt", "matter"):
        return False
    if small in FORWARD or (word.stem in STEMS and not small.endswith("ion")):
        return True
    if before == "too" and "to" in [w.small for w in words[i + 1 : i + 3]]:
        return False  # "too little to keep it up": the "too" denies
    if small in ("little", "few", "fewer"):
        return before not in ARTICLES and after != "by" and not before.isdigit()
    if small == "less" or (small in ("rather", "instead") and after in ("than", "of")):
        return True
    if small == "than" and before not in ("rather", "less", "fewer") and any(w.small == "more" for w in words[:i]):
        return not any(w.small[0].isdigit() for w in words)  # "more about A than about B"
    if small in ("counter", "contrary") and after == "to":
        return True
    if small == "yet" and after == "to":
        return True
    return small in SHORT and "to" in [w.small for w in words[i + 1 : i + 4]]


def _ahead(words: Sequence[Token], i: int) -> tuple[int, ...]:
    """The words that a negation denies: to the end of its clause, or of the one that it opens."""
    start, clause = i + 1, words[i].clause
    compares = words[i].small in ("less", "fewer", "counter", "contrary")
    if words[i].small in SHORT:
        start = next((j + 1 for j in range(i, len(words)) if words[j].small == "to"), i + 1)
    if start < len(words) and words[start].clause != clause and words[i].sentence == words[start].sentence:
        clause = words[start].clause  # "although not because of the pressure"
    of_thing = words[i].stem in STEMS and start < len(words) and words[start].small == "of"
    reach: list[int] = []
    for j in range(start, min(len(words), i + FARTHEST + 1)):
        if words[j].small in FORWARD and {w.small for w in words[max(i + 1, j - 3) : j]} & {"and", "or", "but"}:
            break  # "without this and without that" denies each once
        if words[j].clause != clause or (compares and words[j].small in ("and", "than", "more")):
            break
        if (
            words[j].small in JOINS
            and [w.small in PRONOUNS for w in words[j + 1 : j + 2]] == [True]
            and words[j + 2 : j + 3]
        ):
            break  # "there is nobody and it is less about money"
        if of_thing and words[j].small in PREPOSITIONS - {"of"}:
            break  # "lack of enthusiasm among clinicians"
        reach.append(j)
    if words[i].small == "without" and any(words[j].small == "would" for j in reach):
        return _thing(words, reach)
    return tuple(reach)


def heads(words: Sequence[Token]) -> dict[int, list[int]]:
    """For each negation the first content words that it denies."""
    found = negators(words)
    return {
        at: _near(words, at, [j for j in reach if j not in found and not words[j].small.endswith("ly")])
        for at, reach in found.items()
    }


def _near(words: Sequence[Token], at: int, reach: Sequence[int]) -> list[int]:
    """The first content words of a reach; of "no guarantee of funding" only the first."""
    near: list[int] = []
    of_thing = words[at].small == "no" or words[at].stem in STEMS
    for j in reach:
        if near and of_thing and words[j].small in PREPOSITIONS - {"as"}:
            break
        if words[j].content:
            near.append(j)
    return near[: 1 if words[at].small in SHORT else HEADS]  # "insufficient to sustain the work": there is work


def denied(words: Sequence[Token]) -> list[bool]:
    """For every word whether it is denied; what is denied twice is not."""
    state = [False] * len(words)
    for reach in negators(words).values():
        for j in reach:
            state[j] = not state[j]
    return state


def condition(words: Sequence[Token]) -> tuple[int, ...]:
    """Where what did come about stands in "had it not been for this, that would have gone on"."""
    small = [w.small for w in words]
    at = next((i for i, w in enumerate(small) if w == "butfor" or small[i - 2 : i + 1] == ["not", "been", "for"]), None)
    return _thing(words, range(at + 1, len(words))) if at is not None else ()


def _thing(words: Sequence[Token], reach: Sequence[int]) -> tuple[int, ...]:
    """The first words of a reach that name one thing: up to the article of the next."""
    named = False
    for n, j in enumerate(reach):
        if (named and words[j].small in DETERMINERS) or words[j].clause != words[reach[0]].clause:
            return tuple(reach[:n])
        named = named or words[j].content
    return tuple(reach)
