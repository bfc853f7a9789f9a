"""Understands a question: what is asked for, about which pilot, theme, speaker and version, and what it leans on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lessons.domain import Answer, Pilot
from lessons.wants import (
    ALL_OF_IT,
    ASKS_ON,
    CARRIES_ON,
    COUNT,
    COUNTING,
    FILLER,
    NUMBERS,
    PARTS,
    PARTS_BESIDE,
    PILOTS,
    POINTS_BACK,
    ROLES,
    SAME_SPEAKER,
    SPEAKER,
    THEME,
    THIRD_PERSON,
    TOPICLESS,
    UNQUOTED,
    VERSION_WORDS,
    VERSIONS,
    WANTS,
    Want,
)

__all__ = ["Query", "SpeakerFilter", "Turn", "Want", "understand"]


@dataclass(frozen=True, slots=True)
class SpeakerFilter:
    """The people that a question names: by pilot, role, number, as far as it says."""

    pilot: Pilot | None = None
    role: str = ""
    number: int | None = None

    def fits(self, name: str) -> bool:
        """Whether a speaker's name, e.g. ``PACS-Senior Manager 1, CCG``, is one of them."""
        return (
            (self.pilot is None or name.startswith(f"{self.pilot}-"))
            and self.role in name
            and (self.number is None or f" {self.number}," in name)
        )


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    ``standalone`` can be read without the conversation; ``topic`` is what is left of it without the words that only say what
    kind of answer is wanted; ``searched`` adds the study's own words to it. ``versions`` are the documents it names.
    """

    question: str
    standalone: str
    topic: str
    searched: str
    wants: frozenset[Want] = frozenset()
    count: int | None = None
    pilots: tuple[Pilot, ...] = ()
    speakers: tuple[SpeakerFilter, ...] = ()
    theme: int | None = None
    versions: tuple[str, ...] = ()
    has_topic: bool = True
    exhaustive: bool = False
    leans_on: Answer | None = field(default=None)
    parts: tuple[Query, ...] = ()

    @property
    def only_counts(self) -> bool:
        """Whether a question is about how many interviews were held, with whom or where, and about nothing else."""
        return not content_words(COUNTING.sub(" ", _without_places(self.standalone)))

    @property
    def asks_for_listing(self) -> bool:
        """Whether a question asks for quotes by who said them or where they stand, whatever they are about."""
        filtered = bool(self.speakers or ((self.pilots or self.theme) and Want.QUOTES in self.wants))
        return filtered and not self.has_topic

    @property
    def about_everything(self) -> bool:
        """Whether a question about changes names nothing that may have changed."""
        return Want.CHANGES in self.wants and not (self.has_topic or self.speakers or self.pilots or self.theme)


class Leaning(StrEnum):
    """How a question hangs on the one before it."""

    NONE = "none"
    CONTINUES = "continues"
    TURNS = "turns"


NOBODY = "nobody whom the paper quotes"
LEAST_PART = 3  # words
MOST_PARTS = 3
LONGEST_QUESTION = 2000  # characters; what stands behind them is not read
CARRIED = frozenset({Want.RECOMMENDATIONS, Want.QUOTES, Want.CHANGES})


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the answer that it got."""

    query: Query
    answer: Answer


def understand(
    question: str,
    last: Turn | None = None,
    everyday: Mapping[str, str] | None = None,
    version: str | None = None,
) -> Query:
    """What a question asks for; one that leans on the turn before is made to stand alone.

    ``everyday`` maps everyday words to the study's. ``version`` limits the answer to one document id, or "all".
    """
    words = " ".join(question[:LONGEST_QUESTION].split())
    leaning = _leaning(words) if last else Leaning.NONE
    wants = _wants(words)
    if len(_versions(words, None)) > 1:
        wants |= {Want.CHANGES}
    standalone, pilots = words, _pilots(words)
    if last and leaning != Leaning.NONE:
        standalone = words if _same_speakers(words, last) else _stand_alone(words, last.query, leaning)
        pilots = pilots or (last.query.pilots if leaning == Leaning.CONTINUES else ())
        wants |= last.query.wants & CARRIED if leaning == Leaning.TURNS else frozenset()
    topic = _topic(standalone, wants)
    parts = _parts(words) if leaning == Leaning.NONE else ()
    return Query(
        question=question,
        standalone=standalone,
        topic=topic,
        searched=" ".join([topic, *_study_words(topic, everyday or {})]),
        wants=wants,
        count=_count(words),
        pilots=pilots,
        speakers=_speakers(words) or (_same_speakers(words, last) if last else ()),
        theme=_theme(words),
        versions=_versions(words, version),
        has_topic=bool(content_words(VERSION_WORDS.sub(" ", topic) if Want.CHANGES in wants else topic)),
        exhaustive=bool(ALL_OF_IT.search(words)),
        leans_on=last.answer if last and leaning == Leaning.CONTINUES else None,
        parts=tuple(understand(part, None, everyday, version) for part in parts),
    )


