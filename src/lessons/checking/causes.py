"""Compares what a claim gives as the cause of what with the passage, across the parts that a claim is cut into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lessons.checking.grounding import Reading
from lessons.checking.passages import Unit
from lessons.checking.tokens import Token, stem, word_set
from lessons.checking.verdicts import Fault, Reason

BACKWARD = word_set("because due owing since")  # a cause follows
CONDITION = word_set("when without")
FORWARD = frozenset(
    stem(word) for word in word_set("therefore thus hence consequently thereby lead led cause result force")
)
SUBJECTS = word_set("there it they he she we i")
NAMED = word_set("consequence consequences result results")  # of a cause
RESULT = 12  # words between "so" and the "that" of what it leads to


def cause_fault(readings: Sequence[Reading]) -> Fault | None:
    """A cause that the passage gives as the effect of what the claim says it brought about."""
    for causes, effects in _claimed(readings):
        for unit in causes[0].units:
            one, other = _places(causes, unit), _places(effects, unit)
            ways = [(at, _way(at, forward, one, other)) for at, forward in _marks(unit)] if one and other else []
            turned = next((at for at, way in ways if way < 0), None)
            if turned is not None and not any(way > 0 for _, way in ways):
                return Fault(
                    Reason.DIRECTION,
                    f"the passage has cause and effect the other way round (“{unit.words[turned].text}”)",
                )
    return None


def _way(at: int, forward: bool, causes: Sequence[int], effects: Sequence[int]) -> int:
    """1 where a mark stands between a cause and its effect as in the claim, -1 where the other way round, 0 where not between."""
    behind = [sum(p > at for p in places) * 2 > len(places) for places in (causes, effects)]
    ahead = [sum(p < at for p in places) * 2 > len(places) for places in (causes, effects)]
    if behind[0] and ahead[1]:
        return -1 if forward else 1
    return (1 if forward else -1) if ahead[0] and behind[1] else 0


def _claimed(readings: Sequence[Reading]) -> Iterator[tuple[tuple[Reading, range], tuple[Reading, range]]]:
    """The causes that a claim names with "because" and the like, each with its effect; with "so that" what is done, and what for."""
    for k, reading in enumerate(readings):
        words = reading.part.words
        purpose = next((i for i, w in enumerate(words[:-1]) if (w.small, words[i + 1].small) == ("so", "that")), 0)
        if purpose:
            yield (reading, range(purpose)), (reading, range(purpose + 2, len(words)))
        at = next((i for i, w in enumerate(words) if w.small in BACKWARD), None)
        if at is None:
            to = next((i for i, w in enumerate(words[:-1]) if i and _leads(words, i)), 0)
            if to:
                yield (reading, range(to)), (reading, range(to + 1, len(words)))
            continue
        cause = reading, range(at + 1, len(words))
        if at > 0:
            yield cause, (reading, range(at))
        elif len(readings) > 1:
            beside = readings[k - 1] if k else readings[1]
            yield cause, (beside, range(len(beside.part.words)))


def _leads(words: Sequence[Token], i: int) -> bool:
    """Whether what a claim says before a word brought about what it says behind it: "led to", "resulted in"."""
    small, after = words[i].small, words[i + 1].small
    return (small in ("led", "leads", "lead", "leading") and after == "to") or (
        words[i].stem == "result" and after == "in"
    )


def _marks(unit: Unit) -> list[tuple[int, bool]]:
    """Where a passage joins cause and effect, and whether the cause stands before that."""
    words = unit.words
    found: list[tuple[int, bool]] = []
    for i, word in enumerate(words):
        after = words[i + 1].small if i + 1 < len(words) else ""
        if (
            word.small in BACKWARD | CONDITION
            or (word.small in NAMED and after == "of")
            or (word.small == "as" and after in SUBJECTS)
        ):
            found.append((i, False))
        elif word.stem in FORWARD and (word.stem != "result" or after in ("in", "from")):
            found.append((i, True))
        elif word.small == "so":
            found += [(j, True) for j in range(i + 1, min(len(words), i + RESULT)) if words[j].small == "that"][:1]
    return found


def _places(side: tuple[Reading, range], unit: Unit) -> list[int]:
    """Where the content words of a side stand in a sentence of the passages."""
    reading, span = side
    ground = next((g for g in reading.grounds if g.unit is unit), None)
    if ground is None:
        return []
    return [ground.found[j].at for j in span if ground.found[j].at >= 0 and reading.part.words[j].content]
