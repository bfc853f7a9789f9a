"""Builds the index: LlamaIndex nodes in an embedded Chroma store, a word index beside them, swapped in whole.

One builder at a time (a lock that the operating system frees when a process dies), a staging folder, a check that every chunk
can be read back, then one rename. Chroma corrupts its files when two processes write, and its search can miss; hence the lock,
the check, and the exact search of the query path over the same vectors.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import bm25s
import numpy as np
from filelock import FileLock, Timeout

from lessons.chunks import cut_chunks
from lessons.codebook import LAYOUT, Codebook, fingerprint, load_codebook
from lessons.corpus import Corpus, load_corpus
from lessons.domain import Chunk, CorpusError, IndexBroken, IndexBusy
from lessons.embedding import Encoder, Vectors
from lessons.encoders import open_encoder
from lessons.index import (
    CHUNKS,
    CURRENT,
    FACTS,
    QUESTION_VECTORS,
    QUESTION_WORDS,
    QUESTIONS,
    SUMS,
    VECTORS,
    WORDS,
    Index,
    IndexFacts,
    checksums,
    chunk_entry,
    current_build,
    open_index,
    phrases_of,
    read_facts,
    tokenize,
)
from lessons.settings import Settings
from lessons.structure import read_structure

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

STORE = "chroma"
COLLECTION = "chunks"
PAGE = 1000  # Chroma fails when a great many rows are asked for at once

Advance = Callable[[int], None]


def refresh_index(
    settings: Settings, rebuild: bool = False, begin: Callable[[int], Advance] | None = None
) -> tuple[IndexFacts, tuple[str, ...]]:
    """Bring the index of the settings' corpus up to date; also returns a sentence about each document left out."""
    corpus = load_corpus(settings.corpus_dir)
    codebook = load_codebook(settings.corpus_dir, corpus)
    encoder = open_encoder(settings)
    return build_index(settings.index_dir, corpus, codebook, encoder, rebuild, begin), corpus.problems


def is_current(folder: Path, expected: str) -> bool:
    """Whether the index in use has that fingerprint and can be read whole."""
    try:
        return open_index(folder).facts.fingerprint == expected
    except IndexBroken:
        return False


