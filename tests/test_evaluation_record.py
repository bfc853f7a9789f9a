"""What an evaluation left behind is read strictly: whole files give figures, broken ones one plain sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evals.golden import FILE as GOLDEN
from evals.results import Finding as Found
from evals.results import ItemResult, write_rows
from evals.summary import hashes as hashes_of_a_run

from lessons.corpus import load_corpus
from lessons.domain import BrokenError
from lessons.pages import figures, wording
from lessons.pages.evaluation_record import (
    RESULTS,
    SUMMARY,
    Measure,
    Places,
    Share,
    changed_since,
    hashes,
    read_failures,
    read_record,
)
from lessons.settings import PROJECT, load_settings

FIGURE = {"title": "Right answers", "value": 0.91, "scored": 100, "total": 100, "passed": 91, "low": 0.84, "high": 0.96}
SHARE = {"right": 9, "total": 10, "low": 0.55, "high": 1.0}
RUN: dict[str, Any] = {
    "suite": "offline",
    "made": "2026-11-22T03:48:44+00:00",
    "metrics": {"correct": {**FIGURE, "floor": 0.89, "baseline": 0.9}},
    "kinds": {"quote": {"title": "Quotes", "tune": SHARE, "unseen": {**SHARE, "right": 8}}},
    "halves": {"tune": SHARE, "unseen": SHARE},
    "hashes": {"corpus": "c1", "codebook": "b1", "golden": "g1", "settings": "s1"},
    "command": "lessons evals run",
    "notes": [],
    "faults": [],
    "verdict": "green",
}
BASELINE = {"made": "2026-11-21T00:00:00+00:00", "hashes": RUN["hashes"], "values": {"correct": 0.9, "speaker": 1.0}}


def tried(name: str, half: str = "tune", **findings: Found) -> ItemResult:
    """A result as the evaluation writes it."""
    expected = {
        "status": "answered",
        "evidence": [[{"document": "published", "text": "Funding came late."}]],
        "must": [],
    }
    return ItemResult(
        name, "quote", half, f"Question {name}?", [], expected, {"status": "answered", "answer": "So."}, findings
    )


@pytest.fixture(name="places")
def empty_places(tmp_path: Path) -> Places:
    return Places(tmp_path / "run", tmp_path / "baseline.json", tmp_path / "floors.toml", tmp_path / "golden.jsonl")


def write_run(places: Places, **changes: Any) -> None:
    places.run.mkdir(exist_ok=True)
    (places.run / SUMMARY).write_text(json.dumps({**RUN, **changes}), "utf-8")


def test_without_any_file_there_is_no_record(places: Places) -> None:
    assert read_record(places) is None
    assert read_failures(places.run) == ()


def test_without_a_run_the_baseline_counts_with_its_floors(places: Places) -> None:
    places.baseline.write_text(json.dumps(BASELINE), "utf-8")
    places.floors.write_text("[metrics]\ncorrect = 0.89\n", "utf-8")
    record = read_record(places)
    assert record
    assert (record.own, record.verdict, record.made.day) == (False, "baseline", 21)
    assert record.metrics == {"correct": Measure("correct", 0.9, floor=0.89), "speaker": Measure("speaker", 1.0)}


def test_a_run_counts_more_than_the_baseline(places: Places) -> None:
    places.baseline.write_text(json.dumps(BASELINE), "utf-8")
    write_run(places)
    record = read_record(places)
    assert record
    assert (record.own, record.verdict, record.suite) == (True, "green", "offline")
    assert record.metrics["correct"].gain == pytest.approx(0.01)
    assert record.kinds["quote"].unseen == Share(8, 10, 0.55, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        json.dumps(RUN)[:-40],
        json.dumps({**RUN, "metrics": {"correct": {**FIGURE, "value": "much"}}}),
        json.dumps({**RUN, "metrics": {"correct": {**FIGURE, "value": float("nan")}}}),
        json.dumps({**RUN, "metrics": [1]}),
        json.dumps({**RUN, "made": "yesterday"}),
        json.dumps({k: v for k, v in RUN.items() if k != "verdict"}),
        json.dumps({**RUN, "kinds": {"quote": {"tune": SHARE}}}),
    ],
)
def test_a_broken_summary_is_one_sentence(places: Places, text: str) -> None:
    write_run(places)
    (places.run / SUMMARY).write_text(text, "utf-8")
    with pytest.raises(BrokenError) as problem:
        read_record(places)
    assert str(problem.value) == wording.RECORD_BROKEN.format(file=SUMMARY)


def test_files_that_are_no_text_and_folders_in_their_place_are_one_sentence(places: Places) -> None:
    write_run(places)
    (places.run / SUMMARY).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrokenError, match="cannot be opened"):
        read_record(places)
    (places.run / SUMMARY).unlink()
    (places.run / SUMMARY).mkdir()
    with pytest.raises(BrokenError, match="cannot be opened"):
        read_record(places)


@pytest.mark.parametrize(
    ("baseline", "floors"), [("{}", ""), (json.dumps(BASELINE), "[metrics"), (json.dumps(BASELINE), "metrics = 3")]
)
def test_a_broken_baseline_or_floor_is_one_sentence(places: Places, baseline: str, floors: str) -> None:
    places.baseline.write_text(baseline, "utf-8")
    places.floors.write_text(floors, "utf-8")
    with pytest.raises(BrokenError, match="is damaged"):
        read_record(places)


def test_failures_are_those_that_the_evaluation_counts(places: Places) -> None:
    """Also what is not a number fails, graded measures never do, and what broke is told."""
    places.run.mkdir()
    results = [
        tried("right", correct=Found(1.0)),
        tried("wrong", correct=Found(0.0, "evidence missing"), mrr=Found(0.2, graded=True)),
        tried("graded", correct=Found(1.0), mrr=Found(0.2, graded=True)),
        tried("unknown", "unseen", correct=Found(float("nan"), "no number")),
        ItemResult("broke", "quote", "tune", "Q?", ["Before?"], {"status": "answered"}, {}, error="ValueError: no"),
    ]
    write_rows(places.run / RESULTS, results)
    failures = read_failures(places.run)
    assert [f.id for f in failures] == [r.id for r in results if r.failed or r.error] == ["wrong", "unknown", "broke"]
    assert [dict(f.failed) for f in failures] == [{"correct": "evidence missing"}, {"correct": "no number"}, {}]
    assert failures[0].expected.evidence[0][0]["text"] == "Funding came late."
    assert (failures[2].history, failures[2].error) == (["Before?"], "ValueError: no")


def test_results_that_are_cut_off_are_one_sentence(places: Places) -> None:
    places.run.mkdir()
    write_rows(places.run / RESULTS, [tried("one", correct=Found(0.0))])
    whole = (places.run / RESULTS).read_text("utf-8")
    (places.run / RESULTS).write_text(whole + whole[:50], "utf-8")
    with pytest.raises(BrokenError, match="half written"):
        read_failures(places.run)


def test_a_separator_of_lines_inside_a_text_breaks_no_line(places: Places) -> None:
    places.run.mkdir()
    write_rows(places.run / RESULTS, [tried("a\u2028b\x85c", correct=Found(0.0))])
    assert [f.id for f in read_failures(places.run)] == ["a\u2028b\x85c"]


def test_hashes_are_those_of_the_evaluation() -> None:
    """Else every run would look out of date, or none."""
    settings = load_settings(corpus_dir=PROJECT / "corpus")
    corpus = load_corpus(settings.corpus_dir)
    expected = hashes_of_a_run(settings, corpus, GOLDEN)
    found = hashes(corpus, settings.corpus_dir, GOLDEN)
    assert found == {name: expected[name] for name in ("corpus", "codebook", "golden")}


def test_what_changed_since_is_named(places: Places) -> None:
    write_run(places)
    record = read_record(places)
    assert record
    assert changed_since(record, {"corpus": "c1", "codebook": "b2", "golden": "g1"}) == ("codebook",)
    assert changed_since(record, {"corpus": "c1", "unheard": "x"}) == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.909559, "91.0%"),
        (1.0, "100%"),
        (0.0, "0%"),
        (0.99996, "99.9%"),
        (0.00001, "0.1%"),
        (0.89, "89%"),
        (None, "not measured"),
    ],
)
def test_no_share_is_rounded_to_all_or_nothing(value: float | None, said: str) -> None:
    assert figures.share(value) == said


@pytest.mark.parametrize(
    ("value", "baseline", "said"),
    [
        (0.9, 0.9, "the same"),
        (0.9095588, 0.909559, "the same"),
        (0.92, 0.9, "2.0 points better"),
        (0.91, 0.9, "1 point better"),
        (0.885, 0.9, "1.5 points worse"),
        (0.9002, 0.9, "less than 0.1 points better"),
        (0.9, None, "not measured"),
        (None, 0.9, "not measured"),
    ],
)
def test_changes_are_said_in_words(value: float | None, baseline: float | None, said: str) -> None:
    assert figures.change(Measure("m", value, baseline=baseline)) == said


@pytest.mark.parametrize(
    ("value", "floor", "said"),
    [
        (0.9, 0.89, "89%, reached"),
        (0.89, 0.89, "89%, reached"),
        (0.88, 0.89, "89%, not reached"),
        (0.9, None, "none"),
        (None, 0.89, "89%"),
    ],
)
def test_floors_are_said_in_words(value: float | None, floor: float | None, said: str) -> None:
    assert figures.floor(Measure("m", value, floor=floor)) == said


def test_counts_and_right_answers_are_said_in_words() -> None:
    assert figures.looked_at(Measure("m", 1.0, scored=1360, total=1360)) == "1,360"
    assert figures.looked_at(Measure("m", 1.0, scored=9, total=10)) == "9 of 10"
    assert figures.looked_at(Measure("m", 1.0)) == "not measured"
    assert figures.right(Share(58, 61)) == "58 of 61 right, 95.1%"
    assert figures.right(Share(0, 0)) == "0 of 0 right, not measured"
