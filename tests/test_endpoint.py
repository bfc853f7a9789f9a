"""The endpoint engine speaks OpenAI's protocol to one address only, tries once more where that may help, and never waits long."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.hostile import Asked, Hostile, Play, Wire, honest, reply
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import ConfigurationError, Outcome, StatementKind
from lessons.engines.cutting import Cutter
from lessons.engines.prompts import IN_WORDS, TASK, trial, without_limits
from lessons.engines.writer import Failure, Writer, WriterFailed, open_writer
from lessons.settings import load_settings

endpoint = pytest.importorskip("lessons.engines.endpoint")
pytest.importorskip("llama_index.llms.openai_like", reason="the extra “llm” is not installed")

pytestmark = pytest.mark.llm
FIXTURES = (shared_settings, shared_assistant)
MOVED = "Uncertainty around the availability of funding was evident in all sites."
MONEY = "Was there enough money?"


def first_then(first: Play, then: Play) -> Play:
    """One thing the first time, another from then on."""
    calls: list[int] = []

    def play(wire: Wire, asked: Asked) -> None:
        calls.append(1)
        (first if len(calls) == 1 else then)(wire, asked)

    return play


def status(code: int) -> Play:
    return lambda wire, asked: wire.body('{"error": {"message": "no"}}', code)


def no_schemas(wire: Wire, asked: Asked) -> None:
    """A server that knows no JSON schemas."""
    if "response_format" in asked:
        wire.body('{"error": {"message": "response_format is not known"}}', 400)
    else:
        honest(MOVED)(wire, asked)


def no_limits(wire: Wire, asked: Asked) -> None:
    """A server whose schemas know no limits of length."""
    if "max" in json.dumps(asked["response_format"]):
        wire.body('{"error": {"message": "maxItems is not permitted"}}', 400)
    else:
        honest(MOVED)(wire, asked)


def waits(wire: Wire, asked: Asked) -> None:
    wire.begin()
    over.wait(5)


def writes_on(wire: Wire, asked: Asked) -> None:
    wire.begin()
    wire.say('{"sentences": [')
    try:
        while not over.is_set():
            wire.say(" ")
            time.sleep(0.01)
    except OSError:
        hung_up.set()
        raise


over, hung_up = threading.Event(), threading.Event()
PLAYS: dict[str, Play] = {
    "well": honest(MOVED),
    "busy-once": first_then(status(429), honest(MOVED)),
    "fails-once": first_then(status(503), honest(MOVED)),
    "hangs-up-once": first_then(lambda wire, asked: None, honest(MOVED)),
    "wrong-key": status(401),
    "no-schemas": no_schemas,
    "no-limits": no_limits,
    "waits": waits,
    "writes-on": writes_on,
    "by-letter": lambda wire, asked: wire.stream(reply({"text": MOVED, "passages": [1]}), 1),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Hostile]:
    over.clear()
    with Hostile(PLAYS).serve() as hostile:
        yield hostile
        over.set()


def writer(server: Hostile, model: str, first: float = 10.0, whole: float = 20.0) -> Any:
    settings = load_settings(engine_url=server.url, engine_model=model, engine_first_word=first, engine_timeout=whole)
    return endpoint.EndpointWriter(settings, pause=0.0)


def written(writer: Writer) -> list[str]:
    cutter = Cutter()
    return [s.text for piece in writer.write(trial()) for s in cutter.feed(piece) if s]


def failure(writer: Writer) -> Failure:
    with pytest.raises(WriterFailed) as problem:
        written(writer)
    return problem.value.failure


@pytest.mark.parametrize("model", ["well", "by-letter"])
def test_what_the_endpoint_streams_comes_in_pieces(model: str, server: Hostile) -> None:
    pieces = [piece for piece in writer(server, model).write(trial()) if piece]
    assert len(pieces) > 2
    assert json.loads("".join(pieces)) == {"sentences": [{"text": MOVED, "passages": [1]}]}


def test_the_request_is_a_streamed_chat_with_the_schema(server: Hostile) -> None:
    written(writer(server, "well"))
    asked = server.seen["well"]
    assert asked["stream"] is True
    assert asked["temperature"] == 0
    assert asked["response_format"]["json_schema"]["schema"] == trial().schema
    assert [m["role"] for m in asked["messages"]] == ["system", "user"]
    assert asked["messages"][0]["content"] == TASK
    assert asked["messages"][1]["content"] == trial().request
    assert server.headers["well"]["Authorization"] == "Bearer none"


def test_a_server_without_schemas_is_asked_in_words_and_so_from_then_on(server: Hostile) -> None:
    one = writer(server, "no-schemas")
    assert written(one) == [MOVED]
    assert server.asked["no-schemas"] == 3
    assert "response_format" not in server.seen["no-schemas"]
    assert IN_WORDS in server.seen["no-schemas"]["messages"][0]["content"]
    assert written(one) == [MOVED]
    assert server.asked["no-schemas"] == 4


def test_a_server_whose_schemas_know_no_limits_is_asked_without_them_from_then_on(server: Hostile) -> None:
    one = writer(server, "no-limits")
    assert written(one) == [MOVED]
    assert server.asked["no-limits"] == 2
    assert server.seen["no-limits"]["response_format"]["json_schema"]["schema"] == without_limits(trial().schema)
    assert written(one) == [MOVED]
    assert server.asked["no-limits"] == 3


@pytest.mark.parametrize("model", ["busy-once", "fails-once", "hangs-up-once"])
def test_what_may_pass_is_tried_once_more(model: str, server: Hostile) -> None:
    assert written(writer(server, model)) == [MOVED]
    assert server.asked[model] == 2


def test_what_will_not_pass_is_not_tried_again(server: Hostile) -> None:
    assert failure(writer(server, "wrong-key")) == Failure.KEY
    assert server.asked["wrong-key"] == 1


def test_an_endpoint_that_is_not_there_is_said_so() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings = load_settings(engine_url=f"http://127.0.0.1:{unused.getsockname()[1]}/v1", engine_model="none")
        assert failure(endpoint.EndpointWriter(settings, pause=0.0)) == Failure.UNREACHABLE


def test_a_first_word_that_does_not_come_is_not_waited_for(server: Hostile) -> None:
    began = time.monotonic()
    assert failure(writer(server, "waits", first=0.2)) == Failure.SLOW
    assert time.monotonic() - began < 2
    assert server.asked["waits"] == 1


def test_stopping_hangs_up(server: Hostile) -> None:
    pieces = writer(server, "writes-on").write(trial())
    assert next(piece for piece in pieces if piece)
    pieces.close()
    assert hung_up.wait(3)


def test_many_can_write_at_once(server: Hostile) -> None:
    one = writer(server, "well")
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: written(one), range(16))) == [[MOVED]] * 16


def test_an_answer_through_the_whole_line(assistant: Assistant, server: Hostile) -> None:
    more = {"engine": "endpoint", "engine_url": server.url, "engine_model": "well"}
    with_engine = Assistant(assistant.library, assistant.settings.model_copy(update=more))
    answer = with_engine.answer(MONEY)
    evidence = with_engine.evidence(MONEY)
    assert answer.statements[0].kind == StatementKind.SUMMARY
    assert answer.statements[0].text == MOVED
    assert answer.statements[1:] == evidence.statements
    assert answer.writing
    assert (answer.engine, answer.writing.outcome, answer.writing.model) == ("endpoint", Outcome.WRITTEN, "well")
    assert with_engine.answer(MONEY, engine="extractive").writing is None
    assert with_engine.summariser() is with_engine.summariser("endpoint")


def test_all_who_ask_share_one_breaker(assistant: Assistant, server: Hostile) -> None:
    more = {"engine": "endpoint", "engine_url": server.url, "engine_model": "wrong-key"}
    with_engine = Assistant(assistant.library, assistant.settings.model_copy(update=more))
    before = server.asked["wrong-key"]
    came = [with_engine.answer(MONEY).writing for _ in range(5)]
    assert [w.failure for w in came if w] == ["key", "key", "key", "resting", "resting"]
    assert server.asked["wrong-key"] == before + 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "needs an address and a model"),
        ({"engine_url": "http://localhost/v1"}, "needs an address and a model"),
        ({"engine_url": "localhost/v1", "engine_model": "m"}, "cannot be used"),
        ({"engine_url": "file:///etc/passwd", "engine_model": "m"}, "cannot be used"),
        ({"engine_url": "http://", "engine_model": "m"}, "cannot be used"),
    ],
)
def test_settings_that_do_not_say_enough_are_one_plain_sentence(given: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        open_writer(load_settings(**given), "endpoint")


def test_an_engine_that_is_not_known_is_refused(assistant: Assistant) -> None:
    with pytest.raises(ConfigurationError, match="use extractive, embedded or endpoint"):
        assistant.answer(MONEY, engine="oracle")
