"""The sections of a report: what an evaluation measured, as tables and charts in words. Each form of the report prints these.

A figure stands beside its counts and its interval. No share is rounded to all or to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Summary = dict[str, Any]

TIMES = {"median": "Median", "p95": "95th percentile", "longest": "Longest"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; a share of None draws nothing."""

    name: str
    words: str
    share: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on one scale from 0 to 100%, with words for what they do not show."""

    title: str
    bars: Sequence[Bar]
    words: str = ""
    floor: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table, the same in Markdown and on the page; ``instead`` stands where there are no rows."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    instead: str = "None."
    charts: Sequence[Chart] = ()


def number(value: object) -> float | None:
    """A figure, or None for what is missing or not a number."""
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def share(value: object) -> str:
    """A value of 0..1 as a percentage."""
    figure = number(value)
    if figure is None:
        return "nothing scored" if value is None else "not a number"
    if 0 < figure < 1:
        figure = min(max(figure, 0.001), 0.999)  # 1,359 of 1,360 is not 100%, and one of 3,000 is not none
    return f"{figure:.1%}"


def _interval(found: Summary) -> str:
    low, high = number(found.get("low")), number(found.get("high"))
    return "none" if low is None or high is None else f"{share(low)} to {share(high)}"


def _part(count: int, total: int) -> str:
    return f"{count:,} of {total:,}, {share(count / total)}" if total else "nothing scored"


def _right(found: Summary | None) -> str:
    if not found or not found["total"]:
        return "nothing scored"
    interval = _interval(found)
    return _part(found["right"], found["total"]) + ("" if interval == "none" else f" ({interval})")


def _floor(value: object, floor: object) -> str:
    measured, least = number(value), number(floor)
    if least is None:
        return "none"
    held = "not measured" if measured is None else "held" if measured >= least else "not held"
    return f"{share(least)} ({held})"


def _counts(found: Summary) -> str:
    passed = "" if found["passed"] is None else f"{found['passed']:,} passed, "
    missing = found["total"] - found["scored"]
    return f"{passed}{found['scored']:,} scored of {found['total']:,}" + (
        f", {missing:,} not scored" if missing else ""
    )


def _difference(found: Summary) -> str:
    value, baseline = number(found["value"]), number(found["baseline"])
    if value is None or baseline is None:
        return "not measured" if value is None else "no baseline"
    points = 100 * (value - baseline)
    if abs(points) < 1e-4:  # a baseline is kept to six decimals
        return "the same"
    size = f"{abs(points):.1f}" if abs(points) >= 0.05 else "less than 0.1"
    low, high = number(found["low"]), number(found["high"])
    words = f"{size} points {'higher' if points > 0 else 'lower'}"
    if low is None or high is None:
        return words
    return f"{words}; the baseline lies {'within' if low <= baseline <= high else 'outside'} the interval"


def kind_title(summary: Summary, kind: str) -> str:
    """What the report calls a kind of question."""
    return str(summary["kinds"].get(kind, {}).get("title") or kind.replace("_", " "))


def metric_title(summary: Summary, name: str) -> str:
    """What the report calls a metric."""
    return str(summary["metrics"].get(name, {}).get("title") or name.replace("_", " "))


def figures(summary: Summary) -> list[Section]:
    """All that was measured, and what changed against the baseline."""
    return [_metrics(summary), *_halves(summary), _judge(summary), *_changes(summary)]


def _metrics(summary: Summary) -> Section:
    rows, charts = [], []
    for found in summary["metrics"].values():
        value, baseline, floor = found["value"], found["baseline"], found["floor"]
        interval, counts, difference = _interval(found), _counts(found), _difference(found)
        before = "none" if baseline is None else share(baseline)
        rows.append((found["title"], share(value), counts, interval, _floor(value, floor), before, difference))
        now = share(value) + ("" if interval == "none" else f" ({interval})")
        low, high = number(found["low"]), number(found["high"])
        bars = (Bar("now", now, number(value), low, high), Bar("baseline", before, number(baseline)))
        words = f"{counts}. Floor: {_floor(value, floor)}. Against the baseline: {difference}."
        charts.append(Chart(found["title"], bars, words, number(floor)))
    head = ("Metric", "Value", "Counts", "Interval", "Floor", "Baseline", "Difference")
    return Section("Metrics", head, rows, instead="Nothing was measured.", charts=charts)


def _halves(summary: Summary) -> list[Section]:
    """Right answers by half and by kind."""
    halves: dict[str, Summary] = summary["halves"]
    rows = [(half, _part(found["right"], found["total"]), _interval(found)) for half, found in halves.items()]
    kinds, charts = [], []
    for found in summary["kinds"].values():
        kinds.append((found["title"], *(_right(found.get(half)) for half in halves)))
        charts.append(Chart(found["title"], [_half_bar(half, found.get(half)) for half in halves]))
    return [
        Section("Halves", ("Half", "Right", "Interval"), rows),
        Section(
            "Kinds", ("Kind", *halves), kinds, "Right answers of all, their share and its interval.", charts=charts
        ),
    ]


def _half_bar(half: str, found: Summary | None) -> Bar:
    if not found or not found["total"]:
        return Bar(half, "nothing scored", None)
    right = found["right"] / found["total"]
    return Bar(half, _right(found), right, number(found.get("low")), number(found.get("high")))


def _judge(summary: Summary) -> Section:
    judge = summary.get("judge")
    if not judge:
        return Section("Judge", (), (), instead="No judge was measured in this run.")
    accuracy = f"{share(judge['accuracy'])}; {judge['scored']:,} scored of {judge['total']:,}"
    rows = [("Balanced accuracy", accuracy), ("Least accuracy", _floor(judge["accuracy"], judge["least"]))]
    rows += [(f"Right on “{name}”", _right(found)) for name, found in judge["by_label"].items()]
    return Section("Judge", ("Figure", "Value"), rows, f"Model: {judge['model']}.")


def _changes(summary: Summary) -> list[Section]:
    """What got worse and what got better, item by item."""
    compared = any(number(m["baseline"]) is not None for m in summary["metrics"].values())
    instead = "None." if compared else "None named; no figure of this run has a baseline."
    worse, better = summary.get("regressions"), summary.get("improvements")
    waived = sum(bool(change["waived"]) for change in worse or ())
    note = f"{len(worse):,} in all, {waived:,} of them waived." if worse else ""
    lost = [(*_change(summary, change), change["reason"], change["waived"] or "no") for change in worse or ()]
    won = [_change(summary, change) for change in better or ()]
    head = ("Item", "Kind", "Metric")
    return [
        Section("Regressions", (*head, "Why", "Waived"), lost, note, "Not compared." if worse is None else instead),
        Section("Improvements", head, won, "", "Not compared." if better is None else instead),
    ]


def _change(summary: Summary, change: Summary) -> tuple[str, str, str]:
    return change["id"], kind_title(summary, change["kind"]), metric_title(summary, change["metric"])


def background(summary: Summary, count: int) -> list[Section]:
    """The refusal curve, the time over so many items, and what was run."""
    limit, took = summary.get("limit"), summary.get("milliseconds") or {}
    curve = [
        (
            point["half"],
            _limit(point["limit"]) + (" (in use)" if point["limit"] == limit else ""),
            _part(point["missed"], point["absent"]),
            _part(point["wrong"], point["answerable"]),
        )
        for point in summary.get("refusal") or ()
    ]
    times = [
        (TIMES.get(name, name), "not measured" if number(spent) is None else f"{spent:,.1f} ms")
        for name, spent in took.items()
    ]
    run = [(f"Hash: {name}", value or "none") for name, value in summary["hashes"].items()]
    run += [(f"Model: {name}", value or "none") for name, value in summary["models"].items()]
    head = ("Half", "Limit of doubt", "Missed refusals", "Wrong refusals")
    note = "" if limit is None else f" The limit in use is {_limit(limit)}."
    note = "Missed refusals are of questions that the sources do not answer, wrong ones of those that they do." + note
    return [
        Section("Refusal curve", head, curve, note if curve else "", "Not measured in this run."),
        Section("Time", ("Figure", "For an answer"), times, f"{count:,} items were run.", "Not measured."),
        Section("Hashes and models", ("What", "Which"), run),
    ]


def _limit(limit: float) -> str:
    return f"{limit:+g}" if limit else "0"
