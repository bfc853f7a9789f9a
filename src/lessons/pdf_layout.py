"""Lays out the pages of a PDF: runs of words with their place become lines in reading order.

Runs become rows; rows that repeat at the edges of the pages are furniture; the others are cut into bands from top to bottom, and
a band into columns where one upright gap, a gutter, goes through all of its rows. Nothing here can be harmed by a file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, groupby, pairwise, product, takewhile
from statistics import median, median_low, multimode


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: `number` counts from 1; `lines` is the body in reading order, with an empty string where a paragraph ends
    and line-end hyphens left as they stand; `furniture` is its running headers, footers and page numbers.
    """

    number: int
    lines: tuple[str, ...]
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together, from `x` to `right` on the baseline `y` (which grows upwards)."""

    x: float
    right: float
    y: float
    size: float
    text: str

    def goes_on_with(self, run: Run) -> bool:
        """Whether the run drawn next carries on this one: on its line or raised above it, at most a word gap away."""
        em = max(self.size, run.size)
        return abs(self.y - run.y) < 0.5 * em and -0.5 * em < run.x - self.right < 0.6 * em

    def joined(self, run: Run) -> Run:
        """Both as one; the longer text gives the baseline and the size, not the raised number beside it."""
        longer = max(self, run, key=lambda r: len(r.text))
        gap = " " if run.x - self.right > 0.15 * longer.size else ""
        return Run(min(self.x, run.x), max(self.right, run.right), longer.y, longer.size, self.text + gap + run.text)


Row = Sequence[Run]  # what stands at one height, from left to right
Column = list[Run]  # lines from top to bottom
Likenesses = dict[str, list[tuple[int, float]]]  # the pages and heights at which rows are alike
Gap = tuple[float, float]  # an upright strip that no run touches: from, to

EDGE_ROWS = 4  # furniture is looked for in so many rows of a page's top and bottom
NUMBER = re.compile(r"(?<![0-9])[0-9]{1,5}(?![0-9])")
BULLET = re.compile(r"[•●▪►‣]")
LIST_MARK = re.compile(r"[•●▪►‣]|\[?[0-9]{1,3}[.)\]]?\s")
SENTENCE_END = re.compile(r"[.!?:)][’”'\")\]]*[0-9]*$")


def lay_out(pages: Iterable[Iterable[Sequence[Run]]]) -> tuple[PdfPage, ...]:
    """The pages, given for each the runs of every direction in which text is set on it, the fullest direction first."""
    sheets = [(number, rows_of(runs)) for number, page in enumerate(pages, 1) for runs in page]
    laid_out = []
    for number, page in groupby(zip(sheets, bodies_of(sheets), strict=True), key=lambda pair: pair[0][0]):
        lines: list[str] = []
        furniture: list[str] = []
        for (_, rows), body in page:
            lines += [""] * bool(lines and lines[-1]) + lines_of(blocks_of(rows[body]))
            furniture += [words(row) for row in (*rows[: body.start], *rows[body.stop :])]
        laid_out.append(PdfPage(number, tuple(lines), tuple(furniture)))
    return tuple(laid_out)


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """The runs sorted into rows from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted((run for run in runs if run.text.strip()), key=lambda run: (-run.y, run.x)):
        if rows and rows[-1][0].y - run.y < 0.4 * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.x) for row in rows]


def words(row: Row) -> str:
    """The text of a row, with single spaces."""
    return " ".join(reduce(Run.joined, row).text.split())


def bodies_of(sheets: Sequence[tuple[int, Sequence[Row]]]) -> list[slice]:
    """Which rows of each page's sheet are body: all but those at its edges that other pages repeat at the same height."""
    alike = likenesses_of(sheets)
    # In a longer file two pages may well open with the same heading.
    enough = 2 if len({page for page, _ in sheets}) < 6 else 3
    bodies = []
    for page, rows in sheets:
        top = furniture_rows(page, rows, alike[1], enough)
        bodies.append(slice(top, len(rows) - furniture_rows(page, rows[top:][::-1], alike[-1], enough)))
    # Where nothing would be left, the pages are copies of one page and what repeats is the body.
    return bodies if any(body.start < body.stop for body in bodies) else [slice(0, len(rows)) for _, rows in sheets]


