"""The order in which a reader gets an answer: its summary where a model was to write one, its gist, then its points, then participants' words, then what to bear in mind.

Page and saved conversations share it. Every statement of the answer is there exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from lessons import phrases
from lessons.domain import Answer, Span, Statement, StatementKind
from lessons.sentences import split_sentences

GIST_SENTENCES = 2
SAYING = frozenset({StatementKind.FINDING, StatementKind.RECOMMENDATION, StatementKind.FACT})
OF_SUMMARY = tuple(said.partition("{")[0] for said in (phrases.NO_SUMMARY, phrases.SUMMARY_BROKE_OFF))


class Part(StrEnum):
    """What a block of an answer is to its reader."""

    SUMMARY = "summary"
    GIST = "gist"
    POINTS = "points"
    QUOTES = "quotes"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Block:
    """Statements that stand together; ``kind`` is that of points, for their heading."""

    part: Part
    kind: StatementKind
    statements: tuple[Statement, ...]


def arrange(answer: Answer) -> tuple[Block, ...]:
    """The blocks of an answer in reading order; the note on why there is no summary, or no more of it, stands in its place.

    Changes between versions keep the order in which they were written, because their notes belong to what follows.
    """
    summary = tuple(s for s in answer.statements if s.kind == StatementKind.SUMMARY)
    notes = tuple(s for s in answer.statements if _is_of_summary(s))
    evidence = tuple(s for s in answer.statements if s not in (*summary, *notes))
    written = ((StatementKind.SUMMARY, summary), (StatementKind.NOTE, notes))
    return (*(Block(Part.SUMMARY, kind, said) for kind, said in written if said), *_evidence(evidence, answer))


def written_by(answer: Answer) -> str:
    """What stands in front of a summary, so that nobody takes it for the study's words, and what question it answers."""
    writing = answer.writing
    said = phrases.WRITTEN_BY.format(model=writing.model if writing else phrases.A_MODEL)
    return f"{said} {phrases.WRITTEN_TO.format(question=writing.question)}" if writing and writing.question else said


def _is_of_summary(statement: Statement) -> bool:
    """Whether a note says what became of the summary."""
    return statement.kind == StatementKind.NOTE and statement.text.startswith(OF_SUMMARY)


def _evidence(statements: Sequence[Statement], answer: Answer) -> tuple[Block, ...]:
    """The blocks below the summary."""
    if any(s.kind == StatementKind.REVISION for s in statements):
        return tuple(_grouped(statements))
    leading = _leading_notes(statements)
    rest = statements[len(leading) :]
    saying = [s for s in rest if s.kind in SAYING]
    gist = _gist(saying, answer)
    ordered = [
        *sorted(saying[len(gist) :], key=lambda s: _first_place(saying, s.kind)),
        *(s for s in rest if s.kind == StatementKind.QUOTE),
        *(s for s in rest if s.kind == StatementKind.NOTE),
    ]
    head = (Block(Part.GIST, gist[0].kind, tuple(gist)),) if gist else ()
    return (*_grouped(leading), *head, *_grouped(ordered))


def in_reading_order(answer: Answer) -> Answer:
    """The same answer with its statements as ``arrange`` orders them and its citations numbered as the evidence brings them.

    A summary cites what the evidence cites, so the numbers are the same with and without one.
    """
    statements = [s for block in arrange(answer) for s in block.statements]
    evidence_first = sorted(statements, key=lambda s: s.kind == StatementKind.SUMMARY)
    order = list(dict.fromkeys(number for s in evidence_first for number in s.citations))
    new = {old: position for position, old in enumerate(order, start=1)}
    by_number = {citation.number: citation for citation in answer.citations}
    return replace(
        answer,
        statements=tuple(replace(s, citations=tuple(new[n] for n in s.citations)) for s in statements),
        citations=tuple(replace(by_number[old], number=new[old]) for old in order),
    )


def _leading_notes(statements: Sequence[Statement]) -> Sequence[Statement]:
    """The notes before anything else is said."""
    count = next((i for i, s in enumerate(statements) if s.kind != StatementKind.NOTE), len(statements))
    return statements[:count]


def _gist(saying: Sequence[Statement], answer: Answer) -> list[Statement]:
    """The first statements, up to two sentences; none where the first is a table's row, which reads as a list."""
    excerpts = {citation.number: citation.excerpt for citation in answer.citations}
    gist: list[Statement] = []
    sentences = 0
    for statement in saying:
        is_row = any("\t" in excerpts[number] for number in statement.citations)
        sentences += len(split_sentences(statement.text, Span(0, len(statement.text))))
        if is_row or (gist and sentences > GIST_SENTENCES) or len(gist) == GIST_SENTENCES:
            break
        gist.append(statement)
    return gist


def _first_place(statements: Sequence[Statement], kind: StatementKind) -> int:
    return next(i for i, s in enumerate(statements) if s.kind == kind)


def _grouped(statements: Iterable[Statement]) -> Iterable[Block]:
    for kind, group in groupby(statements, key=lambda s: s.kind):
        part = {StatementKind.QUOTE: Part.QUOTES, StatementKind.NOTE: Part.NOTES}.get(kind, Part.POINTS)
        yield Block(part, kind, tuple(group))
