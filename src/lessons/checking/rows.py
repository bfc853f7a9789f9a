"""Checks that a count of people is that of the table row for their role: "seven managers and three IT managers"."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.checking.grounding import Reading
from lessons.checking.numbers import numbers_of
from lessons.checking.passages import Unit
from lessons.checking.tokens import Token, word_set
from lessons.checking.verdicts import Fault, Reason

REACH = 8  # words behind a number that say whom it counts
COMPARING = word_set("more fewer less times of")
LOCAL = word_set("la local")
FROM, ENDS = word_set("from of in at"), word_set("and or was were is are while but")
MANAGERS = word_set("manager managers")


def rows_fault(reading: Reading) -> Fault | None:
    """A number of managers of one pilot that none of its cited rows has for their role."""
    pilots = reading.part.pilots
    rows = [u for u in reading.units if u.row and u.pilots == pilots and {w.small for w in u.words} & MANAGERS]
    if len(pilots) != 1 or not rows:
        return None
    for value, counted in _counts(reading.part.text, reading.part.words):
        own = [row for row in rows if _fits(counted, row)]
        held = [count for row in own if (count := _count(row)) is not None]
        if not own and {w.small for w in counted} & LOCAL and any(w.text == "IT" for w in counted):
            return Fault(Reason.ROLE, "no row is of IT managers from there")
        every = [count for row in rows if (count := _count(row)) is not None]
        if held and value not in (*held, sum(held), sum(every)):
            return Fault(Reason.NUMBER, "the row for that role has another number")
    return None


def _counts(text: str, words: Sequence[Token]) -> list[tuple[float, list[Token]]]:
    """Each number of managers in a text, with the words that say which managers."""
    at = {number.at: number.value for number in numbers_of(text)} | {
        i: 1.0 for i, w in enumerate(words) if w.small == "one"
    }
    found = []
    for i in sorted(at):
        end = min([j for j in at if j > i] + [i + REACH, len(words)])
        counted = list(words[i + 1 : end])
        last = next((n for n, w in enumerate(counted) if w.small in MANAGERS), None)
        if last is not None and counted[0].small not in COMPARING:
            found.append((at[i], counted[: last + 1 + _where(counted[last + 1 :])]))
    return found


def _where(behind: Sequence[Token]) -> int:
    """How many words behind the managers say from where they are: "from the local authority"."""
    if not behind or behind[0].small not in FROM:
        return 0
    return next((n for n, w in enumerate(behind) if n > 2 or w.small in ENDS), len(behind))


def _fits(counted: Sequence[Token], row: Unit) -> bool:
    """Whether a row is of the managers that a text counts: those of IT, of a local authority, or the others."""
    held = {w.text for w in row.words}
    small = {w.small for w in counted}
    local = bool(small & LOCAL)
    return ("IT" in held) == any(w.text == "IT" for w in counted) and (not local or bool(held & {"LA", "local"}))


def _count(row: Unit) -> int | None:
    return next((int(w.small) for w in row.words if w.small.isdigit()), None)
