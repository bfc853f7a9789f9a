"""Scores an answer against a golden question: right status, right evidence cited, right words, nothing wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lessons.domain import Answer, Status

MOST_EXCERPTS = 10
ENOUGH_WORDS = 0.6  # of the expected evidence, in one run, must stand in the excerpt
# The golden set files these parts under the manuscript that they came with; the corpus holds them as documents of their own.
FILED_WITH = {"checklist": "r1", "cover": "submitted"}


@dataclass(frozen=True, slots=True)
class Score:
    """What is wrong with an answer, in words; nothing where it is right."""

    faults: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def score(answer: Answer, text: str, expected: dict[str, Any]) -> Score:
    """Compare an answer and its whole text with a golden entry (status, evidence groups, must, must_not)."""
    faults: list[str] = []
    if answer.status.value not in statuses(expected):
        faults.append(f"status is {answer.status.value}")
    if answer.status in (Status.ANSWERED, Status.PARTLY_ANSWERED):
        cited = [(c.document, c.excerpt) for c in answer.citations[:MOST_EXCERPTS]]
        faults += [
            f"evidence missing: {group[0]['text'][:60]}"
            for group in expected["evidence"]
            if not any(covers(document, excerpt, option) for option in group for document, excerpt in cited)
        ]
        faults += [f"does not say {w}" for w in expected["must"] if not says(text, w)]
    faults += [f"says {w}" for w in expected["must_not"] if says(text, w)]
    return Score(tuple(faults))


def statuses(expected: dict[str, Any]) -> set[str]:
    """The statuses that count as right; a partly answerable question may also be answered without naming what is missing."""
    accepted = {expected["status"], *expected.get("status_also", ())}
    return accepted | {"answered"} if "partly_answered" in accepted else accepted


def covers(document: str, excerpt: str, option: dict[str, str]) -> bool:
    """Whether an excerpt holds an expected stretch of text, or most of it in one run."""
    if option["document"] not in (document, FILED_WITH.get(document)):
        return False
    wanted, found = words(option["text"]), words(excerpt)
    run = SequenceMatcher(None, wanted, found, autojunk=False).find_longest_match().size
    return run >= ENOUGH_WORDS * len(wanted)


def says(text: str, wanted: str | Sequence[str]) -> bool:
    """Whether a text holds the wanted words, or one of several ways to put them, in small letters or capitals."""
    options = [wanted] if isinstance(wanted, str) else wanted
    return any(option.lower() in text.lower() for option in options)


def words(text: str) -> list[str]:
    """The words of a text in small letters, whatever the typesetting."""
    return re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKC", text).lower().replace("…", "..."))
