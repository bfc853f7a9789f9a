"""Cuts a claim into the parts that each say one thing, and finds out who each of them says it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lessons.checking.entities import pilots_of, versions_of
from lessons.checking.pairing import each_apart, in_one_list
from lessons.checking.phrases import plain
from lessons.checking.quoted import hidden, shown
from lessons.checking.tokens import Token, tokens
from lessons.domain import Pilot

LEAST_WORDS = 3  # content words that make a part of its own
JOINTS = re.compile(
    r";\s+|,\s+(?=(?:and|but|while|whereas|so|yet|although|though|because|as|which|who|where|compared|with)\b)|:\s+(?=(?:one|another|the first|the former)\s)|\s+(?=(?:but|while|whereas|although|because|and (?:another|the other))\s)"
    r"|(?<=[a-z\ue000-\uf8ff]),\s+(?=(?:the|they|it|there|this|those|some|many|most|an?|one|interviewees|participants|lessons)\s)"
)
PERSONS = "participant|interviewee|respondent|informant|person|individual|speaker|stakeholder|member"
ROLES = (
    "manager|clinician|doctor|gp|nurse|consultant|commissioner|director|executive|leader|lead|practitioner|worker|patient|carer|resident|user|"
    "politician|minister|councillor|officer|paramedic|therapist|pharmacist|surgeon|analyst|administrator|chair|official|accountant|"
    "specialist|midwife|volunteer|chief|mp|academic|professor|owner|colleague|employee|professional|relative|spokesperson|representative|"
    "head|boss|figure|expert|researcher|author|governor|trustee|physician|matron|planner|source|voice"
)
ONE = re.compile(
    rf"\b(?P<article>one|an?|another|the same|the|this|that|each|every|either|neither)\s+(?P<words>(?:(?!(?:of|in|at|from|by|for|that|said|one|an?|another|the)\b)[\w&/-]+\s+){{0,5}}?)(?P<head>{PERSONS}|{ROLES})\b(?!s\b)(?!-)",
    re.IGNORECASE,
)
OF_SEVERAL = re.compile(
    rf"\bone of (?:its|the|their|these|those)\s+(?P<words>(?:[\w-]+\s+){{0,3}}?)(?P<head>{PERSONS}|{ROLES})s\b",
    re.IGNORECASE,
)
# A label and a colon name the speaker: "PACS senior manager: …", "Senior manager, MCP: …", "One view from UEC, a manager: …".
LABEL = re.compile(
    rf"(?:(?:the )?views? of |from |in the words of )?(?:an? |one |the )?(?P<words>(?:(?!(?:for|by|to|of|in|at|from|that|said|one|another|according|as|and)\b)[\w&/-]+\s+){{0,5}}?)(?P<head>{PERSONS}|{ROLES})(?P<place>(?:,| at| in| from| of)(?: [\w&-]+){{1,5}})?(?::\s|$)",
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

OPENING = re.compile(r"(?:in|at|for|from|within|across|as for|according to|among)\s", re.IGNORECASE)
OTHER = re.compile(
    rf"^(?:and |but |while |whereas )?(?:another|the other)\s+(?:{SAYS}|was|had|did|would|put)\b", re.IGNORECASE
)
CONDITION = re.compile(r"(?:without|with|but for|had|were|if|unless)\s", re.IGNORECASE)
LEADING = re.compile(
    r"(?:[A-Z][a-z]+ly )?[A-Z]?[a-z]{2,}ing\s(?!and\b|or\b)", re.IGNORECASE
)  # "Describing it so, one manager …"
# "…, said one manager", "…, a manager at the pilot said", "…, as a manager saw it": who says all that stands before.
AT_END = re.compile(
    rf",\s+(?:(?:{SAYS}|according to|as)\s+(?:an?|one)\s+[^,;:]*|(?:as\s+)?(?:an?|one)\s+(?:[\w-]+\s+){{1,9}}(?:{SAYS}|remarked|observed|put)(?: it)?)\.?$",
    re.IGNORECASE,
)
ATTRIBUTION = re.compile(rf"(?:the|an?|one)\s+(?:[\w-]+\s+){{0,8}}(?:{SAYS})\.?", re.IGNORECASE)


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
    listed: bool  # the pilots or versions are named in one list, if several are
    shared: bool = False  # it is one of those that say the same of each pilot or version of a list


def parts_of(sentence: str) -> tuple[Part, ...]:
    """The parts of a claim in order; one that names nobody is said by whom the one before names."""
    found: list[Part] = []
    for text in (one for piece in _joined(_cut(plain(sentence))) for one in each_apart(piece, LABELLED)):
        own = QUOTED.sub(" ", text)
        found.append(
            Part(
                text,
                tokens(text),
                pilots_of(own),
                voice_of(own, any(part.voice for part in found)),
                bool(SEVERAL.search(own)),
                versions_of(own),
                in_one_list(own),
            )
        )
    return _said_at_end(sentence, found)


def _said_at_end(sentence: str, found: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, with the one who is named at the end as having said it all, where nobody is before."""
    last = found[-1]
    if last.voice is None or not AT_END.search(plain(sentence)):
        return tuple(found)
    if any(part.several or (part.voice and SPOKEN.search(part.text)) for part in found[:-1]):
        return tuple(found)
    return tuple(replace(part, voice=last.voice) for part in found)


