"""What can stand on a slide: one paragraph each, with the study's words that it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from lessons.chunks import PILOT_NAMES
from lessons.packs import wording
from lessons.packs.pack import Agenda, Counts, Entry, Extract, Purpose, Questions, Sources
from lessons.packs.slides.fit import Line, Style
from lessons.packs.text import one_line, printable

FEW_THEMES = 3  # whose names can be read on the slide with the purpose
NAMES = {pilot.value: name for pilot, name in PILOT_NAMES.items()}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph that stands on a slide or not at all, with the study's words in it; ``group`` takes turns with others."""

    line: Line
    extracts: tuple[Extract, ...] = ()
    group: str = ""


def in_turns(members: Iterable[tuple[str, T]]) -> list[T]:
    """Of members with their groups, the first of each group, then the second of each, and so on."""
    groups: dict[str, list[T]] = {}
    for group, member in members:
        groups.setdefault(group, []).append(member)
    return [member for turn in zip_longest(*groups.values()) for member in turn if member]


def shown_words(extract: Extract) -> str:
    """The words of an extract; a table row's tabs and line ends become spaces."""
    return re.sub(r"[\t\n]+", " ", printable(extract.words)).strip()


def said(extract: Extract) -> str:
    """An extract in reading; a participant's words in quotation marks, with the speaker."""
    return f"“{shown_words(extract)}” ({extract.speaker})" if extract.speaker else shown_words(extract)


def is_passage(entry: Entry) -> bool:
    """Whether this is one passage under the title of its section, not an answer to a question."""
    return len(entry.extracts) == 1 and entry.title == entry.extracts[0].citation.section


def saying(extract: Extract, theme: str, lead: str) -> Item:
    """An extract of a theme, after the name of it."""
    return Item(Line(said(extract), lead=f"{lead}." if lead else ""), (extract,), theme)


def question_items(questions: Questions, name: Callable[[str], str]) -> list[Item]:
    """The questions, the first of each theme after its name where there are several."""
    return [
        Item(
            Line(one_line(text), lead=f"{name(t.theme)}." if len(questions.themes) > 1 and at == 0 else ""),
            group=t.theme,
        )
        for t in questions.themes
        for at, text in enumerate(t.questions)
    ]


def purpose_items(purpose: Purpose) -> list[Item]:
    """The purpose, the question to begin with, the themes where they are few."""
    items = [Item(Line(one_line(purpose.text), Style.TEXT))]
    if purpose.opening:
        items.append(Item(Line(one_line(purpose.opening), Style.TEXT, lead=wording.OPENING)))
    if purpose.themes and len(purpose.themes) <= FEW_THEMES:
        items += [Item(Line(theme)) for theme in purpose.themes]
    return items


def step_items(agenda: Agenda, *, full: bool = False) -> list[Item]:
    """The steps of an agenda with their times; in full with what happens."""
    return [
        Item(
            Line(
                f"{one_line(step.title)}. {one_line(step.what)}" if full else one_line(step.title),
                lead=wording.STEP.format(starts=step.starts, ends=step.starts + step.minutes),
            )
        )
        for step in agenda.steps
    ]


def short_name(theme: str) -> str:
    """“Theme 2” of “Theme 2: Financial pressures …”."""
    return theme.partition(":")[0]


def full_pilot(pilot: str) -> str:
    """A pilot with its full name, in brackets."""
    name = NAMES.get(pilot)
    return f"({wording.PILOT.format(short=pilot, name=name) if name else one_line(pilot)})"


def own_note(note: str) -> tuple[str, ...]:
    """The trainer's note, if there is one."""
    return (wording.YOUR_NOTE.format(note=one_line(note)),) if note.strip() else ()


def in_words(caption: str, counts: Counts) -> str:
    """The chart for those who cannot see it."""
    rows = [
        wording.COUNTS_ROW.format(
            theme=theme, numbers=", ".join(f"{pilot} {n}" for pilot, n in zip(counts.pilots, row, strict=True) if n)
        )
        for theme, row in zip(counts.themes, counts.numbers, strict=True)
    ]
    return wording.COUNTS_ALT.format(caption=caption, rows=" ".join(rows))


def pilot_names(pilots: Iterable[str]) -> str:
    """The full names of the pilots that have one."""
    return " ".join(wording.PILOT_NAME.format(short=pilot, name=NAMES[pilot]) for pilot in pilots if pilot in NAMES)


def source_items(sources: Sources, opening: Iterable[str], style: Style) -> list[Item]:
    """Our own sentences to open with, then every document with its status and licence, and the pilots."""
    items = [Item(Line(text, Style.TEXT)) for text in opening if text]
    for source in sources.sources:
        status = wording.SOURCE_STATUS.format(status=one_line(source.status), licence=one_line(source.licence))
        items.append(Item(Line(one_line(source.reference), style, lead=f"{one_line(source.label)}:")))
        items.append(Item(Line(status, Style.SMALL)))
    if sources.pilots:
        named = " ".join(wording.PILOT_NAME.format(short=short, name=name) for short, name in sources.pilots)
        items.append(Item(Line(named, Style.SMALL, lead=f"{wording.PILOTS}.")))
    return items
