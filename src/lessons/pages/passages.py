"""What an address of the reader names: a document and a passage of it, and where other versions say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lessons.citations import cite
from lessons.domain import Chunk, Citation, Document, Kind, Span, Structure
from lessons.library import Library
from lessons.pages import wording
from lessons.revisions import plain_words

NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Address:
    """The document to show (None for the list of all) and the passage in it, and one sentence where an address is wrong."""

    document: str | None = None
    passage: Span | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What another version has in the place of a passage; ``chunk`` is None where nothing there was matched with it."""

    document: Document
    chunk: Chunk | None
    same_words: bool


def read_address(parameters: Mapping[str, str], structures: Mapping[str, Structure]) -> Address:
    """What the query of an address asks for: ``document``, then ``start`` and ``end``, which count characters."""
    name = parameters.get("document")
    if name is None:
        return Address()
    if name not in structures:
        return Address(problem=wording.UNKNOWN_DOCUMENT)
    if "start" not in parameters:
        return Address(name)
    start, end = _number(parameters["start"]), _number(parameters.get("end", ""))
    length = len(structures[name].document.text)
    if start is None or start >= length or ("end" in parameters and (end is None or not start < end <= length)):
        return Address(name, problem=wording.UNKNOWN_PASSAGE)
    if end is None:
        return Address(name, passage_at(structures[name], start))
    exact = Span(start, end)
    if cited(structures[name], exact):
        return Address(name, exact)
    return Address(name, passage_at(structures[name], start), wording.WIDENED_PASSAGE)


def passage_at(structure: Structure, start: int) -> Span:
    """The sentence, quote, table row, reference or heading that holds a character, or else the next one."""
    units = sorted(_units(structure), key=lambda unit: unit[0].start)
    after = (words for reach, words in units if start < reach.end)
    return next(after, units[-1][1] if units else Span(0, len(structure.document.text)))


def cited(structure: Structure, span: Span) -> Citation | None:
    """A stretch as a citation; None where it cuts a word or mixes a participant's words with the authors'."""
    return cite(structure, span) if structure.words(span).strip() else None


def counterparts(library: Library, document: str, passage: Span) -> tuple[Counterpart, ...]:
    """What the other versions of the study have in the place of a passage; nothing for a document that is no version."""
    chunk = _chunk_at(library, document, passage)
    if chunk is None or library.structures[document].document.kind != Kind.VERSION:
        return ()
    position = library.position(chunk)
    return tuple(
        _counterpart(chunk, other, library.in_version(position, other.id))
        for other in library.corpus.versions
        if other.id != document
    )


def _number(words: str) -> int | None:
    return int(words) if NUMBER.fullmatch(words) else None


def _units(structure: Structure) -> Iterator[tuple[Span, Span]]:
    """What can be named by one of its characters: the stretch in which that character may stand, and the words meant."""
    for section in structure.sections:
        if section.heading:
            heading = Span(section.span.start, section.span.start + len(section.heading))
            yield heading, heading
    for paragraph in structure.paragraphs:
        yield from ((words, words) for words in paragraph.sentences or (paragraph.span,))
    for quote in structure.quotes:
        yield Span(quote.span.start, quote.label.end), quote.span
    for table in structure.tables:
        rows = [row.span for row in (table.header, *table.rows) if row]
        yield from ((words, words) for words in (table.caption, *rows, table.note) if words)
    for reference in structure.references:
        yield reference.span, reference.span


def _chunk_at(library: Library, document: str, passage: Span) -> Chunk | None:
    """The chunk that shares most with a passage; of those that share as much, the shortest."""
    sharing = [
        chunk
        for chunk, citable in zip(library.index.chunks, library.places.citable, strict=True)
        if citable and chunk.document == document and chunk.span.overlaps(passage)
    ]
    return max(sharing, key=lambda chunk: (_shared(chunk.span, passage), -len(chunk.text)), default=None)


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _counterpart(chunk: Chunk, other: Document, twin: Chunk) -> Counterpart:
    if twin.document != other.id:
        return Counterpart(other, None, same_words=False)
    return Counterpart(other, twin, plain_words(twin.text) == plain_words(chunk.text))
