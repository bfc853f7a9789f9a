"""Compares the engines that can be used on the same golden questions, and tries the checker on the labelled claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from evals.claims import judge, load_claims
from evals.engine_figures import claim_figures, engine_figures, verdict
from evals.engines import Ready, choose, is_answered, measure, usable
from evals.golden import Item
from lessons.answers import Assistant
from lessons.checking.checker import Checker
from lessons.engines.prompts import PROMPT_VERSION
from lessons.printing import Begin


def compare(assistant: Assistant, items: Sequence[Item], sample: int, begin: Begin) -> dict[str, Any]:
    """The figures of every engine that can be used, every answer that they are of, and which engine is best."""
    structures = assistant.library.structures
    checker = Checker(assistant.library.encoder, structures)
    ready, missing = usable(assistant, checker)
    chosen, passed_over = choose(items, sample, lambda item: is_answered(assistant, item))
    claims = load_claims()
    advance = begin(len(chosen) * len(ready) + len(claims))
    answers = {name: measure(assistant, engine, chosen, lambda: advance(1)) for name, engine in ready.items()}
    judged = []
    for claim in claims:
        judged += judge([claim], checker, structures)
        advance(1)
    engines = {
        name: {**_writer(engine), "ready_ms": engine.milliseconds, **engine_figures(answers[name])}
        for name, engine in ready.items()
    }
    best, conclusion = verdict(engines)
    return {
        "suite": "engines",
        "verdict": "measured",
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "best": best,
        "conclusion": conclusion,
        "prompt": PROMPT_VERSION,
        "embedding": assistant.library.encoder.name,
        "limits": {"first_word": assistant.settings.engine_first_word, "timeout": assistant.settings.engine_timeout},
        "questions": len(chosen),
        "passed_over": passed_over,
        "engines": engines,
        "missing": missing,
        "claims": claim_figures(judged),
        "answers": {engine: [asdict(m) for m in found] for engine, found in answers.items()},
        "notes": _notes(chosen, passed_over),
    }


def _writer(engine: Ready) -> dict[str, str]:
    return {"model": engine.writer.name, "host": engine.writer.host} if engine.writer else {"model": "", "host": ""}


def _notes(chosen: Sequence[Item], passed_over: int) -> list[str]:
    halves = {half: sum(item["half"] == half for item in chosen) for half in ("tune", "unseen")}
    told = " and ".join(f"{count} {half}" for half, count in halves.items())
    return [
        f"The questions are {told} ones out of those that the sources answer; {passed_over} on the way to them were passed "
        "over, for the extractive engine refuses them, and refusals are never summed up.",
        "This comparison is for information and has no gate.",
    ]
