"""Everything that answering needs, loaded once: documents, structures, codebook, index, and how they point at each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.chunks import is_evidence
from lessons.codebook import REVISION, Codebook, CodedPassage, fingerprint, load_codebook
from lessons.corpus import Corpus, load_corpus
from lessons.domain import Answer, Chunk, ChunkKind, Document, IndexBroken, Kind, Span, Structure
from lessons.embedding import Encoder, Vectors, WordEncoder
from lessons.follow_ups import NOTHING_CODED
from lessons.foresight import Background, Foreseen
from lessons.index import Index, open_index
from lessons.intents import asks_changes, hints_at_changes
from lessons.recognition import Asked, Recogniser
from lessons.revisions import Revision, align, plain_words
from lessons.settings import Settings
from lessons.spelling import Spelling
from lessons.structure import read_structure

Positions = npt.NDArray[np.int64]
KEPT = 64  # questions remembered, because several steps ask for the same


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike in meaning (cosine) a text is to every chunk and to every coded question."""

    chunks: Vectors
    questions: Vectors


@dataclass(frozen=True, slots=True)
class Places:
    """What each chunk is, as arrays of shape (chunks,), so that a scope is worked out at once.

    ``section`` numbers the sections of all documents; ``theme`` is 0 outside the themes.

    ``first`` is whether no version that is preferred to the chunk's own says the same.
    """

    document: npt.NDArray[np.str_]
    start: Positions
    end: Positions
    section: Positions
    theme: Positions
    kind: npt.NDArray[np.str_]
    citable: npt.NDArray[np.bool_]
    first: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Library:
    """``revisions`` holds every two versions aligned, the earlier one first; ``twins[i]`` are the positions of chunk i's
    counterparts in other versions, ``coded[j]`` the positions that code j points at, ``parents[i]`` that of i's paragraph;
    ``pointers`` pairs codes with the chunks that they point at, twins included; ``offered`` are the positions of the questions
    that may be suggested; ``recognised`` has for each code its place among those of the recogniser, -1 where that does not know
    it; ``on_checklist`` says which codes point into a checklist, ``types`` of which type they are; ``points`` has, for a chunk
    whose code is a learning point, the themes that it belongs to and the positions of the quotes that carry it; ``quoted`` where
    the quote at a place stands. ``revisions_asked`` says which coded questions are about changes; ``likeness`` how alike a text
    is in meaning, ``chance`` how likely each code of the recogniser is.
    """

    corpus: Corpus
    structures: dict[str, Structure]
    codebook: Codebook
    index: Index
    encoder: Encoder
    recognised: Positions
    revisions: dict[tuple[str, str], tuple[Revision, ...]]
    twins: tuple[tuple[int, ...], ...]
    coded: tuple[tuple[int, ...], ...]
    parents: Positions
    positions: dict[str, int]
    pointers: tuple[Positions, Positions]
    places: Places
    offered: Positions
    points: dict[int, tuple[tuple[int, ...], tuple[int, ...]]]
    quoted: dict[tuple[str, Span], int]
    revisions_asked: npt.NDArray[np.bool_]
    on_checklist: npt.NDArray[np.bool_]
    types: npt.NDArray[np.str_]
    likeness: Foreseen[str, Likeness]
    chance: Foreseen[Asked, Vectors]
    spelling: Spelling

    def position(self, chunk: Chunk) -> int:
        """Where a chunk stands in the index."""
        return self.positions[chunk.id]

    def chunk(self, position: int) -> Chunk:
        """The chunk at a position of the index."""
        return self.index.chunks[position]

    @property
    def everyday(self) -> Mapping[str, str]:
        """The study's words for everyday ones."""
        return self.codebook.everyday or {}

    def spelt(self, words: str) -> str:
        """Words with slips of the keyboard put right, by the words of the corpus and of the codebook's questions."""
        return self.spelling.correct(words)

    def nearest(self, texts: Sequence[str]) -> float:
        """Likeness (cosine) of the coded question nearest to any of some texts; a fixed one where nothing is coded."""
        return float(self.alike(texts).questions.max()) if self.index.questions else NOTHING_CODED

    def alike(self, texts: Sequence[str]) -> Likeness:
        """How alike the likest of some texts is to each thing that the index holds."""
        found = [self.likeness(text) for text in texts]
        return Likeness(
            np.maximum.reduce([one.chunks for one in found]), np.maximum.reduce([one.questions for one in found])
        )

    def chances(self, asked: Sequence[Asked]) -> Vectors:
        """How likely each code is and last that none is, shape (codes + 1,), the mean of some questions."""
        found: Vectors = np.stack([self.chance(one) for one in asked]).mean(axis=0)
        of_codes = np.where(self.recognised >= 0, found[self.recognised], np.float32(0))
        return np.append(of_codes, found[-1])

    def foresee(self, texts: Iterable[str], asked: Iterable[Asked]) -> None:
        """Begin with what will be looked up: the likeness of texts, and the chances of questions."""
        self.likeness.begin(texts)
        self.chance.begin(asked)

    def forget(self) -> None:
        """Drop what was remembered of questions."""
        self.likeness.forget()
        self.chance.forget()

    def asks_changes(self, question: str, asked: Sequence[Asked], own: Sequence[str]) -> bool:
        """Whether a question asks about differences between versions; by its words alone where nothing is coded.

        ``asked`` is how it is read in its conversation, ``own`` by itself.
        """
        if not self.revisions_asked.any():
            return hints_at_changes(question)
        answered = self.index.question_codes >= 0
        chance = float(self.chances(asked)[:-1][self.types == REVISION].sum())
        return asks_changes(question, chance, self.alike(own).questions[answered], self.revisions_asked[answered])

    def in_version(self, position: int, document: str) -> Chunk:
        """A chunk's counterpart in a document, or itself where it has none there."""
        family = [self.chunk(position), *(self.chunk(t) for t in self.twins[position])]
        return next((c for c in family if c.document == document), family[0])

    def first_version(self, position: int) -> Chunk:
        """A chunk's counterpart that stands first in the index, so that the same words in two versions count as one."""
        return self.chunk(min((position, *self.twins[position])))

    def cited(self, answer: Answer) -> npt.NDArray[np.bool_]:
        """Which chunks an answer cites, shape (chunks,)."""
        places = self.places
        shown = np.zeros(len(self.index.chunks), dtype=np.bool_)
        for citation in answer.citations:
            within = (places.start >= citation.start) & (places.end <= citation.end)
            shown |= within & (places.document == citation.document)
        return shown

    def joined(self, point: Chunk) -> tuple[tuple[int, ...], list[Chunk]] | None:
        """The themes that a learning point belongs to and the quotes that carry it, of its own version if they stand there;
        None where that was not coded.
        """
        position = self.position(point)
        known = next((self.points[p] for p in (position, *self.twins[position]) if p in self.points), None)
        return known and (known[0], [self.in_version(voice, point.document) for voice in known[1]])

    def document(self, chunk: Chunk) -> Document:
        """The document that a chunk stands in."""
        return self.structures[chunk.document].document


