"""How a question hangs on the one before it, and how it reads when it is made to stand alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lessons.domain import Answer, Status
from lessons.terms import content_words, in_place_of, places_named, without_places
from lessons.wants import ASKS_ON, CARRIES_ON, MAY_POINT_BACK, POINTS_BACK, THEME_AFTER, THIRD_PERSON

STANDS_ALONE = 0.55  # likeness to some coded question that a question has when it says by itself what it is about
KNOWN = 0.85  # likeness at which it is a known question, whatever pronouns it has
FEW_WORDS, LEAST_WORDS = 4, 2  # that say what a question is about
THEMES = 6


class Leaning(StrEnum):
    """How a question hangs on the one before it: not at all, it carries that one on, or it turns it to something else."""

    NONE = "none"
    CONTINUES = "continues"
    TURNS = "turns"


@dataclass(frozen=True, slots=True)
class Before:
    """What a follow-up may lean on: the question that last stood by itself, the theme it was about, the last answer."""

    anchor: str
    theme: int | None
    answer: Answer

    @property
    def refused(self) -> bool:
        """Whether the last question was not answered."""
        return self.answer.status in (Status.NOT_IN_SOURCES, Status.UNCLEAR)


def leaning(words: str, before: Before, likeness: float) -> Leaning:
    """How a question hangs on the one before. ``likeness`` is that of the coded question nearest to its own words.

    It carries the last one on when it points back ("any quotes on that?") or says too little by itself ("why?", "in what
    connection?"); it turns the last one when it opens so and names a topic or a place ("and on targets?", "no, I meant the
    hospitals"). After a refusal only a question that says next to nothing leans.
    """
    said = content_words(without_places(CARRIES_ON.sub("", words)))
    content = len(said)
    if before.refused and content >= LEAST_WORDS:
        return Leaning.NONE
    names_topic = content >= LEAST_WORDS and likeness >= STANDS_ALONE and bool(CARRIES_ON.search(words))
    known = likeness >= KNOWN and content >= LEAST_WORDS
    pronoun = POINTS_BACK.search(words) or (not known and MAY_POINT_BACK.search(words))
    points_back = bool(pronoun) and content <= FEW_WORDS and not names_topic
    if THEME_AFTER.search(words) and before.theme and content <= LEAST_WORDS:
        return Leaning.TURNS
    if CARRIES_ON.search(words) and not points_back and not ASKS_ON.search(words):
        return Leaning.TURNS if content or places_named(words) else Leaning.CONTINUES
    if points_back or content == 0 or ASKS_ON.search(words) or (content <= LEAST_WORDS and THIRD_PERSON.search(words)):
        return Leaning.CONTINUES
    echoes = bool({w.lower() for w in said} & {w.lower() for w in content_words(before.anchor)})
    return Leaning.CONTINUES if content <= FEW_WORDS and (likeness < STANDS_ALONE or echoes) else Leaning.NONE


def stand_alone(words: str, before: Before, how: Leaning, likeness: float) -> str:
    """A follow-up made whole: behind the question that it carries on, or in its place where it names a topic of its own.

    A pilot, version or theme that it names takes the place of the one named before.
    """
    if how == Leaning.NONE:
        return words
    if THEME_AFTER.search(words) and before.theme:
        return f"theme {before.theme % THEMES + 1}"
    own = CARRIES_ON.sub("", words).strip()
    own = own if own.strip("?!., ") else words
    if how == Leaning.TURNS and content_words(without_places(own)) and likeness >= STANDS_ALONE:
        return own
    if not content_words(without_places(own)):
        return in_place_of(before.anchor, own) if places_named(own) else f"{before.anchor} {own}"
    return f"{without_places(before.anchor, places_named(own))} {own}"
