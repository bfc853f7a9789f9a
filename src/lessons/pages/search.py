"""Finds words in a reading text the way a reader means them: capitals, accents, kinds of quotation mark, dash and space do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from lessons.domain import Span

LONGEST_SEARCH = 200  # characters
KINDS = {"'": "‘’‚‛′`´", '"': "“”„‟″«»", "-": "‐‑‒–—―−\u00ad", " ": "\u00a0\u2009\u202f\n"}
ALIKE = {kind: plain for plain, kinds in KINDS.items() for kind in kinds}


def find_words(text: str, words: str, within: Iterable[Span]) -> tuple[Span, ...]:
    """Where the words stand in those stretches of a text, in order; no finding reaches from one stretch into the next.

    Hyphens do not count either, so that "micro-managed" finds "micromanaged" and the other way round.
    """
    pattern = _pattern(words)
    if pattern is None:
        return ()
    plain = _plain(text)
    return tuple(Span(*m.span()) for stretch in within for m in pattern.finditer(plain, stretch.start, stretch.end))


def _pattern(words: str) -> re.Pattern[str] | None:
    """What to look for in a plain text; None where there is no letter, digit or sign to look for."""
    parts = [part.replace("-", "") for part in _plain(unicodedata.normalize("NFC", words[:LONGEST_SEARCH])).split()]
    spelled = ["-?".join(map(re.escape, part)) for part in parts if part]
    return re.compile("[ -]+".join(spelled)) if spelled else None


@lru_cache(maxsize=16)
def _plain(text: str) -> str:
    """A text with each character in its plainest form. It keeps its length, so that offsets stay true."""
    return "".join(map(_plain_character, text))


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    bare = unicodedata.normalize("NFD", ALIKE.get(character, character))[0].lower()
    return bare if len(bare) == 1 else character