def open_library(settings: Settings, encoder: Encoder) -> Library:
    """Load everything; raises IndexBroken when there is no index or it does not fit the corpus any more."""
    corpus = load_corpus(settings.corpus_dir)
    codebook = load_codebook(settings.corpus_dir, corpus)
    index = open_index(settings.index_dir)
    if index.facts.fingerprint != fingerprint(corpus, codebook, encoder.name):
        raise IndexBroken("The index is out of date: run “lessons index”.")
    structures = {d.id: read_structure(d) for d in corpus.documents}
    revisions = _aligned(corpus, index.chunks)
    evidence = _evidence(index.chunks)
    twins = _twins(index.chunks, revisions)
    recogniser, background = Recogniser(), Background()
    places = {code: i for i, code in enumerate(recogniser.codes)}
    coded = tuple(_coded(code.passages, evidence) for code in codebook.codes)
    return Library(
        corpus=corpus,
        structures=structures,
        codebook=codebook,
        index=index,
        encoder=encoder,
        recognised=np.array([places.get(code.id, -1) for code in codebook.codes], dtype=np.int64),
        revisions=revisions,
        twins=twins,
        coded=coded,
        parents=_parents(index.chunks),
        positions={chunk.id: i for i, chunk in enumerate(index.chunks)},
        pointers=_pointers(coded, twins),
        places=_places(corpus, index.chunks, twins),
        offered=np.array([i for i, (q, _) in enumerate(index.questions) if q in codebook.suggestions], dtype=np.int64),
        points={
            position: (code.joined, _coded(code.voices, evidence))
            for code, positions in zip(codebook.codes, coded, strict=True)
            if code.voices is not None
            for position in positions
        },
        revisions_asked=np.array(
            [code >= 0 and codebook.codes[code].type == REVISION for code in index.question_codes], dtype=np.bool_
        ),
        on_checklist=np.array(
            [any(corpus.document(p.document).kind == Kind.CHECKLIST for p in c.passages) for c in codebook.codes],
            dtype=np.bool_,
        ),
        types=np.array([code.type for code in codebook.codes], dtype=np.str_),
        likeness=likeness_in(index, encoder, background),
        chance=Foreseen(recogniser.chances, KEPT, background),
        spelling=Spelling(
            [*(question for question, _ in index.questions), *(chunk.text for chunk in index.chunks)],
            encoder.knows if isinstance(encoder, WordEncoder) else lambda _: False,
        ),
        quoted={(c.document, c.span): i for i, c in enumerate(index.chunks) if c.kind == ChunkKind.QUOTE},
    )


