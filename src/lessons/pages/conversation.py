"""What a visitor has asked and opened so far. Kept in the session; knows no widgets and no sources."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import uuid4

from lessons.domain import Answer, Citation
from lessons.pages.scribe import Scribe

MOST_QUESTIONS = 20  # that a visitor may ask within WINDOW
WINDOW = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, the versions that it was asked of, and its answer in reading order."""

    question: str
    scope: str
    answer: Answer
    id: str = field(default_factory=lambda: uuid4().hex)


@dataclass(slots=True)
class Opened:
    """The source that is being read: a citation of an exchange, and how many paragraphs on the reader has moved."""

    exchange: int
    number: int
    step: int = 0


@dataclass(slots=True)
class Conversation:
    """All exchanges, oldest first; ``asked`` is a question that waits for its answer, ``problem`` why it got none.

    ``started`` is a question whose answer is being made: if it is still there at the next run, the visitor stopped it.
    ``replacing`` is set while the last question is edited, ``seen`` is how many exchanges the page has brought into view,
    ``arriving`` whether the newest of them is what it brought into view last. ``scribe`` writes the summary of the last answer,
    if one is being written; ``watching`` is set for a run that is to stay and show it as it comes.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    opened: Opened | None = None
    asked: str | None = None
    started: str | None = None
    problem: str | None = None
    replacing: bool = False
    seen: int = 0
    arriving: bool = False
    scribe: Scribe | None = None
    watching: bool = False

    @property
    def begun(self) -> bool:
        """Whether anything was asked yet."""
        return bool(self.exchanges or self.asked or self.problem)

    @property
    def history(self) -> list[str]:
        """What the visitor typed earlier, oldest first; without the question that is edited."""
        return [exchange.question for exchange in self.exchanges[: -1 if self.replacing else None]]

    @property
    def citation(self) -> Citation | None:
        """The citation that is open, if one is."""
        if self.opened is None:
            return None
        citations = self.exchanges[self.opened.exchange].answer.citations
        return next(c for c in citations if c.number == self.opened.number)

    def ask(self, question: str | None) -> None:
        """Put a question; blank ones are passed over."""
        if question and question.strip():
            self.stop_writing()
            self.asked = question.strip()
            self.problem = self.opened = None

    def start(self) -> str | None:
        """Take the question that waits, to answer it."""
        self.started, self.asked = self.asked, None
        return self.started

    def add(self, exchange: Exchange, scribe: Scribe | None = None) -> None:
        """Take in the answer of the question that was started; ``scribe`` is to write its summary."""
        if self.replacing:
            self.exchanges.pop()
            self.seen = min(self.seen, len(self.exchanges))
        self.exchanges.append(exchange)
        self.scribe = scribe
        self.started = None
        self.replacing = self.watching = False

    def scribe_of(self, at: int) -> Scribe | None:
        """Who writes the summary of the exchange at a position, if somebody does."""
        return self.scribe if at == len(self.exchanges) - 1 else None

    def take_written(self) -> None:
        """Take the summary into the last exchange, if it is done."""
        if self.scribe and self.scribe.done:
            self._keep_written(self.scribe)

    def stop_writing(self) -> None:
        """End the summary that is being written, if one is; the evidence stays."""
        if self.scribe:
            self.scribe.stop()
            self._keep_written(self.scribe)

    def _keep_written(self, scribe: Scribe) -> None:
        self.exchanges[-1] = replace(self.exchanges[-1], answer=scribe.answer)
        self.scribe = None
        self.watching = False

    def fail(self, problem: str) -> None:
        """Note why the question that was started got no answer."""
        self.problem = problem
        self.started = None

    def stopped(self) -> str | None:
        """The question whose answer the visitor stopped, once."""
        question, self.started = self.started, None
        return question

    def edit(self) -> str:
        """Begin to edit the last question; the next one asked takes its place."""
        self.replacing = True
        self.opened = None
        return self.exchanges[-1].question

    def keep(self) -> None:
        """Leave the last question as it is."""
        self.replacing = False

    def open(self, exchange: int, number: int) -> None:
        """Open the source of a citation; choosing the open one again closes it."""
        again = self.opened is not None and (self.opened.exchange, self.opened.number) == (exchange, number)
        self.opened = None if again else Opened(exchange, number)

    def step(self, by: int) -> None:
        """Move on by so many paragraphs; 0 goes back to the cited one."""
        if self.opened:
            self.opened.step = self.opened.step + by if by else 0

    def close(self) -> None:
        """Close the open source."""
        self.opened = None


@dataclass(slots=True)
class Visit:
    """A visitor's conversations: the one on the page and the ones before it, latest first, and when questions were asked.

    ``scope`` is the version that the next question is asked of, or "all"; ``linked`` says that a link brought a question that
    was not sent yet.
    """

    scope: str
    conversation: Conversation = field(default_factory=Conversation)
    earlier: list[Conversation] = field(default_factory=list)
    asked_at: list[float] = field(default_factory=list)
    linked: bool = False

    def begin_again(self) -> None:
        """Put the conversation aside and begin another."""
        self.conversation.stop_writing()
        if self.conversation.exchanges:
            self.conversation.keep()
            self.earlier.insert(0, self.conversation)
        self.conversation = Conversation()

    def reopen(self, position: int) -> None:
        """Go on with an earlier conversation; the one on the page is put aside."""
        chosen = self.earlier.pop(position)
        self.begin_again()
        self.conversation = chosen

    def forget(self) -> None:
        """Drop every conversation."""
        self.conversation.stop_writing()
        self.earlier = []
        self.conversation = Conversation()

    def may_ask(self, now: float) -> bool:
        """Whether one more question is within the limit; counts it if so. ``now`` is in seconds."""
        self.asked_at = [moment for moment in self.asked_at if now - moment < WINDOW]
        if len(self.asked_at) >= MOST_QUESTIONS:
            return False
        self.asked_at.append(now)
        self.linked = False
        return True
