"""Drafts of slides from the parts of a pack; each holds as much as fits, and nothing of the study's words is cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from lessons.packs import wording
from lessons.packs.pack import (
    Agenda,
    Card,
    Counts,
    Entry,
    Exercise,
    Extract,
    Handouts,
    Purpose,
    Questions,
    Sources,
)
from lessons.packs.slides.fit import (
    QUOTE_SIZES,
    TEXT_SIZES,
    TITLE_SIZES,
    Line,
    Sizes,
    Style,
    choose_sizes,
    largest_size,
    title_size,
)
from lessons.packs.slides.items import (
    Item,
    full_pilot,
    in_turns,
    in_words,
    is_passage,
    own_note,
    pilot_names,
    purpose_items,
    question_items,
    said,
    saying,
    short_name,
    shown_words,
    source_items,
    step_items,
)
from lessons.packs.slides.slide import Kind, Room, Slide
from lessons.packs.slides.talk import Talk
from lessons.packs.text import one_line

MOST_ITEMS = 6  # on a slide that people are to take in
MOST_STEPS = 12
SEVERAL = 2
REFERENCE_SIZES = TEXT_SIZES[2:]


@dataclass(frozen=True, slots=True)
class Drafter:
    """Makes the slides of one pack for the room that a template has; a slide that would hold nothing is None."""

    room: Room
    talk: Talk

    def purpose(self, title: str, purpose: Purpose) -> Slide | None:
        """What the workshop is for, with the question to begin with."""
        return self._text(Kind.PURPOSE, title, purpose_items(purpose))

    def agenda(self, agenda: Agenda) -> Slide | None:
        """The steps with their times; what happens in them too, where it fits."""
        title = wording.AGENDA_FOR.format(minutes=agenda.minutes)
        extra = tuple(f"{step.title}: {step.what}" for step in agenda.steps)
        full = self._text(Kind.AGENDA, title, step_items(agenda, full=True), most=MOST_STEPS)
        if full and len(full.lines) == len(agenda.steps):
            return full
        return self._text(Kind.AGENDA, title, step_items(agenda), extra=extra, most=MOST_STEPS)

    def purpose_and_agenda(self, purpose: Purpose, agenda: Agenda) -> Slide | None:
        """Both on one slide, for packs with much else to show."""
        extra = tuple(f"{step.title}: {step.what}" for step in agenda.steps)
        items = (*purpose_items(purpose)[:SEVERAL], *step_items(agenda))
        return self._text(Kind.PURPOSE, wording.PURPOSE_AND_AGENDA, items, extra=extra, most=MOST_STEPS)

    def chart(self, counts: Counts) -> Slide | None:
        """Quotes by theme and pilot."""
        caption = counts.caption
        named = pilot_names(counts.pilots)
        items = [Item(Line(text, Style.SMALL)) for text in (wording.COUNTS_NOTE, named) if text]
        slide = self._text(Kind.CHART, caption, items)
        return replace(slide, counts=counts, alternative=in_words(caption, counts)) if slide else None

    def found(self, handouts: Handouts) -> Slide | None:
        """The sentence that stands for each theme first, then more of what was found, in turns."""
        title, names = wording.FOUND, [h.name for h in handouts.handouts]
        if len(names) == 1:
            title = wording.FOUND_ON.format(number=handouts.handouts[0].number)
        themes = [(name, [h.line, *h.findings]) for name, h in zip(names, handouts.handouts, strict=True)]
        return self._by_theme(Kind.FOUND, title, themes, names if len(names) == 1 else ())

    def differ(self, handouts: Handouts) -> Slide | None:
        """Where voices differ."""
        names = [h.name for h in handouts.handouts]
        themes = [(name, [*h.differing]) for name, h in zip(names, handouts.handouts, strict=True)]
        return self._by_theme(Kind.DIFFER, wording.DIFFER, themes)

    def _by_theme(
        self, kind: Kind, title: str, themes: list[tuple[str, list[Extract]]], challenged: Iterable[str] = ()
    ) -> Slide | None:
        """Extracts under the names of their themes; under the numbers alone where the names leave too little room."""

        def draft(names: Callable[[str], str]) -> Slide | None:
            items = [saying(e, name, names(name) if at == 0 else "") for name, es in themes for at, e in enumerate(es)]
            return self._text(kind, title, items, foot=wording.AUTHORS_OWN, themes=challenged)

        full = draft(str)
        firsts = {extracts[0] for _, extracts in themes if extracts}
        return full if full and firsts <= set(full.extracts) else draft(short_name)

    def points(self, handouts: Handouts) -> Slide | None:
        """Learning points with their messages, each once."""
        pairs = {(p.point.words, p.message.words): p for h in handouts.handouts for p in h.points}
        items = [
            Item(Line(shown_words(m), lead=shown_words(p)), (p, m))
            for p, m in ((x.point, x.message) for x in pairs.values())
        ]
        return self._text(Kind.POINTS, wording.POINTS, items, foot=wording.POINTS_KEY)

    def quote(self, card: Card, line: Extract | None = None) -> Slide | None:
        """One quote, behind what the study says of its theme where that is given; None where it is too long for a slide."""
        limits = wording.LIMITS_OURS.format(limits=one_line(card.limits), ours=wording.OURS)
        lines = (
            self._theme(card, line),
            Line(f"“{shown_words(card.quote)}”", Style.QUOTE),
            Line(full_pilot(card.pilot), Style.TEXT, lead=one_line(card.quote.speaker)),
            Line(one_line(card.quote.place), Style.SMALL),
            Line(limits, Style.SMALL, lead=f"{wording.LIMITS}:"),
        )
        title = wording.VOICE.format(theme=short_name(one_line(card.theme)), pilot=one_line(card.pilot))
        sizes = choose_sizes(lines, self.room.quote, QUOTE_SIZES)
        if not sizes:
            return None
        extracts = (card.quote, line) if line else (card.quote,)
        notes = (*self.talk.about(Kind.QUOTE, extracts, (card.theme,)), *own_note(card.note))
        return self._slide(Kind.QUOTE, title, Slide(Kind.QUOTE, "", lines, sizes, 0, notes, extracts))

    def _theme(self, card: Card, line: Extract | None) -> Line:
        if line is None:
            return Line("", Style.TEXT, lead=one_line(card.theme))
        return Line(f"“{shown_words(line)}”", Style.TEXT, lead=f"{one_line(card.theme)}.")

    def questions(self, questions: Questions, exercise: Exercise | None = None) -> Slide | None:
        """Open questions, of each theme in turns; all of them stand in the notes, and an exercise that has no slide."""
        rest = tuple(
            wording.ALL_QUESTIONS.format(theme=t.theme, questions=" ".join(t.questions)) for t in questions.themes
        )
        if exercise:
            rest += (f"{wording.PART_TITLES['exercise']}: {exercise.task}", *_key(exercise))
        themes = [theme.theme for theme in questions.themes]
        slide = None
        for name in (str, short_name):
            items = question_items(questions, name)
            slide = self._text(Kind.QUESTIONS, wording.PART_TITLES["questions"], items, wording.OURS, rest, themes)
            if slide and len(slide.lines) > min(len(themes), MOST_ITEMS):
                break
        return slide

    def exercise(self, exercise: Exercise) -> Slide | None:
        """The task; its key stands in the notes only."""
        count = len(exercise.quotes)
        items = [Item(Line(one_line(part), Style.ITEM)) for part in re.split(r"(?<=[.?]) +", exercise.task) if part]
        items.append(Item(Line("", lead=wording.SORT_INTO.format(count=count))))
        foot = f"{wording.OUR_CODING} {wording.QUOTES_ON_CARDS}"
        return self._text(Kind.EXERCISE, wording.PART_TITLES["exercise"], items, foot, _key(exercise))

    def collected(self, entries: Sequence[Entry]) -> list[Slide]:
        """What was collected: the passages together where they first stand, each answer on a slide of its own."""
        passages = [entry for entry in entries if is_passage(entry)]
        together = passages if len(passages) > 1 else []
        drafts = [
            self._passages(together) if entry in together else self._entry(entry)
            for entry in entries
            if entry not in together[1:]
        ]
        return [slide for slide in drafts if slide]

    def _passages(self, passages: Sequence[Entry]) -> Slide | None:
        items = [Item(Line(said(e.extracts[0]), lead=f"{one_line(e.title)}."), e.extracts) for e in passages]
        notes = tuple(chain.from_iterable(own_note(passage.note) for passage in passages))
        return self._text(Kind.GATHERED, wording.PASSAGES, items, wording.AUTHORS_OWN, notes)

    def _entry(self, entry: Entry) -> Slide | None:
        """A passage or an answer, with one quote at most."""
        quoted = next((extract for extract in entry.extracts if extract.speaker), None)
        shown = [extract for extract in entry.extracts if not extract.speaker or extract is quoted]
        style = Style.ITEM if len(shown) > 1 else Style.TEXT
        items = [Item(Line(said(extract), style), (extract,)) for extract in shown]
        title = one_line(entry.title) or wording.GATHERED
        if largest_size(title, self.room.title, TITLE_SIZES) is None:
            items.insert(0, Item(Line(title, Style.TEXT)))
            title = wording.GATHERED
        foot = wording.PLACES_IN_NOTES if quoted else wording.AUTHORS_OWN
        slide = self._text(Kind.GATHERED, title, items, foot, own_note(entry.note))
        return slide if slide and slide.extracts else None

    def sources(self, sources: Sources, verified: str, left_out: str) -> Slide | None:
        """What the slides quote, and that it was verified; in small print where there is much of it."""
        title, full = wording.PART_TITLES["sources"], None
        for style in (Style.TEXT, Style.SMALL):
            items = source_items(sources, (verified, left_out), style)
            full = self._text(Kind.SOURCES, title, items, most=len(items), ladder=REFERENCE_SIZES)
            if full and len(full.lines) == len(items):
                break
        return full

    def _text(
        self,
        kind: Kind,
        title: str,
        items: Sequence[Item],
        foot: str = "",
        extra: tuple[str, ...] = (),
        themes: Iterable[str] = (),
        most: int = MOST_ITEMS,
        ladder: Sequence[Sizes] = TEXT_SIZES,
    ) -> Slide | None:
        """As many of the items as fit, taken from their groups in turns; the foot is always there."""
        after = (Line(foot, Style.SMALL),) if foot else ()
        chosen = self._fitting(in_turns((item.group, item) for item in items), after)[:most]
        shown = [item for item in items if any(item is c for c in chosen)]
        lines = (*(item.line for item in shown), *after)
        sizes = choose_sizes(lines, self.room.body, ladder)
        if not shown or not sizes:
            return None
        extracts = tuple(chain.from_iterable(item.extracts for item in shown))
        rest = (wording.NOT_SHOWN,) if len(shown) < len(items) else ()
        notes = (*self.talk.about(kind, extracts, themes), *extra, *rest)
        return self._slide(kind, title, Slide(kind, "", lines, sizes, 0, notes, extracts))

    def _fitting(self, items: Iterable[Item], after: tuple[Line, ...]) -> list[Item]:
        """Those that fit together; once one did not, no group gets another turn."""
        chosen: list[Item] = []
        skipped: set[str] = set()
        for item in items:
            lines = (*(i.line for i in (*chosen, item)), *after)
            if item.group and skipped and item.group in skipped | {i.group for i in chosen}:
                continue
            if choose_sizes(lines, self.room.body, TEXT_SIZES[-1:]):
                chosen.append(item)
            else:
                skipped.add(item.group)
        return chosen

    def _slide(self, kind: Kind, title: str, slide: Slide) -> Slide | None:
        size = title_size(title, self.room.title)
        return replace(slide, kind=kind, title=title, title_size=size) if size else None


def _key(exercise: Exercise) -> tuple[str, ...]:
    """The key to the exercise, for the notes."""
    lines = (
        wording.KEY_NOTE.format(number=q.number, speaker=q.quote.speaker, sorts=q.sorts, because=q.because)
        for q in exercise.quotes
    )
    return (wording.OUR_CODING, *lines)
