"""Has every engine answer the same golden questions, and notes what was shown, what was left out and how long it took.

Each sentence of a model that was shown is judged once more, by measures that share nothing with the checker that let it through.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from Stemmer import Stemmer

from evals.golden import Item
from evals.metrics import METRICS
from evals.observed import Observed, is_there
from evals.scoring import covers, words
from evals.support import SMALL_WORDS, carried
from lessons.answers import Assistant
from lessons.domain import Answer, Citation, LessonsError, Statement, StatementKind, Writing
from lessons.engines.breaker import Breaker
from lessons.engines.summary import SUMMED_UP, Check, Summariser, Summary
from lessons.engines.writer import Writer
from lessons.printing import markdown

EXTRACTIVE = "extractive"
ENGINES = (EXTRACTIVE, "embedded", "endpoint")
TO_INSTALL = {"embedded": " Run “make llm” once."}
CITED = frozenset({"evidence", "version", "quote_fidelity", "citation_location", "speaker"})

Tick = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """An engine that can be used: what has its summaries written (None for the extractive one), and when it was ready."""

    engine: str
    summariser: Summariser | None
    milliseconds: float

    @property
    def writer(self) -> Writer | None:
        """The model."""
        return self.summariser.writer if self.summariser else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A model's sentence that was shown with the excerpts that it cites.

    ``unsupported`` says what the excerpts do not carry, ``own`` holds the words whose stems stand in none of them. ``repeats``
    is whether it only says again, word for word, what stands in one of them.
    """

    text: str
    excerpts: tuple[str, ...]
    unsupported: str
    own: tuple[str, ...]
    repeats: bool


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds from the question on; ``first_sentence`` is None where no sentence passed the checks."""

    first_evidence: float
    first_sentence: float | None
    full: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What an engine made of a golden question. ``right`` and ``cited`` are of the evidence, ``right_as_shown`` of all that is shown.

    ``on_point`` is whether the summary cites some of the evidence that a right answer cites; None without either.
    """

    engine: str
    id: str
    half: str
    question: str
    right: bool = False
    cited: bool = False
    right_as_shown: bool = False
    writing: Writing | None = None
    shown: tuple[Shown, ...] = ()
    on_point: bool | None = None
    timing: Timing | None = None
    error: str = ""


def usable(assistant: Assistant, checker: Check) -> tuple[dict[str, Ready], dict[str, str]]:
    """The engines that can be used, and why the others cannot."""
    ready: dict[str, Ready] = {}
    missing: dict[str, str] = {}
    for engine in ENGINES:
        try:
            ready[engine] = _ready(assistant, engine, checker)
        except LessonsError as problem:
            missing[engine] = str(problem) + TO_INSTALL.get(engine, "")
    return ready, missing


def choose(items: Sequence[Item], sample: int, answers: Callable[[Item], bool]) -> tuple[list[Item], int]:
    """Questions spread evenly over those that the sources answer, and how many were passed over since nothing answered them.

    The first of each stretch that is answered, so that the same questions are chosen each time.
    """
    there = [item for item in items if is_there(item)]
    count = min(sample, len(there))
    edges = [i * len(there) // count for i in range(count + 1)] if count else []
    chosen: list[Item] = []
    passed_over = 0
    for start, end in pairwise(edges):
        for item in there[start:end]:
            if answers(item):
                chosen.append(item)
                break
            passed_over += 1
    return chosen, passed_over


def is_answered(assistant: Assistant, item: Item) -> bool:
    """Whether the evidence answers a golden question."""
    return assistant.evidence(item["question"], item["history"]).status in SUMMED_UP


def measure(assistant: Assistant, ready: Ready, items: Sequence[Item], tick: Tick) -> list[Measured]:
    """What one engine makes of each question, in their order; ``tick`` is called after each."""
    found = []
    for item in items:
        try:
            found.append(_measured(assistant, ready, item))
        except Exception as problem:  # the question stays, as one that is not right
            found.append(Measured(ready.engine, **_asked(item), error=f"{type(problem).__name__}: {problem}"))
        tick()
    return found


def own_words(text: str, sources: Sequence[str]) -> tuple[str, ...]:
    """The words of a sentence that stand in none of its sources in any form."""
    stem = Stemmer("english").stemWord
    held = {stem(word) for source in sources for word in words(source)}
    said = dict.fromkeys(word for word in words(text) if word not in SMALL_WORDS)
    return tuple(word for word in said if stem(word) not in held)


def _ready(assistant: Assistant, engine: str, checker: Check) -> Ready:
    """An engine with its model loaded; raises LessonsError. Its breaker never opens, for every question has to be asked."""
    began = time.perf_counter()
    opened = assistant.summariser(engine)
    if opened is None:
        return Ready(engine, None, 0.0)
    opened.writer.prepare()
    summariser = Summariser(engine, opened.writer, checker, assistant.library.encoder, Breaker(failures=sys.maxsize))
    return Ready(engine, summariser, round(_since(began), 1))


def _measured(assistant: Assistant, ready: Ready, item: Item) -> Measured:
    assistant.forget()
    if item["history"]:  # the earlier turns of a conversation were answered before
        assistant.turn(item["history"][-1], item["history"][:-1])
    began = time.perf_counter()
    evidence = assistant.evidence(item["question"], item["history"])
    first_evidence, first_sentence = _since(began), None
    summary = ready.summariser.summarise(evidence, item["history"]) if ready.summariser else Summary(evidence, None)
    for _ in summary:
        first_sentence = first_sentence or _since(began)
    answer = summary.answer
    timing = Timing(first_evidence, first_sentence, _since(began))
    found = _passes(assistant, item, evidence)
    return Measured(
        ready.engine,
        **_asked(item),
        right=found["correct"],
        cited=all(passed for name, passed in found.items() if name in CITED),
        right_as_shown=_passes(assistant, item, answer)["correct"],
        writing=answer.writing,
        shown=tuple(_judged(s, answer.citations) for s in _summary(answer)),
        on_point=_on_point(item, answer),
        timing=timing,
    )


def _passes(assistant: Assistant, item: Item, answer: Answer) -> dict[str, bool]:
    """Whether an answer passes each of the metrics that say whether it is right and rightly cited."""
    seen = Observed(item, answer, markdown(answer), assistant.library.structures)
    found = {m.name: m.of(seen) for m in METRICS if m.name in CITED or m.name == "correct"}
    return {name: finding.passed for name, finding in found.items() if finding}


def _judged(statement: Statement, citations: Sequence[Citation]) -> Shown:
    text = statement.text
    cited = [citation for citation in citations if citation.number in statement.citations]
    excerpts = tuple(citation.excerpt for citation in cited)
    sources = [*excerpts, *(citation.speaker for citation in cited if citation.speaker)]
    repeats = any(f" {' '.join(words(text))} " in f" {' '.join(words(excerpt))} " for excerpt in excerpts)
    return Shown(text, excerpts, carried(text, sources), own_words(text, sources), repeats)


def _on_point(item: Item, answer: Answer) -> bool | None:
    numbers = {number for statement in _summary(answer) for number in statement.citations}
    if not (numbers and item["evidence"]):
        return None
    cited = [citation for citation in answer.citations if citation.number in numbers]
    options = [option for group in item["evidence"] for option in group]
    return any(covers(c.document, c.excerpt, option) for c in cited for option in options)


def _summary(answer: Answer) -> list[Statement]:
    return [statement for statement in answer.statements if statement.kind == StatementKind.SUMMARY]


def _asked(item: Item) -> dict[str, Any]:
    return {name: item[name] for name in ("id", "half", "question")}


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
