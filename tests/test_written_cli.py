"""The command line with a model behind an address: written sentences are marked as written, in every form that it prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.hostile import Asked, Hostile, Wire, honest
from tests.index_fixtures import one_model_for_all, shared_environment, shared_settings

from lessons import cli, phrases
from lessons.engines import rewording

pytest.importorskip("llama_index.llms.openai_like", reason="the extra “llm” is not installed")

FIXTURES = (shared_settings, shared_environment, one_model_for_all)
pytestmark = [pytest.mark.llm, pytest.mark.usefixtures("one_model")]
Lessons = Callable[..., str]
QUESTION, MORE = "What went wrong with funding?", "why?"
PUT = "Why did funding go wrong?"
TRUE = "Uncertainty around the availability of funding was evident within all sites."
LIE = "The zqx paid 4711 pounds for all of the funding."
MODEL, KEY = "some-model", "zqxkey-4711"
WRITTEN_BY = phrases.WRITTEN_BY.format(model=MODEL)


def model(wire: Wire, asked: Asked) -> None:
    """Puts a follow-up in its own words, and writes a true sentence and a lie."""
    if "Last question: " in asked["messages"][-1]["content"]:
        wire.stream(json.dumps({"question": PUT}))
    else:
        honest(TRUE, LIE)(wire, asked)


@pytest.fixture(scope="module")
def server() -> Iterator[Hostile]:
    with Hostile({MODEL: model}).serve() as hostile:
        yield hostile


@pytest.fixture(name="lessons")
def command_line(
    server: Hostile, environment: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Lessons:
    """What a command prints; in this process, so that no slow start of one counts against the model's time."""
    settings = {"engine_url": server.url, "engine_model": MODEL, "engine_key": KEY}
    for name, value in {**environment, **{f"lessons_{name}": value for name, value in settings.items()}}.items():
        monkeypatch.setenv(name.upper(), str(value))
    monkeypatch.setenv("COLUMNS", "2000")
    monkeypatch.setattr(rewording, "SECONDS", 60.0)

    def lessons(*arguments: str) -> str:
        cli.app(["ask", *arguments, "--engine", "endpoint"], standalone_mode=False)
        said = capsys.readouterr()
        assert "zqx" not in said.out + said.err
        assert "4711" not in said.out + said.err
        return said.out

    return lessons


def check_document(answer: dict[str, Any]) -> None:
    kinds = [statement["kind"] for statement in answer["statements"]]
    assert kinds.count("summary") == 1
    assert (answer["statements"][0]["kind"], answer["statements"][0]["text"]) == ("summary", TRUE)
    assert answer["engine"] == "endpoint"
    assert (answer["writing"]["model"], answer["writing"]["kept"], answer["writing"]["dropped"]) == (MODEL, 1, 1)
    assert answer["answer"].startswith(f"*{WRITTEN_BY}")
    assert not [citation for citation in answer["citations"] if TRUE in citation["excerpt"]]


def test_a_person_reads_who_wrote_and_where_the_studys_words_begin(lessons: Lessons) -> None:
    lines = [" ".join(block.split()) for block in lessons(QUESTION).split("\n\n")]
    assert lines[0] == WRITTEN_BY
    assert lines[1].startswith(f"{TRUE} [")
    assert lines[2] == phrases.EVIDENCE


def test_the_question_as_the_model_put_it_is_printed(lessons: Lessons) -> None:
    said = " ".join(lessons(MORE, "--history", QUESTION).split())
    assert said.startswith(f"{WRITTEN_BY} {phrases.WRITTEN_TO.format(question=PUT)} {TRUE} [")


def test_one_document_tells_written_sentences_from_the_studys(lessons: Lessons) -> None:
    answer = json.loads(lessons(QUESTION, "--json"))
    check_document(answer)
    assert answer["writing"]["question"] == ""


def test_so_does_each_line_of_a_batch(lessons: Lessons, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    entry = {"id": "1", "question": MORE, "history": [QUESTION]}
    batch.write_text(json.dumps(entry) + "\n", "utf-8")
    (line,) = lessons("--batch", str(batch), "--json").splitlines()
    answer = json.loads(line)
    check_document(answer)
    assert answer["writing"]["question"] == PUT
    assert PUT in answer["answer"]
