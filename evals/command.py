"""``lessons evals run``: runs a suite, holds it against the baseline, writes the reports and says how it went."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.comparison import compare
from evals.engine_report import told, write_engines
from evals.gate import BASELINE, write_baseline
from evals.golden import FILE as GOLDEN
from evals.golden import Item, load_golden
from evals.report import write_report
from evals.results import ItemResult, write_rows
from evals.steadiness import shaken
from evals.suite import Subject, run_suite
from evals.summary import KINDS, hashes, refusal_curve, summarise
from evals.verdict import Yardstick, conclude, read_yardstick
from lessons.answers import Assistant
from lessons.codebook import FILE as CODEBOOK
from lessons.coverage import MOST_DOUBT, certain, doubt
from lessons.domain import Answer, UsageError
from lessons.printing import Begin, print_json_to
from lessons.retrieval import retrieve
from lessons.settings import Settings
from lessons.vocabulary import Vocabulary

SUITES = ("offline", "judged", "bare", "engines")
__all__ = ["BASELINE", "CODES", "Options", "run", "told"]
LIMITS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)  # of doubt, in log odds
SHAKEN = 2  # times that a new baseline is tried as another processor would have it
SAMPLES = {"judged": 30, "engines": 40}  # answers that a judge is asked about, questions that each engine answers
CODES = {"green": 0, "red": 1, "unstable": 3, "measured": 0}


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
    sample: int | None = None
    despite: bool = False

    @property
    def size(self) -> int:
        """How many answers are looked at where a suite takes a sample."""
        return self.sample or SAMPLES.get(self.suite, 0)

    @property
    def whole(self) -> bool:
        """Whether every golden question is run."""
        return not (self.kind or self.items)


def run(options: Options, settings: Settings, begin: Begin) -> dict[str, Any]:
    """Run a suite and write its reports; gives the summary, whose ``verdict`` is green, red or unstable.

    Whatever stands in the way of a verdict is said before the first question is asked.
    """
    _check(options, settings)
    if options.suite == "engines":
        return _compared(options, settings, begin)
    items, yardstick = _chosen(options), _yardstick(options)
    options.out.mkdir(parents=True, exist_ok=True)
    with _assistant(options, settings, begin) as assistant:
        stands_on = hashes(settings, assistant.library.corpus, GOLDEN)
        yardstick.check(stands_on)
        results = _answered(items, assistant, options, begin)
        others = [_answered(items, shaken(assistant, seed), options) for seed in range(SHAKEN if options.update else 0)]
        summary = _summary(options, settings, assistant, results) | {"hashes": stands_on}
    if options.suite == "judged":
        results = _judge(options, settings, results, summary, begin)
    conclude(summary, results, yardstick)
    if options.update:
        write_baseline(options.baseline, options.reason, summary, results, others)
    _write(options.out, summary, results)
    return summary


def _compared(options: Options, settings: Settings, begin: Begin) -> dict[str, Any]:
    """What the engines make of the same questions; there is no gate."""
    items = _chosen(options)
    options.out.mkdir(parents=True, exist_ok=True)
    with _assistant(options, settings, begin) as assistant:
        stands_on = hashes(settings, assistant.library.corpus, GOLDEN)
        summary = compare(assistant, items, options.size, begin) | {"hashes": stands_on, "command": _command(options)}
    summary["notes"] += _notes(options)
    write_engines(options.out, summary)
    return summary


def _check(options: Options, settings: Settings) -> None:
    if options.suite not in SUITES:
        raise UsageError(f"There is no suite “{options.suite}”: use {', '.join(SUITES)}.")
    if options.kind and options.kind not in KINDS:
        raise UsageError(f"There is no kind “{options.kind}”: use one of {', '.join(KINDS)}.")
    if options.update and not (options.reason.strip() and options.whole and options.suite == "offline"):
        raise UsageError("A baseline is renewed from a whole offline run and with a reason: add --reason “…”.")
    if options.suite == "judged" and not (settings.judge_url and settings.judge_model):
        raise UsageError("The judged suite needs a judge: set LESSONS_JUDGE_URL and LESSONS_JUDGE_MODEL.")


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
        evident = [item for item in chosen if item["evidence"]]
        return evident[:: max(1, len(evident) // max(1, options.size))][: options.size]
    return chosen


def _yardstick(options: Options) -> Yardstick:
    """What the run is held against: not a baseline that it is to replace, and nothing in a suite without a gate."""
    if options.suite != "offline":
        return Yardstick()
    return read_yardstick(None if options.update else options.baseline, whole=options.whole)


@contextmanager
def _assistant(options: Options, settings: Settings, begin: Begin) -> Iterator[Assistant]:
    """The assistant to evaluate; without its codebook in the bare suite, as documents are that somebody adds."""
    if options.suite != "bare":
        yield Assistant.prepare(settings, begin)
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder, "corpus"), Path(folder, "index")
        shutil.copytree(settings.corpus_dir, corpus, ignore=shutil.ignore_patterns(CODEBOOK))
        yield Assistant.prepare(settings.model_copy(update={"corpus_dir": corpus, "index_dir": index}))


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


def _answered(
    items: Sequence[Item], assistant: Assistant, options: Options, begin: Begin | None = None
) -> list[ItemResult]:
    """What the suite finds for each question; without ``begin`` nobody is shown how far it is."""
    tick = begin(len(items)) if begin else lambda _done: None
    gc.freeze()  # what ragas has loaded is not looked through while answers are timed
    return run_suite(items, subject_of(assistant), options.out / "ragas", lambda: tick(1))


def _summary(
    options: Options, settings: Settings, assistant: Assistant, results: Sequence[ItemResult]
) -> dict[str, Any]:
    """What was found and what was run, before it is held against anything."""
    return {
        "suite": options.suite,
        **summarise(results),
        "refusal": refusal_curve(results, LIMITS),
        "limit": MOST_DOUBT,
        "models": {"embedding": assistant.library.encoder.name, "engine": settings.engine, "judge": None},
        "command": _command(options),
        "notes": _notes(options),
    }


def _judge(
    options: Options, settings: Settings, results: list[ItemResult], summary: dict[str, Any], begin: Begin
) -> list[ItemResult]:
    """The results with what the judge says of them; its own trial goes into the summary."""
    from evals.canaries import load_canaries
    from evals.judged import Judge, run_judge

    judge = Judge(settings.judge_url, settings.judge_model, settings.judge_key)
    canaries = load_canaries()
    tick = begin(len(canaries) + min(options.size, len(results)))
    score, judged = run_judge(
        judge, settings, results, options.size, canaries, lambda: tick(1), despite=options.despite
    )
    summary["judge"] = score.as_dict()
    summary["models"]["judge"] = judge.model
    summary["metrics"] = summarise(judged)["metrics"]
    return judged


def _write(folder: Path, summary: dict[str, Any], results: Sequence[ItemResult]) -> None:
    write_rows(folder / "results.jsonl", results)
    print_json_to(folder / "summary.json", summary)
    write_report(folder, summary, results)


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
    parts += [f"--sample {options.sample}"] if options.sample else []
    return " ".join([*parts, *(f"--item {item}" for item in options.items)])
