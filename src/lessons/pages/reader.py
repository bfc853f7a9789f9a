"""A whole document for reading: its words once each and in their order, as HTML with a table of contents.

What the page adds to the document's words (labels, links, page numbers) stands in elements of the class ``own``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote as percent_encoded
from urllib.parse import urlencode

from lessons.domain import Quote, Section, Span, Structure, Table
from lessons.pages import wording
from lessons.pages.markup import marked_html, plain_html
from lessons.pages.places import Place, place_html, places


class Shown(StrEnum):
    """How much of a document is shown."""

    EVERYTHING = "everything"
    QUOTES = "quotes"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (no place) or a place with the section that it stands in."""

    section: Section
    span: Span
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What is highlighted: the passage that an address names, and the findings of a search in their order."""

    passage: Span | None = None
    found: tuple[Span, ...] = ()


def read_blocks(structure: Structure, shown: Shown = Shown.EVERYTHING) -> tuple[Block, ...]:
    """A document's headings and places in reading order; with the headings above them where only some are shown."""
    standing = [Block(structure.section_at(p.span.start), p.span, p) for p in map(_once, places(structure))]
    kept = [block for block in standing if _belongs(block.place, shown)]
    titled = {block.section.id for block in kept if _holds_its_heading(block)}
    wanted = {s.id for block in kept for s in _with_parents(structure, block.section)}
    headings = [
        Block(section, Span(section.span.start, section.body.start))
        for section in structure.sections
        if section.heading and section.id not in titled and (shown == Shown.EVERYTHING or section.id in wanted)
    ]
    return tuple(sorted([*headings, *kept], key=lambda block: block.span.start))


def reader_html(structure: Structure, blocks: Sequence[Block], marks: Marks) -> str:
    """Those blocks of a document as HTML, word for word."""
    return f'<div class="text">{"".join(_pieces(structure, blocks, marks))}</div>'


def contents_html(blocks: Sequence[Block]) -> str:
    """A list of links to the sections of those blocks."""
    sections = list({block.section.id: block.section for block in blocks}.values())
    entries = "".join(
        f'<li class="level-{min(section.level, 3)}"><a href="#{percent_encoded(section.id)}">{_entry(section)}</a></li>'
        for section in sections
    )
    return f'<nav aria-label="{wording.CONTENTS}"><ol>{entries}</ol></nav>'


def passage_link(label: str, document: str, start: int, end: int | None = None) -> str:
    """A link to a passage as HTML; ``scroll.js`` follows it without loading the page anew."""
    return f'<a class="passage-link" href="{plain_html(_query(document, start, end))}">{plain_html(label)}</a>'


def _query(document: str, start: int, end: int | None = None) -> str:
    wanted = {"document": document, "start": start} | ({} if end is None else {"end": end})
    return f"?{urlencode(wanted)}"


def _once(place: Place) -> Place:
    """A quote without its introduction, which is a paragraph of its own here."""
    return replace(place, part=replace(place.part, introduction=None)) if isinstance(place.part, Quote) else place


def _belongs(place: Place | None, shown: Shown) -> bool:
    part = place.part if place else None
    return shown == Shown.EVERYTHING or isinstance(part, Quote if shown == Shown.QUOTES else Table)


def _holds_its_heading(block: Block) -> bool:
    """Whether the heading of a section is the caption of its table."""
    part = block.place.part if block.place else None
    return isinstance(part, Table) and part.caption is not None and part.span.start == block.section.span.start


def _with_parents(structure: Structure, section: Section) -> Iterator[Section]:
    yield section
    while section.parent:
        section = structure.section(section.parent)
        yield section


def _pieces(structure: Structure, blocks: Sequence[Block], marks: Marks) -> Iterator[str]:
    before = Span(0, 0)
    for block in blocks:
        yield from (f'<p class="own page-number">{note}</p>' for note in _page_notes(structure, before, block.span))
        yield _heading_html(structure, block, marks) if block.place is None else _place_html(structure, block, marks)
        before = block.span


def _page_notes(structure: Structure, before: Span, span: Span) -> Iterator[str]:
    """Which printed pages end between two blocks, where no known one follows, and which begin at or in the second."""
    for page in structure.document.pages:
        if before.start < page.span.end <= span.start and not structure.document.page_at(span.start):
            yield wording.PAGE_ENDS.format(number=page.number)
        if before.end <= page.span.start < span.end:
            note = wording.PAGE_BEGINS if page.span.start <= span.start else wording.PAGE_BEGINS_BELOW
            yield note.format(number=page.number)


def _heading_html(structure: Structure, block: Block, marks: Marks) -> str:
    section = block.section
    tag = "h3" if section.level == 1 else "h4"
    words = structure.words(block.span).rstrip()
    span = Span(block.span.start, block.span.start + len(words))
    heading = marked_html(structure.document.text, span, marks.passage, marks.found)
    link = _sign(structure, span.start, wording.LINK_PART)
    name = wording.THEME.format(number=section.theme) if section.theme else ""
    theme = "" if words.casefold().startswith(name.casefold()) else f'<p class="own label">{name}</p>'
    return f'<div class="heading" id="{plain_html(section.id)}">{theme}<{tag}>{heading}</{tag}>{link}</div>'


def _place_html(structure: Structure, block: Block, marks: Marks) -> str:
    place = block.place
    if place is None:
        return ""
    body = place_html(structure, place, marks.passage, marks.found)
    anchor = f' id="{plain_html(block.section.id)}"' if block.span.start == block.section.span.start else ""
    if isinstance(place.part, Quote):
        label = f'<p class="own label">{wording.PARTICIPANT}</p>'
        return f'<div class="quote"{anchor}>{label}{_sign(structure, block.span.start, wording.LINK_QUOTE)}{body}</div>'
    if isinstance(place.part, Table):
        caption = place.part.caption
        name = plain_html(structure.words(caption) if caption else block.section.title)
        sign = _sign(structure, block.span.start, wording.LINK_TABLE) if caption else ""  # else its heading has one
        return (
            f'<div class="table"{anchor}>{sign}<div role="region" tabindex="0" aria-label="{name}">{body}</div></div>'
        )
    return f"<div{anchor}>{body}</div>" if anchor else body


def _sign(structure: Structure, start: int, label: str) -> str:
    """A pilcrow that leads to what it stands at."""
    query = plain_html(_query(structure.document.id, start))
    return f'<a class="own passage-link sign" href="{query}" aria-label="{label}" title="{label}">¶</a>'


def _entry(section: Section) -> str:
    theme = f"<b>{wording.THEME.format(number=section.theme)}</b> " if section.theme else ""
    return f"{theme}{plain_html(section.title)}"
