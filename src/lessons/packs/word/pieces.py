"""What a page of a Word pack is made of: words in a style, and tables; chapters hold what begins on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass

from lessons.packs.pack import Extract


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in a style, after a bold lead where there is one."""

    text: str
    style: str = "Normal"
    lead: str = ""


Cell = tuple[Words, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, the share of the width that each column takes, and its heads and caption.

    Cards to cut out are a grid without heads. ``continues`` marks the rest of a table that began on an earlier page.
    """

    rows: tuple[Row, ...]
    shares: tuple[float, ...]
    columns: tuple[str, ...] = ()
    caption: str = ""
    number: int = 0
    continues: bool = False


Piece = Words | Grid


@dataclass(frozen=True, slots=True)
class Chapter:
    """What begins on a page of its own; ``title`` stands over the pages that follow the first."""

    title: str
    pieces: tuple[Piece, ...]


def cell(text: str, style: str = "Pack Table") -> Cell:
    """A cell with one paragraph."""
    return (Words(text, style),)


def quoted(extract: Extract) -> str:
    """The words of an extract in quotation marks."""
    return f"“{extract.words}”"
