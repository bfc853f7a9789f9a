"""Fits the weights of ``lessons.coverage`` on the tune half of the golden questions and a stranger's conversations; prints them.

Logistic regression on what ``coverage.signs`` returns. The conversations (``refusals.jsonl``, two turns in five not answered by the
study) count less, because they were written to be hard; the recogniser has not read them. The unseen half is not read. Run it after
the codebook or the recogniser has changed a lot: ``.venv/bin/python -m evals.fit_coverage``; then copy the weights into ``coverage.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.golden import load_golden
from evals.logistic import logistic
from lessons.answers import Assistant
from lessons.coverage import SIGNS, certain, signs
from lessons.retrieval import retrieve
from lessons.settings import load_settings
from lessons.vocabulary import Vocabulary

Floats = npt.NDArray[np.float64]

RIDGE = 3.0  # keeps the weights of rare signs small
WEIGHT = 0.3  # of a turn of the conversations beside a golden question
LIMITS = (-0.6, -0.4, -0.2, 0.0, 0.3)  # log odds
CONVERSATIONS = Path(__file__).with_name("refusals.jsonl")


def main() -> None:
    """Print each weight, the bias, and how many golden questions fall on the wrong side at a few limits (leave-one-out)."""
    assistant = Assistant.prepare(load_settings())
    vocabulary = Vocabulary(assistant.library)
    rows: list[tuple[float, ...]] = []
    refused: list[bool] = []
    weighs: list[float] = []
    for question, history, answered, weight in _asked():
        query = assistant.turn(question, history).query
        if not certain(query):
            rows.append(signs(query, retrieve(query, assistant.library), vocabulary))
            refused.append(not answered)
            weighs.append(weight)
    found = np.array(rows, dtype=np.float64)
    wanted, importance = np.array(refused, dtype=bool), np.array(weighs)
    centre, spread = found.mean(axis=0), found.std(axis=0) + 1e-9
    scaled = (found - centre) / spread
    weights = logistic(scaled, wanted, RIDGE, importance)
    raw = weights[:-1] / spread
    for name, weight in zip(SIGNS, raw, strict=True):
        print(f"{name}: {weight:.3f}")
    print(f"bias: {weights[-1] - float(raw @ centre):.3f}")
    golden = np.flatnonzero(importance == 1.0)
    left_out = np.array([_without(int(i), scaled, wanted, importance) for i in golden])
    for limit in LIMITS:
        over, out = left_out > limit, wanted[golden]
        print(
            f"limit {limit}: {int((over & ~out).sum())} of {int((~out).sum())} wrongly refused, "
            f"{int((~over & out).sum())} of {int(out.sum())} missed"
        )


def _asked() -> Iterator[tuple[str, list[str], bool, float]]:
    """Questions, what was asked before them, whether the sources answer them, and how much they weigh."""
    for entry in load_golden("tune"):
        if entry["status"] != "partly_answered":
            yield entry["question"], entry["history"], entry["status"] != "not_in_sources", 1.0
    for talk in map(json.loads, CONVERSATIONS.read_text("utf-8").splitlines()):
        for i, answered in enumerate(talk["answered"]):
            if answered != "partly":
                yield talk["turns"][i], talk["turns"][:i], answered == "yes", WEIGHT


def _without(position: int, rows: Floats, wanted: npt.NDArray[np.bool_], importance: Floats) -> float:
    others = np.arange(len(rows)) != position
    weights = logistic(rows[others], wanted[others], RIDGE, importance[others])
    return float(rows[position] @ weights[:-1] + weights[-1])


if __name__ == "__main__":
    main()
