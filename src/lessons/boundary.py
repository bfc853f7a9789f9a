"""A straight boundary between questions that the corpus answers and near misses, learnt from the codebook's own questions.

Ridge logistic regression on the questions' vectors, solved by Newton's method (Hastie, Tibshirani and Friedman, The Elements of
Statistical Learning, 2nd ed., section 4.4.1). It is solved when the index is built, so that it always fits the codebook.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lessons.embedding import Vectors

RIDGE = 1.0
UNANSWERED_WEIGHT = 4.0  # there are fewer questions out of scope than within it
STEPS = 12

Boundary = npt.NDArray[np.float64]


def learn_boundary(
    vectors: Vectors, unanswered: npt.NDArray[np.bool_], ridge: float = RIDGE, weight: float = UNANSWERED_WEIGHT
) -> Boundary:
    """Weights of shape (dimensions + 1,): the last is the bias. All zeros where there is only one kind of question."""
    rows = np.column_stack([vectors, np.ones(len(vectors))]).astype(np.float64)
    weights = np.zeros(rows.shape[1])
    if not 0 < int(unanswered.sum()) < len(vectors):
        return weights
    importance = np.where(unanswered, weight, 1.0)
    penalty = np.full(rows.shape[1], ridge)
    penalty[-1] = 1e-6
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (importance * (chance - unanswered)) + penalty * weights
        curve = (rows * (importance * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights


def beyond(boundary: Boundary, vector: Vectors) -> float:
    """How far a question's vector lies on the side of the unanswered ones, as log odds."""
    return float(vector @ boundary[:-1] + boundary[-1])
