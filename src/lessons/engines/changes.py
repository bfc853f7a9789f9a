"""Answers what changed between versions: the wordings of a passage side by side, in every version that was asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lessons import phrases
from lessons.domain import Chunk, ChunkKind, DraftStatement, Passage, StatementKind
from lessons.engines.statements import note, with_label
from lessons.library import Library
from lessons.questions import Query
from lessons.revisions import Change, plain_words

MOST_LINEAGES = 3
CHANGED_BONUS = 0.06  # a passage that changed answers "what changed" better than one that did not
KEPT_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Lineage:
    """One passage through the versions: its chunk in each version asked about, None where it does not stand there."""

    chunks: tuple[tuple[str, Chunk | None], ...]
    score: float

    @property
    def changed(self) -> bool:
        """Whether two versions differ in more than typesetting."""
        return len({plain_words(c.text) if c else "" for _, c in self.chunks}) > 1


def compose_changes(query: Query, passages: Sequence[Passage], library: Library) -> list[DraftStatement]:
    """The lineages nearest to what was asked, each as a statement with all its wordings."""
    names = _versions_asked(query, library)
    lineages = _lineages(passages, names, library)
    if not lineages:
        return []
    lineages.sort(key=lambda lineage: -(lineage.score + CHANGED_BONUS * lineage.changed))
    best = lineages[0].score
    kept = [
        lineage
        for i, lineage in enumerate(lineages)
        if i == 0 or (lineage.changed and lineage.score >= KEPT_SHARE * best)
    ][:MOST_LINEAGES]
    return [_statement(lineage, library) for lineage in kept]


def compose_overview(library: Library, names: Sequence[str]) -> list[DraftStatement]:
    """The changes that weigh most between the earliest and the latest version asked about: themes, tables, new passages."""
    first, last = names[0], names[-1]
    revisions = library.revisions[(first, last)]
    weighed = [
        (_weight(r.before, r.after), r)
        for r in revisions
        if not (r.before and r.after and plain_words(r.before.text) == plain_words(r.after.text))
    ]
    chosen = sorted(weighed, key=lambda entry: -entry[0])[:5]
    kinds = Counter(r.change for r in revisions)
    counts = phrases.COUNTS.format(
        part=phrases.PUBLISHED_IS_PART if last == library.corpus.versions[0].id else "",
        first=library.corpus.document(first).label,
        last=library.corpus.document(last).label,
        reworded=kinds[Change.REWORDED],
        added=kinds[Change.ADDED],
        removed=kinds[Change.REMOVED],
        typographic=kinds[Change.TYPOGRAPHIC],
    )
    shown = [Lineage(((first, r.before), (last, r.after)), 1.0) for weight, r in chosen if weight > 0]
    return [note(counts), *(_statement(lineage, library) for lineage in shown)]


def _weight(before: Chunk | None, after: Chunk | None) -> float:
    """Headings of themes and tables say most about a change, then whole new sentences."""
    chunk = after or before
    if chunk is None or chunk.kind == ChunkKind.REFERENCE or (after is None):
        return 0.0
    if chunk.kind == ChunkKind.HEADING:
        return 3.0 if chunk.theme or chunk.text.startswith("Table") else 0.5
    return 2.0 + len(chunk.text) / 1000 if before is None else 0.2


def _versions_asked(query: Query, library: Library) -> tuple[str, ...]:
    """The versions to set side by side, earliest first: the two or more that are named, else all."""
    names = [d.id for d in reversed(library.corpus.versions)]
    named = [name for name in names if name in query.versions]
    return tuple(named) if len(named) > 1 else tuple(names)


def _lineages(passages: Sequence[Passage], names: Sequence[str], library: Library) -> list[Lineage]:
    seen: set[str] = set()
    lineages: list[Lineage] = []
    for passage in passages:
        if passage.chunk.id in seen or passage.chunk.document not in {d.id for d in library.corpus.versions}:
            continue
        family = [passage.chunk, *(library.chunk(t) for t in library.twins[library.position(passage.chunk)])]
        seen |= {chunk.id for chunk in family}
        chunks = tuple((name, next((c for c in family if c.document == name), None)) for name in names)
        if any(chunk for _, chunk in chunks):
            lineages.append(Lineage(chunks, passage.score))
    return lineages


def _statement(lineage: Lineage, library: Library) -> DraftStatement:
    """All wordings of a passage in one statement; versions with the same words share them."""
    wordings: list[tuple[list[str], Chunk | None]] = []
    for name, chunk in lineage.chunks:
        same = wordings and _same(wordings[-1][1], chunk)
        if same:
            wordings[-1][0].append(name)
        else:
            wordings.append(([name], chunk))
    parts = [_wording(names, chunk, library) for names, chunk in wordings]
    opening = phrases.REWORDED if lineage.changed else phrases.UNCHANGED
    if any(chunk is None for _, chunk in lineage.chunks):
        opening = phrases.NOT_IN_ALL
    excerpts = tuple(with_label(chunk, library) for _, chunk in lineage.chunks if chunk)
    return DraftStatement(" ".join([opening, *parts]), StatementKind.REVISION, excerpts)


def _same(one: Chunk | None, other: Chunk | None) -> bool:
    if one is None or other is None:
        return one is other
    return plain_words(one.text) == plain_words(other.text)


def _wording(names: Sequence[str], chunk: Chunk | None, library: Library) -> str:
    labels = " and ".join(library.corpus.document(name).label for name in names)
    if chunk is None:
        supplied = any(name == library.corpus.versions[0].id for name in names)
        return (phrases.NOT_SUPPLIED if supplied else phrases.NOT_THERE).format(labels=labels)
    return f"{labels}: “{with_label(chunk, library).text.replace(chr(9), ' — ')}”"
