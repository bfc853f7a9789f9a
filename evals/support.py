"""Whether the excerpts that a statement cites carry it, after ALCE's citation recall and precision (arXiv 2305.14627).

ALCE asks a language model; here, offline: words in quotation marks must stand in an excerpt without a break, and a sentence of
the program's own must share most of its content words with the excerpts, the same numbers and the same negations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from evals.scoring import words

ENOUGH_WORDS = 0.6  # of a sentence's content words must stand in the excerpts
MOST_LEADING_IN = 6  # words of what stands before a colon, which names what follows
MOST_SUMMED = 8  # numbers in the excerpts, of which a sum may be given
NEGATIONS = frozenset({"not", "no", "never", "none", "nor", "neither", "without", "cannot", "t", "nobody", "nothing"})
SMALL_WORDS = frozenset(
    words(
        "a an and are as at be been but by for from had has have he her his i in into is it its of on or our she so than that "
        "the their them there they this to was we were what which who will with would you said"
    )
)
QUOTED = re.compile(r"“([^”]*)”")
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")


def carried(text: str, excerpts: Sequence[str]) -> str:
    """What of a statement the excerpts do not carry, in words; empty where they carry all of it."""
    runs, own = _parts(text)
    for run in runs:
        if not any(_stands_in(run, excerpt) for excerpt in excerpts):
            return f"no excerpt says “{run[:80]}”"
    for sentence in own:
        if missing := _unsupported(sentence, excerpts):
            return missing
    return ""


def contributes(text: str, excerpt: str) -> bool:
    """Whether an excerpt carries some part of a statement by itself."""
    runs, own = _parts(text)
    if runs:
        return any(_stands_in(run, excerpt) for run in runs)
    return any(not _unsupported(sentence, [excerpt]) or _overlap(sentence, [excerpt]) > 0 for sentence in own)


def _parts(text: str) -> tuple[list[str], list[str]]:
    """The words in quotation marks; the other sentences where there are none (beside quotes they only lead in)."""
    runs = [run for run in QUOTED.findall(text) if words(run)]
    own = [] if runs else [sentence for sentence in SENTENCE_END.split(text) if words(sentence)]
    return runs, own


def _stands_in(run: str, excerpt: str) -> bool:
    return f" {' '.join(words(run))} " in f" {' '.join(words(excerpt))} "


def _unsupported(sentence: str, excerpts: Sequence[str]) -> str:
    """Why the excerpts do not carry a sentence of the program's own; empty where they do."""
    if any(_stands_in(sentence, excerpt) for excerpt in excerpts):
        return ""
    leads_in = sentence.endswith(":") and len(words(sentence)) <= MOST_LEADING_IN  # "17 of the 66 interviews:"
    if not leads_in and _overlap(sentence, excerpts) < ENOUGH_WORDS:
        return f"too little of “{sentence[:80]}” stands in the excerpts"
    if strange := _strange_numbers(sentence, excerpts):
        return f"no excerpt holds the number {strange}"
    if _negations(sentence) != _negations(_nearest_stretch(sentence, excerpts)):
        return f"“{sentence[:80]}” and its excerpt are not negated alike"
    return ""


def _overlap(sentence: str, excerpts: Sequence[str]) -> float:
    content = _content(sentence)
    found = {word for excerpt in excerpts for word in words(excerpt)}
    return sum(word in found for word in content) / len(content) if content else 1.0


def _content(text: str) -> list[str]:
    return [word for word in words(text) if word not in SMALL_WORDS and not word.isdigit()]


def _strange_numbers(sentence: str, excerpts: Sequence[str]) -> str:
    """A number of a sentence where none of its numbers stands in an excerpt or is a sum of theirs."""
    held = [int(word) for excerpt in excerpts for word in words(excerpt) if word.isdigit()][:MOST_SUMMED]
    sums = {sum(chosen) for size in range(1, len(held) + 1) for chosen in combinations(held, size)}
    numbers = [word for word in words(sentence) if word.isdigit()]
    return "" if any(int(n) in sums for n in numbers) else next(iter(numbers), "")


def _negations(text: str) -> int:
    return sum(word in NEGATIONS for word in words(text)) % 2


def _nearest_stretch(sentence: str, excerpts: Sequence[str]) -> str:
    """The sentence of the excerpts that is most like this one."""
    stretches = [part for excerpt in excerpts for part in SENTENCE_END.split(excerpt)]
    wanted = words(sentence)
    return max(stretches, key=lambda s: SequenceMatcher(None, wanted, words(s), autojunk=False).ratio(), default="")
