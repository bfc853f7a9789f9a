"""Understands a question: what is asked for, about which pilot, theme, speaker and version, and what it leans on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lessons.domain import NOT_ANSWERED, Answer, Pilot
from lessons.follow_ups import (
    NOTHING_CODED,
    Before,
    Leaning,
    Readings,
    compares,
    leaning,
    names_only_places,
    own_parts,
    readings_of,
    stand_alone,
    surely_leans,
)
from lessons.intents import hints_at_changes
from lessons.recognition import EARLIER, Asked
from lessons.terms import LEAST_PART, content_words, parts_of, without_places
from lessons.wants import (
    A_QUESTION,
    ALL_OF_IT,
    BESIDES,
    CHANGE_HINTS,
    COUNT,
    COUNTING,
    FILLER,
    MORE,
    NUMBERS,
    PARTS_BESIDE,
    PILOTS,
    POINTS_BACK,
    QUOTES_ABOUT,
    ROLES,
    SAME_SPEAKER,
    SAYS_WHAT,
    SPEAKER,
    THEME,
    UNQUOTED,
    VERSION_WORDS,
    VERSIONS,
    WANTS,
    Want,
)

__all__ = ["Bank", "Query", "SpeakerFilter", "Turn", "Want", "beginning", "understand"]


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

    ``words`` is the question on one line, as far as it is read; ``standalone`` can be read without the conversation;
    ``readings`` are the wordings that it is looked up by, each with its share, which add up to 1; ``asked`` is how it is read
    in its conversation; ``anchor`` is the last question of the conversation that stood by itself. ``topic`` is what is
    left of ``standalone`` without the words that only say what kind of answer is wanted; ``searched`` adds the study's own
    words to it. ``versions`` are the documents it names. ``after`` is the answer before, ``leans_on`` the same where the
    question carries that one on; ``leans`` is whether anything was taken from the conversation, ``more`` whether it asks for
    others. ``parts`` are what it asks one after the other, ``bare`` what it asks for quotes about, each as a question of its
    own; or the question before, where only another place is asked about.
    """

    question: str
    words: str
    standalone: str
    topic: str
    searched: str
    readings: Readings = ()
    asked: tuple[Asked, ...] = ()
    anchor: str = ""
    wants: frozenset[Want] = frozenset()
    count: int | None = None
    pilots: tuple[Pilot, ...] = ()
    speakers: tuple[SpeakerFilter, ...] = ()
    theme: int | None = None
    versions: tuple[str, ...] = ()
    has_topic: bool = True
    exhaustive: bool = False
    leans_on: Answer | None = field(default=None)
    after: Answer | None = None
    leans: bool = False
    more: bool = False
    parts: tuple[Query, ...] = ()
    bare: Query | None = None

    @property
    def earlier(self) -> tuple[str, ...]:
        """What was asked before, oldest first, as far as it is read."""
        return self.asked[0][1] if self.asked else ()

    @property
    def only_counts(self) -> bool:
        """Whether a question is about how many interviews were held, with whom or where, and about nothing else."""
        return not content_words(COUNTING.sub(" ", without_places(self.standalone)))

    @property
    def asks_for_listing(self) -> bool:
        """Whether a question asks for quotes by who said them or where they stand, whatever they are about."""
        filtered = bool(self.speakers or ((self.pilots or self.theme) and Want.QUOTES in self.wants))
        return filtered and not self.has_topic

    @property
    def about_everything(self) -> bool:
        """Whether a question about changes names nothing that may have changed."""
        return Want.CHANGES in self.wants and not (self.has_topic or self.speakers or self.pilots or self.theme)


NOBODY = "nobody whom the paper quotes"
LONGEST_QUESTION = 2000  # characters; what stands behind them is not read
CARRIED = frozenset({Want.RECOMMENDATIONS, Want.QUOTES, Want.CHANGES})
KEPT = frozenset({Want.RECOMMENDATIONS, Want.REFERENCES, Want.HEADINGS})  # where the answer stood, and still stands


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the answer that it got."""

    query: Query
    answer: Answer


class Bank(Protocol):
    """What is known about how people ask: the everyday words for the study's, and the coded questions."""

    @property
    def everyday(self) -> Mapping[str, str]:
        """The study's words for everyday ones."""

    def foresee(self, texts: Iterable[str], asked: Iterable[Asked]) -> None:
        """Begin with what will be looked up: texts, and questions."""

    def asks_changes(self, question: str, asked: Sequence[Asked], own: Sequence[str]) -> bool:
        """Whether a question asks about differences between versions; it is read as ``asked`` and as its ``own`` parts."""

    def nearest(self, texts: Sequence[str], /) -> float:
        """Likeness (cosine) of the coded question nearest to any of some texts."""


