"""Runs the golden questions as a ragas experiment and carries the metrics with ragas's classes.

ragas sends its makers a note of each use unless it is told not to; it is told so here, before it is imported.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

os.environ["RAGAS_DO_NOT_TRACK"] = "true"  # nothing but this word stops it

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what it imports warns of its own future
    from ragas import Dataset, SingleTurnSample, experiment
    from ragas.embeddings.base import BaseRagasEmbedding
    from ragas.metrics import IDBasedContextPrecision, IDBasedContextRecall
    from ragas.metrics.collections import SemanticSimilarity
    from ragas.metrics.collections.base import BaseMetric
    from ragas.metrics.result import MetricResult
    from tqdm import tqdm

from evals.golden import Item
from evals.metrics import METRICS
from evals.observed import Metric, Observed
from evals.results import Finding, ItemResult, as_row, from_row
from evals.scoring import covers
from lessons.domain import Answer, Structure
from lessons.embedding import Encoder
from lessons.printing import markdown

sys.modules["ragas.experiment"].tqdm = partial(tqdm, disable=True)  # type: ignore[attr-defined]  # the run has its own bar

SAMPLED = 10  # every tenth question is asked again, and compared in meaning: both take long
ASKED_AGAIN = 2
NOT_APPLICABLE = -1.0  # within ragas, which knows no such thing

Ask = Callable[[Item], Answer]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is evaluated: how it answers, the same without anything remembered, how much it doubts that the sources answer
    (log odds; None where it does not weigh that), the documents, and the encoder for likeness.
    """

    ask: Ask
    ask_afresh: Ask
    doubt: Callable[[Item], float | None]
    structures: Mapping[str, Structure]
    encoder: Encoder


class Carried(BaseMetric):
    """One of our metrics as one of ragas's."""

    def __init__(self, metric: Metric) -> None:
        self.metric = metric
        super().__init__(name=metric.name, allowed_values=(NOT_APPLICABLE, 1.0))

    async def ascore(self, **given: Any) -> MetricResult:
        """What the metric finds in an ``Observed``."""
        finding = self.metric.of(given["observed"])
        return MetricResult(finding.value, finding.reason) if finding else MetricResult(NOT_APPLICABLE, "")


class OwnEmbeddings(BaseRagasEmbedding):
    """The product's own encoder for ragas's metrics."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self._encoder = encoder

    def embed_text(self, text: str, **_: Any) -> list[float]:
        """The vector of a text."""
        return [float(x) for x in self._encoder.encode([text])[0]]

    async def aembed_text(self, text: str, **_: Any) -> list[float]:
        """The same, for whoever awaits it."""
        return self.embed_text(text)


def run_suite(items: Sequence[Item], subject: Subject, folder: Path, tick: Callable[[], None]) -> list[ItemResult]:
    """The result of every question, in their order; ``folder`` gets ragas's own files, ``tick`` is called after each."""
    carried = [Carried(metric) for metric in METRICS]
    likeness = SemanticSimilarity(embeddings=OwnEmbeddings(subject.encoder))

    @experiment()
    async def answered(row: dict[str, Any]) -> dict[str, Any]:
        item, place = json.loads(row["item"]), int(row["place"])
        try:
            result = await _observe(item, place, subject, carried, likeness)
        except Exception as problem:  # ragas would drop the question: it has to stay and to fail
            result = _broken(item, f"{type(problem).__name__}: {problem}")
        tick()
        return as_row(result)

    # As text, because ragas turns strings that look like dates into dates.
    rows = [{"place": i, "item": json.dumps(item, ensure_ascii=False)} for i, item in enumerate(items)]
    dataset = Dataset("golden", "local/jsonl", data=rows, root_dir=str(folder))
    dataset.save()
    found = asyncio.run(answered.arun(dataset, name="answers"))
    by_id = {row["id"]: from_row(row) for row in found}
    return [by_id.get(item["id"]) or _broken(item, "no result came back") for item in items]


async def _observe(
    item: Item, place: int, subject: Subject, carried: Sequence[Carried], likeness: SemanticSimilarity
) -> ItemResult:
    answer = subject.ask(item)
    sampled = place % SAMPLED == 0
    steady = all(_same(answer, subject.ask_afresh(item)) for _ in range(ASKED_AGAIN)) if sampled else None
    seen = Observed(item, answer, markdown(answer), subject.structures, steady)
    findings = {}
    for metric in carried:
        found = await metric.ascore(observed=seen)
        if found.value != NOT_APPLICABLE:
            findings[metric.name] = Finding(found.value, found.reason or "", metric.metric.graded)
    if seen.groups and not seen.refused:
        findings |= await _by_ids(seen)
        if sampled:
            reference = " ".join(group[0]["text"] for group in seen.groups)
            found = await likeness.ascore(reference=reference, response=seen.text)
            findings["semantic_similarity"] = Finding(max(0.0, float(found.value)), graded=True)
    return ItemResult(
        **_asked(item),
        given=_given(seen),
        findings=findings,
        milliseconds=answer.elapsed_ms + (answer.writing.elapsed_ms if answer.writing else 0),
        doubt=subject.doubt(item),
    )


async def _by_ids(seen: Observed) -> dict[str, Finding]:
    """Context precision and recall as ragas works them out, where a passage's id is that of the evidence group that it holds."""
    wanted = [f"evidence {i}" for i in range(len(seen.groups))]
    held: list[str] = []
    for citation in seen.shown:
        ids = [
            name
            for name, group in zip(wanted, seen.groups, strict=True)
            if any(covers(citation.document, citation.excerpt, option) for option in group)
        ]
        held += ids or [f"passage {citation.number}"]
    sample = SingleTurnSample(retrieved_context_ids=held, reference_context_ids=wanted)
    return {
        "context_precision": Finding(float(await IDBasedContextPrecision().single_turn_ascore(sample)), graded=True),
        "context_recall": Finding(float(await IDBasedContextRecall().single_turn_ascore(sample)), graded=True),
    }


def _same(one: Answer, other: Answer) -> bool:
    return {**asdict(one), "elapsed_ms": 0} == {**asdict(other), "elapsed_ms": 0}


def _asked(item: Item) -> dict[str, Any]:
    """A golden question as a result holds it."""
    parts = ("id", "kind", "half", "question", "history")
    wanted = ("status", "status_also", "evidence", "must", "must_not")
    return {name: item[name] for name in parts} | {"expected": {name: item[name] for name in wanted if name in item}}


def _given(seen: Observed) -> dict[str, Any]:
    citations = [asdict(c) for c in seen.answer.citations]
    return {"status": seen.answer.status.value, "answer": seen.text, "citations": citations}


def _broken(item: Item, error: str) -> ItemResult:
    """The result of a question that got no answer: every metric that applies to it fails."""
    findings = {m.name: Finding(0.0, f"error: {error}", m.graded) for m in METRICS if m.applies(item)}
    return ItemResult(**_asked(item), given={}, findings=findings, error=error)
