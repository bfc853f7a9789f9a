"""Decides whether the sources answer a question. Likeness alone cannot: "Did the pilot save money in 2018?" looks answerable.

What speaks against an answer: a name, a year or an amount that no document holds; a question that is more like one known to
be out of scope than like one known to be answered; nothing in the corpus that is like it at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessons.domain import Status
from lessons.index import stems
from lessons.library import Library
from lessons.questions import Query
from lessons.retrieval import Evidence

LEAST_SCORE = 0.42
LEAST_LIKENESS = 0.45
NEARER_BY = 0.04

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
AMOUNT = re.compile(r"£ ?\d[\d,.]*(?: ?(?:m|bn|k|million|billion))?", re.IGNORECASE)
NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether the sources answer, and which things in the question they do not know."""

    status: Status
    unknown: tuple[str, ...] = ()


class Vocabulary:
    """The words that the corpus and its codebook know, as stems."""

    def __init__(self, library: Library) -> None:
        self.texts = "\n".join(d.text for d in library.corpus.documents)
        asked = " ".join(q for q, code in library.index.questions if code >= 0)
        everyday = " ".join(library.codebook.everyday or {})
        synonyms = " ".join(s for code in library.codebook.codes for s in code.synonyms)
        self.stems = frozenset(stems(f"{self.texts} {asked} {everyday} {synonyms}"))
        self.documents = frozenset(stems(self.texts))

    def unknown_facts(self, words: str) -> tuple[str, ...]:
        """Years, amounts and names of a question that stand in no document."""
        found = [y for y in YEAR.findall(words) if y not in self.texts]
        found += [a for a in AMOUNT.findall(words) if a not in self.texts]
        found += [n for n in NAME.findall(words) if not set(stems(n)) <= self.stems]
        return tuple(dict.fromkeys(found))

    def unknown_words(self, words: str) -> tuple[str, ...]:
        """Content words of a question that neither the documents nor the codebook know."""
        return tuple(w for w in stems(words) if w not in self.stems)


def judge(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> Coverage:
    """Whether the sources answer the query."""
    content = stems(query.question)
    if not content and query.leans_on is None:
        return Coverage(Status.UNCLEAR)
    facts = vocabulary.unknown_facts(query.question)
    best = evidence.passages[0].score if evidence.passages else 0.0
    answered, unanswered = evidence.nearest_answered, evidence.nearest_unanswered
    out_of_scope = unanswered > answered + NEARER_BY
    too_far = best < LEAST_SCORE or answered < LEAST_LIKENESS
    if facts or out_of_scope or too_far:
        return Coverage(Status.NOT_IN_SOURCES, facts)
    return Coverage(Status.ANSWERED)
