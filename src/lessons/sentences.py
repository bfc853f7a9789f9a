"""Splits paragraphs into sentences: offsets only, so that every sentence can be cited."""

from __future__ import annotations

import re

from lessons.domain import Span

# A sentence ends at . ! or ? with its closing quotation marks and brackets. The reference numbers that a typesetter prints
# behind the full stop ("delivery.1 These", "time.11 12 Attention") belong to neither sentence.
REFERENCE = r"[⁰¹²³⁴-⁹⁻]+|\d{1,2}(?:[–, ]{1,2}\d{1,2})*"
END = re.compile(rf"(?<=[^\s.])[.!?]+[’”\"')\]]*(?P<reference>{REFERENCE})?(?:\s+(?=[A-Z“‘\"(\[])|\s*$)")
ABBREVIATION = re.compile(r"(?:\b(?:eg|ie|e\.g|i\.e|al|vs|No|Dr|Mr|Ms|Mrs|Prof|Vol|cf|St|Pg|ed)|\b[A-Z])\.$")
# "1.5 FTE" is a number; a reference number stands behind a word, or behind a year ("in 2014.1 The").
DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2}\s*$")


def split_sentences(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences of ``text[within.start:within.end]`` as spans of ``text``, blanks and reference numbers left out."""
    words = text[within.start : within.end]
    spans: list[Span] = []
    start = 0
    for found in END.finditer(words):
        end = found.start("reference") if found["reference"] else len(words[: found.end()].rstrip())
        if ABBREVIATION.search(words[:end]) and found.end() < len(words):
            continue
        if found["reference"] and DECIMAL.search(words[: found.end()]):
            continue
        spans.append(Span(within.start + start, within.start + end))
        start = found.end()
    rest = words[start:].rstrip()
    if rest:
        spans.append(Span(within.start + start, within.start + start + len(rest)))
    return tuple(spans)
