"""What people asked who never saw the product, which nothing was fitted on: a harder measure than the golden questions.

``strangers.jsonl`` holds conversations that say of each turn what it means and whether the study answers it; ``contrasts.jsonl``
questions that one passage answers beside others on the same that nothing does (a contrast set: Gardner et al., arXiv 2004.02709).
The floors lie a little below what was measured.
"""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import Status
from lessons.settings import PROJECT

FIXTURES = (shared_settings, shared_assistant)
ANSWERED = (Status.ANSWERED, Status.PARTLY_ANSWERED)
LEAST_REFUSED, LEAST_ANSWERED = 0.7, 0.94
LEAST_CONTRASTS_REFUSED, LEAST_CONTRASTS_ANSWERED, LEAST_FOUND = 0.7, 0.95, 0.88
EACH = 3  # of the contrasts; more tell no more

Told = Counter[tuple[str, bool]]


@pytest.fixture(scope="module")
def told(assistant: Assistant) -> Told:
    """How many later turns there are by what should be told of them, and whether it was told right."""
    counts: Told = Counter()
    for line in (PROJECT / "evals" / "strangers.jsonl").read_text("utf-8").splitlines():
        talk = json.loads(line)
        for i in range(1, len(talk["turns"])):
            turn = assistant.turn(talk["turns"][i], talk["turns"][:i])
            answers = talk["answered"][i] != "no"
            counts["answered" if answers else "refused", (turn.answer.status in ANSWERED) == answers] += 1
    return counts


def share(told: Told, what: str) -> float:
    """Of the turns of which something should be told, those of which it was."""
    return told[what, True] / (told[what, True] + told[what, False])


def test_most_turns_that_the_study_does_not_answer_are_refused(told: Told) -> None:
    assert share(told, "refused") >= LEAST_REFUSED


def test_nearly_all_others_are_answered(told: Told) -> None:
    assert share(told, "answered") >= LEAST_ANSWERED


@pytest.fixture(scope="module")
def contrasts(assistant: Assistant) -> Counter[str]:
    """How many of the contrasts there are that are answered and not, and of how many the right thing was told."""
    library = assistant.library
    places = {code.id: set(library.coded[i]) for i, code in enumerate(library.codebook.codes)}
    counts: Counter[str] = Counter()
    for line in (PROJECT / "evals" / "contrasts.jsonl").read_text("utf-8").splitlines()[::EACH]:
        contrast = json.loads(line)
        answer = assistant.turn(contrast["q"]).answer
        answered = answer.status in ANSWERED
        if contrast["code"] is None:
            counts.update(["near miss", *["refused"] * (not answered)])
        else:
            coded = places[contrast["code"]]
            shown = {j for i in np.flatnonzero(library.cited(answer)) for j in (int(i), *library.twins[i])}
            counts.update(["covered", *["answered"] * answered, *["found"] * bool(shown & coded)])
    return counts


def test_near_misses_on_every_passage_are_refused(contrasts: Counter[str]) -> None:
    assert contrasts["refused"] >= LEAST_CONTRASTS_REFUSED * contrasts["near miss"]


def test_questions_on_every_passage_are_answered_with_it(contrasts: Counter[str]) -> None:
    assert contrasts["answered"] >= LEAST_CONTRASTS_ANSWERED * contrasts["covered"]
    assert contrasts["found"] >= LEAST_FOUND * contrasts["covered"]
