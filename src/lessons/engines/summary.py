"""Puts a written summary in front of an answer: every sentence is checked against the passages that it cites before it is shown.

The evidence is there first and stays as it is. What no passage answers, no model answers: refusals are never summed up, and
neither are changes between versions, of which the passages show both sides while none says what changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from lessons import phrases
from lessons.checking.verdicts import Verdict
from lessons.domain import Answer, Citation, LessonsError, Outcome, Statement, StatementKind, Status, Writing
from lessons.embedding import Encoder
from lessons.engines.breaker import Breaker
from lessons.engines.cutting import Cutter, Written
from lessons.engines.prompts import MOST_SENTENCES, PROMPT_VERSION, Prompt, write_prompt
from lessons.engines.rewording import ENGINES as REWORDING
from lessons.engines.rewording import FollowUp, follow_up, reword
from lessons.engines.writer import WHY, Failure, Writer, WriterFailed

MOST_WRITTEN = 8  # sentences that are looked at; a model that writes on is cut short
LEAST_KEPT = (
    0.5  # of the different sentences written: a model that is mostly wrong is not shown where it happens to be right
)
SUMMED_UP = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
CUT_OFF = frozenset({Failure.ENDED, Failure.SLOW})
SHOWN = frozenset({Outcome.WRITTEN, Outcome.BROKEN_OFF})
NOT_A_SENTENCE, NO_SUCH_PASSAGE, REPEATED, UNCHECKED = "shape", "passages", "repeated", "unchecked"


class Check(Protocol):
    """What tells whether passages carry a sentence; see ``Checker``."""

    def check(self, sentence: str, cited: Sequence[Citation]) -> Verdict:
        """Whether the sentence may be shown over these passages."""


@dataclass(frozen=True, slots=True)
class Task:
    """Who writes, what is asked, and who checks it; ``follow_up`` is set where the model may put the question anew, for ``ask``."""

    writer: Writer
    prompt: Prompt
    checker: Check
    breaker: Breaker
    ask: Callable[[str], Prompt]
    follow_up: FollowUp | None = None


class Summary:
    """A summary while it is written. Iterate for its checked sentences, or ``close`` it to stop; then ``answer`` is whole.

    Sentences that were yielded may still turn out to be too few: then ``answer`` holds the evidence alone, and says so.
    """

    def __init__(self, evidence: Answer, writing: Writing | None, task: Task | None = None) -> None:
        self._evidence = evidence
        self._writing = writing
        self._kept: list[Statement] = []
        self._reasons: list[str] = []
        self._seen: set[int] = set()  # marks of all sentences, not their words
        self._why = ""
        self._beats = self._write(task)

    def __iter__(self) -> Iterator[Statement]:
        return (statement for statement in self._beats if statement)

    def beats(self) -> Iterator[Statement | None]:
        """The same, with None several times a second while nothing comes, so that whoever reads can look up."""
        return self._beats

    def close(self) -> None:
        """Stop the model, if it still writes; what it wrote so far is not shown."""
        self._beats.close()

    def finish(self) -> Answer:
        """Wait until the summary is written; the answer."""
        for _ in self._beats:
            pass
        return self.answer

    @property
    def writing(self) -> Writing | None:
        """How it went so far; None without a model."""
        if self._writing is None:
            return None
        reasons = tuple(self._reasons)
        return replace(self._writing, kept=len(self._kept), dropped=len(reasons), reasons=reasons)

    @property
    def answer(self) -> Answer:
        """The answer with the summary in front, or without one and with a plain note on why."""
        writing = self.writing
        if writing is None:
            return self._evidence
        shown = self._kept if writing.outcome in SHOWN else []
        said = phrases.SUMMARY_BROKE_OFF if shown else phrases.NO_SUMMARY
        note = [Statement(said.format(why=self._why), (), StatementKind.NOTE)] if self._why else []
        return replace(
            self._evidence,
            statements=(*shown, *self._evidence.statements, *note),
            engine=writing.engine if shown else self._evidence.engine,
            writing=writing,
        )

    def _write(self, task: Task | None) -> Generator[Statement | None, None, None]:
        """Write, check, and note how it went."""
        if task is None:
            return
        began = time.perf_counter()
        self._note(Outcome.STOPPED, phrases.SUMMARY_STOPPED)  # what holds where nothing else comes of it
        if not task.breaker.admit():
            self._fail(Failure.RESTING)
            return
        told = task.breaker.withdraw
        try:
            yield from self._checked((yield from self._understood(task)))
            told = task.breaker.succeed
            self._conclude()
        except LessonsError as problem:
            told = task.breaker.fail
            self._fail(problem.failure if isinstance(problem, WriterFailed) else Failure.MISSING)
        finally:
            told()
            if self._writing:
                self._writing = replace(self._writing, elapsed_ms=round((time.perf_counter() - began) * 1000, 1))

    def _understood(self, task: Task) -> Generator[None, None, Task]:
        """The task, for a question that stands alone where the model put it so in time."""
        question = (yield from reword(task.writer, task.follow_up)) if task.follow_up else ""
        if not question or not self._writing:
            return task
        self._writing = replace(self._writing, question=question)
        return replace(task, prompt=task.ask(question))

    def _checked(self, task: Task) -> Generator[Statement | None, None, None]:
        """The sentences that pass, up to the reply's end or as much as is read of it; also the last ones of a reply cut off."""
        cutter = Cutter()
        try:
            yield from self._read(cutter, task)
        except WriterFailed as problem:
            for written in cutter.rest() if problem.failure in CUT_OFF else ():
                if not self._full and (statement := self._tried(written, task)):
                    yield statement
            raise

    def _read(self, cutter: Cutter, task: Task) -> Generator[Statement | None, None, None]:
        pieces = task.writer.write(task.prompt)
        try:
            for piece in pieces:
                if not piece:
                    yield None
                for written in cutter.feed(piece):
                    if statement := self._tried(written, task):
                        yield statement
                    if self._full:
                        return
                if cutter.complete:
                    return
        finally:
            if isinstance(pieces, Generator):
                pieces.close()
        raise WriterFailed(Failure.ENDED if cutter.opened else Failure.UNREADABLE)

    @property
    def _full(self) -> bool:
        return len(self._kept) == MOST_SENTENCES or len(self._kept) + len(self._reasons) == MOST_WRITTEN

    def _tried(self, written: Written | None, task: Task) -> Statement | None:
        """The sentence as a statement, or None where it may not be shown; then the reason is noted and the sentence forgotten."""
        reason = NOT_A_SENTENCE if written is None else self._repeated(written) or _fault(written, task)
        if reason is not None or written is None:
            self._reasons.append(reason or NOT_A_SENTENCE)
            return None
        self._kept.append(Statement(written.text, tuple(sorted(written.passages)), StatementKind.SUMMARY))
        return self._kept[-1]

    def _repeated(self, written: Written) -> str | None:
        """Small models say a thing again and again, which makes it neither truer nor more wrong."""
        mark = hash((written.text, written.passages))
        is_repeated = mark in self._seen or any(statement.text == written.text for statement in self._kept)
        self._seen.add(mark)
        return REPEATED if is_repeated else None

    def _conclude(self) -> None:
        """What came of a reply that was read to its end."""
        if self._enough():
            self._note(Outcome.WRITTEN)
        elif self._kept or self._reasons:
            self._note(Outcome.THIN, phrases.SUMMARY_THIN)
        else:
            self._note(Outcome.THIN, phrases.SUMMARY_EMPTY)

    def _fail(self, failure: Failure) -> None:
        outcome = Outcome.BROKEN_OFF if self._enough() else Outcome.FAILED
        self._note(outcome, WHY[failure], failure)

    def _enough(self) -> bool:
        """Whether so much of what was written passed that it may be shown."""
        wrong = sum(reason != REPEATED for reason in self._reasons)
        return bool(self._kept) and len(self._kept) >= LEAST_KEPT * (len(self._kept) + wrong)

    def _note(self, outcome: Outcome, why: str = "", failure: Failure | None = None) -> None:
        if self._writing:
            self._writing = replace(self._writing, outcome=outcome, failure=failure)
        self._why = why


