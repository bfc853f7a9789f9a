"""Grounds a claim: for every word of a part the sentence of the passages, and the place in it, that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lessons.checking.parts import Part, Voice
from lessons.checking.passages import NOT_FOUND, Found, How, Unit, links
from lessons.checking.tokens import Token

SHARES = {How.SAME: 1.0, How.ALIKE: 0.6, How.OPPOSED: 0.5, How.NOWHERE: 0.0}
NEAR = 5  # words on either side that say in which sentence a word is at home
FADING = 0.25
RUN = 0.3  # what each word adds that stands at the same distance in both
TOGETHER, APART = 6, 0.4  # words of the claim that stand farther apart in the passage count less for each other
Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence that a part rests on, and where those of its words stand there that are at home in it."""

    unit: Unit
    found: Found
    earlier: tuple[bool, ...]  # which words stand in the sentence that this one points back at


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of a claim, whom it names, the sentences that it may rest on, and those that it does, the chief one first."""

    part: Part
    voice: Voice | None
    units: tuple[Unit, ...]
    grounds: tuple[Ground, ...]

    @property
    def chief(self) -> Ground:
        """The sentence that the part rests on most."""
        return self.grounds[0]

    @property
    def found(self) -> Found:
        """For every word where it is at home, whatever the sentence."""
        return tuple(max((g.found[i] for g in self.grounds), key=lambda k: k.how) for i in range(len(self.part.words)))


def ground(part: Part, voice: Voice | None, units: Sequence[Unit], weight: Weight) -> Reading:
    """A part beside the sentences that it rests on."""
    words = part.words
    named = named_at(words, voice)
    found = [_unnamed(links(words, unit), named if unit.speaker else range(0)) for unit in units]
    value = [
        [weight(w.stem) * SHARES[link.how] if w.content else 0.0 for w, link in zip(words, f, strict=True)]
        for f in found
    ]
    order = sorted(range(len(units)), key=lambda u: -sum(value[u]))
    home = [_home(i, words, units, found, value, order) for i in range(len(words))]
    home = [
        order[0] if u != order[0] and found[u][i].how < How.SAME and _alone(i, u, found, home) else u
        for i, u in enumerate(home)
    ]
    used = [u for u in order if u in home or u == order[0]]
    grounds = tuple(
        Ground(
            units[u],
            tuple(link if home[i] == u else NOT_FOUND for i, link in enumerate(found[u])),
            tuple(_earlier(i, u, units, found, home) for i in range(len(words))),
        )
        for u in used
    )
    return Reading(part, voice, tuple(units), grounds)


def named_at(words: Sequence[Token], voice: Voice | None) -> range:
    """Where the words stand that name the speaker: "a senior manager at PACS" is not what was said."""
    small = [w.small for w in words]
    if voice is None or voice.head not in small:
        return range(0)
    head = small.index(voice.head)
    return range(max(0, head - len(voice.words)), head + 1)


def _unnamed(found: Found, named: range) -> Found:
    return tuple(NOT_FOUND if i in named else link for i, link in enumerate(found))


def _home(
    i: int,
    words: Sequence[Token],
    units: Sequence[Unit],
    found: Sequence[Found],
    value: Sequence[Sequence[float]],
    order: Sequence[int],
) -> int:
    """The sentence in which a word stands with the words that stand around it in the claim."""
    near = range(max(0, i - NEAR), min(len(words), i + NEAR + 1))

    def company(u: int) -> float:
        if found[u][i].at < 0:
            return -1.0
        here = found[u][i].at
        run = sum(_same_word(words, i + k, units[u], here + k) for k in (-2, -1, 1, 2))
        return RUN * run + sum(
            value[u][j] / (1.0 + FADING * abs(i - j)) * (1.0 if abs(found[u][j].at - here) <= TOGETHER else APART)
            for j in near
        )

    return max(order, key=lambda u: round(company(u), 6))


def _alone(i: int, u: int, found: Sequence[Found], home: Sequence[int]) -> bool:
    """Whether no word near one is at home in the same sentence: what only says something like it there proves nothing."""
    near = (j for j in range(max(0, i - NEAR), min(len(home), i + NEAR + 1)) if j != i)
    return not any(home[j] == u and found[u][j].how >= How.ALIKE for j in near)


def _same_word(words: Sequence[Token], i: int, unit: Unit, at: int) -> bool:
    """Whether two texts have the same word at two places."""
    return 0 <= i < len(words) and 0 <= at < len(unit.words) and words[i].stem == unit.words[at].stem


def _earlier(i: int, u: int, units: Sequence[Unit], found: Sequence[Found], home: Sequence[int]) -> bool:
    """Whether a word is at home in the sentence before a sentence that points back at it."""
    there = home[i]
    return there != u and found[there][i].at >= 0 and units[u].before == units[there].words
