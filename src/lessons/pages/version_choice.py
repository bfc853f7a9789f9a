"""What a visitor compares, as the address of the page says it: two versions, a section, the kinds of change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lessons.domain import Document
from lessons.library import Library
from lessons.pages import wording
from lessons.pages.change_list import Comparison, Part, compare, versions
from lessons.revisions import Change

KINDS = (Change.REWORDED, Change.ADDED, Change.REMOVED, Change.MOVED, Change.TYPOGRAPHIC, Change.UNCHANGED)
SHOWN_FIRST = frozenset({Change.REWORDED, Change.ADDED, Change.REMOVED, Change.MOVED})
NO_KIND = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """Two versions in order, and what of their differences is shown; ``part`` is None for all sections."""

    comparison: Comparison
    part: Part | None
    kinds: frozenset[Change]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that are shown."""
        return (self.part,) if self.part else self.comparison.parts

    def query(self) -> dict[str, str]:
        """The choice as the parameters of an address; what is shown at first anyway is left out."""
        query = {"from": self.comparison.earlier.id, "to": self.comparison.later.id}
        if self.part:
            query["section"] = self.part.id
        if self.kinds != SHOWN_FIRST:
            query["kind"] = kinds_query(self.kinds)
        return query


def kinds_query(kinds: Sequence[Change] | frozenset[Change]) -> str:
    """Kinds of change as one parameter of an address."""
    return ",".join(kind.value for kind in KINDS if kind in kinds) or NO_KIND


def read_choice(query: Mapping[str, str], library: Library) -> tuple[Choice, tuple[str, ...]]:
    """What an address asks for, and a plain sentence for each thing in it that had to be put right."""
    earlier, later, notes = _read_pair(query, versions(library))
    comparison = compare(library, earlier.id, later.id)
    part = comparison.part(query["section"]) if "section" in query else None
    if part is None and "section" in query:
        notes.append(wording.NO_SUCH_SECTION)
    kinds = _read_kinds(query.get("kind"))
    if kinds is None:
        notes.append(wording.NO_SUCH_KIND)
    return Choice(comparison, part, SHOWN_FIRST if kinds is None else kinds), tuple(notes)


def _read_pair(query: Mapping[str, str], known: Sequence[Document]) -> tuple[Document, Document, list[str]]:
    """Two different versions, the earlier one first."""
    ids = [document.id for document in known]
    wanted = [query.get("from", ids[0]), query.get("to", ids[-1])]
    notes = [] if set(wanted) <= set(ids) else [wording.NO_SUCH_VERSION]
    first, last = (ids.index(i) if i in ids else end for i, end in zip(wanted, (0, len(ids) - 1), strict=True))
    if first == last:
        notes.append(wording.SAME_VERSION.format(label=known[first].label))
        first, last = (first, first + 1) if first + 1 < len(ids) else (first - 1, first)
    if first > last:
        first, last = last, first
        notes.append(wording.WRONG_WAY_ROUND.format(earlier=known[first].label, later=known[last].label))
    return known[first], known[last], notes


def _read_kinds(value: str | None) -> frozenset[Change] | None:
    """The kinds that a parameter names; None where it names something else."""
    if value is None:
        return SHOWN_FIRST
    names = [] if value == NO_KIND else value.split(",")
    known = {kind.value: kind for kind in KINDS}
    return frozenset(known[name] for name in names) if set(names) <= set(known) else None
