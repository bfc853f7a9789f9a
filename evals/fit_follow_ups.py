"""Fits the weights of ``lessons.follow_ups`` on the written conversations and prints them.

``evals/conversations.jsonl`` holds conversations with what each turn means when it is asked by itself. A turn that means more
than it says leans on the ones before. Logistic regression on what ``follow_ups.signs`` returns:
``.venv/bin/python -m evals.fit_follow_ups``; then copy the weights into ``follow_ups.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from evals.logistic import logistic
from lessons.answers import Assistant
from lessons.follow_ups import SIGNS, own_parts, signs
from lessons.settings import load_settings

FILE = Path(__file__).parent / "conversations.jsonl"
RIDGE = 3.0  # keeps the weights of rare signs small
LIMITS = (-0.5, 0.0, 0.2, 0.5)  # log odds
FOLDS = 10  # a conversation stands whole in one of them


def main() -> None:
    """Print each weight, the bias, and how many turns are told right at a few limits (ten folds)."""
    library = Assistant.prepare(load_settings()).library
    conversations = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    turns = [
        (number % FOLDS, words, words != meaning)
        for number, talk in enumerate(conversations)
        for words, meaning in list(zip(talk["turns"], talk["means"], strict=True))[1:]
    ]
    rows = np.array([signs(words, library.nearest(own_parts(words))) for _, words, _ in turns])
    folds, leans = (np.array([turn[i] for turn in turns]) for i in (0, 2))
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - centre) / spread
    weights = logistic(scaled, leans, RIDGE, 1.0)
    raw = weights[:-1] / spread
    for name, weight in zip(SIGNS, raw, strict=True):
        print(f"{name}: {weight:.3f}")
    print(f"bias: {weights[-1] - float(raw @ centre):.3f}")
    left_out = np.empty(len(leans))
    for number in range(FOLDS):
        others = logistic(scaled[folds != number], leans[folds != number], RIDGE, 1.0)
        left_out[folds == number] = scaled[folds == number] @ others[:-1] + others[-1]
    for limit in LIMITS:
        print(f"limit {limit}: {int(((left_out > limit) == leans).sum())} of {len(leans)} told right")


if __name__ == "__main__":
    main()
