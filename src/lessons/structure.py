"""Reads the structure off a document's reading text: sections, paragraphs, participant quotes, tables, references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessons.domain import (
    Document,
    Heading,
    Paragraph,
    Pilot,
    Quote,
    Reference,
    Row,
    Section,
    Span,
    Speaker,
    Structure,
    Table,
)
from lessons.sentences import split_sentences

# A participant's words end with the speaker's label: (EHCH-Senior Manager 6, CCG), once (EHCH, Senior Manager 14, CCG).
LABEL = re.compile(
    rf"\s\((?P<label>(?P<pilot>{'|'.join(Pilot)})[-,] ?(?P<role>Senior(?: IT)? Manager) (?P<number>\d+), (?P<organisation>CCG|LA))\)$"
)
CAPTION = re.compile(r"Table (?P<number>\d+)\b")
REFERENCE = re.compile(r"(?P<number>\d{1,3})\. ")
THEME = re.compile(r"^THEME \d: ", re.IGNORECASE)
LONGEST_HEADING = 12


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch between empty lines, with the heading that it is or opens with."""

    span: Span
    heading: Heading | None = None


def read_structure(document: Document) -> Structure:
    """All parts of a document in reading order; every span points into ``document.text``."""
    blocks = _headed_blocks(document)
    sections = _sections(document, blocks)
    reader = _Reader(document, sections)
    for block in blocks:
        reader.read(block)
    return Structure(
        document,
        sections,
        tuple(reader.paragraphs),
        tuple(reader.quotes),
        tuple(reader.tables),
        tuple(reader.references),
    )


class _Reader:
    """Sorts blocks into paragraphs, quotes, tables and references."""

    def __init__(self, document: Document, sections: Sequence[Section]) -> None:
        self.document = document
        self.sections = sections
        self.paragraphs: list[Paragraph] = []
        self.quotes: list[Quote] = []
        self.tables: list[Table] = []
        self.references: list[Reference] = []

    def read(self, block: _Block) -> None:
        section = max((s for s in self.sections if s.span.start <= block.span.start), key=lambda s: s.span.start)
        words = self.document.text[block.span.start : block.span.end]
        reference = REFERENCE.match(words)
        if "\t" in words:
            self.tables.append(_table(self.document, section, block.span, len(self.tables)))
        elif block.heading and not block.heading.run_in:
            return
        elif label := LABEL.search(words):
            self._read_quote(section, block.span, label)
        elif reference and section.title == "References":
            self.references.append(Reference(int(reference["number"]), block.span))
        else:
            self._read_paragraph(section, block)

    def _read_quote(self, section: Section, span: Span, label: re.Match[str]) -> None:
        before = self.paragraphs[-1] if self.paragraphs else None
        introduced = before is not None and before.section == section.id and before.sentences
        pilot = Pilot(label["pilot"])
        speaker = Speaker(pilot, label["role"], int(label["number"]), label["organisation"], label["label"])
        self.quotes.append(
            Quote(
                id=f"{self.document.id}-q{len(self.quotes) + 1}",
                document=self.document.id,
                section=section.id,
                theme=section.theme,
                speaker=speaker,
                span=Span(span.start, span.start + label.start()),
                label=Span(span.start + label.start() + 1, span.end),
                introduction=before.sentences[-1] if before and introduced else None,
            )
        )

    def _read_paragraph(self, section: Section, block: _Block) -> None:
        part = _part(self.document, section, block)
        start = section.body.start if block.heading else block.span.start
        span = Span(start, block.span.end)
        opens = span.start + len(part) + 1 if part else span.start
        sentences = split_sentences(self.document.text, Span(opens, span.end))
        self.paragraphs.append(Paragraph(section.id, span, sentences, part))


def _part(document: Document, section: Section, block: _Block) -> str | None:
    heading = next((h for h in document.headings if h.text == section.heading), None)
    words = document.text[block.span.start : block.span.end]
    return next((part for part in (heading.parts if heading else ()) if words.startswith(f"{part} ")), None)


