"""A question is answered alike with a slip of the keyboard in it, with courtesies around it, and under the study's other names."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from evals.golden import load_golden
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant

FIXTURES = (shared_settings, shared_assistant)

EVERY = 9  # of the golden questions
LEAST_ALIKE = 0.95
LONG_WORD = re.compile(r"\b[a-zA-Z]{5,}\b")


def with_slip(question: str) -> str:
    """A question with two letters of a word changed over, or one left out or doubled."""
    chosen = random.Random(question)
    word = chosen.choice(list(LONG_WORD.finditer(question)))
    at = word.start() + chosen.randrange(1, len(word[0]) - 1)
    slip = chosen.choice(("", question[at + 1] + question[at], question[at] * 2))
    return question[:at] + slip + question[at + (2 if len(slip) == 2 and slip[0] != slip[1] else 1) :]


WORDINGS: dict[str, Callable[[str], str]] = {
    "slip": with_slip,
    "greeted": lambda question: f"Hi there, quick question: {question}",
    "thanked": lambda question: f"{question} Many thanks in advance.",
    "asked whether it may be asked": lambda question: f"Could you please tell me: {question}",
    "made light of": lambda question: f"Sorry if this is a daft question but {question}",
    "purpose told": lambda question: f"{question} I need it for a workshop next week.",
    "doubted": lambda question: f"Not sure if you can answer this, but {question}",
    "asked for help": lambda question: f"Can you help me with this? {question}",
    "for somebody else": lambda question: f"{question.rstrip('?. ')}? I've been asked by my director.",
    "of an exam": lambda question: f"{question.rstrip('?. ')}? I've got an exam on this tomorrow.",
}


@pytest.mark.parametrize("wording", WORDINGS)
def test_what_does_not_change_the_question_does_not_change_the_answer(assistant: Assistant, wording: str) -> None:
    questions = [e["question"] for e in load_golden() if not e["history"] and LONG_WORD.search(e["question"])][::EVERY]
    changed = []
    for question in questions:
        plain, other = assistant.answer(question), assistant.answer(WORDINGS[wording](question))
        if (plain.status, plain.citations[:1]) != (other.status, other.citations[:1]):
            changed.append(WORDINGS[wording](question))
    assert len(changed) <= (1 - LEAST_ALIKE) * len(questions), changed


@pytest.mark.parametrize("name", ["evaluation", "report", "evaluation of the pilots", "inquiry", "piece of research"])
@pytest.mark.parametrize(
    "question",
    [
        "How was the {} funded?",
        "Who paid for the {}?",
        "When was the {} carried out?",
        "What were the limits of the {}?",
        "What did the {} conclude?",
    ],
)
def test_whatever_people_call_the_study_it_is_the_study(assistant: Assistant, question: str, name: str) -> None:
    called, study = (assistant.answer(question.format(said)) for said in (name, "study"))
    assert called.status == study.status
    assert called.citations == study.citations


@pytest.mark.parametrize("others", ["the final evaluation report", "the local evaluations", "the report by Erskine"])
def test_other_evaluations_keep_their_names(assistant: Assistant, others: str) -> None:
    assert others in assistant.answer(f"What is said about {others}?").standalone_question
