"""Sums up what the engines made of the golden questions, and the checker of the labelled claims, and says which engine is best.

Of the engines that write, only one that costs the reader nothing and gives something beats the extractive one.
"""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evals.claims import SUPPORTED, Judged
from evals.engines import EXTRACTIVE, Measured
from evals.summary import interval
from lessons.domain import Outcome
from lessons.engines.summary import SHOWN

LEAST_SHOWN = 0.5  # of the questions that a model was asked: a summary that mostly fails to come is none
MOST_REPEATED = 0.5  # of the sentences shown: what stands beneath word for word need not be said twice
LEAST_ON_POINT = 0.8  # of the summaries shown: one that rests on something else leads away from the answer
MOST_WAIT = 8000.0  # milliseconds until the full answer, for 95 in 100
BROKEN = "broken"

Figures = dict[str, Any]


def engine_figures(found: Sequence[Measured]) -> Figures:
    """What one engine made of its questions, in figures."""
    writings = [m.writing for m in found if m.writing]
    asked = [w for w in writings if w.outcome != Outcome.NOT_ASKED]
    shown = [sentence for m in found for sentence in m.shown]
    outcomes = Counter(w.outcome.value for w in writings)
    outcomes[BROKEN] = sum(bool(m.error) for m in found)
    kept, dropped = sum(w.kept for w in writings), sum(w.dropped for w in writings)
    return {
        "right": share(sum(m.right for m in found), len(found)),
        "cited": share(sum(m.cited for m in found), len(found)),
        "right_as_shown": share(sum(m.right_as_shown for m in found), len(found)),
        "summaries": share(sum(w.outcome in SHOWN for w in asked), len(asked)),
        "outcomes": {name: count for name, count in sorted(outcomes.items()) if count},
        "failures": dict(Counter(w.failure for w in writings if w.failure)),
        "sentences": {"written": kept + dropped, "kept": kept, "dropped": dropped, "shown": len(shown)},
        "reasons": dict(Counter(str(reason) for w in writings for reason in w.reasons).most_common()),
        "unsupported": share(sum(bool(s.unsupported) for s in shown), len(shown)),
        "own_words": share(sum(bool(s.own) for s in shown), len(shown)),
        "repeated": share(sum(s.repeats for s in shown), len(shown)),
        "on_point": share(sum(bool(m.on_point) for m in found), sum(m.on_point is not None for m in found)),
        "milliseconds": {name: _times(found, name) for name in ("first_evidence", "first_sentence", "full")},
    }


def share(count: int, total: int) -> Figures:
    """A count of so many with its exact interval; no interval of nothing."""
    low, high = interval(count, total) if total else (None, None)
    return {"count": count, "total": total, "low": low, "high": high}


def _times(found: Sequence[Measured], name: str) -> Figures:
    times = sorted(t for m in found if m.timing and (t := getattr(m.timing, name)) is not None)
    if not times:
        return {"median": None, "p95": None, "count": 0}
    p95 = times[math.ceil(0.95 * len(times)) - 1]
    return {"median": round(statistics.median(times), 1), "p95": round(p95, 1), "count": len(times)}


def verdict(engines: Mapping[str, Figures]) -> tuple[str, str]:
    """The engine that measured best, and a sentence that says so and why the others did not."""
    written = {name: found for name, found in engines.items() if name != EXTRACTIVE}
    if not written:
        return EXTRACTIVE, "No engine that writes could be measured: the default stays extractive."
    lacking = {name: shortcomings(found, engines[EXTRACTIVE]) for name, found in written.items()}
    better = [name for name, faults in lacking.items() if not faults]
    if better:
        best = max(better, key=lambda name: _worth(written[name]))
        return best, (
            f"The engine “{best}” measured best: it beats the extractive one, so LESSONS_ENGINE={best} is worth setting and "
            "the default worth another thought."
        )
    why = "; ".join(f"{name} {_listed(faults)}" for name, faults in lacking.items())
    return EXTRACTIVE, f"The extractive engine measured best, so the default stays extractive: {why}."


def shortcomings(found: Figures, extractive: Figures) -> list[str]:
    """Why an engine that writes does not beat the extractive one; nothing where it does."""
    right, least = found["right_as_shown"], extractive["right_as_shown"]
    unsupported, summaries = found["unsupported"], found["summaries"]
    wait = found["milliseconds"]["full"]["p95"]
    faults: list[str] = []
    if right["count"] < least["count"]:
        faults.append(f"is right in {_of(right)} answers where that one is in {_of(least)}")
    if unsupported["count"]:
        faults.append(f"shows {_of(unsupported)} sentences that their passages do not carry by the measure")
    if summaries["count"] < LEAST_SHOWN * summaries["total"] or not summaries["total"]:
        faults.append(f"shows a summary for {_of(summaries)} questions only")
    if (repeated := found["repeated"])["count"] > MOST_REPEATED * repeated["total"]:
        faults.append(f"says again word for word what stands beneath in {_of(repeated)} sentences")
    if (on_point := found["on_point"])["count"] < LEAST_ON_POINT * on_point["total"]:
        faults.append(f"rests on the expected evidence in {_of(on_point)} summaries only")
    if wait is None or wait > MOST_WAIT:
        told = "is not told" if wait is None else f"takes {wait / 1000:.1f} s"
        faults.append(f"keeps readers waiting (the full answer {told} for 95 in 100)")
    return faults


def claim_figures(judged: Sequence[Judged]) -> list[Figures]:
    """How many claims the checker told right: all true and all false ones, by label and by who wrote them, each half apart."""
    rows = []
    for half in sorted({j.claim["half"] for j in judged}):
        here = [j for j in judged if j.claim["half"] == half]
        true = [j for j in here if j.claim["label"] == SUPPORTED]
        false = [j for j in here if j.claim["label"] != SUPPORTED]
        rows += [_told("true claims kept", half, true), _told("false claims stopped", half, false)]
        for label in sorted({j.claim["label"] for j in false}):
            rows.append(_told(f"stopped: {label}", half, (j for j in false if j.claim["label"] == label)))
        for writer in sorted({_writer(j) for j in here}):
            rows.append(_told(f"kept, written by {writer}", half, (j for j in true if _writer(j) == writer)))
            rows.append(_told(f"stopped, written by {writer}", half, (j for j in false if _writer(j) == writer)))
    return [row for row in rows if row["total"]]


def _told(title: str, half: str, judged: Iterable[Judged]) -> Figures:
    found = [j.right for j in judged]
    return {"title": title, "half": half, **share(sum(found), len(found))}


def _writer(judged: Judged) -> str:
    """Who wrote a claim: the letters that its id begins with."""
    begun = re.match(r"[a-z]+", judged.claim["id"])
    return begun.group() if begun else "nobody known"


def _worth(found: Figures) -> tuple[float, float]:
    summaries = found["summaries"]
    return summaries["count"] / summaries["total"], -found["milliseconds"]["full"]["p95"]


def _of(found: Figures) -> str:
    return f"{found['count']} of {found['total']}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
