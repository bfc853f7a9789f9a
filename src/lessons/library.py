"""Everything that answering needs, loaded once: documents, structures, codebook, index, and how they point at each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.chunks import is_evidence
from lessons.codebook import Codebook, CodedPassage, fingerprint, load_codebook
from lessons.corpus import Corpus, load_corpus
from lessons.domain import Chunk, ChunkKind, Document, IndexBroken, Structure
from lessons.embedding import Encoder
from lessons.index import Index, open_index, stems
from lessons.settings import Settings
from lessons.structure import read_structure

# Two sentences of different versions are the same one reworded when their words overlap this much (cosine of word counts).
SAME_WORDS = 0.6

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Library:
    """``twins[i]`` are the positions of chunk i's counterparts in other versions; ``coded[j]`` those that code j points at."""

    corpus: Corpus
    structures: dict[str, Structure]
    codebook: Codebook
    index: Index
    encoder: Encoder
    twins: tuple[tuple[int, ...], ...]
    coded: tuple[tuple[int, ...], ...]
    parents: Positions

    def chunk(self, position: int) -> Chunk:
        """The chunk at a position of the index."""
        return self.index.chunks[position]

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
    return Library(
        corpus=corpus,
        structures=structures,
        codebook=codebook,
        index=index,
        encoder=encoder,
        twins=_twins(index.chunks),
        coded=tuple(_coded(code.passages, index.chunks) for code in codebook.codes),
        parents=_parents(index.chunks),
    )


def _coded(passages: Iterable[CodedPassage], chunks: Sequence[Chunk]) -> tuple[int, ...]:
    return tuple(
        i
        for i, chunk in enumerate(chunks)
        if is_evidence(chunk)
        and any(p.document == chunk.document and p.span.overlaps(chunk.span) for p in passages)
    )


def _parents(chunks: Sequence[Chunk]) -> Positions:
    """The position of each chunk's paragraph; its own where it has none."""
    positions = {chunk.id: i for i, chunk in enumerate(chunks)}
    return np.array([positions[c.parent] if c.parent else i for i, c in enumerate(chunks)], dtype=np.int64)


def _twins(chunks: Sequence[Chunk]) -> tuple[tuple[int, ...], ...]:
    """For each chunk the most alike one of the same kind in each other document, where it is alike enough."""
    counts = [Counter(stems(chunk.text)) for chunk in chunks]
    vocabulary = {word: i for i, word in enumerate(sorted({w for count in counts for w in count}))}
    matrix = np.zeros((len(chunks), len(vocabulary)), dtype=np.float32)
    for i, count in enumerate(counts):
        for word, n in count.items():
            matrix[i, vocabulary[word]] = n
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    alike = matrix @ matrix.T
    groups: dict[tuple[str, ChunkKind], list[int]] = {}
    for i, chunk in enumerate(chunks):
        groups.setdefault((chunk.document, chunk.kind), []).append(i)
    twins: list[tuple[int, ...]] = []
    for i, chunk in enumerate(chunks):
        best: list[int] = []
        for (document, kind), members in groups.items():
            if kind == chunk.kind and document != chunk.document:
                candidate = members[int(np.argmax(alike[i, members]))]
                if alike[i, candidate] >= SAME_WORDS:
                    best.append(candidate)
        twins.append(tuple(best))
    return tuple(twins)
