"""Sets two wordings of a passage side by side: which words stayed, which went, which came. Typesetting is no difference.

Words are matched by ``difflib.SequenceMatcher`` (Ratcliff and Obershelp's pattern matching) over what ``plain_words`` leaves of
them, so that a capital, a quotation mark, a hyphen or a reference number makes no word another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from lessons.revisions import PLACE_NUMBER, STOP_WORDS, plain_words

MOST_ISLAND_WORDS = 3

Words = tuple[str, ...]


class Mark(StrEnum):
    """What became of some words of a passage."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words with one mark, as each version spells them; ``before`` is empty where they were added, ``after``
    where they were removed.
    """

    mark: Mark
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of both wordings that belong together, and whether they say the same."""

    same: bool
    before: Words
    after: Words


def difference(before: str, after: str) -> tuple[Run, ...]:
    """The runs from which both wordings can be put together again: joined, ``before`` and ``after`` give them exactly."""
    if plain_words(before) == plain_words(after):
        return (Run(Mark.SAME, before, after),)
    numbers = [found.end() if (found := PLACE_NUMBER.match(text)) else 0 for text in (before, after)]
    place = _Stretch(True, (before[: numbers[0]],), (after[: numbers[1]],))
    matched = _matched(_words(before[numbers[0] :]), _words(after[numbers[1] :]))
    stretches = [part for stretch in matched for part in _trimmed(stretch)]
    return tuple(run for stretch in _joined([place, *_without_islands(stretches)]) for run in _runs(stretch))


def _words(text: str) -> Words:
    """A text cut after the blanks between words; signs that stand alone stay with the word before them."""
    words: list[str] = []
    for word in re.findall(r"\s*\S+\s*|\s+", text):
        if words and not (plain_words(word.strip()) and plain_words(words[-1].strip())):
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


def _plain(words: Iterable[str]) -> str:
    return plain_words("".join(words).strip())


def _matched(before: Words, after: Words) -> list[_Stretch]:
    old, new = [_plain([word]) for word in before], [_plain([word]) for word in after]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_Stretch(tag == "equal", before[a:b], after[c:d]) for tag, a, b, c, d in blocks]


def _trimmed(stretch: _Stretch) -> list[_Stretch]:
    """A changed stretch without the compounds at its ends that are only written in another way (“long term”, “long-term”)."""
    if stretch.same:
        return [stretch]
    old, new = stretch.before, stretch.after
    i, j = _alike_at_start(old, new)
    old, new = old[i:], new[j:]
    k, m = _alike_at_start(old[::-1], new[::-1], backwards=True)
    k, m = len(old) - k, len(new) - m
    parts = [
        _Stretch(True, stretch.before[:i], stretch.after[:j]),
        _Stretch(False, old[:k], new[:m]),
        _Stretch(True, old[k:], new[m:]),
    ]
    return [part for part in parts if part.before or part.after]


def _alike_at_start(old: Words, new: Words, backwards: bool = False) -> tuple[int, int]:
    """How many words of each begin both stretches and say the same; (0, 0) where they begin differently."""
    turn = -1 if backwards else 1
    for i in range(1, len(old) + 1):
        for j in range(1, len(new) + 1):
            if _plain(old[:i][::turn]) == _plain(new[:j][::turn]):
                return i, j
    return 0, 0


def _without_islands(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Few and small words between two changes become part of them, which reads better than many marks."""
    merged: list[_Stretch] = []
    for stretch in stretches:
        if len(merged) > 1 and _is_island(merged[-1]) and _replaces(merged[-2], stretch):
            merged[-2:] = [_together(_together(merged[-2], merged[-1]), stretch)]
        else:
            merged.append(stretch)
    return merged


def _is_island(stretch: _Stretch) -> bool:
    words = [_plain([word]) for word in stretch.after]
    return stretch.same and len(words) <= MOST_ISLAND_WORDS and all(word in STOP_WORDS for word in words)


def _replaces(one: _Stretch, other: _Stretch) -> bool:
    """Whether two changes together take words away and bring others, so that nothing is marked needlessly between them."""
    return not (one.same or other.same) and bool((one.before or other.before) and (one.after or other.after))


def _together(one: _Stretch, other: _Stretch) -> _Stretch:
    return _Stretch(one.same and other.same, one.before + other.before, one.after + other.after)


def _joined(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Neighbours of one sort as one stretch."""
    joined: list[_Stretch] = []
    for stretch in stretches:
        if joined and joined[-1].same == stretch.same:
            joined[-1] = _together(joined[-1], stretch)
        else:
            joined.append(stretch)
    return joined


def _runs(stretch: _Stretch) -> list[Run]:
    before, after = "".join(stretch.before), "".join(stretch.after)
    if stretch.same:
        return [Run(Mark.SAME, before, after)] if before or after else []
    runs = [Run(Mark.REMOVED, before, ""), Run(Mark.ADDED, "", after)]
    return [run for run in runs if run.before or run.after]
