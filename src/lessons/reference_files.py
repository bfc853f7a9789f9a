"""Writes the reference of a document for programs that manage references: RIS and BibTeX."""

from __future__ import annotations

import re

from lessons.domain import Document

JOURNAL = re.compile(r"(?P<journal>.+) (?P<year>\d{4});(?P<volume>[^:]+):(?P<page>\S+)")
# What BibTeX reads as its own marks: written so that the character itself is printed.
MARKS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
MARKS |= {mark: f"\\{mark}" for mark in "&%$#_{}"}


def ris(document: Document) -> str:
    """The reference in RIS: a journal article, or an unpublished manuscript with its status as a note."""
    journal = JOURNAL.fullmatch(document.journal_reference)
    lines = [("TY", "JOUR" if journal else "UNPB"), *(("AU", _surname_first(name)) for name in document.authors)]
    lines += [("TI", document.title), ("PY", document.date[:4]), ("DA", document.date.replace("-", "/"))]
    if journal:
        lines += [("JO", journal["journal"]), ("VL", journal["volume"]), ("SP", journal["page"])]
    lines += [("DO", document.doi), ("M1", document.manuscript_number), ("N1", _status(document))]
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def bibtex(document: Document) -> str:
    """The reference in BibTeX: an article, or an unpublished manuscript with its status as a note."""
    journal = JOURNAL.fullmatch(document.journal_reference)
    fields = {
        "author": " and ".join(_surname_first(name) for name in document.authors),
        "title": document.title,
        "journal": journal["journal"] if journal else "",
        "year": journal["year"] if journal else document.date[:4],
        "volume": journal["volume"] if journal else "",
        "pages": journal["page"] if journal else "",
        "doi": document.doi,
        "number": document.manuscript_number,
        "note": _status(document),
    }
    shown = [f"  {name} = {{{_escaped(value)}}}" for name, value in fields.items() if value]
    kind = "article" if journal else "unpublished"
    return f"@{kind}{{{_key(document)},\n" + ",\n".join(shown) + "\n}\n"


def _status(document: Document) -> str:
    return document.status[:1].upper() + document.status[1:]


def _surname_first(name: str) -> str:
    """“David J Hunter” as “Hunter, David J”."""
    *given, surname = name.split()
    return f"{surname}, {' '.join(given)}" if given else surname


def _key(document: Document) -> str:
    """A key such as ``maniatopoulos2019published``, of letters and digits only."""
    surname = document.authors[0].split()[-1] if document.authors else ""
    return re.sub(r"[^a-z0-9]", "", f"{surname}{document.date[:4]}{document.id}".lower())


def _line(value: str) -> str:
    return " ".join(value.split())


def _escaped(value: str) -> str:
    return "".join(MARKS.get(character, character) for character in _line(value))
