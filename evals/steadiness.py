"""The same assistant as another kind of processor would have built it: which answers hang by a thread.

Sums of floats come out a little differently on another processor. An answer that changes with that says nothing about a change of
the program, so the gate leaves it out.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lessons.answers import Assistant
from lessons.embedding import Vectors
from lessons.foresight import Background
from lessons.library import likeness_in

NOISE = 3e-7  # of a vector's parts, as processors differ


def shaken(assistant: Assistant, seed: int) -> Assistant:
    """An assistant whose vectors differ in the last digits."""
    random = np.random.default_rng(seed)
    library = assistant.library
    index = library.index

    def noisy(vectors: Vectors) -> Vectors:
        return (vectors + random.normal(0, NOISE, vectors.shape)).astype(np.float32)

    other = replace(index, vectors=noisy(index.vectors), question_vectors=noisy(index.question_vectors))
    changed = replace(
        library,
        index=other,
        likeness=likeness_in(other, library.encoder, Background()),
    )
    return Assistant(changed, assistant.settings)
