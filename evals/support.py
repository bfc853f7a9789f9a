"""Whether the excerpts that a statement cites carry it, after ALCE's citation recall and precision (arXiv 2305.14627).

ALCE asks a language model; here, offline: words in quotation marks must stand in an excerpt without a break, and a sentence of
the program's own must share most of its content words with the excerpts, the same numbers and the same negations.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from evals.scoring import words
from lessons.domain import Span, Structure
from lessons.revisions import plain_words

ENOUGH_WORDS = 0.6  # of a sentence's content words must stand in the excerpts
MOST_LEADING_IN = 8  # words of what names what follows, or gives a number
MOST_OF_LABEL = 2  # words
MOST_DIGITS = 3  # of a number that may be summed, so that the sums stay few
NEGATIONS = frozenset({"not", "no", "never", "none", "nor", "neither", "without", "cannot", "t", "nobody", "nothing"})
SMALL_WORDS = frozenset(
    words(
        "a an and are as at be been but by for from had has have he her his i in into is it its of on or our she so than that "
        "the their them there they this to was we were what which who will with would you said"
    )
)
OF_HOW_MANY = re.compile(r"\bof (?:the )?(\d+)")
QUOTED = re.compile(r"“([^”]*)”")
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")


def carried(text: str, excerpts: Sequence[str], totals: Collection[int] = ()) -> str:
    """What of a statement the excerpts do not carry, in words; empty where they carry all of it.

    ``totals`` are those of the tables that the excerpts stand in.
    """
    runs, own = _parts(text, excerpts)
    for run in runs:
        if not any(_stands_in(run, excerpt) for excerpt in excerpts):
            return f"no excerpt says “{run[:80]}”"
    for sentence in own:
        if missing := _unsupported(sentence, excerpts, totals):
            return missing
    return ""


def contributes(text: str, excerpt: str) -> bool:
    """Whether an excerpt carries some part of a statement by itself."""
    runs, own = _parts(text, [excerpt])
    if runs:
        return any(_stands_in(run, excerpt) for run in runs)
    content = {word for sentence in own for word in words(sentence) if word not in SMALL_WORDS}
    return bool(content & set(words(excerpt)))


def table_totals(structure: Structure, span: Span) -> list[int]:
    """What each column comes to of the table that a stretch stands in, whatever its own last row says."""
    table = next((t for t in structure.tables if span.within(t.span)), None)
    rows = [[structure.words(cell) for cell in row.cells] for row in table.rows] if table else []
    columns = zip_longest(*(row for row in rows if not row[0].lower().startswith("total")), fillvalue="")
    return [sum(int(cell) for cell in column if cell.isdecimal()) for column in columns]


def _parts(text: str, excerpts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words in quotation marks; the other sentences where there are none (beside quotes they only lead in).

    A word or two in quotation marks that no excerpt holds is a label ("“Submitted” lists 24 references"), not a quote.
    """
    runs = [run for run in QUOTED.findall(text) if words(run)]
    quotes = [r for r in runs if len(words(r)) > MOST_OF_LABEL or any(_stands_in(r, e) for e in excerpts)]
    own = [] if quotes else [sentence for sentence in SENTENCE_END.split(text) if words(sentence)]
    return quotes, own


def _stands_in(run: str, excerpt: str) -> bool:
    """Whether words stand in an excerpt without a break, whatever the typesetting."""
    return any(f" {form(run)} " in f" {form(excerpt)} " for form in (plain_words, _joined))


def _joined(text: str) -> str:
    return " ".join(words(text))


def _unsupported(sentence: str, excerpts: Sequence[str], totals: Collection[int]) -> str:
    """Why the excerpts do not carry a sentence of the program's own; empty where they do."""
    if any(_stands_in(sentence, excerpt) and not _cut_off(sentence, excerpt) for excerpt in excerpts):
        return ""
    if not _leads_in(sentence) and _overlap(sentence, excerpts) < ENOUGH_WORDS:
        return f"too little of “{sentence[:80]}” stands in the excerpts"
    if strange := _strange_number(sentence, excerpts, totals):
        return f"no excerpt holds the number {strange}"
    if _negations(sentence) != _negations(_nearest_stretch(sentence, excerpts)):
        return f"“{sentence[:80]}” and its excerpt are not negated alike"
    return ""


def _leads_in(sentence: str) -> bool:
    """Whether a sentence only names what follows or gives a number: "17 of the 66 interviews:"."""
    said = words(sentence)
    return len(said) <= MOST_LEADING_IN and (sentence.endswith(":") or any(word.isdigit() for word in said))


def _cut_off(sentence: str, excerpt: str) -> bool:
    """Whether a negation stands right before a sentence in the excerpt: "No participants were paid" without the "No"."""
    before = f" {_joined(excerpt)} ".partition(f" {_joined(sentence)} ")[0].split()
    return bool(before) and before[-1] in NEGATIONS


def _overlap(sentence: str, excerpts: Sequence[str]) -> float:
    content = _content(sentence)
    found = {word for excerpt in excerpts for word in words(excerpt)}
    return sum(word in found for word in content) / len(content) if content else 1.0


def _strange_number(sentence: str, excerpts: Sequence[str], totals: Collection[int]) -> str:
    """A number that stands in no excerpt and is no sum of theirs; the 66 of "17 of the 66" may be a total instead."""
    held = _numbers_held(excerpts)
    counted = [word for word in words(OF_HOW_MANY.sub("", sentence)) if word.isdigit() and int(word) not in held]
    of_all = [word for word in OF_HOW_MANY.findall(sentence) if int(word) not in held.union(totals)]
    return next(iter(counted + of_all), "")


def _numbers_held(excerpts: Sequence[str]) -> set[int]:
    """The numbers of all excerpts and every sum of the short ones."""
    numbers = [word for excerpt in excerpts for word in words(excerpt) if word.isdigit()]
    sums = {0}
    for number in (int(word) for word in numbers if len(word) <= MOST_DIGITS):
        sums |= {total + number for total in sums}
    return sums | {int(word) for word in numbers}


def _content(text: str) -> list[str]:
    return [word for word in words(text) if word not in SMALL_WORDS and not word.isdigit()]


def _negations(text: str) -> int:
    return sum(word in NEGATIONS for word in words(text)) % 2


def _nearest_stretch(sentence: str, excerpts: Sequence[str]) -> str:
    """The sentence of the excerpts that is most like this one."""
    stretches = [part for excerpt in excerpts for part in SENTENCE_END.split(excerpt)]
    wanted = words(sentence)
    return max(stretches, key=lambda s: SequenceMatcher(None, wanted, words(s), autojunk=False).ratio(), default="")
