"""How many quotes and learning points there are, by theme, pilot and person, is counted from the paper's own."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.index_fixtures import shared_assistant, shared_environment, shared_settings

from lessons.answers import Assistant
from lessons.domain import Answer, Pilot, StatementKind, Status

FIXTURES = (shared_settings, shared_environment, shared_assistant)


def first_note(answer: Answer) -> str:
    assert answer.status == Status.ANSWERED
    assert answer.statements[0].kind == StatementKind.NOTE
    return answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    ["how many quotes are there", "How many participant quotes in total?", "who was quoted?", "count of quotes"],
)
def test_all_quotes_are_counted(assistant: Assistant, question: str) -> None:
    quotes = assistant.library.structures["published"].quotes
    people = {q.speaker.name for q in quotes}
    assert f"paper: {len(quotes)}. People quoted: {len(people)}." in first_note(assistant.answer(question))


def test_quotes_are_counted_by_theme(assistant: Assistant) -> None:
    counts = Counter(q.theme for q in assistant.library.structures["published"].quotes)
    said = first_note(assistant.answer("how many quotes are in each theme?"))
    assert all(f"theme {theme} ({count})" in said for theme, count in counts.items())
    assert len(counts) == 6


def test_the_theme_that_has_most_quotes_is_named_and_quoted(assistant: Assistant) -> None:
    counts = Counter(q.theme for q in assistant.library.structures["published"].quotes)
    ((theme, most),) = counts.most_common(1)
    answer = assistant.answer("Which theme has the most quotes?")
    assert first_note(answer).startswith(f"Most quotes: theme {theme} ({most}).")
    assert [c.theme for c in answer.citations] == [theme] * most


@pytest.mark.parametrize(
    ("question", "words"),
    [("who is quoted most often?", "Most quotes"), ("which pilot has fewest quotes", "Fewest quotes")],
)
def test_everyone_who_comes_first_is_named(assistant: Assistant, question: str, words: str) -> None:
    quotes = assistant.library.structures["published"].quotes
    person, pilot = Counter(q.speaker.name for q in quotes), Counter(q.speaker.pilot for q in quotes)
    counts: Counter[str] = Counter({str(p): n for p, n in pilot.items()}) if "pilot" in question else person
    extreme = min(counts.values()) if words == "Fewest quotes" else max(counts.values())
    said = first_note(assistant.answer(question)).split(". ")[0]
    assert said.startswith(words)
    assert {name for name in counts if f"{name} (" in said} == {n for n, count in counts.items() if count == extreme}


@pytest.mark.parametrize(
    ("question", "history", "where", "count"),
    [
        ("how many quotes from the care homes", [], "at EHCH", 5),
        ("theme 2: how many quotes?", [], "in theme 2", 3),
        ("how many quotes is that?", ["show me theme 3"], "in theme 3", 4),
        ("how many recommendations go with theme 4?", [], "that our own coding joins to theme 4", 3),
    ],
)
def test_what_is_counted_says_where(
    assistant: Assistant, question: str, history: list[str], where: str, count: int
) -> None:
    assert f" in the paper {where}: {count}" in first_note(assistant.answer(question, history))


@pytest.mark.parametrize("question", ["how many learning points are there", "How many recommendations does it make?"])
def test_learning_points_are_counted_and_all_shown(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert "in the paper: 7," in first_note(answer)
    assert sum(s.kind == StatementKind.RECOMMENDATION for s in answer.statements) == 7


@pytest.mark.parametrize(
    ("question", "count"),
    [("one quote from each theme", 6), ("a quote per theme please", 6), ("Two quotes for every theme", 10)],
)
def test_as_many_quotes_come_from_each_theme_as_room_is_for(assistant: Assistant, question: str, count: int) -> None:
    answer = assistant.answer(question)
    themes = Counter(c.theme for c in answer.citations)
    assert set(themes) == {1, 2, 3, 4, 5, 6}
    assert sum(themes.values()) == count
    assert max(themes.values()) - min(themes.values()) <= 1


def test_a_quote_from_every_pilot(assistant: Assistant) -> None:
    answer = assistant.answer("give me a quote from every pilot")
    assert sorted((c.speaker or "").split("-")[0] for c in answer.citations) == sorted(Pilot)


@pytest.mark.parametrize(
    "question",
    [
        "give me two quotes about what managers thought of money",
        "how many quotes about money are there?",
        "What did people say about pressure to deliver?",
        "who said that things need time to bed in?",
        "how many interviews per site",
        "how many people did they interview?",
    ],
)
def test_other_questions_get_no_count_of_quotes(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert not any(s.text.startswith(("Participant quotes in", "Most quotes")) for s in answer.statements)
    assert len(answer.citations) <= 10
