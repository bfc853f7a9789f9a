"""Quotes and other rows as CSV, for people who work in spreadsheets; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lessons.domain import Quote, Structure

QUOTE_COLUMNS = (
    "speaker",
    "pilot",
    "role",
    "number",
    "organisation",
    "theme",
    "section",
    "document",
    "start",
    "end",
    "text",
)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP, “CSV Injection”
BYTE_ORDER_MARK = "\ufeff"  # without it Excel does not read UTF-8


def quote_entry(structure: Structure, quote: Quote) -> dict[str, Any]:
    """A quote with its speaker, its place and the sentence that introduces it."""
    return {
        "id": quote.id,
        "document": quote.document,
        "section": structure.section(quote.section).title,
        "theme": quote.theme,
        "page": structure.document.page_at(quote.span.start),
        "speaker": quote.speaker.name,
        "pilot": quote.speaker.pilot.value,
        "role": quote.speaker.role,
        "number": quote.speaker.number,
        "organisation": quote.speaker.organisation,
        "label": quote.speaker.label,
        "start": quote.span.start,
        "end": quote.span.end,
        "text": structure.words(quote.span),
        "introduction": structure.words(quote.introduction) if quote.introduction else None,
    }


def quotes_csv(entries: Iterable[Mapping[str, object]], *, for_download: bool = False) -> str:
    """Quotes, made with ``quote_entry``, as CSV."""
    return rows_csv(QUOTE_COLUMNS, entries, for_download=for_download)


def rows_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]], *, for_download: bool = False) -> str:
    """These columns of rows as CSV; ``for_download`` in the form that Excel opens with a double click."""
    end = "\r\n" if for_download else "\n"
    lines = [_line(columns), *(_line([harmless_cell(row[name]) for name in columns]) for row in rows)]
    return (BYTE_ORDER_MARK if for_download else "") + "".join(line + end for line in lines)


def _line(cells: Sequence[object]) -> str:
    """One row without its end. The writer quotes a carriage return only where rows end in one, so they do here."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n")


def harmless_cell(value: object) -> object:
    """A cell that a spreadsheet does not take for a formula."""
    text = "" if value is None else value
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA_SIGNS) else text