class NoBank:
    """Nothing is known: a question is taken by its words alone."""

    everyday: Mapping[str, str] = {}

    def foresee(self, texts: Iterable[str], asked: Iterable[Asked]) -> None:
        """There is nothing to look up."""

    def asks_changes(self, question: str, _asked: Sequence[Asked], _own: Sequence[str]) -> bool:
        """See ``Bank``."""
        return hints_at_changes(question)

    def nearest(self, _texts: Sequence[str]) -> float:
        """See ``Bank``."""
        return NOTHING_CODED


def understand(question: str, last: Turn | None = None, bank: Bank | None = None, version: str | None = None) -> Query:
    """What a question asks for; one that leans on the turn before is made to stand alone.

    ``version`` limits the answer to one document id, or "all".
    """
    bank = bank or NoBank()
    words = " ".join(question[:LONGEST_QUESTION].split())
    before = Before(last.query.anchor, last.query.theme, last.answer) if last else None
    _foresee(words, last, bank)
    how, standalone, readings = _reading(words, before, bank)
    asked = _read(words, _earlier(last, how))
    bank.foresee((text for texts, _ in readings for text in texts), asked)
    wants, pilots, same = _wanted(words, asked, standalone, how, last, bank, version)
    topic = _topic(standalone, wants)
    return Query(
        question=question,
        words=words,
        standalone=standalone,
        topic=topic,
        searched=" ".join([topic, *_study_words(topic, bank.everyday)]),
        readings=readings,
        asked=asked,
        anchor=last.query.anchor if last and how == Leaning.CONTINUES else standalone,
        wants=wants,
        count=_count(words),
        pilots=pilots,
        speakers=_speakers(words) or same,
        theme=_theme(standalone),
        versions=_versions(words, version) or _versions(standalone, version),
        has_topic=_has_topic(topic, wants),
        exhaustive=bool(ALL_OF_IT.search(words)),
        leans_on=last.answer if last and how == Leaning.CONTINUES else None,
        after=last.answer if last else None,
        leans=standalone != words,
        more=how == Leaning.CONTINUES and bool(MORE.search(words)),
        parts=_parts(words, bank, version) if how == Leaning.NONE else (),
        bare=_bare(words, bank, version) if how == Leaning.NONE else _elsewhere(words, last),
    )


def _foresee(words: str, last: Turn | None, bank: Bank) -> None:
    """Begin with what is read of a question however it hangs on the turn before, and of what it asks for quotes about."""
    ahead: list[Asked] = [(words, _earlier(last, Leaning.NONE))]
    if not last and (quotes := QUOTES_ABOUT.search(words)):
        ahead.append((quotes["topic"], ()))
    bank.foresee((own for text, _ in ahead for own in own_parts(text)), (read for one in ahead for read in _read(*one)))


def _wanted(
    words: str,
    asked: Sequence[Asked],
    standalone: str,
    how: Leaning,
    last: Turn | None,
    bank: Bank,
    version: str | None,
) -> tuple[frozenset[Want], tuple[Pilot, ...], tuple[SpeakerFilter, ...]]:
    """What kinds of answer are wanted, about which pilots and from which people of the last answer.

    A question that leans on the last one still wants what that wanted, as far as its own words leave it open.
    """
    wants, pilots = _wants(words, asked, bank, version), _pilots(words)
    if last is None:
        return wants, pilots, ()
    before = last.query
    if how == Leaning.CONTINUES and surely_leans(words, bank.nearest(own_parts(words))):
        pilots = pilots or before.pilots
    if how != Leaning.NONE:
        wants |= before.wants & (KEPT if how == Leaning.CONTINUES and A_QUESTION.search(words) else CARRIED | KEPT)
    if how != Leaning.NONE and names_only_places(words):
        pilots = _pilots(standalone)  # "and in R1?" asks for the same there
        says_which = POINTS_BACK.search(words) or CHANGE_HINTS[0].search(words)
        wants = before.wants | (wants if says_which else frozenset())
    same = _same_speakers(words, last.answer)
    if same:
        wants = frozenset({Want.QUOTES})
    if how != Leaning.NONE and compares(words):
        wants, pilots = wants | before.wants, _pilots(standalone)
    return wants, pilots, same


def _earlier(last: Turn | None, how: Leaning) -> tuple[str, ...]:
    """What was asked before, so far as it can matter: a refusal has nothing to turn away from."""
    if last is None or (how != Leaning.CONTINUES and last.answer.status in NOT_ANSWERED):
        return ()
    return (*last.query.earlier, last.query.words)[-EARLIER:]


