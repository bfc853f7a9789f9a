"""A figure keeps every answer in its denominator, and its interval is the exact one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

if find_spec("scipy") is None:
    pytest.skip("needs the evaluation suite's packages", allow_module_level=True)

from evals.golden import load_golden
from evals.metrics import METRICS
from evals.results import Finding, ItemResult
from evals.summary import (
    KINDS,
    NOT_ABOUT_ANSWERS,
    TITLES,
    figure,
    hashes,
    interval,
    refusal_curve,
    right,
    summarise,
)

from lessons.corpus import Corpus
from lessons.domain import Document, Kind
from lessons.settings import Settings, load_settings

pytestmark = pytest.mark.evals


def result(
    *,
    kind: str = "quote",
    half: str = "tune",
    milliseconds: float = 10.0,
    doubt: float | None = None,
    status: str = "answered",
    error: str = "",
    **values: float,
) -> ItemResult:
    findings = {name: Finding(value) for name, value in {"correct": 1.0, **values}.items()}
    expected: dict[str, Any] = {"status": status}
    return ItemResult("x", kind, half, "a question", [], expected, {}, findings, milliseconds, doubt, error)


# ------------------------------------------------------------------------------------------------------------ intervals


@pytest.mark.parametrize(
    ("passed", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (8, 10, 0.4439, 0.9748),
        (5, 10, 0.1871, 0.8129),
        (1, 20, 0.0013, 0.2487),
        (0, 1, 0.0, 0.975),
        (1, 1, 0.025, 1.0),
    ],
)
def test_an_interval_is_that_of_clopper_and_pearson(passed: int, total: int, low: float, high: float) -> None:
    assert interval(passed, total) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("total", [1, 3, 66, 1360])
def test_the_interval_of_all_or_none_is_the_closed_formula(total: int) -> None:
    root = 0.025 ** (1 / total)
    assert interval(0, total) == pytest.approx((0.0, 1 - root))
    assert interval(total, total) == pytest.approx((root, 1.0))


def test_an_interval_holds_its_share_and_narrows_with_more_answers() -> None:
    few, many = interval(8, 10), interval(800, 1000)
    assert few[0] < many[0] < 0.8 < many[1] < few[1]


# -------------------------------------------------------------------------------------------------------------- figures


EMPTY = {"passed": None, "low": None, "high": None, "floor": None, "baseline": None}


def test_a_figure_is_the_mean_with_the_count_and_interval_of_what_passes() -> None:
    results = [result(evidence=1.0), result(evidence=1.0), result(evidence=0.0), result()]
    assert figure("evidence", results) == {
        **EMPTY,
        "title": TITLES["evidence"],
        "value": pytest.approx(2 / 3),
        "scored": 3,
        "total": 3,
        "passed": 2,
        "low": pytest.approx(0.0943, abs=5e-5),
        "high": pytest.approx(0.9916, abs=5e-5),
    }


def test_a_figure_of_shares_has_no_interval_for_its_value_is_not_what_passes() -> None:
    found = figure("speaker", [result(speaker=1.0), result(speaker=1.0), result(speaker=0.5), result()])
    assert found == {
        **EMPTY,
        "title": TITLES["speaker"],
        "value": pytest.approx(2.5 / 3),
        "scored": 3,
        "total": 3,
        "passed": 2,
    }


def test_what_is_no_number_fails_and_stays_in_the_denominator() -> None:
    found = figure("speaker", [result(speaker=1.0), result(speaker=math.nan), result(speaker=1.0), result(speaker=0.0)])
    assert (found["value"], found["passed"], found["scored"], found["total"]) == (0.5, 2, 3, 4)
    assert (found["low"], found["high"]) == interval(2, 4)


def test_a_figure_of_nothing_but_no_numbers_is_nothing() -> None:
    found = figure("semantic_similarity", [result(semantic_similarity=math.nan), result(semantic_similarity=math.nan)])
    assert (found["value"], found["scored"], found["total"]) == (0.0, 0, 2)


def test_a_question_without_an_answer_stays_in_every_figure() -> None:
    found = summarise([result(speaker=1.0), result(error="it broke", correct=0.0, speaker=0.0, milliseconds=0.0)])
    assert {name: (f["value"], f["passed"], f["total"]) for name, f in found["metrics"].items()} == {
        "correct": (0.5, 1, 2),
        "speaker": (0.5, 1, 2),
    }
    assert found["halves"]["tune"]["total"] == found["kinds"]["quote"]["tune"]["total"] == 2


def test_a_matter_of_degree_has_a_mean_but_nothing_that_passes() -> None:
    results = [replace(result(), findings={"mrr": Finding(value, graded=True)}) for value in (0.0, 0.5, 1.0, 1.0)]
    assert figure("mrr", results) == {**EMPTY, "title": TITLES["mrr"], "value": 0.625, "scored": 4, "total": 4}


def test_every_metric_has_a_title_and_every_golden_question_a_kind() -> None:
    assert {m.name for m in METRICS} <= set(TITLES)
    assert {item["kind"] for item in load_golden()} == set(KINDS)


# -------------------------------------------------------------------------------------------------------------- summary


def test_a_summary_holds_the_metrics_that_found_something_in_their_order() -> None:
    found = summarise([result(length=1.0), result(evidence=0.0), result(mrr=0.5)])
    assert list(found["metrics"]) == ["correct", "evidence", "length", "mrr"]
    assert found["metrics"]["evidence"]["total"] == 1


def test_a_summary_counts_right_answers_by_half_and_by_kind() -> None:
    results = [
        result(),
        result(correct=0.0),
        result(correct=math.nan, half="unseen"),
        result(kind="partly", half="unseen"),
        result(kind="partly", half="unseen"),
    ]
    found = summarise(results)
    shares = {half: (share["right"], share["total"]) for half, share in found["halves"].items()}
    assert shares == {"tune": (1, 2), "unseen": (2, 3)}
    assert list(found["kinds"]) == ["quote", "partly"]
    assert found["kinds"]["partly"] == {
        "title": KINDS["partly"],
        "unseen": {"right": 2, "total": 2, "low": interval(2, 2)[0], "high": 1.0},
    }
    quotes = {
        half: (share["right"], share["total"]) for half, share in found["kinds"]["quote"].items() if half != "title"
    }
    assert quotes == {"tune": (1, 2), "unseen": (0, 1)}


def test_there_is_no_share_of_no_answers() -> None:
    assert right([result()], "unseen") is None
    assert right([result()], "tune", "partly") is None
    assert right([result()], "tune") == right([result()], "tune", "quote")


@pytest.mark.parametrize(
    ("times", "median", "p95", "longest"),
    [
        ([7.0], 7.0, 7.0, 7.0),
        ([9.0, 1.0], 5.0, 9.0, 9.0),
        ([3.0, 1.0, 2.0], 2.0, 3.0, 3.0),
        ([float(n) for n in range(20, 0, -1)], 10.5, 19.0, 20.0),
        ([float(n) for n in range(1, 101)], 50.5, 95.0, 100.0),
    ],
)
def test_times_are_told_by_median_ninety_fifth_and_longest(
    times: Sequence[float], median: float, p95: float, longest: float
) -> None:
    found = summarise([result(milliseconds=time) for time in times])
    assert found["milliseconds"] == {"median": median, "p95": p95, "longest": longest}


def test_a_summary_says_when_it_was_made() -> None:
    assert datetime.fromisoformat(summarise([result()])["made"]).tzinfo is not None


# --------------------------------------------------------------------------------------------------------------- hashes

STUDY = Document("published", "A study", "Published", Kind.VERSION, "", "Funding came late.", "study.txt", "0")


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    path = tmp_path / "golden.jsonl"
    path.write_text('{"id": "x-001"}\n', "utf-8")
    return path


def changed(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name in one if one[name] != other[name]}


def test_hashes_are_short_and_the_same_for_the_same(tmp_path: Path, golden: Path) -> None:
    settings = load_settings(corpus_dir=tmp_path)
    found = hashes(settings, Corpus((STUDY,)), golden)
    assert set(found) == {"corpus", "golden", "codebook", "settings"}
    assert all(len(value) == 16 and int(value, 16) >= 0 for value in found.values())
    assert found == hashes(settings, Corpus((replace(STUDY, title="Another title"),)), golden)


@pytest.mark.parametrize(
    "documents",
    [
        (replace(STUDY, text="Funding came  late."),),
        (replace(STUDY, id="r1"),),
        (STUDY, replace(STUDY, id="r1")),
        (),
    ],
    ids=["one blank more", "another id", "one document more", "none"],
)
def test_the_hash_of_the_corpus_changes_with_its_documents(
    tmp_path: Path, golden: Path, documents: tuple[Document, ...]
) -> None:
    settings = load_settings(corpus_dir=tmp_path)
    before = hashes(settings, Corpus((STUDY,)), golden)
    assert changed(before, hashes(settings, Corpus(documents), golden)) == {"corpus"}


def test_the_hashes_of_golden_set_and_codebook_change_with_their_files(tmp_path: Path, golden: Path) -> None:
    settings = load_settings(corpus_dir=tmp_path)
    before = hashes(settings, Corpus((STUDY,)), golden)
    (tmp_path / "codebook.toml").write_text("# ours\n", "utf-8")
    with_codebook = hashes(settings, Corpus((STUDY,)), golden)
    assert changed(before, with_codebook) == {"codebook"}
    golden.write_text('{"id": "x-002"}\n', "utf-8")
    assert changed(with_codebook, hashes(settings, Corpus((STUDY,)), golden)) == {"golden"}


@pytest.mark.parametrize(
    ("setting", "value", "changes"),
    [
        ("version", "r1", True),
        ("embedding", "huggingface:other", True),
        ("judge_model", "other", True),
        ("index_dir", "/elsewhere", False),
        ("corpus_dir", "/elsewhere", False),
        ("port", 8600, False),
        ("embedding_key", "secret", False),
        ("judge_key", "secret", False),
        ("engine_key", "secret", False),
        ("engine", "embedded", True),
        ("engine_model", "other", True),
    ],
)
def test_the_hash_of_the_settings_knows_no_places_and_no_keys(
    tmp_path: Path, golden: Path, setting: str, value: object, changes: bool
) -> None:
    before = hashes(load_settings(corpus_dir=tmp_path), Corpus((STUDY,)), golden)
    after = hashes(load_settings(**{"corpus_dir": tmp_path, setting: value}), Corpus((STUDY,)), golden)
    assert changed(before, after) == ({"settings"} if changes else set())


def test_no_key_that_there_is_or_will_be_is_part_of_the_record() -> None:
    keys = {name for name in Settings.model_fields if name.endswith("_key")}
    assert keys == {"embedding_key", "engine_key", "judge_key"}
    assert keys <= set(NOT_ABOUT_ANSWERS)


# -------------------------------------------------------------------------------------------------------- refusal curve


def test_the_curve_counts_wrong_answers_and_wrong_refusals_at_each_limit() -> None:
    absent = [result(status="not_in_sources", doubt=doubt) for doubt in (-1.0, 0.0, 2.0)]
    there = [result(doubt=doubt) for doubt in (-2.0, 0.0, 0.5, 1.0)]
    assert refusal_curve([*absent, *there], [-3.0, 0.0, 3.0]) == [
        {"half": "tune", "limit": -3.0, "missed": 0, "absent": 3, "wrong": 4, "answerable": 4},
        {"half": "tune", "limit": 0.0, "missed": 2, "absent": 3, "wrong": 2, "answerable": 4},
        {"half": "tune", "limit": 3.0, "missed": 3, "absent": 3, "wrong": 0, "answerable": 4},
    ]


def test_the_curve_leaves_out_what_was_not_weighed_and_what_is_half_there() -> None:
    results = [
        result(doubt=1.0),
        result(doubt=None),
        result(doubt=1.0, status="partly_answered"),
        result(doubt=1.0, status="unclear"),
        result(doubt=None, half="unseen"),
    ]
    assert refusal_curve(results, [0.0]) == [
        {"half": "tune", "limit": 0.0, "missed": 0, "absent": 0, "wrong": 1, "answerable": 1}
    ]


def test_each_half_has_a_curve_of_its_own() -> None:
    results = [result(doubt=1.0), result(doubt=-1.0, half="unseen", status="not_in_sources")]
    rows = [(row["half"], row["missed"], row["wrong"]) for row in refusal_curve(results, [0.0])]
    assert rows == [("tune", 0, 1), ("unseen", 1, 0)]
