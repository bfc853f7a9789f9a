"""An answer beside its golden question, as the metrics see it, and what a metric is: a measure of the questions it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from evals.golden import Item
from evals.results import Finding
from evals.scoring import MOST_EXCERPTS, statuses
from lessons.domain import Answer, Citation, Statement, StatementKind, Status, Structure

REFUSED = frozenset({Status.NOT_IN_SOURCES.value, Status.UNCLEAR.value})


@dataclass(frozen=True, slots=True)
class Observed:
    """An answer as the metrics see it: its golden question, its whole text in Markdown, the documents as they stand, and
    whether it came out the same three times (None where that was not tried).
    """

    item: Item
    answer: Answer
    text: str
    structures: Mapping[str, Structure]
    steady: bool | None = None

    @property
    def shown(self) -> tuple[Citation, ...]:
        """The citations that are looked at."""
        return self.answer.citations[:MOST_EXCERPTS]

    @property
    def told(self) -> tuple[Statement, ...]:
        """The statements that need evidence."""
        return tuple(s for s in self.answer.statements if s.kind != StatementKind.NOTE)

    @property
    def refused(self) -> bool:
        """Whether the assistant did not answer."""
        return self.answer.status.value in REFUSED

    @property
    def groups(self) -> list[list[dict[str, str]]]:
        """The evidence that a right answer cites: one option of each group."""
        groups: list[list[dict[str, str]]] = self.item["evidence"]
        return groups


Measure = Callable[[Observed], Finding | None]


def always(_item: Item) -> bool:
    """For metrics that apply to every question."""
    return True


def has_evidence(item: Item) -> bool:
    """Whether a golden question names evidence that an answer has to cite."""
    return bool(item["evidence"])


def is_absent(item: Item) -> bool:
    """Whether the sources do not answer a golden question."""
    return statuses(item) <= REFUSED


def is_there(item: Item) -> bool:
    """Whether the sources answer a golden question, and a refusal is wrong."""
    return not statuses(item) & REFUSED


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name, its title for people, what works it out, and the golden questions that it applies to.

    ``measure`` gives nothing where the answer holds nothing to look at. ``graded`` ones have no pass or fail for one answer.
    """

    name: str
    title: str
    measure: Measure
    applies: Callable[[Item], bool] = always
    graded: bool = False

    def of(self, seen: Observed) -> Finding | None:
        """What the metric finds, or nothing where it does not apply."""
        return self.measure(seen) if self.applies(seen.item) else None