def _reading(words: str, before: Before | None, bank: Bank) -> tuple[Leaning, str, Readings]:
    """How a question hangs on the turn before, how it reads by itself, and the wordings to look it up by."""
    if before is None:
        return Leaning.NONE, words, ((own_parts(words), 1.0),)
    likeness = bank.nearest(own_parts(words))
    how = leaning(words, before, likeness)
    if _same_speakers(words, before.answer):
        return how, words, (((words,), 1.0),)
    standalone = stand_alone(words, before, how, likeness)
    return how, standalone, readings_of(words, standalone, before, how, likeness)


def _read(words: str, earlier: tuple[str, ...]) -> tuple[Asked, ...]:
    """How a question is read in its conversation: behind what was asked before, or part by part where nothing was."""
    return ((words, earlier),) if earlier else tuple((part, ()) for part in parts_of(words))


def _parts(words: str, bank: Bank, version: str | None) -> tuple[Query, ...]:
    """What a question asks one after the other, each as a question of its own; none where it asks one thing only."""
    parts = parts_of(words)
    if len(parts) == 1:
        return ()
    bank.foresee((), [(part, ()) for part in parts])
    return tuple(understand(part, None, bank, version) for part in parts)


def _bare(words: str, bank: Bank, version: str | None) -> Query | None:
    """What quotes are asked about, as a question of its own; None where none are asked for."""
    quotes = QUOTES_ABOUT.search(words)
    return understand(quotes["topic"], None, bank, version) if quotes else None


def _elsewhere(words: str, last: Turn | None) -> Query | None:
    """The question before, where it was answered and is asked again of another place only."""
    if last is None or last.answer.status in NOT_ANSWERED or not names_only_places(words):
        return None
    return last.query


def _wants(words: str, asked: Sequence[Asked], bank: Bank, version: str | None) -> frozenset[Want]:
    """What kinds of answer a question asks for.

    One that names a single version and asks what it says does not ask for changes; nor does one that names none, where the
    answer is limited to one.
    """
    wants = {want for want, pattern in WANTS if pattern.search(words)}
    versions = _versions(words, None)
    says_what = len(versions) == 1 and SAYS_WHAT.search(words) and not CHANGE_HINTS[0].search(words)
    limited = version not in (None, "all") and not CHANGE_HINTS[1].search(words)
    if len(versions) > 1 or (not says_what and not limited and bank.asks_changes(words, asked, own_parts(words))):
        wants.add(Want.CHANGES)
    if Want.CHECKLIST in wants:
        wants.discard(Want.CHANGES)  # only the revision has one
    return frozenset(wants)


def beginning(query: Query) -> tuple[str, str]:
    """What a question asks first and what it names besides; two empty texts where it names one thing only.

    Nor is one cut that leans on another or is in parts already.
    """
    found = None if query.leans or query.parts else BESIDES.search(query.words)
    if found is None or len(query.words[: found.start()].split()) < LEAST_PART:
        return "", ""
    return query.words[: found.start()], query.words[found.end() :]


def _topic(words: str, wants: frozenset[Want]) -> str:
    """A question without what only says which kind of answer is wanted; all of it where nothing would be left."""
    topic = FILLER.sub(" ", words)
    if Want.CHANGES in wants:
        topic = VERSION_WORDS.sub(" ", topic)
    topic = " ".join(topic.split())
    return topic if re.search(r"\w{3}", topic) else words


def _has_topic(topic: str, wants: frozenset[Want]) -> bool:
    """Whether a question says what it is about, beside whom, where and in which version."""
    beside = [pattern for _, pattern in ROLES] + ([VERSION_WORDS] if Want.CHANGES in wants else [])
    for pattern in beside:
        topic = pattern.sub(" ", topic)
    return bool(content_words(topic))


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
    word = next(filter(None, found.groups())).lower()
    number = NUMBERS.get(word) or int(word)
    return number if 1 <= number <= 6 else None


def _versions(words: str, version: str | None) -> tuple[str, ...]:
    if version and version != "all":
        return (version,)
    beside = tuple(name for name, pattern in PARTS_BESIDE if pattern.search(words))
    return beside or tuple(name for name, pattern in VERSIONS if pattern.search(words))


def _study_words(words: str, everyday: Mapping[str, str]) -> list[str]:
    return [everyday[w] for w in re.findall(r"[\w&’'-]+", words.lower()) if everyday.get(w)]


def _same_speakers(words: str, last: Answer) -> tuple[SpeakerFilter, ...]:
    """The people quoted in the last answer, where a question asks for more from the same one."""
    if not SAME_SPEAKER.search(words):
        return ()
    names = dict.fromkeys(c.speaker for c in last.citations if c.speaker)
    return tuple(found for name in names for found in _speakers(name))[:1]