def _fault(written: Written, task: Task) -> str | None:
    """Why a sentence may not be shown, None where it may."""
    if not set(written.passages) <= set(task.prompt.passages):
        return NO_SUCH_PASSAGE
    try:
        verdict = task.checker.check(written.text, [task.prompt.passages[number] for number in written.passages])
    except Exception:  # what cannot be checked is not shown, whatever made the check fail
        return UNCHECKED
    return None if verdict.kept else verdict.reason or UNCHECKED


class Summariser:
    """Has summaries written by one engine; all who ask share its breaker."""

    def __init__(
        self, engine: str, writer: Writer, checker: Check, encoder: Encoder, breaker: Breaker | None = None
    ) -> None:
        self.writer = writer
        self._engine = engine
        self._checker = checker
        self._encoder = encoder
        self._breaker = breaker or Breaker()

    def summarise(self, answer: Answer, earlier: Sequence[str] = ()) -> Summary:
        """The summary of an answer, which is written while it is read; ``earlier`` are the questions before, oldest first."""
        made = Writing(self._engine, self.writer.name, self.writer.host, PROMPT_VERSION, Outcome.NOT_ASKED)
        if not can_be_summed_up(answer):
            return Summary(answer, made)

        def ask(question: str) -> Prompt:
            return write_prompt(question, self._nearest_first(answer.citations, question), self.writer.room)

        question = answer.standalone_question
        asked = follow_up(answer.question, question, earlier) if self._engine in REWORDING else None
        return Summary(answer, made, Task(self.writer, ask(question), self._checker, self._breaker, ask, asked))

    def _nearest_first(self, citations: Sequence[Citation], question: str) -> Sequence[Citation]:
        """Citations, those first that are nearest to the question; in the answer's order where all find room."""
        if sum(len(citation.excerpt) for citation in citations) <= self.writer.room:
            return citations
        nearness = self._encoder.encode([c.excerpt for c in citations]) @ self._encoder.encode([question])[0]
        return [citations[i] for i in (-nearness).argsort(kind="stable")]


def can_be_summed_up(answer: Answer) -> bool:
    """Whether an answer has findings that a summary can rest on."""
    changes = any(statement.kind == StatementKind.REVISION for statement in answer.statements)
    return answer.status in SUMMED_UP and bool(answer.citations) and not changes
