"""Writes a pack as a Word document that needs no retouching: its contents are right, and it prints in black and white."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count

from docx.document import Document

from lessons.packs import wording
from lessons.packs.pack import Pack, Purpose
from lessons.packs.text import one_line
from lessons.packs.word.chapters import chapters_of
from lessons.packs.word.pieces import Chapter, Words
from lessons.packs.word.room import Sheets, lay_out
from lessons.packs.word.style import House, open_house
from lessons.packs.word.writing import LEVELS, Listed, write_footer, write_front, write_page

LONGEST_PROPERTY = 255  # characters that the format allows


def as_word(pack: Pack, template: bytes | None = None) -> bytes:
    """The pack as a .docx file, in the look of a house template where one is given.

    Raises UsageError with one plain sentence where the template cannot be used.
    """
    house = open_house(template)
    sheets = [_lay_out(chapter, house) for chapter in chapters_of(pack, with_caution=house.has_own_footer)]
    front = _lay_out(Chapter(wording.CONTENTS, tuple(_front(pack, _list(sheets, None)))), house)
    is_certain = all(chapter.is_certain for chapter in (front, *sheets))
    write_front(house, front.pages, _list(sheets, len(front.pages) + 1 if is_certain else None))
    headings = count(1)
    pages = [page for chapter in sheets for page in chapter.pages]
    for page in pages:
        write_page(house, page, headings)
    if not house.has_own_footer:
        write_footer(house, pack.caution, len(front.pages) + len(pages))
    _write_properties(house.document, pack.title)
    return _saved(house.document)


def _lay_out(chapter: Chapter, house: House) -> Sheets:
    """A chapter's pages. In a house template its room is not known, and Word finds where pages end."""
    return lay_out(chapter) if house.is_ours else Sheets((chapter.pieces,), is_certain=False)


def _front(pack: Pack, listed: Sequence[Listed]) -> Iterator[Words]:
    yield Words(pack.title, "Title")
    yield Words(pack.subtitle, "Subtitle")
    for part in pack.parts:
        if isinstance(part.content, Purpose):
            yield Words(part.content.text)
    yield Words(pack.verification)
    yield Words(pack.caution, "Pack Lead")
    if listed:
        yield Words(wording.CONTENTS, "TOC Heading")
    yield from (Words(line.words, line.style) for line in listed)


def _list(sheets: Sequence[Sheets], first: int | None) -> list[Listed]:
    """The lines of the contents; ``first`` is the page after them, None where pages are not known."""
    pages = [page for chapter in sheets for page in chapter.pages]
    return [
        Listed(one_line(piece.text), LEVELS[piece.style], None if first is None else first + number)
        for number, page in enumerate(pages)
        for piece in page
        if isinstance(piece, Words) and piece.style in LEVELS
    ]


def _write_properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title = one_line(title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = wording.AUTHOR
    properties.created = properties.modified = datetime.now(UTC)
    properties.language = wording.LANGUAGE
    properties.comments = properties.subject = properties.keywords = ""


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
