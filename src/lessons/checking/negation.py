"""Compares what a claim denies with what its passage denies, word by word."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.checking.grounding import Ground, Reading
from lessons.checking.passages import How
from lessons.checking.roles import AUXILIARY
from lessons.checking.tokens import Token, word_set
from lessons.checking.verdicts import Fault, Reason

CLAUSAL = word_set("not never nobody none neither nor no")
FORWARD = CLAUSAL | word_set("without nothing hardly scarcely barely rarely seldom unable cannot")
UNSURE = word_set("unsure uncertain doubt doubtful whether if before until unless counter contrary against uneasily")
STEMS = word_set("fail lack absenc unabl prevent avoid doubt")  # deny what follows
ARTICLES = frozenset({"a", "the", "quite", "very", "these", "those", "last", "next", "past", "key", "of"})
LATE = word_set("wasmissing little few")  # deny what stands before them too
JOINS = word_set("and or but")
HEADS = 2  # content words behind a negation that it surely denies
BEHIND = 4  # words before "was missing"
FARTHEST = 16
UNTIL = 9  # words behind "not" that may hold its "until"
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
    if small in CLAUSAL and "until" in [w.small for w in words[i + 1 : i + UNTIL]]:
        return False  # "not done until then" is done then
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
        if words[j].small in FORWARD and {w.small for w in words[max(i + 1, j - 3) : j]} & {"and", "or", "but"}:
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
    left_here, left_there = _left(claim), _left(unit)
    open_here, open_there = _open(claim), _open(unit)

    def agrees(i: int) -> bool:
        link = found[i]
        if (here[i] != link.flipped) == there[link.at]:
            return True
        if link.flipped:
            return False
        if i in open_here or link.at in open_there:
            return True
        return (there[link.at] and i in left_here) or (here[i] and link.at in left_there)

    own = [i for i, link in enumerate(found) if link.at >= 0 and (claim[i].content or link.flipped)]
    reaches = negators(claim)
    for at, near in heads(claim).items():
        first = next((i for i in near if i in own), None)
        turned = any(found[i].flipped and agrees(i) for i in reaches[at])  # "no site was certain" for "uncertain"
        if first is not None and not turned and not agrees(first):
            return Fault(Reason.NEGATION, f"the passage does not deny “{claim[first].text}”")
    for near in heads(unit).values():
        first = next((i for j in near for i in own if found[i].at == j and found[i].how == How.SAME), None)
        if first is not None and not agrees(first):
            return Fault(Reason.NEGATION, f"the passage denies “{claim[first].text}”")
    denies = bool(negators(claim)) or any(found[i].flipped for i in own)
    if (
        len(own) > 1
        and not denies
        and sum(there[found[i].at] and found[i].at not in open_there for i in own) > MOST_DENIED * len(own)
    ):
        return Fault(Reason.NEGATION, "the passage denies what it says")
    for i in own:
        if found[i].flipped and not agrees(i):
            reason = Reason.POLARITY if found[i].how == How.OPPOSED else Reason.NEGATION
            return Fault(reason, f"the passage says the opposite of “{claim[i].text}”")
    return None


def _left(words: Sequence[Token]) -> set[int]:
    """Where words stand before a "not" that is alone in its stretch: its subject and what is said of that."""
    found: set[int] = set()
    stretches, negations = _stretches(words), negators(words)
    held = [stretches[i] for i in negations]
    for i in negations:
        if words[i].small in CLAUSAL | LATE and held.count(stretches[i]) == 1:
            found.update(j for j in range(i) if stretches[j] == stretches[i])
    return found


def _stretches(words: Sequence[Token]) -> list[int]:
    """The number of the stretch that each word stands in: clauses, cut where "and" opens another thing said of the subject."""
    found: list[int] = []
    for i, word in enumerate(words):
        opens = word.small in JOINS and i + 1 < len(words) and words[i + 1].small in AUXILIARY | CLAUSAL
        new = not found or opens or words[i - 1].clause != word.clause
        found.append((found[-1] if found else 0) + new)
    return found


def _open(words: Sequence[Token]) -> set[int]:
    """Where words stand of which a text neither says nor denies: behind "whether", "before", "rather than" and the like."""
    found: set[int] = set()
    for i, word in enumerate(words):
        if word.small in UNSURE:
            found.update(
                j
                for j in range(i + 1, min(len(words), i + FARTHEST))
                if words[j].sentence == word.sentence and _same_clause(words, i, j)
            )
    return found


def _same_clause(words: Sequence[Token], i: int, j: int) -> bool:
    return words[j].clause == words[min(i + 1, len(words) - 1)].clause
