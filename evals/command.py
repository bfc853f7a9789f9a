"""``lessons evals run``: runs a suite, holds it against the baseline, writes the reports and says how it went."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.gate import (
    BASELINE,
    Comparison,
    check_comparable,
    compare,
    faults,
    read_baseline,
    read_floors,
    read_waivers,
    write_baseline,
)
from evals.golden import FILE as GOLDEN
from evals.golden import Item, load_golden
from evals.report import write_report
from evals.results import ItemResult, write_rows
from evals.steadiness import shaken
from evals.suite import Subject, run_suite
from evals.summary import KINDS, hashes, refusal_curve, summarise
from lessons.answers import Assistant
from lessons.codebook import FILE as CODEBOOK
from lessons.coverage import MOST_DOUBT, certain, doubt
from lessons.domain import Answer, UsageError
from lessons.printing import Begin, print_json_to
from lessons.retrieval import retrieve
from lessons.settings import Settings
from lessons.vocabulary import Vocabulary

SUITES = ("offline", "judged", "bare")
LIMITS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)  # of doubt, in log odds
SHAKEN = 2  # times that a new baseline is tried as another processor would have it
JUDGED = 30  # answers that a judge is asked about
CODES = {"green": 0, "red": 1, "unstable": 3}


@dataclass(frozen=True, slots=True)
class Options:
    """What is run: the suite, only one kind or some items, what it is compared with, where the reports go.

    ``update`` makes the run the baseline, for a ``reason``. ``despite`` has answers judged by an unsteady judge too.
    """

    suite: str = "offline"
    kind: str = ""
    items: Sequence[str] = ()
    baseline: Path = BASELINE
    out: Path = Path("build", "evals")
    update: bool = False
    reason: str = ""
    sample: int = JUDGED
    despite: bool = False

    @property
    def whole(self) -> bool:
        """Whether every golden question is run."""
        return not (self.kind or self.items)


def run(options: Options, settings: Settings, begin: Begin) -> dict[str, Any]:
    """Run a suite and write its reports; gives the summary, whose ``verdict`` is green, red or unstable."""
    _check(options)
    items = _chosen(options)
    baseline = read_baseline(options.baseline) if options.suite == "offline" and not options.update else None
    options.out.mkdir(parents=True, exist_ok=True)
    with _subject(options, settings, begin) as (assistant, subject):
        tick = begin(len(items))
        results = run_suite(items, subject, options.out / "ragas", lambda: tick(1))
        others = [
            run_suite(items, subject_of(shaken(assistant, seed)), options.out / "ragas", lambda: None)
            for seed in range(SHAKEN if options.update else 0)
        ]
        summary = {
            "suite": options.suite,
            **summarise(results),
            "refusal": refusal_curve(results, LIMITS),
            "limit": MOST_DOUBT,
            "hashes": hashes(settings, assistant.library.corpus, GOLDEN),
            "models": {"embedding": assistant.library.encoder.name, "engine": settings.engine, "judge": None},
            "command": _command(options),
            "notes": _notes(options),
        }
    if options.suite == "judged":
        results = _judge(options, settings, results, summary, begin)
    comparison = Comparison()
    floors = read_floors() if options.whole else {name: least for name, least in read_floors().items() if least == 1}
    if baseline:
        check_comparable(baseline, summary["hashes"])
        comparison = compare(results, baseline, read_waivers())
        for name, figure in summary["metrics"].items():
            figure["baseline"] = baseline.values.get(name) if options.whole else None
    summary |= {"regressions": comparison.regressions, "improvements": comparison.improvements}
    summary["notes"] += [
        f"The waiver of {w['item']}, {w['metric']} is not needed: remove it." for w in comparison.unused
    ]
    _judge_run(options, summary, comparison, floors, results)
    if options.update:
        write_baseline(options.baseline, options.reason, summary, results, others)
    write_rows(options.out / "results.jsonl", results)
    print_json_to(options.out / "summary.json", summary)
    write_report(options.out, summary, results)
    return summary


def _judge_run(
    options: Options,
    summary: dict[str, Any],
    comparison: Comparison,
    floors: dict[str, float],
    results: Sequence[ItemResult],
) -> None:
    """Write verdict, faults and floors into the summary."""
    for name, figure in summary["metrics"].items():
        figure["floor"] = floors.get(name) if options.suite == "offline" else None
    judge = summary.get("judge")
    summary["faults"] = faults(summary, comparison, floors, results) if options.suite == "offline" else []
    summary["verdict"] = "red" if summary["faults"] else "green"
    if judge and judge["accuracy"] < judge["least"]:
        summary["verdict"] = "unstable"
        summary["faults"] = [
            f"The judge {judge['model']} tells labelled claims apart with a balanced accuracy of {judge['accuracy']:.2f}; "
            f"{judge['least']} is needed before its verdicts count."
        ]


def _check(options: Options) -> None:
    if options.suite not in SUITES:
        raise UsageError(f"There is no suite “{options.suite}”: use {', '.join(SUITES)}.")
    if options.kind and options.kind not in KINDS:
        raise UsageError(f"There is no kind “{options.kind}”: use one of {', '.join(KINDS)}.")
    if options.update and not (options.reason.strip() and options.whole and options.suite == "offline"):
        raise UsageError("A baseline is renewed from a whole offline run and with a reason: add --reason “…”.")


def _chosen(options: Options) -> list[Item]:
    items = load_golden()
    unknown = set(options.items) - {item["id"] for item in items}
    if unknown:
        raise UsageError(f"There is no golden question {', '.join(sorted(unknown))}: look into evals/golden.jsonl.")
    chosen = [
        item
        for item in items
        if options.kind in ("", item["kind"]) and (not options.items or item["id"] in options.items)
    ]
    if options.suite == "judged" and options.whole:
        told = [item for item in chosen if item["evidence"]]
        return told[:: max(1, len(told) // max(1, options.sample))][: options.sample]
    return chosen


@contextmanager
def _subject(options: Options, settings: Settings, begin: Begin) -> Iterator[tuple[Assistant, Subject]]:
    """The assistant to evaluate; without its codebook in the bare suite, as documents are that somebody adds."""
    if options.suite != "bare":
        assistant = Assistant.prepare(settings, begin)
        yield assistant, subject_of(assistant)
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder, "corpus"), Path(folder, "index")
        shutil.copytree(settings.corpus_dir, corpus, ignore=shutil.ignore_patterns(CODEBOOK))
        assistant = Assistant.prepare(settings.model_copy(update={"corpus_dir": corpus, "index_dir": index}))
        yield assistant, subject_of(assistant)


def subject_of(assistant: Assistant) -> Subject:
    """An assistant as the suite sees it."""
    library = assistant.library
    vocabulary = Vocabulary(library)

    def ask(item: Item) -> Answer:
        return assistant.answer(item["question"], item["history"])

    def ask_afresh(item: Item) -> Answer:
        assistant.forget()
        return ask(item)

    def doubted(item: Item) -> float | None:
        query = assistant.turn(item["question"], item["history"]).query
        return None if certain(query) else doubt(query, retrieve(query, library), vocabulary)

    return Subject(ask, ask_afresh, doubted, library.structures, library.encoder)


def _judge(
    options: Options, settings: Settings, results: list[ItemResult], summary: dict[str, Any], begin: Begin
) -> list[ItemResult]:
    """The results with what the judge says of them; its own trial goes into the summary."""
    from evals.canaries import load_canaries
    from evals.judged import Judge, run_judge

    if not (settings.judge_url and settings.judge_model):
        raise UsageError("The judged suite needs a judge: set LESSONS_JUDGE_URL and LESSONS_JUDGE_MODEL.")
    judge = Judge(settings.judge_url, settings.judge_model, settings.judge_key)
    canaries = load_canaries()
    tick = begin(len(canaries) + min(options.sample, len(results)))
    score, judged = run_judge(
        judge, settings, results, options.sample, canaries, lambda: tick(1), despite=options.despite
    )
    summary["judge"] = score.as_dict()
    summary["models"]["judge"] = judge.model
    summary["metrics"] = summarise(judged)["metrics"]
    return judged


def _notes(options: Options) -> list[str]:
    notes = []
    if options.suite == "bare":
        notes.append("This run is without the codebook; it is for information and has no gate.")
    if not options.whole:
        notes.append("Only a part of the golden questions was run.")
    return notes


def _command(options: Options) -> str:
    parts = ["lessons evals run"]
    parts += [f"--suite {options.suite}"] if options.suite != "offline" else []
    parts += [f"--only {options.kind}"] if options.kind else []
    return " ".join([*parts, *(f"--item {item}" for item in options.items)])
