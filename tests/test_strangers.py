"""Conversations of people who never saw the product, which nothing was fitted on: a harder measure than the golden questions.

They say of each turn what it means and whether the study answers it. The floors lie a little below what was measured.
"""

from __future__ import annotations

import json
from collections import Counter

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import Status
from lessons.settings import PROJECT

FIXTURES = (shared_settings, shared_assistant)
ANSWERED = (Status.ANSWERED, Status.PARTLY_ANSWERED)
LEAST_REFUSED, LEAST_ANSWERED = 0.57, 0.94


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
