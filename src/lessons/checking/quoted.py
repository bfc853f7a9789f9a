"""Checks the words that a written sentence puts in quotation marks: verbatim, in one passage, without a break."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lessons.checking.phrases import plain
from lessons.checking.verdicts import Fault, Reason

# Double quotation marks of any kind; single ones where they stand around words and not inside one.
DOUBLE = re.compile(r'"([^"]*)"')
SINGLE = re.compile(r"(?<![\w'])'(?!s\s)([^'\"]*(?:(?<=\w)'(?=\w)[^'\"]*)*)'(?!\w)")
FIRST_HIDDEN = 0xE000  # signs that no text has
HIDDEN = re.compile("[\ue000-\uf8ff]")
WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def quoted_runs(sentence: str) -> list[str]:
    """The runs of words in quotation marks, whatever marks they are."""
    text = plain(sentence)
    runs = DOUBLE.findall(text)
    return [run for run in (*runs, *SINGLE.findall(DOUBLE.sub(" ", text))) if WORDS.search(run)]


def quote_fault(sentence: str, excerpts: Sequence[str]) -> Fault | None:
    """Words in quotation marks that no passage says just so."""
    if plain(sentence).count('"') % 2:
        return Fault(Reason.QUOTE, "a quotation mark is not closed")
    held = [form(excerpt) for excerpt in excerpts]
    for run in quoted_runs(sentence):
        if not any(form(run) in text for text in held):
            return Fault(Reason.QUOTE, f"no passage says “{run[:80]}”")
    return None


def hidden(text: str) -> tuple[str, list[str]]:
    """A plain text with one sign for each run in quotation marks (see ``HIDDEN``), and those runs."""
    runs: list[str] = []

    def hide(match: re.Match[str]) -> str:
        runs.append(match[0])
        return chr(FIRST_HIDDEN + len(runs) - 1)

    return DOUBLE.sub(hide, text), runs


def shown(text: str, runs: Sequence[str]) -> str:
    """A text with its hidden runs in their places again."""
    return HIDDEN.sub(lambda match: runs[ord(match[0]) - FIRST_HIDDEN], text)


def form(text: str) -> str:
    """Words of a text in one typesetting, its ellipses kept, blanks around."""
    signs = re.findall(r"[^\W_]+(?:'[^\W_]+)*|…", plain(text).lower())
    return f" {' '.join(signs)} "
