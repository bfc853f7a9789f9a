"""``lessons evals run``: its exit codes, its reports, and what it says to wrong usage."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

if find_spec("ragas") is None:
    pytest.skip("needs the evaluation suite's packages", allow_module_level=True)

from evals.command import Options, run
from evals.gate import BASELINE
from evals.golden import load_golden

from lessons.answers import Assistant
from lessons.domain import Answer, ConfigurationError, UsageError
from lessons.settings import load_settings

pytestmark = pytest.mark.evals

ITEM = "ga-001"


def begin(_total: int) -> Callable[[int], None]:
    return lambda _done: None


def changed_baseline(folder: Path, **changes: object) -> Path:
    path = folder / "baseline.json"
    path.write_text(json.dumps(json.loads(BASELINE.read_text("utf-8")) | changes), "utf-8")
    return path


def test_one_item_from_the_command_line_is_green_and_writes_every_report(tmp_path: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lessons"), "evals", "run", "--item", ITEM, "--out", str(tmp_path), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["verdict"] == "green"
    assert summary["metrics"]["correct"]["total"] == 1
    assert json.loads((tmp_path / "results.jsonl").read_text("utf-8"))["id"] == ITEM
    assert json.loads((tmp_path / "summary.json").read_text("utf-8")) == summary
    assert all((tmp_path / name).stat().st_size for name in ("report.md", "report.html", "junit.xml"))


def test_an_item_that_passed_in_the_baseline_and_fails_now_is_red(tmp_path: Path) -> None:
    known = json.loads(BASELINE.read_text("utf-8"))
    failing = next(id_ for id_, names in known["failed"].items() if "correct" in names and id_ not in known["unsteady"])
    baseline = changed_baseline(tmp_path, failed={})
    summary = run(Options(items=(failing,), baseline=baseline, out=tmp_path), load_settings(), begin)
    assert summary["verdict"] == "red"
    assert "correct" in {entry["metric"] for entry in summary["regressions"]}


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that are answered meanwhile."""
    questions: list[str] = []

    def answer(_assistant: Assistant, question: str, *_: object) -> Answer:
        questions.append(question)
        raise AssertionError("a question was answered")

    monkeypatch.setattr(Assistant, "answer", answer)
    return questions


def test_a_baseline_of_other_questions_is_refused_before_any_is_answered(tmp_path: Path, answered: list[str]) -> None:
    baseline = changed_baseline(tmp_path, hashes={"corpus": "other", "golden": "other"})
    with pytest.raises(ConfigurationError, match="changed since the baseline"):
        run(Options(items=(ITEM,), baseline=baseline, out=tmp_path), load_settings(), begin)
    assert answered == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (Options(suite="fast"), "no suite “fast”"),
        (Options(kind="gossip"), "no kind “gossip”"),
        (Options(items=("zz-999",)), "no golden question zz-999"),
        (Options(update=True), "with a reason"),
        (Options(update=True, reason="why", items=(ITEM,)), "whole offline run"),
        (Options(suite="judged"), "needs a judge"),
    ],
)
def test_wrong_usage_is_one_plain_sentence_before_any_question_is_answered(
    options: Options, words: str, answered: list[str]
) -> None:
    with pytest.raises(UsageError, match=words) as problem:
        run(options, load_settings(judge_url="", judge_model=""), begin)
    assert "\n" not in str(problem.value)
    assert answered == []


def test_a_kind_alone_runs_only_that_kind(tmp_path: Path) -> None:
    summary = run(Options(kind="partly", out=tmp_path), load_settings(), begin)
    assert set(summary["kinds"]) == {"partly"}
    assert summary["metrics"]["correct"]["total"] == sum(i["kind"] == "partly" for i in load_golden())
    assert summary["command"] == "lessons evals run --only partly"
