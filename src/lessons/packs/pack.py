"""A workshop pack as a value: what each part holds, in the trainer's order, whatever format it is written in.

Words of the study stand in here only as ``Extract``s, which hold a verified citation; all else is ours or the trainer's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from lessons.domain import Citation
from lessons.packs import wording
from lessons.packs.basket import Part
from lessons.packs.text import uncapitalised


@dataclass(frozen=True, slots=True)
class Extract:
    """Verified words of a document. ``speaker`` is the label as printed, "" for the authors' words; ``place`` says where.

    ``version`` is the label of the document.
    """

    citation: Citation
    version: str
    place: str
    speaker: str = ""

    @property
    def words(self) -> str:
        """The words exactly as the document has them."""
        return self.citation.excerpt


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the workshop is for. ``audience`` and ``themes`` are names, ``opening`` a question to begin with; "" where not known."""

    text: str
    audience: str
    minutes: int
    themes: tuple[str, ...]
    opening: str = ""


@dataclass(frozen=True, slots=True)
class AgendaStep:
    """A step; ``starts`` counts minutes from the beginning, ``part`` is what it works with, if anything."""

    starts: int
    minutes: int
    title: str
    what: str
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The steps of the workshop; their minutes add up to ``minutes``."""

    minutes: int
    steps: tuple[AgendaStep, ...]


@dataclass(frozen=True, slots=True)
class PointAndMessage:
    """A learning point and its message, as the paper's table pairs them."""

    point: Extract
    message: Extract


@dataclass(frozen=True, slots=True)
class Handout:
    """One theme on one page; ``line`` is the sentence that stands for it. Any of the lists may be empty."""

    number: int
    title: str
    line: Extract
    findings: tuple[Extract, ...]
    quotes: tuple[Extract, ...]
    differing: tuple[Extract, ...]
    points: tuple[PointAndMessage, ...]

    @property
    def name(self) -> str:
        """The theme as the rest of the pack names it."""
        return wording.THEME.format(number=self.number, title=self.title)


@dataclass(frozen=True, slots=True)
class Handouts:
    """A handout for each theme."""

    handouts: tuple[Handout, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A quote to hand round. ``theme`` is its title with its number, ``limits`` what it does not show (ours), ``note`` the trainer's."""

    quote: Extract
    pilot: str
    theme: str
    limits: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """Quotes, one a card."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ThemeQuestions:
    """Open questions about one theme, ours."""

    theme: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Open questions for every theme, ours."""

    themes: tuple[ThemeQuestions, ...]


@dataclass(frozen=True, slots=True)
class SortedQuote:
    """A quote of the exercise: its number from 1, and where we sort it and why."""

    number: int
    quote: Extract
    sorts: str
    because: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """Quotes to sort into barriers and enablers, with our key."""

    task: str
    quotes: tuple[SortedQuote, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage or an answer that the trainer collected; ``title`` is the question of an answer, or the passage's section."""

    title: str
    extracts: tuple[Extract, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What else the trainer collected."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Challenge:
    """What people may say about a theme, and a reply; ours."""

    theme: str
    challenge: str
    reply: str


@dataclass(frozen=True, slots=True)
class Notes:
    """For the facilitator, ours: the aim, the timing, what people may say, what is worth remembering."""

    aim: str
    timing: tuple[AgendaStep, ...]
    challenges: tuple[Challenge, ...]
    tips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the pack quotes: its label, full reference, status and licence statement."""

    label: str
    reference: str
    status: str
    licence: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Every document that the pack quotes, and the short and full names of the pilots that are quoted."""

    sources: tuple[Source, ...]
    pilots: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Quotes printed in a version, by theme and pilot: ``numbers[i][j]`` for ``themes[i]`` and ``pilots[j]``."""

    label: str
    themes: tuple[str, ...]
    pilots: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]

    @property
    def caption(self) -> str:
        """What the numbers are."""
        return wording.COUNTS_CAPTION.format(label=uncapitalised(self.label))


Content = Purpose | Agenda | Handouts | Cards | Questions | Exercise | Gathered | Notes | Sources


@dataclass(frozen=True, slots=True)
class PackPart:
    """A part with its title; never empty."""

    part: Part
    title: str
    content: Content


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that a file is written from. ``counts`` is None where the version has no themes.

    ``verification`` says how many quotes and other excerpts of the whole pack were verified; a file that shows fewer of them
    makes the sentence anew (``assembly.verification``).
    """

    title: str
    subtitle: str
    parts: tuple[PackPart, ...]
    caution: str
    verification: str
    counts: Counts | None


def extracts_of(value: object) -> Iterator[Extract]:
    """Every extract in a pack, a part of one, or a tuple of such, in order."""
    if isinstance(value, Extract):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from extracts_of(member)
    elif is_dataclass(value):
        for field in fields(value):
            yield from extracts_of(getattr(value, field.name))