def content_words(words: str) -> list[str]:
    """The words of a question that say what it is about."""
    return re.findall(r"[\w’'-]{2,}", TOPICLESS.sub(" ", FILLER.sub(" ", words)))


def _parts(words: str) -> tuple[str, ...]:
    """The things that a question asks one after the other; none where it asks only one."""
    parts = dict.fromkeys(part for part in PARTS.split(words) if part and len(part.split()) >= LEAST_PART)
    return tuple(parts)[:MOST_PARTS] if len(parts) > 1 else ()


def _wants(words: str) -> frozenset[Want]:
    return frozenset(want for want, pattern in WANTS if pattern.search(words))


def _topic(words: str, wants: frozenset[Want]) -> str:
    """A question without what only says which kind of answer is wanted; all of it where nothing would be left."""
    topic = FILLER.sub(" ", words)
    if Want.CHANGES in wants:
        topic = VERSION_WORDS.sub(" ", topic)
    topic = " ".join(topic.split())
    return topic if re.search(r"\w{3}", topic) else words


def _pilots(words: str) -> tuple[Pilot, ...]:
    return tuple(pilot for pilot, pattern in PILOTS if pattern.search(words))


def _speakers(words: str) -> tuple[SpeakerFilter, ...]:
    found = []
    for match in SPEAKER.finditer(words):
        pilot = Pilot(match["pilot"].upper()) if match["pilot"] else next(iter(_pilots(words)), None)
        role = "Senior IT Manager" if match["it"] else "Senior Manager"
        found.append(SpeakerFilter(pilot, role, int(match["number"])))
    if not found:
        found = [SpeakerFilter(None, role) for role, pattern in ROLES if pattern.search(words)]
    if not found and UNQUOTED.search(words):
        found = [SpeakerFilter(role=NOBODY)]
    return tuple(found)


def _count(words: str) -> int | None:
    found = COUNT.search(words)
    return (NUMBERS.get(found[1].lower()) or int(found[1])) if found else None


def _theme(words: str) -> int | None:
    found = THEME.search(words)
    if not found:
        return None
    word = (found[1] or found[2]).lower()
    number = NUMBERS.get(word) or int(word)
    return number if 1 <= number <= 6 else None


def _versions(words: str, version: str | None) -> tuple[str, ...]:
    if version and version != "all":
        return (version,)
    beside = tuple(name for name, pattern in PARTS_BESIDE if pattern.search(words))
    return beside or tuple(name for name, pattern in VERSIONS if pattern.search(words))


def _study_words(words: str, everyday: Mapping[str, str]) -> list[str]:
    return [everyday[w] for w in re.findall(r"[\w&’'-]+", words.lower()) if everyday.get(w)]


def _leaning(words: str) -> Leaning:
    """How a question hangs on the one before.

    It carries the last one on when it points back ("any quotes on that?") or says too little by itself ("why?"); it turns the
    last one to something else when it opens so and names it ("and on targets?", "no, I meant the hospitals").
    """
    content = len(content_words(_without_places(CARRIES_ON.sub("", words))))
    points_back = bool(POINTS_BACK.search(words)) and content <= 4
    if CARRIES_ON.search(words) and not points_back and not ASKS_ON.search(words):
        return Leaning.TURNS if content or _without_places(words) != words else Leaning.CONTINUES
    if points_back or content == 0 or ASKS_ON.search(words) or (content <= 2 and THIRD_PERSON.search(words)):
        return Leaning.CONTINUES
    return Leaning.NONE


def _stand_alone(words: str, before: Query, leaning: Leaning) -> str:
    """A follow-up made whole: behind the question before, or in its place where it names a topic of its own."""
    named = _without_places(words) != words
    if leaning == Leaning.TURNS and content_words(CARRIES_ON.sub("", _without_places(words))):
        return CARRIES_ON.sub("", words).strip() or words
    return f"{_without_places(before.standalone) if named else before.standalone} {words}"


def _without_places(words: str) -> str:
    """A question without the pilots, versions and themes that it names, and without the "in the" before them."""
    for pattern in (*(p for _, p in PILOTS), *(p for _, p in VERSIONS), THEME):
        words = re.sub(
            rf"(?:\b(?:in|at|from|for|of|by|about) )?(?:\bthe )?(?:{pattern.pattern})", "", words, flags=re.IGNORECASE
        )
    return re.sub(r"\s+(?=[?.,!])", "", " ".join(words.split()))


def _same_speakers(words: str, last: Turn) -> tuple[SpeakerFilter, ...]:
    """The people quoted in the last answer, where a question asks for more from the same one."""
    if not SAME_SPEAKER.search(words):
        return ()
    names = dict.fromkeys(c.speaker for c in last.answer.citations if c.speaker)
    return tuple(found for name in names for found in _speakers(name))[:1]
