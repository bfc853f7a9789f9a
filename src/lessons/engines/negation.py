"""Compares what a claim denies with what its passage denies, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lessons.engines.grounding import Ground, Reading
from lessons.engines.passages import How
from lessons.engines.tokens import Token, word_set
from lessons.engines.verdicts import Fault, Reason

CLAUSAL = word_set("not never nobody none neither nor no")
WHOLE = word_set("nobody none neither no")  # stand before the subject and deny the whole clause
FORWARD = CLAUSAL | word_set("without nothing hardly scarcely barely rarely seldom unable cannot against")
STEMS = word_set("fail lack absenc unabl prevent avoid doubt")  # deny what follows
ARTICLES = frozenset({"a", "the", "quite", "very", "these", "those", "last", "next", "past", "key", "of"})
HEADS = 2  # content words behind a negation that it surely denies
BEHIND = 4  # words before "was missing"
FARTHEST = 16
MOST_DENIED = 0.6  # of what a claim that denies nothing says may be denied in the passage


def negators(words: Sequence[Token]) -> dict[int, tuple[int, ...]]:
    """Where the negations of a text stand, and the positions of the words that each denies, the surest first."""
    found: dict[int, tuple[int, ...]] = {}
    for i, word in enumerate(words):
        before = words[i - 1].small if i else ""
        after = words[i + 1].small if i + 1 < len(words) else ""
        if word.small == "wasmissing":
            found[i] = tuple(j for j in range(i - 1, max(-1, i - BEHIND - 1), -1) if words[j].clause == word.clause)
        elif _denies(word, before, after, words, i):
            found[i] = _ahead(words, i)
    return found


def _denies(word: Token, before: str, after: str, words: Sequence[Token], i: int) -> bool:
    small = word.small
    if small == "not" and after in ("only", "just", "least"):
        return False
    if small == "nor" and any(w.small == "neither" for w in words[:i]):
        return False
    if small == "no" and after in ("doubt", "matter"):
        return False
    if small in FORWARD or word.stem in STEMS:
        return True
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
    return small == "too" and "to" in [w.small for w in words[i + 2 : i + 4]]


def _ahead(words: Sequence[Token], i: int) -> tuple[int, ...]:
    """The words that a negation denies: to the end of its clause, or of the one that it opens."""
    start, clause = i + 1, words[i].clause
    compares = words[i].small in ("less", "fewer", "counter", "contrary")
    if words[i].small == "too":
        start = next((j + 1 for j in range(i, len(words)) if words[j].small == "to"), i + 1)
    if start < len(words) and words[start].clause != clause and words[i].sentence == words[start].sentence:
        clause = words[start].clause  # "although not because of the pressure"
    reach: list[int] = []
    for j in range(start, min(len(words), i + FARTHEST + 1)):
        if words[j].small in FORWARD and words[j - 1].small in ("and", "or", "but"):
            break  # "without this and without that" denies each once
        if words[j].clause != clause or (compares and words[j].small in ("and", "than", "more")):
            break
        reach.append(j)
    return tuple(reach)


def heads(words: Sequence[Token]) -> dict[int, list[int]]:
    """For each negation the first content words that it denies."""
    found = negators(words)
    return {
        at: [j for j in reach if words[j].content and j not in found and not words[j].small.endswith("ly")][:HEADS]
        for at, reach in found.items()
    }


def denied(words: Sequence[Token]) -> list[bool]:
    """For every word whether it is denied; what is denied twice is not."""
    state = [False] * len(words)
    for reach in negators(words).values():
        for j in reach:
            state[j] = not state[j]
    return state


def negation_fault(reading: Reading) -> Fault | None:
    """A word that the claim denies and its passage does not, or the other way round; opposites count as denied."""
    claim = reading.part.words
    for ground in reading.grounds:
        if fault := _between(claim, ground):
            return fault
    everywhere = reading.found
    for at, near in heads(claim).items():
        if near and claim[at].small in CLAUSAL and everywhere[at].at < 0 and all(everywhere[i].at < 0 for i in near):
            return Fault(Reason.NEGATION, f"the passages do not deny “{claim[near[0]].text}”")
    return None


def _between(claim: Sequence[Token], ground: Ground) -> Fault | None:
    unit, found = ground.unit.words, ground.found
    here, there = denied(claim), denied(unit)
    loose = _clauses(unit, CLAUSAL)

    def agrees(i: int) -> bool:
        link = found[i]
        if (here[i] != link.flipped) == there[link.at]:
            return True
        return not link.flipped and unit[link.at].clause in loose and _governed(claim, i)

    own = [i for i, link in enumerate(found) if link.at >= 0 and (claim[i].content or link.flipped)]
    for near in heads(claim).values():
        first = next((i for i in near if i in own), None)
        if first is not None and not agrees(first):
            return Fault(Reason.NEGATION, f"the passage does not deny “{claim[first].text}”")
    for near in heads(unit).values():
        first = next((i for j in near for i in own if found[i].at == j), None)
        if first is not None and not agrees(first):
            return Fault(Reason.NEGATION, f"the passage denies “{claim[first].text}”")
    denies = bool(negators(claim)) or any(found[i].flipped for i in own)
    if len(own) > 1 and not denies and sum(there[found[i].at] for i in own) > MOST_DENIED * len(own):
        return Fault(Reason.NEGATION, "the passage denies what it says")
    for i in own:
        if found[i].flipped and not agrees(i):
            reason = Reason.POLARITY if found[i].how == How.OPPOSED else Reason.NEGATION
            return Fault(reason, f"the passage says the opposite of “{claim[i].text}”")
    return None


def _governed(words: Sequence[Token], i: int) -> bool:
    """Whether a word stands behind a subject that is denied ("neither patients nor the public were involved")."""
    for at in range(i - 1, -1, -1):
        if words[at].clause != words[i].clause or words[at].small in ("and", "but"):
            return False
        if words[at].small in WHOLE:
            return True
    return False


def _clauses(words: Sequence[Token], which: frozenset[str]) -> set[int]:
    """The clauses that hold an odd number of certain negations."""
    counts = Counter(words[i].clause for i in negators(words) if words[i].small in which)
    return {clause for clause, count in counts.items() if count % 2}
