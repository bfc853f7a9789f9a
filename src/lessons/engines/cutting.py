"""Cuts a model's JSON into its sentences as soon as each is complete, and trusts nothing in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lessons.engines.writer import Failure, WriterFailed

MOST_READ = 16_384  # characters of a reply
LONGEST = 600  # characters of a sentence
MOST_CITED = 8  # passages of a sentence
MOST_DIGITS = 4  # of a passage's number
OPENING = re.compile(r'\{\s*"sentences"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as a model wrote it, with the passage numbers that it gave. Its ``repr`` shows neither."""

    text: str
    passages: tuple[int, ...]

    def __repr__(self) -> str:
        return "Written(…)"


class Cutter:
    """Takes a reply piece by piece. ``complete`` is whether its list of sentences was closed."""

    def __init__(self) -> None:
        self._text = ""
        self._at = -1  # where the next sentence is looked for; -1 before the list was opened
        self._read = 0
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_without_doubles, parse_constant=_nothing, parse_float=_nothing, parse_int=_small
        )
        self.complete = False

    @property
    def opened(self) -> bool:
        """Whether the reply has a list of sentences at all."""
        return self._at >= 0

    def feed(self, piece: str) -> Iterator[Written | None]:
        """The sentences that this piece completes; None for one that is no sentence with passages. Raises WriterFailed."""
        self._read += len(piece)
        if self._read > MOST_READ:
            raise WriterFailed(Failure.TOO_MUCH)
        self._text += piece
        if not self.opened:
            opening = OPENING.search(self._text) if "[" in piece else None
            if opening is None:
                return
            self._at = opening.end()
        while not self.complete:
            self._skip()
            following = self._text[self._at : self._at + 1]
            self.complete = following == "]"
            if following in ("", "]"):
                return
            if following != "{":
                raise WriterFailed(Failure.UNREADABLE)
            if "}" not in self._text[self._at :]:  # saves decoding an unfinished sentence again and again
                return
            found = self._decode()
            if found is _UNFINISHED:
                return
            yield _sentence(found)

    def _skip(self) -> None:
        """Go past blanks and commas."""
        if between := BETWEEN.match(self._text, self._at):
            self._at = between.end()

    def _decode(self) -> Any:
        try:
            found, self._at = self._decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError:
            return _UNFINISHED
        except (ValueError, RecursionError):
            raise WriterFailed(Failure.UNREADABLE) from None
        return found


_UNFINISHED = object()


def _sentence(found: Any) -> Written | None:
    """A sentence out of an object of the reply, None where that is not what was asked for."""
    text, passages = found.get("text"), found.get("passages")
    if not isinstance(text, str) or not isinstance(passages, list) or not 0 < len(passages) <= MOST_CITED:
        return None
    if any(type(number) is not int for number in passages) or not text.strip() or len(text) > LONGEST:
        return None
    return Written(text.strip(" "), tuple(dict.fromkeys(passages)))


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one that says the same key twice is read differently by different programs, so nothing is read in it."""
    made = dict(pairs)
    return made if len(made) == len(pairs) else {}


def _small(digits: str) -> int | None:
    return int(digits) if len(digits) <= MOST_DIGITS else None


def _nothing(_: str) -> None:
    """What a number is that no passage can have."""