def likenesses_of(sheets: Iterable[tuple[int, Sequence[Row]]]) -> dict[int, Likenesses]:
    """On which pages, and how high, each likeness of the rows at the top (1) and at the bottom (-1) of the pages stands."""
    alike: dict[int, Likenesses] = {1: defaultdict(list), -1: defaultdict(list)}
    for (page, rows), step in product(sheets, alike):
        for row in rows[::step][:EDGE_ROWS]:
            for likeness in likenesses(row, page):
                alike[step][likeness].append((page, row[0].y))
    return alike


def likenesses(row: Row, page: int) -> set[str]:
    """What a row may share with its like on other pages: its text, or that with one number counted from the page's."""
    text = words(row).casefold()[:200]  # no running header is longer
    return {text} | {f"{text[: n.start()]}\0{int(n[0]) - page}\0{text[n.end() :]}" for n in NUMBER.finditer(text)}


def furniture_rows(page: int, rows: Sequence[Row], alike: Likenesses, enough: int) -> int:
    """How many rows, counted from the edge, are furniture."""
    repeats = []
    for row in rows[:EDGE_ROWS]:
        places = [alike[likeness] for likeness in likenesses(row, page)]
        repeats.append(max(len({other for other, y in found if abs(y - row[0].y) < 3}) for found in places))
    count = sum(1 for _ in takewhile(lambda pages: pages >= enough, repeats))
    step = usual_step([[row[0] for row in rows]])
    # The last lines of two pages may be alike by chance: where so few are, furniture stands apart from the body.
    while (
        0 < count < len(rows) and repeats[count - 1] < 3 and not stand_apart(rows[count - 1][0], rows[count][0], step)
    ):
        count -= 1
    return count


def stand_apart(one: Run, other: Run, step: float) -> bool:
    """Whether two lines are farther from each other than usual, or of different sizes."""
    smaller, larger = sorted((one.size, other.size))
    return abs(one.y - other.y) > 1.2 * step * larger or smaller < 0.9 * larger


def blocks_of(rows: Sequence[Row]) -> list[list[Column]]:
    """The rows as blocks from top to bottom, each with its columns from left to right."""
    blocks: list[list[Column]] = []
    across: list[Row] = []
    em = median(run.size for row in rows for run in row) if rows else 0.0
    for band, gutters in bands_of(rows, em):
        if not is_in_columns(columns_of(band, gutters), em):
            across += band
            continue
        # Columns do not always start level: the rows just above the band that leave its gutters clear belong to it.
        while across and across[-1][0].y - band[0][0].y < 2.5 * em and is_clear(gutters, across[-1]):
            band.insert(0, across.pop())
        blocks += [columns_of(across, ())] * bool(across) + [columns_of(band, gutters)]
        across = []
    return blocks + [columns_of(across, ())] * bool(across)


def bands_of(rows: Sequence[Row], em: float) -> Iterator[tuple[list[Row], list[Gap]]]:
    """The rows, cut wherever a row would close all gaps or all gutters of those before it; each band with its gutters."""
    left, right = extent(rows)
    inner = (left + 12 * em, right - 12 * em)  # no gutter is nearer to the edge than the narrowest column is wide
    band: list[Row] = []
    gaps: list[Gap] = []
    for row in rows:
        kept = without(gaps, row, inner, em)
        if not kept or (gutters_of(gaps, band, em) and not gutters_of(kept, band, em)):
            if band:
                yield band, gutters_of(gaps, band, em)
            band, kept = [], without([(left, right)], row, inner, em)
        band.append(row)
        gaps = kept
    if band:
        yield band, gutters_of(gaps, band, em)


def extent(rows: Iterable[Row]) -> Gap:
    """From where to where there is text."""
    return min((row[0].x for row in rows), default=0.0), max((run.right for row in rows for run in row), default=0.0)


