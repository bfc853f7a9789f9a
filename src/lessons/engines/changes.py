"""Answers what changed between versions: the wordings of a passage side by side, in every version that was asked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lessons import phrases
from lessons.domain import Chunk, ChunkKind, DraftStatement, Passage, StatementKind
from lessons.engines.statements import in_themes, note, with_label
from lessons.library import Library
from lessons.questions import Query, Want
from lessons.revisions import Change, Revision, plain_words
from lessons.wants import GONE, NEW, SAME

MOST_EXCERPTS = 10
ONLY = ((GONE, (Change.REMOVED,)), (NEW, (Change.ADDED,)), (SAME, (Change.UNCHANGED, Change.TYPOGRAPHIC)))
MOST_WEIGHTY = 5  # changes that an overview shows, each in two wordings
CHANGED_BONUS = 0.06  # a passage that changed answers "what changed" better than one that did not
PLACE_BONUS = 0.08
CAPTION_BONUS = 0.15  # for a table's caption, where a question about changes speaks of tables
KEPT_SHARE = 0.75
PLACES = frozenset(
    [
        "abstract",
        "introduction",
        "setting",
        "recruitment",
        "sampling",
        "finding",
        "discussion",
        "conclusion",
        "comparison",
        "strength",
        "limitation",
        "funding",
        "ethic",
        "contribution",
        "acknowledgement",
        "competing",
        "availability",
        "reference",
        "objective",
        "design",
        "participant",
        "result",
        "involvement",
    ]
)


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
    headings = _headings(query, library) if Want.HEADINGS in query.wants else []
    lineages = [_weighed(lineage, query, library) for lineage in _lineages([*headings, *passages], names, library)]
    lineages.sort(key=lambda lineage: -lineage.score)
    statements: list[DraftStatement] = []
    room = MOST_EXCERPTS
    for position, lineage in enumerate(lineages):
        wordings = sum(chunk is not None for _, chunk in lineage.chunks)
        near = query.themes or lineage.score >= KEPT_SHARE * lineages[0].score
        beside_the_point = position > 0 and not (lineage.changed and near)
        statement = _statement(lineage, library)
        said = statement.text in {s.text for s in statements}  # the same words can stand in two places of a version
        if not (beside_the_point or said) and wordings <= room:
            statements.append(statement)
            room -= wordings
    return statements


def _headings(query: Query, library: Library) -> list[Passage]:
    """The headings of the themes that a query names, in every version."""
    found = [c for c in library.index.chunks if c.kind == ChunkKind.HEADING and c.theme in query.themes]
    return [Passage(chunk, 1.0, 0) for chunk in found]


def _weighed(lineage: Lineage, query: Query, library: Library) -> Lineage:
    """A lineage scores higher where it changed, and where it stands in the part of the paper that the question names."""
    chunk = next(chunk for _, chunk in lineage.chunks if chunk)
    structure = library.structures[chunk.document]
    section = structure.section(chunk.section)
    part = next((p.part for p in structure.paragraphs if p.part and chunk.span.within(p.span)), None)
    places = {word for name in (section.title, part or "") for word in _place_words(name)}
    named = bool(places & _place_words(query.standalone))
    caption = chunk.kind == ChunkKind.HEADING and chunk.text.startswith("Table") and "table" in query.standalone.lower()
    bonus = CHANGED_BONUS * lineage.changed + PLACE_BONUS * named + CAPTION_BONUS * caption
    return replace(lineage, score=lineage.score + bonus)


def _place_words(text: str) -> set[str]:
    """The words that may name a part of the paper, without a plural s."""
    return {word.removesuffix("s") for word in re.findall(r"[a-z]{4,}", text.lower())} & PLACES


def compose_overview(query: Query, library: Library) -> list[DraftStatement]:
    """The changes that weigh most between the earliest and the latest version asked about: in the themes that are named, or
    among the quotes, if those are asked for.

    A question for what is new, gone or the same gets only that, where there is any.
    """
    first, last = _versions_to_compare(query, library)
    quotes = Want.QUOTES in query.wants
    revisions = [r for r in library.revisions[(first, last)] if not query.themes or _chunk(r).theme in query.themes]
    revisions = [r for r in revisions if _chunk(r).kind == ChunkKind.QUOTE] if quotes else revisions
    only = next((changes for pattern, changes in ONLY if pattern.search(query.question)), ())
    chosen = _weightiest(r for r in revisions if r.change in only and _has_room_for(r, last, library))
    chosen = chosen or _weightiest(r for r in revisions if r.change in (Change.ADDED, Change.REWORDED))
    kinds = Counter(r.change for r in revisions)
    is_part = last == library.corpus.versions[0].id and not (query.themes or quotes)
    counts = phrases.COUNTS.format(
        place=in_themes(query.themes) + (phrases.AMONG_QUOTES if quotes else ""),
        unchanged=kinds[Change.UNCHANGED],
        part=phrases.PUBLISHED_IS_PART if is_part else "",
        first=library.corpus.document(first).label,
        last=library.corpus.document(last).label,
        reworded=kinds[Change.REWORDED],
        added=kinds[Change.ADDED],
        removed=kinds[Change.REMOVED],
        typographic=kinds[Change.TYPOGRAPHIC],
    )
    shown = [Lineage(((first, r.before), (last, r.after)), 1.0) for r in chosen]
    if shown:
        counts += phrases.WEIGHTIEST
    else:  # the words of the theme's heading stand for what stayed as it was
        shown = _lineages(_headings(query, library), (first, last), library)
    return [note(counts), *(_statement(lineage, library) for lineage in shown)]


def _has_room_for(revision: Revision, version: str, library: Library) -> bool:
    """Whether a version has the section that a passage stands in: what stands in no section of it may only not be supplied."""
    chunk, structure = _chunk(revision), library.structures[version]
    title = library.structures[chunk.document].section(chunk.section).title
    return chunk.document == version or plain_words(title) in {plain_words(s.title) for s in structure.sections}


def _weightiest(revisions: Iterable[Revision]) -> list[Revision]:
    """Those that say most about a change, the first most of all."""
    weighed = sorted(((_weight(r), r) for r in revisions), key=lambda entry: -entry[0])
    return [r for weight, r in weighed[:MOST_WEIGHTY] if weight > 0]


def _versions_to_compare(query: Query, library: Library) -> tuple[str, str]:
    """The earliest and the latest version asked about; a single one that is named, beside the first."""
    names = _versions_asked(query, library)
    named = [name for name in names[1:] if (name,) == query.versions]
    return names[0], named[0] if named else names[-1]


def _chunk(revision: Revision) -> Chunk:
    """The passage as the later version has it, or the earlier one where it is gone."""
    chunk = revision.after or revision.before
    assert chunk is not None
    return chunk


def _weight(revision: Revision) -> float:
    """Headings of themes and tables say most about a change, then whole sentences that came or went, then much that differs."""
    chunk = _chunk(revision)
    if chunk.kind == ChunkKind.REFERENCE:
        return 0.0
    if chunk.kind == ChunkKind.HEADING:
        return 3.0 if chunk.theme or chunk.text.startswith("Table") else 0.5
    if revision.change == Change.REWORDED:
        return 0.2 + (1 - revision.likeness)
    return (2.0 if revision.change == Change.ADDED else 1.0) + len(chunk.text) / 1000


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
