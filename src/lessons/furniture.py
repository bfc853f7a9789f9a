"""Finds the characters of a source that are not its words: margin numbers, stamps, markup left over from an extraction.

Nothing is cut here: each find is a span of the source with its reason, so that a test can account for every character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lessons.domain import Furniture, Span

LAST_MARGIN_NUMBER = 60

BOLD = re.compile(r"(?<!\S)(\*\*)(?=\S)(?:\*\*)?[^*]+?(\*\*)(?!\S)")
ADDRESS = re.compile(r"(<)https?://[^\s>]+(>)")
ITALIC = re.compile(r"(?<![*\w])(\*)(?=[^\s*])[^*\n]+?(\*)(?!\*)")
PAIRS = (
    (BOLD, "mark of bold print"),
    (ITALIC, "mark of italic print"),
    (ADDRESS, "angle bracket around an address"),
)
MARKUP = (
    (re.compile(r"</?[a-z]>"), "markup tag"),
    (re.compile(r"<Table \d about here>"), "note for the typesetter where a table belongs"),
    (re.compile(r"\[(?=https?://)|\]\(https?://\S+(?=\s|$)"), "the same address again as a link's target"),
    (re.compile(r"\\(?=[()])"), "backslash in front of a bracket"),
)


def find_furniture(source: str, layout: str, declared: Iterable[tuple[int, int, str]] = ()) -> tuple[Furniture, ...]:
    """All furniture of a source part, in order and without overlaps.

    ``declared`` holds (first line, last line, reason) with lines counted from 1 within the part.
    """
    spans = [*_declared(source, declared), *_markup(source)]
    if layout == "manuscript":
        spans += _margin_numbers(source)
    found: list[Furniture] = []
    for span, reason in sorted(spans, key=lambda pair: (pair[0].start, -pair[0].end)):
        if not found or span.start >= found[-1].span.end:
            found.append(Furniture(span, source[span.start : span.end], reason))
    return tuple(found)


def cut(source: str, furniture: Iterable[Furniture]) -> str:
    """The source without its furniture; line breaks stay, so that line numbers still count."""
    kept: list[str] = []
    at = 0
    for piece in furniture:
        kept.append(source[at : piece.span.start])
        kept.append("\n" * piece.text.count("\n"))
        at = piece.span.end
    return "".join([*kept, source[at:]])


def _declared(source: str, declared: Iterable[tuple[int, int, str]]) -> Iterator[tuple[Span, str]]:
    starts = [0, *(m.end() for m in re.finditer("\n", source)), len(source) + 1]
    for first, last, reason in declared:
        yield Span(starts[first - 1], starts[last] - 1), reason


def _markup(source: str) -> Iterator[tuple[Span, str]]:
    for pattern, reason in PAIRS:
        for found in pattern.finditer(source):
            yield Span(*found.span(1)), reason
            yield Span(*found.span(2)), reason
    for pattern, reason in MARKUP:
        for found in pattern.finditer(source):
            yield Span(*found.span()), reason


def _margin_numbers(source: str) -> Iterator[tuple[Span, str]]:
    """Numbers at line starts that continue the count 1..60 of a manuscript page; a text's own numbers break the count."""
    expected: int | None = None
    at = 0
    for line in source.splitlines(keepends=True):
        if re.fullmatch(r"(?:- )?1\s*", line):
            expected = 1
        position = 0
        while expected and (found := re.compile(rf"(?:- (?=1\s))?{expected}(?=\s|$) ?").match(line, position)):
            position = found.end()
            expected = expected + 1 if expected < LAST_MARGIN_NUMBER else None
        if position:
            yield Span(at, at + position), "line number in the margin"
        at += len(line)
