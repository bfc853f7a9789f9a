"""What the evaluation finds: a figure for each metric of each golden question, and all of it summed up."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """What one metric says of one answer: a value in 0..1 and, where that is below 1, why.

    ``graded`` ones have no pass or fail for one answer: only their mean says something.
    """

    value: float
    reason: str = ""
    graded: bool = False

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong; what is not a number fails."""
        return math.isfinite(self.value) and self.value >= 1

    @property
    def counted(self) -> float:
        """The value for a mean: what is not a number counts as 0, so that it never leaves the denominator."""
        return self.value if math.isfinite(self.value) else 0.0


@dataclass(frozen=True, slots=True)
class ItemResult:
    """A golden question with the answer that it got and what the metrics say; only metrics that apply have a finding.

    ``expected`` holds status, evidence, must and must_not of the golden question, ``given`` status, answer (Markdown) and
    citations of the answer. ``doubt`` is the log odds that the sources do not answer, where the assistant weighed them. ``error`` says what broke where no answer came.
    """

    id: str
    kind: str
    half: str
    question: str
    history: Sequence[str]
    expected: dict[str, Any]
    given: dict[str, Any]
    findings: dict[str, Finding] = field(default_factory=dict)
    milliseconds: float = 0.0
    doubt: float | None = None
    error: str = ""

    @property
    def failed(self) -> tuple[str, ...]:
        """The metrics that this answer does not pass, of those that one answer can pass or fail."""
        return tuple(name for name, found in self.findings.items() if not (found.passed or found.graded))


def as_row(result: ItemResult) -> dict[str, Any]:
    """A result as plain JSON; a value that is not a number is null."""
    row = asdict(result)
    for finding in row["findings"].values():
        finding["value"] = finding["value"] if math.isfinite(finding["value"]) else None
    return row


def from_row(row: dict[str, Any]) -> ItemResult:
    """The result that ``as_row`` made a row of."""
    findings = {
        name: Finding(math.nan if found["value"] is None else found["value"], found["reason"], found["graded"])
        for name, found in row["findings"].items()
    }
    return ItemResult(**{**row, "findings": findings})


def write_rows(path: Path, results: Iterable[ItemResult]) -> None:
    """Write results, one JSON object a line."""
    path.write_text("".join(json.dumps(as_row(r), ensure_ascii=False) + "\n" for r in results), "utf-8")
