"""What the command line prints: JSON for programs, plain words and tables for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from lessons import phrases
from lessons.arrangement import written_by
from lessons.doctor import Check
from lessons.domain import Answer, Citation, Section, Span, Statement, StatementKind, Structure
from lessons.packs.spreadsheet import quote_entry

if TYPE_CHECKING:
    from lessons.revisions import Revision  # loads numpy, which most commands do not need

Begin = Callable[[int], Callable[[int], None]]
Tabled = tuple[str, Sequence[str], Sequence[Sequence[str]]]
SHORT_WORK = 200  # texts; less is done before a bar is worth showing


def print_json(document: object) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def print_json_to(path: Path, document: object) -> None:
    """The same into a file."""
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")


def print_json_line(document: object) -> None:
    """One JSON document on a line of its own, at once."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@contextmanager
def progress(words: str, quiet: bool = False) -> Iterator[Begin]:
    """Gives what the index builder calls to report; a bar on standard error where a person is looking."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:

        def begin(total: int) -> Callable[[int], None]:
            task = bar.add_task(words, total=total, visible=total > SHORT_WORK)
            return lambda done: bar.advance(task, done)

        yield begin


def markdown(answer: Answer) -> str:
    """The whole answer as Markdown, citations as [1], quotes set apart, a summary in front as one paragraph that says who wrote it."""
    summary = " ".join(_markdown_statement(s) for s in answer.statements if s.kind == StatementKind.SUMMARY)
    evidence = [_markdown_statement(s) for s in answer.statements if s.kind != StatementKind.SUMMARY]
    return "\n\n".join([f"*{written_by(answer)}* {summary}", *evidence] if summary else evidence)


def _markdown_statement(statement: Statement) -> str:
    numbers = "".join(f" [{n}]" for n in statement.citations)
    if statement.kind == StatementKind.QUOTE:
        return f"> {statement.text}{numbers}"
    if statement.kind == StatementKind.SUMMARY:
        return f"{statement.text}{numbers}"
    return f"*{statement.text}*" if statement.kind == StatementKind.NOTE else f"- {statement.text}{numbers}"


def print_answer(answer: Answer) -> None:
    """An answer for a person: statements, then where each excerpt stands, then questions to go on with."""
    console = Console(highlight=False)
    before: Statement | None = None
    for statement in answer.statements:
        _print_whose_words(console, answer, before, statement)
        before = statement
        numbers = "".join(f" [{n}]" for n in statement.citations)
        indent = 4 if statement.kind == StatementKind.QUOTE else 0
        console.print(" " * indent + statement.text + numbers, markup=False)
        console.print()
    for citation in answer.citations:
        console.print(place(citation), style="dim", markup=False)
    if answer.suggestions:
        console.print("\nYou could also ask:", style="bold")
        for suggestion in answer.suggestions:
            console.print(f"  {suggestion}", markup=False)


def _print_whose_words(console: Console, answer: Answer, before: Statement | None, statement: Statement) -> None:
    """Where a model's words begin and where they end."""
    was_written = before is not None and before.kind == StatementKind.SUMMARY
    is_written = statement.kind == StatementKind.SUMMARY
    if is_written and not was_written:
        console.print(written_by(answer) + "\n", style="dim", markup=False)
    elif was_written and not is_written:
        console.print(phrases.EVIDENCE + "\n", style="dim", markup=False)


def place(citation: Citation) -> str:
    """Where a citation stands, in words."""
    parts = [citation.document, citation.section]
    parts += [f"page {citation.page}"] if citation.page else []
    parts += [citation.speaker] if citation.speaker else []
    return f"[{citation.number}] " + ", ".join(parts)


def print_quotes(rows: Sequence[dict[str, Any]]) -> None:
    """Quotes as a table for a person."""
    console = Console(highlight=False)
    if not rows:
        console.print("No quote fits. Leave out a filter to see more.")
        return
    table = Table("Speaker", "Theme", "Quote", show_lines=True)
    for row in rows:
        table.add_row(row["speaker"], str(row["theme"] or ""), row["text"].replace("[", r"\["))
    console.print(table)


def print_feedback(rows: Sequence[dict[str, Any]]) -> None:
    """What visitors thought of answers, as a table for a person."""
    console = Console(highlight=False)
    if not rows:
        console.print("Nobody has rated an answer yet.")
        return
    table = Table("When", "Rating", "Question", "Reason", show_lines=True)
    for row in rows:
        rating = "of use" if row["good"] else "not of use"
        table.add_row(row["given"], rating, _as_typed(row["question"]), _as_typed(row["reason"]))
    console.print(table)


def _as_typed(words: str) -> Text:
    """A visitor's words without rich's markup, and without the characters that would steer the terminal."""
    return Text("".join(c for c in " ".join(words.split()) if c.isprintable()))


