"""The gate: compares a run with the committed baseline item by item, and with floors; says in sentences why it is red.

``evals/baseline/offline.json`` holds the figures of the run that it was made from and, for each question, the metrics that it
did not pass. Whatever passed then and fails now is a regression, unless ``evals/waivers.toml`` names it with a reason.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.results import ItemResult
from lessons.domain import ConfigurationError

HERE = Path(__file__).parent
BASELINE = HERE / "baseline" / "offline.json"
WAIVERS = HERE / "waivers.toml"
FLOORS = HERE / "floors.toml"
STANDS_ON = {"corpus": "documents", "golden": "golden questions"}  # what has to be the same to be compared


@dataclass(frozen=True, slots=True)
class Baseline:
    """An earlier run: what it stood on, its figures, and for each question the metrics that failed, and those that would come
    out differently on another processor.
    """

    reason: str
    hashes: Mapping[str, str]
    values: Mapping[str, float]
    failed: Mapping[str, Sequence[str]]
    unsteady: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What got worse and better since the baseline, question by question."""

    regressions: list[dict[str, str]] = field(default_factory=list)
    improvements: list[dict[str, str]] = field(default_factory=list)
    unused: list[dict[str, str]] = field(default_factory=list)


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file; raises ConfigurationError where it cannot be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
        parts = [dict(found[name]) for name in ("hashes", "values", "failed", "unsteady")]
        return Baseline(found["reason"], *parts)
    except (OSError, ValueError, KeyError, TypeError):
        raise ConfigurationError(
            f"The baseline {path} cannot be read: give another file, or renew it with --update-baseline --reason “…”."
        ) from None


def write_baseline(
    path: Path,
    reason: str,
    summary: Mapping[str, Any],
    results: Sequence[ItemResult],
    others: Sequence[Sequence[ItemResult]],
) -> None:
    """Make a run the baseline; ``others`` are the results of the same questions as other processors would answer them."""
    entry = {
        "reason": reason,
        "made": summary["made"],
        "hashes": summary["hashes"],
        "models": summary["models"],
        "values": {name: round(figure["value"], 6) for name, figure in summary["metrics"].items()},
        "failed": {r.id: r.failed for r in results if r.failed},
        "unsteady": {r.id: found for i, r in enumerate(results) if (found := _unsteady(r, [o[i] for o in others]))},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entry, ensure_ascii=False, indent=1) + "\n", "utf-8")


def check_comparable(baseline: Baseline, hashes: Mapping[str, str]) -> None:
    """Raises ConfigurationError where the documents or the golden questions are not those of the baseline."""
    changed = [words for name, words in STANDS_ON.items() if baseline.hashes.get(name) != hashes[name]]
    if changed:
        raise ConfigurationError(
            f"The {' and the '.join(changed)} changed since the baseline, so nothing can be compared: renew it with "
            "--update-baseline --reason “…”."
        )


def compare(results: Sequence[ItemResult], baseline: Baseline, waivers: Sequence[Mapping[str, str]]) -> Comparison:
    """What passed in the baseline and fails now, and the other way round, by question and metric."""
    comparison = Comparison()
    used = set()
    for result in results:
        unsteady = set(baseline.unsteady.get(result.id, ()))
        before, now = (set(failed) - unsteady for failed in (baseline.failed.get(result.id, ()), result.failed))
        for metric in sorted(now - before):
            waiver = next((w for w in waivers if (w["item"], w["metric"]) == (result.id, metric)), None)
            used |= {(waiver["item"], waiver["metric"])} if waiver else set()
            entry = {"id": result.id, "kind": result.kind, "metric": metric, "reason": result.findings[metric].reason}
            comparison.regressions.append({**entry, "waived": waiver["reason"] if waiver else ""})
        comparison.improvements.extend(
            {"id": result.id, "kind": result.kind, "metric": m} for m in sorted(before - now) if m in result.findings
        )
    ran = {result.id for result in results}
    comparison.unused.extend(dict(w) for w in waivers if w["item"] in ran and (w["item"], w["metric"]) not in used)
    return comparison


def _unsteady(result: ItemResult, others: Sequence[ItemResult]) -> list[str]:
    """The metrics that not all of the results pass or fail alike."""
    return sorted({metric for other in others for metric in set(result.failed) ^ set(other.failed)})


def faults(
    summary: Mapping[str, Any], comparison: Comparison, floors: Mapping[str, float], results: Sequence[ItemResult]
) -> list[str]:
    """Why a run is red, in sentences; none where it is green."""
    sentences = [
        f"{figure['title']}: {math.floor(figure['value'] * 10000) / 10000:.4f} is below the floor of {floors[name]}."
        for name, figure in summary["metrics"].items()
        if name in floors and figure["value"] < floors[name]
    ]
    worse = [r for r in comparison.regressions if not r["waived"]]
    if worse:
        count = len({r["id"] for r in worse})
        sentences.append(f"{count} question{'s' if count > 1 else ''} got worse since the baseline.")
    if broken := sum(bool(r.error) for r in results):
        sentences.append(f"{broken} question{'s' if broken > 1 else ''} got no answer at all.")
    return sentences


def read_waivers(path: Path = WAIVERS) -> list[dict[str, str]]:
    """The regressions that are let pass: item, metric, reason. Raises ConfigurationError where one lacks a part."""
    entries = _read_toml(path).get("waivers", [])
    if not isinstance(entries, list) or not all(_is_whole(entry) for entry in entries):
        raise ConfigurationError(
            f"A waiver in {path} needs an item, a metric and a reason under [[waivers]]: complete or remove it."
        )
    return entries


def _is_whole(waiver: object) -> bool:
    parts = [waiver.get(part) for part in ("item", "metric", "reason")] if isinstance(waiver, dict) else [None]
    return all(isinstance(part, str) and part.strip() for part in parts)


def read_floors(path: Path = FLOORS) -> dict[str, float]:
    """The least value of each metric that has one."""
    floors = _read_toml(path).get("metrics", {})
    if not isinstance(floors, dict) or not all(isinstance(least, int | float) for least in floors.values()):
        raise ConfigurationError(f"The floors in {path} have to be numbers under [metrics]: correct them.")
    return floors


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigurationError(f"The file {path} cannot be read ({problem}): correct it.") from None
