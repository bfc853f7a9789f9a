"""Writes paragraphs, tables, the contents and the footer of a Word pack into a house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.shared import Length
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from lessons.packs import wording
from lessons.packs.text import printable
from lessons.packs.word.fields import (
    TOC,
    TOC_WITHOUT_PAGES,
    add_field,
    add_link,
    bookmark,
    close_field,
    keep_row_whole,
    open_field,
    repeat_row,
    rule_table,
    set_style,
)
from lessons.packs.word.look import CARD_PADDING, CELL_PADDING, ROW_PADDING
from lessons.packs.word.pieces import Cell, Grid, Piece, Words
from lessons.packs.word.room import caption_words
from lessons.packs.word.style import BULLET, House

LEVELS = {"Heading 1": 1, "Heading 2": 2}  # what the contents list
DATA_RULES = dict.fromkeys(("top", "bottom", "insideH"), "single")
CARD_RULES = dict.fromkeys(("top", "bottom", "left", "right", "insideH"), "dashed")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the contents; ``page`` is None where it is not known."""

    words: str
    level: int
    page: int | None

    @property
    def style(self) -> str:
        """The style of its line."""
        return f"toc {self.level}"


def write_page(house: House, pieces: Sequence[Piece], headings: Iterator[int]) -> None:
    """Writes what stands on a page; the first piece begins it. Headings take their numbers in the contents from ``headings``."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, Grid):
            _write_grid(house, piece)
            continue
        paragraph = _fill(house.document.add_paragraph(), piece, house)
        if not place:
            paragraph.paragraph_format.page_break_before = True
        if piece.style in LEVELS:
            number = next(headings)
            bookmark(paragraph, number, _anchor(number))


def write_front(house: House, pages: Sequence[Sequence[Piece]], listed: Sequence[Listed]) -> None:
    """Writes the title page with the contents, whose result is filled in already, so that Word need not ask to work it out."""
    number = 0
    for piece in (piece for page in pages for piece in page if isinstance(piece, Words)):
        paragraph = house.document.add_paragraph()
        if piece.style not in ("toc 1", "toc 2"):
            _fill(paragraph, piece, house)
            paragraph.paragraph_format.page_break_before = piece.style == "Pack Continued" or None
            continue
        line, number = listed[number], number + 1
        set_style(paragraph, house.styles[line.style])
        if number == 1:
            open_field(paragraph, TOC if line.page else TOC_WITHOUT_PAGES)
        add_link(paragraph, _anchor(number), printable(line.words), line.page)
        if number == len(listed):
            close_field(paragraph)


def _anchor(number: int) -> str:
    return f"_Toc{number:06}"


def write_footer(house: House, caution: str, pages: int) -> None:
    """Writes the caution and the page number at the foot of every page."""
    paragraph = house.section.footer.paragraphs[0]
    set_style(paragraph, house.styles["Footer"])
    before, between = wording.PAGE_OF
    paragraph.add_run(f"{printable(caution)}   |   {before}")
    add_field(paragraph, " PAGE ", "1")
    paragraph.add_run(between)
    add_field(paragraph, " NUMPAGES ", str(pages))


def _fill(paragraph: Paragraph, words: Words, house: House) -> Paragraph:
    set_style(paragraph, house.styles[words.style])
    text = printable(words.text)
    if words.style == BULLET and house.bullet:
        paragraph.add_run(house.bullet)
    if words.lead:
        paragraph.add_run(f"{printable(words.lead)} ").bold = True
    paragraph.add_run(text)
    return paragraph


def _write_grid(house: House, grid: Grid) -> None:
    if grid.caption:
        _write_caption(house, grid)
    heads = [[(Words(head, "Pack Table Head"),) for head in grid.columns]] if grid.columns else []
    rows = [*heads, *grid.rows]
    table = house.document.add_table(len(rows), len(grid.shares))
    _rule(table, grid)
    widths = [Length(round(house.width * share)) for share in grid.shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, cells in zip(table.rows, rows, strict=True):
        keep_row_whole(row)
        for place, content, width in zip(row.cells, cells, widths, strict=True):
            place.width = width
            _fill_cell(place, content, house)
    if heads:
        repeat_row(table.rows[0])


def _rule(table: Table, grid: Grid) -> None:
    if grid.columns:
        rule_table(table, DATA_RULES, ROW_PADDING, CELL_PADDING)
    else:
        rule_table(table, CARD_RULES, CARD_PADDING, CARD_PADDING)


def _write_caption(house: House, grid: Grid) -> None:
    paragraph = house.document.add_paragraph(f"{wording.TABLE_LABEL} ")
    set_style(paragraph, house.styles["Caption"])
    repeats = "\\c " if grid.continues else ""
    add_field(paragraph, f" SEQ {wording.TABLE_LABEL} {repeats}\\* ARABIC ", str(grid.number))
    paragraph.add_run(f": {printable(caption_words(grid))}")


def _fill_cell(place: _Cell, content: Cell, house: House) -> None:
    first, *others = content
    _fill(place.paragraphs[0], first, house)
    for words in others:
        _fill(place.add_paragraph(), words, house)