def without(gaps: Sequence[Gap], row: Row, inner: Gap, em: float) -> list[Gap]:
    """What a row leaves of the gaps, as far as it is wide enough for a gutter (0.8 em) in the inner part of the page."""
    left = list(gaps)
    for run in row:
        parts = [part for a, b in left for part in ((a, min(b, run.x)), (max(a, run.right), b))]
        left = [(a, b) for a, b in parts if min(b, inner[1]) - max(a, inner[0]) >= 0.8 * em]
    return left


def is_clear(gutters: Iterable[Gap], row: Row) -> bool:
    """Whether no run of a row reaches into a gutter."""
    return not any(run.x < right and left < run.right for left, right in gutters for run in row)


def gutters_of(gaps: Iterable[Gap], band: Sequence[Row], em: float) -> list[Gap]:
    """The gaps with a column on both sides, which is at least 12 em wide: a narrower one is a list's or a table's."""
    start, end = extent(band)
    gutters = []
    for left, right in gaps:
        if left - start >= 12 * em and end - right >= 12 * em:
            gutters.append((left, right))
            start = right
    return gutters


def columns_of(rows: Iterable[Row], gutters: Sequence[Gap]) -> list[Column]:
    """The rows cut at the gutters, as columns of lines."""
    columns: list[Column] = [[] for _ in range(len(gutters) + 1)]
    for row in rows:
        for column, runs in groupby(row, key=lambda run: sum(left < run.x for left, _ in gutters)):
            columns[column].append(reduce(Run.joined, runs))
    return columns


def is_in_columns(columns: Sequence[Column], em: float) -> bool:
    """Whether these are columns of text, line under line, rather than a table with long cells or words far apart."""
    steps = [[upper.y - lower.y for upper, lower in pairwise(column)] for column in columns]
    return len(columns) > 1 and all(len(s) > 1 for s in steps[:-1]) and all(median(s or [0]) < 2.2 * em for s in steps)


def usual_step(columns: Iterable[Column]) -> float:
    """The commonest distance from line to line, in ems."""
    steps = [abs(a.y - b.y) / max(a.size, b.size) for column in columns for a, b in pairwise(column)]
    return min(multimode(round(step, 1) for step in steps) or [1.2])


def lines_of(blocks: Sequence[Sequence[Column]]) -> list[str]:
    """The lines in reading order, with an empty string where a paragraph ends."""
    lines: list[str] = []
    before: Column = []
    beside = False
    for block in blocks:
        for column in block:
            step = usual_step([column] if len(column) > 4 else chain(*blocks))
            # Heights say nothing where text goes on at the top of the next column, or below a block of columns.
            parted, beside = beside, column is not block[0]
            for n, line in enumerate(column):
                if n:
                    starts = starts_paragraph(column, n, step)
                elif beside:
                    starts = ends_paragraph(before) or is_indented(line, column)
                else:
                    starts = bool(before) and (parted or starts_paragraph([*before, line], len(before), step))
                lines += [""] * starts + [words([line])]
            before = column
    return lines + [""] * ends_paragraph(before)


def starts_paragraph(column: Column, n: int, step: float) -> bool:
    """Whether line n starts a paragraph, judged by the line above it and the usual step from line to line, in ems."""
    last, line = column[n - 1], column[n]
    em, shift = max(last.size, line.size), line.x - last.x
    if stand_apart(last, line, step) or BULLET.match(line.text):
        return True
    if abs(shift + line.right - last.right) < 0.3 * em:
        return False  # centred, or both as wide as the column
    if ends_paragraph(column[:n]):
        return abs(shift) > 0.8 * em or is_indented(line, column)
    if LIST_MARK.match(last.text if shift > 0 else line.text):
        return shift < -0.8 * em  # the numbers of a list stand to the left of its text
    return shift > 0.8 * em


def ends_paragraph(column: Column) -> bool:
    """Whether a column's last line ends a sentence and leaves room at its end, as few but last lines do."""
    if not column or not SENTENCE_END.search(column[-1].text):
        return False
    return column[-1].right < max(line.right for line in column) - column[-1].size


def is_indented(line: Run, column: Column) -> bool:
    """Whether a line starts to the right of most of its column."""
    return line.x > median_low(other.x for other in column) + 0.8 * line.size
