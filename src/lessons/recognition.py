"""Recognises what a question is about: how likely each code is, and how likely it is that the sources do not answer at all.

Two networks with one hidden layer each, whose chances are averaged, learnt from the codebook's own questions when the index is built, so that it always fits the
codebook. Cross-entropy over the codes and one class more for what is not answered; Adam (Kingma and Ba, arXiv 1412.6980) and
dropout (Srivastava et al., JMLR 15, 2014). The same questions give the same networks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from lessons.embedding import Vectors

NETWORKS = 2
HIDDEN = 256
ROUNDS = 20
BATCH = 256
STEP = 2e-3  # of Adam, falling to nothing with the root of what is left
DROPPED = 0.3  # share of the hidden units that each step does without
DECAY = 1e-5
SCALE = 4.0  # of the input, whose vectors have length one
KEPT_MEAN, KEPT_SQUARE, TINY = 0.9, 0.999, 1e-8  # of Adam
LEAST_CHANCE = 1e-4  # keeps log odds finite

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recogniser:
    """The weights of the networks, the first axis tells these apart; the last class is "not answered"."""

    inner: Matrix
    inner_bias: Matrix
    outer: Matrix
    outer_bias: Matrix

    def chances(self, vector: Vectors) -> Vectors:
        """How likely each code is for a question's vector, and last that none is; shape (codes + 1,), sum 1."""
        hidden = np.maximum(SCALE * vector @ self.inner + self.inner_bias, 0)
        chances: Vectors = _softmax((hidden[:, None, :] @ self.outer)[:, 0, :] + self.outer_bias).mean(axis=0)
        return chances

    def save(self, path: Path) -> None:
        """Write the weights to one file."""
        np.savez(path, **{f.name: getattr(self, f.name) for f in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Recogniser:
        """Read the weights; raises OSError, ValueError or KeyError where the file is not whole."""
        try:
            with path.open("rb") as file, np.load(file) as found:
                return cls(*(found[f.name] for f in fields(cls)))
        except (BadZipFile, EOFError) as problem:
            raise ValueError(f"{path.name} is not whole") from problem


def learn(
    vectors: Vectors, codes: npt.NDArray[np.int64], count: int, after_round: Callable[[], None] = lambda: None
) -> Recogniser:
    """Learn from coded questions: ``codes`` holds each one's code in 0..count-1, -1 where it is not answered.

    ``after_round`` is called after each of the ``ROUNDS`` of each network. Without questions it knows nothing.
    """
    networks = [_learn_one(vectors, codes, count, after_round, seed) for seed in range(NETWORKS)]
    return Recogniser(*(np.stack(parts) for parts in zip(*networks, strict=True)))


def _learn_one(
    vectors: Vectors, codes: npt.NDArray[np.int64], count: int, after_round: Callable[[], None], seed: int
) -> list[Matrix]:
    random = np.random.default_rng(seed)
    wanted = np.where(codes < 0, count, codes)
    parts = [
        random.normal(0, 1.5 / np.sqrt(vectors.shape[1]), (vectors.shape[1], HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        random.normal(0, 1 / np.sqrt(HIDDEN), (HIDDEN, count + 1)).astype(np.float32),
        np.zeros(count + 1, np.float32),
    ]
    means, squares = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    steps = 0
    for done in range(ROUNDS):
        order = random.permutation(len(vectors))
        step = STEP * np.sqrt(1 - done / ROUNDS)
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            slopes = _slopes(parts, vectors[batch], wanted[batch], random)
            steps += 1
            for part, slope, mean, square in zip(parts, slopes, means, squares, strict=True):
                mean += (1 - KEPT_MEAN) * (slope - mean)
                square += (1 - KEPT_SQUARE) * (slope**2 - square)
                scaled = np.sqrt(square / (1 - KEPT_SQUARE**steps)) + TINY
                part -= (step * (mean / (1 - KEPT_MEAN**steps)) / scaled).astype(np.float32)
        after_round()
    return parts


def odds(chance: float) -> float:
    """Log odds of a chance."""
    return float(np.log((chance + LEAST_CHANCE) / (1 - chance + LEAST_CHANCE)))


def _slopes(
    parts: list[Matrix], vectors: Vectors, wanted: npt.NDArray[np.int64], random: np.random.Generator
) -> list[Matrix]:
    """How the loss rises with each part of the network, over one batch."""
    inner, inner_bias, outer, outer_bias = parts
    rows = SCALE * vectors
    raw = rows @ inner + inner_bias
    kept = ((random.random(raw.shape, dtype=np.float32) > DROPPED) / (1 - DROPPED)).astype(np.float32)
    hidden = np.maximum(raw, 0) * kept
    error = _softmax(hidden @ outer + outer_bias)
    error[np.arange(len(wanted)), wanted] -= 1
    error /= len(wanted)
    back = (error @ outer.T) * kept * (raw > 0)
    return [rows.T @ back + DECAY * inner, back.sum(0), hidden.T @ error + DECAY * outer, error.sum(0)]


def _softmax(scores: Matrix) -> Matrix:
    grown: Matrix = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Matrix = grown / grown.sum(axis=-1, keepdims=True)
    return shares
