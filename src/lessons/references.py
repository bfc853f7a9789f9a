"""Writes the reference of a document, and an excerpt with its reference, as plain text to paste elsewhere."""

from __future__ import annotations

import re
from datetime import date

from lessons.domain import Citation, Document

MOST_AUTHORS = 6  # Vancouver style names six, then "et al"


def reference(document: Document) -> str:
    """The reference of a document in Vancouver style; a manuscript says its number and that it is not the version of record."""
    parts = [_authors(document.authors), _title(document.title), imprint(document)]
    return " ".join(part for part in parts if part)


def imprint(document: Document) -> str:
    """The part of a reference that tells versions apart: journal and DOI, or number, date and status of a manuscript."""
    if document.journal_reference:
        doi = f" doi:{document.doi}" if document.doi else ""
        return f"{document.journal_reference}.{doi}"
    number = f"Manuscript {document.manuscript_number}" if document.manuscript_number else document.label
    dated = ", ".join(filter(None, [number, spelled_day(document.date)]))
    return f"{dated} ({document.status})."


def cited_excerpt(citation: Citation, document: Document) -> str:
    """An excerpt word for word, who said it, where it stands, and the reference of its document."""
    said = f" ({citation.speaker})" if citation.speaker else ""
    return f"“{citation.excerpt}”{said}\n\n{place_and_reference(citation, document)}"


def place_and_reference(citation: Citation, document: Document) -> str:
    """Where an excerpt stands, and below it the reference of its document."""
    return f"{_place(citation)}\n{reference(document)}"


def _authors(names: tuple[str, ...]) -> str:
    shown = ", ".join(_author(name) for name in names[:MOST_AUTHORS])
    if len(names) > MOST_AUTHORS:
        shown += ", et al"
    return f"{shown}." if shown else ""


def _author(name: str) -> str:
    """“David J Hunter” as “Hunter DJ”."""
    *given, surname = name.split()
    initials = "".join(part[0].upper() for word in given for part in re.split(r"[-.]", word) if part)
    return f"{surname} {initials}".strip()


def _title(title: str) -> str:
    return title if title.endswith((".", "?")) else f"{title}."


def spelled_day(iso: str) -> str:
    """“2019-08-20” as “20 August 2019”; other spellings as they are."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%B} {day.year}"


def _place(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page else ""
    return f"Section “{citation.section}”{page}."
