"""Cuts a claim into the parts that each say one thing, and finds out who each of them says it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lessons.checking.entities import pilots_of, versions_of
from lessons.checking.tokens import Token, plain, tokens
from lessons.domain import Pilot

LEAST_WORDS = 3  # content words that make a part of its own
JOINTS = re.compile(
    r";\s+|,\s+(?=(?:and|but|while|whereas|so|yet|although|though|because|as|which|who|compared)\b)|\s+(?=(?:but|while|whereas|although|because)\s)"
    r"|(?<=[a-z]),\s+(?=(?:the|they|it|there|this|those|some|many|most|an?|one|interviewees|participants|lessons)\s)"
)
PERSONS = "participant|interviewee|respondent|informant|person|individual|speaker|stakeholder|member"
ROLES = (
    "manager|clinician|doctor|gp|nurse|consultant|commissioner|director|executive|leader|lead|practitioner|worker|patient|carer|resident|user|"
    "politician|minister|councillor|officer|paramedic|therapist|pharmacist|surgeon|analyst|administrator|chair|official|accountant|"
    "specialist|midwife|volunteer|chief|mp|academic|professor|owner|colleague|employee|professional|relative|spokesperson|representative|"
    "head|boss|figure|expert|researcher|author|governor|trustee|physician|matron|planner|source|voice"
)
ONE = re.compile(
    rf"\b(?P<article>one|an?|another|the same|the|this|that|each|every|either|neither)\s+(?P<words>(?:(?!(?:of|in|at|from|by|for|that|said)\b)[\w&/-]+\s+){{0,5}}?)(?P<head>{PERSONS}|{ROLES})\b(?!s\b)(?!-)",
    re.IGNORECASE,
)
OF_SEVERAL = re.compile(
    rf"\bone of (?:its|the|their|these|those)\s+(?P<words>(?:[\w-]+\s+){{0,3}}?)(?P<head>{PERSONS}|{ROLES})s\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"[^"]*"')
LABELLED = re.compile(
    r"\b(?:(?P<pilot>MCP|PACS|ACC|EHCH|UEC)[-, ]+)?(?P<role>Senior(?: IT)? Manager|(?:IT )?Manager) (?:number |no\.? )?(?P<number>\d{1,2})\b",
    re.IGNORECASE,
)
SAYS = (
    "said|say|says|felt|feel|thought|think|called|call|described|describe|spoke|speak|complained|reported|report|found|find|warned|valued|doubted|explained|"
    "argued|noted|wanted|worried|admitted|told|saw|believed|commented|claimed|mentioned|regarded|criticised|agreed|acknowledged|recognised|raised"
)
BESIDE = 40  # characters behind a name that may hold its pilot or its word for saying
SPOKEN = re.compile(rf"\b(?:{SAYS})\b", re.IGNORECASE)
SAID_BY = re.compile(r"\b(?:according to|for|by|from|words of)\s*$", re.IGNORECASE)
SEVERAL = re.compile(
    rf"\b(?:(?:{PERSONS}|{ROLES})s|people|staff|everyone|everybody|nobody|none|authors|sites|pilots|vanguards|teams|study|paper|england)\b"
    rf"(?:\s+(?!which|who|that)[\w'-]+){{0,4}}?\s+(?:{SAYS})\b|\baccording to (?!an?\b|one\b)(?!\w*-?senior manager)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One person whom a part names as the one who says it: the words of the description, and the number of a label."""

    words: tuple[str, ...]
    head: str
    number: str = ""
    universal: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a claim: its words, the pilots it names, the one person it names."""

    text: str
    words: tuple[Token, ...]
    pilots: frozenset[Pilot]
    voice: Voice | None
    several: bool
    versions: tuple[str, ...]


def parts_of(sentence: str) -> tuple[Part, ...]:
    """The parts of a claim in order; one that names nobody is said by whom the one before names."""
    found: list[Part] = []
    for text in _joined(_cut(plain(sentence))):
        own = QUOTED.sub(" ", text)
        found.append(
            Part(
                text,
                tokens(text),
                pilots_of(own),
                voice_of(own, any(part.voice for part in found)),
                bool(SEVERAL.search(own)),
                versions_of(own),
            )
        )
    return tuple(found)


def voice_of(text: str, after_another: bool = False) -> Voice | None:
    """The one person that a text names as speaking; ``after_another`` somebody is it only with a word for saying."""
    if label := LABELLED.search(text):
        return Voice(tuple(label["role"].lower().split()), "manager", label["number"])
    if found := OF_SEVERAL.search(text):
        return Voice(tuple(found["words"].lower().split()), found["head"].lower())
    for found in ONE.finditer(text):
        if after_another and not _speaks(text, found.start(), found.end()):
            continue
        article = found["article"].lower()
        return Voice(
            tuple(re.findall(r"\w+", found["words"].lower())),
            found["head"].lower(),
            "",
            article in ("each", "every", "either", "neither"),
        )
    return None


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether somebody named is said to speak, or named with a pilot as speakers are."""
    behind = text[end : end + BESIDE]
    return bool(pilots_of(text[start : end + BESIDE]) or SPOKEN.search(behind) or SAID_BY.search(text[:start]))


def _cut(text: str) -> list[str]:
    """The text at its joints, but not within quotation marks."""
    held: list[str] = []

    def keep(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\x00{len(held) - 1}\x00"

    masked = re.sub(r'"[^"]*"', keep, text)
    pieces = [piece for piece in JOINTS.split(masked) if piece and piece.strip()]
    return [re.sub(r"\x00(\d+)\x00", lambda m: held[int(m[1])], piece).strip() for piece in pieces]


def _joined(pieces: Sequence[str]) -> list[str]:
    """Pieces with too little in them joined to the one before, or the one after."""
    parts: list[str] = []
    for piece in pieces:
        if parts and min(_weight(piece), _weight(parts[-1])) < LEAST_WORDS:
            parts[-1] = f"{parts[-1]}, {piece}"
        else:
            parts.append(piece)
    return parts


def _weight(text: str) -> int:
    return sum(word.content for word in tokens(text))
