"""Where a reader can stand in a document: its paragraphs, quotes, tables and references in reading order, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lessons.domain import Quote, Row, Span, Structure, Table
from lessons.pages.markup import marked_html, plain_html


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph, quote, table or reference; ``part`` is set for the two that look different from a paragraph."""

    span: Span
    part: Quote | Table | None = None


def places(structure: Structure) -> tuple[Place, ...]:
    """All places of a document in reading order."""
    found = [
        *(Place(paragraph.span) for paragraph in structure.paragraphs),
        *(Place(Span(quote.span.start, quote.label.end), quote) for quote in structure.quotes),
        *(Place(table.span, table) for table in structure.tables),
        *(Place(reference.span) for reference in structure.references),
    ]
    return tuple(sorted(found, key=lambda place: place.span.start))


def position(found: Sequence[Place], cited: Span) -> int:
    """The position of the first place that holds cited words, or of the last one before them."""
    holding = [i for i, place in enumerate(found) if place.span.overlaps(cited)]
    before = [i for i, place in enumerate(found) if place.span.end <= cited.start]
    return holding[0] if holding else before[-1] if before else 0


def place_html(structure: Structure, place: Place, cited: Span | None, found: Sequence[Span] = ()) -> str:
    """A place as HTML, word for word, with the cited words highlighted, and the findings of a search marked."""
    if isinstance(place.part, Quote):
        return _quote_html(structure, place.part, cited, found)
    if isinstance(place.part, Table):
        return _table_html(structure, place.part, cited, found)
    return f"<p>{marked_html(structure.document.text, place.span, cited, found)}</p>"


def cited_html(structure: Structure, found: Sequence[Place], cited: Span) -> str:
    """All places that hold cited words; where there is none (a heading was cited) the words alone."""
    holding = [place for place in found if place.span.overlaps(cited)]
    if not holding:
        return f"<p><mark>{plain_html(structure.words(cited))}</mark></p>"
    return "".join(place_html(structure, place, cited) for place in holding)


def _quote_html(structure: Structure, quote: Quote, cited: Span | None, found: Sequence[Span]) -> str:
    introduction = quote.introduction
    before = f'<p class="introduction">{plain_html(structure.words(introduction))}</p>' if introduction else ""
    words = marked_html(structure.document.text, quote.span, cited, found)
    label = marked_html(structure.document.text, quote.label, cited, found)
    return f"{before}<blockquote><p>{words}</p><footer>{label}</footer></blockquote>"


def _table_html(structure: Structure, table: Table, cited: Span | None, found: Sequence[Span]) -> str:
    caption = _if_there("caption", structure, table.caption, cited, found)
    head = f"<thead>{_row_html(structure, table.header, cited, found, 'th')}</thead>" if table.header else ""
    body = "".join(_row_html(structure, row, cited, found, "td") for row in table.rows)
    return f"<table>{caption}{head}<tbody>{body}</tbody></table>{_if_there('p', structure, table.note, cited, found)}"


def _if_there(tag: str, structure: Structure, span: Span | None, cited: Span | None, found: Sequence[Span]) -> str:
    return f"<{tag}>{marked_html(structure.document.text, span, cited, found)}</{tag}>" if span else ""


def _row_html(structure: Structure, row: Row, cited: Span | None, found: Sequence[Span], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    cells = "".join(
        f"<{tag}{scope}>{marked_html(structure.document.text, cell, cited, found)}</{tag}>" for cell in row.cells
    )
    is_cited = cited is not None and row.span.overlaps(cited)
    return f'<tr class="cited">{cells}</tr>' if is_cited else f"<tr>{cells}</tr>"
