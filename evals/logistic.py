"""Ridge logistic regression by Newton's method (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 4.4.1)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

STEPS = 12


def logistic(
    found: npt.NDArray[np.float64],
    wanted: npt.NDArray[np.bool_],
    ridge: float,
    importance: npt.NDArray[np.float64] | float = 1.0,
) -> npt.NDArray[np.float64]:
    """Weights of shape (columns + 1,), the last the bias; ``importance`` is that of each row."""
    rows = np.column_stack([found, np.ones(len(found))])
    weights = np.zeros(rows.shape[1])
    importance = np.broadcast_to(importance, len(found))
    penalty = np.full(rows.shape[1], ridge)
    penalty[-1] = 1e-6
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (importance * (chance - wanted)) + penalty * weights
        curve = (rows * (importance * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights
