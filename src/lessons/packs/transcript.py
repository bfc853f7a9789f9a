"""A conversation to take away, as Markdown or Word, with every source written out and checked once more."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt

from lessons.arrangement import Part, arrange, written_by
from lessons.domain import Answer, BrokenError, Citation, Statement, StatementKind, Structure
from lessons.packs.basket import check, item_of
from lessons.packs.text import markdown_text, printable
from lessons.packs.wording import AUTHOR, LANGUAGE
from lessons.phrases import CAUTION, EVIDENCE
from lessons.references import place_and_reference

TITLE = "Questions and answers from the Vanguards study"
VERIFIED = "{count} of {count} excerpts were checked against the documents again when this file was made."
ASKED_OF = "Asked of: {label}"
SOURCES = "Sources"


@dataclass(frozen=True, slots=True)
class Entry:
    """One exchange: what was asked, of which versions, and the answer in reading order."""

    question: str
    asked_of: str
    answer: Answer


def check_excerpts(entries: Sequence[Entry], structures: Mapping[str, Structure]) -> int:
    """How many excerpts there are, all verified once more; raises BrokenError where one is not."""
    items = [item_of(citation) for entry in entries for citation in entry.answer.citations]
    if any(checked.problem for checked in check(items, structures)):
        raise BrokenError("A source changed since this was answered: ask again, then save.")
    return len(items)


def as_markdown(entries: Sequence[Entry], structures: Mapping[str, Structure]) -> str:
    """The conversation as Markdown; every character of questions and sources is shown as it is."""
    lines = [f"# {TITLE}", f"*{CAUTION}*"]
    count = check_excerpts(entries, structures)
    for entry in entries:
        lines += [f"## {markdown_text(entry.question)}", f"*{markdown_text(ASKED_OF.format(label=entry.asked_of))}*"]
        lines += _markdown_answer(entry.answer)
        if entry.answer.citations:
            lines.append(f"### {SOURCES}")
        for citation in entry.answer.citations:
            said = f" — {markdown_text(citation.speaker)}" if citation.speaker else ""
            where = place_and_reference(citation, structures[citation.document].document)
            lines.append(f"{citation.number}. “{markdown_text(citation.excerpt)}”{said}. {markdown_text(where)}")
    lines.append(f"*{VERIFIED.format(count=count)}*")
    return "\n\n".join(lines) + "\n"


def _markdown_answer(answer: Answer) -> list[str]:
    marks = {Part.POINTS: "- ", Part.QUOTES: "> "}
    return [
        f"{marks.get(part, '')}{markdown_text(words)}" if part else f"*{markdown_text(words)}*"
        for part, words in _told(answer)
    ]


def _told(answer: Answer) -> Iterator[tuple[Part | None, str]]:
    """What an answer says, with the part that it belongs to; None for our own word on whose words follow."""
    is_written = any(statement.kind == StatementKind.SUMMARY for statement in answer.statements)
    before = None
    for block in arrange(answer):
        if is_written and block.part != Part.SUMMARY and before == Part.SUMMARY:
            yield None, EVIDENCE
        if block.kind == StatementKind.SUMMARY:
            yield None, written_by(answer)
        yield from ((block.part, statement.text + _numbers(statement)) for statement in block.statements)
        before = block.part


def _numbers(statement: Statement) -> str:
    return "".join(f" [{number}]" for number in statement.citations)


def as_word(entries: Sequence[Entry], structures: Mapping[str, Structure]) -> bytes:
    """The conversation as a Word document."""
    count = check_excerpts(entries, structures)
    document = docx.Document()
    document.core_properties.title = TITLE
    document.core_properties.author = AUTHOR
    document.core_properties.created = document.core_properties.modified = datetime.now(UTC)
    document.core_properties.language = LANGUAGE
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(TITLE, level=0)
    document.add_paragraph(CAUTION)
    for entry in entries:
        _write_entry(document, entry, structures)
    document.add_paragraph(VERIFIED.format(count=count))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write_entry(document: WordDocument, entry: Entry, structures: Mapping[str, Structure]) -> None:
    document.add_heading(printable(entry.question), level=1)
    document.add_paragraph(printable(ASKED_OF.format(label=entry.asked_of)))
    styles = {Part.POINTS: "List Bullet", Part.QUOTES: "Quote"}
    for part, words in _told(entry.answer):
        paragraph = document.add_paragraph(printable(words), styles.get(part) if part else None)
        paragraph.runs[0].italic = True if part is None else None
    if entry.answer.citations:
        document.add_heading(SOURCES, level=2)
    for citation in entry.answer.citations:
        document.add_paragraph(printable(_source_line(citation, structures)))


def _source_line(citation: Citation, structures: Mapping[str, Structure]) -> str:
    said = f" ({citation.speaker})" if citation.speaker else ""
    where = place_and_reference(citation, structures[citation.document].document)
    return f"[{citation.number}] “{citation.excerpt}”{said} {where}"
