"""Understands a question: what is asked for, about which pilot, theme, speaker and version, and what it leans on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lessons.domain import Answer, Pilot, StatementKind
from lessons.wants import (
    COUNT,
    FILLER,
    LEANS,
    NUMBERS,
    PILOTS,
    ROLES,
    SPEAKER,
    THEME,
    TOPICLESS,
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
    leans_on: Answer | None = field(default=None)

    @property
    def about_everything(self) -> bool:
        """Whether a question about changes names nothing that may have changed."""
        return Want.CHANGES in self.wants and not self.has_topic


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the answer that it got."""

    query: Query
    answer: Answer


def understand(
    question: str,
    earlier: Sequence[Turn] = (),
    everyday: Mapping[str, str] | None = None,
    version: str | None = None,
) -> Query:
    """What a question asks for; with earlier turns, a question that leans on them is made to stand alone.

    ``everyday`` maps everyday words to the study's. ``version`` limits the answer to one document id, or "all".
    """
    words = " ".join(question.split())
    last = next((t for t in reversed(earlier) if t.answer.citations), None)
    leans = last is not None and _leans(words)
    standalone = _stand_alone(words, last) if last and leans else words
    wants = _wants(words)
    topic = _topic(standalone, wants)
    return Query(
        question=question,
        standalone=standalone,
        topic=topic,
        searched=" ".join([topic, *_study_words(topic, everyday or {})]),
        wants=wants,
        count=_count(words),
        pilots=_pilots(words) or (last.query.pilots if last and leans else ()),
        speakers=_speakers(words),
        theme=_theme(words),
        versions=_versions(words, version),
        has_topic=bool(re.search(r"\w", TOPICLESS.sub(" ", topic))),
        leans_on=last.answer if last and leans else None,
    )


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
        role = "IT Manager" if match["it"] else "Manager"
        found.append(SpeakerFilter(pilot, role, int(match["number"])))
    if not found:
        found = [SpeakerFilter(None, role) for role, pattern in ROLES if pattern.search(words)]
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
    return tuple(name for name, pattern in VERSIONS if pattern.search(words))


def _study_words(words: str, everyday: Mapping[str, str]) -> list[str]:
    return [everyday[w] for w in re.findall(r"[\w&’'-]+", words.lower()) if everyday.get(w)]


def _leans(words: str) -> bool:
    """Whether a question can only be read with the one before: short, and pointing back or carrying on."""
    return len(words.split()) <= 12 and bool(LEANS.search(words))


def _stand_alone(words: str, last: Turn) -> str:
    """A follow-up made whole with the question before; "who said that?" leans on the passages shown."""
    if Want.SPEAKER in _wants(words):
        shown = [s.text for s in last.answer.statements if s.kind != StatementKind.NOTE]
        return f"{words} {shown[0]}" if shown else f"{last.query.standalone} {words}"
    return f"{last.query.standalone} {words}"
