"""The default engine: composes answers from the sources' own sentences and the participants' own words. No model writes.

The order is that of a good briefing: what the study found, how participants put it, what it recommends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lessons import phrases
from lessons.coverage import Coverage
from lessons.domain import NOT_ANSWERED, Chunk, ChunkKind, Draft, DraftStatement, Passage, Quote, StatementKind, Status
from lessons.engines.changes import compose_changes, compose_overview
from lessons.engines.figures import compose_figures, compose_reference_counts
from lessons.engines.selection import Selection, by_place
from lessons.engines.statements import listed, note, recommends, statement_of, version_asked, without_repeats
from lessons.engines.tallies import compose_tally
from lessons.engines.voices import points_joined, strength, voices_of_points
from lessons.library import Library
from lessons.questions import Query, Want
from lessons.retrieval import Evidence

BESIDE_FIGURES = 2  # sentences shown with a worked-out number
NEAR_ENOUGH = 1.4  # score of a passage that a refusal may point to, with the likeness of the nearest coded question
UNCODED = 0.65  # taken for that likeness where nothing is coded
SHOWN_BONUS = 0.3  # for a passage that the answer before showed, where a question leans on that
SAME_QUESTION = 0.95  # likeness at which a suggestion only says again what was asked
MOST_EXCERPTS = 10
ORDER = (
    StatementKind.FINDING,
    StatementKind.QUOTE,
    StatementKind.RECOMMENDATION,
    StatementKind.FACT,
    StatementKind.NOTE,
)


class Composer:
    """Composes from a library; ``compose`` is the engine."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._selection = Selection(library)

    def compose(self, query: Query, evidence: Evidence, coverage: Coverage) -> Draft:
        """A draft for the query: statements with the excerpts that carry them, and questions to go on with."""
        if coverage.status == Status.UNCLEAR:
            why = coverage.missing or (phrases.UNCLEAR,)
            return Draft(Status.UNCLEAR, tuple(note(w) for w in why), self._suggestions(evidence, ()))
        if self._names_nobody_quoted(query):
            return self._heard_part(query, evidence, coverage) or self._nobody(query, evidence)
        figures, open_parts = self._figures(query, coverage)
        if query.asks_for_table and (tables := self._other_tables(query)):
            said = (note(phrases.NOT_IN_SOURCES), tables)
            return Draft(Status.NOT_IN_SOURCES, said, self._suggestions(evidence, ()))
        if coverage.status == Status.NOT_IN_SOURCES and not figures:
            return self._refused(query, evidence)
        counted = compose_reference_counts(query, self.library)
        if counted and Want.CHANGES not in query.wants:
            return Draft(coverage.status, tuple(counted), self._suggestions(evidence, ()))
        if Want.CHANGES in query.wants:
            return self._changes(query, evidence, coverage, counted)
        if figures and query.parts:
            coverage = Coverage(Status.PARTLY_ANSWERED if open_parts else Status.ANSWERED, open_parts)
        elif figures and not coverage.missing:
            coverage = Coverage(Status.ANSWERED)
        return self._findings(query, evidence, coverage, figures)

    def _figures(self, query: Query, coverage: Coverage) -> tuple[list[DraftStatement], tuple[str, ...]]:
        """What is counted for a question, or else for the first of its parts that asks for a count; and the parts left open."""
        if figures := compose_figures(query, self.library):
            return figures, ()
        for part in query.parts:
            if figures := compose_figures(part, self.library):
                refused = coverage.status == Status.NOT_IN_SOURCES
                left = [p.question for p in query.parts] if refused else coverage.missing
                return figures, tuple(words for words in left if words != part.question)
        return [], coverage.missing

    def _refused(self, query: Query, evidence: Evidence) -> Draft:
        """Says that the sources do not answer; of reviews, that what changed after them can be asked for instead."""
        said, suggestions = [note(phrases.NOT_IN_SOURCES)], self._suggestions(evidence, ())
        if Want.REVIEWS in query.wants:
            said.append(note(phrases.NO_REVIEWS))
            suggestions = tuple(dict.fromkeys([phrases.ASK_AFTER_REVIEW, *suggestions]))
        else:
            said += self._nearest(evidence)
        return Draft(Status.NOT_IN_SOURCES, tuple(said), suggestions)

    def _nearest(self, evidence: Evidence) -> list[DraftStatement]:
        """Where the sources come nearest to what they do not answer, if they come near it at all."""
        best = evidence.passages[0] if evidence.passages else None
        likeness = max((q.likeness for q in evidence.questions if q.code >= 0), default=UNCODED)
        if best is None or best.score + likeness < NEAR_ENOUGH:
            return []
        section = self.library.structures[best.chunk.document].section(best.chunk.section)
        return [note(phrases.NEAREST.format(section=section.title))]

    def _findings(
        self, query: Query, evidence: Evidence, coverage: Coverage, figures: Sequence[DraftStatement]
    ) -> Draft:
        chosen = self._selection.choose(query, evidence)
        if figures:
            chosen = [c for c in chosen if c.kind not in (ChunkKind.ROW, ChunkKind.QUOTE)][:BESIDE_FIGURES]
        voices = [v for v in voices_of_points(chosen, self.library) if self._selection.fits(query, v)]
        chosen = list(dict.fromkeys([*chosen, *voices]))[:MOST_EXCERPTS]
        statements = [*figures, *without_repeats([statement_of(c, self.library) for c in by_place(chosen)])]
        quotes = self._selection.listed(query) if Want.QUOTES in query.wants else []
        row_first = bool(chosen) and chosen[0].kind == ChunkKind.ROW and not recommends(chosen[0], self.library)
        order = _order(query, bool(figures) or row_first)
        return Draft(
            coverage.status,
            (
                *self._places(query),
                *compose_tally(query, quotes, chosen),
                *sorted(statements, key=lambda s: order.index(s.kind)),
                *self._missing(coverage),
                *points_joined(chosen, self.library),
                *([note(phrases.FOR_ALL_PILOTS)] if query.asks_for_advice and query.pilots else []),
                *strength(chosen, bool(query.wants & {Want.QUOTES, Want.SPEAKER} or query.speakers), self.library),
                *_about_quotes(query, quotes, chosen),
                *self._labels(excerpt.document for statement in statements for excerpt in statement.excerpts),
            ),
            self._suggestions(evidence, chosen),
        )

    def _places(self, query: Query) -> list[DraftStatement]:
        """Says where that stands which the answer before showed, where that is asked."""
        if not (query.asks_for_place and query.leans_on):
            return []
        places = dict.fromkeys(
            phrases.SECTION.format(document=self.library.corpus.document(c.document).label, section=c.section)
            + (phrases.OF_THEME.format(number=c.theme) if c.theme else "")
            + (phrases.ON_PAGE.format(number=c.page) if c.page else "")
            for c in query.leans_on.citations
        )
        pageless = "page" in query.words.lower() and not any(c.page for c in query.leans_on.citations)
        return [note(phrases.STANDS_IN.format(places="; ".join(places)) + (phrases.NO_PAGE if pageless else ""))]

    def _missing(self, coverage: Coverage) -> list[DraftStatement]:
        """Names the parts of a question that the sources leave open."""
        return [note(phrases.NOT_COVERED.format(words=part.strip(" ,;?"))) for part in coverage.missing]

    def _changes(
        self, query: Query, evidence: Evidence, coverage: Coverage, counted: Sequence[DraftStatement]
    ) -> Draft:
        if query.about_all_changes:
            statements = compose_overview(query, self.library)
        else:
            passages = self._shown_first(query, evidence)
            passages = [p for p in passages if self._selection.fits(query, p.chunk)] or passages
            statements = compose_changes(query, passages, self.library)
        return Draft(coverage.status, (*counted, *statements), self._suggestions(evidence, ()))

    def _shown_first(self, query: Query, evidence: Evidence) -> list[Passage]:
        """The passages found; "was that always so?" means above all those that the answer before showed."""
        shown = self._selection.shown(query.leans_on) if query.leans_on else []
        already = {chunk.id: Passage(chunk, SHOWN_BONUS, 0) for chunk in shown}
        found = {
            p.chunk.id: replace(p, score=p.score + SHOWN_BONUS * (p.chunk.id in already)) for p in evidence.passages
        }
        return sorted((already | found).values(), key=lambda p: -p.score)

    def _names_nobody_quoted(self, query: Query) -> bool:
        """Whether a query asks for somebody's words, and nobody of those that it names is quoted."""
        return bool(query.speakers) and not any(s.fits(q.speaker.name) for s in query.speakers for q in self._quotes())

    def _quotes(self) -> Sequence[Quote]:
        return self.library.structures[self.library.corpus.versions[0].id].quotes

    def _labels(self, documents: Iterable[str]) -> list[DraftStatement]:
        """Says of every document but the published version what it is."""
        cited = [self.library.corpus.document(name) for name in dict.fromkeys(documents)]
        others = [document for document in cited if document.id != self.library.corpus.versions[0].id]
        return [note(phrases.FROM_VERSION.format(label=d.label, status=d.status)) for d in others]

    def _heard_part(self, query: Query, evidence: Evidence, coverage: Coverage) -> Draft | None:
        """What is asked beside somebody who is not quoted, the rest named as open; None where nothing of that is answered."""
        for part, found in zip(query.parts, evidence.parts, strict=True):
            refused = coverage.status in NOT_ANSWERED or part.question in coverage.missing
            if not refused and not self._names_nobody_quoted(part):
                rest = tuple(p.question for p in query.parts if p is not part)
                draft = self.compose(part, found, Coverage(Status.PARTLY_ANSWERED, rest))
                return replace(draft, statements=(*draft.statements, self._people(query)))
        return None

    def _nobody(self, query: Query, evidence: Evidence) -> Draft:
        """A refusal that says who is quoted."""
        said = (note(phrases.NOT_IN_SOURCES), self._people(query))
        return Draft(Status.NOT_IN_SOURCES, said, self._suggestions(evidence, ()))

    def _people(self, query: Query) -> DraftStatement:
        """Says who is quoted: at the pilot asked about, or else everywhere."""
        pilots = {s.pilot for s in query.speakers if s.pilot} | set(query.pilots)
        fitting = [q for q in self._quotes() if q.speaker.pilot in pilots] or self._quotes()
        return note(phrases.NO_SUCH_SPEAKER.format(people="; ".join(sorted({q.speaker.name for q in fitting}))))

    def _other_tables(self, query: Query) -> DraftStatement | None:
        """Which tables a version has, where it has none of the number asked for; None where it has."""
        structure = self.library.structures[version_asked(query, self.library)]
        if any(table.number == query.table for table in structure.tables):
            return None
        captions = [f"“{structure.words(table.caption)}”" for table in structure.tables if table.caption]
        label = structure.document.label
        return note(phrases.NO_SUCH_TABLE.format(document=label, number=query.table, tables=listed(captions)))

    def _suggestions(self, evidence: Evidence, used: Iterable[Chunk]) -> tuple[str, ...]:
        """Up to three questions that the corpus answers, near to the one asked, about other passages than those shown."""
        shown = {self.library.position(chunk) for chunk in used}
        others = [q for q in evidence.suggestions if q.likeness < SAME_QUESTION]
        return tuple(q.text for q in others if not shown & set(self.library.coded[q.code]))[:3]


