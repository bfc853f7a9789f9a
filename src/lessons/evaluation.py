"""``lessons evals run``: hands over to the evaluation suite, which stands beside the package in a copy of the project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from lessons import printing
from lessons.domain import BrokenError
from lessons.settings import PROJECT, load_settings

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def evals() -> None:
    """Measure whether answers are still right, complete and rightly cited."""


@app.command()
def run(
    suite: Annotated[
        str, typer.Option("--suite", help="offline, judged, bare (without the codebook) or engines (compared).")
    ] = "offline",
    only: Annotated[str, typer.Option("--only", metavar="KIND", help="Only golden questions of one kind.")] = "",
    item: Annotated[
        list[str] | None, typer.Option("--item", metavar="ID", help="Only this one; can be repeated.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="What to compare with.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Where the reports go.")] = PROJECT / "build" / "evals",
    update_baseline: Annotated[bool, typer.Option("--update-baseline", help="Make this run the baseline.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why the baseline changes.")] = "",
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, help="Answers that the judge sees (30), or each engine gives (40).")
    ] = None,
    despite: Annotated[bool, typer.Option("--despite", help="Have answers judged by an unsteady judge too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")] = False,
) -> None:
    """Run the golden questions, compare with the baseline, write the reports. Exit code 1: worse; 3: unsteady judge."""
    command = _suite()
    chosen = command.Options(
        suite, only, tuple(item or ()), baseline or command.BASELINE, out, update_baseline, reason, sample, despite
    )
    with printing.progress("Evaluating", quiet=as_json) as begin:
        summary = command.run(chosen, load_settings(), begin)
    if as_json:
        printing.print_json(summary)
    elif suite == "engines":
        tables, sentences = command.told(summary)
        printing.print_comparison(tables, sentences, out / "engines.html")
    else:
        printing.print_evaluation(summary, out)
    raise typer.Exit(command.CODES[summary["verdict"]])


def _suite() -> Any:
    """The module ``evals.command``; raises BrokenError where it or its packages are not there."""
    if not (PROJECT / "evals" / "command.py").is_file():
        raise BrokenError("The evaluation suite is not part of this installation: run it from a copy of the project.")
    sys.path.insert(0, str(PROJECT))
    try:
        from evals import command
    except ModuleNotFoundError as missing:
        raise BrokenError(
            f"The evaluation suite's packages are not installed ({missing.name} is missing): run “make evals” once."
        ) from None
    return command
