"""A figure that is not a number fails and stays, and a result comes back from its file as it went in."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from evals.results import Finding, ItemResult, as_row, from_row, write_rows


def result(**changes: Any) -> ItemResult:
    values: dict[str, Any] = {
        "id": "x-001",
        "kind": "quote",
        "half": "tune",
        "question": "Who said “never again”?",
        "history": ["What about money?"],
        "expected": {"status": "answered", "evidence": [], "must": [], "must_not": []},
        "given": {"status": "answered", "answer": "> She did [1]", "citations": [{"number": 1, "page": None}]},
        "findings": {"correct": Finding(1.0), "speaker": Finding(0.5, "wrong speaker: She")},
        "milliseconds": 12.5,
        "doubt": -0.25,
    }
    return ItemResult(**{**values, **changes})


def strict(text: str) -> Any:
    """JSON as other programs read it, which know no NaN."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize(
    ("value", "passed", "counted"),
    [
        (1.0, True, 1.0),
        (0.999999, False, 0.999999),
        (0.5, False, 0.5),
        (0.0, False, 0.0),
        (math.nan, False, 0.0),
        (math.inf, False, 0.0),
        (-math.inf, False, 0.0),
    ],
)
def test_only_a_whole_one_passes_and_what_is_no_number_counts_as_nothing(
    value: float, passed: bool, counted: float
) -> None:
    assert Finding(value).passed is passed
    assert Finding(value).counted == counted


def test_a_result_names_the_metrics_that_it_fails() -> None:
    findings = {"a": Finding(0.0), "b": Finding(1.0), "c": Finding(math.nan), "d": Finding(0.9)}
    assert result(findings=findings).failed == ("a", "c", "d")
    assert result(findings={"b": Finding(1.0)}).failed == ()
    assert result(findings={"b": Finding(0.0, graded=True), "c": Finding(math.nan, graded=True)}).failed == ()
    assert result(findings={}).failed == ()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"doubt": None},
        {"given": {}, "error": "ValueError: it broke", "findings": {"correct": Finding(0.0, "error: it broke")}},
        {"findings": {}},
        {"findings": {"mrr": Finding(0.5, graded=True), "correct": Finding(0.0, "status is unclear")}},
        {"history": []},
    ],
    ids=["answered", "not weighed", "broken", "nothing found", "graded", "no history"],
)
def test_a_result_comes_back_as_it_was(changes: dict[str, Any]) -> None:
    assert from_row(strict(json.dumps(as_row(result(**changes))))) == result(**changes)


def test_what_is_no_number_comes_back_as_no_number() -> None:
    row = as_row(result(findings={"correct": Finding(math.nan, "the judge said nothing"), "length": Finding(0.0)}))
    assert row["findings"]["correct"] == {"value": None, "reason": "the judge said nothing", "graded": False}
    assert row["findings"]["length"]["value"] == 0.0
    back = from_row(strict(json.dumps(row)))
    assert math.isnan(back.findings["correct"].value)
    assert back.findings["correct"].reason == "the judge said nothing"
    assert back.failed == ("correct", "length")


def test_making_a_row_leaves_the_result_alone() -> None:
    kept = result(findings={"correct": Finding(math.nan)})
    row = as_row(kept)
    row["given"]["status"] = row["findings"]["correct"]["reason"] = "altered"
    assert kept.given["status"] == "answered"
    assert math.isnan(kept.findings["correct"].value)
    assert kept.findings["correct"].reason == ""


def test_results_are_written_one_to_a_line_and_in_plain_letters(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    results = [
        result(),
        result(id="x-002", question="Two\nlines?"),
        result(id="x-003", findings={"a": Finding(math.nan)}),
    ]
    write_rows(path, results)
    text = path.read_text("utf-8")
    assert text.endswith("\n")
    assert "“never again”" in text
    rows = [strict(line) for line in text.splitlines()]
    assert [row["id"] for row in rows] == ["x-001", "x-002", "x-003"]
    assert [from_row(row) for row in rows[:2]] == results[:2]


def test_writing_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    write_rows(path, [result(), result()])
    write_rows(path, [])
    assert path.read_text("utf-8") == ""
