"""Lays the pieces of a Word pack out in pages before there is a page.

The contents must name the right pages when the file is opened, so every height is estimated on the safe side, and what does not
fit for certain begins a new page. Widths are those of Arial, which LibreOffice and Word agree about; Times is narrower.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from lessons.packs import wording
from lessons.packs.word.look import (
    BOTTOM_MARGIN,
    CARD_PADDING,
    CELL_PADDING,
    LINE,
    LOOKS,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    ROW_PADDING,
)
from lessons.packs.word.pieces import Chapter, Grid, Piece, Row, Words

TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
SLACK = 16  # points of a page that stay free, for small differences between programs
ROOM = PAGE_HEIGHT - MARGIN - BOTTOM_MARGIN - SLACK
OWN_LINE = 1.16  # a font's own line height, of its size
TALL_LINE = 1.5  # the same for scripts that Arial does not have
WIDTHS = {
    0.28: " iIjl!|'.,:;/\\[]ft’‘",
    0.37: "r-()`“”{}*\u00a0",
    0.5: "Jcksvxyz",
    0.56: "abdeghnopqu0123456789–?_$£#L",
    0.67: "ABEKPSVXYFTZ&+=<>~",
    0.74: "CDHNRUw",
    0.84: "GOQmM",
    1.02: "W%@…—",
}
WIDTH_OF = {character: width for width, characters in WIDTHS.items() for character in characters}
WIDEST = 1.15  # of any other character
BOLD, NARROW = 1.08, 0.92  # how much wider bold is, and how much narrower Times


@dataclass(frozen=True, slots=True)
class Sheets:
    """A chapter's pages; ``is_certain`` says whether each really is one page."""

    pages: tuple[tuple[Piece, ...], ...]
    is_certain: bool


def lay_out(chapter: Chapter) -> Sheets:
    """The pages of a chapter. Only a piece that is taller than a page makes them uncertain."""
    top = Words(wording.CONTINUED.format(title=chapter.title), "Pack Continued")
    pages: list[list[Piece]] = [[]]
    left, is_fresh, is_certain = ROOM, True, True
    for group in _groups(chapter.pieces):
        rest = group
        while rest:
            taken, rest, used = _split(rest, left)
            if not taken and is_fresh:
                taken, rest, is_certain = rest, (), False
            pages[-1].extend(taken)
            left, is_fresh = left - used, is_fresh and not taken
            if rest:
                pages.append([top])
                left, is_fresh = ROOM - height(top), True
    return Sheets(tuple(map(tuple, pages)), is_certain)


def _groups(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces with those that they must not be parted from."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if isinstance(piece, Grid) or not LOOKS[piece.style].keeps:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _split(group: tuple[Piece, ...], room: float) -> tuple[tuple[Piece, ...], tuple[Piece, ...], float]:
    """What fits into the room, the rest, and how tall the first is; tables are split between rows."""
    *leads, last = group
    tall = sum(map(height, leads))
    if not isinstance(last, Grid):
        tall += height(last)
        return (group, (), tall) if tall <= room else ((), group, 0)
    tall += _grid_height(replace(last, rows=()))
    *ends, whole = accumulate((_row_height(row, last) for row in last.rows), initial=tall)
    if whole <= room:
        return group, (), whole
    fitting = bisect(ends, room) - 1
    if fitting < 1:
        return (), group, 0
    taken, rest = replace(last, rows=last.rows[:fitting]), replace(last, rows=last.rows[fitting:], continues=True)
    return (*leads, taken), (rest,), ends[fitting]


def height(piece: Piece, width: float = TEXT_WIDTH) -> float:
    """How tall a piece is at most, in points."""
    if isinstance(piece, Grid):
        return _grid_height(piece)
    look = LOOKS[piece.style]
    words = f"{piece.lead} {piece.text}" if piece.lead else piece.text
    ems = look.size * (BOLD if look.bold else NARROW if look.serif else 1)
    lines = count_lines(words, ems, width - look.indent - look.right - look.tab)
    own = OWN_LINE if all(c in WIDTH_OF or c in "\n\t" for c in words) else TALL_LINE
    return look.before + look.after + lines * look.size * own * LINE


def _grid_height(grid: Grid) -> float:
    heads = tuple((Words(head, "Pack Table Head"),) for head in grid.columns)
    caption = height(Words(caption_words(grid), "Caption")) if grid.caption else 0
    rows = (heads, *grid.rows) if heads else grid.rows
    return caption + sum(_row_height(row, grid) for row in rows)


def _row_height(row: Row, grid: Grid) -> float:
    sides, ends = (CELL_PADDING, ROW_PADDING) if grid.columns else (CARD_PADDING, CARD_PADDING)
    cells = zip(row, grid.shares, strict=True)
    tallest = max(sum(height(words, share * TEXT_WIDTH - 2 * sides) for words in cell) for cell, share in cells)
    return tallest + 2 * ends + 1


def caption_words(grid: Grid) -> str:
    """A caption as it is printed, without its label and number."""
    return wording.CONTINUED.format(title=grid.caption) if grid.continues else grid.caption


def count_lines(words: str, size: float, width: float) -> int:
    """How many lines words take at most, at a size in points."""
    return sum(_count_wrapped(line, width / size) for line in words.split("\n"))


def _count_wrapped(line: str, room: float) -> int:
    lines, at = 1, 0.0
    for word in re.findall(r"\S+|\s+", line):
        long = sum(WIDTH_OF.get(character, WIDEST) for character in word)
        if word.isspace():
            at += long
            continue
        if at and at + long > room:
            lines, at = lines + 1, 0.0
        lines += int(long // room)
        at += long % room
    return lines