def _order(query: Query, facts_first: bool) -> list[StatementKind]:
    """The kinds of statements in the order of a good briefing, what was asked for first."""
    first = [
        kind
        for kind, asked in (
            (StatementKind.FACT, facts_first or Want.NUMBER in query.wants),
            (StatementKind.QUOTE, bool(query.wants & {Want.QUOTES, Want.SPEAKER})),
            (StatementKind.RECOMMENDATION, Want.RECOMMENDATIONS in query.wants),
        )
        if asked
    ]
    return list(dict.fromkeys([*first, *ORDER]))


def _about_quotes(query: Query, quotes: Sequence[Chunk], chosen: Sequence[Chunk]) -> list[DraftStatement]:
    """Says how many more quotes there are than are shown, and that words were the authors' where that was asked."""
    notes = []
    if Want.SPEAKER in query.wants and query.leans_on and not any(c.speaker for c in query.leans_on.citations):
        notes.append(note(phrases.AUTHORS_WORDS))
    total, shown = len(quotes), sum(c.kind == ChunkKind.QUOTE for c in chosen)
    is_asked = Want.NUMBER in query.wants or shown < total
    if Want.QUOTES in query.wants and not (query.has_topic or query.count) and is_asked:
        notes.append(note(phrases.FROM_COUNT.format(shown=shown, total=total)))
    return notes
