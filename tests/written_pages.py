"""What tests of written summaries share: a model that plays a part, a check that believes it, and the page with both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event

import pytest

from lessons.answers import Assistant
from lessons.checking.verdicts import Reason, Verdict
from lessons.domain import Citation
from lessons.engines.prompts import Prompt
from lessons.engines.summary import Summariser
from lessons.engines.writer import Failure, WriterFailed
from lessons.pages import readiness

MODEL, HOST = "pen <b>1</b>", "127.0.0.1:9"


@dataclass
class Pen:
    """A model that writes these sentences over the first passage; it may wait before each, and fail at the end.

    ``puts`` is how it puts a follow-up.
    """

    sentences: Sequence[str] = ()
    failure: Failure | None = None
    name: str = MODEL
    host: str = HOST
    room: int = 8000
    prepared: int = 0
    written: int = 0
    closed: Event = field(default_factory=Event)
    # One for each sentence that has to wait, set by the test that lets it be written.
    gates: Sequence[Event] = ()
    puts: str = ""

    def prepare(self) -> None:
        self.prepared += 1

    def write(self, prompt: Prompt) -> Iterator[str]:
        if not prompt.passages:
            yield json.dumps({"question": self.puts})
            return
        self.written += 1
        try:
            yield '{"sentences": ['
            for at, sentence in enumerate(self.sentences):
                while at < len(self.gates) and not self.gates[at].wait(0.01):
                    yield ""
                text = json.dumps({"text": sentence, "passages": [min(prompt.passages)]})
                yield f"{', ' if at else ''}{text}"
            if self.failure:
                raise WriterFailed(self.failure)
            yield "]}"
        finally:
            self.closed.set()


class Trusting:
    """Keeps all but lies that say so."""

    def check(self, sentence: str, cited: Sequence[Citation]) -> Verdict:
        is_lie = "lie" in sentence or not cited
        return Verdict(not is_lie, Reason.SUPPORT if is_lie else None)


class Written(Assistant):
    """An assistant whose summaries a pen writes."""

    def __init__(self, assistant: Assistant, pen: Pen) -> None:
        super().__init__(assistant.library, assistant.settings)
        self._pen = Summariser("endpoint", pen, Trusting(), assistant.library.encoder)

    def summariser(self, engine: str | None = None) -> Summariser:  # noqa: ARG002  # there is one pen
        return self._pen


def write_with(pen: Pen, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the page write with a pen, and its settings name an endpoint."""
    written = Written(assistant, pen)
    monkeypatch.setattr(readiness, "_open_build", lambda *_: written)
    monkeypatch.setenv("LESSONS_ENGINE", "endpoint")
    monkeypatch.setenv("LESSONS_ENGINE_URL", f"http://me:secret@{HOST}/v1")
    monkeypatch.setenv("LESSONS_ENGINE_MODEL", MODEL)
