"""Has a language model judge answers with ragas's metrics, once labelled claims have shown that it can judge.

The claims of ``canaries.py`` go first, and a judge that does not tell enough of them right judges no answer. What goes wrong
while something is judged counts as wrong: no claim and no answer leaves a denominator.

Importing ragas takes seconds, so the functions that need it import it themselves.
"""

from __future__ import annotations

import asyncio
import logging
import math
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from evals.canaries import Canary, CanaryScore, headed_contexts, score_canaries
from evals.results import Finding, ItemResult
from lessons.domain import BrokenError, Status
from lessons.encoders import open_encoder
from lessons.settings import Settings

if TYPE_CHECKING:
    from ragas.embeddings.base import BaseRagasEmbedding
    from ragas.llms import InstructorLLM

os.environ["RAGAS_DO_NOT_TRACK"] = "true"  # nothing but this word stops it, and only before ragas is imported

ASKED = "What does the study say?"
AT_ONCE = 4  # calls
TIMEOUT = 120.0  # seconds, for one metric of one answer
MOST_TOKENS = 4096  # ragas's own 1,024 cut off its answers
ROUNDING = 1e-6
MOST_REASON = 200  # characters
ANSWERED = (Status.ANSWERED.value, Status.PARTLY_ANSWERED.value)

UNREACHABLE = "The judge cannot be asked ({why}): check LESSONS_JUDGE_URL, LESSONS_JUDGE_MODEL and LESSONS_JUDGE_KEY."

Tick = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Judge:
    """A language model behind an OpenAI-compatible endpoint; ``base_url`` goes up to and with ``/v1``."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)


def run_judge(
    judge: Judge,
    settings: Settings,
    results: Sequence[ItemResult],
    sample: int,
    canaries: Sequence[Canary],
    tick: Tick,
    timeout: float = TIMEOUT,
    despite: bool = False,
) -> tuple[CanaryScore, list[ItemResult]]:
    """Try the judge on the claims, then have it judge at most ``sample`` of the answers; gives all results, in their order.

    An unsteady judge judges nothing, unless ``despite`` is set. ``tick`` is called after each claim and each judged answer.
    Raises BrokenError with one plain sentence where the judge cannot be reached at all.
    """

    async def run() -> tuple[CanaryScore, list[ItemResult]]:
        llm = open_judge(judge, timeout)
        try:
            await _reach(llm)
            score = await judge_canaries(llm, canaries, tick, timeout)
            chosen = choose(results, sample) if score.steady or despite else []
            judged = await judge_answers(llm, open_embeddings(settings), chosen, tick, timeout) if chosen else []
        finally:
            await llm.client.client.close()
        by_id = {result.id: result for result in judged}
        return score, [by_id.get(result.id, result) for result in results]

    return asyncio.run(run())


def open_judge(judge: Judge, timeout: float = TIMEOUT) -> InstructorLLM:
    """The judge as ragas wants it: answers come as JSON that fits a schema; ``timeout`` is in seconds, for one call."""
    import instructor
    from openai import AsyncOpenAI
    from ragas._analytics import get_userid
    from ragas.llms import InstructorLLM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # ragas leaves a file open here, once, telemetry or not
        get_userid()
    logging.getLogger("instructor").setLevel(logging.CRITICAL)  # what it logs as errors stands in the findings
    endpoint = AsyncOpenAI(base_url=judge.base_url, api_key=judge.key or "none", max_retries=0, timeout=timeout)
    client = instructor.from_openai(endpoint, mode=instructor.Mode.JSON_SCHEMA)
    return InstructorLLM(client=client, model=judge.model, provider="openai", temperature=0, max_tokens=MOST_TOKENS)


def open_embeddings(settings: Settings) -> BaseRagasEmbedding:
    """The product's own encoder for ragas's metrics."""
    from evals.suite import OwnEmbeddings

    return OwnEmbeddings(open_encoder(settings))


async def judge_canaries(
    llm: InstructorLLM, canaries: Sequence[Canary], tick: Tick, timeout: float = TIMEOUT
) -> CanaryScore:
    """How many of the labelled claims the judge tells right; an error is never right."""
    from ragas.metrics.collections import Faithfulness

    metric, gate = Faithfulness(llm=llm), asyncio.Semaphore(AT_ONCE)

    async def judged(canary: Canary) -> Finding:
        given = {"user_input": ASKED, "response": canary["claim"], "retrieved_contexts": headed_contexts(canary)}
        finding = await _measure(metric, given, gate, timeout)
        tick()
        return finding

    return score_canaries(llm.model, canaries, await asyncio.gather(*map(judged, canaries)))


def choose(results: Sequence[ItemResult], sample: int) -> list[ItemResult]:
    """At most ``sample`` of the results that can be judged, spread evenly over them."""
    fit = [result for result in results if can_be_judged(result)]
    return fit if len(fit) <= sample else [fit[i * len(fit) // sample] for i in range(sample)]


def can_be_judged(result: ItemResult) -> bool:
    """Whether there is an answer and evidence to hold it against."""
    return result.given.get("status") in ANSWERED and bool(result.expected.get("evidence"))


async def judge_answers(
    llm: InstructorLLM,
    embeddings: BaseRagasEmbedding,
    results: Sequence[ItemResult],
    tick: Tick,
    timeout: float = TIMEOUT,
) -> list[ItemResult]:
    """The results with five findings more where there is an answer and evidence; the others as they are."""
    metrics, gate = _metrics(llm, embeddings), asyncio.Semaphore(AT_ONCE)

    async def judged(result: ItemResult) -> ItemResult:
        if not can_be_judged(result):
            return result
        sample = _as_sample(result)
        measured = [_measure(m, {n: sample[n] for n in names}, gate, timeout) for m, names in metrics.values()]
        found = dict(zip(metrics, await asyncio.gather(*measured), strict=True))
        tick()
        graded = {name: replace(finding, graded=True) for name, finding in found.items()}
        return replace(result, findings={**result.findings, **graded})

    return list(await asyncio.gather(*map(judged, results)))


def _metrics(llm: InstructorLLM, embeddings: BaseRagasEmbedding) -> dict[str, tuple[Any, tuple[str, ...]]]:
    """The metrics of ragas under our names, each with what it is to be given."""
    from ragas.metrics import collections as ragas

    return {
        "judged_faithfulness": (ragas.Faithfulness(llm=llm), ("user_input", "response", "retrieved_contexts")),
        # It need not ask again: instructor does where an answer does not fit the schema.
        "judged_groundedness": (ragas.ResponseGroundedness(llm=llm, max_retries=1), ("response", "retrieved_contexts")),
        "judged_context_recall": (ragas.ContextRecall(llm=llm), ("user_input", "retrieved_contexts", "reference")),
        "judged_relevancy": (ragas.AnswerRelevancy(llm=llm, embeddings=embeddings), ("user_input", "response")),
        "judged_factual_correctness": (ragas.FactualCorrectness(llm=llm), ("response", "reference")),
    }


def _as_sample(result: ItemResult) -> dict[str, Any]:
    """A result in ragas's words. A follow-up is judged with what was asked before it, as it was answered."""
    lines = result.given["answer"].splitlines()
    notes = {line for line in lines if len(line) > 1 and line.startswith("*") and line.endswith("*")}
    return {
        "user_input": "\n".join([*result.history, result.question]),
        "response": "\n".join(line for line in lines if line not in notes).strip(),
        "retrieved_contexts": [citation["excerpt"] for citation in result.given["citations"]],
        "reference": " ".join(group[0]["text"] for group in result.expected["evidence"]),
    }


