"""What we wrote for workshops: agendas, discussion questions, the exercise's key, what a quote does not show.

``corpus/workshop.toml`` is our own work about the customer's documents, and every pack marks it so. Each quote that it speaks of
is checked against the documents when it is loaded. A corpus without that file gets packs without these parts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from lessons.domain import ConfigurationError, Quote, Span, Structure
from lessons.packs.basket import Part

FILE = "workshop.toml"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a pack is for; ``purpose`` says what the workshop is to do for them, ``opening`` is a question to begin with."""

    id: str
    name: str
    purpose: str
    opening: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an agenda. ``part`` is what it needs; the minutes of a step that is left out go to the one that ``takes_rest``."""

    minutes: int
    title: str
    what: str
    part: Part | None = None
    takes_rest: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """The steps for one length of workshop; exactly one takes the rest, and the minutes add up."""

    minutes: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ThemeMaterial:
    """For one theme: open questions, and what people may say against it with a reply."""

    number: int
    questions: tuple[str, ...]
    challenge: str
    reply: str


@dataclass(frozen=True, slots=True)
class QuoteWords:
    """Words of a quote, enough to find it."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class QuoteMaterial:
    """For one quote, in each version that prints it: how we sort it and why, and what it does not show."""

    passages: tuple[QuoteWords, ...]
    sorts: Literal["barrier", "enabler", "both"]
    because: str
    limits: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """For the facilitator: what the exercise asks of the group, the aim of the workshop, and what is worth remembering."""

    task: str = ""
    aim: str = ""
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """All of it."""

    audiences: tuple[Audience, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    themes: tuple[ThemeMaterial, ...] = ()
    quotes: tuple[QuoteMaterial, ...] = ()
    guidance: Guidance = Guidance()

    def audience(self, name: str) -> Audience | None:
        """The audience of that id; the first where there is none of it."""
        return next((a for a in self.audiences if a.id == name), next(iter(self.audiences), None))

    def theme(self, number: int) -> ThemeMaterial | None:
        """What we wrote for a theme."""
        return next((theme for theme in self.themes if theme.number == number), None)

    def about(self, quote: Quote, structure: Structure) -> QuoteMaterial | None:
        """What we wrote about a quote."""
        words = structure.words(quote.span)
        return next(
            (m for m in self.quotes if any(p.document == quote.document and p.text in words for p in m.passages)), None
        )


_material = TypeAdapter(Material)


def load_material(folder: Path, structures: Mapping[str, Structure]) -> Material:
    """The material of a corpus folder, empty where there is none; raises ConfigurationError where something in it is wrong."""
    path = folder / FILE
    if not path.is_file():
        return Material()
    try:
        material = _material.validate_python(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigurationError(
            f"{FILE} cannot be read ({problem}): mend it or put it back from the release."
        ) from None
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError(f"{FILE} cannot be used ({where}: {first['msg'].lower()}): mend it.") from None
    for agenda in material.agendas:
        if sum(step.minutes for step in agenda.steps) != agenda.minutes or _rests(agenda) != 1:
            raise ConfigurationError(f"The steps for {agenda.minutes} minutes do not add up: mend {FILE}.")
    for entry in material.quotes:
        for passage in entry.passages:
            _require_quote(passage, structures)
    return material


def _rests(agenda: Agenda) -> int:
    return sum(step.takes_rest for step in agenda.steps)


def _require_quote(passage: QuoteWords, structures: Mapping[str, Structure]) -> None:
    structure = structures.get(passage.document)
    text = structure.document.text if structure else ""
    at = text.find(passage.text) if passage.text.strip() else -1
    if structure is None or at < 0 or not structure.quote_at(Span(at, at + len(passage.text))):
        raise ConfigurationError(
            f"“{passage.text[:40]}” is no participant’s quote in “{passage.document}”: mend {FILE}."
        )