def _blocks(text: str) -> Iterator[Span]:
    at = 0
    for block in text.split("\n\n"):
        if block:
            yield Span(at, at + len(block))
        at += len(block) + 2


def _headed_blocks(document: Document) -> tuple[_Block, ...]:
    """Every block, with the declared headings found in their order; an undeclared document's headings are guessed."""
    expected = list(document.headings)
    blocks: list[_Block] = []
    for span in _blocks(document.text):
        words = document.text[span.start : span.end]
        heading: Heading | None = None
        if caption := CAPTION.match(words):
            heading = Heading(words.split("\n")[0]) if "\t" in words and caption else None
        elif expected and _opens(words, expected[0]):
            heading = expected.pop(0)
        elif not document.headings and _looks_like_heading(words):
            heading = Heading(words)
        blocks.append(_Block(span, heading))
    return tuple(blocks)


def _opens(words: str, heading: Heading) -> bool:
    return words.startswith(f"{heading.text}: ") if heading.run_in else words == heading.text


def _looks_like_heading(words: str) -> bool:
    return len(words.split()) <= LONGEST_HEADING and "\t" not in words and not re.search(r"[.,;:?!)”’]$", words)


def _sections(document: Document, blocks: Sequence[_Block]) -> tuple[Section, ...]:
    """Sections from their heading to the next one; a text that starts without a heading has an opening section."""
    starts = [block for block in blocks if block.heading]
    if not starts or starts[0].span.start > 0:
        starts = [_Block(Span(0, 0), Heading("", title=document.label)), *starts]
    ends = [block.span.start for block in starts[1:]] + [len(document.text)]
    sections: list[Section] = []
    for block, end in zip(starts, ends, strict=True):
        heading = block.heading or Heading("")
        last = max(block.span.start, len(document.text[:end].rstrip()))
        sections.append(
            Section(
                id=f"{document.id}-s{len(sections) + 1}",
                heading=heading.text,
                title=heading.title or _title(heading.text),
                level=heading.level,
                theme=heading.theme,
                parent=_parent(sections, heading.level),
                span=Span(block.span.start, last),
                body=Span(min(_body_start(document, block, heading), last), last),
            )
        )
    return tuple(sections)


def _body_start(document: Document, block: _Block, heading: Heading) -> int:
    after = block.span.start + len(heading.text)
    rest = document.text[after:]
    return after + len(rest) - len(rest.lstrip(": \n"))


def _parent(sections: Sequence[Section], level: int) -> str | None:
    """The section that a subsection belongs to; a table is a section of its own, but never a parent."""
    above = (s for s in reversed(sections) if s.level < level and not CAPTION.match(s.heading))
    return next((s.id for s in above), None) if level > 1 else None


def _title(heading: str) -> str:
    """A heading in sentence case, without "THEME 1:"; small capitals that an extraction mangled ("FINDINgS") too."""
    words = THEME.sub("", heading)
    capitals = sum(c.isupper() for c in words)
    return words.capitalize() if capitals > sum(c.islower() for c in words) else words


def _table(document: Document, section: Section, span: Span, position: int) -> Table:
    lines: list[Span] = []
    at = span.start
    for line in document.text[span.start : span.end].split("\n"):
        lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    caption = CAPTION.match(document.text, span.start)
    rows = [_row(document.text, line) for line in lines if "\t" in document.text[line.start : line.end]]
    last = document.text[lines[-1].start : lines[-1].end]
    return Table(
        id=f"{document.id}-t{position + 1}",
        section=section.id,
        number=int(caption["number"]) if caption else None,
        caption=lines[0] if caption else None,
        header=rows[0] if caption else None,
        rows=tuple(rows[1:] if caption else rows),
        note=None if "\t" in last else lines[-1],
        span=span,
    )


def _row(text: str, line: Span) -> Row:
    cells: list[Span] = []
    at = line.start
    for cell in text[line.start : line.end].split("\t"):
        cells.append(Span(at, at + len(cell)))
        at += len(cell) + 1
    return Row(tuple(cells))
