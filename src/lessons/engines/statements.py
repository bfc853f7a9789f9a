"""Makes statements from chunks: what is said of a sentence, a quote, a table row, and the excerpt that carries it."""

from __future__ import annotations

from collections.abc import Sequence

from lessons import phrases
from lessons.domain import Chunk, ChunkKind, DraftStatement, Excerpt, Quote, Span, StatementKind, Structure, Table
from lessons.library import Library
from lessons.questions import Query

LEARNING_POINTS = "learning points"  # how the caption of the table of recommendations begins, behind its number
POINTS_BACK = ("However, ", "This ", "These ", "They ", "Those ", "It was felt", "Many are", "Some are", "Such ")


def note(text: str) -> DraftStatement:
    """A sentence of the program's own, which needs no excerpt."""
    return DraftStatement(text, StatementKind.NOTE)


def excerpt_of(chunk: Chunk) -> Excerpt:
    """A chunk's words as an excerpt."""
    return Excerpt(chunk.document, chunk.span, chunk.text, chunk.speaker)


def with_label(chunk: Chunk, library: Library) -> Excerpt:
    """A chunk's words as an excerpt, a quote's with its printed label, which may differ between versions too."""
    structure = library.structures[chunk.document]
    quote = structure.quote_at(chunk.span)
    if quote is None:
        return excerpt_of(chunk)
    span = Span(quote.span.start, quote.label.end)
    return Excerpt(chunk.document, span, structure.words(span), quote.speaker.name)


def statement_of(chunk: Chunk, library: Library) -> DraftStatement:
    """A chunk as a statement of an answer."""
    structure = library.structures[chunk.document]
    if chunk.kind == ChunkKind.QUOTE:
        said = f"{phrases.SAID_BY.format(speaker=chunk.speaker)} “{chunk.text}”"
        return DraftStatement(said, StatementKind.QUOTE, (excerpt_of(chunk),))
    if chunk.kind == ChunkKind.ROW:
        kind = StatementKind.RECOMMENDATION if recommends(chunk, library) else StatementKind.FACT
        return DraftStatement(row_words(chunk, library), kind, (excerpt_of(chunk),))
    span = _with_antecedent(structure, chunk.span)
    words = structure.words(span)
    return DraftStatement(words, StatementKind.FINDING, (Excerpt(chunk.document, span, words),))


def version_asked(query: Query, library: Library) -> str:
    """The one document that a question names, else the published version."""
    return query.versions[0] if len(query.versions) == 1 else library.corpus.versions[0].id


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "one, two and three"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def listed_themes(themes: Sequence[int]) -> str:
    """E.g. "theme 2" or "themes 2 and 5"."""
    return ("themes " if len(themes) > 1 else "theme ") + listed([str(theme) for theme in themes])


def in_themes(themes: Sequence[int]) -> str:
    """Where something stands, behind what it is: " in theme 2"; empty where no theme is named."""
    return phrases.IN_THEMES.format(themes=listed_themes(themes)) if themes else ""


def quotes_introduced(chunk: Chunk, library: Library) -> list[Quote]:
    """The participant quotes that the paragraph of a sentence introduces."""
    structure = library.structures[chunk.document]
    paragraph = next((p for p in structure.paragraphs if chunk.span.within(p.span)), None)
    if paragraph is None:
        return []
    return [q for q in structure.quotes if q.introduction and q.introduction.within(paragraph.span)]


def without_repeats(statements: Sequence[DraftStatement]) -> list[DraftStatement]:
    """The statements without those whose excerpt stands whole in another one's."""
    kept: list[DraftStatement] = []
    for position, statement in enumerate(statements):
        others = [e for i, s in enumerate(statements) if i != position for e in s.excerpts]
        inside = all(
            any(_holds(other, excerpt) and (other != excerpt or statement in kept) for other in others)
            for excerpt in statement.excerpts
        )
        if not (inside and statement.excerpts):
            kept.append(statement)
    return kept


def _holds(outer: Excerpt, inner: Excerpt) -> bool:
    return outer.document == inner.document and inner.span.within(outer.span)


def table_of(chunk: Chunk, library: Library) -> Table | None:
    """The table that a row stands in."""
    tables = library.structures[chunk.document].tables
    return next((t for t in tables if chunk.span.within(t.span)), None)


def recommends(chunk: Chunk, library: Library) -> bool:
    """Whether a chunk is a row of the table of learning points and messages."""
    table = table_of(chunk, library) if chunk.kind == ChunkKind.ROW else None
    if not table or not table.caption:
        return False
    return LEARNING_POINTS in library.structures[chunk.document].words(table.caption).lower()


def row_words(chunk: Chunk, library: Library) -> str:
    """A row as a sentence: each cell behind the name of its column."""
    structure = library.structures[chunk.document]
    table = table_of(chunk, library)
    cells = chunk.text.split("\t")
    if not table or not table.header:
        return ": ".join(cell.rstrip(":") for cell in cells)
    names = [structure.words(cell) for cell in table.header.cells]
    return " ".join(f"{name}: {cell.rstrip('.')}." for name, cell in zip(names, cells, strict=False))


def _with_antecedent(structure: Structure, span: Span) -> Span:
    """The sentence, and the one before it where it opens by pointing back at that."""
    if not structure.words(span).startswith(POINTS_BACK):
        return span
    paragraph = next((p for p in structure.paragraphs if span.within(p.span)), None)
    before = [s for s in paragraph.sentences if s.end <= span.start] if paragraph else []
    return Span(before[-1].start, span.end) if before else span
