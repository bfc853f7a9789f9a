"""Makes words safe to show: the study's, the visitor's and file names hold characters that mean something to a browser."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence

from lessons.domain import Span

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def plain_html(words: str) -> str:
    """Words as HTML that shows every character as it is."""
    return html.escape(words)


def plain_label(words: str) -> str:
    """Words as Markdown that shows every character as it is, for labels of buttons and messages."""
    return _MARKDOWN.sub(r"\\\1", " ".join(words.split()))


def marked_html(text: str, span: Span, marked: Span | None, found: Sequence[Span] = ()) -> str:
    """The stretch ``span`` of a text as HTML, what of it lies in ``marked`` highlighted, and the findings of a search.

    ``found`` is in order; the number of a finding stands in ``data-found``.
    """
    start, end = (max(span.start, marked.start), min(span.end, marked.end)) if marked else (0, 0)
    if start >= end:
        return _found_html(text, span, found)
    before, cited, after = Span(span.start, start), Span(start, end), Span(end, span.end)
    return f"{_found_html(text, before, found)}<mark>{_found_html(text, cited, found)}</mark>{_found_html(text, after, found)}"


def _found_html(text: str, span: Span, found: Sequence[Span]) -> str:
    """A stretch with its findings marked; what lies outside the stretch of a finding is left to the next one."""
    pieces: list[str] = []
    at = span.start
    for number in range(bisect_right(found, span.start, key=_end), len(found)):
        start, end = max(found[number].start, span.start), min(found[number].end, span.end)
        if start >= end:
            break
        pieces += [
            plain_html(text[at:start]),
            f'<mark class="found" data-found="{number}">{plain_html(text[start:end])}</mark>',
        ]
        at = end
    return "".join(pieces) + plain_html(text[at : span.end])


def _end(span: Span) -> int:
    return span.end
