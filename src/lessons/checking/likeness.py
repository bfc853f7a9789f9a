"""How near a word of a claim comes in meaning to a passage that does not hold it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lessons.checking.grounding import Reading
from lessons.checking.passages import How
from lessons.checking.tokens import Token
from lessons.embedding import Encoder, WordEncoder

STRANGE, SAME = 0.2, 0.7  # likeness of words in their sentences that proves nothing, and that proves all


class Likeness:
    """Compares words where they stand; an encoder of whole texts only knows how alike those are."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def credits(self, reading: Reading) -> tuple[float, ...]:
        """For each word of a part from 0 to 1 how far some word of the sentences that it rests on says the same.

        Where every word is found anyway, the encoder, which takes most of the time, is not asked.
        """
        words = reading.part.words
        strange = any(w.content and link.how == How.NOWHERE for w, link in zip(words, reading.found, strict=True))
        if not strange or not isinstance(self._encoder, WordEncoder):
            return (0.0,) * len(words)
        said = self._encoder.word_vectors(_texts(words))
        best = np.zeros(len(words), dtype=np.float32)
        for ground in reading.grounds:
            content = [i for i, word in enumerate(ground.unit.words) if word.content]
            if content:
                held = self._encoder.word_vectors(_texts(ground.unit.words))[content]
                best = np.maximum(best, (said @ held.T).max(axis=1))
        return tuple(float(x) for x in np.clip((best - STRANGE) / (SAME - STRANGE), 0.0, 1.0))


def _texts(words: Sequence[Token]) -> tuple[str, ...]:
    return tuple(word.text for word in words)
