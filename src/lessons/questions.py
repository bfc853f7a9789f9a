"""Understands a question: what is asked for, about which pilot, theme, speaker and version, and what it leans on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lessons.asides import without_asides
from lessons.bank import Bank, NoBank
from lessons.domain import NOT_ANSWERED, Answer, Pilot
from lessons.follow_ups import (
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
from lessons.mentions import (
    SpeakerFilter,
    count_in,
    counted_in,
    each_in,
    nth_theme,
    pilots_in,
    same_speakers,
    speakers_in,
    table_in,
    themes_in,
    versions_in,
)
from lessons.recognition import EARLIER, Asked
from lessons.terms import LEAST_PART, content_words, parts_of, without_places
from lessons.wants import (
    A_QUESTION,
    ALL_OF_IT,
    BESIDES,
    BETWEEN,
    CHANGE_HINTS,
    COUNTING,
    FILLER,
    MORE,
    OF_A_TABLE,
    OF_A_TALLY,
    OF_ADVICE,
    OF_THEMES,
    POINTS_BACK,
    POLITE,
    QUOTES_ABOUT,
    REWORDED,
    ROLES,
    SAYS_WHAT,
    TABLE,
    THE_STUDY,
    UNVOICED,
    VERSION_WORDS,
    WANTS,
    Group,
    Want,
)

__all__ = ["Query", "Turn", "Want", "beginning", "is_polite", "understand"]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    ``words`` is the question on one line, as far as it is read; ``standalone`` can be read without the conversation;
    ``readings`` are the wordings that it is looked up by, each with its share, which add up to 1; ``asked`` is how it is read
    in its conversation; ``anchor`` is the last question of the conversation that stood by itself. ``topic`` is what is
    left of ``standalone`` without the words that only say what kind of answer is wanted; ``searched`` adds the study's own
    words to it. ``versions`` are the documents it names. ``after`` is the answer before, ``leans_on`` the same where the
    question carries that one on, ``shown`` the answers that it goes on from, oldest first; ``leans`` is whether anything was
    taken from the conversation, ``more`` whether it asks for others. ``parts`` are what it asks one after the other, ``bare`` what it asks for quotes about, each as a question of its
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
    themes: tuple[int, ...] = ()
    table: int | None = None
    each: Group | None = None
    counted_by: Group | None = None
    versions: tuple[str, ...] = ()
    has_topic: bool = True
    exhaustive: bool = False
    leans_on: Answer | None = field(default=None)
    after: Answer | None = None
    shown: tuple[Answer, ...] = ()
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
    def asks_for_place(self) -> bool:
        """Whether a question asks where that stands which the answer before showed."""
        return Want.PLACE in self.wants and self.leans_on is not None and bool(self.leans_on.citations)

    @property
    def asks_for_listing(self) -> bool:
        """Whether a question asks for quotes by who said them or where they stand, whatever they are about."""
        filtered = bool(self.speakers or ((self.pilots or self.themes or self.each) and Want.QUOTES in self.wants))
        return filtered and not self.has_topic

    @property
    def asks_for_table(self) -> bool:
        """Whether a question names a table and asks for all that stands there."""
        if self.table is None or Want.CHANGES in self.wants:
            return False
        return not content_words(OF_A_TABLE.sub(" ", TABLE.sub(" ", without_places(self.words))))

    @property
    def asks_for_themes(self) -> bool:
        """Whether a question asks for all that stands in the themes that it names."""
        if not self.themes or Want.CHANGES in self.wants:
            return False
        return not content_words(OF_THEMES.sub(" ", without_places(self.standalone)))

    @property
    def asks_for_advice(self) -> bool:
        """Whether a question asks for all that is recommended for a theme or a pilot, whatever that is about."""
        if not (self.themes or self.pilots) or Want.RECOMMENDATIONS not in self.wants or Want.CHANGES in self.wants:
            return False
        return not content_words(OF_ADVICE.sub(" ", without_places(self.standalone)))

    @property
    def asks_for_tally(self) -> bool:
        """Whether a question asks how many quotes or learning points there are, or who or what has them, and nothing else."""
        of_kind = self.wants & {Want.QUOTES, Want.RECOMMENDATIONS} and not self.wants & {Want.CHANGES, Want.REFERENCES}
        counts = (Want.NUMBER in self.wants or self.counted_by) and not (self.count or self.speakers)
        if not (of_kind and counts):
            return False
        return not content_words(OF_A_TALLY.sub(" ", OF_ADVICE.sub(" ", without_places(self.standalone))))

    @property
    def asks_for_unvoiced(self) -> bool:
        """Whether a question asks which recommendations no participant speaks to."""
        if Want.RECOMMENDATIONS not in self.wants or not UNVOICED.search(self.words):
            return False
        return not content_words(OF_ADVICE.sub(" ", UNVOICED.sub(" ", self.words)))

    @property
    def about_all_changes(self) -> bool:
        """Whether a question about changes names nothing that may have changed, or nothing but a theme."""
        names_one = self.has_topic or self.speakers or self.pilots or (self.themes and Want.HEADINGS in self.wants)
        return Want.CHANGES in self.wants and not names_one


LONGEST_QUESTION = 2000  # characters; what stands behind them is not read
CARRIED = frozenset({Want.RECOMMENDATIONS, Want.QUOTES, Want.CHANGES})
KEPT = frozenset({Want.RECOMMENDATIONS, Want.REFERENCES, Want.HEADINGS})  # where the answer stood, and still stands


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the answer that it got."""

    query: Query
    answer: Answer


