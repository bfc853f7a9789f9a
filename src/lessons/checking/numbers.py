"""Finds the numbers of a sentence, in digits and in words, and whether the passages say them of the same things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lessons.checking.synonyms import alike
from lessons.checking.tokens import Token, stem, tokens, word_list
from lessons.checking.verdicts import Fault, Reason

UNITS = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
VALUES = {word: float(i) for i, word in enumerate(UNITS)} | {word: 10.0 * i for i, word in enumerate(TENS, start=2)}
SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "k": 1000.0}
ORDINALS = word_list("second third fourth fifth sixth seventh eighth ninth tenth")
# Words that stand for a number; each has to stand in the passages itself, or what it comes to has.
LOOSE: dict[str, float] = {
    "dozen": 12, "dozens": 12, "couple": 2, "pair": 2, "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "doubling": 2, "triple": 3,
    "tripled": 3, "half": 0.5, "halves": 0.5, "halved": 0.5, "quarter": 0.25, "quarters": 0.25, "thirds": 1 / 3, "hundreds": 100,
    "thousands": 1000, "millions": 1e6, "decade": 10, "decades": 10, "fortnight": 14, "trio": 3,
}  # fmt: skip
LOOSE |= {word: i for i, word in enumerate(ORDINALS, start=2)}
FRACTIONS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "sixth": 1 / 6,
    "eighth": 1 / 8,
    "tenth": 1 / 10,
}
PARTS = {"two": 2, "three": 3, "four": 4}
SAME_FORM = frozenset({"decade", "decades"})  # only the word itself will do
QUANTITIES = frozenset({"a", "an", "one", "all", "each", "every", "both"})
HEADS = 3  # content words beside a number that say what it counts
YEARS = 1900
LEAST_LIST = 3  # numbers from 1 upwards that make a list
MANAGER = stem("manager")
MONTHS = frozenset(
    stem(m)
    for m in [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands: its value, its unit ("%", "£" or none), and the position of its first word."""

    value: float
    unit: str
    word: str
    at: int
    used: int = 1  # words that it is made of


@lru_cache(maxsize=512)
def numbers_of(text: str) -> tuple[Number, ...]:
    """Every number of a text, a year with the month before it; "one" is no number, for it counts hardly ever."""
    words = tokens(text)
    found: list[Number] = []
    skip = -1
    for i, word in enumerate(words):
        if i <= skip:
            continue
        value, used = _value(words, i)
        if value is not None:
            unit = _unit(words, i, used)
            if value > YEARS and i and words[i - 1].stem in MONTHS:
                unit = words[i - 1].stem
            found.append(Number(value, unit, word.small, i, used))
            skip = i + used - 1
    return tuple(found)


def number_fault(sentence: str, passages: Sequence[str], known: Sequence[float] = ()) -> Fault | None:
    """A number that no passage says, or says of something else; those ``known`` need no proof."""
    words = tokens(sentence)
    for number in numbers_of(sentence):
        if number.value in known and number.unit == "":
            continue
        homes = [(text, held) for text in passages for held in numbers_of(text) if _same(number, held)]
        if any(_otherwise(words, number, text) for text in passages) and not any(
            _bound(words, number, text, held) > 1 for text, held in homes
        ):
            return Fault(Reason.NUMBER, f"the passages do not say {number.word} of this")
        if not homes:
            return Fault(Reason.NUMBER, f"no passage holds the number {number.word}")
        own = max(_bound(words, number, text, held) for text, held in homes)
        others = [
            _bound(words, number, text, other)
            for text in passages
            for other in numbers_of(text)
            if not _same(number, other)
            and (other.value > YEARS) == (number.value > YEARS)
            and other.at not in _enumerating(text)
        ]
        if max(others, default=0) > own:
            return Fault(Reason.NUMBER, f"the passages say {number.word} of something else")
    return None


def _enumerating(text: str) -> frozenset[int]:
    """Where the numbers of a list within a text stand ("(1) … (2) … (3) …"): they count nothing."""
    found: list[int] = []
    for number in numbers_of(text):
        if number.word == str(len(found) + 1):
            found.append(number.at)
    return frozenset(found) if len(found) >= LEAST_LIST else frozenset()


