"""What the command line prints of a written summary is told apart from the study's words."""

from __future__ import annotations

import pytest
from tests.index_fixtures import shared_assistant, shared_settings
from tests.written_pages import MODEL, Pen, Written

from lessons import phrases
from lessons.answers import Assistant
from lessons.printing import markdown, print_answer

FIXTURES = (shared_settings, shared_assistant)

QUESTION = "What did people say about money?"
KEPT = ("Funding came late.", "Plans could begin.")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "2000")


def test_a_person_reads_who_wrote_and_where_the_study_speaks_again(
    assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    print_answer(Written(assistant, Pen(KEPT)).answer(QUESTION))
    lines = [line for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert lines[0] == phrases.WRITTEN_BY.format(model=MODEL)
    assert [line.startswith(kept) for line, kept in zip(lines[1:3], KEPT, strict=True)] == [True, True]
    assert lines[3] == phrases.EVIDENCE
    assert lines[4].strip().startswith(assistant.evidence(QUESTION).statements[0].text)


@pytest.mark.parametrize("pen", [Pen(), Pen(("A lie.",))])
def test_without_a_summary_nobody_is_said_to_have_written(
    pen: Pen, assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Written(assistant, pen).answer(QUESTION)
    print_answer(answer)
    for said in (capsys.readouterr().out, markdown(answer)):
        assert "No summary is shown" in said
        assert MODEL not in said
        assert phrases.EVIDENCE not in said


def test_markdown_says_who_wrote_in_the_summarys_own_paragraph(assistant: Assistant) -> None:
    first, second, *_ = markdown(Written(assistant, Pen(KEPT)).answer(QUESTION)).split("\n\n")
    assert first.startswith(f"*{phrases.WRITTEN_BY.format(model=MODEL)}* {KEPT[0]} [")
    assert KEPT[1] in first
    assert MODEL not in second
