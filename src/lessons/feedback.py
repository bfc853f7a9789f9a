"""Keeps what visitors think of answers: one line of JSON each, in a file on this computer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock

from lessons.batch import is_text
from lessons.domain import Answer, BrokenError

LONGEST_REASON = 500  # characters


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a visitor said of an answer; ``cited`` are its places as "document:start-end", ``given`` the time in UTC.

    A second opinion on the same ``exchange`` takes the place of the first.
    """

    exchange: str
    question: str
    scope: str
    status: str
    good: bool
    reason: str
    cited: tuple[str, ...]
    program: str
    given: str


def opinion(exchange: str, answer: Answer, scope: str, good: bool, reason: str = "") -> Opinion:
    """An opinion given now."""
    return Opinion(
        exchange=exchange,
        question=answer.question,
        scope=scope,
        status=answer.status,
        good=good,
        reason=" ".join(reason.split())[:LONGEST_REASON],
        cited=tuple(f"{c.document}:{c.start}-{c.end}" for c in answer.citations),
        program=version("lessons-learnt-assistant"),
        given=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def keep(opinion: Opinion, path: Path) -> None:
    """Add an opinion to the file; raises BrokenError where it cannot be written."""
    line = json.dumps(asdict(opinion), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=5), path.open("a+b") as file:
            file.write(b"\n" + line if _is_cut_off(file) else line)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise BrokenError(
            f"Your feedback cannot be kept ({reason}): make room in {path.parent} or set LESSONS_FEEDBACK_FILE."
        ) from None


def kept(path: Path) -> tuple[Opinion, ...]:
    """The last opinion on each exchange, oldest first; what is cut off or no opinion is passed over. Raises BrokenError where
    the file is unreadable.
    """
    try:
        lines = path.read_text("utf-8", errors="replace").split("\n") if path.exists() else []
    except OSError as problem:
        raise BrokenError(f"The file {path} cannot be read ({problem.strerror}): mend its permissions.") from None
    last: dict[str, Opinion] = {}
    for opinion in _opinions(lines):
        last.pop(opinion.exchange, None)
        last[opinion.exchange] = opinion
    return tuple(last.values())


def _is_cut_off(file: BinaryIO) -> bool:
    """Whether the last line has no end, as when the disk was full: the next one would be lost with it."""
    if file.seek(0, os.SEEK_END) == 0:
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def _opinions(lines: list[str]) -> Iterator[Opinion]:
    for line in lines:
        try:
            entry = json.loads(line)
            opinion = Opinion(**{**entry, "cited": tuple(entry["cited"])})
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        if _is_whole(opinion):
            yield opinion


def _is_whole(opinion: Opinion) -> bool:
    """Whether every part is of its type, which a file that anyone may edit does not promise."""
    parts = asdict(opinion)
    good, cited = parts.pop("good"), parts.pop("cited")
    return isinstance(good, bool) and all(is_text(words) for words in (*parts.values(), *cited))
