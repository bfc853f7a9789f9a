"""Fits the score of ``lessons.checking.support`` on the tune half of the labelled claims, and shows what its limits cost.

Logistic regression on ``Checker.missing`` of the claims that no certain check stops. Few false claims get so far, so each true one
is also taken with one word of another claim in place of one of its own, and with the end of another one put on: what is exchanged
or added stands in none of its passages. All of them together weigh as much as the labelled inventions, which they stand for.
Every writer's claims are scored by weights fitted on the other writers' (a writer is the first letter of an id). On those scores
a limit costs a point for each true sentence lost and ``FALSE_SHOWN`` for each false one shown. The weights printed are then fitted
on all writers. The unseen half is not read. ``.venv/bin/python -m evals.fit_support [FILE …]`` reads further claims from files of
the same form too; copy weight, bias and the limit that costs least into ``support.py``.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.claims import FILE, SUPPORTED, Claim, citations_of, load_claims
from evals.logistic import logistic
from lessons.checking.checker import Checker
from lessons.checking.support import LIGHT
from lessons.checking.tokens import tokens
from lessons.corpus import load_corpus
from lessons.encoders import open_encoder
from lessons.settings import load_settings
from lessons.structure import read_structure

RIDGE = 2.0  # keeps the weights of rare signs small
FALSE_SHOWN = 4.0  # true sentences lost that one false one shown is worth
TAIL = 4  # words of another claim that are put on
STEP = 7  # between a claim and the one that lends it words
SEED = 7
WORD = re.compile(r"(?<![\w’'“‘-])[a-z]{4,}(?![\w’'-])")


@dataclass(frozen=True, slots=True)
class Row:
    """A claim that gets as far as the score: what is missing, its writer, whether it is true, and whether made here."""

    missing: float
    writer: str
    true: bool
    made: bool


def main(files: Sequence[str]) -> None:
    """Print weight and bias, and what each limit costs, keeps and shows, every claim scored without its writer's."""
    claims = [claim for path in (FILE, *map(Path, files)) for claim in load_claims("tune", path)]
    rows = _rows(claims)
    invented = sum(claim["label"] == "invention" for claim in claims)
    made = sum(row.made for row in rows)
    worth = np.array([1.0 if row.true else FALSE_SHOWN * (invented / made if row.made else 1.0) for row in rows])
    true = np.array([row.true for row in rows])
    weight, bias = _fitted(rows)
    print(f"{len(rows)} rows by writers {_writers(rows)}: {int(true.sum())} true, {made} made here")
    print(f"weight {weight:.2f}, bias {bias:.2f}, both fitted on all of them")
    scores = _held_out(rows)
    for limit in np.arange(-2.0, 1.51, 0.25):
        kept = scores >= limit
        shown = sum(k and not row.true and not row.made for k, row in zip(kept, rows, strict=True))
        put_in = sum(k and row.made for k, row in zip(kept, rows, strict=True))
        print(
            f"limit {limit:+.2f}: cost {worth[kept != true].sum():.1f}, {int((kept & true).sum())} true kept, "
            f"{shown} false and {put_in} made ones shown"
        )


def _writers(rows: Sequence[Row]) -> str:
    return "".join(sorted({row.writer for row in rows}))


def _held_out(rows: Sequence[Row]) -> npt.NDArray[np.float64]:
    """The score of every row by weights that have not seen its writer."""
    scores = np.zeros(len(rows))
    for writer in _writers(rows):
        weight, bias = _fitted([row for row in rows if row.writer != writer])
        for i, row in enumerate(rows):
            if row.writer == writer:
                scores[i] = weight * row.missing + bias
    return scores


def _fitted(rows: Sequence[Row]) -> tuple[float, float]:
    found = np.array([[row.missing] for row in rows])
    weight, bias = logistic(found, np.array([row.true for row in rows]), RIDGE, 1.0)
    return float(weight), float(bias)


def _rows(claims: Sequence[Claim]) -> list[Row]:
    settings = load_settings()
    structures = {d.id: read_structure(d) for d in load_corpus(settings.corpus_dir).documents}
    checker = Checker(open_encoder(settings), structures)
    found = []
    for claim, sentence, made in _tried(claims):
        missing = checker.missing(sentence, citations_of(claim, structures))
        if missing is not None:
            found.append(Row(missing, claim["id"][0], claim["label"] == SUPPORTED and not made, made))
    return found


def _tried(claims: Sequence[Claim]) -> Iterator[tuple[Claim, str, bool]]:
    """Claims with the sentence that is tried over their passages, and whether that is one made here."""
    chance = random.Random(SEED)
    true = [claim for claim in claims if claim["label"] == SUPPORTED]
    yield from ((claim, claim["claim"], False) for claim in claims)
    for claim, other in zip(true, true[STEP:] + true[:STEP], strict=True):
        sentence = claim["claim"]
        yield claim, f"{sentence.rstrip('.')} and {' '.join(other['claim'].split()[-TAIL:])}", True
        own, lent = _weighty(sentence), sorted(set(_weighty(other["claim"])) - set(_weighty(sentence)))
        if own and lent:
            yield claim, re.sub(rf"\b{chance.choice(own)}\b", chance.choice(lent), sentence, count=1), True


def _weighty(sentence: str) -> list[str]:
    """The words of a sentence that say something and may be exchanged."""
    return [word for word in WORD.findall(sentence) if (t := tokens(word)) and t[0].content and t[0].stem not in LIGHT]


if __name__ == "__main__":
    main(sys.argv[1:])