def understand(question: str, last: Turn | None = None, bank: Bank | None = None, version: str | None = None) -> Query:
    """What a question asks for; one that leans on the turn before is made to stand alone.

    ``version`` limits the answer to one document id, or "all".
    """
    bank = bank or NoBank()
    words = _plainly(question, bank)
    words = nth_theme(words, last.query.anchor) if last else words
    before = Before(last.query.anchor, next(iter(last.query.themes[-1:]), None), last.answer) if last else None
    _foresee(words, last, bank)
    how, standalone, readings = _reading(words, before, bank)
    asked = _read(words, _earlier(last, how))
    bank.foresee((text for texts, _ in readings for text in texts), asked)
    wants, pilots, same = _wanted(words, asked, standalone, how, last, bank, version)
    topic = _topic(standalone, wants)
    more = how == Leaning.CONTINUES and bool(MORE.search(words))
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
        count=count_in(words, goes_on=how == Leaning.CONTINUES and Want.QUOTES in wants)
        or (last.query.count if last and more else None),
        pilots=pilots,
        speakers=speakers_in(words) or same,
        themes=themes_in(standalone),
        table=table_in(words),
        each=each_in(words) if Want.QUOTES in wants else None,
        counted_by=counted_in(words) if Want.QUOTES in wants else None,
        versions=versions_in(words, version) or versions_in(standalone, version),
        has_topic=_has_topic(topic, wants),
        exhaustive=bool(ALL_OF_IT.search(words)),
        leans_on=last.answer if last and how == Leaning.CONTINUES else None,
        after=last.answer if last else None,
        shown=(*last.query.shown, last.answer) if last and how == Leaning.CONTINUES else (),
        leans=standalone != words,
        more=more,
        parts=_parts(words, bank, version) if how == Leaning.NONE else (),
        bare=_bare(words, bank, version) if how == Leaning.NONE else _elsewhere(words, last),
    )


def _plainly(question: str, bank: Bank) -> str:
    """A question on one line, as far as it is read: slips put right, nothing around it that asks nothing."""
    words = without_asides(bank.spelt(" ".join(question[:LONGEST_QUESTION].split())))
    return THE_STUDY.sub(r"\1 study", words)


def _foresee(words: str, last: Turn | None, bank: Bank) -> None:
    """Begin with what is read of a question however it hangs on the turn before, and of what it asks for quotes about."""
    ahead: list[Asked] = [(words, _earlier(last, Leaning.NONE))]
    if not last and (quotes := QUOTES_ABOUT.search(words)):
        ahead.append((quotes["topic"], ()))
    if not last and (besides := _in_two(words)[1]):
        ahead.append((besides, ()))
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
    wants, pilots = _wants(words, asked, bank, version), pilots_in(words)
    if last is None:
        return wants, pilots, ()
    before = last.query
    if how == Leaning.CONTINUES and surely_leans(words, bank.nearest(own_parts(words))):
        pilots = pilots or before.pilots
    if how != Leaning.NONE:
        carried = KEPT if how == Leaning.CONTINUES and A_QUESTION.search(words) else CARRIED | KEPT
        wants |= before.wants & (carried - {Want.QUOTES} if Want.RECOMMENDATIONS in wants else carried)
    if how != Leaning.NONE and names_only_places(words):
        pilots = pilots_in(standalone)  # "and in R1?" asks for the same there
        says_which = POINTS_BACK.search(words) or CHANGE_HINTS[0].search(words)
        wants = before.wants | (wants if says_which else frozenset())
    same = same_speakers(words, last.answer)
    if same:
        wants = frozenset({Want.QUOTES})
    if how != Leaning.NONE and compares(words):
        wants, pilots = wants | before.wants, pilots_in(standalone)
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
    if same_speakers(words, before.answer):
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
    versions = versions_in(words, None)
    asks_what = Want.QUOTES in wants or SAYS_WHAT.search(words)
    says_what = len(versions) == 1 and asks_what and not CHANGE_HINTS[0].search(words)
    limited = version not in (None, "all") and not CHANGE_HINTS[1].search(words)
    compares = len(themes_in(words)) > 1 and not REWORDED.search(words)
    others = MORE.search(words) and asked[0][1] and not versions  # behind an answer: "different ones, please"
    if len(versions) > 1 or (
        not says_what and not (compares or others) and not limited and bank.asks_changes(words, asked, own_parts(words))
    ):
        wants.add(Want.CHANGES)
    if Want.PLACE in wants:
        wants.discard(Want.CHANGES)  # "which version is that from?"
    if Want.CHECKLIST in wants:
        wants.discard(Want.CHANGES)  # only the revision has one
    return frozenset(wants)


def is_polite(words: str) -> bool:
    """Whether something typed is only polite, and asks nothing: "thanks, that's great"."""
    return not re.search(r"\w", POLITE.sub(" ", words))


def beginning(query: Query) -> tuple[str, str]:
    """What a question asks first and what it names besides; two empty texts where it names one thing only.

    Nor is one cut that leans on another or is in parts already.
    """
    return ("", "") if query.leans or query.parts else _in_two(query.words)


def _in_two(words: str) -> tuple[str, str]:
    found = BESIDES.search(words)
    if found is None:
        return "", ""
    first, besides = words[: found.start()], words[found.end() :]
    return ("", "") if len(first.split()) < LEAST_PART or BETWEEN.search(first) else (first, besides)


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
    topic = without_places(topic)
    for pattern in beside:
        topic = pattern.sub(" ", topic)
    return bool(content_words(topic))


def _study_words(words: str, everyday: Mapping[str, str]) -> list[str]:
    return [everyday[w] for w in re.findall(r"[\w&’'-]+", words.lower()) if everyday.get(w)]
