"""Decides whether the sources answer a question. Likeness alone cannot: "Did the pilot save money in 2018?" looks answerable.

What speaks against an answer: a name, a year or an amount that no document holds; a question that is more like one known to
be out of scope than like one known to be answered; nothing in the corpus that is like it at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessons.domain import Kind, Status
from lessons.index import stems
from lessons.library import Library
from lessons.questions import Query, Want, content_words
from lessons.retrieval import Evidence

SIGNS = ("margin", "nearest margin", "beyond", "best score", "unknown fact")
WEIGHTS = (-11.0, -13.9, 0.83, -9.1, 3.5)
BIAS = 5.35
MOST_DOUBT = 0.0
MOST_DOUBT_OF_PART = 1.5
BEST, ENOUGH_WORDS = 5, 0.6

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
AMOUNT = re.compile(r"£ ?\d[\d,.]*(?: ?(?:m|bn|k|million|billion))?", re.IGNORECASE)
NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,}\b")
MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether the sources answer; ``missing`` names the parts of a question that they leave open."""

    status: Status
    missing: tuple[str, ...] = ()


class Vocabulary:
    """The words that the corpus and its codebook know, as stems."""

    def __init__(self, library: Library) -> None:
        self.texts = "\n".join(d.text for d in library.corpus.documents)
        asked = " ".join(q for q, code in library.index.questions if code >= 0)
        everyday = " ".join(library.codebook.everyday or {})
        synonyms = " ".join(s for code in library.codebook.codes for s in code.synonyms)
        self.stems = frozenset(stems(f"{self.texts} {asked} {everyday} {synonyms}"))
        self.added = frozenset(d.id for d in library.corpus.documents if d.kind == Kind.ADDED)

    def unknown_facts(self, words: str) -> tuple[str, ...]:
        """Years, amounts and names of a question that stand in no document."""
        found = [y for y in YEAR.findall(words) if y not in self.texts]
        found += [a for a in AMOUNT.findall(words) if a not in self.texts]
        found += [n for n in NAME.findall(words) if n not in MONTHS and not set(stems(n)) <= self.stems]
        return tuple(dict.fromkeys(found))

    def is_told_by_added(self, query: Query, evidence: Evidence) -> bool:
        """Whether a document that a user added holds most of the question's content words in one of the best passages.

        The codebook knows nothing about added documents, so the learnt doubt does not hold for them.
        """
        wanted = set(stems(" ".join(content_words(query.topic))))
        best = [p.chunk for p in evidence.passages[:BEST] if p.chunk.document in self.added]
        return any(len(wanted & set(stems(c.search_text))) >= ENOUGH_WORDS * len(wanted) > 0 for c in best)


def judge(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> Coverage:
    """Whether the sources answer the query, all of it or a part."""
    if not query.has_topic and not (query.leans_on or query.wants or query.pilots or query.theme):
        return Coverage(Status.UNCLEAR)
    if Want.REVIEWS in query.wants:
        return Coverage(Status.PARTLY_ANSWERED)
    if vocabulary.is_told_by_added(query, evidence):
        return Coverage(Status.ANSWERED)
    doubts = [_doubt(part, found, vocabulary) for part, found in zip(query.parts, evidence.parts, strict=True)]
    missing = tuple(p.question for p, d in zip(query.parts, doubts, strict=True) if d > MOST_DOUBT_OF_PART)
    if missing and any(d <= MOST_DOUBT for d in doubts):
        return Coverage(Status.PARTLY_ANSWERED, missing)
    if not evidence.passages or _doubt(query, evidence, vocabulary) > MOST_DOUBT:
        return Coverage(Status.NOT_IN_SOURCES)
    return Coverage(Status.ANSWERED)


def signs(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> tuple[float, ...]:
    """What speaks for or against an answer, in the order of ``SIGNS``."""
    best = evidence.passages[0].score if evidence.passages else 0.0
    unknown = bool(vocabulary.unknown_facts(query.question))
    return (evidence.margin, evidence.nearest_margin, evidence.beyond, best, float(unknown))


def _doubt(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> float:
    """Log odds that the sources do not answer, from weights fitted by ``evals/fit_coverage.py``."""
    return BIAS + sum(w * s for w, s in zip(WEIGHTS, signs(query, evidence, vocabulary), strict=True))