def _otherwise(words: Sequence[Token], number: Number, text: str) -> bool:
    """Whether a passage says "an hour" or "all sites" where the claim has a number of them."""
    counted = words[number.at + 1].stem if number.at + 1 < len(words) else ""
    held = tokens(text)
    return any(w.stem == counted and i and held[i - 1].small in QUANTITIES for i, w in enumerate(held))


def _value(words: Sequence[Token], at: int) -> tuple[float | None, int]:
    """The number that begins at a word, and of how many words it is made."""
    small = words[at].small
    digits = re.fullmatch(r"[£$€]?(\d+(?:[.,]\d+)*)%?", small)
    after = words[at + 1].small if at + 1 < len(words) else ""
    if digits:
        value = float(re.sub(r",(?=\d{3})", "", digits[1]).replace(",", ".")) if digits[1].count(".") < 2 else -1.0
        return (value * SCALES[after], 2) if after in SCALES else (value, 1)
    if small in PARTS and after.removesuffix("s") in FRACTIONS:
        return PARTS[small] * FRACTIONS[after.removesuffix("s")], 2
    if small in VALUES and small != "one":
        value, used = VALUES[small], 1
        if small in TENS and after in UNITS[1:10]:
            value, used = value + VALUES[after], 2
        following = words[at + used].small if at + used < len(words) else ""
        return (value * SCALES[following], used + 1) if following in SCALES else (value, used)
    if small == "one" and after in SCALES:
        return SCALES[after], 2
    if at and words[at - 1].small in ("a", "one") and small in FRACTIONS:
        return FRACTIONS[small], 1
    return (float(LOOSE[small]), 1) if small in LOOSE else (None, 1)


def _unit(words: Sequence[Token], at: int, used: int) -> str:
    text = " ".join(word.text for word in words[at : at + used + 1])
    if "%" in words[at].text or re.search(r"\b(?:percent|percentage)\b", text):
        return "%"
    return "£" if re.search(r"[£$€]|\bpounds?\b", text) else ""


def _same(one: Number, other: Number) -> bool:
    if one.word in SAME_FORM or other.word in SAME_FORM:
        return one.word.rstrip("s") == other.word.rstrip("s")
    if {one.unit, other.unit} == {"", "%"} and _portion(one) == _portion(other) < 1:
        return True
    if one.value != other.value or (one.unit != other.unit and not (one.unit == "" and other.unit in MONTHS)):
        return False
    ordinal = one.word in ORDINALS and one.value >= 1, other.word in ORDINALS and other.value >= 1
    return ordinal[0] == ordinal[1]


def _portion(number: Number) -> float:
    """What part of a whole a number is: 0.2 for "a fifth" and for "20%"."""
    return round(number.value / 100 if number.unit == "%" else number.value, 4)


def _bound(words: Sequence[Token], number: Number, text: str, held: Number) -> int:
    """How surely two numbers are said of the same thing: a date by the words before it, another by those behind."""
    mine, theirs = _counted(words, number), _counted(tokens(text), held, beside=1)
    staffed = MANAGER in mine and MANAGER in theirs
    alone = {"it", "la"} & (set(mine) ^ set(theirs)) if staffed else set()  # IT managers are others than managers
    return sum(2 if one in theirs else any(alike(one, other) for other in theirs) for one in mine) - len(alone)


def _counted(words: Sequence[Token], number: Number, beside: int = 0) -> list[str]:
    """The stems of the words that say what a number counts, and of some that stand ``beside`` it on the other side."""
    behind, before = range(number.at + 1, len(words)), range(number.at - 1, -1, -1)
    if number.value > YEARS:
        return _first(words, before, number.at, HEADS - 1)
    return _first(words, behind, number.at, HEADS) + _first(words, before, number.at, beside)


def _first(words: Sequence[Token], around: range, at: int, most: int) -> list[str]:
    found: list[str] = []
    for i in around:
        word = words[i]
        if word.sentence != words[at].sentence or len(found) == most:
            break
        if (found and word.small in VALUES | LOOSE) or word.small.isdigit():
            break
        if word.content and not word.small[0].isdigit() and word.stem not in MONTHS:
            found.append(word.stem)
    return found
