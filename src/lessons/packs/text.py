"""Words as files can hold them: without control characters, and in Markdown with every character shown as it is."""

from __future__ import annotations

import re
import unicodedata

UNPRINTABLE = frozenset({"Cc", "Cs", "Cn"})  # control characters, halves of pairs, and what Unicode does not define
MARKDOWN = re.compile(r"([\\`*_{}\[\]<#|$~]|&(?=#?\w+;))")
LIST_SIGN = re.compile(r"^([-+=>])")  # at the start of a line, the only place where these mean anything
LIST_NUMBER = re.compile(r"^(\d+)([.)])")  # at the start of a line


def printable(words: str) -> str:
    """Words without the characters that a file cannot hold; a table's tabs and line ends stay."""
    return "".join(c for c in words if c in "\t\n" or unicodedata.category(c) not in UNPRINTABLE)


def one_line(words: str) -> str:
    """Printable words on one line, with single spaces."""
    return " ".join(printable(words).split())


def uncapitalised(words: str) -> str:
    """Words as they stand inside a sentence: “revised (R1)”."""
    return words[:1].lower() + words[1:]


def markdown_text(words: str | None) -> str:
    """Words as Markdown that shows every character as it is, on one line."""
    line = MARKDOWN.sub(r"\\\1", one_line(words or ""))
    return LIST_SIGN.sub(r"\\\1", LIST_NUMBER.sub(r"\1\\\2", line))
