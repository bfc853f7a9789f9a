"""The index as the query path sees it: chunks, vectors and word counts in memory, searched exactly.

The store on disk is a folder for each build beside a file ``current`` that names the one in use; ``build.py`` writes them.
Opening reads plain files only: LlamaIndex and Chroma are not imported, so a first answer does not wait for them.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from lessons.domain import Chunk, ChunkKind, IndexBroken, Span
from lessons.embedding import Vectors

CURRENT = "current"
CHUNKS = "chunks.json"
VECTORS = "vectors.npy"
QUESTIONS = "questions.json"
QUESTION_VECTORS = "question-vectors.npy"
WORDS = "words"
QUESTION_WORDS = "question-words"
FACTS = "index.json"
KEPT = 256  # texts whose stems are remembered
BLOCK = 1024  # vectors, which stay in a processor's cache
SUMS = "sums.json"  # the checksum of every file above, so that damage is noticed and not answered from

DAMAGED = "The index is damaged: run “lessons index --rebuild”."


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """What an index was made from, so that a stale one is recognised."""

    fingerprint: str
    documents: int
    chunks: int
    questions: int
    model: str
    layout: int


@dataclass(frozen=True, slots=True)
class Index:
    """Chunks and coded questions with their vectors (rows of length one, in the same order) and the word index.

    ``question_codes`` has the position of each question's code, -1 where the corpus does not answer it.
    """

    facts: IndexFacts
    chunks: tuple[Chunk, ...]
    vectors: Vectors
    questions: tuple[tuple[str, int], ...]
    question_codes: npt.NDArray[np.int64]
    question_vectors: Vectors
    words: bm25s.BM25
    question_words: bm25s.BM25

    def near(self, vectors: Vectors) -> Vectors:
        """Cosine similarity of every chunk to query vectors, shape (vectors, chunks)."""
        return _products(self.vectors, vectors)

    def near_questions(self, vectors: Vectors) -> Vectors:
        """Cosine similarity of every coded question to query vectors, shape (vectors, questions)."""
        return _products(self.question_vectors, vectors)

    def matches(self, text: str) -> Vectors:
        """BM25 of every chunk for the words of a text, scaled so that the best is 1; all zeros where no word is known."""
        return _scaled(self.words, stems(text), len(self.chunks))

    def question_matches(self, text: str) -> Vectors:
        """The same of every coded question, by all words and pairs of words: "how much" and "who" tell what is asked for."""
        return _scaled(self.question_words, phrases_of([text])[0], len(self.questions))


def _products(rows: Vectors, vectors: Vectors) -> Vectors:
    """Block by block, each read from memory once, which takes longer than to multiply it."""
    found = np.empty((len(vectors), len(rows)), dtype=np.float32)
    for at in range(0, len(rows), BLOCK):
        for vector, products in zip(vectors, found, strict=True):
            np.dot(rows[at : at + BLOCK], vector, out=products[at : at + BLOCK])
    return found


_STEMMER = Stemmer.Stemmer("english")


def tokenize(texts: Sequence[str]) -> list[list[str]]:
    """Stemmed words without stop words, as both sides of the word index use them."""
    tokens: list[list[str]] = bm25s.tokenize(
        list(texts), stopwords="en", stemmer=_STEMMER, return_ids=False, show_progress=False
    )
    return tokens


@lru_cache(maxsize=KEPT)
def stems(text: str) -> tuple[str, ...]:
    """The stemmed words of one text; remembered, because several steps ask for the same."""
    return tuple(tokenize([text])[0])


def phrases_of(texts: Sequence[str]) -> list[list[str]]:
    """Every stemmed word of each text, stop words too, and every two that follow each other."""
    words = [_STEMMER.stemWords(re.findall(r"[a-z0-9£&']+", text.lower())) for text in texts]
    return [[*found, *(f"{one} {next_one}" for one, next_one in pairwise(found))] for found in words]


def _scaled(words: bm25s.BM25, tokens: Sequence[str], size: int) -> Vectors:
    if not tokens or not size:
        return np.zeros(size, dtype=np.float32)
    scores: Vectors = np.asarray(words.get_scores(list(tokens)), dtype=np.float32)
    return scores / max(float(scores.max()), 1e-9)


def open_index(folder: Path) -> Index:
    """The index in use; raises IndexBroken with one plain sentence where there is none or a file of it is damaged."""
    while True:
        name = _name_in_use(folder)
        try:
            return _read_build(folder / name)
        except IndexBroken:
            if _name_in_use(folder) == name:
                raise  # else builders swapped it away while it was read, and another is there


def _read_build(build: Path) -> Index:
    if not build.is_dir():
        raise IndexBroken(DAMAGED)
    try:
        if json.loads((build / SUMS).read_text("utf-8")) != checksums(build):
            raise IndexBroken(DAMAGED)
        facts = read_facts(build)
        chunks = tuple(_chunk(entry) for entry in json.loads((build / CHUNKS).read_text("utf-8")))
        questions = tuple((q, int(c)) for q, c in json.loads((build / QUESTIONS).read_text("utf-8")))
        vectors = np.load(build / VECTORS)
        question_vectors = np.load(build / QUESTION_VECTORS)
        words = bm25s.BM25.load(build / WORDS, show_progress=False)
        question_words = bm25s.BM25.load(build / QUESTION_WORDS, show_progress=False) if questions else words
    except (OSError, ValueError, KeyError, TypeError):
        raise IndexBroken(DAMAGED) from None
    if len(chunks) != len(vectors) or len(questions) != len(question_vectors) or len(chunks) != facts.chunks:
        raise IndexBroken("The index is not whole: run “lessons index --rebuild”.")
    codes = np.array([code for _, code in questions], dtype=np.int64)
    return Index(facts, chunks, vectors, questions, codes, question_vectors, words, question_words)


def current_build(folder: Path) -> Path:
    """The folder of the build in use; raises IndexBroken where there is none."""
    build = folder / _name_in_use(folder)
    if not build.is_dir():
        raise IndexBroken(DAMAGED)
    return build


def _name_in_use(folder: Path) -> str:
    try:
        return (folder / CURRENT).read_text("utf-8").strip()
    except OSError:
        raise IndexBroken("There is no index yet: run “lessons index”.") from None
    except UnicodeDecodeError:
        raise IndexBroken(DAMAGED) from None


def checksums(build: Path) -> dict[str, int]:
    """The checksum of each file of a build that the query path reads."""
    paths = [build / name for name in (CHUNKS, VECTORS, QUESTIONS, QUESTION_VECTORS, FACTS)]
    paths += [path for name in (WORDS, QUESTION_WORDS) for path in sorted((build / name).glob("*"))]
    return {path.relative_to(build).as_posix(): zlib.crc32(path.read_bytes()) for path in paths}


def read_facts(build: Path) -> IndexFacts:
    """What a build was made from."""
    return IndexFacts(**json.loads((build / FACTS).read_text("utf-8")))


def chunk_entry(chunk: Chunk) -> dict[str, Any]:
    """A chunk as it is kept in the index."""
    return asdict(chunk)


def _chunk(entry: dict[str, Any]) -> Chunk:
    return Chunk(**{**entry, "kind": ChunkKind(entry["kind"]), "span": Span(**entry["span"])})
