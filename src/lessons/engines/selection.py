"""Chooses from the ranked passages those that an answer shows: near to the best, a few of each kind, nothing twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from lessons.domain import Answer, Chunk, ChunkKind, Passage, Span
from lessons.engines.figures import about_interviews, counts_interviews
from lessons.engines.statements import quotes_introduced, recommends, version_asked
from lessons.engines.tallies import MOST, as_many
from lessons.library import Library
from lessons.questions import Query, Want
from lessons.retrieval import Evidence
from lessons.revisions import plain_words

MOST_EXCERPTS = 8
LIMITS = {ChunkKind.QUOTE: 3, ChunkKind.ROW: 3}
MOST_FINDINGS = 5
MOST_QUOTES = 5
MOST_VOICES = 2
MOST_ADVICE = 2  # learning points that a question for advice gets, however near they are
KEPT_SHARE = 0.7  # of the best passage's score: what scores lower is beside the point
KEPT_SHARE_LATER = 0.55  # the same in a conversation, where what was meant is less certain
ROWS_SHARE = 0.75  # the same for a table row, whose few words are like a great many questions
SURE_LIKENESS = 0.7  # of a coded question, so near that it says what is asked for
JOINED_BONUS = 0.06  # for a learning point of the theme that a question for advice is about


@dataclass(frozen=True, slots=True)
class Selection:
    """Selects chunks of a library for a query; ``choose`` is its one job, the rest is what other parts of an answer ask."""

    library: Library

    def choose(self, query: Query, evidence: Evidence) -> list[Chunk]:
        """The chunks that answer: those near to the best, a few of each kind, those first that belong together."""
        if rows := self._rows(query):
            return rows
        if len(query.themes) > 1:
            each = [self.choose(replace(query, themes=(theme,)), evidence) for theme in query.themes]
            return [chunk for turn in zip_longest(*each) for chunk in turn if chunk][:MOST_EXCERPTS]
        passages = [p for p in evidence.passages if self.fits(query, p.chunk)]
        if query.asks_for_place and query.leans_on:
            return self.shown(query.leans_on)[:MOST]
        if Want.SPEAKER in query.wants and query.leans_on:
            shown = self.shown(query.leans_on)
            return [c for c in shown if c.kind == ChunkKind.QUOTE] or self._quotes(query, passages)
        quoted = query.asks_for_tally or any(p.chunk.kind == ChunkKind.QUOTE for p in passages)
        if quoted and (query.wants & {Want.QUOTES, Want.SPEAKER} or query.speakers):
            return self._quotes(query, passages)
        if Want.RECOMMENDATIONS in query.wants:
            passages = self._advice_first(passages)
        together = self._together(evidence)
        passages = [p for p in passages if not self._beside(p.chunk, query, together)] or passages
        chosen: list[Chunk] = []
        kinds: Counter[ChunkKind] = Counter()
        near = self._near_the_best(passages, query)
        near.sort(key=lambda p: p.chunk.id not in together)
        if Want.RECOMMENDATIONS in query.wants:
            advice = [p for p in passages if recommends(p.chunk, self.library)][:MOST_ADVICE]
            near = [*advice, *(p for p in near if p not in advice)]
        for passage in near:
            chunk = passage.chunk
            wanted = query.exhaustive and Want.RECOMMENDATIONS in query.wants and recommends(chunk, self.library)
            room = wanted or chunk.id in together or kinds[chunk.kind] < LIMITS.get(chunk.kind, MOST_FINDINGS)
            if room and not self._said_already(chunk, chosen):
                chosen.append(chunk)
                kinds[chunk.kind] += 1
        return self._with_voices(chosen[:MOST_EXCERPTS], passages)

    def _advice_first(self, passages: Sequence[Passage]) -> list[Passage]:
        """The learning points before the rest; those first that our coding joins to the theme of what was found."""
        theme = next((p.chunk.theme for p in passages if p.chunk.theme), None)

        def weight(passage: Passage) -> float:
            joined = self.library.joined(passage.chunk)
            return passage.score + JOINED_BONUS * bool(joined and theme in joined[0])

        points = [p for p in passages if recommends(p.chunk, self.library)]
        others = [p for p in passages if not recommends(p.chunk, self.library)]
        return [*sorted(points, key=weight, reverse=True), *others]

    def _said_already(self, chunk: Chunk, chosen: Sequence[Chunk]) -> bool:
        """Whether another version's wording is chosen; rows, and what says other numbers, say something of their own."""
        if chunk.kind == ChunkKind.ROW:
            return False
        twins = {self.library.chunk(t).id for t in self.library.twins[self.library.position(chunk)]}
        return any(
            plain_words(c.text) == plain_words(chunk.text) or (c.id in twins and _numbers(c) == _numbers(chunk))
            for c in chosen
        )

    def _with_voices(self, chosen: list[Chunk], passages: Sequence[Passage]) -> list[Chunk]:
        """Findings of a theme with the quotes that the same paragraphs introduce, where none is chosen yet."""
        if any(c.kind == ChunkKind.QUOTE for c in chosen) or len(chosen) >= MOST_EXCERPTS:
            return chosen
        introduced = {
            (quote.document, quote.span)
            for chunk in chosen
            if chunk.theme and chunk.kind == ChunkKind.SENTENCE
            for quote in quotes_introduced(chunk, self.library)
        }
        voices = [p.chunk for p in passages if (p.chunk.document, p.chunk.span) in introduced]
        return [*chosen, *voices[:MOST_VOICES]]

    def _together(self, evidence: Evidence) -> set[str]:
        """The chunks of the code whose question is nearest, where it is near enough to be sure."""
        nearest = max((q for q in evidence.questions if q.code >= 0), key=lambda q: q.likeness, default=None)
        if nearest is None or nearest.likeness < SURE_LIKENESS:
            return set()
        return {self.library.chunk(i).id for i in self.library.coded[nearest.code]}

    def shown(self, answer: Answer) -> list[Chunk]:
        """The chunks that an earlier answer cited, in its order."""
        cited = self.library.cited(answer) & self.library.places.citable
        chunks = [self.library.chunk(int(i)) for i in np.flatnonzero(cited)]
        places = [(c.document, Span(c.start, c.end)) for c in answer.citations]

        def order(chunk: Chunk) -> int:
            return next(
                i for i, (name, span) in enumerate(places) if name == chunk.document and chunk.span.within(span)
            )

        return sorted(chunks, key=order)

    def _quotes(self, query: Query, passages: Sequence[Passage]) -> list[Chunk]:
        """Participants' words: every one that fits when no topic is named, else those near to it, as many as asked for."""
        quotes = [p for p in passages if p.chunk.kind == ChunkKind.QUOTE]
        if not query.has_topic or query.asks_for_tally:
            return as_many(query, self.listed(query))
        if query.count:
            return as_many(query, [p.chunk for p in (self._near_the_best(quotes, query) if query.each else quotes)])
        others = [p for p in passages[:2] if p.chunk.kind != ChunkKind.QUOTE and not self._is_figures(p.chunk)]
        return [p.chunk for p in (*others, *self._near_the_best(quotes, query)[:MOST_QUOTES])]

    def _rows(self, query: Query) -> list[Chunk]:
        """The rows of a table that a query asks for outright, as the version asked about has them: those of a table by its number,
        the learning points of a theme, or those that no quote speaks to.
        """
        counts_points = query.asks_for_tally and Want.RECOMMENDATIONS in query.wants
        asks_for_points = counts_points or query.asks_for_advice or query.asks_for_unvoiced
        if not (asks_for_points or query.asks_for_table):
            return []
        document = version_asked(query, self.library)
        rows = [c for c in self.library.index.chunks if c.kind == ChunkKind.ROW and c.document == document]
        if not asks_for_points:
            table = next((t for t in self.library.structures[document].tables if t.number == query.table), None)
            return [c for c in rows if table and c.span.within(table.span)]
        points = [c for c in rows if recommends(c, self.library) and self.fits(query, c)]
        if query.asks_for_unvoiced:
            return [c for c in points if (joined := self.library.joined(c)) and not joined[1]]
        return points

    def listed(self, query: Query) -> list[Chunk]:
        """Every quote that fits, of the versions asked about or the published one, in reading order."""
        documents = query.versions or (self.library.corpus.versions[0].id,)
        quotes = [c for c in self.library.index.chunks if c.kind == ChunkKind.QUOTE and c.document in documents]
        return [c for c in quotes if self.fits(query, c)]

    def fits(self, query: Query, chunk: Chunk) -> bool:
        """Whether a chunk is of the theme, the pilots and the people that a query names."""
        if query.themes and not self._is_of(query.themes, chunk):
            return False
        of_pilot = not query.pilots or chunk.pilot is None or chunk.pilot in query.pilots
        if chunk.kind != ChunkKind.QUOTE:
            return of_pilot and not query.speakers
        return of_pilot and (not query.speakers or any(s.fits(chunk.speaker or "") for s in query.speakers))

    def _is_of(self, themes: Sequence[int], chunk: Chunk) -> bool:
        """Whether a chunk stands in one of the themes, or is a learning point that our coding joins to one."""
        joined = self.library.joined(chunk)
        return chunk.theme in themes or bool(joined and set(themes) & set(joined[0]))

    def _near_the_best(self, passages: Sequence[Passage], query: Query) -> list[Passage]:
        if not passages:
            return []
        if query.asks_for_themes:
            return [p for p in passages if p.chunk.theme]
        best = max(p.score for p in passages)
        return [p for p in passages if p.score >= best * self._share(p.chunk, query)]

    def _beside(self, chunk: Chunk, query: Query, together: set[str]) -> bool:
        """Whether a chunk is like every question that names a pilot and answers few: the note of a table, a row of interviewees."""
        if counts_interviews(chunk, self.library):
            return not about_interviews(query)
        tables = self.library.structures[chunk.document].tables
        return chunk.id not in together and any(t.note and chunk.span.within(t.note) for t in tables)

    def _is_figures(self, chunk: Chunk) -> bool:
        """Whether a chunk is a row of a table that recommends nothing."""
        return chunk.kind == ChunkKind.ROW and not recommends(chunk, self.library)

    def _share(self, chunk: Chunk, query: Query) -> float:
        """How near to the best a chunk has to come."""
        if self._is_figures(chunk):
            return ROWS_SHARE
        return KEPT_SHARE_LATER if query.earlier else KEPT_SHARE


def by_place(chosen: Sequence[Chunk]) -> list[Chunk]:
    """The chunks with the sentences of one section together, in reading order, the best section first; others as they rank."""
    sections = list(dict.fromkeys(chunk.section for chunk in chosen))
    sentences = sorted(
        (c for c in chosen if c.kind == ChunkKind.SENTENCE), key=lambda c: (sections.index(c.section), c.span.start)
    )
    return [*sentences, *(c for c in chosen if c.kind != ChunkKind.SENTENCE)]


def _numbers(chunk: Chunk) -> list[str]:
    return re.findall(r"\d+", chunk.text)
