"""What is known about how people ask, as far as understanding a question needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from lessons.follow_ups import NOTHING_CODED
from lessons.intents import hints_at_changes
from lessons.recognition import Asked


class Bank(Protocol):
    """What is known about how people ask: the everyday words for the study's, and the coded questions."""

    @property
    def everyday(self) -> Mapping[str, str]:
        """The study's words for everyday ones."""

    def spelt(self, words: str) -> str:
        """Words with slips of the keyboard put right."""

    def foresee(self, texts: Iterable[str], asked: Iterable[Asked]) -> None:
        """Begin with what will be looked up: texts, and questions."""

    def asks_changes(self, question: str, asked: Sequence[Asked], own: Sequence[str]) -> bool:
        """Whether a question asks about differences between versions; it is read as ``asked`` and as its ``own`` parts."""

    def nearest(self, texts: Sequence[str], /) -> float:
        """Likeness (cosine) of the coded question nearest to any of some texts."""


class NoBank:
    """Nothing is known: a question is taken by its words alone."""

    everyday: Mapping[str, str] = {}

    def spelt(self, words: str) -> str:
        """See ``Bank``."""
        return words

    def foresee(self, texts: Iterable[str], asked: Iterable[Asked]) -> None:
        """There is nothing to look up."""

    def asks_changes(self, question: str, _asked: Sequence[Asked], _own: Sequence[str]) -> bool:
        """See ``Bank``."""
        return hints_at_changes(question)

    def nearest(self, _texts: Sequence[str]) -> float:
        """See ``Bank``."""
        return NOTHING_CODED
