"""Stops what is no sense in English: words that nobody knows, and a sentence that goes on saying the same words again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from lessons.checking.support import LIGHT
from lessons.checking.synonyms import OPPOSITE
from lessons.checking.thesaurus import SAME
from lessons.checking.tokens import IRREGULAR, tokens, word_list, word_set
from lessons.checking.verdicts import Fault, Reason
from lessons.domain import Citation, Structure

ENDINGS = word_list("s es ed d ing er r ers rs est ly ness less ful able")
PREFIX = re.compile(
    r"^(?:un|re|over|under|inter|intra|co|non|mis|pre|post|self|multi|semi|dis|in|im|ir|up|out)(?=[a-z]{4})"
)
LEAST_HALF = 4  # letters of each half of a compound
# Words that a sentence may have to say of each of those that it speaks of.
NAMING = word_set("senior manag it pilot vanguard version manuscript paper")
MOST_AGAIN, FEWEST_AGAIN = 0.3, 2  # of the words may be said oftener than any passage says them


class Wording:
    """Knows the words of the documents, of our tables and of the encoder, if it has any."""

    def __init__(self, structures: Mapping[str, Structure], encoder: Callable[[str], bool] | None) -> None:
        self._encoder = encoder
        texts = (structure.document.text for structure in structures.values())
        ours = re.findall(r"[a-z]+", f"{SAME} {OPPOSITE}")
        self._held = frozenset(word.small for text in texts for word in tokens(text)) | LIGHT | set(ours)

    def fault(self, sentence: str, cited: Sequence[Citation]) -> Fault | None:
        """A word that nobody knows, or the same few words over and over."""
        words = tokens(sentence)
        spelt = [word for word in words if word.small.isalpha()]
        strange = next((word.text for word in spelt if not self.known(word.small)), None)
        if strange is not None:
            return Fault(Reason.SUPPORT, f"“{strange}” is no word known here")
        said = Counter(word.stem for word in spelt if word.content)
        again = _again(said, cited)
        if again >= FEWEST_AGAIN and again >= MOST_AGAIN * said.total():
            return Fault(Reason.SUPPORT, "it says the same words over and over")
        return None

    def known(self, word: str) -> bool:
        """Whether a small word, what it is made from, or each half of it is a word; without an encoder nobody can tell."""
        if self._encoder is None:
            return True
        bases = (word, PREFIX.sub("", word), IRREGULAR.get(word, word))
        if any(self._stands(base) for base in bases):
            return True
        halves = range(LEAST_HALF, len(word) - LEAST_HALF + 1)
        return any(self._plain(word[:i]) and self._stands(word[i:]) for i in halves)

    def _stands(self, word: str) -> bool:
        return any(self._plain(form) for form in _forms(word))

    def _plain(self, word: str) -> bool:
        return word in self._held or bool(self._encoder and self._encoder(word))


def _forms(word: str) -> Iterator[str]:
    """A word, and what it may be made from with a regular ending: "ordinarily" from "ordinary", "hampered" from "hamper"."""
    yield word
    for ending in ENDINGS:
        base = word.removesuffix(ending)
        if base == word or len(base) < len("win"):
            continue
        yield base
        yield base + ("le" if ending == "ly" and base[-1] == "b" else "e")  # "sustainably"
        if base[-1] == "i":
            yield base[:-1] + "y"
        if base[-1] == base[-2]:
            yield base[:-1]


def _again(said: Counter[str], cited: Iterable[Citation]) -> int:
    """How many words are said oftener than in any passage of each version cited, and oftener than once."""
    by_version: dict[str, Counter[str]] = {}
    for citation in cited:
        by_version.setdefault(citation.document, Counter())
        by_version[citation.document] |= Counter(word.stem for word in tokens(citation.excerpt))
    held = sum(by_version.values(), Counter[str]())
    return sum(max(0, n - max(1, held[stem])) for stem, n in said.items() if stem not in NAMING)
