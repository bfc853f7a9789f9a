"""Decides whether the sources answer a question. Likeness alone cannot: "Did the pilot save money in 2018?" looks answerable.

What speaks against an answer: a question more like one known to be out of scope than like one known to be answered; words that
the codes nearest to it do not know; a number asked for where no passage holds one; a name, a year or an amount that no document
holds. What each of these signs weighs was fitted on the tune half of the golden questions and on conversations (``evals/fit_coverage.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from lessons import phrases
from lessons.domain import Status
from lessons.index import stems
from lessons.questions import LONGEST_QUESTION, Query, Want, is_polite
from lessons.retrieval import Evidence
from lessons.terms import content_words
from lessons.vocabulary import Vocabulary, asks_amount, holds_amount, holds_number
from lessons.wants import POINTS_BACK

SIGNS = (
    "nearest in meaning",
    "mean in meaning",
    "nearest in wording",
    "mean in wording",
    "beyond",
    "shared",
    "foreign",
    "no number",
    "unknown fact",
    "leans",
    "asks changes",
    "asks for reviews",
)
WEIGHTS = (-3.74, -4.97, -1.65, -1.62, 0.67, -0.18, 0.30, 0.73, 4.32, 0.48, -0.44, 2.63)
BIAS = 0.36
MOST_DOUBT = -0.35  # log odds
MOST_DOUBT_OF_PART = 0.0  # to name a part as not answered takes more than to refuse a whole
MOST_DOUBT_TO_CARRY = -0.3  # of the part that is answered: two parts together look more doubtful than they are
MOST_DOUBT_OF_ANOTHER = -1.3  # of what is asked in place of a refused question: its beginning, or it by itself
LEAST_DOUBT_OF_OPEN = 2.0  # of what an answered question names besides: "the reference number and the chair's salary"
NO_DOUBT = float("-inf")
LEAST_WORDS = 3  # that say what a later part of a question is about
NEAREST_CODES = 3
BEST, ENOUGH_WORDS = 5, 0.6
FIELD_LIKENESS = 0.3
LIKE_A_CODED_QUESTION = 0.7  # at which one that names nothing ("what is a Vanguard?") is clear all the same


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
    names_something = query.has_topic or query.wants or query.pilots or query.speakers or query.themes
    if is_polite(query.words) or not (names_something or leans or _asks_of_the_whole(query, evidence)):
        return Coverage(Status.UNCLEAR)
    if (certain(query) and not query.parts) or _told_by_uncoded(query, evidence, vocabulary):
        return Coverage(Status.ANSWERED)
    doubts = [
        NO_DOUBT if certain(part) else doubt(part, found, vocabulary)
        for part, found in zip(query.parts, evidence.parts, strict=True)
    ]
    missing = tuple(p.question for p, d in zip(query.parts, doubts, strict=True) if d > MOST_DOUBT_OF_PART)
    whole = doubt(query, evidence, vocabulary)
    if query.bare and evidence.bare:  # to ask for quotes, or of another place, takes words that no coded question has
        whole = min(whole, (whole + doubt(query.bare, evidence.bare, vocabulary)) / 2)
    spoken_for = [
        _can_carry(i, part) and d <= MOST_DOUBT_TO_CARRY
        for i, (part, d) in enumerate(zip(query.parts, doubts, strict=True))
    ]
    if any(spoken_for):
        return Coverage(Status.PARTLY_ANSWERED if missing else Status.ANSWERED, missing)
    return Coverage(Status.ANSWERED if evidence.passages and whole <= MOST_DOUBT else Status.NOT_IN_SOURCES)


def surely_answered(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> bool:
    """Whether the sources surely answer a question that stands for a refused one: a part of it, or it without what it leans on."""
    return bool(evidence.passages) and doubt(query, evidence, vocabulary) <= MOST_DOUBT_OF_ANOTHER


def surely_open(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> bool:
    """Whether the sources surely leave open what a question names besides what they answer."""
    return doubt(query, evidence, vocabulary) > LEAST_DOUBT_OF_OPEN


def certain(query: Query) -> bool:
    """Whether a question is of a kind that the sources always answer; so is who said what was just shown."""
    quoted = query.leans_on is not None and any(c.speaker for c in query.leans_on.citations)
    who = quoted and Want.SPEAKER in query.wants
    if query.asks_for_place:
        return True
    listed = query.asks_for_listing or query.asks_for_tally or query.asks_for_advice or query.asks_for_unvoiced
    return listed or query.asks_for_themes or query.about_all_changes or who or Want.CHECKLIST in query.wants


def _asks_of_the_whole(query: Query, evidence: Evidence) -> bool:
    """Whether a question that names nothing is one that the study answers all the same: "what did they find?"."""
    nearest = max((q.likeness for q in evidence.questions if q.code >= 0), default=0.0)
    return nearest >= LIKE_A_CODED_QUESTION and not POINTS_BACK.search(query.words)


def _can_carry(position: int, part: Query) -> bool:
    """Whether a part of a question says enough to be judged by itself: the first does, "how many is that?" does not."""
    return position == 0 or len(content_words(part.topic)) >= LEAST_WORDS


def signs(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> tuple[float, ...]:
    """What speaks for or against an answer, in the order of ``SIGNS``."""
    codes = list(dict.fromkeys(q.code for q in evidence.questions if q.code >= 0))[:NEAREST_CODES]
    best = [p.chunk for p in evidence.passages[:2]]
    numberless = (Want.NUMBER in query.wants and not holds_number(best)) or (
        asks_amount(query.standalone) and not holds_amount(best)
    )
    return (
        evidence.in_meaning.nearest,
        evidence.in_meaning.mean,
        evidence.in_wording.nearest,
        evidence.in_wording.mean,
        evidence.beyond,
        vocabulary.shared(query.standalone, codes),
        vocabulary.foreign(query.standalone),
        float(numberless),
        float(bool(vocabulary.unknown_facts(query.words))),
        float(query.leans),
        float(Want.CHANGES in query.wants),
        float(Want.REVIEWS in query.wants),
    )


def doubt(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> float:
    """Log odds that the sources do not answer."""
    return BIAS + sum(w * s for w, s in zip(WEIGHTS, signs(query, evidence, vocabulary), strict=True))


def _told_by_uncoded(query: Query, evidence: Evidence, vocabulary: Vocabulary) -> bool:
    """Whether a document that is not coded tells, so far as that can be seen without a codebook.

    Beside a codebook such a document has to hold most of the question's content words in one of the best passages, because
    the fitted doubt does not hold for it. Where nothing is coded at all, only questions from another field are refused: near
    misses cannot be told apart then (area under the curve 0.5).
    """
    if not evidence.questions:
        return evidence.likeness >= FIELD_LIKENESS
    wanted = set(stems(" ".join(content_words(query.topic))))
    best = [p.chunk for p in evidence.passages[:BEST] if p.chunk.document in vocabulary.uncoded]
    return any(len(wanted & set(stems(c.search_text))) >= ENOUGH_WORDS * len(wanted) > 0 for c in best)
