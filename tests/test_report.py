"""The reports show every figure with its counts, every failing item with both sides, and never more than was measured."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from evals.report import write_report
from evals.results import Finding, ItemResult

NASTY = "<script>alert('x')</script> & \x00 \x1b[31m"


def result(id_: str = "ga-001", kind: str = "quote", error: str = "", **findings: Finding) -> ItemResult:
    return ItemResult(
        id=id_,
        kind=kind,
        half="tune",
        question=f"Who said that? {NASTY}",
        history=["What about trust?"],
        expected={"status": "answered", "evidence": [[{"document": "published", "text": "We have two trusts"}]]},
        given={} if error else {"status": "answered", "answer": f"- {NASTY} [1]", "citations": []},
        findings={"correct": Finding(1.0)} | findings,
        milliseconds=12.5,
        error=error,
    )


def figure(**changes: Any) -> dict[str, Any]:
    blank = {"passed": None, "low": None, "high": None, "floor": None, "baseline": None}
    return {"title": "Right answers", "value": 0.5, "scored": 2, "total": 4, **blank, **changes}


def summary(**changes: Any) -> dict[str, Any]:
    share = {"right": 1, "total": 4, "low": 0.0063, "high": 0.8059}
    return {
        "suite": "offline",
        "made": "2026-11-22T02:40:00+00:00",
        "verdict": "green",
        "faults": [],
        "notes": [],
        "metrics": {"correct": figure(passed=2, low=0.0676, high=0.9324, floor=0.4, baseline=0.75)},
        "kinds": {"quote": {"title": "Quotes", "tune": share}},
        "halves": {"tune": share},
        "milliseconds": {"median": 12.5, "p95": 40.1, "longest": 120.3},
        "refusal": [{"half": "tune", "limit": -0.5, "missed": 3, "absent": 60, "wrong": 5, "answerable": 400}],
        "limit": -0.3,
        "hashes": {"corpus": "aaaa", "golden": "bbbb", "codebook": "cccc", "settings": "dddd"},
        "models": {"embedding": "minilm", "engine": "extractive", "judge": None},
        "regressions": [],
        "improvements": [],
        "judge": None,
        "command": "lessons evals run",
        **changes,
    }


class Page(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.resources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.resources += [value or "" for name, value in attrs if name in ("src", "href") and tag != "a"]


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(results: list[ItemResult], **changes: Any) -> dict[str, str]:
        write_report(tmp_path, summary(**changes), results)
        return {name: (tmp_path / name).read_text("utf-8") for name in ("report.md", "report.html", "junit.xml")}

    return write


FAILING = result(correct=Finding(0.0, "status is unclear"))


@pytest.mark.parametrize("form", ["report.md", "report.html"])
def test_every_figure_shows_its_counts_interval_floor_and_baseline(written: Any, form: str) -> None:
    text = written([FAILING])[form]
    for shown in ("Right answers", "2 passed", "2 scored of 4", "93.2%", "75", "lessons evals run", "aaaa", "12.5"):
        assert shown.replace("\\", "") in text.replace("\\", ""), shown


@pytest.mark.parametrize("form", ["report.md", "report.html"])
def test_why_a_run_is_red_and_what_got_worse_stand_in_the_report(written: Any, form: str) -> None:
    worse = {"id": "ga-001", "kind": "quote", "metric": "correct", "reason": "status is unclear", "waived": ""}
    text = written([FAILING], verdict="red", faults=["1 question got worse since the baseline."], regressions=[worse])[
        form
    ]
    assert "Red" in text
    assert "1 question got worse since the baseline" in text.replace("\\", "")
    assert "status is unclear" in text


def test_what_stands_in_questions_and_answers_is_escaped(written: Any) -> None:
    forms = written([FAILING])
    page = Page(forms["report.html"])
    assert "script" not in page.tags
    assert not [r for r in page.resources if "://" in r]
    assert not any(mark in text for text in forms.values() for mark in ("\x00", "\x1b"))
    ET.fromstring(forms["junit.xml"])


def test_junit_counts_failures_and_errors(written: Any) -> None:
    broken = result("ga-003", error="RuntimeError: gone", correct=Finding(0.0, "error"))
    suites = ET.fromstring(written([result("ga-002"), FAILING, broken])["junit.xml"])
    assert len(list(suites.iter("testcase"))) == 3
    assert [f.get("message") for f in suites.iter("failure")] != []
    assert "status is unclear" in "".join(str(f.get("message")) + (f.text or "") for f in suites.iter("failure"))
    assert len(list(suites.iter("error"))) == 1


def test_a_graded_metric_alone_fails_no_item(written: Any) -> None:
    suites = ET.fromstring(written([result(mrr=Finding(0.5, graded=True))])["junit.xml"])
    assert not list(suites.iter("failure"))


@pytest.mark.parametrize(
    "changes",
    [
        {"metrics": {"correct": figure(value=None, scored=0, total=0)}},
        {"refusal": [], "regressions": None, "improvements": None},
        {"kinds": {}, "halves": {}, "metrics": {}},
        {
            "verdict": "unstable",
            "judge": {
                "model": "m",
                "accuracy": 0.5,
                "least": 0.85,
                "scored": 79,
                "total": 80,
                "by_label": {"supported": {"right": 30, "total": 32}},
            },
        },
    ],
)
def test_what_is_missing_leaves_the_report_whole(written: Any, changes: dict[str, Any]) -> None:
    forms = written([result(correct=Finding(math.nan, "error: no verdict"))], **changes)
    assert all(forms.values())
