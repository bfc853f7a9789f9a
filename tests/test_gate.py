"""The gate turns red for whatever got worse and for nothing else, and says in one sentence what it cannot compare."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from evals.gate import (
    Baseline,
    Comparison,
    check_comparable,
    compare,
    faults,
    read_baseline,
    read_floors,
    read_waivers,
    write_baseline,
)
from evals.golden import load_golden
from evals.metrics import METRICS
from evals.results import Finding, ItemResult
from evals.summary import TITLES

from lessons.domain import ConfigurationError

HASHES = {"corpus": "c1", "golden": "g1", "codebook": "b1", "settings": "s1"}
GRADED = {m.name for m in METRICS if m.graded}
WAIVER = {"item": "a", "metric": "evidence", "reason": "The passage moved."}


def result(item: str = "a", /, **values: float) -> ItemResult:
    findings = {
        name: Finding(value, "" if value == 1 else f"{name} is wrong", name in GRADED) for name, value in values.items()
    }
    return ItemResult(item, "quote", "tune", "a question", [], {}, {}, findings)


def broken(item: str = "a", /, **values: float) -> ItemResult:
    return replace(result(item, **values), error="ValueError: it broke")


def baseline(**failed: list[str]) -> Baseline:
    return Baseline("first run", HASHES, {}, failed)


def summary(**values: float) -> dict[str, Any]:
    metrics = {name: {"title": TITLES[name], "value": value} for name, value in values.items()}
    return {"made": "2026-01-01T00:00:00+00:00", "hashes": HASHES, "models": {"judge": None}, "metrics": metrics}


def regression(item: str, metric: str = "evidence", waived: str = "") -> dict[str, str]:
    return {"id": item, "kind": "quote", "metric": metric, "reason": "it is wrong", "waived": waived}


def pairs(entries: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(entry["id"], entry["metric"]) for entry in entries]


def is_one_sentence(text: str) -> bool:
    return "\n" not in text and text[0].isupper() and text.endswith(".") and ". " not in text


# ------------------------------------------------------------------------------------------------ compared item by item


@pytest.mark.parametrize(
    ("before", "now", "worse", "better"),
    [
        ([], {"evidence": 1.0}, [], []),
        ([], {"evidence": 0.0}, ["evidence"], []),
        ([], {"speaker": 0.99}, ["speaker"], []),
        ([], {"speaker": math.nan}, ["speaker"], []),
        (["evidence"], {"evidence": 0.0}, [], []),
        (["evidence"], {"evidence": 1.0}, [], ["evidence"]),
        (["evidence"], {"evidence": 1.0, "speaker": 0.0}, ["speaker"], ["evidence"]),
        (["evidence"], {"evidence": 0.0, "speaker": 0.0, "length": 0.0}, ["length", "speaker"], []),
        (["evidence", "length"], {"evidence": 1.0, "length": 1.0}, [], ["evidence", "length"]),
        (["evidence"], {"speaker": 1.0}, [], []),
        ([], {"mrr": 0.0, "span_recall_1": 0.0}, [], []),
        (["mrr"], {"mrr": 1.0}, [], ["mrr"]),
    ],
    ids=[
        "right as before",
        "fails now",
        "fails a little now",
        "no number now",
        "fails as before",
        "passes now",
        "one better and another worse",
        "two worse",
        "two better",
        "not looked at now",
        "matters of degree",
        "a metric that was gated before",
    ],
)
def test_worse_is_what_passed_and_fails_better_what_failed_and_passes(
    before: list[str], now: dict[str, float], worse: list[str], better: list[str]
) -> None:
    found = compare([result(**now)], baseline(a=before), [])
    assert pairs(found.regressions) == [("a", metric) for metric in worse]
    assert pairs(found.improvements) == [("a", metric) for metric in better]
    assert found.unused == []


def test_each_question_is_held_against_its_own_past() -> None:
    results = [
        result("a", evidence=0.0),
        result("b", evidence=0.0),
        result("c", evidence=1.0),
        result("d", evidence=1.0),
    ]
    found = compare(results, baseline(b=["evidence"], c=["evidence"], gone=["evidence"]), [])
    assert pairs(found.regressions) == [("a", "evidence")]
    assert pairs(found.improvements) == [("c", "evidence")]


def test_a_regression_says_what_is_wrong() -> None:
    found = compare([result(evidence=0.0)], baseline(), [])
    assert found.regressions == [
        {"id": "a", "kind": "quote", "metric": "evidence", "reason": "evidence is wrong", "waived": ""}
    ]


def test_a_question_without_an_answer_got_worse_by_every_metric_that_it_passed() -> None:
    nothing = broken(correct=0.0, evidence=0.0, length=0.0)
    assert pairs(compare([nothing], baseline(a=["evidence"]), []).regressions) == [("a", "correct"), ("a", "length")]


UNSTEADY = Baseline("first run", HASHES, {}, {"a": ["speaker", "length"]}, {"a": ["evidence", "speaker"]})


@pytest.mark.parametrize(
    ("now", "worse", "better"),
    [
        ({"evidence": 0.0, "speaker": 0.0, "length": 0.0}, [], []),
        ({"evidence": 1.0, "speaker": 1.0, "length": 0.0}, [], []),
        ({"evidence": 0.0, "correct": 0.0, "length": 0.0}, ["correct"], []),
        ({"evidence": 0.0, "speaker": 1.0, "length": 1.0}, [], ["length"]),
    ],
    ids=["unsteady one fails", "unsteady one passes", "a steady one fails", "a steady one passes"],
)
def test_what_hangs_by_a_thread_gets_neither_worse_nor_better(
    now: dict[str, float], worse: list[str], better: list[str]
) -> None:
    found = compare([result(**now)], UNSTEADY, [])
    assert pairs(found.regressions) == [("a", metric) for metric in worse]
    assert pairs(found.improvements) == [("a", metric) for metric in better]


def test_what_is_unsteady_for_one_question_is_gated_for_the_others() -> None:
    found = compare([result("a", evidence=0.0), result("b", evidence=0.0)], UNSTEADY, [])
    assert pairs(found.regressions) == [("b", "evidence")]


# -------------------------------------------------------------------------------------------------------------- waivers


@pytest.mark.parametrize(
    ("waiver", "waived", "unused"),
    [
        (WAIVER, "The passage moved.", False),
        ({**WAIVER, "item": "b"}, "", True),
        ({**WAIVER, "metric": "speaker"}, "", True),
        ({**WAIVER, "item": "not-run"}, "", False),
    ],
    ids=["the very regression", "another question", "another metric", "a question that was not run"],
)
def test_a_waiver_lets_one_metric_of_one_question_pass(waiver: dict[str, str], waived: str, unused: bool) -> None:
    found = compare([result("a", evidence=0.0), result("b", evidence=1.0)], baseline(), [waiver])
    assert [entry["waived"] for entry in found.regressions] == [waived]
    assert found.unused == ([waiver] if unused else [])


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_waiver_of_what_failed_before_or_passes_again_is_reported_as_unused(value: float) -> None:
    assert compare([result(evidence=value)], baseline(a=["evidence"]), [WAIVER]).unused == [WAIVER]
    assert compare([result(evidence=1.0)], baseline(), [WAIVER]).unused == [WAIVER]


def test_one_waiver_does_not_cover_the_other_regressions_of_its_question() -> None:
    found = compare([result(evidence=0.0, speaker=0.0)], baseline(), [WAIVER])
    assert [(r["metric"], r["waived"]) for r in found.regressions] == [("evidence", WAIVER["reason"]), ("speaker", "")]
    assert found.unused == []


def write_waivers(path: Path, *entries: Mapping[str, object]) -> Path:
    lines = [
        "\n".join(["[[waivers]]", *(f"{key} = {json.dumps(value)}" for key, value in entry.items())])
        for entry in entries
    ]
    path.write_text("\n\n".join(lines), "utf-8")
    return path


def test_waivers_are_read_as_they_stand(tmp_path: Path) -> None:
    other = {**WAIVER, "metric": "speaker"}
    assert read_waivers(write_waivers(tmp_path / "waivers.toml", WAIVER, other)) == [WAIVER, other]
    assert read_waivers(write_waivers(tmp_path / "none.toml")) == []


@pytest.mark.parametrize("part", ["item", "metric", "reason"])
@pytest.mark.parametrize("change", [None, "", "  ", 3, ["x"]], ids=["left out", "empty", "blank", "number", "list"])
def test_a_waiver_that_lacks_a_part_is_refused(tmp_path: Path, part: str, change: object) -> None:
    entry = {key: value for key, value in {**WAIVER, part: change}.items() if value is not None}
    path = write_waivers(tmp_path / "waivers.toml", WAIVER, entry)
    with pytest.raises(ConfigurationError, match="needs an item, a metric and a reason") as refused:
        read_waivers(path)
    assert is_one_sentence(str(refused.value).replace(str(path), "it"))


@pytest.mark.parametrize(
    "text",
    [
        '[waivers]\nitem = "a"\nmetric = "evidence"\nreason = "It moved."',
        'waivers = "a"',
        "waivers = [1]",
        "waivers = 1",
    ],
    ids=["one table instead of a list", "text", "a list of numbers", "number"],
)
def test_waivers_of_another_shape_are_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError):
        read_waivers(path)


def test_the_committed_waivers_name_golden_questions_and_metrics() -> None:
    ids = {item["id"] for item in load_golden()}
    for waiver in read_waivers():
        assert waiver["item"] in ids
        assert waiver["metric"] in set(TITLES) - GRADED


# ------------------------------------------------------------------------------------------------------- floors, verdict


def test_floors_are_read_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text("[metrics]\nspeaker = 1.0\ncorrect = 0.9\n", "utf-8")
    assert read_floors(path) == {"speaker": 1.0, "correct": 0.9}
    path.write_text("", "utf-8")
    assert read_floors(path) == {}


def test_the_committed_floors_are_of_metrics_that_there_are() -> None:
    floors = read_floors()
    assert set(floors) <= set(TITLES)
    assert all(0 < floor <= 1 for floor in floors.values())


@pytest.mark.parametrize(
    ("value", "floor", "below"),
    [(0.5, 0.6, True), (0.6, 0.6, False), (0.7, 0.6, False), (0.999, 1.0, True), (1.0, 1.0, False), (0.0, 0.1, True)],
)
def test_a_figure_below_its_floor_is_red(value: float, floor: float, below: bool) -> None:
    sentences = faults(summary(speaker=value), Comparison(), {"speaker": floor}, [])
    assert sentences == ([f"{TITLES['speaker']}: {value:.4f} is below the floor of {floor}."] if below else [])


def test_a_figure_just_below_its_floor_is_not_rounded_to_it() -> None:
    (sentence,) = faults(summary(speaker=0.99996), Comparison(), {"speaker": 1.0}, [])
    assert "1.0000" not in sentence


def test_only_metrics_with_a_floor_can_be_below_one() -> None:
    assert faults(summary(speaker=0.0, evidence=0.0), Comparison(), {"evidence": 0.5, "length": 1.0}, []) == [
        f"{TITLES['evidence']}: 0.0000 is below the floor of 0.5."
    ]


@pytest.mark.parametrize(
    ("regressions", "sentences"),
    [
        ([], []),
        ([regression("a", waived="It moved.")], []),
        ([regression("a")], ["1 question got worse since the baseline."]),
        ([regression("a"), regression("a", "speaker")], ["1 question got worse since the baseline."]),
        ([regression("a"), regression("b")], ["2 questions got worse since the baseline."]),
        ([regression("a"), regression("b", waived="It moved.")], ["1 question got worse since the baseline."]),
    ],
    ids=["none", "waived", "one", "twice one", "two", "one of two waived"],
)
def test_questions_that_got_worse_are_counted_unless_waived(
    regressions: list[dict[str, str]], sentences: list[str]
) -> None:
    assert faults(summary(), Comparison(regressions), {}, [result()]) == sentences


def test_improvements_and_unused_waivers_are_no_faults() -> None:
    better = Comparison(improvements=[{"id": "a", "kind": "quote", "metric": "evidence"}], unused=[WAIVER])
    assert faults(summary(speaker=1.0), better, {"speaker": 1.0}, [result(speaker=1.0)]) == []


@pytest.mark.parametrize(
    ("results", "sentences"),
    [
        ([result()], []),
        ([broken()], ["1 question got no answer at all."]),
        ([broken("a"), result("b"), broken("c")], ["2 questions got no answer at all."]),
    ],
    ids=["none", "one", "two"],
)
def test_questions_without_an_answer_are_counted(results: list[ItemResult], sentences: list[str]) -> None:
    assert faults(summary(), Comparison(), {}, results) == sentences


def test_every_reason_gets_its_sentence() -> None:
    found = faults(summary(speaker=0.5, length=0.5), Comparison([regression("b")]), {"speaker": 1.0}, [broken("a")])
    assert found == [
        f"{TITLES['speaker']}: 0.5000 is below the floor of 1.0.",
        "1 question got worse since the baseline.",
        "1 question got no answer at all.",
    ]


# ------------------------------------------------------------------------------------------------------------- baseline


def test_a_baseline_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "offline.json"
    results = [
        result("a", evidence=0.0, speaker=math.nan, length=1.0, mrr=0.0),
        result("b", evidence=1.0, mrr=0.5),
        broken("c", correct=0.0),
    ]
    write_baseline(path, "A “first” run", summary(evidence=1 / 3, speaker=0.0), results, [])
    found = read_baseline(path)
    failed = {"a": ["evidence", "speaker"], "c": ["correct"]}
    assert found == Baseline("A “first” run", HASHES, {"evidence": 0.333333, "speaker": 0.0}, failed, {})
    check_comparable(found, HASHES)
    again = compare(results, found, [])
    assert again.regressions == again.improvements == []


def test_a_baseline_knows_what_other_processors_would_pass_or_fail(tmp_path: Path) -> None:
    path = tmp_path / "offline.json"
    results = [result("a", evidence=0.0, length=1.0, mrr=0.0), result("b", evidence=1.0, speaker=0.0)]
    same = [result("a", evidence=0.5, length=1.0, mrr=1.0), result("b", evidence=1.0, speaker=math.nan)]
    first = [result("a", evidence=1.0, length=1.0), same[1]]
    second = [result("a", evidence=0.0, length=0.0), same[1]]
    write_baseline(path, "why", summary(), results, [same, same])
    assert read_baseline(path).unsteady == {}
    write_baseline(path, "why", summary(), results, [first, second])
    assert read_baseline(path).unsteady == {"a": ["evidence", "length"]}
    assert read_baseline(path).failed == {"a": ["evidence"], "b": ["speaker"]}


def test_a_baseline_says_when_and_with_what_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "offline.json"
    write_baseline(path, "why", summary(), [], [])
    written = json.loads(path.read_text("utf-8"))
    assert (written["made"], written["models"]) == ("2026-01-01T00:00:00+00:00", {"judge": None})


def test_a_new_baseline_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "offline.json"
    write_baseline(path, "first", summary(evidence=0.0), [result(evidence=0.0)], [])
    write_baseline(path, "second", summary(evidence=1.0), [result(evidence=1.0)], [])
    assert read_baseline(path) == Baseline("second", HASHES, {"evidence": 1.0}, {})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"corpus": "c2"}, "The documents changed since"),
        ({"golden": "g2"}, "The golden questions changed since"),
        ({"corpus": "c2", "golden": "g2"}, "The documents and the golden questions changed since"),
    ],
)
def test_other_documents_or_golden_questions_cannot_be_compared(changes: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words) as refused:
        check_comparable(baseline(), {**HASHES, **changes})
    assert is_one_sentence(str(refused.value).replace("“…”", "x"))
    assert "--update-baseline" in str(refused.value)


def test_another_codebook_or_setting_can_be_compared() -> None:
    check_comparable(baseline(), {**HASHES, "codebook": "b2", "settings": "s2"})


@pytest.mark.parametrize("part", ["corpus", "golden"])
def test_a_baseline_that_does_not_say_what_it_stood_on_cannot_be_compared(part: str) -> None:
    hashes = {name: value for name, value in HASHES.items() if name != part}
    with pytest.raises(ConfigurationError):
        check_comparable(Baseline("", hashes, {}, {}), HASHES)


# ------------------------------------------------------------------------------------------------- files gone bad

NO_TOML = b"[metrics\nspeaker = 1.0"
NO_JSON = b'{"reason": '
NO_TEXT = b"\xff\xfe\x00"


@pytest.mark.parametrize("read", [read_baseline, read_waivers, read_floors])
@pytest.mark.parametrize("content", [None, "folder", NO_TOML, NO_JSON, NO_TEXT])
def test_a_file_that_cannot_be_read_is_named_in_one_plain_sentence(
    tmp_path: Path, read: Callable[[Path], object], content: bytes | str | None
) -> None:
    path = tmp_path / "file"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(ConfigurationError, match="cannot be read") as refused:
        read(path)
    text = str(refused.value)
    assert str(path) in text
    assert is_one_sentence(text.replace(str(path), "it").replace("“…”", "x"))
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("missing", ["reason", "hashes", "values", "failed", "unsteady"])
def test_a_baseline_that_lacks_a_part_cannot_be_read(tmp_path: Path, missing: str) -> None:
    entry = {"reason": "", "hashes": {}, "values": {}, "failed": {}, "unsteady": {}}
    del entry[missing]
    path = tmp_path / "offline.json"
    path.write_text(json.dumps(entry), "utf-8")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_baseline(path)


@pytest.mark.parametrize("entry", [[], "text", 3, None])
def test_a_baseline_of_another_shape_cannot_be_read(tmp_path: Path, entry: object) -> None:
    path = tmp_path / "offline.json"
    path.write_text(json.dumps(entry), "utf-8")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_baseline(path)
