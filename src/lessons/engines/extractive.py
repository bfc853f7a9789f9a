"""The default engine: composes answers from the sources' own sentences and the participants' own words. No model writes.

The order is that of a good briefing: what the study found, how participants put it, what it recommends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lessons import phrases
from lessons.coverage import Coverage
from lessons.domain import (
    Chunk,
    ChunkKind,
    Draft,
    DraftStatement,
    Excerpt,
    Passage,
    Span,
    StatementKind,
    Status,
    Structure,
    Table,
)
from lessons.library import Library
from lessons.questions import Query, Want
from lessons.retrieval import Evidence

MOST_EXCERPTS = 9
MOST_FINDINGS = 5
MOST_QUOTES = 3
MOST_ROWS = 3
MOST_QUOTES_ASKED = 5
KEPT_SHARE = 0.62  # of the best passage's score: what scores lower is beside the point
POINTS_BACK = ("This ", "These ", "They ", "Those ", "It was felt", "Many are", "Some are", "Such ")
LEARNING_POINTS = 3  # the number of the table that holds them


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes from a library; ``compose`` is the engine."""

    library: Library

    def compose(self, query: Query, evidence: Evidence, coverage: Coverage) -> Draft:
        """A draft for the query: statements with the excerpts that carry them, and questions to go on with."""
        if coverage.status == Status.UNCLEAR:
            return Draft(Status.UNCLEAR, (_note(phrases.UNCLEAR),), self._suggestions(evidence, ()))
        if coverage.status == Status.NOT_IN_SOURCES:
            return self._refusal(evidence)
        chosen = self._choose(query, evidence)
        if not chosen:
            return self._nobody(query, evidence)
        statements = [self._statement(passage.chunk) for passage in chosen]
        return Draft(
            coverage.status,
            (*_in_order(statements), *self._labels(chosen)),
            self._suggestions(evidence, [p.chunk for p in chosen]),
        )

    def _choose(self, query: Query, evidence: Evidence) -> list[Passage]:
        """The passages that answer: those near to the best, a few of each kind, none that repeats another."""
        passages = [p for p in evidence.passages if self._fits(query, p.chunk)]
        if Want.QUOTES in query.wants or query.roles:
            quotes = [p for p in passages if p.chunk.kind == ChunkKind.QUOTE]
            return self._near_the_best(quotes)[: query.count or MOST_QUOTES_ASKED]
        limits = {ChunkKind.QUOTE: MOST_QUOTES, ChunkKind.ROW: MOST_ROWS}
        if Want.RECOMMENDATIONS in query.wants:
            passages.sort(key=lambda p: (not self._recommends(p.chunk), p.rank))
        chosen: list[Passage] = []
        for passage in self._near_the_best(passages):
            alike = sum(c.chunk.kind == passage.chunk.kind for c in chosen)
            if alike < limits.get(passage.chunk.kind, MOST_FINDINGS) and len(chosen) < MOST_EXCERPTS:
                chosen.append(passage)
        return chosen

    def _fits(self, query: Query, chunk: Chunk) -> bool:
        if query.theme and chunk.theme != query.theme:
            return False
        if chunk.kind != ChunkKind.QUOTE:
            return True
        of_pilot = not query.pilots or chunk.pilot in query.pilots
        return of_pilot and all(role.lower() in (chunk.speaker or "").lower() for role in query.roles)

    def _near_the_best(self, passages: Sequence[Passage]) -> list[Passage]:
        if not passages:
            return []
        least = KEPT_SHARE * max(p.score for p in passages)
        return [p for p in passages if p.score >= least]

    def _recommends(self, chunk: Chunk) -> bool:
        table = self._table(chunk)
        return bool(table and table.number == LEARNING_POINTS)

    def _statement(self, chunk: Chunk) -> DraftStatement:
        structure = self.library.structures[chunk.document]
        if chunk.kind == ChunkKind.QUOTE:
            excerpt = Excerpt(chunk.document, chunk.span, chunk.text, chunk.speaker)
            return DraftStatement(
                f"{phrases.SAID_BY.format(speaker=chunk.speaker)} “{chunk.text}”", StatementKind.QUOTE, (excerpt,)
            )
        span = _with_antecedent(structure, chunk.span)
        excerpt = Excerpt(chunk.document, span, structure.words(span))
        if chunk.kind == ChunkKind.ROW:
            kind = StatementKind.RECOMMENDATION if self._recommends(chunk) else StatementKind.FACT
            return DraftStatement(self._row_words(chunk), kind, (excerpt,))
        return DraftStatement(structure.words(span), StatementKind.FINDING, (excerpt,))

    def _table(self, chunk: Chunk) -> Table | None:
        tables = self.library.structures[chunk.document].tables
        return next((t for t in tables if chunk.span.within(t.span)), None)

    def _row_words(self, chunk: Chunk) -> str:
        """A row as a sentence: each cell behind the name of its column."""
        structure = self.library.structures[chunk.document]
        table = self._table(chunk)
        cells = chunk.text.split("\t")
        if not table or not table.header:
            return ": ".join(cell.rstrip(":") for cell in cells)
        names = [structure.words(cell) for cell in table.header.cells]
        return " ".join(f"{name}: {cell.rstrip('.')}." for name, cell in zip(names, cells, strict=False))

    def _labels(self, chosen: Iterable[Passage]) -> list[DraftStatement]:
        """Says of every document but the published version what it is."""
        notes: list[DraftStatement] = []
        for document_id in dict.fromkeys(p.chunk.document for p in chosen):
            document = self.library.corpus.document(document_id)
            if document_id != self.library.corpus.versions[0].id:
                notes.append(_note(phrases.FROM_VERSION.format(label=document.label, status=document.status)))
        return notes

    def _refusal(self, evidence: Evidence) -> Draft:
        statements = [_note(phrases.NOT_IN_SOURCES)]
        return Draft(Status.NOT_IN_SOURCES, tuple(statements), self._suggestions(evidence, ()))

    def _nobody(self, query: Query, evidence: Evidence) -> Draft:
        quotes = self.library.structures[self.library.corpus.versions[0].id].quotes
        fitting = [q for q in quotes if not query.pilots or q.speaker.pilot in query.pilots] or list(quotes)
        people = "; ".join(sorted({q.speaker.name for q in fitting}))
        note = _note(phrases.NO_SUCH_SPEAKER.format(people=people))
        return Draft(Status.NOT_IN_SOURCES, (_note(phrases.NOT_IN_SOURCES), note), self._suggestions(evidence, ()))

    def _suggestions(self, evidence: Evidence, used: Iterable[Chunk]) -> tuple[str, ...]:
        """Up to three questions that the corpus answers, near to the one asked, about other passages than those shown."""
        positions = {chunk.id: i for i, chunk in enumerate(self.library.index.chunks)}
        shown = {positions[chunk.id] for chunk in used}
        found: dict[int, str] = {}
        for near in evidence.questions:
            if near.code >= 0 and near.code not in found and not shown & set(self.library.coded[near.code]):
                question = _best_question(self.library.codebook.codes[near.code].questions)
                if question:
                    found[near.code] = question
        return tuple(found.values())[:3]


def _note(text: str) -> DraftStatement:
    return DraftStatement(text, StatementKind.NOTE)


def _in_order(statements: Iterable[DraftStatement]) -> list[DraftStatement]:
    order = [StatementKind.FACT, StatementKind.FINDING, StatementKind.QUOTE, StatementKind.RECOMMENDATION]
    return sorted(statements, key=lambda s: order.index(s.kind))


def _with_antecedent(structure: Structure, span: Span) -> Span:
    """The sentence, and the one before it where it opens by pointing back at that."""
    if not structure.words(span).startswith(POINTS_BACK):
        return span
    paragraph = next((p for p in structure.paragraphs if span.within(p.span)), None)
    before = [s for s in paragraph.sentences if s.end <= span.start] if paragraph else []
    return Span(before[-1].start, span.end) if before else span


def _best_question(questions: Sequence[str]) -> str | None:
    """A question that reads well as a suggestion: a whole sentence, not too long."""
    return next((q for q in questions if q.endswith("?") and q[0].isupper() and 4 <= len(q.split()) <= 14), None)
