"""The command line: ``lessons index | ask | source | quotes | compare | pack | cite | feedback | evals | doctor | app``.

Standard output carries results only. An error is one plain sentence on standard error; exit codes are 0 done, 1 a check found
faults, 2 wrong usage or configuration, 3 something the program needs is missing or broken.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from lessons import evaluation, packing, printing
from lessons.batch import is_text, read_batch
from lessons.corpus import Corpus, load_corpus
from lessons.domain import Document, Kind, LessonsError, UsageError
from lessons.packs.spreadsheet import quote_entry, quotes_csv, rows_csv
from lessons.settings import PROJECT, load_settings

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
app.add_typer(evaluation.app, name="evals")
app.command()(packing.pack)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
INTERRUPTED = 130
ENGINES = ("extractive", "embedded", "endpoint")


@app.callback(invoke_without_command=True)
def lessons(context: typer.Context) -> None:
    """Answers questions about the North East Vanguards study, every sentence backed by a verified passage."""
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Start afresh, take nothing over.")] = False,
    as_json: Json = False,
) -> None:
    """Build or refresh the index of the corpus."""
    from lessons.build import refresh_index

    began = time.perf_counter()
    with printing.progress("Indexing", quiet=as_json) as begin:
        facts, problems = refresh_index(load_settings(), rebuild=rebuild, begin=begin)
    seconds = round(time.perf_counter() - began, 1)
    result = {"documents": facts.documents, "chunks": facts.chunks, "questions": facts.questions, "seconds": seconds}
    if as_json:
        printing.print_json({**result, "problems": list(problems)})
    else:
        print(f"{facts.documents} documents, {facts.chunks} chunks, {seconds} seconds.")
        for problem in problems:
            print(problem, file=sys.stderr)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in your own words.")] = None,
    history: Annotated[
        list[str] | None, typer.Option("--history", help="An earlier question of yours; can be repeated.")
    ] = None,
    version: Annotated[str | None, typer.Option("--version", help="published, r1, submitted or all.")] = None,
    engine: Annotated[str | None, typer.Option("--engine", help="extractive, embedded or endpoint.")] = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="A JSONL file of questions; needs --json.")] = None,
    as_json: Json = False,
) -> None:
    """Answer one question, or a file of them."""
    if engine not in (None, *ENGINES):
        raise UsageError(f"The engine “{engine}” is not known: use one of {', '.join(ENGINES)}.")
    if (batch is None) == (question is None):
        raise UsageError("Give either one question in quotation marks or --batch with a file.")
    if batch is not None:
        if history:
            raise UsageError("In a batch each line has its own “history”: leave --history out.")
        _ask_batch(batch, version, engine, as_json)
        return
    if not all(is_text(words) for words in [question, *(history or [])]):
        raise UsageError("The question holds characters that are not text: type it again.")
    answer = _assistant(as_json).answer(question or "", history or (), version, engine)
    if as_json:
        printing.print_json(asdict(answer) | {"answer": printing.markdown(answer)})
    else:
        printing.print_answer(answer)


def _ask_batch(path: Path, version: str | None, engine: str | None, as_json: bool) -> None:
    if not as_json:
        raise UsageError("A batch prints JSON: add --json.")
    questions = read_batch(path)
    assistant = _assistant(quiet=True)
    for entry in questions:
        answer = assistant.answer(entry["question"], entry["history"], entry["version"] or version, engine)
        printing.print_json_line({"id": entry["id"], **asdict(answer), "answer": printing.markdown(answer)})


@app.command()
def source(
    document: Annotated[str, typer.Argument(help="published, r1, submitted, cover, checklist or an added document.")],
    as_json: Json = False,
) -> None:
    """Print the reading text of a document."""
    from lessons.structure import read_structure

    found = load_corpus(load_settings().corpus_dir).document(document)
    if as_json:
        printing.print_json(printing.source_entry(read_structure(found)))
    else:
        sys.stdout.write(found.text + ("\n" if sys.stdout.isatty() else ""))


@app.command()
def quotes(
    theme: Annotated[int | None, typer.Option("--theme", min=1, max=6, help="1 to 6.")] = None,
    pilot: Annotated[str | None, typer.Option("--pilot", help="MCP, PACS, ACC, EHCH or UEC.")] = None,
    role: Annotated[str | None, typer.Option("--role", help="A word of the speaker's role, such as IT.")] = None,
    version: Annotated[str, typer.Option("--version", help="published, r1 or submitted.")] = "published",
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")] = False,
) -> None:
    """List participants' quotes."""
    from lessons.quotations import select_quotes
    from lessons.structure import read_structure

    structure = read_structure(_version(load_corpus(load_settings().corpus_dir), version))
    found = select_quotes(structure, theme=theme, pilot=pilot, role=role)
    rows = [quote_entry(structure, quote) for quote in found]
    if as_json:
        printing.print_json(rows)
    elif as_csv:
        sys.stdout.write(quotes_csv(rows))
    else:
        printing.print_quotes(rows)


