"""Cuts a document's structure into chunks: paragraphs and their sentences, quotes, table rows and notes, references.

A chunk never crosses a section, knows its exact offsets, and keeps its id while document, kind and words stay the same.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from lessons.domain import Chunk, ChunkKind, Paragraph, Pilot, Quote, Row, Section, Span, Structure, Table

LEAD_IN = re.compile(r"As (?:one|an?) [^.]{1,60} commented:|The following view is typical [^.]{1,60}\.")
PILOT_NAMES = {
    Pilot.MCP: "multispecialty community provider",
    Pilot.PACS: "primary and acute care system",
    Pilot.ACC: "acute care collaboration",
    Pilot.EHCH: "enhanced health in care homes",
    Pilot.UEC: "urgent and emergency care",
}


def cut_chunks(structure: Structure) -> tuple[Chunk, ...]:
    """All chunks of a document in reading order, a paragraph before its sentences."""
    cutter = _Cutter(structure)
    drafts = [
        *(c for paragraph in structure.paragraphs for c in cutter.paragraph(paragraph)),
        *(cutter.quote(quote) for quote in structure.quotes),
        *(cutter.row(table, row) for table in structure.tables for row in table.rows),
        *(cutter.plain(ChunkKind.SENTENCE, table.note) for table in structure.tables if table.note),
        *(cutter.plain(ChunkKind.REFERENCE, reference.span) for reference in structure.references),
        *(cutter.heading(section) for section in structure.sections if section.heading),
    ]
    return tuple(sorted(drafts, key=lambda c: (c.span.start, -c.span.end)))


class _Cutter:
    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.seen: Counter[str] = Counter()

    def paragraph(self, paragraph: Paragraph) -> Iterator[Chunk]:
        if not paragraph.sentences:
            return
        whole = Span(paragraph.sentences[0].start, paragraph.sentences[-1].end)
        if len(paragraph.sentences) == 1:
            yield self.plain(ChunkKind.SENTENCE, whole)
            return
        parent = self.plain(ChunkKind.PARAGRAPH, whole)
        yield parent
        for sentence in paragraph.sentences:
            yield self.plain(ChunkKind.SENTENCE, sentence, parent=parent.id)

    def quote(self, quote: Quote) -> Chunk:
        introduction = self.structure.words(quote.introduction) if quote.introduction else ""
        words = self.structure.words(quote.span)
        speaker = quote.speaker
        return self._chunk(
            ChunkKind.QUOTE,
            quote.span,
            f"{introduction} {words}".strip(),
            speaker=speaker.name,
            pilot=speaker.pilot.value,
        )

    def row(self, table: Table, row: Row) -> Chunk:
        names = [self.structure.words(cell) for cell in table.header.cells] if table.header else []
        cells = [self.structure.words(cell) for cell in row.cells]
        named = [f"{name}: {cell}" for name, cell in zip(names, cells, strict=False)] or cells
        caption = self.structure.words(table.caption) if table.caption else ""
        pilot = next((p.value for p in Pilot if _names_pilot(cells[0], p)), None)
        return self._chunk(ChunkKind.ROW, row.span, ". ".join(filter(None, [caption, *named])), pilot=pilot)

    def heading(self, section: Section) -> Chunk:
        place = f"Heading of theme {section.theme}" if section.theme else "Heading"
        span = Span(section.span.start, section.span.start + len(section.heading))
        return self._chunk(ChunkKind.HEADING, span, f"{place}: {section.title}")

    def plain(self, kind: ChunkKind, span: Span, parent: str | None = None) -> Chunk:
        return self._chunk(kind, span, self.structure.words(span), parent=parent)

    def _chunk(
        self,
        kind: ChunkKind,
        span: Span,
        search_text: str,
        speaker: str | None = None,
        pilot: str | None = None,
        parent: str | None = None,
    ) -> Chunk:
        section = self.structure.section_at(span.start)
        text = self.structure.words(span)
        return Chunk(
            id=self._id(kind, text),
            document=self.structure.document.id,
            kind=kind,
            section=section.id,
            theme=section.theme,
            span=span,
            text=text,
            search_text=_placed(section, search_text),
            speaker=speaker,
            pilot=pilot,
            parent=parent,
        )

    def _id(self, kind: ChunkKind, text: str) -> str:
        """The same words twice in one document ("Service users were not recruited …") are counted apart."""
        words = f"{self.structure.document.id}\n{kind}\n{text}"
        self.seen[words] += 1
        return hashlib.sha256(f"{words}\n{self.seen[words]}".encode()).hexdigest()[:16]


def _names_pilot(cell: str, pilot: Pilot) -> bool:
    """Whether a row's first cell names a pilot, by its short form or in full."""
    return bool(re.search(rf"\b{pilot}s?\b", cell)) or PILOT_NAMES[pilot] in cell.lower()


def _placed(section: Section, words: str) -> str:
    """The words with the name of their place, which says what a short sentence is about."""
    return words if section.title in words else f"{section.title}: {words}"


def is_evidence(chunk: Chunk) -> bool:
    """Whether a chunk can be cited as it is.

    A paragraph only helps to find its sentences, and "As one participant in the UEC pilot commented:" says nothing by itself.
    """
    return chunk.kind != ChunkKind.PARAGRAPH and not LEAD_IN.fullmatch(chunk.text)
