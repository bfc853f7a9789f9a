"""Whether a question asks about differences between versions.

Three signs: how likely its codes are to be about changes, how much liker the coded questions about changes are to it than the
others, and the words that hint at a change or name a version. What each weighs was fitted on the tune half of the golden
questions.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lessons.embedding import Vectors
from lessons.recognition import odds
from lessons.wants import CHANGE_HINTS

NEIGHBOURS = 5
MARGIN_WEIGHT, HINT_WEIGHT, BIAS = 13.9, 3.8, -1.2  # beside the log odds of the codes


def asks_changes(question: str, chance: float, likeness: Vectors, about_changes: npt.NDArray[np.bool_]) -> bool:
    """Whether a question asks about differences between versions.

    ``chance`` is that of the codes about changes together, ``likeness`` that of every coded question that the corpus answers,
    ``about_changes`` which of those are about changes.
    """
    margin = _nearest(likeness[about_changes]) - _nearest(likeness[~about_changes])
    hints = sum(bool(hint.search(question)) for hint in CHANGE_HINTS)
    return odds(chance) + MARGIN_WEIGHT * margin + HINT_WEIGHT * hints + BIAS > 0


def hints_at_changes(question: str) -> bool:
    """Whether a question names both what may have changed and a version: what can be told without a codebook."""
    return all(hint.search(question) for hint in CHANGE_HINTS)


def _nearest(likeness: Vectors) -> float:
    return float(np.sort(likeness)[-NEIGHBOURS:].mean())