@app.command()
def cite(
    version: Annotated[
        str, typer.Option("--version", help="published, r1, submitted or an added document.")
    ] = "published",
    form: Annotated[str, typer.Option("--format", help="vancouver, ris or bibtex.")] = "vancouver",
) -> None:
    """Print the reference of a document, with its status where it is not the version of record."""
    from lessons.reference_files import bibtex, ris
    from lessons.references import reference

    forms = {"vancouver": lambda document: f"{reference(document)}\n", "ris": ris, "bibtex": bibtex}
    if form not in forms:
        raise UsageError(f"There is no format “{form}”: use one of {', '.join(forms)}.")
    sys.stdout.write(forms[form](load_corpus(load_settings().corpus_dir).document(version)))


@app.command()
def compare(
    before: Annotated[str, typer.Option("--from", help="The earlier version.")] = "submitted",
    after: Annotated[str, typer.Option("--to", help="The later version.")] = "published",
    section: Annotated[str | None, typer.Option("--section", help="A word of the section's name.")] = None,
    as_json: Json = False,
) -> None:
    """Show what changed between two versions, passage by passage."""
    from lessons.chunks import cut_chunks, is_evidence
    from lessons.revisions import align
    from lessons.structure import read_structure

    corpus = load_corpus(load_settings().corpus_dir)
    structures = {name: read_structure(_version(corpus, name)) for name in (before, after)}
    chunks = {name: [c for c in cut_chunks(s) if is_evidence(c)] for name, s in structures.items()}
    rows = [printing.revision_entry(r, structures) for r in align(chunks[before], chunks[after])]
    if section:
        rows = [row for row in rows if section.lower() in row["section"].lower()]
    report = {"from": before, "to": after, "summary": Counter(row["change"] for row in rows), "revisions": rows}
    if as_json:
        printing.print_json(report)
    else:
        printing.print_revisions(report)


def _version(corpus: Corpus, name: str) -> Document:
    """A version of the study by its id; raises UsageError for a document that is none."""
    document = corpus.document(name)
    if document.kind != Kind.VERSION:
        raise UsageError(
            f"“{name}” is not a version of the study: use one of {', '.join(d.id for d in corpus.versions)}."
        )
    return document


@app.command()
def feedback(
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")] = False,
) -> None:
    """Print what visitors of the page thought of answers, as kept on this computer."""
    from lessons.feedback import kept

    rows = [asdict(opinion) for opinion in kept(load_settings().feedback_file)]
    if as_json:
        printing.print_json(rows)
    elif as_csv:
        names = ("given", "good", "reason", "question", "status", "scope", "cited", "program")
        sys.stdout.write(rows_csv(names, ({**row, "cited": " ".join(row["cited"])} for row in rows)))
    else:
        printing.print_feedback(rows)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Check model files, corpus, index, engine and port; say what is wrong and how to mend it."""
    from lessons.doctor import examine

    checks = examine(load_settings())
    if as_json:
        printing.print_json({"healthy": all(c.good for c in checks), "checks": [asdict(c) for c in checks]})
    else:
        printing.print_checks(checks)
    if not all(c.good for c in checks):
        raise typer.Exit(1)


@app.command(name="app")
def run_app(
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="The port of the page.")] = None,
) -> None:
    """Start the browser app."""
    settings = load_settings()
    where = str(port or settings.port)
    page = PROJECT / "app.py"
    if not page.is_file():
        raise UsageError("The page app.py is not here: run this from the project's folder after “make install”.")
    print(f"Opening http://localhost:{where} (Ctrl+C stops it)", flush=True)
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", where]
    raise typer.Exit(subprocess.run(command, cwd=PROJECT, check=False).returncode)


def _assistant(quiet: bool) -> Any:
    from lessons.answers import Assistant

    with printing.progress("Indexing", quiet) as begin:
        return Assistant.prepare(load_settings(), begin)


def main() -> None:
    """Run the command line; every error leaves as one sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # the sources' own characters, whatever the terminal is used to
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except LessonsError as problem:
        _leave(str(problem), problem.exit_code)
    except typer.Abort:
        _leave("Stopped.", INTERRUPTED)
    except KeyboardInterrupt:
        _leave("Stopped.", INTERRUPTED)
    except BrokenPipeError:
        os._exit(0)
    except Exception as problem:  # the outermost boundary: no traceback reaches a user
        if usage := getattr(problem, "format_message", None):  # what typer raises for wrong words on the command line
            _leave(f"{usage().rstrip('.')}: see “lessons --help”.", 2)
        _leave(f"The program failed ({type(problem).__name__}: {problem}): run “lessons doctor” and report this.", 3)
    sys.exit(code if isinstance(code, int) else 0)


def _leave(sentence: str, code: int) -> None:
    print(" ".join(sentence.split()), file=sys.stderr)
    sys.exit(code)
