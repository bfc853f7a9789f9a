"""The default engine: composes answers from the sources' own sentences and the participants' own words. No model writes.

The order is that of a good briefing: what the study found, how participants put it, what it recommends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lessons import phrases
from lessons.chunks import is_evidence
from lessons.coverage import Coverage
from lessons.domain import Answer, Chunk, ChunkKind, Draft, DraftStatement, Kind, Passage, Quote, StatementKind, Status
from lessons.engines.changes import compose_changes, compose_overview
from lessons.engines.figures import compose_figures, compose_reference_counts
from lessons.engines.statements import note, quotes_introduced, recommends, statement_of, without_repeats
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
BESIDE_FIGURES = 2  # sentences shown with a worked-out number
KEPT_SHARE = 0.7  # of the best passage's score: what scores lower is beside the point
ROWS_SHARE = 0.85  # the same for a table row, whose few words are like a great many questions
NEAR_ENOUGH = 0.45  # score of a passage that a refusal may point to
SAME_QUESTION = 0.95  # likeness at which a suggestion only says again what was asked
SURE_LIKENESS = 0.7  # a coded question this near says which passages belong together
ORDER = (
    StatementKind.FACT,
    StatementKind.FINDING,
    StatementKind.QUOTE,
    StatementKind.RECOMMENDATION,
    StatementKind.REVISION,
    StatementKind.NOTE,
)


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes from a library; ``compose`` is the engine."""

    library: Library

    def compose(self, query: Query, evidence: Evidence, coverage: Coverage) -> Draft:
        """A draft for the query: statements with the excerpts that carry them, and questions to go on with."""
        if coverage.status == Status.UNCLEAR:
            why = coverage.missing or (phrases.UNCLEAR,)
            return Draft(Status.UNCLEAR, tuple(note(w) for w in why), self._suggestions(evidence, ()))
        if query.speakers and not self._spoken(query):
            return self._nobody(query, evidence)
        counts = compose_figures(query, self.library) if query.counts_interviews else []
        if coverage.status == Status.NOT_IN_SOURCES and not counts:
            said = (note(phrases.NOT_IN_SOURCES), *self._nearest(evidence))
            return Draft(Status.NOT_IN_SOURCES, said, self._suggestions(evidence, ()))
        if Want.REVIEWS in query.wants:
            return self._reviews(evidence, coverage)
        counted = compose_reference_counts(query, self.library)
        if counted:
            return Draft(coverage.status, tuple(counted), self._suggestions(evidence, ()))
        if evidence.asks_changes:
            return self._changes(query, evidence, coverage)
        return self._findings(query, evidence, Coverage(Status.ANSWERED) if counts else coverage)

    def _nearest(self, evidence: Evidence) -> list[DraftStatement]:
        """Where the sources come nearest to what they do not answer, if they come near it at all."""
        best = evidence.passages[0] if evidence.passages else None
        if best is None or best.score < NEAR_ENOUGH:
            return []
        section = self.library.structures[best.chunk.document].section(best.chunk.section)
        return [note(phrases.NEAREST.format(section=section.title))]

    def _findings(self, query: Query, evidence: Evidence, coverage: Coverage) -> Draft:
        figures = compose_figures(query, self.library)
        chosen = self._choose(query, evidence)
        if figures:
            chosen = [c for c in chosen if c.kind not in (ChunkKind.ROW, ChunkKind.QUOTE)][:BESIDE_FIGURES]
        statements = [*figures, *without_repeats([statement_of(c, self.library) for c in _by_place(chosen)])]
        return Draft(
            coverage.status,
            (
                *sorted(statements, key=lambda s: ORDER.index(s.kind)),
                *self._missing(coverage),
                *self._about_quotes(query, evidence, chosen),
                *self._labels(chosen),
            ),
            self._suggestions(evidence, chosen),
        )

    def _about_quotes(self, query: Query, evidence: Evidence, chosen: Sequence[Chunk]) -> list[DraftStatement]:
        """Says how many more quotes there are than are shown, and that words were the authors' where that was asked."""
        notes = []
        if Want.SPEAKER in query.wants and query.leans_on and not any(c.speaker for c in query.leans_on.citations):
            notes.append(note(phrases.AUTHORS_WORDS))
        fitting = [p for p in evidence.passages if p.chunk.kind == ChunkKind.QUOTE and self._fits(query, p.chunk)]
        shown = sum(c.kind == ChunkKind.QUOTE for c in chosen)
        if Want.QUOTES in query.wants and not (query.has_topic or query.count) and shown < len(fitting):
            notes.append(note(phrases.FROM_COUNT.format(shown=shown, total=len(fitting))))
        return notes

    def _missing(self, coverage: Coverage) -> list[DraftStatement]:
        """Names the parts of a question that the sources leave open."""
        return [note(phrases.NOT_COVERED.format(words=part.strip(" ,;?"))) for part in coverage.missing]

    def _reviews(self, evidence: Evidence, coverage: Coverage) -> Draft:
        """Says that reviewers' words are not here, and offers what changed after the review instead."""
        names = [d.id for d in reversed(self.library.corpus.versions)][:2]
        covers = [p.chunk for p in evidence.passages if self.library.document(p.chunk).kind == Kind.COVER][:1]
        posted = [statement_of(chunk, self.library) for chunk in covers]
        said = (note(phrases.NO_REVIEWS), *posted, *self._labels(covers), *compose_overview(self.library, names))
        return Draft(coverage.status, said, self._suggestions(evidence, ()))

    def _changes(self, query: Query, evidence: Evidence, coverage: Coverage) -> Draft:
        if query.about_everything:
            names = [d.id for d in reversed(self.library.corpus.versions)]
            statements = compose_overview(self.library, _versions_to_compare(names, query.versions), query.question)
        else:
            shown = self._shown(query.leans_on) if query.leans_on else []
            passages = [Passage(chunk, 1.0, rank) for rank, chunk in enumerate(shown, start=1)] or evidence.passages
            passages = [p for p in passages if self._fits(query, p.chunk)] or passages
            statements = compose_changes(query, passages, self.library)
        return Draft(coverage.status, tuple(statements), self._suggestions(evidence, ()))

    def _choose(self, query: Query, evidence: Evidence) -> list[Chunk]:
        """The chunks that answer: those near to the best, a few of each kind, those first that belong together."""
        passages = [p for p in evidence.passages if self._fits(query, p.chunk)]
        if Want.SPEAKER in query.wants and query.leans_on:
            shown = self._shown(query.leans_on)
            return [c for c in shown if c.kind == ChunkKind.QUOTE] or self._quotes(query, passages)
        quoted = any(p.chunk.kind == ChunkKind.QUOTE for p in passages)
        if quoted and (query.wants & {Want.QUOTES, Want.SPEAKER} or query.speakers):
            return self._quotes(query, passages)
        if Want.RECOMMENDATIONS in query.wants:
            passages.sort(key=lambda p: (not recommends(p.chunk, self.library), p.rank))
        together = self._together(evidence)
        chosen: list[Chunk] = []
        kinds: Counter[ChunkKind] = Counter()
        advice = [p for p in passages if recommends(p.chunk, self.library)][:MOST_ADVICE]
        near = self._near_the_best(passages)
        if Want.RECOMMENDATIONS in query.wants:
            near = [*advice, *(p for p in near if p not in advice)]
        for passage in sorted(near, key=lambda p: p.chunk.id not in together):
            chunk = passage.chunk
            wanted = query.exhaustive and Want.RECOMMENDATIONS in query.wants and recommends(chunk, self.library)
            room = wanted or chunk.id in together or kinds[chunk.kind] < LIMITS.get(chunk.kind, MOST_FINDINGS)
            if room and not self._said_already(chunk, chosen):
                chosen.append(chunk)
                kinds[chunk.kind] += 1
        return self._with_voices(chosen[:MOST_EXCERPTS], passages)

    def _said_already(self, chunk: Chunk, chosen: Sequence[Chunk]) -> bool:
        """Whether another version's wording of the same sentence is chosen; rows differ in what counts, so they stay."""
        if chunk.kind == ChunkKind.ROW:
            return False
        twins = {self.library.chunk(t).id for t in self.library.twins[self.library.position(chunk)]}
        return any(c.id in twins or plain_words(c.text) == plain_words(chunk.text) for c in chosen)

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

    def _shown(self, answer: Answer) -> list[Chunk]:
        """The chunks that an earlier answer cited."""
        cited = {(c.document, c.start) for c in answer.citations}
        return [c for c in self.library.index.chunks if is_evidence(c) and (c.document, c.span.start) in cited]

    def _quotes(self, query: Query, passages: Sequence[Passage]) -> list[Chunk]:
        """Participants' words: every one that fits when no topic is named, else those near to it, as many as asked for."""
        quotes = [p for p in passages if p.chunk.kind == ChunkKind.QUOTE]
        if not query.has_topic:
            fitting = sorted((p.chunk for p in quotes), key=lambda c: c.span.start)
            return fitting[: query.count or MOST_EXCERPTS]
        if query.count:
            return [p.chunk for p in quotes[: query.count]]
        others = [p for p in passages[:2] if p.chunk.kind != ChunkKind.QUOTE]
        return [p.chunk for p in (*others, *self._near_the_best(quotes)[:MOST_QUOTES])]

    def _fits(self, query: Query, chunk: Chunk) -> bool:
        if query.theme and chunk.theme != query.theme:
            return False
        of_pilot = not query.pilots or chunk.pilot is None or chunk.pilot in query.pilots
        if chunk.kind != ChunkKind.QUOTE:
            return of_pilot and not query.speakers
        return of_pilot and (not query.speakers or any(s.fits(chunk.speaker or "") for s in query.speakers))

    def _spoken(self, query: Query) -> list[Quote]:
        """The quotes of the people that the query names."""
        quotes = self.library.structures[self.library.corpus.versions[0].id].quotes
        return [q for q in quotes if any(s.fits(q.speaker.name) for s in query.speakers)]

    def _near_the_best(self, passages: Sequence[Passage]) -> list[Passage]:
        if not passages:
            return []
        best = max(p.score for p in passages)
        return [p for p in passages if p.score >= best * self._share(p.chunk)]

    def _share(self, chunk: Chunk) -> float:
        """How near to the best a chunk has to come."""
        return ROWS_SHARE if chunk.kind == ChunkKind.ROW and not recommends(chunk, self.library) else KEPT_SHARE

    def _labels(self, chosen: Iterable[Chunk]) -> list[DraftStatement]:
        """Says of every document but the published version what it is."""
        notes: list[DraftStatement] = []
        for document_id in dict.fromkeys(chunk.document for chunk in chosen):
            document = self.library.corpus.document(document_id)
            if document_id != self.library.corpus.versions[0].id:
                notes.append(note(phrases.FROM_VERSION.format(label=document.label, status=document.status)))
        return notes

    def _nobody(self, query: Query, evidence: Evidence) -> Draft:
        """A refusal that says who is quoted: at the pilot asked about, or else everywhere."""
        quotes = self.library.structures[self.library.corpus.versions[0].id].quotes
        pilots = {s.pilot for s in query.speakers if s.pilot} | set(query.pilots)
        fitting = [q for q in quotes if q.speaker.pilot in pilots] or list(quotes)
        people = "; ".join(sorted({q.speaker.name for q in fitting}))
        said = (note(phrases.NOT_IN_SOURCES), note(phrases.NO_SUCH_SPEAKER.format(people=people)))
        return Draft(Status.NOT_IN_SOURCES, said, self._suggestions(evidence, ()))

    def _suggestions(self, evidence: Evidence, used: Iterable[Chunk]) -> tuple[str, ...]:
        """Up to three questions that the corpus answers, near to the one asked, about other passages than those shown."""
        shown = {self.library.position(chunk) for chunk in used}
        others = [q for q in evidence.suggestions if q.likeness < SAME_QUESTION]
        return tuple(q.text for q in others if not shown & set(self.library.coded[q.code]))[:3]


def _versions_to_compare(names: Sequence[str], asked: Sequence[str]) -> list[str]:
    """The versions that a question names, earliest first; a single one beside the first; else all."""
    named = [name for name in names if name in asked]
    if len(named) == 1 and named[0] != names[0]:
        return [names[0], named[0]]
    return named if len(named) > 1 else list(names)


def _by_place(chosen: Sequence[Chunk]) -> list[Chunk]:
    """The chunks with the sentences of one section together, in reading order, the best section first; others as they rank."""
    sections = list(dict.fromkeys(chunk.section for chunk in chosen))
    sentences = sorted(
        (c for c in chosen if c.kind == ChunkKind.SENTENCE), key=lambda c: (sections.index(c.section), c.span.start)
    )
    return [*sentences, *(c for c in chosen if c.kind != ChunkKind.SENTENCE)]
