"""Checks numbers that count within a list: how many things a sentence lists itself, and which place a thing has in a passage's list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lessons.checking.grounding import Reading
from lessons.checking.phrases import plain
from lessons.checking.tokens import Token, stem, tokens, word_list
from lessons.checking.verdicts import Fault, Reason

FEW = {word: i for i, word in enumerate(word_list("two three four five six"), start=2)}
PLACES = {word: i for i, word in enumerate(word_list("first second third fourth fifth sixth"), start=1)}
LIST = re.compile(rf"\b(?P<number>{'|'.join(FEW)})\b[^:]*:(?P<items>.+)$", re.IGNORECASE)
EACH = re.compile(
    r"\b(?:one|another|the other|the first|the second|a second|a third|the third)\b(?! of)", re.IGNORECASE
)
PLACE = re.compile(
    rf"\b(?P<place>{'|'.join(PLACES)})\b (?:(?:\w+ )?themes?\b|of (?:the )?(?:\w+ ){{0,2}}themes\b)"
    rf"|\btheme (?:number )?(?P<number>\d|one|{'|'.join(FEW)})\b",
    re.IGNORECASE,
)
ENOUGH = 0.65  # of the words of a thing in a list have to stand in the claim that gives its place


def counted_itself(sentence: str) -> tuple[float, ...]:
    """The number of things that a sentence announces and then lists ("two limitations: …, and …")."""
    found = LIST.search(plain(sentence))
    if not found:
        return ()
    items = found["items"]
    joint = r";\s+" if ";" in items else r",\s+and\s+|,\s+" if ", " in items else r"\s+and\s+"
    number = FEW[found["number"].lower()]
    return (float(number),) if number in (len(re.split(joint, items)), len(EACH.findall(items))) else ()


def placed(sentence: str) -> tuple[int, ...]:
    """The places in a list that a sentence gives things."""
    return tuple(_place(match) for match in PLACE.finditer(plain(sentence)))


def place_words(sentence: str) -> frozenset[str]:
    """The stems of the words that give things their places, which are checked as such ("the first theme")."""
    found = (match["place"] or match["number"] for match in PLACE.finditer(plain(sentence)))
    return frozenset(stem(word.lower()) for word in found)


def place_fault(sentence: str, passages: Sequence[str]) -> Fault | None:
    """A thing that has another place in the list of every passage that has one, or a place where no passage has a list."""
    said = {word.stem for word in tokens(sentence)}
    for place in placed(sentence):
        items = [item for text in passages if (item := _item(tokens(text), place))]
        if not any(len(set(item) & said) >= ENOUGH * len(item) for item in items):
            return Fault(Reason.NUMBER, f"no passage has that as number {place} of its list")
    return None


def said_of_each(i: int, reading: Reading) -> bool:
    """Whether "each" or "both" only joins the pilots or versions of a list, which are read one by one: "each of X and Y"."""
    behind = reading.part.words[i + 1 : i + 2]
    joins = reading.part.words[i].small in ("each", "both") and reading.part.shared
    return joins and not any(word.content and word.text.islower() for word in behind)


def _place(match: re.Match[str]) -> int:
    word = (match["place"] or match["number"]).lower()
    return int(word) if word.isdigit() else (PLACES | FEW | {"one": 1})[word]


def _item(words: Sequence[Token], place: int) -> list[str]:
    """The stems of what stands behind a number of a list, up to the next number."""
    at = next((i for i, word in enumerate(words) if word.small == str(place)), None)
    if at is None:
        return []
    behind = words[at + 1 :]
    end = next((i for i, word in enumerate(behind) if word.small == str(place + 1)), len(behind))
    return [word.stem for word in behind[:end] if word.content]
