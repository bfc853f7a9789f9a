"""Labelled claims about the study, which a judge has to tell right before its verdicts on answers count."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.results import Finding

FILE = Path(__file__).parent / "canaries.jsonl"
SUPPORTED = "supported"  # the label of a claim that its contexts carry; with any other label they do not
ENOUGH = 0.5  # of a claim must be found in its contexts for the verdict that they carry it
LEAST_ACCURACY = 0.85  # balanced
# What the claims call the versions.
VERSIONS = {"published": "Published article", "r1": "Revised manuscript (R1)", "submitted": "Submitted manuscript"}

Canary = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CanaryScore:
    """How a judge did on the claims; ``scored`` counts those that it gave a verdict on, right or wrong."""

    model: str
    scored: int
    by_label: dict[str, dict[str, int]]

    @property
    def total(self) -> int:
        """How many claims there were."""
        return sum(counts["total"] for counts in self.by_label.values())

    @property
    def accuracy(self) -> float:
        """Balanced accuracy: the mean of the shares told right of the supported claims and of the rest.

        A side without a claim counts 0, so that no judge is found steady by claims of one kind only.
        """
        right, total = [0, 0], [0, 0]
        for label, counts in self.by_label.items():
            right[label == SUPPORTED] += counts["right"]
            total[label == SUPPORTED] += counts["total"]
        return sum(r / t for r, t in zip(right, total, strict=True) if t) / 2

    @property
    def steady(self) -> bool:
        """Whether its verdicts on answers count."""
        return self.accuracy >= LEAST_ACCURACY

    def as_dict(self) -> dict[str, Any]:
        """The score as plain JSON, for the report."""
        counts = {"scored": self.scored, "total": self.total, "by_label": self.by_label}
        return {"model": self.model, "accuracy": self.accuracy, "least": LEAST_ACCURACY, **counts}


def load_canaries(path: Path = FILE) -> list[Canary]:
    """The claims: id, label, claim, and contexts that each name a document and hold a stretch of its reading text."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def headed_contexts(canary: Canary) -> list[str]:
    """The contexts of a claim, each under the name of its version."""
    return [f"{VERSIONS.get(c['document'], c['document'])}:\n{c['text']}" for c in canary["contexts"]]


def score_canaries(model: str, canaries: Sequence[Canary], findings: Sequence[Finding]) -> CanaryScore:
    """The score of a judge from how much of each claim it found in the contexts; what is not a number is wrong."""
    by_label: dict[str, dict[str, int]] = {}
    for canary, finding in zip(canaries, findings, strict=True):
        carried = finding.value >= ENOUGH
        counts = by_label.setdefault(canary["label"], {"right": 0, "total": 0})
        counts["total"] += 1
        counts["right"] += math.isfinite(finding.value) and carried == (canary["label"] == SUPPORTED)
    return CanaryScore(model, sum(math.isfinite(finding.value) for finding in findings), by_label)
