"""Fits the weights of ``lessons.coverage`` on the learning half of the golden questions and prints them.

Logistic regression on what ``coverage.signs`` returns. The held-out half is not read. Run it after the codebook has changed a lot:
``.venv/bin/python -m evals.fit_coverage``; then copy the weights into ``coverage.py``.
"""

from __future__ import annotations

import json

import numpy as np

from evals.run import GOLDEN
from lessons.answers import Assistant
from lessons.boundary import learn_boundary
from lessons.coverage import SIGNS, signs
from lessons.questions import understand
from lessons.retrieval import retrieve
from lessons.settings import load_settings
from lessons.vocabulary import Vocabulary


def main() -> None:
    """Print each weight, the bias, and how many questions fall on the wrong side at a few limits (leave-one-out)."""
    library = Assistant.prepare(load_settings()).library
    vocabulary = Vocabulary(library)
    rows: list[tuple[float, ...]] = []
    refused: list[bool] = []
    for line in (GOLDEN / "learning.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["history"] or entry["status"] == "partly_answered":
            continue
        query = understand(entry["question"], None, library.codebook.everyday)
        rows.append(signs(query, retrieve(query, library), vocabulary))
        refused.append(entry["status"] == "not_in_sources")
    found = np.array(rows, dtype=np.float32)
    wanted = np.array(refused, dtype=bool)
    centre, spread = found.mean(axis=0), found.std(axis=0) + 1e-9
    scaled = (found - centre) / spread
    weights = learn_boundary(scaled, wanted, ridge=0.3, weight=2.0)
    raw = weights[:-1] / spread
    for name, weight in zip(SIGNS, raw, strict=True):
        print(f"{name}: {weight:.3f}")
    print(f"bias: {weights[-1] - float(raw @ centre):.3f}")
    left_out = np.array([_without(i, scaled, wanted) for i in range(len(wanted))])
    for limit in (-1.0, -0.5, 0.0, 0.5, 1.0):
        wrongly, missed = int((left_out[~wanted] > limit).sum()), int((left_out[wanted] <= limit).sum())
        print(
            f"limit {limit}: {wrongly} of {int((~wanted).sum())} wrongly refused, {missed} of {int(wanted.sum())} missed"
        )


def _without(position: int, rows: np.ndarray, wanted: np.ndarray) -> float:
    others = np.arange(len(rows)) != position
    weights = learn_boundary(rows[others], wanted[others], ridge=0.3, weight=2.0)
    return float(rows[position] @ weights[:-1] + weights[-1])


if __name__ == "__main__":
    main()
