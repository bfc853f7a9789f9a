"""Makes words safe to show: the study's, the visitor's and file names hold characters that mean something to a browser."""

from __future__ import annotations

import html
import re

from lessons.domain import Span

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def plain_html(words: str) -> str:
    """Words as HTML that shows every character as it is."""
    return html.escape(words)


def plain_label(words: str) -> str:
    """Words as Markdown that shows every character as it is, for labels of buttons and messages."""
    return _MARKDOWN.sub(r"\\\1", " ".join(words.split()))


def marked_html(text: str, span: Span, marked: Span | None) -> str:
    """The stretch ``span`` of a text as HTML, what of it lies in ``marked`` highlighted."""
    start, end = (max(span.start, marked.start), min(span.end, marked.end)) if marked else (0, 0)
    if start >= end:
        return plain_html(text[span.start : span.end])
    before, cited, after = text[span.start : start], text[start:end], text[end : span.end]
    return f"{plain_html(before)}<mark>{plain_html(cited)}</mark>{plain_html(after)}"
