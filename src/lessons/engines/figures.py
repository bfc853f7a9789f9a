"""Counts interviews from the rows of the table of interviewees, by pilot and role, and shows the rows that were added up."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lessons import phrases
from lessons.domain import Chunk, ChunkKind, DraftStatement, Excerpt, Pilot, Span, StatementKind
from lessons.engines.statements import excerpt_of, table_of, version_asked
from lessons.library import Library
from lessons.questions import Query, Want
from lessons.wants import FEWEST_WORDS, MOST_WORDS

ASKS = re.compile(
    r"\b(interview\w*|participants?|respondents?|informants?|people|persons?|sample|managers?|directors?|executives?|leads?|leaders?|bosses|conversations?|talk(ed)?|speak|spoke|spoken|heard?|"
    r"how many (?:came |were )?from)\b",
    re.IGNORECASE,
)
WHO = r"(interview\w*|people|participants?|respondents?|informants?|managers?|conversations?|talked|spoken? to)"
COUNTS = re.compile(
    rf"\b(how many|numbers?|split|breakdown|break down|spread|headcount|tally|count|share|proportion|per ?cent(age)?)\b"
    rf"|\b(most|fewest|least|largest|smallest|biggest|highest|lowest|total|more|fewer|bulk|majority|lion['’]s share)\b.{{0,25}}\b{WHO}\b",
    re.IGNORECASE,
)
ROLE = (
    (re.compile(r"\b(i\.?t\.?|digital|tech\w*|informatics|computer)\b", re.IGNORECASE), "it manager"),
    (re.compile(r"\b(la|local authorit\w+|council\w*)\b", re.IGNORECASE), ", la"),
    (re.compile(r"\bccgs?\b", re.IGNORECASE), ", ccg"),
)
# "IT" is a role only where it is written in capitals or with "manager"; "it" is a pronoun.
PRONOUN = re.compile(r"\bit\b(?! managers?| people| leads?| staff)")
EACH = re.compile(
    r"\b(?:each|every|per|by|all five|the five|different) (?:pilots?|sites?|vanguards?|schemes?|projects?|initiatives?|one)\b|\bbreakdown\b|\bsplit\b|\bspread\b|"
    r"\beach (?:have|had|has|get|got|hold|held|do|did)\b|\b(?:have|had|has|at|in|for|from) each\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """A row of the table of interviewees."""

    chunk: Chunk
    pilot: Pilot
    count: int
    role: str


def compose_figures(query: Query, library: Library) -> list[DraftStatement]:
    """What was asked about numbers of interviews, worked out from the rows; empty where nothing of the kind was asked."""
    words = query.standalone
    counts = Want.NUMBER in query.wants or COUNTS.search(words)
    asked = counts and ASKS.search(words) and query.only_counts
    if not (asked or query.asks_for_table):
        return []
    rows = interview_rows(library, version_asked(query, library))
    every = sum(row.count for row in rows)
    if not asked:
        whole = rows and _number(rows, library) == query.table
        return [_each(rows, every, _rows_together(rows, library))] if whole else []
    fitting = [row for row in rows if _fits_pilots(row, query, words) and _fits_roles(row, words)]
    if EACH.search(words) and fitting:
        return [_each(fitting, every, _rows_together(rows, library))]
    if not fitting or not (len(fitting) < len(rows) or MOST_WORDS.search(words) or FEWEST_WORDS.search(words)):
        return []
    if MOST_WORDS.search(words) or FEWEST_WORDS.search(words):
        return [_extreme(fitting, every, _rows_together(rows, library), fewest=not MOST_WORDS.search(words))]
    text = phrases.SUM.format(total=sum(row.count for row in fitting), all=every, filter=_described(fitting))
    return [DraftStatement(text, StatementKind.FACT, tuple(excerpt_of(row.chunk) for row in fitting))]


def compose_reference_counts(query: Query, library: Library) -> list[DraftStatement]:
    """How many references each version lists, shown by the last one; empty where that was not asked."""
    if Want.NUMBER not in query.wants or Want.REFERENCES not in query.wants:
        return []
    statements = []
    for document in library.corpus.versions:
        references = library.structures[document.id].references
        if references and (not query.versions or document.id in query.versions):
            text = phrases.REFERENCES.format(label=document.label, count=len(references))
            span = references[-1].span
            excerpt = Excerpt(document.id, span, library.structures[document.id].words(span))
            statements.append(DraftStatement(text, StatementKind.FACT, (excerpt,)))
    return statements


def interview_rows(library: Library, document: str) -> list[InterviewRow]:
    """The rows of a version's table of interviewees, without its total."""
    rows: list[InterviewRow] = []
    for chunk in library.index.chunks:
        if chunk.document == document and counts_interviews(chunk, library):
            _, count, role = chunk.text.split("\t")
            rows.append(InterviewRow(chunk, Pilot(chunk.pilot or ""), int(count), role))
    return rows


