"""How much room words need on a slide: a careful estimate, because nothing shrinks text until somebody edits it.

The widths are those of a wide font (DejaVu), so that the words also fit where the template's own font is missing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

NARROW, WIDE = frozenset("ijlftrI.,:;'|!()[]-’‘ "), frozenset("mwMW@%&…—")
LINE_HEIGHT = 1.2  # of the size
BOLD = 1.1
INDENT = 30  # points, of the items of a list


@dataclass(frozen=True, slots=True)
class Box:
    """Room for words in points, inside the margins; ``letters`` is how wide the font is beside the one reckoned with."""

    width: float
    height: float
    letters: float = 1.0


class Style(StrEnum):
    """What a paragraph is on a slide; ``ITEM`` is one of a list."""

    TEXT = "text"
    ITEM = "item"
    QUOTE = "quote"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; ``lead`` stands before it in bold."""

    text: str
    style: Style = Style.ITEM
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Points for each style on one slide."""

    text: int
    quote: int
    small: int

    def of(self, style: Style) -> int:
        """The size of a style."""
        return {Style.QUOTE: self.quote, Style.SMALL: self.small}.get(style, self.text)

    def before(self, style: Style) -> int:
        """The space above a paragraph."""
        return {Style.QUOTE: 10, Style.SMALL: 8}.get(style, self.text * 2 // 5)


TEXT_SIZES = (*(Sizes(size, size, 14) for size in (24, 22, 20, 18, 16)), Sizes(16, 16, 12))
QUOTE_SIZES = (*(Sizes(18, size, 14) for size in (32, 30, 28, 26, 24, 22, 20)), Sizes(16, 20, 12))
TITLE_SIZES = (30, 28, 26, 24)
FRONT_SIZES = (44, 40, 36, 32, *TITLE_SIZES)
SMALLEST_TITLES = (20, 18, 16, 14, 12)  # for house templates with little room, rather than words outside the box


@lru_cache(maxsize=10_000)
def ems(words: str) -> float:
    """The width of words in multiples of the size."""
    return sum(map(_em, words))


def _em(character: str) -> float:
    if character in NARROW:
        return 0.42
    if character in WIDE or unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if unicodedata.combining(character):
        return 0.0
    return 0.76 if character.isupper() or ord(character) > 0x24F else 0.64


def lines_needed(words: str, size: float, width: float, *, bold: bool = False) -> int:
    """How many lines words take; a word that is wider than a line is broken."""
    return _count_lines(_word_widths(words, bold=bold), width / size)


def _word_widths(words: str, *, bold: bool) -> list[float]:
    return [ems(word) * (BOLD if bold else 1) for word in words.split()]


def _count_lines(widths: Iterable[float], room: float) -> int:
    lines, at = 1, 0.0
    for width in widths:
        if at and at + ems(" ") + width > room:
            lines, at = lines + 1, 0.0
        at += width + (ems(" ") if at else 0)
        if at > room:
            lines, at = lines + int(at // room) + 1, at % room
    return lines


def height(lines: Sequence[Line], sizes: Sizes, width: float) -> float:
    """Points from the top of the first paragraph to the foot of the last."""
    spaces = sum(sizes.before(line.style) for line in lines[1:])
    return spaces + sum(_line_height(line, sizes, width) for line in lines)


def _line_height(line: Line, sizes: Sizes, width: float) -> float:
    size = sizes.of(line.style)
    indent = INDENT if line.style == Style.ITEM else 0
    widths = [*_word_widths(line.lead, bold=True), *_word_widths(line.text, bold=False)]
    return _count_lines(widths, (width - indent) / size) * size * LINE_HEIGHT


def choose_sizes(lines: Sequence[Line], box: Box, ladder: Sequence[Sizes]) -> Sizes | None:
    """The largest sizes at which the paragraphs fit; None where they do not fit at the smallest."""
    return next((sizes for sizes in ladder if height(lines, sizes, box.width / box.letters) <= box.height), None)


def largest_size(words: str, box: Box, ladder: Sequence[int]) -> int | None:
    """The largest size at which words fit, reckoned as bold; None where there is none."""
    lines = {size: lines_needed(words, size, box.width / box.letters, bold=True) for size in ladder}
    return next((size for size in ladder if lines[size] * size * LINE_HEIGHT <= box.height), None)


def title_size(title: str, box: Box) -> int | None:
    """The size for the title of a slide, rather on one line; None where it does not fit at any."""
    on_one_line = replace(box, height=min(box.height, TITLE_SIZES[0] * LINE_HEIGHT))
    return largest_size(title, on_one_line, TITLE_SIZES) or largest_size(title, box, (*TITLE_SIZES, *SMALLEST_TITLES))
