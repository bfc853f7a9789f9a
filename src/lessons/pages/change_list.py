"""Two versions set side by side for a reader: the changes of each section, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lessons.domain import Chunk, Document, Section, Structure
from lessons.library import Library
from lessons.revisions import Change, Revision, plain_words


@dataclass(frozen=True, slots=True)
class Part:
    """The passages of one section, named as in the later version; ``sections`` are the ids that it has in both.

    ``stands`` is False where the later version has no such section.
    """

    id: str
    title: str
    theme: int | None
    sections: frozenset[str]
    stands: bool
    revisions: tuple[Revision, ...]

    def changes(self, kinds: Collection[Change]) -> tuple[Revision, ...]:
        """What changed in one of these ways."""
        return tuple(revision for revision in self.revisions if revision.change in kinds)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and all their passages, section by section.

    ``later_is_part`` says that not all of the later version was supplied, so that what lacks there may only not be supplied.
    """

    earlier: Document
    later: Document
    later_is_part: bool
    structures: Mapping[str, Structure]
    parts: tuple[Part, ...]

    def section(self, chunk: Chunk) -> Section:
        """The section that a passage stands in."""
        return self.structures[chunk.document].section(chunk.section)

    def part(self, section_id: str) -> Part | None:
        """The part that a section of any version belongs to: by its id, else by its name, else by its theme."""
        held = next((part for part in self.parts if section_id in part.sections), None)
        named = next((s for x in self.structures.values() for s in x.sections if s.id == section_id), None)
        if held or named is None:
            return held
        titled = (part for part in self.parts if plain_words(part.title) == plain_words(named.title))
        themed = (part for part in self.parts if named.theme and part.theme == named.theme)
        return next(titled, None) or next(themed, None)


def versions(library: Library) -> tuple[Document, ...]:
    """The versions of the study, the earliest first."""
    return tuple(reversed(library.corpus.versions))


def compare(library: Library, earlier: str, later: str) -> Comparison:
    """The comparison of two versions, given the earlier one first."""
    return Comparison(
        earlier=library.corpus.document(earlier),
        later=library.corpus.document(later),
        later_is_part=later == library.corpus.versions[0].id,
        structures=library.structures,
        parts=_parts(library.revisions[earlier, later], library.structures),
    )


def count(parts: Sequence[Part]) -> Counter[Change]:
    """How many passages of these parts changed in which way."""
    return Counter(revision.change for part in parts for revision in part.revisions)


def _parts(revisions: Sequence[Revision], structures: Mapping[str, Structure]) -> tuple[Part, ...]:
    """The parts in the order of the later version; those that it does not have come last."""
    grouped: dict[str, list[Revision]] = {}
    for revision in revisions:
        chunk = revision.after or revision.before
        if chunk:
            grouped.setdefault(structures[chunk.document].section(chunk.section).title, []).append(revision)
    parts = [_part(title, group, structures) for title, group in grouped.items()]
    return tuple(sorted(parts, key=lambda part: not part.stands))


def _part(title: str, revisions: Sequence[Revision], structures: Mapping[str, Structure]) -> Part:
    chunks = [chunk for revision in revisions for chunk in (revision.after, revision.before) if chunk]
    held = {
        c.section for c in chunks if plain_words(structures[c.document].section(c.section).title) == plain_words(title)
    }
    return Part(
        id=chunks[0].section,
        title=title,
        theme=chunks[0].theme,
        sections=frozenset(held),
        stands=any(revision.after for revision in revisions),
        revisions=tuple(revisions),
    )
