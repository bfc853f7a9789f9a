"""What the tables of the documents say of a cited row beside its words: the table's name, its columns, and what rows come to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lessons.domain import Citation, Structure, Table

NAMED = re.compile(r"\bTable (?P<number>\d{1,2})\b", re.IGNORECASE)
COUNTED = "interviews, interviewees, participants, people interviewed"


class Tables:
    """The tables of all documents; nothing in it changes after it is made."""

    def __init__(self, structures: Mapping[str, Structure]) -> None:
        self._structures = structures

    def head(self, citation: Citation) -> str:
        """Caption and column names of the table that a passage stands in."""
        table = self._around(citation)
        if table is None:
            return ""
        structure = self._structures[citation.document]
        spans = [span for span in (table.caption, table.header.span if table.header else None) if span]
        return " , ".join(structure.words(span) for span in spans)

    def unnamed(self, text: str, cited: Sequence[Citation]) -> str:
        """A text in which "Table 3" is "the table" where a passage stands in it: that name needs no other proof."""
        held = {str(table.number) for citation in cited if (table := self._around(citation))}
        return NAMED.sub(lambda match: "table" if match["number"] in held else match[0], text)

    def totals(self, cited: Sequence[Citation]) -> list[str]:
        """What the counts of the rows that begin alike come to ("EHCH Vanguard 17 interviews"), where all of them are cited."""
        found: dict[str, int] = {}
        left: set[str] = set()
        for citation in cited:
            for first, count, whole in self._counts(citation, cited):
                found[first] = found.get(first, 0) + count
                left |= set() if whole else {first}
            if found:
                break
        return [f"{first} {count} {COUNTED}" for first, count in found.items() if first not in left]

    def _counts(self, citation: Citation, cited: Sequence[Citation]) -> list[tuple[str, int, bool]]:
        """For each row of the table of a passage its first cell, its count, and whether it is cited."""
        table = self._around(citation)
        if table is None:
            return []
        words = self._structures[citation.document].words
        found = []
        for row in table.rows:
            cells = words(row.span).split("\t")
            if len(cells) > 1 and cells[1].strip().isdigit():
                whole = any(
                    c.document == citation.document and c.start <= row.span.start and row.span.end <= c.end
                    for c in cited
                )
                found.append((cells[0].strip(), int(cells[1]), whole))
        return found

    def _around(self, citation: Citation) -> Table | None:
        structure = self._structures.get(citation.document)
        tables = structure.tables if structure else ()
        return next((t for t in tables if t.span.start <= citation.start < t.span.end), None)
