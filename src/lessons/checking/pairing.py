"""Cuts a sentence that says different things of several pilots, versions or people into one for each of them.

"X began in April and Y in June" says two things, and so does "14 in X and 11 in Y"; what the second leaves out is filled in from
the first, so that each can be checked against the passages about its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lessons.checking.entities import VERSION_NAMES, pilot_names
from lessons.checking.numbers import numbers_of
from lessons.checking.quoted import HIDDEN, hidden, shown
from lessons.checking.tokens import tokens

PREPOSITIONS = r"in|at|for|from|of|to|by|on|with|as|into|until|since|under"
DETERMINERS = r"the|its|an?|one|that|those|another|both"
NOUN = r"(?:['’]s?)?(?:\s+(?:vanguards?|pilots?|sites?|programmes?|models?|versions?|ones?)\b)?"
IN_LIST = re.compile(rf"{NOUN}(?:\s*,\s*|\s+|\b(?:and|or|{DETERMINERS}|in|at|of|from)\b|[()/&-])*", re.IGNORECASE)
JOINT = (
    r"(?:;|,)\s+(?:(?:and|but|while|whereas|where)\s+)?|,?\s+(?:and|but|while|whereas|versus|against|as against|as opposed to|"
    r"compared (?:with|to)|in contrast (?:with|to))\s+"
)
BEFORE_NAME = re.compile(rf"(?:{JOINT})(?P<rest>(?:(?:{PREPOSITIONS})\s+)?(?:(?:{DETERMINERS})\s+)?)$", re.IGNORECASE)
BEHIND_NAME = re.compile(rf"{NOUN}(?P<joint>{JOINT})", re.IGNORECASE)
CLAUSE = re.compile(r";\s+|,?\s+(?:while|whereas|but|and)\s+", re.IGNORECASE)
LEAST_WORDS = 3  # content words that make a clause of their own
NUMBER = re.compile(r"\s*\b(?P<number>(?:\d{1,2} )?[A-Z][a-z]+ \d{4}|\d+|[A-Za-z]+)\b")
GAP = re.compile(rf"\s*(?P<first>(?:{PREPOSITIONS}|an?)\b|[\ue000-\uf8ff])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """Where a text names a pilot, a version or a labelled person, or several of them in a list."""

    start: int
    end: int
    of: frozenset[str]


def each_apart(text: str, labelled: re.Pattern[str]) -> list[str]:
    """A text as one or several, each of which names one version, one labelled person, and one pilot or a list of them."""
    masked, held = hidden(text)
    found = [masked]
    for names in (_versions, lambda piece: _people(piece, labelled), _pilots):
        found = [one for piece in found for one in _apart(piece, names)]
    return [shown(piece, held).strip(" ,;") for piece in found]


def in_one_list(text: str) -> bool:
    """Whether the versions and the pilots of a text are each named in one place."""
    return all(len(_groups(text, sorted(names(text), key=_start))) < 2 for names in (_versions, _pilots))


def _start(name: Name) -> int:
    return name.start


def _versions(text: str) -> Iterator[Name]:
    for name, pattern in VERSION_NAMES:
        yield from (Name(m.start(), m.end(), frozenset({name})) for m in pattern.finditer(text))


def _pilots(text: str) -> Iterator[Name]:
    return (Name(start, end, frozenset({str(pilot)})) for pilot, start, end in pilot_names(text))


def _people(text: str, labelled: re.Pattern[str]) -> Iterator[Name]:
    return (Name(m.start(), m.end(), frozenset({m[0].lower()})) for m in labelled.finditer(text))


def _apart(text: str, names: Callable[[str], Iterator[Name]]) -> list[str]:
    """A text cut between the names of one kind, with what the later ones leave out filled in; whole where that is not sure."""
    groups = _groups(text, sorted(names(text), key=_start))
    if len(groups) == 1 and _second(text, groups[0]):
        groups = [Name(0, 0, frozenset()), *groups]
    cuts = [_cut(text, one, other) for one, other in pairwise(groups)]
    ends = [*(cut[0] for cut in cuts if cut), len(text)]
    if len(groups) < 2 or None in cuts:
        return [text]
    starts = [0, *(cut[1] for cut in cuts if cut)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    own = [Name(name.start - start, name.end - start, name.of) for name, start in zip(groups, starts, strict=True)]
    return [pieces[0], *(_filled(pieces[i], own[i], pieces[0], own[0]) for i in range(1, len(pieces)))]


def _second(text: str, name: Name) -> bool:
    """Whether a name begins a second clause, before which nobody is named ("It came out in May and its revision in June")."""
    joint = BEFORE_NAME.search(text[: name.start])
    before = tokens(text[: joint.start()]) if joint else ()
    return bool(_number(text[name.end :], anywhere=True)) and sum(w.content for w in before) >= LEAST_WORDS


def _groups(text: str, names: Sequence[Name]) -> list[Name]:
    """Names with nothing but "and" between them are one, and so is a name that comes twice."""
    groups: list[Name] = []
    for name in names:
        last = groups[-1] if groups else None
        if last and (name.of <= last.of or IN_LIST.fullmatch(text, last.end, name.start)):
            groups[-1] = Name(last.start, max(last.end, name.end), last.of | name.of)
        else:
            groups.append(name)
    return groups


def _cut(text: str, one: Name, other: Name) -> tuple[int, int] | None:
    """Where what is said of one name ends and what is said of the other begins; None where that cannot be told."""
    between = text[one.end : other.start]
    behind = re.split(r"[;,]", text[other.end :])[0]
    if (match := BEFORE_NAME.search(between)) and len(tokens(re.sub(NOUN, "", behind, count=1))) > 0:
        return one.end + match.start(), one.end + match.start("rest")
    if match := BEHIND_NAME.match(between):
        return one.end + match.start("joint"), one.end + match.end()
    joints = list(CLAUSE.finditer(between))
    return (one.end + joints[0].start(), one.end + joints[0].end()) if len(joints) == 1 else None


def _filled(piece: str, name: Name, first: str, of_first: Name) -> str:
    """A piece with what it leaves out: the verb behind its name, or all that stands before its number or its preposition."""
    if BEFORE_NAME.fullmatch(", " + piece[: name.start]):
        end = name.end + len(re.match(NOUN, piece[name.end :], re.IGNORECASE)[0])  # type: ignore[index]
        start = of_first.end + len(re.match(NOUN, first[of_first.end :], re.IGNORECASE)[0])  # type: ignore[index]
        verb = _verb(piece[end:], first[start:])
        return f"{piece[:end]}{' ' * verb[:1].isalnum()}{verb}"
    head, tail = first[: of_first.start], piece
    if (gap := GAP.match(piece)) and (same := _same_gap(gap["first"], head)):
        return f"{head[: same.start()]}{tail}"
    if (mine := _number(piece)) and (theirs := _number(head, last=True)):
        counted = re.split(rf"\s+(?:{PREPOSITIONS})\b[^,;]*$", head[theirs[1] :])[0]
        bare = not [w for w in tokens(piece[mine[1] : name.start]) if w.content]
        return f"{head[: theirs[0]]} {piece[: mine[1]]}{counted if bare else ''}{piece[mine[1] :]}"
    return piece


def _verb(rest: str, first: str) -> str:
    """What stands behind a name, with the verb of the first name's where it begins with a preposition, a number or a quote."""
    if mine := _number(rest):
        theirs = _number(first, last=False, anywhere=True)
        if theirs is None:
            return rest
        behind = "" if [w for w in tokens(rest[mine[1] :]) if w.content] else first[theirs[1] :]
        return f"{first[: theirs[0]]}{rest}{behind}"
    if (gap := GAP.match(rest)) and (same := _same_gap(gap["first"], first)):
        return f"{first[: same.start()]}{rest}"
    return rest


def _number(text: str, last: bool = False, anywhere: bool = False) -> tuple[int, int] | None:
    """From where to where a number stands that a text begins with, or its first or last one."""
    spans = [m.span() for m in NUMBER.finditer(text) if m["number"].lower() == "one" or numbers_of(m["number"])]
    if not spans:
        return None
    if last:
        return spans[-1]
    return spans[0] if anywhere or not text[: spans[0][0]].strip() else None


def _same_gap(first: str, text: str) -> re.Match[str] | None:
    """Where a text has the same preposition or article, or its first quotation."""
    return HIDDEN.search(text) if HIDDEN.match(first) else re.search(rf"\b{first}\b", text, re.IGNORECASE)
