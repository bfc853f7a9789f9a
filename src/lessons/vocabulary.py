"""The words that the corpus and its codebook know, and how much of a question they account for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from lessons.codebook import Code
from lessons.embedding import Vectors
from lessons.index import Index, stems, tokenize
from lessons.library import Library

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
AMOUNT = re.compile(r"£ ?\d[\d,.]*(?: ?(?:m|bn|k|million|billion))?", re.IGNORECASE)
NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,}\b")
MONTH = re.compile(
    r"Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sept?(ember)?|Oct(ober)?|Nov(ember)?|Dec(ember)?"
)
SEEN_BEFORE = 0.3  # times that each phrase counts as seen among questions that are not answered, before any is


class Vocabulary:
    """Knows, as stems, the words of each code (passages, questions, everyday words) and of all documents."""

    def __init__(self, library: Library) -> None:
        self.texts = "\n".join(d.text for d in library.corpus.documents)
        coded = {passage.document for code in library.codebook.codes for passage in code.passages}
        self.uncoded = frozenset(d.id for d in library.corpus.documents) - coded
        self._codes = [frozenset(words) for words in tokenize([_words(c, library) for c in library.codebook.codes])]
        self._codes_with = Counter(word for words in self._codes for word in words)
        self._index = library.index
        self._phrases = _leanings(library.index)
        everyday = stems(" ".join(library.codebook.everyday or {}))
        self._known = frozenset(stems(self.texts)) | self._codes_with.keys() | set(everyday)

    def unknown_facts(self, question: str) -> tuple[str, ...]:
        """Years, amounts and names of a question that stand in no document."""
        found = [y for y in YEAR.findall(question) if y not in self.texts]
        found += [a for a in AMOUNT.findall(question) if a not in self.texts]
        names = [n for n in NAME.findall(question) if not MONTH.fullmatch(n)]
        found += [n for n in names if not set(stems(n)) <= self._known]
        return tuple(dict.fromkeys(found))

    def shared(self, question: str, codes: Iterable[int]) -> float:
        """The share (0..1) of a question's words that some of these codes know; rare words weigh more."""
        weights = self._weights(question)
        known = set[str]().union(*(self._codes[code] for code in codes))
        return sum(w for word, w in weights.items() if word in known) / (sum(weights.values()) or 1)

    def foreign(self, question: str) -> float:
        """The share (0..1) of a question's words that no code knows; rare words weigh more."""
        weights = self._weights(question)
        return sum(w for word, w in weights.items() if word not in self._codes_with) / (sum(weights.values()) or 1)

    def phrasing(self, question: str) -> float:
        """How much more a question is worded like the coded questions that are not answered than like those that are.

        Naive Bayes (log odds of words and pairs of words), over the root of their number because they do not speak
        independently. It tells apart what likeness in meaning does not: "what was cut?" and "how much was cut?".
        """
        known = self._index.phrases_known(question)
        return float(self._phrases[known].sum()) / math.sqrt(len(known) or 1)

    def _weights(self, question: str) -> dict[str, float]:
        most = len(self._codes) + 1
        return {word: math.log(most / (self._codes_with[word] + 0.5)) for word in set(stems(question))}


def _words(code: Code, library: Library) -> str:
    passages = [library.corpus.document(p.document).text[p.span.start : p.span.end] for p in code.passages]
    return " ".join([*code.questions, *code.synonyms, *passages])


def _leanings(index: Index) -> Vectors:
    """Log odds that a coded question is one not answered, by each phrase that it may hold; shape (phrases,)."""
    refused = index.question_codes < 0
    if refused.all() or not refused.any():
        return np.zeros(len(index.question_words.vocab_dict), dtype=np.float32)
    shares = [_share_with(index, side, SEEN_BEFORE * side.sum() / refused.sum()) for side in (refused, ~refused)]
    leanings: Vectors = np.log(shares[0] / shares[1]).astype(np.float32)
    return leanings


def _share_with(index: Index, side: npt.NDArray[np.bool_], seen: float) -> npt.NDArray[np.float64]:
    """The share of some of the coded questions that hold each phrase, as if each had been seen a little in them."""
    shares: npt.NDArray[np.float64] = (index.phrase_counts(side) + seen) / (side.sum() + 2 * seen)
    return shares
