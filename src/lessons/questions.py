"""Understands a question: what is asked for, about which pilot, theme, role and version, and what it leans on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lessons.domain import Answer, Pilot


class Want(StrEnum):
    """What kind of answer a question asks for."""

    QUOTES = "quotes"
    SPEAKER = "speaker"
    RECOMMENDATIONS = "recommendations"
    CHANGES = "changes"
    NUMBER = "number"
    REFERENCES = "references"
    CHECKLIST = "checklist"
    HEADINGS = "headings"


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood. ``standalone`` can be read without the conversation; ``searched`` adds the study's own words."""

    question: str
    standalone: str
    searched: str
    wants: frozenset[Want] = frozenset()
    count: int | None = None
    pilots: tuple[Pilot, ...] = ()
    roles: tuple[str, ...] = ()
    theme: int | None = None
    versions: tuple[str, ...] = ()
    leans_on: Answer | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the answer that it got."""

    query: Query
    answer: Answer


WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = tuple(
    (want, re.compile(pattern, re.IGNORECASE))
    for want, pattern in (
        (
            Want.SPEAKER,
            r"\bwho (said|says|told|put it|was (that|it))\b|\bwhose (words|quote)|\bwho.?s (the speaker|speaking)",
        ),
        (
            Want.QUOTES,
            r"\bquot|\bverbatim|\b(own|exact|actual) words\b|\bin (their|his|her) words|\bsound ?bite|\bwhat did .{0,40}\b"
            r"(say|think|tell)\b|\bsomeone sa|\banyone sa|\bvoices?\b",
        ),
        (
            Want.RECOMMENDATIONS,
            r"\brecommend|\badvi[cs]e|\bshould (we|i|they|you|one|a|the|our|nhs|managers?|leaders?|people)\b|\bwhat (to|can) (do|we do|i do)\b"
            r"|\bkey messages?|\blearning points?|\btake.?aways?|\btips?\b|\bdo differently|\bneeds? to be done|\bsuggest",
        ),
        (
            Want.CHANGES,
            r"\b(change[ds]?|differ\w*|compar\w+|revis\w+|reword\w*|edit(ed|s)|added|remov\w+|dropped|cut|softened|alter\w*)\b"
            r".{0,80}\b(version|draft|manuscript|submi\w+|r1|revision|published|review|paper|article|wording|text|authors)\b"
            r"|\b(version|draft|manuscript|submi\w+|r1|revision|published|peer review|original(ly)?)\b.{0,80}"
            r"\b(change[ds]?|differ\w*|compar\w+|reword\w*|edit(ed|s)|add(ed)?|remov\w+|dropped|softened|alter\w*|same|new|missing)\b",
        ),
        (
            Want.NUMBER,
            r"\bhow (many|much|long|often|big)\b|\bnumbers? of\b|\bcount\b|\btotal\b|\bper ?cent(age)?\b|\bproportion\b",
        ),
        (Want.REFERENCES, r"\breferences?\b|\bcit(e|es|ed|ation|ations)\b|\bbibliograph|\bliterature\b"),
        (Want.HEADINGS, r"\bheadings?\b|\b(theme|section|chapter)s?\b.{0,40}\b(called|named|titled?|names?)\b|\b(called|named?|titles?)\b.{0,40}\b(theme|section|table)"),
        (Want.CHECKLIST, r"\bchecklist|\bsrqr\b|\breporting (standard|guideline)"),
    )
)

PILOTS: tuple[tuple[Pilot, re.Pattern[str]], ...] = tuple(
    (pilot, re.compile(pattern, re.IGNORECASE))
    for pilot, pattern in (
        (Pilot.MCP, r"\bmcps?\b|multi.?special\w+ community"),
        (Pilot.PACS, r"\bpacs\b|primary and acute care"),
        (Pilot.ACC, r"\bacc\b|acute care collab\w*|\bhospitals? (collaborat\w+|alliance|chain|group)"),
        (Pilot.EHCH, r"\behch\b|\bcare.?homes?\b|\b(nursing|residential) homes?\b"),
        (Pilot.UEC, r"\buec\b|\burgent\b|\ba ?& ?e pilot|\bemergency care (pilot|site|vanguard)"),
    )
)

VERSIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "submitted",
        re.compile(
            r"\b(submitted|submission|first (version|draft|manuscript)|initial (version|draft)|original (version|draft|manuscript|paper))\b",
            re.IGNORECASE,
        ),
    ),
    ("r1", re.compile(r"\b(r1|revised|revision|second (version|draft)|resubmi\w+)\b", re.IGNORECASE)),
    (
        "published",
        re.compile(r"\b(published|final (version|paper|article)|version of record|printed)\b", re.IGNORECASE),
    ),
)
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "Senior IT Manager",
        re.compile(
            r"\b(it|digital|technology|computer|informatics) (manager|lead|director|person|people|staff|boss)",
            re.IGNORECASE,
        ),
    ),
)
THEME = re.compile(r"\btheme (?:no\.? |number )?(\d|one|two|three|four|five|six)\b", re.IGNORECASE)
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
COUNT = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?:\w+\s+){{0,3}}?(?:quot|voices?|sound ?bites?|verbatim)", re.IGNORECASE
)

LEANS = re.compile(
    r"^(and|but|so|also|what about|how about|same|why|who|which|where|when|really|ok|any)\b.{0,60}$"
    r"|\b(that|those|it|its|they|them|their|this|these|he|she|him|her|the same|the former|the latter|one|there)\b",
    re.IGNORECASE,
)


def understand(
    question: str,
    earlier: Sequence[Turn] = (),
    everyday: Mapping[str, str] | None = None,
    version: str | None = None,
) -> Query:
    """What a question asks for; with earlier turns, a question that leans on them is made to stand alone.

    ``everyday`` maps everyday words to the study's. ``version`` limits the answer to one document id, or "all".
    """
    words = " ".join(question.split())
    pilots = _pilots(words)
    wants = frozenset(want for want, pattern in WANTS if pattern.search(words))
    last = next((t for t in reversed(earlier) if t.answer.statements), None)
    standalone = words
    leans_on = None
    if last and _leans(words):
        leans_on = last.answer
        standalone = _stand_alone(words, last.query)
    return Query(
        question=question,
        standalone=standalone,
        searched=" ".join([standalone, *_study_words(standalone, everyday or {})]),
        wants=wants,
        count=_count(words),
        pilots=pilots or (last.query.pilots if last and leans_on else ()),
        roles=tuple(role for role, pattern in ROLES if pattern.search(words)),
        theme=_theme(words),
        versions=_versions(words, version),
        leans_on=leans_on,
    )


def _pilots(words: str) -> tuple[Pilot, ...]:
    return tuple(pilot for pilot, pattern in PILOTS if pattern.search(words))


def _count(words: str) -> int | None:
    found = COUNT.search(words)
    return (NUMBERS.get(found[1].lower()) or int(found[1])) if found else None


def _theme(words: str) -> int | None:
    found = THEME.search(words)
    if not found:
        return None
    number = NUMBERS.get(found[1].lower()) or int(found[1])
    return number if 1 <= number <= 6 else None


def _versions(words: str, version: str | None) -> tuple[str, ...]:
    if version and version != "all":
        return (version,)
    return tuple(name for name, pattern in VERSIONS if pattern.search(words))


def _study_words(words: str, everyday: Mapping[str, str]) -> list[str]:
    return [everyday[w] for w in re.findall(r"[\w&’'-]+", words.lower()) if everyday.get(w)]


def _leans(words: str) -> bool:
    """Whether a question can only be read with the one before: short, and pointing back or carrying on."""
    return len(words.split()) <= 12 and bool(LEANS.search(words))


def _stand_alone(words: str, before: Query) -> str:
    return f"{before.standalone} {words}"
