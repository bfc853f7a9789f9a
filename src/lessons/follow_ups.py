"""How a question hangs on the one before it, and how it reads when it is made to stand alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from lessons.domain import Answer
from lessons.terms import content_words, in_place_of, parts_of, places_named, without_places
from lessons.wants import (
    A_REQUEST,
    ASKS_ON,
    CARRIES_ON,
    COMPARES,
    CORRECTS,
    MAY_POINT_BACK,
    OF_ADVICE,
    POINTS_BACK,
    RANKS,
    SAYS_WHAT,
    TABLE,
    THEME,
    THEME_AFTER,
    THIRD_PERSON,
)

STANDS_ALONE = 0.55  # likeness to some coded question that a question has when it says by itself what it is about
SIGNS = (
    "names nothing",
    "names one thing",
    "words",
    "points back",
    "may point back",
    "opens as one that goes on",
    "third person",
    "likeness",
)
WEIGHTS = (0.96, 0.67, -0.61, 2.61, 1.54, 1.27, 0.74, -10.04)
BIAS = 10.21
LEAST_ODDS = 0.0  # log odds at which a question is taken to lean
LEAST_ODDS_OF_NOTHING = -1.5  # the same where it names nothing: "Who are the authors of this paper?" does not lean
SURE_ODDS = 1.0  # at which it is about the same pilots too
NOTHING_CODED = 0.85  # likeness to reckon with where there is no coded question to compare with
MOST_WORDS = 12  # more of them tell no more
LEAST_WORDS = 2  # that say what a question is about
JOINED_SHARE = 0.5  # of the wordings that join a question that surely leans to what came before; the rest is its own
THEMES = 6

Readings = tuple[tuple[tuple[str, ...], float], ...]  # texts of which the likest counts, and their share


class Leaning(StrEnum):
    """How a question hangs on the one before it: not at all, it carries that one on, or it turns it to something else."""

    NONE = "none"
    CONTINUES = "continues"
    TURNS = "turns"


@dataclass(frozen=True, slots=True)
class Before:
    """What a follow-up may lean on: the question that last stood by itself, the theme that the last one was about, its answer."""

    anchor: str
    theme: int | None
    answer: Answer


def leaning(words: str, before: Before, likeness: float) -> Leaning:
    """How a question hangs on the one before. ``likeness`` is that of the coded question nearest to its own words.

    It carries the last one on when it points back ("any quotes on that?") or says too little by itself ("why?", "in what
    connection?"); it turns the last one when it opens so and names a topic or a place ("and on targets?", "no, I meant the
    hospitals").
    """
    said = _said(words)
    if THEME_AFTER.search(words) and before.theme and len(said) <= LEAST_WORDS:
        return Leaning.TURNS
    if compares(words) and not SAYS_WHAT.search(words):
        return Leaning.CONTINUES
    if CORRECTS.search(words) and not SAYS_WHAT.search(words) and names_only_places(words):
        return Leaning.TURNS
    if odds(words, likeness) <= (LEAST_ODDS if said else LEAST_ODDS_OF_NOTHING) or _asks_for_a_part(words):
        return Leaning.NONE
    names_topic = len(said) >= LEAST_WORDS and likeness >= STANDS_ALONE
    points_back = POINTS_BACK.search(words) or MAY_POINT_BACK.search(words)
    if CARRIES_ON.search(words) and (names_topic or not points_back) and not ASKS_ON.search(words):
        asks_what_to_do = said and not _said(OF_ADVICE.sub(" ", words))  # "and the recommendations?"
        return Leaning.TURNS if places_named(words) or (said and not asks_what_to_do) else Leaning.CONTINUES
    return Leaning.CONTINUES


def own_words(words: str) -> str:
    """A question without what only says that it goes on: "and what about the pay?" is about the pay."""
    return CARRIES_ON.sub("", words)


def own_parts(words: str) -> tuple[str, ...]:
    """Each thing that a question asks, in its own words."""
    return tuple(own_words(part) for part in parts_of(words))


def signs(words: str, likeness: float) -> tuple[float, ...]:
    """What speaks for or against a question's leaning on the one before, in the order of ``SIGNS``."""
    said = _said(words)
    return (
        float(len(said) == 0),
        float(len(said) == 1),
        float(min(len(own_words(words).split()), MOST_WORDS)),
        float(bool(POINTS_BACK.search(words))),
        float(bool(MAY_POINT_BACK.search(words))),
        float(bool(CARRIES_ON.search(words))),
        float(bool(THIRD_PERSON.search(words))),
        likeness,
    )


def odds(words: str, likeness: float) -> float:
    """Log odds that a question leans on the one before; fitted on written conversations (``evals/fit_follow_ups.py``)."""
    return BIAS + sum(w * s for w, s in zip(WEIGHTS, signs(words, likeness), strict=True))


def surely_leans(words: str, likeness: float) -> bool:
    """Whether a question that leans is surely about the same pilots as the one before."""
    return odds(words, likeness) >= SURE_ODDS


def stand_alone(words: str, before: Before, how: Leaning, likeness: float) -> str:
    """A follow-up made whole: behind the question that it carries on, or in its place where it names a topic of its own.

    A pilot, version or theme that it names takes the place of the one named before.
    """
    if how == Leaning.NONE:
        return words
    if THEME_AFTER.search(words) and before.theme:
        return f"theme {before.theme % THEMES + 1}"
    own = own_words(words).strip()
    own = own if own.strip("?!., ") else words
    if compares(words):
        return f"{before.anchor} {own}"
    if names_only_places(words):
        another_subject = THEME.search(words) and not THEME.search(before.anchor)
        return own if another_subject else in_place_of(before.anchor, words)
    if how == Leaning.TURNS and _said(words) and likeness >= STANDS_ALONE:
        return own
    if not _said(words):
        return f"{before.anchor} {own}"
    return f"{without_places(before.anchor, places_named(own))} {own}"


def compares(words: str) -> bool:
    """Whether a question holds a place against the one asked about before: "more than at the care homes?"."""
    return bool(COMPARES.search(words) and places_named(words)) and len(_said(words)) < LEAST_WORDS


def names_only_places(words: str) -> bool:
    """Whether a question says nothing but where: "and at the care homes?", "sorry, I meant the care homes"."""
    return bool(places_named(words)) and not _said(CORRECTS.sub(" ", words))


def _asks_for_a_part(words: str) -> bool:
    """Whether a question asks for a theme or a table by its number, and goes on about nothing: "show me table 2"."""
    goes_on = CARRIES_ON.search(words) or POINTS_BACK.search(words) or MAY_POINT_BACK.search(words)
    return bool((THEME.search(words) or TABLE.search(words)) and A_REQUEST.search(words) and not goes_on)


def _said(words: str) -> list[str]:
    """The words by which a follow-up says what it is about, beside where."""
    return content_words(RANKS.sub(" ", without_places(own_words(words))))


def readings_of(words: str, standalone: str, before: Before, how: Leaning, likeness: float) -> Readings:
    """The wordings that a question is looked up by, with their shares: its own, and joined to the one that last stood alone.

    The likelier it leans, the more the joined one counts; so a wrong guess of ``leaning`` is no disaster. What is whole by
    itself is looked up as it stands: a turn to a topic of several words, or the question before with another place in it.
    """
    own = own_parts(words)
    if how == Leaning.NONE:
        return ((own, 1.0),)
    turned = how == Leaning.TURNS and (len(_said(words)) >= LEAST_WORDS or bool(THEME_AFTER.search(words)))
    whole = turned or names_only_places(words) or compares(words) or not content_words(words)
    if whole:
        return (((standalone,), 1.0),)
    share = JOINED_SHARE / (1 + math.exp(-odds(words, likeness)))
    joined = f"{without_places(before.anchor, places_named(words))} {words}"
    return ((own, 1 - share), ((joined,), share))