def voice_of(text: str, after_another: bool = False) -> Voice | None:
    """The one person that a text names as speaking; ``after_another`` somebody is it only with a word for saying."""
    if label := LABELLED.search(text):
        return Voice(tuple(label["role"].lower().split()), "manager", label["number"])
    if found := OF_SEVERAL.search(text):
        return Voice(tuple(found["words"].lower().split()), found["head"].lower())
    if found := LABEL.match(text):
        return Voice(tuple(re.findall(r"\w+", found["words"].lower())), found["head"].lower())
    for found in _speaking_first(text):
        if after_another and not _speaks(text, found.start(), found.end()):
            continue
        article = found["article"].lower()
        words = tuple(re.findall(r"\w+", found["words"].lower()))
        return Voice(words, found["head"].lower(), "", article in ("each", "every", "either", "neither"))
    return Voice((), "participant") if after_another and OTHER.search(text) else None


def _speaking_first(text: str) -> list[re.Match[str]]:
    """The persons that a text names, those that it says to speak first."""
    return sorted(ONE.finditer(text), key=lambda found: not SPOKEN.match(text[found.end() :].lstrip()))


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether somebody named is said to speak, or named with a pilot as speakers are."""
    behind = text[end : end + BESIDE]
    return bool(pilots_of(text[start : end + BESIDE]) or SPOKEN.search(behind) or SAID_BY.search(text[:start]))


def _cut(text: str) -> list[str]:
    """The text at its joints, but not within quotation marks."""
    masked, held = hidden(text)
    pieces = [piece for piece in JOINTS.split(masked) if piece and piece.strip()]
    return [shown(piece, held).strip() for piece in pieces]


def _joined(pieces: Sequence[str]) -> list[str]:
    """Pieces with too little in them joined to the one before, or the one after; so are those that only name who says it."""
    parts: list[str] = []
    opening = ""
    for i, piece in enumerate(pieces):
        begun, whole, opening = bool(opening), f"{opening}{piece}", ""
        opens = (
            (begun and ATTRIBUTION.fullmatch(piece))
            or _unreal(piece, pieces[i + 1 :])
            or LEADING.match(piece)
            or (OPENING.match(piece) and _weight(piece) <= LEAST_WORDS)
        )
        if opens and i + 1 < len(pieces):
            opening = f"{whole}, "
        elif OTHER.match(piece):
            parts.append(whole)
        elif parts and (min(_weight(whole), _weight(parts[-1])) < LEAST_WORDS or ATTRIBUTION.fullmatch(piece)):
            parts[-1] = f"{parts[-1]}, {whole}"
        else:
            parts.append(whole)
    return parts


def _unreal(piece: str, behind: Sequence[str]) -> bool:
    """Whether a piece only names what would have had to be otherwise: "Without this, that would have gone on"."""
    return bool(CONDITION.match(piece)) and any(re.search(r"\bwould\b", other) for other in behind[:2])


def _weight(text: str) -> int:
    return sum(word.content for word in tokens(text))
