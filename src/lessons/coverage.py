"""Decides whether the sources answer a question. Likeness alone cannot: "Did the pilot save money in 2018?" looks answerable.

What speaks against an answer: a question more like one known to be out of scope than like one known to be answered; words that
the codes nearest to it do not know; a number asked for where no passage holds one; a name, a year or an amount that no document
holds. What each of these signs weighs was fitted on the learning half of the golden questions (``evals/fit_coverage.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from lessons import phrases
from lessons.domain import Status
from lessons.index import stems
from lessons.questions import LONGEST_QUESTION, Query, Want, content_words
from lessons.retrieval import Evidence
from lessons.vocabulary import Vocabulary, asks_amount, holds_amount, holds_number

SIGNS = ("nearest margin", "margin", "beyond", "shared", "foreign", "no number", "unknown fact")
WEIGHTS = (-14.98, -9.43, 0.88, -4.03, 1.61, 4.94, 2.64)
BIAS = 1.64
MOST_DOUBT = 0.0  # log odds
MOST_DOUBT_OF_PART = 0.8  # to name a part as not answered takes more than to refuse a whole
NEAREST_CODES = 3
BEST, ENOUGH_WORDS = 5, 0.6


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether the sources answer; ``missing`` names the parts that they leave open, or what is wrong with the question."""

    status: Status
    missing: tuple[str, ...] = ()


def judge(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> Coverage:
    """Whether the sources answer the query, all of it or a part."""
    if len(query.question) > LONGEST_QUESTION:
        return Coverage(Status.UNCLEAR, (phrases.TOO_LONG.format(most=LONGEST_QUESTION),))
    leans = query.leans_on is not None and query.leans_on.status != Status.UNCLEAR
    if not query.has_topic and not (leans or query.wants or query.pilots or query.speakers or query.theme):
        return Coverage(Status.UNCLEAR)
    if Want.REVIEWS in query.wants:
        return Coverage(Status.PARTLY_ANSWERED)
    certain = query.asks_for_listing or query.about_everything or Want.CHECKLIST in query.wants
    if certain or _told_by_added(query, evidence, vocabulary):
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
    codes = list(dict.fromkeys(q.code for q in evidence.questions if q.code >= 0))[:NEAREST_CODES]
    best = [p.chunk for p in evidence.passages[:2]]
    numberless = (Want.NUMBER in query.wants and not holds_number(best)) or (
        asks_amount(query.standalone) and not holds_amount(best)
    )
    return (
        evidence.nearest_margin,
        evidence.margin,
        evidence.beyond,
        vocabulary.shared(query.standalone, codes),
        vocabulary.foreign(query.standalone),
        float(numberless),
        float(bool(vocabulary.unknown_facts(query.question))),
    )


def _doubt(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> float:
    """Log odds that the sources do not answer."""
    return BIAS + sum(w * s for w, s in zip(WEIGHTS, signs(query, evidence, vocabulary), strict=True))


def _told_by_added(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> bool:
    """Whether a document that a user added holds most of the question's content words in one of the best passages.

    The codebook knows nothing about added documents, so the fitted doubt does not hold for them.
    """
    wanted = set(stems(" ".join(content_words(query.topic))))
    best = [p.chunk for p in evidence.passages[:BEST] if p.chunk.document in vocabulary.added]
    return any(len(wanted & set(stems(c.search_text))) >= ENOUGH_WORDS * len(wanted) > 0 for c in best)
