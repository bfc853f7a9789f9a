"""Numbers of interviews are worked out from the rows of the table, and the rows that were added up are what is cited."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import Answer, Citation, Pilot, Statement, StatementKind, Status
from lessons.engines.figures import interview_rows

FIXTURES = (shared_settings, shared_assistant)

VERSIONS = ("submitted", "r1", "published")
# Copied by hand from the table of interviewees, which holds the same figures in every version.
TABLE = {
    "MCP": {"senior manager, ccg": 7, "senior manager, la": 1, "senior it manager, ccg": 3},
    "PACS": {"senior manager, ccg": 11, "senior it manager, ccg": 2},
    "ACC": {"senior manager, ccg": 7, "senior it manager, ccg": 3},
    "EHCH": {"senior manager, ccg": 14, "senior it manager, ccg": 3},
    "UEC": {"senior manager, ccg": 11, "senior it manager, ccg": 4},
}
TOTALS = {"MCP": 11, "PACS": 13, "ACC": 10, "EHCH": 17, "UEC": 15}


def figure(answer: Answer) -> tuple[Statement, list[Citation]]:
    """The worked-out statement of an answer, which comes first, with its citations."""
    assert answer.status == Status.ANSWERED
    first = answer.statements[0]
    assert first.kind == StatementKind.FACT
    return first, [c for c in answer.citations if c.number in first.citations]


def first_number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found
    return int(found[0])


def rows_of(citations: list[Citation]) -> list[tuple[int, str]]:
    """Count and role of every row that stands in the excerpts."""
    lines = [line.split("\t") for c in citations for line in c.excerpt.split("\n")]
    return [(int(count), role.lower()) for _, count, role in lines]


def test_the_table_was_copied_right() -> None:
    assert {pilot: sum(rows.values()) for pilot, rows in TABLE.items()} == TOTALS
    assert sum(TOTALS.values()) == 66
    roles = sum((Counter(rows) for rows in TABLE.values()), Counter())
    assert roles == {"senior manager, ccg": 50, "senior manager, la": 1, "senior it manager, ccg": 15}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_of_each_version_is_read_with_its_pilot_and_role(assistant: Assistant, version: str) -> None:
    read: dict[str, dict[str, int]] = {pilot: {} for pilot in Pilot}
    for row in interview_rows(assistant.library, version):
        assert row.chunk.document == version
        read[row.pilot][row.role.lower()] = row.count
    assert read == TABLE


@pytest.mark.parametrize("version", [None, *VERSIONS])
@pytest.mark.parametrize("pilot", TOTALS)
def test_interviews_of_a_pilot_are_added_up_from_its_rows(
    assistant: Assistant, pilot: str, version: str | None
) -> None:
    statement, citations = figure(
        assistant.answer(f"How many people were interviewed at the {pilot} pilot?", version=version)
    )
    assert first_number(statement.text) == TOTALS[pilot]
    assert "66" in statement.text
    assert sorted(rows_of(citations)) == sorted((count, role) for role, count in TABLE[pilot].items())
    assert {c.document for c in citations} == {version or "published"}
    others = set(TOTALS) - {pilot}
    assert not [other for other in others if re.search(rf"\b{other}\b", statement.text)]


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("Number of interviews with care homes people?", 17),
        ("how many people did they talk to at UEC?", 15),
        ("How many interviews were held at acute care collaboration?", 10),
        ("How many interviews were held at urgent care?", 15),
        ("how many managers did they talk to in the PACS one?", 13),
        ("How many interviews did MCP and PACS have together?", 24),
        ("How many IT managers were interviewed?", 15),
        ("How many interviews were with senior IT managers?", 15),
        ("How many digital managers were interviewed at UEC?", 4),
        ("How many IT managers were interviewed at the care homes pilot?", 3),
        ("How many council managers did they speak to?", 1),
        ("How many people from CCGs were interviewed?", 65),
        ("how many interviewees came from CCGs", 65),
        ("how many from councils", 1),
    ],
)
def test_the_number_is_the_sum_of_the_rows_that_are_cited(assistant: Assistant, question: str, total: int) -> None:
    statement, citations = figure(assistant.answer(question))
    assert first_number(statement.text) == total
    assert sum(count for count, _ in rows_of(citations)) == total


@pytest.mark.parametrize(("pilot", "count"), {"MCP": 3, "PACS": 2, "ACC": 3, "EHCH": 3, "UEC": 4}.items())
def test_it_managers_of_a_pilot(assistant: Assistant, pilot: str, count: int) -> None:
    statement, citations = figure(assistant.answer(f"How many IT managers were interviewed at {pilot}?"))
    assert first_number(statement.text) == count
    assert rows_of(citations) == [(count, "senior it manager, ccg")]


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("How many people did it interview at PACS?", 13),
        ("How many interviews did it take at the MCP pilot?", 11),
        ("Was it 13 people that they interviewed at PACS, or how many was it?", 13),
    ],
)
def test_the_pronoun_it_is_not_the_role(assistant: Assistant, question: str, total: int) -> None:
    statement, citations = figure(assistant.answer(question))
    assert sum(count for count, _ in rows_of(citations)) == total
    assert first_number(statement.text) == total


@pytest.mark.parametrize("version", [None, *VERSIONS])
@pytest.mark.parametrize(
    ("question", "pilot", "count"),
    [
        ("Which pilot had the most interviews?", "EHCH", 17),
        ("Which pilot had the fewest interviews?", "ACC", 10),
        ("which site had the bulk of the interviews?", "EHCH", 17),
        ("At which site were the most people interviewed?", "EHCH", 17),
    ],
)
def test_most_and_fewest_rest_on_every_row(
    assistant: Assistant, question: str, pilot: str, count: int, version: str | None
) -> None:
    statement, citations = figure(assistant.answer(question, version=version))
    opening = statement.text.split(".")[0]
    assert pilot in opening
    assert str(count) in opening
    assert all(f"{name} {total}" in statement.text for name, total in TOTALS.items())
    assert sum(n for n, _ in rows_of(citations)) == 66
    assert {c.document for c in citations} == {version or "published"}


@pytest.mark.parametrize(("question", "version"), [("what's in table 2", None), ("show me table 1", "submitted")])
def test_the_table_of_interviewees_is_shown_whole(assistant: Assistant, question: str, version: str | None) -> None:
    statement, citations = figure(assistant.answer(question, version=version))
    assert all(f"{pilot} {count}" in statement.text for pilot, count in TOTALS.items())
    assert len(citations) == 1
    assert sum(count for count, _ in rows_of(citations)) == 66


def test_the_whole_number_of_interviews_is_cited_from_the_table_or_the_text(assistant: Assistant) -> None:
    answer = assistant.answer("How many interviews were done?")
    assert answer.status == Status.ANSWERED
    assert any(c.excerpt == "Total\t66" or "66 in total" in c.excerpt for c in answer.citations)


@pytest.mark.parametrize(
    ("earlier", "follow_up", "total"),
    [
        ("How many people were interviewed at the PACS pilot?", "and at UEC?", 15),
        ("How many people were interviewed at the PACS pilot?", "and at the MCP?", 11),
        ("How many people were interviewed at the MCP pilot?", "what about ACC?", 10),
    ],
)
def test_a_follow_up_counts_the_other_pilot(assistant: Assistant, earlier: str, follow_up: str, total: int) -> None:
    statement, citations = figure(assistant.answer(follow_up, [earlier]))
    assert first_number(statement.text) == total
    assert sum(count for count, _ in rows_of(citations)) == total


@pytest.mark.parametrize(
    "question",
    [
        "What did people at PACS say about pressure?",
        "What did people at the MCP say about efficiencies?",
        "What is the aim of the ACC pilot?",
        "Give me quotes from the UEC pilot",
    ],
)
def test_nothing_is_counted_where_no_number_was_asked_for(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    assert not [s.text for s in answer.statements if "66" in s.text and s.kind == StatementKind.FACT]


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("How many references are in R1?", {"r1": 28}),
        ("How many references does the submitted manuscript list?", {"submitted": 24}),
        ("How many references are there?", {"r1": 28, "submitted": 24}),
    ],
)
def test_references_are_counted_and_the_last_one_is_shown(
    assistant: Assistant, question: str, counts: dict[str, int]
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    assert {c.document: int(c.excerpt.split(".")[0]) for c in answer.citations} == counts
    for citation in answer.citations:
        (statement,) = [s for s in answer.statements if citation.number in s.citations]
        assert assistant.library.corpus.document(citation.document).label in statement.text
        assert f" {counts[citation.document]} references" in statement.text


@pytest.mark.parametrize(
    "question",
    [
        "How many at UEC refused to be interviewed?",
        "How many interviews did they cancel at the MCP?",
        "How many care home staff were interviewed about falls?",
        "How many interviews lasted longer than two hours at ACC?",
    ],
)
def test_a_count_of_something_else_is_not_answered_with_the_number_of_interviews(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question)
    assert not any("of the 66" in statement.text for statement in answer.statements)
