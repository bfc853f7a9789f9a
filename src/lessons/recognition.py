"""Recognises what a question asks, read in its conversation: how likely each code is, and that none is.

all-MiniLM-L6-v2 with its upper layers tuned on the coded questions and on written conversations, where it was taught to find from
a turn and those before what the coded questions find from the turn's meaning (query rewriting left to the encoder: Yu et al.,
Few-Shot Conversational Dense Retrieval, arXiv 2105.04166). Tuned weights, the weight of each piece, and the network on top stand
in one file, made by ``evals/fit_recogniser.py``; a code that it does not know gets no chance here and is found by its questions.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from lessons.domain import ModelBroken
from lessons.embedding import MODEL, MODEL_SHA256, Transformer, Vectors, checked_file, open_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FILE = Path(__file__).with_name("recogniser.npz")
EARLIER = 3  # questions of the conversation that are read with one
LONGEST_EARLIER, LONGEST = 24, 128  # pieces of an earlier question and of the question itself
SCALE = 4.0  # of the vector that the network on top reads, which has length one
PADDING = 0  # the piece that fills a shorter question up
LEAST_CHANCE = 1e-4  # keeps log odds finite

Asked = tuple[str, tuple[str, ...]]  # a question and those before it, oldest first


class Recogniser:
    """Reads questions; ``codes`` are the ids of the codes that it knows. Loading checks the SHA-256 of the model that it tunes."""

    def __init__(self, file: Path = FILE) -> None:
        parts = _read(file)
        self.codes: tuple[str, ...] = tuple(str(code) for code in parts["codes"])
        self._parts = {name: part.astype(np.float32) for name, part in parts.items() if part.dtype == np.float16}
        self._transformer = Transformer(_tuned(checked_file(*MODEL, MODEL_SHA256).read_bytes(), parts))
        self._tokenizer = open_tokenizer()

    def chances(self, asked: Sequence[Asked]) -> list[Vectors]:
        """For each question how likely each of ``codes`` is and last that none is, shape (codes + 1,), sum 1."""
        read = [pieces(self._tokenizer, question, earlier) for question, earlier in asked]
        longest = max(len(ids) for ids, _ in read)
        padded = [ids + [PADDING] * (longest - len(ids)) for ids, _ in read]
        mask = [[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in read]
        hidden = self._transformer.hidden(padded, mask)
        return [self._recognised(found[: len(ids)], own) for found, (ids, own) in zip(hidden, read, strict=True)]

    def _recognised(self, hidden: Vectors, own: int) -> Vectors:
        parts = self._parts
        weights = hidden @ parts["gate"] + parts["gate_bias"] + parts["gate_earlier"] * (np.arange(len(hidden)) < own)
        weights = 1 / (1 + np.exp(-weights))
        meant = weights @ hidden / weights.sum()
        meant = SCALE * meant / np.linalg.norm(meant)
        inner = np.maximum(meant @ parts["inner"] + parts["inner_bias"], 0)
        return _softmax(inner @ parts["outer"] + parts["outer_bias"])


def pieces(tokenizer: Tokenizer, question: str, earlier: Sequence[str] = ()) -> tuple[list[int], int]:
    """The pieces of a question behind those of the earlier ones, and where its own begin; 0 where nothing stands before it."""
    first, end = tokenizer.encode("").ids
    ids = [first]
    for said in earlier[-EARLIER:]:
        ids += [*tokenizer.encode(said, add_special_tokens=False).ids[:LONGEST_EARLIER], end]
    own = len(ids) if earlier else 0
    return [*ids, *tokenizer.encode(question, add_special_tokens=False).ids[:LONGEST], end], own


def odds(chance: float) -> float:
    """Log odds of a chance."""
    return float(np.log((chance + LEAST_CHANCE) / (1 - chance + LEAST_CHANCE)))


def _read(file: Path) -> dict[str, npt.NDArray[np.generic]]:
    try:
        with file.open("rb") as opened, np.load(opened) as found:
            return {name: found[name] for name in found.files}
    except (OSError, ValueError, EOFError, BadZipFile):
        raise ModelBroken(f"The model file {file.name} is missing or damaged: install the program again.") from None


def _tuned(model: bytes, parts: dict[str, npt.NDArray[np.generic]]) -> bytes:
    """The model's file with the tuned weights in place of its own; ``starts`` and ``sizes`` say where, in bytes."""
    tuned = bytearray(model)
    weights = io.BytesIO(parts["tuned"].tobytes())
    for start, size in zip(parts["starts"], parts["sizes"], strict=True):
        tuned[int(start) : int(start) + int(size)] = weights.read(int(size))
    return bytes(tuned)


def _softmax(scores: Vectors) -> Vectors:
    grown: Vectors = np.exp(scores - scores.max())
    shares: Vectors = grown / grown.sum()
    return shares
