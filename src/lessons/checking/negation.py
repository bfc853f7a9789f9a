"""Compares what a claim denies with what its passage denies, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lessons.checking.denials import CLAUSAL, FARTHEST, JOINS, condition, denied, heads, negators
from lessons.checking.grounding import Ground, Reading
from lessons.checking.passages import Found, How
from lessons.checking.synonyms import alike
from lessons.checking.tokens import Token, stem, word_set
from lessons.checking.verbs import AUXILIARY, BE
from lessons.checking.verdicts import Fault, Reason

UNSURE = word_set("unsure uncertain doubt doubtful whether if before until unless against uneasily")
LATE = word_set("wasmissing little few")  # deny what stands before them too
USING = word_set("use employ")
LACKING, BARRIER = word_set("lack lacking"), stem("barrier")
MOST_DENIED = 0.6  # of what a claim that denies nothing says may be denied in the passage


def negation_fault(reading: Reading) -> Fault | None:
    """A word that the claim denies and its passage does not, or the other way round; opposites count as denied."""
    claim = reading.part.words
    for ground in reading.grounds:
        if fault := _between(claim, ground):
            return fault
    return None


def _between(claim: Sequence[Token], ground: Ground) -> Fault | None:
    beside = _Beside.of(claim, ground)
    return beside.denied_by_claim() or beside.denied_by_unit() or beside.opposite()


@dataclass(frozen=True)
class _Beside:
    """A claim beside one sentence of a passage: which of their words each denies, and of which it says neither."""

    claim: Sequence[Token]
    unit: Sequence[Token]
    found: Found
    own: tuple[int, ...]  # the words of the claim that stand in the sentence
    here: Sequence[bool]
    there: Sequence[bool]
    without: tuple[int, ...]  # what the sentence says had to be otherwise, where the claim says what would have been
    open_here: set[int]
    open_there: set[int]

    @classmethod
    def of(cls, claim: Sequence[Token], ground: Ground) -> _Beside:
        """The claim beside the sentence that some of its words rest on."""
        unit, found = ground.unit.words, ground.found
        here, there = denied(claim), denied(unit)
        without = condition(unit) if any(w.small == "would" for w in claim) else ()
        for state, words in ((there, without), (here, condition(claim))):
            for j in words:
                state[j] = True
        own = tuple(
            i
            for i, link in enumerate(found)
            if link.at >= 0 and (claim[i].content or link.flipped) and claim[i].small not in CLAUSAL
        )
        before = set(range(without[0] - 1 if without else 0))
        return cls(claim, unit, found, own, here, there, without, _open(claim), _open(unit) | before)

    @cached_property
    def left(self) -> tuple[set[int], set[int]]:
        """Where words stand before a "not", in the claim and in the sentence."""
        return _left(self.claim), _left(self.unit)

    def agrees(self, i: int) -> bool:
        """Whether both deny a word, or neither does, as far as that can be told."""
        link = self.found[i]
        if (self.here[i] != link.flipped) == self.there[link.at]:
            return True
        if link.flipped:
            return False
        if (
            i in self.open_here
            or link.at in self.open_there
            or (self.here[i] and _twice(link.at, self.unit, self.there))
        ):
            return True
        return (self.there[link.at] and i in self.left[0]) or (self.here[i] and link.at in self.left[1])

    def denied_by_claim(self) -> Fault | None:
        """A word that the claim denies first of all and the sentence does not."""
        reaches = negators(self.claim)
        for at, near in heads(self.claim).items():
            first = next((i for i in near if i in self.own), None)
            if first is None or self.agrees(first) or self._unused(at, first) or self._wanting(at, first):
                continue
            if not any(
                self.found[i].flipped and self.agrees(i) for i in reaches[at]
            ):  # "no site was certain" for "uncertain"
                return Fault(Reason.NEGATION, f"the passage does not deny “{self.claim[first].text}”")
        return None

    def _unused(self, at: int, first: int) -> bool:
        """Whether "X was not used" only says that there was no X."""
        before = any(i in self.left[0] and self.there[self.found[i].at] for i in self.own if i < at)
        return before and self.claim[first].stem in USING

    def _wanting(self, at: int, first: int) -> bool:
        """Whether a thing named as a barrier is told as the lack of it: "time was a barrier" as "lack of time"."""
        named = (any(alike(w.stem, BARRIER) for w in words) for words in (self.claim, self.unit))
        return self.claim[at].small in LACKING and not alike(self.claim[first].stem, BARRIER) and all(named)

    def denied_by_unit(self) -> Fault | None:
        """A word that the sentence denies first of all and the claim does not, or most of its words."""
        without = {self.without[0] - 1: [j for j in self.without if self.unit[j].content]} if self.without else {}
        for at, near in (heads(self.unit) | without).items():
            some = at + 1 < len(self.unit) and self.unit[at + 1].small in (
                "all",
                "every",
            )  # "not all sites had": some had
            same = (i for j in near[some:] for i in self.own if self.found[i].at == j and self.found[i].how == How.SAME)
            first = next(same, None)
            if first is not None and not self.agrees(first):
                return Fault(Reason.NEGATION, f"the passage denies “{self.claim[first].text}”")
        denies = bool(negators(self.claim)) or any(self.found[i].flipped for i in self.own)
        unsure = self.open_here, self.open_there
        most = sum(
            self.there[self.found[i].at] and i not in unsure[0] and self.found[i].at not in unsure[1] for i in self.own
        )
        if len(self.own) > 1 and not denies and most > MOST_DENIED * len(self.own):
            return Fault(Reason.NEGATION, "the passage denies what it says")
        return None

    def opposite(self) -> Fault | None:
        """A word of the claim in whose place the sentence has its opposite."""
        for i in self.own:
            if self.found[i].flipped and not self.agrees(i):
                reason = Reason.POLARITY if self.found[i].how == How.OPPOSED else Reason.NEGATION
                return Fault(reason, f"the passage says the opposite of “{self.claim[i].text}”")
        return None


def _twice(at: int, unit: Sequence[Token], there: Sequence[bool]) -> bool:
    """Whether a word and the next stand in a passage twice, once denied: "Competing interests: they have no competing interests"."""
    pair = [w.stem for w in unit[at : at + 2]]
    return any([w.stem for w in unit[j : j + 2]] == pair and there[j] != there[at] for j in range(len(unit)))


def _left(words: Sequence[Token]) -> set[int]:
    """Where words stand before a "not" that is alone in its stretch: its subject and what is said of that."""
    found: set[int] = set()
    stretches, negations = _stretches(words), negators(words)
    held = [stretches[i] for i in negations if i - 1 not in negations]  # "no less" is one
    for i in negations:
        if words[i].small in CLAUSAL | LATE and held.count(stretches[i]) == 1:
            found.update(j for j in range(_start(words, i), i) if stretches[j] == stretches[i])
    return found


def _start(words: Sequence[Token], i: int) -> int:
    """Where the clause begins whose verb stands at a negation: behind the last "that" that another verb stands before."""
    ends = [j for j in range(i) if words[j].small == "that" and any(w.small in BE for w in words[:j])]
    return ends[-1] if ends else 0


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
        if word.small in UNSURE or (word.small == "over" and _likened(words, i)):
            found.update(
                j
                for j in range(i + 1, min(len(words), i + FARTHEST))
                if words[j].sentence == word.sentence and _same_clause(words, i, j)
            )
    return found


def _likened(words: Sequence[Token], i: int) -> bool:
    """Whether the same word stands on both sides: "collective action over individual action"."""
    before = {w.stem for w in words[max(0, i - 3) : i] if w.content}
    return any(w.stem in before for w in words[i + 1 : i + 4])


def _same_clause(words: Sequence[Token], i: int, j: int) -> bool:
    return words[j].clause == words[min(i + 1, len(words) - 1)].clause
