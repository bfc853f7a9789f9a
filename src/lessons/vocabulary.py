"""The words that the corpus and its codebook know, and how much of a question they account for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from lessons.codebook import Code
from lessons.domain import Chunk
from lessons.index import stems, tokenize
from lessons.library import Library

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
AMOUNT = re.compile(r"£ ?\d[\d,.]*(?: ?(?:m|bn|k|million|billion))?", re.IGNORECASE)
NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,}\b")
MONTH = re.compile(
    r"Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sept?(ember)?|Oct(ober)?|Nov(ember)?|Dec(ember)?"
)
ASKS_AMOUNT = re.compile(
    r"\bhow (?:much|many) (?:money|pounds|cash|funding|million\w*)\b|\bhow much (?:did|was|were|does|do)\b.{0,40}\b(?:cost|paid|get|receive|save|spend)\w*",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|hour|half|minority|majority|most|sixty)\b", re.IGNORECASE
)


class Vocabulary:
    """Knows, as stems, the words of each code (passages, questions, everyday words) and of all documents."""

    def __init__(self, library: Library) -> None:
        self.texts = "\n".join(d.text for d in library.corpus.documents)
        coded = {passage.document for code in library.codebook.codes for passage in code.passages}
        self.uncoded = frozenset(d.id for d in library.corpus.documents) - coded
        self._codes = [frozenset(words) for words in tokenize([_words(c, library) for c in library.codebook.codes])]
        self._codes_with = Counter(word for words in self._codes for word in words)
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

    def _weights(self, question: str) -> dict[str, float]:
        most = len(self._codes) + 1
        return {word: math.log(most / (self._codes_with[word] + 0.5)) for word in set(stems(question))}


def holds_number(chunks: Iterable[Chunk]) -> bool:
    """Whether one of these chunks says a number."""
    return any(NUMBER.search(chunk.text) for chunk in chunks)


def asks_amount(question: str) -> bool:
    """Whether a question asks for a sum of money."""
    return bool(ASKS_AMOUNT.search(question))


def holds_amount(chunks: Iterable[Chunk]) -> bool:
    """Whether one of these chunks says a sum of money."""
    return any("£" in chunk.text for chunk in chunks)


def _words(code: Code, library: Library) -> str:
    passages = [library.corpus.document(p.document).text[p.span.start : p.span.end] for p in code.passages]
    return " ".join([*code.questions, *code.synonyms, *passages])