def likeness_in(index: Index, encoder: Encoder, background: Background) -> Foreseen[str, Likeness]:
    """How alike texts are to what an index holds."""

    def likeness(texts: Sequence[str]) -> list[Likeness]:
        vectors = encoder.encode(texts)
        return [Likeness(*pair) for pair in zip(index.near(vectors), index.near_questions(vectors), strict=True)]

    return Foreseen(likeness, KEPT, background)


def _pointers(coded: Sequence[Sequence[int]], twins: Sequence[Sequence[int]]) -> tuple[Positions, Positions]:
    pairs = [(code, j) for code, positions in enumerate(coded) for i in positions for j in (i, *twins[i])]
    codes, chunks = zip(*pairs, strict=True) if pairs else ((), ())
    return np.array(codes, dtype=np.int64), np.array(chunks, dtype=np.int64)


def _places(corpus: Corpus, chunks: Sequence[Chunk], twins: Sequence[Sequence[int]]) -> Places:
    order = [d.id for d in corpus.documents]
    return Places(
        document=np.array([c.document for c in chunks], dtype=np.str_),
        start=np.array([c.span.start for c in chunks], dtype=np.int64),
        end=np.array([c.span.end for c in chunks], dtype=np.int64),
        section=np.unique([f"{c.document} {c.section}" for c in chunks], return_inverse=True)[1].astype(np.int64),
        theme=np.array([c.theme or 0 for c in chunks], dtype=np.int64),
        kind=np.array([c.kind.value for c in chunks], dtype=np.str_),
        citable=np.array([is_evidence(c) for c in chunks], dtype=np.bool_),
        first=np.array(
            [_stands_first(c, [chunks[t] for t in twins[i]], order) for i, c in enumerate(chunks)], dtype=np.bool_
        ),
    )


def _stands_first(chunk: Chunk, twins: Iterable[Chunk], order: list[str]) -> bool:
    """Whether the published version does not say it in its own way, and no other preferred version in the same words."""
    for twin in twins:
        preferred = order.index(twin.document) < order.index(chunk.document)
        if preferred and (twin.document == order[0] or plain_words(twin.text) == plain_words(chunk.text)):
            return False
    return True


def _evidence(chunks: Sequence[Chunk]) -> dict[str, list[tuple[int, Chunk]]]:
    """For each document what can be cited of it, with its position."""
    found: dict[str, list[tuple[int, Chunk]]] = {}
    for i, chunk in enumerate(chunks):
        if is_evidence(chunk):
            found.setdefault(chunk.document, []).append((i, chunk))
    return found


def _coded(passages: Iterable[CodedPassage], evidence: dict[str, list[tuple[int, Chunk]]]) -> tuple[int, ...]:
    return tuple(
        sorted({i for p in passages for i, chunk in evidence.get(p.document, ()) if p.span.overlaps(chunk.span)})
    )


def _parents(chunks: Sequence[Chunk]) -> Positions:
    """The position of each chunk's paragraph; its own where it has none."""
    positions = {chunk.id: i for i, chunk in enumerate(chunks)}
    return np.array([positions[c.parent] if c.parent else i for i, c in enumerate(chunks)], dtype=np.int64)


def _aligned(corpus: Corpus, chunks: Sequence[Chunk]) -> dict[tuple[str, str], tuple[Revision, ...]]:
    """The revisions between every two versions, the earlier one first (the manifest lists the latest first)."""
    cited = {d.id: [c for c in chunks if c.document == d.id and is_evidence(c)] for d in corpus.versions}
    names = list(reversed(cited))
    return {(a, b): align(cited[a], cited[b]) for i, a in enumerate(names) for b in names[i + 1 :]}


def _twins(
    chunks: Sequence[Chunk], revisions: dict[tuple[str, str], tuple[Revision, ...]]
) -> tuple[tuple[int, ...], ...]:
    positions = {chunk.id: i for i, chunk in enumerate(chunks)}
    twins: list[list[int]] = [[] for _ in chunks]
    for pairs in revisions.values():
        for revision in pairs:
            if revision.before and revision.after:
                before, after = positions[revision.before.id], positions[revision.after.id]
                twins[before].append(after)
                twins[after].append(before)
    return tuple(tuple(t) for t in twins)
