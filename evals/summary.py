"""Sums results up: a figure for each metric with its counts and exact interval, by kind and half, and what was run on what."""

from __future__ import annotations

import hashlib
import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.golden import HALVES
from evals.metrics import METRICS
from evals.results import ItemResult
from lessons.codebook import FILE as CODEBOOK
from lessons.corpus import Corpus
from lessons.settings import Settings

KINDS = {
    "theme_finding": "Themes and findings",
    "barrier_enabler": "Barriers and enablers",
    "recommendation": "Recommendations",
    "quote": "Quotes",
    "number_fact": "Facts and numbers",
    "methods": "Methods and setting",
    "version_change": "Changes between versions",
    "review_history": "Review history",
    "follow_up": "Follow-ups",
    "not_in_sources": "Not in the sources",
    "partly": "Partly in the sources",
}
RAGAS_TITLES = {
    "semantic_similarity": "Likeness of answer and evidence in meaning (ragas, every tenth question)",
    "context_precision": "Cited passages that hold evidence (ragas, by id)",
    "context_recall": "Evidence among the cited passages (ragas, by id)",
    "judged_faithfulness": "Faithfulness (ragas, judged)",
    "judged_groundedness": "Response groundedness (ragas, judged)",
    "judged_context_recall": "Context recall (ragas, judged)",
    "judged_relevancy": "Answer relevancy (ragas, judged)",
    "judged_factual_correctness": "Factual correctness (ragas, judged)",
}
TITLES = {m.name: m.title for m in METRICS} | RAGAS_TITLES
LEVEL = 0.95


def interval(passed: int, total: int) -> tuple[float, float]:
    """The exact 95 per cent interval of a share (Clopper and Pearson, Biometrika 26, 1934)."""
    from scipy.stats import binomtest

    found = binomtest(passed, total).proportion_ci(LEVEL, method="exact")
    return float(found.low), float(found.high)


def summarise(results: Sequence[ItemResult]) -> dict[str, Any]:
    """Figures for each metric, kind and half, and the time it took."""
    took = sorted(r.milliseconds for r in results)
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "metrics": {name: figure(name, results) for name in TITLES if any(name in r.findings for r in results)},
        "kinds": {
            kind: {"title": title, **{half: share for half in HALVES if (share := right(results, half, kind))}}
            for kind, title in KINDS.items()
            if any(r.kind == kind for r in results)
        },
        "halves": {half: share for half in HALVES if (share := right(results, half))},
        "milliseconds": {
            "median": round(statistics.median(took), 1),
            "p95": took[math.ceil(0.95 * len(took)) - 1],
            "longest": took[-1],
        },
    }


def figure(name: str, results: Sequence[ItemResult]) -> dict[str, Any]:
    """The mean of a metric, how many answers it was found for, how many pass, and the interval where each passes or fails."""
    found = [r.findings[name] for r in results if name in r.findings]
    entry: dict[str, Any] = {
        "title": TITLES[name],
        "value": sum(f.counted for f in found) / len(found),
        "scored": sum(f.value == f.value for f in found),  # what is not a number differs from itself
        "total": len(found),
        "passed": None,
        "low": None,
        "high": None,
        "floor": None,
        "baseline": None,
    }
    if not any(f.graded for f in found):
        entry["passed"] = sum(f.passed for f in found)
        if entry["passed"] == sum(f.counted for f in found):  # so that the interval is that of the value
            entry["low"], entry["high"] = interval(entry["passed"], len(found))
    return entry


def right(results: Iterable[ItemResult], half: str, kind: str | None = None) -> dict[str, Any] | None:
    """How many answers of a half, and of a kind, are right; None where there are none."""
    chosen = [r for r in results if r.half == half and kind in (None, r.kind)]
    if not chosen:
        return None
    count = Counter(r.findings["correct"].passed for r in chosen)[True]
    low, high = interval(count, len(chosen))
    return {"right": count, "total": len(chosen), "low": low, "high": high}


NOT_ABOUT_ANSWERS = (
    "corpus_dir",
    "index_dir",
    "feedback_file",
    "baskets_dir",
    "contact",
    "port",
    "embedding_key",
    "engine_key",
    "judge_key",
)


def hashes(settings: Settings, corpus: Corpus, golden: Path) -> dict[str, str]:
    """What the run stands on, each as the start of a SHA-256: the documents' texts, the golden set, the codebook, the settings."""
    shown = settings.model_dump_json(exclude=set(NOT_ABOUT_ANSWERS))
    codebook = settings.corpus_dir / CODEBOOK
    return {
        "corpus": _hash(f"{d.id}\n{d.text}" for d in corpus.documents),
        "golden": _hash([golden.read_text("utf-8")]),
        "codebook": _hash([codebook.read_text("utf-8") if codebook.exists() else ""]),
        "settings": _hash([shown]),
    }


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def refusal_curve(results: Sequence[ItemResult], limits: Sequence[float]) -> list[dict[str, Any]]:
    """How many questions would be wrongly answered or refused at other limits of doubt (log odds)."""
    curve = []
    for half in HALVES:
        weighed = [r for r in results if r.half == half and r.doubt is not None]
        absent = [r.doubt for r in weighed if r.expected["status"] == "not_in_sources"]
        there = [r.doubt for r in weighed if r.expected["status"] == "answered"]
        curve += [
            {
                "half": half,
                "limit": limit,
                "missed": sum(d is not None and d <= limit for d in absent),
                "absent": len(absent),
                "wrong": sum(d is not None and d > limit for d in there),
                "answerable": len(there),
            }
            for limit in limits
            if weighed
        ]
    return curve
