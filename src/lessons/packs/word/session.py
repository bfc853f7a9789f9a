"""Says how the parts for running a workshop are printed: purpose, agenda, questions, exercise with its key, notes."""

from __future__ import annotations

from collections.abc import Iterator

from lessons.packs import wording
from lessons.packs.pack import (
    Agenda,
    AgendaStep,
    Exercise,
    Notes,
    Purpose,
    Questions,
    SortedQuote,
)
from lessons.packs.word.pieces import Grid, Piece, Row, Words, cell, quoted

THEME, BULLET, SMALL = "Heading 2", "List Bullet", "Pack Small"


def purpose_pieces(purpose: Purpose) -> Iterator[Piece]:
    """What the workshop is for."""
    yield Words(purpose.text, "Pack Lead")
    if purpose.audience:
        yield Words(purpose.audience, lead=f"{wording.AUDIENCE}:")
    yield Words(wording.MINUTES.format(minutes=purpose.minutes), lead=f"{wording.LENGTH}:")
    if purpose.opening:
        yield Words(purpose.opening, lead=f"{wording.OPENING_QUESTION}:")
    if purpose.themes:
        yield Words(f"{wording.THEMES}:", "Pack Table Head")
        yield from (Words(theme, BULLET) for theme in purpose.themes)


def agenda_pieces(agenda: Agenda) -> Iterator[Piece]:
    """The steps of the workshop."""
    yield Words(wording.OURS, SMALL)
    yield Grid(
        rows=tuple((cell(_span(s)), cell(s.title), cell(s.what)) for s in agenda.steps),
        shares=(0.13, 0.27, 0.6),
        columns=wording.COLUMNS_AGENDA,
        caption=wording.AGENDA_CAPTION.format(minutes=agenda.minutes),
    )


def _span(step: AgendaStep) -> str:
    return wording.SPAN.format(starts=step.starts, ends=step.starts + step.minutes)


def questions_pieces(questions: Questions) -> Iterator[Piece]:
    """Open questions, theme by theme."""
    yield Words(wording.OURS, SMALL)
    for theme in questions.themes:
        yield Words(theme.theme, THEME)
        yield from (Words(question, BULLET) for question in theme.questions)


def exercise_pieces(exercise: Exercise) -> Iterator[Piece]:
    """The quotes to sort, with boxes to tick."""
    yield Words(exercise.task)
    yield Words(wording.OURS, SMALL)
    yield Grid(
        rows=tuple(map(_sortable, exercise.quotes)),
        shares=(0.06, 0.72, 0.11, 0.11),
        columns=wording.COLUMNS_EXERCISE,
        caption=wording.EXERCISE_CAPTION,
    )


def _sortable(quote: SortedQuote) -> Row:
    tick = cell(wording.TICK_BOX, "Pack Table Quote")
    words = (Words(quoted(quote.quote), "Pack Table Quote"), Words(quote.quote.speaker, "Pack Table"))
    return cell(str(quote.number)), words, tick, tick


def key_pieces(exercise: Exercise) -> Iterator[Piece]:
    """Where we sort the quotes, on a page that can be kept back."""
    yield Words(wording.EXERCISE_KEY, THEME)
    yield Words(f"{wording.OUR_CODING} {wording.KEEP_BACK}", SMALL)
    yield Grid(
        rows=tuple(
            (cell(str(q.number)), cell(q.quote.speaker), cell(q.sorts), cell(q.because)) for q in exercise.quotes
        ),
        shares=(0.06, 0.32, 0.15, 0.47),
        columns=wording.COLUMNS_WORD_KEY,
        caption=wording.KEY_CAPTION,
    )


def notes_pieces(notes: Notes) -> Iterator[Piece]:
    """What the facilitator needs to know."""
    yield Words(wording.OURS, SMALL)
    yield Words(notes.aim, lead=f"{wording.AIM}:")
    if notes.timing:
        yield Grid(
            rows=tuple((cell(str(s.starts)), cell(str(s.minutes)), cell(s.title)) for s in notes.timing),
            shares=(0.18, 0.14, 0.68),
            columns=wording.COLUMNS_TIMING,
            caption=wording.TIMING,
        )
    if notes.challenges:
        yield Grid(
            rows=tuple((cell(c.theme), cell(c.challenge), cell(c.reply)) for c in notes.challenges),
            shares=(0.22, 0.3, 0.48),
            columns=wording.COLUMNS_CHALLENGES,
            caption=wording.CHALLENGES,
        )
    if notes.tips:
        yield Words(wording.TIPS, THEME)
        yield from (Words(tip, BULLET) for tip in notes.tips)