def counts_interviews(chunk: Chunk, library: Library) -> bool:
    """Whether a chunk is a row that counts the interviews with one role at one pilot."""
    if chunk.kind != ChunkKind.ROW or not chunk.pilot or chunk.text.count("\t") != 2:
        return False
    table = table_of(chunk, library)
    return bool(table and table.caption and chunk.text.split("\t")[1].isdigit())


def about_interviews(query: Query) -> bool:
    """Whether a question may ask whom the study interviewed, or how many of them."""
    words = PRONOUN.sub("", query.standalone)
    roles = (pattern for pattern, _ in ROLE)
    return Want.NUMBER in query.wants or any(pattern.search(words) for pattern in (COUNTS, ASKS, *roles))


def _number(rows: list[InterviewRow], library: Library) -> int | None:
    """The printed number of the table that the rows stand in."""
    table = table_of(rows[0].chunk, library)
    return table.number if table else None


def _described(rows: list[InterviewRow]) -> str:
    """The counts by role, each with its pilots: "Senior IT manager, CCG (MCP 3, PACS 2)"."""
    roles = dict.fromkeys(row.role for row in rows)
    return "; ".join(
        f"{role} ({', '.join(f'{row.pilot} {row.count}' for row in rows if row.role == role)})" for role in roles
    )


def _rows_together(rows: list[InterviewRow], library: Library) -> Excerpt:
    """All rows as one excerpt: a comparison rests on every one of them."""
    span = Span(rows[0].chunk.span.start, rows[-1].chunk.span.end)
    document = rows[0].chunk.document
    return Excerpt(document, span, library.structures[document].words(span))


def _extreme(rows: list[InterviewRow], every: int, table: Excerpt, fewest: bool) -> DraftStatement:
    counts = _counts(rows)
    pilot = (min if fewest else max)(counts, key=lambda p: counts[p])
    template = phrases.FEWEST if fewest else phrases.MOST
    whole = sum(counts.values())
    of_role = phrases.WITH_ROLE.format(role=rows[0].role) if whole < every and len({r.role for r in rows}) == 1 else ""
    text = template.format(role=of_role, pilot=pilot, count=counts[pilot], all=whole)
    return DraftStatement(f"{text} {_each(rows, every, table).text}", StatementKind.FACT, (table,))


def _each(rows: list[InterviewRow], every: int, table: Excerpt) -> DraftStatement:
    counts = _counts(rows)
    listed = ", ".join(f"{pilot} {count}" for pilot, count in counts.items())
    whole = sum(counts.values())
    template = phrases.EACH_PILOT if whole == every else phrases.EACH_PILOT_OF_ROLE
    return DraftStatement(template.format(counts=listed, all=whole, every=every), StatementKind.FACT, (table,))


def _counts(rows: list[InterviewRow]) -> Counter[Pilot]:
    counts = Counter[Pilot]()
    for row in rows:
        counts[row.pilot] += row.count
    return counts


def _fits_pilots(row: InterviewRow, query: Query, words: str) -> bool:
    wanted = [p for p in query.pilots if not _is_left_out(p.value, words)]
    unwanted = [p for p in query.pilots if _is_left_out(p.value, words)]
    return row.pilot not in unwanted and (not wanted or row.pilot in wanted)


def _fits_roles(row: InterviewRow, words: str) -> bool:
    words = PRONOUN.sub("", words)
    for pattern, role in ROLE:
        found = pattern.search(words)
        if found and (role in row.role.lower()) == _is_left_out(re.escape(found[0]), words):
            return False
    return True


def _is_left_out(name: str, words: str) -> bool:
    """Whether a question counts everybody but these: "not in IT", "other than PACS"."""
    return bool(
        re.search(
            rf"\b(?:not|excluding|except|other than|apart from|outside|besides)\b(?: \w+){{0,2}} {name}\b",
            words,
            re.IGNORECASE,
        )
    )
