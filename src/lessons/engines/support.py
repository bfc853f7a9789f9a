"""Weighs how far the passages carry what a claim says: shares of words, words that no passage has, likeness in meaning.

Logistic regression on ``signs``, fitted on the tune half of the labelled claims (``evals/fit_support.py``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lessons.engines.grounding import Reading
from lessons.engines.passages import How
from lessons.engines.tokens import Token, stem, word_list

SIGNS = (
    "share missing",
    "foreign",
    "missing",
    "longest run missing",
    "cosine",
)
WEIGHTS = (-2.518, -0.854, -1.338, -1.553, 0.594)
LIGHTER = 0.25
BIAS = 1.376
FOREIGN = 1.2  # weight of a word that no document has
LEAST_SCORE = 0.0  # log odds
OPEN = LEAST_SCORE - WEIGHTS[-1]  # a score without the likeness, which is 1 at most, that this may still lift enough

# Words that a report of a passage may add without saying more: of saying and thinking, of little meaning, of order.
LIGHT = frozenset(
    stem(word)
    for word in word_list(
        "said say tell speak describe call note comment report argue explain mention warn complain suggest "
        "recommend advise advice point highlight stress emphasise acknowledge recognise feel think believe see "
        "view consider regard find want understand know express raise state claim indicate identify name refer "
        "talk observe add agree accord study paper author authors article research researchers text findings "
        "finding participant participants interviewee interviewees respondent respondents person people interview "
        "pilot pilots vanguard vanguards site sites programme senior manager managers version published submission "
        "submitted revised revision manuscript original first draft north east region make get give put take have "
        "become come go face use involve include do mean seem appear happen occur provide matter deal own able "
        "ability thing things way ways part kind sort case aspect area term terms one ones two now still then "
        "there together well instead overall fully properly really particularly especially long whether compare "
        "compared also too other others same such whole general generally main mainly along meanwhile although "
        "however despite rather place held look need needs needed gain arrive last enough often neither ask before "
        "after during increasingly widely commonly history various total existing current currently similarly "
        "indeed like just about nearly almost roughly approximately usually typically normally mostly largely "
        "merely simply actually itself themselves herself himself someone somebody something everything anything "
        "team models model lesson lessons message messages issue issues concern concerns fact example instance "
        "receive tend work already practice back sometimes "
    )
)


@dataclass(frozen=True, slots=True)
class Carried:
    """How each content word of a part is found, and how much it weighs."""

    words: tuple[Token, ...]
    how: tuple[int, ...]
    weights: tuple[float, ...]

    def missing(self, light: bool) -> list[float]:
        """What the words weigh that are found nowhere: those of little meaning, or the others."""
        three = zip(self.words, self.how, self.weights, strict=True)
        return [weight for word, how, weight in three if not how and (word.stem in LIGHT) == light]


def carry(reading: Reading, weight: Callable[[str], float], extra: frozenset[str]) -> Carried:
    """Looks for each content word of a part in the sentences that it may rest on, and in ``extra`` (labels, headings)."""
    words: list[Token] = []
    how: list[int] = []
    for word, link in zip(reading.part.words, reading.found, strict=True):
        if word.content:
            words.append(word)
            how.append(How.SAME if word.stem in extra else link.how)
    return Carried(tuple(words), tuple(how), tuple(weight(word.stem) for word in words))


def signs(carried: Carried, cosine: float) -> tuple[float, ...]:
    """The numbers that the score is made of, in the order of ``SIGNS``."""
    total = sum(carried.weights) or 1.0
    heavy, light = carried.missing(light=False), carried.missing(light=True)
    return (
        (sum(heavy) + LIGHTER * sum(light)) / total,
        float(sum(weight >= FOREIGN for weight in heavy)),
        sum(weight < FOREIGN for weight in heavy) + LIGHTER * len(light),
        float(_longest(carried)),
        cosine,
    )


def score(found: Sequence[float]) -> float:
    """Log odds that the passages carry a claim with these signs."""
    return BIAS + sum(w * s for w, s in zip(WEIGHTS, found, strict=True))


def rarity(counts: Mapping[str, int], paragraphs: int) -> Callable[[str], float]:
    """How much a word weighs: one that the documents hardly have more than one that they are full of."""
    most = math.log(paragraphs + 1)

    def weight(stem: str) -> float:
        return 0.25 + math.log((paragraphs + 1) / (counts.get(stem, 0) + 1)) / most

    return weight


def _longest(carried: Carried) -> int:
    """How many words that say something are missing one after the other, at most."""
    best = run = 0
    for word, how in zip(carried.words, carried.how, strict=True):
        run = 0 if how or word.stem in LIGHT else run + 1
        best = max(best, run)
    return best