def source_entry(structure: Structure) -> dict[str, Any]:
    """A document as JSON: its text, and all parts with their offsets."""
    document = structure.document
    entry = asdict(document)
    entry.pop("furniture")
    entry.pop("headings")
    return entry | {
        "pages": [{"number": p.number, **asdict(p.span)} for p in document.pages],
        "furniture": [{"text": f.text, "reason": f.reason} for f in document.furniture],
        "sections": [_section_entry(structure, section) for section in structure.sections],
        "paragraphs": [
            {"section": p.section, "part": p.part, **asdict(p.span), "sentences": [asdict(s) for s in p.sentences]}
            for p in structure.paragraphs
        ],
        "quotes": [quote_entry(structure, quote) for quote in structure.quotes],
        "tables": [_table_entry(structure, position) for position in range(len(structure.tables))],
        "references": [{"number": r.number, **_words(structure, r.span)} for r in structure.references],
    }


def _section_entry(structure: Structure, section: Section) -> dict[str, Any]:
    entry = asdict(section)
    entry.pop("span")
    entry.pop("body")
    return {**entry, "body_start": section.body.start, **_words(structure, section.span)}


def _table_entry(structure: Structure, position: int) -> dict[str, Any]:
    table = structure.tables[position]
    return {
        "id": table.id,
        "number": table.number,
        "section": structure.section(table.section).title,
        "caption": _words(structure, table.caption) if table.caption else None,
        "header": [_words(structure, cell) for cell in table.header.cells] if table.header else None,
        "rows": [[_words(structure, cell) for cell in row.cells] for row in table.rows],
        "note": _words(structure, table.note) if table.note else None,
        **asdict(table.span),
    }


def _words(structure: Structure, span: Span) -> dict[str, Any]:
    return {"text": structure.words(span), **asdict(span)}


def revision_entry(revision: Revision, structures: Mapping[str, Structure]) -> dict[str, Any]:
    """A revision with both wordings and where they stand."""
    sides = {"before": revision.before, "after": revision.after}
    entry: dict[str, Any] = {"change": revision.change.value, "likeness": round(revision.likeness, 3)}
    for side, chunk in sides.items():
        entry[side] = chunk and {
            "document": chunk.document,
            "section": structures[chunk.document].section(chunk.section).title,
            "theme": chunk.theme,
            "speaker": chunk.speaker,
            "start": chunk.span.start,
            "end": chunk.span.end,
            "text": chunk.text,
        }
    there = entry["after"] or entry["before"]
    return {**entry, "section": there["section"], "theme": there["theme"]}


def print_revisions(report: Mapping[str, Any]) -> None:
    """Changes for a person: a count of each kind, then both wordings; what kept its words is left out."""
    console = Console(highlight=False)
    counts = ", ".join(f"{count} {change}" for change, count in report["summary"].items())
    console.print(f"From {report['from']} to {report['to']}: {counts or 'nothing there'}.\n", markup=False)
    for row in report["revisions"]:
        if row["change"] in ("unchanged", "typographic", "moved"):
            continue
        console.print(f"{row['change'].upper()} in {row['section']}", style="bold", markup=False)
        for mark, side in (("-", row["before"]), ("+", row["after"])):
            if side:
                console.print(f"{mark} {side['text']}", markup=False)
        console.print()


def print_checks(checks: Sequence[Check]) -> None:
    """The doctor's findings for a person."""
    console = Console(highlight=False)
    for check in checks:
        console.print(f"{'good' if check.good else 'WRONG':6}{check.name}: {check.found}", markup=False)


def print_evaluation(summary: Mapping[str, Any], folder: Path) -> None:
    """How an evaluation went: its figures with their counts, what got worse, why it is red, where the report is."""
    console = Console(highlight=False)
    table = Table("", "Value", "Counts", "Floor", "Baseline")
    for figure in summary["metrics"].values():
        counts = f"{figure['scored'] if figure['passed'] is None else figure['passed']}/{figure['total']}"
        others = [f"{x:.3f}" if (x := figure.get(name)) is not None else "" for name in ("floor", "baseline")]
        table.add_row(figure["title"], f"{figure['value']:.3f}", counts, *others)
    console.print(table)
    for half, share in summary["halves"].items():
        console.print(f"{half}: {share['right']}/{share['total']} right ({share['right'] / share['total']:.1%})")
    took = summary["milliseconds"]
    console.print(f"Milliseconds an answer: median {took['median']}, p95 {took['p95']}, longest {took['longest']}")
    for entry in summary["regressions"]:
        mark = "waived" if entry["waived"] else "WORSE"
        console.print(f"{mark}: {entry['id']}, {entry['metric']}: {entry['reason']}", markup=False)
    console.print(f"{len(summary['improvements'])} figures of single questions got better since the baseline.")
    for sentence in [*summary["notes"], *summary["faults"]]:
        console.print(sentence, markup=False)
    console.print(f"{summary['verdict'].upper()}. The report: {folder / 'report.html'}", markup=False)


def print_comparison(tables: Sequence[Tabled], sentences: Sequence[str], report: Path) -> None:
    """How engines compare: tables, each with its title and its head, then what is to be said of them, and where the report is."""
    console = Console(highlight=False)
    for title, head, rows in tables:
        table = Table(*head, title=title, title_justify="left")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
    for sentence in [*sentences, f"The report: {report}"]:
        console.print(f"\n{sentence}", markup=False)