def build_index(
    folder: Path,
    corpus: Corpus,
    codebook: Codebook,
    encoder: Encoder,
    rebuild: bool = False,
    begin: Callable[[int], Advance] | None = None,
) -> IndexFacts:
    """Bring the index up to date and return what it was made from; vectors of unchanged texts are taken over.

    ``begin`` is told how much work there is, in texts to embed, and returns what to call as it is done. Raises IndexBusy when
    another process is building, IndexBroken when the folder cannot be written or what was written cannot be read back.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock", timeout=0):
            _clear_staging(folder)
            expected = fingerprint(corpus, codebook, encoder.name)
            if not rebuild and is_current(folder, expected):
                return read_facts(current_build(folder))
            chunks = tuple(c for d in corpus.documents for c in cut_chunks(read_structure(d)))
            if not chunks:
                raise CorpusError("The corpus holds no text: put a document into it, then index again.")
            facts = IndexFacts(
                expected, len(corpus.documents), len(chunks), len(codebook.questions), encoder.name, LAYOUT
            )
            staging = folder / f"staging-{uuid.uuid4().hex[:8]}"
            staging.mkdir()
            old = None if rebuild else _old_index(folder, encoder.name)
            _write(staging, facts, chunks, codebook, encoder, old, begin)
            _swap(folder, staging)
            return facts
    except Timeout:
        raise IndexBusy("Another program is building the index: wait until it is done, then try again.") from None
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise IndexBroken(
            f"The index cannot be written to {folder} ({reason}): make room there or set LESSONS_INDEX_DIR."
        ) from None


def _write(
    staging: Path,
    facts: IndexFacts,
    chunks: Sequence[Chunk],
    codebook: Codebook,
    encoder: Encoder,
    old: Index | None,
    begin: Callable[[int], Advance] | None,
) -> None:
    texts = [c.search_text for c in chunks] + [question for question, _ in codebook.questions]
    known = _known_vectors(old) if old else {}
    fresh = sorted({text for text in texts if text not in known})
    advance = begin(len(fresh)) if begin else lambda _: None
    vectors = _encode(texts, fresh, encoder, known, advance)
    _store_in_chroma(staging / STORE, chunks, vectors[: len(chunks)])
    np.save(staging / VECTORS, vectors[: len(chunks)])
    np.save(staging / QUESTION_VECTORS, vectors[len(chunks) :])
    (staging / CHUNKS).write_text(json.dumps([chunk_entry(c) for c in chunks], ensure_ascii=False), "utf-8")
    (staging / QUESTIONS).write_text(json.dumps(codebook.questions, ensure_ascii=False), "utf-8")
    _save_words(staging / WORDS, tokenize(_searched_words(chunks, codebook)))
    if codebook.questions:
        _save_words(staging / QUESTION_WORDS, phrases_of([question for question, _ in codebook.questions]))
    (staging / FACTS).write_text(json.dumps(asdict(facts)), "utf-8")
    (staging / SUMS).write_text(json.dumps(checksums(staging)), "utf-8")


def _save_words(path: Path, tokens: list[list[str]]) -> None:
    words = bm25s.BM25()
    words.index(tokens, show_progress=False)
    words.save(path)


def _encode(
    texts: Sequence[str], fresh: Sequence[str], encoder: Encoder, known: dict[str, Vectors], advance: Advance
) -> Vectors:
    found = known | dict(zip(fresh, encoder.encode(fresh, advance), strict=True)) if fresh else known
    return np.stack([found[text] for text in texts])


def _old_index(folder: Path, model: str) -> Index | None:
    """The index in use, if what was worked out for it with the same model can be taken over."""
    try:
        old = open_index(folder)
    except IndexBroken:
        return None
    return old if (old.facts.model, old.facts.layout) == (model, LAYOUT) else None


def _known_vectors(old: Index) -> dict[str, Vectors]:
    """Vectors by their text, so that only what changed is embedded again."""
    texts = [c.search_text for c in old.chunks] + [question for question, _ in old.questions]
    return dict(zip(texts, np.concatenate([old.vectors, old.question_vectors]), strict=True))


def _searched_words(chunks: Sequence[Chunk], codebook: Codebook) -> list[str]:
    """What the word index holds for each chunk: its own words and the everyday words of the codes that point at it."""
    texts = []
    for chunk in chunks:
        codes = [
            code
            for code in codebook.codes
            if code.type != "revision"
            and any(p.document == chunk.document and p.span.overlaps(chunk.span) for p in code.passages)
        ]
        extra = [word for code in codes for word in (*code.synonyms, *code.questions)]
        texts.append(" ".join([chunk.search_text, *extra]))
    return texts


def _store_in_chroma(path: Path, chunks: Sequence[Chunk], vectors: Vectors) -> None:
    """Write the chunks as LlamaIndex nodes through its Chroma integration, then read every one back."""
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    with _chroma(path) as client:
        collection = client.create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        store = ChromaVectorStore(chroma_collection=collection)
        store.add(
            [
                TextNode(
                    id_=chunk.id,
                    text=chunk.text,
                    embedding=vector.tolist(),
                    metadata={
                        "document": chunk.document,
                        "kind": chunk.kind.value,
                        "section": chunk.section,
                        "theme": chunk.theme or 0,
                        "start": chunk.span.start,
                        "end": chunk.span.end,
                    },
                )
                for chunk, vector in zip(chunks, vectors, strict=True)
            ]
        )
    stored = read_store(path)
    whole = len(stored) == len(chunks) and all(
        np.allclose(stored.get(chunk.id, np.inf), vector, atol=1e-5)
        for chunk, vector in zip(chunks, vectors, strict=True)
    )
    if not whole:
        raise IndexBroken("The index could not be read back as it was written: free some disk space and try again.")


@contextmanager
def _chroma(path: Path) -> Iterator[ClientAPI]:
    """The embedded store of that folder. Left open, it would keep a dozen files and threads for good."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    client = chromadb.PersistentClient(str(path), ChromaSettings(anonymized_telemetry=False))
    try:
        yield client
    finally:
        client.close()  # type: ignore[attr-defined]  # the client has it, its declared type does not


def read_store(path: Path) -> dict[str, Vectors]:
    """Every vector of a Chroma store by its chunk's id, read afresh from the disk; nothing of the store stays open."""
    stored: dict[str, Vectors] = {}
    with _chroma(path) as client:
        collection = client.get_collection(COLLECTION, embedding_function=None)
        for at in range(0, collection.count(), PAGE):
            page = collection.get(limit=PAGE, offset=at, include=["embeddings"])
            stored.update(zip(page["ids"], np.asarray(page["embeddings"]), strict=True))
    return stored


def _swap(folder: Path, staging: Path) -> None:
    """Make the staged build the one in use by one rename. The one before stays, for a reader that is just opening it."""
    before = _name_in_use(folder)
    build = folder / f"build-{staging.name.removeprefix('staging-')}"
    staging.rename(build)
    pointer = folder / f"{CURRENT}.new"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(build.name)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder / CURRENT)
    for old in folder.glob("build-*"):
        if old.name not in (build.name, before):
            shutil.rmtree(old, ignore_errors=True)


def _name_in_use(folder: Path) -> str:
    try:
        return current_build(folder).name
    except IndexBroken:
        return ""


def _clear_staging(folder: Path) -> None:
    for left in folder.glob("staging-*"):
        shutil.rmtree(left, ignore_errors=True)
