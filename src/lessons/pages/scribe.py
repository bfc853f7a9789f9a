"""Has a summary written in a thread of its own, so that it goes on while the visitor opens sources and changes pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from lessons.domain import Answer, Statement
from lessons.engines.summary import Summary

PATIENCE = 1.0  # seconds that a stop waits for the model to let go

log = logging.getLogger(__name__)


class Scribe:
    """One summary of one answer, by one model. Whoever looks sees the checked sentences that there are so far."""

    def __init__(self, model: str, evidence: Answer, begin: Callable[[Answer], Summary]) -> None:
        self.model = model
        self.sentences: tuple[Statement, ...] = ()
        self._answer = evidence
        self._begin = begin
        self._summary: Summary | None = None
        self._thread: Thread | None = None
        self._news, self._done, self._stopped = Event(), Event(), Event()

    @property
    def done(self) -> bool:
        """Whether nothing more comes."""
        return self._done.is_set()

    @property
    def answer(self) -> Answer:
        """The answer as it stands: whole once it is done; before that without the summary, and saying so once it was begun."""
        return self._answer if self.done or self._summary is None else self._summary.answer

    def start(self) -> None:
        """Begin to write, unless that was done before."""
        if self._thread is None and not self._stopped.is_set():
            self._thread = Thread(target=self._write, name="scribe", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait so long for news at most; whether it is done."""
        self._news.wait(seconds)
        self._news.clear()
        return self.done

    def stop(self) -> None:
        """Have no more written; what was written so far is not kept."""
        self._stopped.set()
        if self._thread:
            self._thread.join(PATIENCE)

    def _write(self) -> None:
        try:
            self._summary = self._begin(self._answer)
            self._take_down(self._summary)
            self._answer = self._summary.answer
        except Exception as problem:  # the outermost boundary of the thread: the evidence stands as it is
            log.error("The summary failed: %s", type(problem).__name__)  # and no word of a model is logged
        finally:
            self._done.set()
            self._news.set()

    def _take_down(self, summary: Summary) -> None:
        for statement in summary.beats():
            if self._stopped.is_set():
                break
            if statement:
                self.sentences = (*self.sentences, statement)
                self._news.set()
        summary.close()
