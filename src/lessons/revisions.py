"""Aligns two versions passage by passage: unchanged, reworded, added, removed, moved; typesetting reported apart.

Passages are matched by the cosine of their word counts, the likeliest pairs first, neighbours preferred. Quotation marks,
dashes, British hyphenation, capitals, punctuation and the places of reference numbers count as typesetting.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from lessons.domain import Chunk

KEPT = 4096  # passages whose plain words are remembered: those of all versions
LEAST_LIKENESS = 0.5
STOP_WORD_WEIGHT = 0.4  # passages are not alike for their small words
PLACE_WEIGHT = 0.1  # how much of the likeness the relative place in the text may add

REFERENCE_MARK = re.compile(r"[⁰¹²³⁴-⁹⁻]+|(?<=[a-z,.’)])\d{1,2}(?:[–,]\d{1,2})*(?=[\s:;,]|$)")

# A heading's or a reference's number says where it stands, not what it says.
PLACE_NUMBER = re.compile(r"^(?:THEME \d: |Table \d+:? |\d{1,2}\. )", re.IGNORECASE)


NEGATION = re.compile(r"\b(?:not|no|nor|never|none|without|cannot)\b|n't\b")
STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "was",
        "were",
        "with",
    ]
)


class Change(StrEnum):
    """What became of a passage from one version to the next."""

    UNCHANGED = "unchanged"
    TYPOGRAPHIC = "typographic"
    REWORDED = "reworded"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Revision:
    """A passage before and after; one of the two is None where it was added or removed. ``likeness`` is in 0..1."""

    change: Change
    before: Chunk | None
    after: Chunk | None
    likeness: float


def align(before: Sequence[Chunk], after: Sequence[Chunk]) -> tuple[Revision, ...]:
    """Every passage of both versions in a revision, in the order of the later version, removed ones where they stood."""
    pairs = _pairs(before, after)
    matched = {i for i, _, _ in pairs}
    kept_order = _longest_run([(i, j) for i, j, _ in pairs])
    revisions = [(j, 0, _revision(before[i], after[j], value, (i, j) in kept_order)) for i, j, value in pairs]
    taken = {j for _, j, _ in pairs}
    revisions += [(j, 0, Revision(Change.ADDED, None, c, 0.0)) for j, c in enumerate(after) if j not in taken]
    place = {i: j for i, j, _ in pairs}
    for i, chunk in enumerate(before):
        if i not in matched:
            last = max((j for k, j in place.items() if k < i), default=-1)
            revisions.append((last, i + 1, Revision(Change.REMOVED, chunk, None, 0.0)))
    return tuple(revision for _, _, revision in sorted(revisions, key=lambda entry: entry[:2]))


@lru_cache(maxsize=KEPT)
def plain_words(text: str) -> str:
    """A text without what typesetting changes: letters and figures only, in small letters, without reference numbers.

    A compound may be written in one word, with a hyphen or in two; a negation never gets lost in that.
    """
    plain = unicodedata.normalize("NFKC", REFERENCE_MARK.sub("", PLACE_NUMBER.sub("", text))).casefold()
    negations = " ".join(NEGATION.findall(plain.replace("’", "'")))
    return re.sub(r"[^a-z0-9£%<>.]+|\.(?!\d)|(?<!\d)\.", "", plain) + negations


def _revision(before: Chunk, after: Chunk, likeness: float, in_order: bool) -> Revision:
    if plain_words(before.text) != plain_words(after.text):
        change = Change.REWORDED
    elif not in_order:
        change = Change.MOVED
    else:
        change = Change.UNCHANGED if before.text == after.text else Change.TYPOGRAPHIC
    return Revision(change, before, after, likeness)


def _longest_run(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The most pairs that keep their order; the others have moved (longest increasing subsequence, by patience sorting)."""
    ends: list[int] = []
    last: list[tuple[int, int]] = []
    previous: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in sorted(pairs):
        at = bisect_left(ends, pair[1])
        previous[pair] = last[at - 1] if at else None
        ends[at : at + 1] = [pair[1]]
        last[at : at + 1] = [pair]
    run: set[tuple[int, int]] = set()
    step = last[-1] if last else None
    while step:
        run.add(step)
        step = previous[step]
    return run


def _pairs(before: Sequence[Chunk], after: Sequence[Chunk]) -> list[tuple[int, int, float]]:
    """Pairs of positions with their likeness, each position once, the likeliest pairs first."""
    if not before or not after:
        return []
    alike = word_likeness(before, after)
    here = np.linspace(0, 1, len(before))[:, None]
    there = np.linspace(0, 1, len(after))[None, :]
    ranked = alike + PLACE_WEIGHT * (1 - np.abs(here - there))
    kinds = np.array([[a.kind == b.kind for b in after] for a in before])
    candidates = np.argwhere((alike >= LEAST_LIKENESS) & kinds)
    order = sorted(((-ranked[i, j], int(i), int(j)) for i, j in candidates))
    pairs: list[tuple[int, int, float]] = []
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in order:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j, float(alike[i, j])))
    return pairs


def word_likeness(before: Sequence[Chunk], after: Sequence[Chunk]) -> npt.NDArray[np.float64]:
    """Cosine of the word counts of every pair, shape (before, after); 1 where only typesetting differs."""
    counts = [Counter(_words(chunk.text)) for chunk in (*before, *after)]
    vocabulary = {word: i for i, word in enumerate(sorted({w for count in counts for w in count}))}
    matrix = np.zeros((len(counts), max(len(vocabulary), 1)))
    for i, count in enumerate(counts):
        for word, n in count.items():
            matrix[i, vocabulary[word]] = n * (STOP_WORD_WEIGHT if word in STOP_WORDS else 1.0)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    likeness: npt.NDArray[np.float64] = matrix[: len(before)] @ matrix[len(before) :].T
    plain = np.array([plain_words(chunk.text) for chunk in (*before, *after)])
    return np.where(plain[: len(before), None] == plain[None, len(before) :], 1.0, likeness)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", REFERENCE_MARK.sub("", text)).casefold()
    return re.findall(r"[a-z0-9£%]+", re.sub(r"[’'-]", "", plain))
