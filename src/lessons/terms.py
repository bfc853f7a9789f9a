"""The words of a question that say what it is about, and those that name a place: a pilot, a version or a theme."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lessons.wants import A_QUESTION, A_REQUEST, CORRECTS, FILLER, PARTS, PILOTS, THEME, THEMES, TOPICLESS, VERSIONS

A_KIND = r"(?: (?:version|draft|manuscript|paper|copy|text|pilot|site|vanguard|scheme|one)s?\b)?"  # behind the name of a place
SENT_IN = re.compile(r"(?:re)?submitted$|published$|printed$|revised$|first sent in$", re.IGNORECASE)
Names = tuple[re.Pattern[str], ...]
PLACES: tuple[Names, ...] = (tuple(p for _, p in PILOTS), tuple(p for _, p in VERSIONS), (THEMES, THEME))


A_PILOT, A_VERSION = "Vanguard", "version"  # what "the urgent one" is one of
LEAST_PART = 3  # words
MOST_PARTS = 3


def content_words(words: str) -> list[str]:
    """The words of a question that say what it is about."""
    return re.findall(r"[\w’'-]{2,}", TOPICLESS.sub(" ", FILLER.sub(" ", words)))


def parts_of(words: str) -> tuple[str, ...]:
    """The things that a question asks one after the other, or all of it as one: "does it say" asks nothing more."""
    stops = [found[0] for found in PARTS.finditer(words)]
    pieces = zip(PARTS.split(words), ["", *stops], [*stops, ""], strict=True)
    parts = dict.fromkeys(
        p for p, *stop in pieces if len(p.split()) >= LEAST_PART and (_asks(p) or not _may_remark(*stop))
    )
    asked = tuple(p for i, p in enumerate(parts) if i == 0 or content_words(p) or _places(p, PLACES[0]))[:MOST_PARTS]
    return asked if len(asked) > 1 else (words,)


def _asks(part: str) -> bool:
    return bool(A_QUESTION.search(part) or A_REQUEST.search(part) or part.rstrip().endswith("?"))


def _may_remark(before: str, after: str) -> bool:
    """Whether a part stands where a remark may: behind a question ("… ? I rather like it"), or before one with "but"."""
    return "?" in before or "but" in after


def places_named(words: str) -> tuple[Names, ...]:
    """The kinds of places that a question names."""
    return tuple(names for names in PLACES if any(name.search(words) for name in names))


def in_place_of(words: str, own: str) -> str:
    """A question with the places that another one names in place of its own, where both name one of a kind.

    "When was the first version sent in?" and "the reworked one?" give "When was the reworked one sent in?". One that sets
    right what was said ("not the first, the reworked one") means those that were not named before.
    """
    for names in places_named(own):
        new, found = _places(own, names), _places(words, names)
        old = [match for match in found if not SENT_IN.match(match[0])]
        if CORRECTS.search(own):
            before = {match.re for match in found}
            new = [match for match in new if match.re not in before] or new
        kind = A_PILOT if names is PLACES[0] else A_VERSION
        said = " and ".join(re.sub(r"\bones?$", kind, match[0]) for match in new)
        for match in reversed(old[1:]):
            words = words[: match.start()] + words[match.end() :]
        if not old:
            said = f"in {said}"
        start, end = old[0].span() if old else (len(words), len(words))
        words = f"{words[:start].rstrip()} {said}{words[end:]}"
    return " ".join(words.split())


def _places(words: str, names: Names) -> list[re.Match[str]]:
    """Where a question names places of a kind, in its order."""
    found = (re.finditer(rf"(?:\bthe )?(?:{name.pattern}){A_KIND}", words, re.IGNORECASE) for name in names)
    return sorted((match for matches in found for match in matches), key=lambda match: match.start())


def without_places(words: str, places: Iterable[Names] = PLACES) -> str:
    """A question without the pilots, versions and themes that it names, and without the "in the" before them."""
    for pattern in (pattern for names in places for pattern in names):
        words = re.sub(
            rf"(?:\b(?:in|at|from|for|of|by|about) )?(?:\bthe )?(?:{pattern.pattern}){A_KIND}",
            "",
            words,
            flags=re.IGNORECASE,
        )
    return re.sub(r"\s+(?=[?.,!])", "", " ".join(words.split()))
