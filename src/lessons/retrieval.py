"""Ranks the corpus for a question: like questions first, then like passages, then shared words.

Three scores a chunk, each in 0..1: the most alike coded question that points at it, its own and its paragraph's likeness, and
BM25 over its words and its codes' everyday words. A weighted sum beat reciprocal rank fusion on this corpus.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lessons.boundary import beyond
from lessons.domain import ChunkKind, Kind, Passage
from lessons.embedding import Vectors
from lessons.library import Library
from lessons.questions import Query, Want
from lessons.wants import CHANGE_HINT, SAYS_IN_VERSION

QUESTION_WEIGHT, LIKENESS_WEIGHT, WORDS_WEIGHT = 0.6, 0.2, 0.2
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
class Evidence:
    """The ranked passages for a query, the coded questions nearest to it, and how far it lies beyond the corpus's boundary.

    ``asks_changes`` is whether the question is about differences between versions, by its words or by its neighbours.
    ``parts`` holds the same for each part of a question that asks several things, in the order of ``Query.parts``.
    """

    passages: tuple[Passage, ...]
    questions: tuple[NearQuestion, ...]
    beyond: float
    asks_changes: bool = False
    suggestions: tuple[NearQuestion, ...] = ()
    parts: tuple[Evidence, ...] = ()

    @property
    def nearest_margin(self) -> float:
        """Likeness of the nearest question that the corpus answers, less that of the nearest other one."""
        answered = [q.likeness for q in self.questions if q.code >= 0][:1]
        unanswered = [q.likeness for q in self.questions if q.code < 0][:1]
        return sum(answered) - sum(unanswered)

    @property
    def margin(self) -> float:
        """Mean likeness of the five nearest questions that the corpus answers, less that of the five nearest others."""
        answered = [q.likeness for q in self.questions if q.code >= 0][:NEIGHBOURS]
        unanswered = [q.likeness for q in self.questions if q.code < 0][:NEIGHBOURS]
        return sum(answered) / NEIGHBOURS - sum(unanswered) / NEIGHBOURS


def retrieve(query: Query, library: Library, version: str | None = None) -> Evidence:
    """The passages for a query, best first, within the versions that it asks about; each of its parts counts by itself too."""
    whole = _rank(query, library, version)
    parts = tuple(_rank(part, library, version) for part in query.parts)
    if not parts:
        return whole
    best = {p.chunk.id: p for p in sorted((p for e in (whole, *parts) for p in e.passages), key=lambda p: p.score)}
    ranked = sorted(best.values(), key=lambda p: -p.score)[:KEEP]
    passages = tuple(replace(p, rank=rank) for rank, p in enumerate(ranked, start=1))
    return replace(whole, passages=passages, parts=parts)


def _rank(query: Query, library: Library, version: str | None) -> Evidence:
    index = library.index
    vectors = library.encoder.encode(list(dict.fromkeys([query.standalone, query.topic])))
    likeness = index.near(vectors[-1])
    by_question = np.max([index.near_questions(vector) for vector in vectors], axis=0)
    coded = _by_code(by_question, library)
    near = np.maximum(likeness, PARAGRAPH_SHARE * likeness[library.parents])
    scores = (
        QUESTION_WEIGHT * np.maximum(coded, near)
        + LIKENESS_WEIGHT * near
        + WORDS_WEIGHT * index.matches(query.searched)
    )
    nearest = _nearest(by_question, library)
    hints = bool(CHANGE_HINT.search(query.standalone)) and not SAYS_IN_VERSION.search(query.standalone)
    asks_changes = Want.CHANGES in query.wants or (hints and _about_revisions(nearest, library))
    scores = np.where(_in_scope(query, library, version, asks_changes), scores, -1.0)
    order = [int(i) for i in np.argsort(-scores, kind="stable")[:KEEP] if scores[i] > 0]
    passages = tuple(Passage(index.chunks[i], float(scores[i]), rank) for rank, i in enumerate(order, start=1))
    suggestions = _suggestions(by_question, library)
    return Evidence(passages, nearest, beyond(index.boundary, vectors[0]), asks_changes, suggestions)


def _by_code(by_question: Vectors, library: Library) -> Vectors:
    """For each chunk the likeness of the nearest question whose code points at it or at its twin in another version."""
    asked = library.index.question_codes >= 0
    of_code = np.zeros(len(library.codebook.codes), dtype=np.float32)
    np.maximum.at(of_code, library.index.question_codes[asked], by_question[asked])
    best = np.zeros(len(library.index.chunks), dtype=np.float32)
    codes, chunks = library.pointers
    np.maximum.at(best, chunks, of_code[codes])
    return best


def _nearest(by_question: Vectors, library: Library) -> tuple[NearQuestion, ...]:
    order = np.argsort(-by_question, kind="stable")
    answered = library.index.question_codes[order] >= 0
    chosen = [*order[answered][:NEAREST_ANSWERED], *order[~answered][:NEIGHBOURS]]
    return tuple(_near(int(i), by_question, library) for i in chosen)


def _suggestions(by_question: Vectors, library: Library) -> tuple[NearQuestion, ...]:
    """The questions that may be offered, nearest first."""
    offered = library.offered[np.argsort(-by_question[library.offered], kind="stable")][:NEAREST_ANSWERED]
    return tuple(_near(int(i), by_question, library) for i in offered)


def _near(position: int, by_question: Vectors, library: Library) -> NearQuestion:
    text, code = library.index.questions[position]
    return NearQuestion(text, code, float(by_question[position]))


def _about_revisions(nearest: tuple[NearQuestion, ...], library: Library) -> bool:
    """Whether the nearest coded question and most of those next to it ask about differences between versions."""
    about = [library.codebook.codes[q.code].type == "revision" for q in nearest if q.code >= 0][:NEIGHBOURS]
    return bool(about) and about[0] and sum(about) > NEIGHBOURS / 2


def _in_scope(query: Query, library: Library, version: str | None, asks_changes: bool) -> npt.NDArray[np.bool_]:
    """What may be cited: the versions asked about, or the published one and what only stands elsewhere."""
    places = library.places
    scope = places.citable & ~np.isin(places.kind, list(_hidden_kinds(query, asks_changes)))
    if Want.CHECKLIST not in query.wants:
        checklists = [d.id for d in library.corpus.documents if d.kind == Kind.CHECKLIST and d.id not in query.versions]
        scope &= ~np.isin(places.document, checklists)
    if version == "all" or asks_changes:
        return scope
    if not query.versions:
        return scope & places.first
    asks_use = version is None and query.wants & {Want.QUOTES, Want.REFERENCES}  # "may I quote the draft?"
    covers = [d.id for d in library.corpus.documents if d.kind == Kind.COVER and asks_use]
    return scope & np.isin(places.document, [*query.versions, *covers])


def _hidden_kinds(query: Query, asks_changes: bool) -> set[str]:
    """References and headings answer only questions about them."""
    hidden = set()
    if Want.REFERENCES not in query.wants:
        hidden.add(ChunkKind.REFERENCE.value)
    if not (asks_changes or Want.HEADINGS in query.wants):
        hidden.add(ChunkKind.HEADING.value)
    return hidden
