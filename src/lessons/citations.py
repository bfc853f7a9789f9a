"""Verifies a draft: an excerpt is shown only where it is ``reading_text[start:end]`` of the version that it names.

Nothing fuzzy: a negation is 99 per cent alike. A quote's speaker must be the one whose label the source prints, and a
participant's words are never passed off as the authors', or the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from lessons.domain import Citation, Draft, Excerpt, Span, Statement, StatementKind, Structure

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+")
LONGEST_WORD = 40


class Fault(Enum):
    """Why an excerpt cannot be cited."""

    NO_DOCUMENT = "no document of that id"
    NO_PLACE = "outside the text"
    OTHER_WORDS = "other words stand there"
    OTHER_SPEAKER = "somebody else said it, or nobody who was interviewed"
    MIXED = "a participant's words and the authors' in one"
    CUT_WORD = "it begins or ends inside a word"


@dataclass(frozen=True, slots=True)
class Verified:
    """What is left of a draft: statements whose excerpts all verified, and their citations numbered in order."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    dropped: int


def verify(draft: Draft, structures: Mapping[str, Structure]) -> Verified:
    """Check every excerpt of a draft. A statement that loses an excerpt is dropped; notes without excerpts stay."""
    citations: dict[tuple[str, int, int], Citation] = {}
    statements: list[Statement] = []
    for drafted in draft.statements:
        checked = [verify_excerpt(excerpt, structures) for excerpt in drafted.excerpts]
        if any(c is None for c in checked) or (not checked and drafted.kind != StatementKind.NOTE):
            continue
        numbers: list[int] = []
        for citation in checked:
            if citation is not None:
                key = (citation.document, citation.start, citation.end)
                known = citations.setdefault(key, replace(citation, number=len(citations) + 1))
                numbers.append(known.number)
        statements.append(Statement(drafted.text, tuple(dict.fromkeys(numbers)), drafted.kind))
    return Verified(tuple(statements), tuple(citations.values()), len(draft.statements) - len(statements))


def cite(structure: Structure, span: Span) -> Citation | None:
    """A stretch of a document as a citation; None where it cuts a word or mixes a participant's words with the authors'."""
    quote = structure.quote_at(span)
    excerpt = Excerpt(structure.document.id, span, structure.words(span), quote.speaker.name if quote else None)
    return verify_excerpt(excerpt, {structure.document.id: structure})


def verify_excerpt(excerpt: Excerpt, structures: Mapping[str, Structure], number: int = 0) -> Citation | None:
    """The citation for an excerpt, or None where its words or its speaker do not stand there."""
    if find_fault(excerpt, structures):
        return None
    structure = structures[excerpt.document]
    section = structure.section_at(excerpt.span.start)
    return Citation(
        number=number,
        document=excerpt.document,
        section=section.title,
        theme=section.theme,
        page=structure.document.page_at(excerpt.span.start),
        speaker=excerpt.speaker,
        start=excerpt.span.start,
        end=excerpt.span.end,
        excerpt=excerpt.text,
    )


def find_fault(excerpt: Excerpt, structures: Mapping[str, Structure]) -> Fault | None:
    """Why an excerpt cannot be cited; None where it can."""
    structure = structures.get(excerpt.document)
    if structure is None:
        return Fault.NO_DOCUMENT
    if not 0 <= excerpt.span.start < excerpt.span.end <= len(structure.document.text):
        return Fault.NO_PLACE
    if structure.words(excerpt.span) != excerpt.text:
        return Fault.OTHER_WORDS
    quote = structure.quote_at(excerpt.span)
    if excerpt.speaker != (quote.speaker.name if quote else None):
        return Fault.OTHER_SPEAKER
    if _crosses_quote_border(excerpt.span, structure):
        return Fault.MIXED
    return Fault.CUT_WORD if _cuts_word(excerpt.span, structure.document.text) else None


def _crosses_quote_border(span: Span, structure: Structure) -> bool:
    """Whether a stretch mixes a participant's words or label with the authors' words, or is nothing but a label."""
    quote = structure.quote_at(span)
    if quote:
        return span.start >= quote.span.end
    return any(Span(q.span.start, q.label.end).overlaps(span) for q in structure.quotes)


def _cuts_word(span: Span, text: str) -> bool:
    """Whether a stretch begins or ends inside a word: "realistic" cut out of "unrealistic" says the opposite."""
    return any(
        word.start() < at < word.end()
        for at in (span.start, span.end)
        for word in WORD.finditer(text, max(0, at - LONGEST_WORD), at + LONGEST_WORD)
    )
