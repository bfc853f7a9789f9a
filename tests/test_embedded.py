"""The small model writes a sentence for each of the best passages, in turn, and stops when nobody waits for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import Citation, Outcome
from lessons.engines import embedded
from lessons.engines.cutting import Cutter, Written
from lessons.engines.embedded import EmbeddedWriter
from lessons.engines.prompts import Prompt, write_prompt
from lessons.engines.writer import Failure, WriterFailed

FIXTURES = (shared_settings, shared_assistant)

Event = dict[str, Any]


def citation(number: int, excerpt: str, speaker: str | None = None) -> Citation:
    return Citation(number, "published", "Results", 1, 2, speaker, 0, len(excerpt), excerpt)


PROMPT = write_prompt(
    "Why?",
    [
        citation(4, "Time was short."),
        citation(1, "It was hard.", "ACC-Senior Manager 1, CCG"),
        citation(2, "Money was short."),
        citation(3, "Staff were few."),
    ],
    1000,
)


class Llama:
    """Stands in for llama.cpp: says the passage again, a character an event."""

    def __init__(self, cut: bool = False, pause: float = 0.0) -> None:
        self.asked: list[Event] = []
        self.stopped = 0
        self.busy = self.busiest = 0
        self.cut = cut
        self.pause = pause

    def handle_chat_completions(self, request: str, on_event: Callable[[str], bool]) -> None:
        asked = json.loads(request)
        self.asked.append(asked)
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        text = json.dumps({"text": asked["messages"][-1]["content"].removeprefix("Shorten: ")})
        try:
            for character in text[: -3 if self.cut else None]:
                time.sleep(self.pause)
                if on_event(json.dumps({"choices": [{"delta": {"content": character}}]})):
                    self.stopped += 1
                    return
            on_event(json.dumps({"choices": [{"delta": {}, "finish_reason": "stop"}]}))
        finally:
            self.busy -= 1


@pytest.fixture
def llama(monkeypatch: pytest.MonkeyPatch) -> Llama:
    stand_in = Llama()
    monkeypatch.setattr(embedded, "_load", lambda: stand_in)
    return stand_in


def sentences(writer: EmbeddedWriter, prompt: Prompt = PROMPT) -> list[Written | None]:
    cutter = Cutter()
    found = [sentence for piece in writer.write(prompt) for sentence in cutter.feed(piece)]
    assert cutter.complete
    return found


def test_the_best_passages_are_said_one_by_one_and_nobodys_own_words_are_reworded(llama: Llama) -> None:
    assert sentences(EmbeddedWriter(5, 5)) == [Written("Time was short.", (4,)), Written("Money was short.", (2,))]


def test_it_is_asked_greedily_with_a_seed_and_without_what_came_before(llama: Llama) -> None:
    sentences(EmbeddedWriter(5, 5))
    for asked in llama.asked:
        assert (asked["temperature"], asked["seed"], asked["cache_prompt"]) == (0.0, embedded.SEED, False)
        assert sum(len(message["content"]) for message in asked["messages"]) < 1200


def test_a_sentence_that_is_cut_off_is_left_out(llama: Llama) -> None:
    llama.cut = True
    assert sentences(EmbeddedWriter(5, 5)) == []


def test_a_long_passage_is_asked_for_in_its_first_sentences(llama: Llama) -> None:
    long = "The pilots had little time. " * 40
    sentences(EmbeddedWriter(5, 5), write_prompt("Why?", [citation(1, long)], 2000))
    said = llama.asked[0]["messages"][-1]["content"]
    assert said.endswith("time.")
    assert len(said) <= embedded.LONGEST_PASSAGE + 10


def test_the_model_is_loaded_once_and_threads_take_turns(llama: Llama, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[int] = []

    def load() -> Llama:
        loads.append(1)
        return llama

    monkeypatch.setattr(embedded, "_load", load)
    writer = EmbeddedWriter(5, 5)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(sentences(writer)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, loads, llama.busiest) == ([2] * 6, [1], 1)


def test_stopping_stops_the_model(llama: Llama) -> None:
    llama.pause = 0.01
    pieces = EmbeddedWriter(5, 5).write(PROMPT)
    assert next(piece for piece in pieces if piece)
    pieces.close()  # type: ignore[attr-defined]  # it is a generator
    deadline = time.monotonic() + 3
    while not llama.stopped and time.monotonic() < deadline:
        time.sleep(0.01)
    assert llama.stopped == 1
    assert len(llama.asked) == 1


def test_a_model_that_is_too_slow_is_not_waited_for(llama: Llama) -> None:
    llama.pause = 0.05
    with pytest.raises(WriterFailed) as problem:
        list(EmbeddedWriter(5, 0.3).write(PROMPT))
    assert problem.value.failure == Failure.SLOW


def test_an_error_of_the_model_is_one() -> None:
    with pytest.raises(WriterFailed) as problem:
        embedded.words_of(json.dumps({"error": {"message": "secret"}}))
    assert "secret" not in str(problem.value)


# With the model itself, where it is installed.

REAL = """
import json, sys
from lessons.answers import Assistant
from lessons.settings import load_settings

assistant = Assistant.open(load_settings(engine_first_word=200.0, engine_timeout=300.0))
answers = [assistant.answer("Was there enough money?", engine="embedded") for _ in range(2)]
told = [[s.text for s in a.statements if s.kind == "summary"] for a in answers]
print(json.dumps([told, [a.writing.outcome for a in answers], [a.writing.kept + a.writing.dropped for a in answers]]))
"""


def run_real(code: str, assistant: Assistant) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("xllamacpp")
    environment = {"LESSONS_INDEX_DIR": str(assistant.settings.index_dir), "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


SLOW = """
from lessons.answers import Assistant
from lessons.settings import load_settings

assistant = Assistant.open(load_settings(engine_first_word=0.05, engine_timeout=0.05))
print(assistant.answer("Was there enough money?", engine="embedded").writing.failure)
"""


@pytest.mark.evals
def test_a_program_that_gave_up_on_the_real_model_ends_well(assistant: Assistant) -> None:
    done = run_real(SLOW, assistant)
    assert (done.returncode, done.stdout, done.stderr) == (0, "slow\n", "")


@pytest.mark.evals
def test_the_real_model_writes_the_same_each_time_and_lets_the_program_end(assistant: Assistant) -> None:
    done = run_real(REAL, assistant)
    assert (done.returncode, done.stderr) == (0, "")
    told, outcomes, counts = json.loads(done.stdout)
    assert told[0] == told[1]
    assert set(outcomes) <= {Outcome.WRITTEN, Outcome.THIN}
    assert counts[0] > 0
