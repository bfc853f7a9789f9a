"""What a visitor has asked and opened so far. Kept in the session; knows no widgets and no sources."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessons.domain import Answer, Citation


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, the versions that it was asked of, and its answer."""

    question: str
    scope: str
    answer: Answer


@dataclass(slots=True)
class Opened:
    """The source that is being read: a citation of an exchange, and how many paragraphs on the reader has moved."""

    exchange: int
    number: int
    step: int = 0


@dataclass(slots=True)
class Conversation:
    """All exchanges, oldest first; ``asked`` is a question that waits for its answer, ``problem`` why it got none.

    ``seen`` is how many exchanges the page has brought into view.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    opened: Opened | None = None
    asked: str | None = None
    problem: str | None = None
    seen: int = 0

    @property
    def begun(self) -> bool:
        """Whether anything was asked yet."""
        return bool(self.exchanges or self.asked or self.problem)

    @property
    def history(self) -> list[str]:
        """What the visitor typed earlier, oldest first."""
        return [exchange.question for exchange in self.exchanges]

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
            self.asked = question.strip()
            self.problem = None
            self.opened = None

    def add(self, exchange: Exchange) -> None:
        """Take in the answer of the question that was waiting."""
        self.exchanges.append(exchange)
        self.asked = None

    def fail(self, problem: str) -> None:
        """Note why the question that was waiting got no answer."""
        self.problem = problem
        self.asked = None

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

    def clear(self) -> None:
        """Begin again."""
        self.exchanges = []
        self.seen = 0
        self.opened = self.asked = self.problem = None
