"""Ranks the corpus for a question: like questions first, then like passages, then shared words.

Four scores a chunk, each in 0..1: the most alike coded question that points at it, how likely the recogniser finds its codes, its
own and its paragraph's likeness, and BM25 over its words and its codes' everyday words. A weighted sum beat reciprocal rank
fusion on this corpus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lessons.codebook import REVISION
from lessons.domain import Answer, ChunkKind, Kind, Passage
from lessons.embedding import Vectors
from lessons.follow_ups import Readings
from lessons.library import Library, Positions
from lessons.questions import Query, Want
from lessons.recognition import LEAST_CHANCE, odds

QUESTION_WEIGHT, CHANCE_WEIGHT, LIKENESS_WEIGHT, WORDS_WEIGHT = 0.6, 0.2, 0.2, 0.2
CHANCE_WEIGHT_LATER = 0.4  # in a conversation, which only the recogniser reads as a whole
TYPE_OF_WANT = {Want.CHANGES: REVISION, Want.RECOMMENDATIONS: "recommendation"}
TYPE_BONUS = 0.1
WORDED_SHARE = 0.2  # of a coded question's likeness in wording beside that in meaning
AFTER_SHARE = 0.5  # of the next two where a question does not lean on the answer before
SHOWN_BONUS, BESIDE_BONUS = 0.1, 0.05  # what the answer before showed, and what stands in the same section
KEEP = 40
NEIGHBOURS = 5
NEAREST_ANSWERED = 12
PARAGRAPH_SHARE = 0.9  # of a paragraph's likeness that its sentences inherit


@dataclass(frozen=True, slots=True)
class NearQuestion:
    """A coded question near to the one asked; ``code`` is its code's position, -1 where the corpus does not answer it."""

    text: str
    code: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Margin:
    """How much liker the coded questions that the corpus answers are than the others: the nearest, and the mean of five."""

    nearest: float = 0.0
    mean: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The ranked passages for a query, the coded questions nearest to it, and how far it lies beyond the corpus's boundary.

    ``likeness`` is that of the passage nearest to the question in meaning. ``parts`` holds the same for each part of a question
    that asks several things, in the order of ``Query.parts``; ``bare`` for ``Query.bare``.
    """

    passages: tuple[Passage, ...]
    questions: tuple[NearQuestion, ...]
    in_meaning: Margin
    in_wording: Margin
    beyond: float
    likeness: float
    suggestions: tuple[NearQuestion, ...] = ()
    parts: tuple[Evidence, ...] = ()
    bare: Evidence | None = None


def retrieve(query: Query, library: Library, version: str | None = None) -> Evidence:
    """The passages for a query, best first, within the versions that it asks about; each of its parts counts by itself too."""
    whole = _rank(query, library, version)
    if query.bare:
        whole = replace(whole, bare=_rank(query.bare, library, version))
    parts = tuple(_rank(part, library, version) for part in query.parts)
    if not parts:
        return whole
    best = {p.chunk.id: p for p in sorted((p for e in (whole, *parts) for p in e.passages), key=lambda p: p.score)}
    ranked = sorted(best.values(), key=lambda p: -p.score)[:KEEP]
    passages = tuple(replace(p, rank=rank) for rank, p in enumerate(ranked, start=1))
    return replace(whole, passages=passages, parts=parts)


def _rank(query: Query, library: Library, version: str | None) -> Evidence:
    index = library.index
    chances = library.chances(query.asked)
    likeness = _blend(lambda texts: library.alike(texts).chunks, query.readings)
    by_question = _blend(lambda texts: library.alike(texts).questions, query.readings)
    worded = _blend(lambda texts: index.question_matches(" ".join(texts)), query.readings)
    coded = _by_code(by_question + WORDED_SHARE * worded, query, library)
    near = np.maximum(likeness, PARAGRAPH_SHARE * likeness[library.parents])
    scores = (
        QUESTION_WEIGHT * np.maximum(coded, near)
        + (CHANCE_WEIGHT_LATER if query.earlier else CHANCE_WEIGHT) * _by_chance(chances, library)
        + LIKENESS_WEIGHT * near
        + WORDS_WEIGHT * index.matches(query.searched)
    )
    nearest = _nearest(by_question, library)
    if query.after:
        scores += (1.0 if query.leans_on else AFTER_SHARE) * _of_conversation(query.after, library)
    scope = _in_scope(query, library, version, _about_checklist(chances, library))
    if query.more and not query.speakers:
        for answer in query.shown:
            scope &= ~library.cited(answer)
    scores = np.where(scope, scores, -1.0)
    order = [int(i) for i in np.argsort(-scores, kind="stable")[:KEEP] if scores[i] > 0]
    passages = tuple(Passage(index.chunks[i], float(scores[i]), rank) for rank, i in enumerate(order, start=1))
    suggestions = _suggestions(by_question, library)
    margins = (_margin(by_question, library), _margin(worded, library))
    return Evidence(passages, nearest, *margins, odds(float(chances[-1])), float(likeness.max()), suggestions)


def _blend(measure: Callable[[tuple[str, ...]], Vectors], readings: Readings) -> Vectors:
    """What is measured of each wording of a question, by their shares."""
    (first, share), *others = readings
    blended = measure(first) if not others else np.float32(share) * measure(first)
    for texts, share in others:
        blended = blended + np.float32(share) * measure(texts)
    return blended


def _by_code(by_question: Vectors, query: Query, library: Library) -> Vectors:
    """For each chunk the likeness of the nearest question whose code points at it or at its twin in another version.

    Codes of the type that a question wants (changes, recommendations) count a little more.
    """
    asked = library.index.question_codes >= 0
    of_code = np.zeros(len(library.codebook.codes), dtype=np.float32)
    np.maximum.at(of_code, library.index.question_codes[asked], by_question[asked])
    wanted = [TYPE_OF_WANT[want] for want in query.wants & TYPE_OF_WANT.keys()]
    of_code += np.float32(TYPE_BONUS) * np.isin(library.types, wanted)
    best = np.zeros(len(library.index.chunks), dtype=np.float32)
    codes, chunks = library.pointers
    np.maximum.at(best, chunks, of_code[codes])
    return best


def _of_conversation(answer: Answer, library: Library) -> Vectors:
    """What a passage gains by being part of the answer that a question leans on, or of the same section."""
    shown = library.cited(answer)
    beside = np.isin(library.places.section, library.places.section[shown])
    gains: Vectors = (SHOWN_BONUS * shown + BESIDE_BONUS * beside).astype(np.float32)
    return gains


def _margin(likeness: Vectors, library: Library) -> Margin:
    answered = library.index.question_codes >= 0
    if answered.all() or not answered.any():
        return Margin()
    best, others = (likeness[side][_highest(likeness[side], NEIGHBOURS)] for side in (answered, ~answered))
    return Margin(float(best[0] - others[0]), float(best.mean() - others.mean()))


def _by_chance(chances: Vectors, library: Library) -> Vectors:
    """For each chunk how likely the codes are that point at it or at its twin, given that the corpus answers at all."""
    likely = np.zeros(len(library.index.chunks), dtype=np.float32)
    codes, chunks = library.pointers
    np.add.at(likely, chunks, chances[codes] / max(1 - float(chances[-1]), LEAST_CHANCE))
    return np.minimum(likely, 1)


def _nearest(by_question: Vectors, library: Library) -> tuple[NearQuestion, ...]:
    answered = library.index.question_codes >= 0
    sides = ((np.flatnonzero(answered), NEAREST_ANSWERED), (np.flatnonzero(~answered), NEIGHBOURS))
    chosen = [i for side, count in sides for i in side[_highest(by_question[side], count)]]
    return tuple(_near(int(i), by_question, library) for i in chosen)


def _highest(scores: Vectors, count: int) -> Positions:
    """The positions of the highest scores, highest first, those that come first among equals."""
    if len(scores) <= count:
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, -count)[-count]
    chosen = np.flatnonzero(scores >= least)
    return chosen[np.argsort(-scores[chosen], kind="stable")][:count]


def _suggestions(by_question: Vectors, library: Library) -> tuple[NearQuestion, ...]:
    """The questions that may be offered, nearest first."""
    offered = library.offered[_highest(by_question[library.offered], NEAREST_ANSWERED)]
    return tuple(_near(int(i), by_question, library) for i in offered)


def _near(position: int, by_question: Vectors, library: Library) -> NearQuestion:
    text, code = library.index.questions[position]
    return NearQuestion(text, code, float(by_question[position]))


def _about_checklist(chances: Vectors, library: Library) -> bool:
    """Whether a question is likelier than not one that a checklist answers."""
    return float(chances[:-1][library.on_checklist].sum()) > float(chances[:-1].sum()) / 2


def _in_scope(query: Query, library: Library, version: str | None, about_checklist: bool) -> npt.NDArray[np.bool_]:
    """What may be cited: the versions asked about, or the published one and what only stands elsewhere."""
    places = library.places
    scope = places.citable & ~np.isin(places.kind, list(_hidden_kinds(query)))
    if Want.CHECKLIST not in query.wants and not about_checklist:
        checklists = [d.id for d in library.corpus.documents if d.kind == Kind.CHECKLIST and d.id not in query.versions]
        scope &= ~np.isin(places.document, checklists)
    if query.themes and Want.HEADINGS not in query.wants:  # learning points may be joined to them
        scope &= np.isin(places.theme, query.themes) | (places.kind == ChunkKind.ROW.value)
    if version == "all" or Want.CHANGES in query.wants:
        return scope
    if not query.versions:
        return scope & places.first
    asks_use = query.wants & {Want.QUOTES, Want.REFERENCES}  # "may I quote the draft?"
    kinds = {kind for kind, asked in ((Kind.COVER, asks_use), (Kind.CHECKLIST, about_checklist)) if asked}
    beside = [d.id for d in library.corpus.documents if d.kind in kinds and version is None]
    return scope & np.isin(places.document, [*query.versions, *beside])


def _hidden_kinds(query: Query) -> set[str]:
    """References and headings answer only questions about them."""
    hidden = set()
    if Want.REFERENCES not in query.wants:
        hidden.add(ChunkKind.REFERENCE.value)
    if not query.wants & {Want.CHANGES, Want.HEADINGS}:
        hidden.add(ChunkKind.HEADING.value)
    return hidden