async def _measure(metric: Any, given: Mapping[str, Any], gate: asyncio.Semaphore, timeout: float) -> Finding:
    """What a metric finds; what goes wrong is a finding that is not a number."""
    try:
        async with gate, asyncio.timeout(timeout):
            value = float((await metric.ascore(**given)).value)
    except TimeoutError:
        return Finding(math.nan, f"error: no verdict within {timeout:g} seconds")
    except Exception as problem:  # one answer that cannot be judged must not stop the run
        cause = problem.__cause__ or problem
        return Finding(math.nan, f"error: {type(cause).__name__}: {' '.join(str(cause).split())}"[:MOST_REASON])
    if not math.isfinite(value):
        return Finding(math.nan, "error: the judge gave no verdict")
    if value > 1 + ROUNDING:  # a judge may write any number where 0 or 1 is asked for
        return Finding(math.nan, f"error: the judge gave {value:g} of 1")
    return Finding(round(min(1.0, max(0.0, value)), 6))


async def _reach(llm: InstructorLLM) -> None:
    """One small call, so that a judge that is not there is not asked about every claim."""
    from openai import APIError
    from pydantic import BaseModel

    class Ready(BaseModel):
        ready: bool

    try:
        await llm.agenerate("Are you ready? Answer in JSON.", Ready)
    except Exception as problem:  # an answer that does not fit is still an answer: the claims will tell
        cause = problem.__cause__ or problem
        if isinstance(cause, APIError):
            status = getattr(cause, "status_code", None)
            raise BrokenError(UNREACHABLE.format(why=f"HTTP {status}" if status else "no answer")) from None
