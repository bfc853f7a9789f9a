"""A pack as Markdown: CommonMark with tables, pleasant to read raw, and with every character of study and trainer shown as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lessons.packs import wording
from lessons.packs.pack import (
    Agenda,
    AgendaStep,
    Card,
    Cards,
    Content,
    Counts,
    Entry,
    Exercise,
    Extract,
    Gathered,
    Handout,
    Handouts,
    Notes,
    Pack,
    Purpose,
    Questions,
    SortedQuote,
    Sources,
    extracts_of,
)
from lessons.packs.text import markdown_text, one_line


def as_markdown(pack: Pack) -> str:
    """The whole pack; parts are headings of the second level, themes, cards and entries of the third."""
    parts = [(part.title, _part(part.content)) for part in pack.parts]
    if pack.counts and any(extract.speaker for extract in extracts_of(pack.parts)):
        parts.append((pack.counts.caption, _counts(pack.counts)))
    blocks = [_heading(1, pack.title), _words(pack.subtitle), _slanted(pack.caution)]
    if len(parts) > 1:
        blocks += [_bold(wording.CONTENTS), _list(_link(title) for title, _ in parts)]
    for title, content in parts:
        blocks += [_heading(2, title), *content]
    return "\n\n".join((*blocks, "---", _slanted(pack.verification))) + "\n"


def _part(content: Content) -> list[str]:
    match content:
        case Purpose():
            return _purpose(content)
        case Agenda():
            return [_bold(wording.AGENDA_CAPTION.format(minutes=content.minutes)), _agenda(content.steps)]
        case Handouts():
            return [block for handout in content.handouts for block in _handout(handout)]
        case Cards():
            cards = enumerate(content.cards, start=1)
            return [_slanted(wording.LIMITS_ARE_OURS), *(block for i, card in cards for block in _card(i, card))]
        case Questions():
            return _questions(content)
        case Exercise():
            return _exercise(content)
        case Gathered():
            return [block for entry in content.entries for block in _entry(entry)]
        case Notes():
            return _notes(content)
        case Sources():
            return _sources(content)


def _purpose(purpose: Purpose) -> list[str]:
    facts = [_fact(wording.LENGTH, wording.MINUTES.format(minutes=purpose.minutes))]
    if purpose.audience:
        facts.insert(0, _fact(wording.AUDIENCE, purpose.audience))
    if purpose.themes:
        facts.append("\n".join((f"**{wording.THEMES}:**", *(f"  - {_words(theme)}" for theme in purpose.themes))))
    blocks = [_words(purpose.text), _list(facts)]
    return [*blocks, _fact(wording.OPENING_QUESTION, purpose.opening)] if purpose.opening else blocks


def _agenda(steps: Sequence[AgendaStep]) -> str:
    return _table(wording.COLUMNS_AGENDA, [(_span(step), step.title, step.what) for step in steps])


def _span(step: AgendaStep) -> str:
    return wording.SPAN.format(starts=step.starts, ends=step.starts + step.minutes)


def _handout(handout: Handout) -> list[str]:
    blocks = [_heading(3, handout.name), f"**{_quoted(handout.line)}**"]
    if handout.findings:
        blocks += [_heading(4, wording.FOUND), _list(map(_quoted, handout.findings))]
    if handout.quotes:
        blocks += [_heading(4, wording.PUT_IT), *map(_quote, handout.quotes)]
    if handout.differing:
        blocks += [_heading(4, wording.DIFFER), _list(map(_quoted, handout.differing))]
    if handout.points:
        rows = [tuple(f"“{one_line(e.words)}”" for e in (p.point, p.message)) for p in handout.points]
        blocks += [_heading(4, wording.POINTS_CAPTION), _table((wording.POINT, wording.MESSAGE), rows)]
    places = dict.fromkeys(extract.place for extract in extracts_of(handout))
    return [*blocks, _slanted(wording.IN_THESE_WORDS.format(places="; ".join(places)))]


def _card(number: int, card: Card) -> list[str]:
    facts = [_fact(wording.CARD_PILOT, card.pilot), _words(card.theme), _fact(wording.LIMITS, card.limits)]
    if card.note:
        facts.append(_words(wording.YOUR_NOTE.format(note=card.note)))
    return [_heading(3, wording.CARD.format(number=number)), _quote(card.quote), _list(facts)]


def _questions(questions: Questions) -> list[str]:
    blocks = [_slanted(wording.OURS)]
    for theme in questions.themes:
        asked = (f"{i}. {_words(question)}" for i, question in enumerate(theme.questions, start=1))
        blocks += [_heading(3, theme.theme), "\n".join(asked)]
    return blocks


def _exercise(exercise: Exercise) -> list[str]:
    quotes = [_quote(found.quote, number=found.number) for found in exercise.quotes]
    return [
        _words(exercise.task),
        *quotes,
        _heading(3, wording.KEY_CAPTION),
        _slanted(wording.OUR_CODING),
        _key(exercise.quotes),
    ]


def _key(quotes: Sequence[SortedQuote]) -> str:
    return _table(wording.COLUMNS_KEY, [(str(q.number), q.sorts, q.because) for q in quotes])


def _entry(entry: Entry) -> list[str]:
    blocks = [_heading(3, entry.title), *map(_quote, entry.extracts)]
    return [*blocks, _words(wording.YOUR_NOTE.format(note=entry.note))] if entry.note else blocks


def _notes(notes: Notes) -> list[str]:
    blocks = [_slanted(wording.OURS), _heading(3, wording.AIM), _words(notes.aim)]
    if notes.timing:
        blocks += [_heading(3, wording.TIMING), _list(_fact(_span(step), step.title) for step in notes.timing)]
    if notes.challenges:
        blocks.append(_heading(3, wording.CHALLENGES))
    for said in notes.challenges:
        blocks += [_heading(4, said.theme), f"“{_words(said.challenge)}”", _words(said.reply)]
    return [*blocks, _heading(3, wording.TIPS), _list(map(_words, notes.tips))] if notes.tips else blocks


def _sources(sources: Sources) -> list[str]:
    blocks: list[str] = []
    for source in sources.sources:
        facts = [_fact(wording.STATUS, source.status), _fact(wording.LICENCE, source.licence)]
        blocks += [_heading(3, source.label), _words(source.reference), _list(facts)]
    if sources.pilots:
        blocks += [_heading(3, wording.PILOTS), _list(_fact(short, name) for short, name in sources.pilots)]
    return blocks


def _counts(counts: Counts) -> list[str]:
    rows = [(theme, *map(str, numbers)) for theme, numbers in zip(counts.themes, counts.numbers, strict=True)]
    return [_table((*wording.COLUMNS_COUNTS, *counts.pilots), rows), _slanted(wording.COUNTS_NOTE)]


def _quote(extract: Extract, number: int | None = None) -> str:
    """Words set apart, with who says them and where they stand on a line of its own."""
    said = f"**{number}.** {_quoted(extract)}" if number else _quoted(extract)
    by = f"{_words(extract.speaker)} ({_words(extract.place)})" if extract.speaker else _words(extract.place)
    return f"> {said}\n>\n> — {by}"


def _quoted(extract: Extract) -> str:
    return f"“{_words(extract.words)}”"


def _words(words: str) -> str:
    return markdown_text(words)


def _bold(words: str) -> str:
    return f"**{_words(words)}**"


def _slanted(words: str) -> str:
    return f"*{_words(words)}*"


def _fact(name: str, words: str) -> str:
    return f"**{_words(name)}:** {_words(words)}"


def _heading(level: int, words: str) -> str:
    return f"{'#' * level} {_words(words)}"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _link(title: str) -> str:
    """A link to a heading, by the anchor that GitHub, GitLab, VS Code and others give it."""
    anchor = re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
    return f"[{_words(title)}](#{anchor})"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head, *body = (" | ".join(map(_words, row)) for row in (columns, *rows))
    return "\n".join(f"| {line} |" for line in (head, " | ".join("---" for _ in columns), *body))
