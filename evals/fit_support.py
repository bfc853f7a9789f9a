"""Fits the weights of ``lessons.checking.support`` on the tune half of the labelled claims and prints them with the curve.

Logistic regression on ``Checker.signs`` of the claims that no certain check stops. Few false claims get so far, so true ones with
the end of another one put on are added as false: what is added stands in none of their passages. The unseen half is not read.
Run it with ``.venv/bin/python -m evals.fit_support``, then copy the weights into ``support.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from evals.claims import SUPPORTED, Claim, citations_of, load_claims
from evals.logistic import logistic
from lessons.checking.checker import Checker
from lessons.checking.support import SIGNS
from lessons.corpus import load_corpus
from lessons.domain import Structure
from lessons.encoders import open_encoder
from lessons.settings import load_settings
from lessons.structure import read_structure

RIDGE = 2.0  # keeps the weights of rare signs small
WEIGHT = 0.5  # of a true claim beside a false one
FOLDS = 10
TAIL = 4  # words of another claim that are put on
STEP = 7  # between a claim and the one whose end it gets


def main() -> None:
    """Print weights and bias, and what a limit keeps and stops, each claim judged by weights fitted without its fold."""
    settings = load_settings()
    structures = {d.id: read_structure(d) for d in load_corpus(settings.corpus_dir).documents}
    checker = Checker(open_encoder(settings), structures)
    claims = load_claims("tune")
    found, wanted, made = _rows(claims, checker, structures)
    centre, spread = found.mean(axis=0), found.std(axis=0) + 1e-9
    scaled = (found - centre) / spread
    weights = logistic(scaled, wanted, RIDGE, WEIGHT)
    raw = weights[:-1] / spread
    for name, weight in zip(SIGNS, raw, strict=True):
        print(f"{name}: {weight:.3f}")
    print(f"bias: {weights[-1] - float(raw @ centre):.3f}")
    folds = np.arange(len(wanted)) % FOLDS
    scores = np.zeros(len(wanted))
    for fold in range(FOLDS):
        fitted = logistic(scaled[folds != fold], wanted[folds != fold], RIDGE, WEIGHT)
        scores[folds == fold] = scaled[folds == fold] @ fitted[:-1] + fitted[-1]
    true = sum(claim["label"] == SUPPORTED for claim in claims)
    false = len(claims) - true
    for limit in np.arange(-2.0, 2.01, 0.25):
        kept = scores >= limit
        real = kept & ~wanted & ~made
        print(
            f"limit {limit:+.2f}: kept {int((kept & wanted).sum())} of {true} true, "
            f"{int(real.sum())} of {false} false, {int((kept & made).sum())} of {int(made.sum())} made ones"
        )


def _rows(
    claims: Sequence[Claim], checker: Checker, structures: Mapping[str, Structure]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Signs, whether true, and whether made here, of every claim that gets as far as the score."""
    rows: list[tuple[tuple[float, ...], bool, bool]] = []
    true = [claim for claim in claims if claim["label"] == SUPPORTED]
    tried = [(claim, claim["claim"], claim["label"] == SUPPORTED, False) for claim in claims]
    others = true[STEP:] + true[:STEP]
    tried += [(c, _with_end(c["claim"], o["claim"]), False, True) for c, o in zip(true, others, strict=True)]
    for claim, sentence, right, put_on in tried:
        if signs := checker.signs(sentence, citations_of(claim, structures)):
            rows.append((signs, right, put_on))
    found, wanted, made = zip(*rows, strict=True)
    return np.array(found, dtype=np.float64), np.array(wanted, dtype=np.bool_), np.array(made, dtype=np.bool_)


def _with_end(claim: str, other: str) -> str:
    return f"{claim.rstrip('.')} and {' '.join(other.split()[-TAIL:])}"


if __name__ == "__main__":
    main()
