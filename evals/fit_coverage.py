"""Fits the weights of ``lessons.coverage`` on the tune half of the golden questions and prints them.

Logistic regression on what ``coverage.signs`` returns. The unseen half is not read. Run it after the codebook has changed a lot:
``.venv/bin/python -m evals.fit_coverage``; then copy the weights into ``coverage.py``.
"""

from __future__ import annotations

import numpy as np

from evals.golden import load_golden
from evals.logistic import logistic
from lessons.answers import Assistant
from lessons.coverage import SIGNS, certain, signs
from lessons.retrieval import retrieve
from lessons.settings import load_settings
from lessons.vocabulary import Vocabulary

RIDGE = 3.0  # keeps the weights of rare signs small
WEIGHT = 1.0  # of a question to refuse beside one to answer


def main() -> None:
    """Print each weight, the bias, and how many questions fall on the wrong side at a few limits (leave-one-out)."""
    assistant = Assistant.prepare(load_settings())
    library = assistant.library
    vocabulary = Vocabulary(library)
    rows: list[tuple[float, ...]] = []
    refused: list[bool] = []
    for entry in load_golden("tune"):
        query = assistant.turn(entry["question"], entry["history"]).query
        if entry["status"] == "partly_answered" or certain(query):
            continue
        rows.append(signs(query, retrieve(query, library), vocabulary))
        refused.append(entry["status"] == "not_in_sources")
    found = np.array(rows, dtype=np.float64)
    wanted = np.array(refused, dtype=bool)
    centre, spread = found.mean(axis=0), found.std(axis=0) + 1e-9
    scaled = (found - centre) / spread
    weights = logistic(scaled, wanted, RIDGE, WEIGHT)
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
    weights = logistic(rows[others], wanted[others], RIDGE, WEIGHT)
    return float(rows[position] @ weights[:-1] + weights[-1])


if __name__ == "__main__":
    main()
