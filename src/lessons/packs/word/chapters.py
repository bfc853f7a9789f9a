"""Puts the parts of a pack into chapters, in order: what begins on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from lessons.packs import wording
from lessons.packs.basket import Part
from lessons.packs.pack import (
    Agenda,
    Cards,
    Exercise,
    Gathered,
    Handouts,
    Notes,
    Pack,
    PackPart,
    Purpose,
    Questions,
    Sources,
)
from lessons.packs.text import printable
from lessons.packs.word.evidence import cards_pieces, gathered_pieces, handout_pieces, sources_pieces
from lessons.packs.word.pieces import Chapter, Grid, Piece, Words
from lessons.packs.word.room import lay_out
from lessons.packs.word.session import (
    agenda_pieces,
    exercise_pieces,
    key_pieces,
    notes_pieces,
    purpose_pieces,
    questions_pieces,
)

PART, SMALL = "Heading 1", "Pack Small"
ONE_PAGE = {Part.PURPOSE, Part.AGENDA}  # two short parts that share a page where they stand together and fit


def chapters_of(pack: Pack, with_caution: bool) -> list[Chapter]:
    """Every chapter of a pack in order, with the caution at its end where the foot of the page does not say it."""
    found: list[Chapter] = []
    for before, part in zip((None, *pack.parts), pack.parts, strict=False):
        first, *others = _chapters(part, pack)
        if before and {before.part, part.part} == ONE_PAGE:
            both = Chapter(found[-1].title, found[-1].pieces + first.pieces)
            if len(lay_out(both).pages) == 1:
                found.pop()
                first = both
        found += [first, *others]
    last_words = (Words(pack.caution, SMALL),)
    if with_caution:
        found = [Chapter(c.title, c.pieces + last_words) for c in found]
    elif found and isinstance(found[-1].pieces[-1], Grid):  # Word would end the document with an empty paragraph
        found[-1] = Chapter(found[-1].title, found[-1].pieces + last_words)
    numbers = count(1)
    return [Chapter(c.title, tuple(_numbered(p, numbers) for p in c.pieces if not _is_empty(p))) for c in found]


def _is_empty(piece: Piece) -> bool:
    return isinstance(piece, Words) and not printable(piece.lead + piece.text).strip()


def _numbered(piece: Piece, numbers: Iterator[int]) -> Piece:
    return replace(piece, number=next(numbers)) if isinstance(piece, Grid) and piece.caption else piece


def _chapters(part: PackPart, pack: Pack) -> list[Chapter]:
    """The chapters of a part, the first with its heading."""
    content = part.content
    if isinstance(content, Handouts):
        first, *others = [Chapter(h.name, tuple(handout_pieces(h))) for h in content.handouts]
    elif isinstance(content, Exercise):
        first = Chapter(part.title, tuple(exercise_pieces(content)))
        others = [Chapter(wording.EXERCISE_KEY, tuple(key_pieces(content)))]
    elif isinstance(content, Sources):
        first, others = Chapter(part.title, tuple(sources_pieces(content, pack))), []
    else:
        first, others = Chapter(part.title, tuple(WRITERS[type(content)](content))), []
    return [Chapter(first.title, (Words(part.title, PART), *first.pieces)), *others]


WRITERS: dict[type, Callable[[Any], Iterator[Piece]]] = {
    Purpose: purpose_pieces,
    Agenda: agenda_pieces,
    Cards: cards_pieces,
    Questions: questions_pieces,
    Gathered: gathered_pieces,
    Notes: notes_pieces,
}
