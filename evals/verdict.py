"""Holds a run against its yardstick and writes into the summary how it went: green, red, or unstable for a judge's sake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.gate import Baseline, Comparison, check_comparable, compare, faults, read_baseline, read_floors, read_waivers
from evals.results import ItemResult

Summary = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a run is held against: a baseline with its waivers, and floors; nothing of it where the suite has no gate.

    ``whole`` says whether every golden question is run, so that means can be compared.
    """

    baseline: Baseline | None = None
    waivers: Sequence[Mapping[str, str]] = ()
    floors: Mapping[str, float] = field(default_factory=dict)
    whole: bool = False

    def check(self, hashes: Mapping[str, str]) -> None:
        """Raises ConfigurationError where documents or golden questions are not those of the baseline."""
        if self.baseline:
            check_comparable(self.baseline, hashes)


def read_yardstick(baseline: Path | None, *, whole: bool) -> Yardstick:
    """The yardstick in the files, with the baseline in this one if any; in part only the floors that allow no fault hold."""
    floors = {name: least for name, least in read_floors().items() if whole or least == 1}
    return Yardstick(read_baseline(baseline), read_waivers(), floors, whole) if baseline else Yardstick(floors=floors)


def conclude(summary: Summary, results: Sequence[ItemResult], yardstick: Yardstick) -> None:
    """Write what changed, floors, faults and verdict into the summary."""
    comparison = _compare(summary, results, yardstick)
    for name, figure in summary["metrics"].items():
        figure["floor"] = yardstick.floors.get(name)
    if summary["suite"] == "offline":
        summary["faults"] = faults(summary, comparison, yardstick.floors, results)
        summary["verdict"] = "red" if summary["faults"] else "green"
    else:
        summary["faults"] = _doubts_of_judge(summary.get("judge"))
        summary["verdict"] = "unstable" if summary["faults"] else "green"


def _compare(summary: Summary, results: Sequence[ItemResult], yardstick: Yardstick) -> Comparison:
    baseline = yardstick.baseline
    comparison = compare(results, baseline, yardstick.waivers) if baseline else Comparison()
    if baseline and yardstick.whole:
        for name, figure in summary["metrics"].items():
            figure["baseline"] = baseline.values.get(name)
    summary |= {"regressions": comparison.regressions, "improvements": comparison.improvements}
    summary["notes"] += [
        f"The waiver of {w['item']}, {w['metric']} is not needed: remove it." for w in comparison.unused
    ]
    return comparison


def _doubts_of_judge(judge: Mapping[str, Any] | None) -> list[str]:
    """Why a judge's verdicts do not count, in a sentence; none where they do or nobody judged."""
    if not judge or judge["accuracy"] >= judge["least"]:
        return []
    return [
        f"The judge {judge['model']} tells labelled claims apart with a balanced accuracy of {judge['accuracy']:.2f}; "
        f"{judge['least']} is needed before its verdicts count."
    ]
