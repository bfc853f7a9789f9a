"""A slide as a value: what stands on it and in its notes, and at which sizes. It knows no file format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lessons.packs.pack import Counts, Extract
from lessons.packs.slides.fit import Box, Line, Sizes


class Kind(StrEnum):
    """What a slide is, which decides its layout and what the notes tell the trainer to do."""

    TITLE = "title"
    PURPOSE = "purpose"
    AGENDA = "agenda"
    CHART = "chart"
    FOUND = "found"
    QUOTE = "quote"
    DIFFER = "differ"
    POINTS = "points"
    QUESTIONS = "questions"
    EXERCISE = "exercise"
    GATHERED = "gathered"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Room:
    """The room that a template has for words, by what they are."""

    front: Box  # the title of the first slide
    subtitle: Box
    title: Box
    body: Box
    quote: Box


@dataclass(frozen=True, slots=True)
class Letters:
    """How wide fonts are beside the one that is reckoned with, by what they are used for."""

    title: float = 1.0
    text: float = 1.0
    quote: float = 1.0


# Of our own master, measured: Arial for text; for titles and quotes Georgia, or the wider font that stands in for it.
OUR_LETTERS = Letters(title=0.88, text=0.82, quote=0.96)
# What our own master has (a test holds the two together).
OUR_ROOM = Room(
    front=Box(777.6, 151.2, OUR_LETTERS.title),
    subtitle=Box(777.6, 136.8, OUR_LETTERS.text),
    title=Box(837.6, 79.2, OUR_LETTERS.title),
    body=Box(837.6, 352.8, OUR_LETTERS.text),
    quote=Box(801.6, 352.8, OUR_LETTERS.quote),
)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. ``extracts`` are the study's words that it shows."""

    kind: Kind
    title: str
    lines: tuple[Line, ...]
    sizes: Sizes
    title_size: int
    notes: tuple[str, ...] = ()
    extracts: tuple[Extract, ...] = ()
    counts: Counts | None = None
    alternative: str = ""  # words for those who cannot see the chart


@dataclass(frozen=True, slots=True)
class Deck:
    """A pack as slides. ``footer`` stands at the foot of each."""

    title: str
    slides: tuple[Slide, ...]
    footer: str
