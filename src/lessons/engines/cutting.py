"""Cuts a model's JSON into its sentences as soon as each is complete, and trusts nothing in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lessons.domain import Span
from lessons.engines.prompts import MOST_SIGNS
from lessons.engines.writer import Failure, WriterFailed
from lessons.sentences import split_sentences

MOST_READ = 16_384  # characters of a reply
LONGEST = 600  # characters of a text
MOST_CITED = 8  # passages of a sentence
MOST_DIGITS = 4  # of a passage's number
OPENING = re.compile(r'\{\s*"sentences"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")
CUT = re.compile(
    r'\{\s*"passages"\s*:\s*(\[[\d,\s]*\])\s*,\s*"text"\s*:\s*"((?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*)'
)
FINISHED = re.compile(r"[.!?][”’\"')]*$")
QUOTE_SIGNS = ("“”", '""')


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
            yield from _all_of(found)

    def rest(self) -> list[Written]:
        """The whole sentences of a text in the middle of which the reply was cut off, if it said before what they rest on."""
        cut = CUT.match(self._text, self._at) if self.opened and not self.complete else None
        if cut is None:
            return []
        try:
            text, passages = json.loads(f'"{cut[2]}"'), json.loads(cut[1], parse_int=_small)
        except (ValueError, RecursionError):
            return []
        return [written for written in _sentences(text, passages, _finished(text, cut=True)) if written]

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


def _all_of(found: Any) -> list[Written | None]:
    """The sentences of an object of the reply; None where it is not what was asked for.

    A text that is as long as may be was cut off there: only what is whole of it counts.
    """
    text = found.get("text")
    if not isinstance(text, str) or not text.strip():
        return [None]
    said = _finished(text, cut=len(text) == MOST_SIGNS)
    return _sentences(text, found.get("passages"), said or [text.strip(" ")])


def _sentences(text: str, passages: Any, said: list[str]) -> list[Written | None]:
    """What was said in a text, each sentence once and with the text's passages."""
    if not isinstance(passages, list) or not 0 < len(passages) <= MOST_CITED or len(text) > LONGEST:
        return [None]
    if any(type(number) is not int for number in passages):
        return [None]
    cited = tuple(dict.fromkeys(passages))
    return [Written(sentence, cited) for sentence in dict.fromkeys(said)]


def _finished(text: str, cut: bool) -> list[str]:
    """The sentences of a text that come to an end; where one ends inside a quotation, the text as a whole.

    What ends a text that was cut off may look like a sentence ("It cost 3." of "It cost 3.5 million.") and does not count.
    """
    found = [text[span.start : span.end].strip(" ") for span in split_sentences(text, Span(0, len(text)))]
    if not all(_balanced(said) for said in found[:-1]):
        found = [text.strip(" ")]
    return [said for said in (found[:-1] if cut else found) if FINISHED.search(said)]


def _balanced(said: str) -> bool:
    return all(
        said.count(signs[0]) == said.count(signs[1]) and (signs[0] != signs[1] or said.count(signs[0]) % 2 == 0)
        for signs in QUOTE_SIGNS
    )


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one that says the same key twice is read differently by different programs, so nothing is read in it."""
    made = dict(pairs)
    return made if len(made) == len(pairs) else {}


def _small(digits: str) -> int | None:
    return int(digits) if len(digits) <= MOST_DIGITS else None


def _nothing(_: str) -> None:
    """What a number is that no passage can have."""
