"""Puts slips of the keyboard right before a question is read: one letter too many, missing, wrong or in the wrong place.

Only words that no dictionary knows are touched, and only where a word of the corpus or of the codebook's questions is near.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache

from spellchecker import SpellChecker

WORD = re.compile(r"(?<![\w’'&/@.])[A-Z]?[a-z]{3,}(?![\w’'&/@])")
ISE = re.compile(r"is(?=(?:e[ds]?|ers?|ing|ations?|able)$)")
LETTERS = re.compile(r"[a-z]+(?:['’][a-z]+)?")
LEAST_SEEN = 3  # times that a word is used before another is taken for it
SHORT, LEAST_SEEN_OF_SHORT = 4, 40  # letters of a word that many others are like, and what holds for it
LONG, SLIPS_OF_LONG = 7, 2  # letters of a word that two slips leave plain
ALIKE = 0.82  # difflib's ratio (0..1) that it has to keep


@cache
def _english() -> SpellChecker:
    return SpellChecker(language="en", distance=1)


def _is_english(word: str) -> bool:
    """Whether a dictionary knows a word, the American spelling of it, or it with the apostrophe that it lacks: "wasnt"."""
    with_apostrophe = (f"{word[:at]}'{word[at:]}" for at in range(1, len(word)))
    return bool(_english().known([word, ISE.sub("iz", word), *with_apostrophe]))


class Spelling:
    """Takes words that nobody knows for those of some texts that are one slip away, or two where they are long.

    ``known`` says whether a word in small letters needs no correction though neither the texts nor the dictionary hold it.
    """

    def __init__(self, texts: Iterable[str], known: Callable[[str], bool]) -> None:
        seen = Counter(word for text in texts for word in LETTERS.findall(text.lower().replace("’", "'")))
        self._seen = {word: count for word, count in seen.items() if count >= LEAST_SEEN}
        self._known = known
        _english()  # read now and not with the first question

    def correct(self, words: str) -> str:
        """A text with its slips put right; abbreviations and what has no such neighbour stay as they are."""
        return WORD.sub(lambda found: self._corrected(found[0]), words)

    def _corrected(self, word: str) -> str:
        lower = word.lower()
        if len(word) < SHORT or lower in self._seen or self._known(lower) or _is_english(lower):
            return word
        least = LEAST_SEEN_OF_SHORT if len(word) <= SHORT else LEAST_SEEN
        near = [other for other in _english().edit_distance_1(lower) if self._seen.get(other, 0) >= least]
        if not near and len(word) >= LONG and word == lower:
            alike = [
                other for other in self._seen if other[0] == word[0] and abs(len(other) - len(word)) <= SLIPS_OF_LONG
            ]
            near = get_close_matches(word, alike, 1, ALIKE)
        if not near:
            return word
        best = max(near, key=lambda other: (self._seen[other], other))
        return best.capitalize() if word[0].isupper() else best
