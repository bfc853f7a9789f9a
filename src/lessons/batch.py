"""Reads a file of questions: one JSON object a line, checked before any is answered."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from lessons.domain import UsageError


def read_batch(path: Path) -> list[dict[str, Any]]:
    """The questions of a file ("-" is standard input) with id, history and version; raises UsageError naming the faulty line."""
    try:
        # Line breaks only: a question may hold the other characters that splitlines() would break it at.
        lines = (sys.stdin.read() if str(path) == "-" else path.read_text("utf-8-sig")).split("\n")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"The file {path} cannot be read: give the path of a text file in UTF-8.") from None
    entries: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            entries.append(_batch_entry(line, number))
    if not entries:
        raise UsageError(f"The file {path} holds no question: write one JSON object a line.")
    return entries


def _batch_entry(line: str, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError(f"Line {number} of the batch is not JSON: correct it.") from None
    if not isinstance(entry, dict) or not is_text(entry.get("question")):
        raise UsageError(f"Line {number} of the batch needs a “question” in words.")
    history, version = entry.get("history") or [], entry.get("version")
    if not isinstance(history, list) or not all(is_text(words) for words in history):
        raise UsageError(f"Line {number} of the batch has a “history” that is not a list of earlier questions.")
    if version is not None and not is_text(version):
        raise UsageError(f"Line {number} of the batch has a “version” that is not a name.")
    return {"id": entry.get("id"), "question": entry["question"], "history": history, "version": version}


def is_text(words: object) -> bool:
    """Whether these are words that can be written out again; half a surrogate pair cannot."""
    return isinstance(words, str) and not any("\ud800" <= character <= "\udfff" for character in words)
