"""A trainer's basket: what was collected for a workshop, in which order, and what the pack is to be like.

Nothing in here is trusted: it comes back from a file, or from before the corpus changed. ``check`` says of every item whether it
can be verified still, and of one that cannot, why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from lessons.citations import Fault, find_fault, verify_excerpt
from lessons.domain import Answer, Citation, Excerpt, Span, Structure
from lessons.packs import wording

MOST_ITEMS = 200
LONGEST_TITLE, LONGEST_NOTE = 120, 500  # characters
Minutes = Literal[30, 60, 120]
LENGTHS: tuple[Minutes, ...] = (30, 60, 120)


class Part(StrEnum):
    """A part of a pack that a trainer can choose."""

    PURPOSE = "purpose"
    AGENDA = "agenda"
    HANDOUTS = "handouts"
    CARDS = "cards"
    QUESTIONS = "questions"
    EXERCISE = "exercise"
    COLLECTED = "collected"
    NOTES = "notes"
    SOURCES = "sources"


class ItemKind(StrEnum):
    """What was collected."""

    QUOTE = "quote"
    PASSAGE = "passage"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing collected: a participant's quote, a passage of the authors, or an answer with everything that it cites.

    ``question`` is what an answer answers, "" for the others; ``note`` is the trainer's own.
    """

    excerpts: tuple[Excerpt, ...]
    question: str = ""
    note: str = ""

    @property
    def kind(self) -> ItemKind:
        """What this is."""
        if self.question:
            return ItemKind.ANSWER
        return ItemKind.QUOTE if self.excerpts[0].speaker else ItemKind.PASSAGE

    @property
    def key(self) -> str:
        """The same for the same words at the same place, so that nothing is collected twice."""
        places = " ".join(f"{e.document}:{e.span.start}-{e.span.end}" for e in self.excerpts)
        return f"{self.question} {places}".strip()


@dataclass(frozen=True, slots=True)
class Basket:
    """What was collected, in the trainer's order, and the choices for the pack.

    ``purpose`` is "" where the one that fits the audience is to stand; ``themes`` are those with a handout and questions, None
    for those that the items speak of.
    """

    items: tuple[Item, ...] = ()
    title: str = wording.DEFAULT_TITLE
    purpose: str = ""
    audience: str = ""
    minutes: Minutes = 60
    parts: tuple[Part, ...] = tuple(Part)
    themes: tuple[int, ...] | None = None

    def holds(self, item: Item) -> bool:
        """Whether an item is in here already."""
        return any(held.key == item.key for held in self.items)

    def add(self, items: Iterable[Item]) -> Basket:
        """With these items at the end; those that are in here already stay where they are."""
        found = {item.key: item for item in (*self.items, *items)}
        found |= {item.key: item for item in self.items}
        return replace(self, items=tuple(found.values())[:MOST_ITEMS])

    def remove(self, keys: Iterable[str]) -> Basket:
        """Without the items of these keys."""
        gone = set(keys)
        return replace(self, items=tuple(item for item in self.items if item.key not in gone))

    def move(self, key: str, by: int) -> Basket:
        """With one item so many places further down, or up where ``by`` is negative; never past an end."""
        items = list(self.items)
        at = next(i for i, item in enumerate(items) if item.key == key)
        item = items.pop(at)
        items.insert(min(max(at + by, 0), len(items)), item)
        return replace(self, items=tuple(items))

    def annotate(self, key: str, note: str) -> Basket:
        """With the trainer's note on one item."""
        items = (replace(i, note=note[:LONGEST_NOTE]) if i.key == key else i for i in self.items)
        return replace(self, items=tuple(items))


@dataclass(frozen=True, slots=True)
class Checked:
    """An item held against the corpus: its citations, or why it can no longer be verified (one sentence)."""

    item: Item
    citations: tuple[Citation, ...] = ()
    problem: str = ""


def item_of(citation: Citation) -> Item:
    """A quote or passage as an item."""
    return Item((_excerpt(citation),))


def item_of_answer(answer: Answer) -> Item:
    """An answer as an item: its question as it was understood, and all that it cites."""
    return Item(tuple(_excerpt(citation) for citation in answer.citations), question=answer.standalone_question)


def _excerpt(citation: Citation) -> Excerpt:
    return Excerpt(citation.document, Span(citation.start, citation.end), citation.excerpt, citation.speaker)


def check(items: Sequence[Item], structures: Mapping[str, Structure]) -> tuple[Checked, ...]:
    """Every item held against the corpus, in order."""
    return tuple(_checked(item, structures) for item in items)


def _checked(item: Item, structures: Mapping[str, Structure]) -> Checked:
    citations = [verify_excerpt(excerpt, structures) for excerpt in item.excerpts]
    found = tuple(citation for citation in citations if citation)
    if len(found) == len(citations):
        return Checked(item, found)
    at = citations.index(None)
    return Checked(item, problem=_problem(item.excerpts[at], structures))


def _problem(excerpt: Excerpt, structures: Mapping[str, Structure]) -> str:
    """Why an excerpt does not verify, in one sentence."""
    fault = find_fault(excerpt, structures)
    if fault == Fault.NO_DOCUMENT:
        return wording.NO_DOCUMENT.format(document=excerpt.document)
    structure = structures[excerpt.document]
    label = structure.document.label
    if fault in (Fault.OTHER_WORDS, Fault.NO_PLACE):
        if excerpt.text and excerpt.text in structure.document.text:
            return wording.MOVED_WORDS.format(label=label)
        others = [s.document.label for s in structures.values() if excerpt.text and excerpt.text in s.document.text]
        return (wording.OTHER_VERSION if others else wording.OTHER_WORDS).format(label=label, other="".join(others[:1]))
    if fault == Fault.OTHER_SPEAKER:
        quote = structure.quote_at(excerpt.span)
        return wording.OTHER_SPEAKER.format(speaker=quote.speaker.name) if quote else wording.AUTHORS_WORDS
    return wording.MIXED_WORDS if fault == Fault.MIXED else wording.CUT_WORD
