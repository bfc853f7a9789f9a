"""The comparison of engines counts every question, judges each sentence shown once more, and is for information only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

if find_spec("ragas") is None:
    pytest.skip("needs the evaluation suite's packages", allow_module_level=True)

from evals.claims import Judged, load_claims
from evals.command import CODES, Options, run
from evals.engine_figures import MOST_WAIT, claim_figures, engine_figures, share, verdict
from evals.engine_report import told, write_engines
from evals.engines import Measured, Ready, Shown, Timing, choose, measure, own_words, usable
from evals.golden import Item, load_golden
from evals.summary import interval

from lessons import printing
from lessons.answers import Assistant
from lessons.checking.checker import Checker
from lessons.checking.verdicts import Verdict
from lessons.domain import Citation, ConfigurationError, Outcome, Writing
from lessons.engines.breaker import Breaker
from lessons.engines.prompts import PROMPT_VERSION, Prompt
from lessons.engines.summary import Check, Summariser
from lessons.engines.writer import Failure, WriterFailed
from lessons.settings import Settings, load_settings

pytestmark = pytest.mark.evals
FIXTURES = (shared_settings, shared_assistant)

LIE = "All 99 pilots were cancelled by the mayor of Paris."
PAUSE = 0.05
NOWHERE = {"document": "published", "text": "Nobody ever wrote these words into any of the versions."}


def begin(_total: int) -> Callable[[int], None]:
    return lambda _done: None


def reply(text: str, number: int) -> str:
    return json.dumps({"sentences": [{"text": text, "passages": [number]}]})


def first_of(prompt: Prompt) -> tuple[int, Citation]:
    """The passage that can be said again as it stands."""
    plain = [(n, c) for n, c in prompt.passages.items() if not c.speaker and "\t" not in c.excerpt]
    return (plain or list(prompt.passages.items()))[0]


def faithful(prompt: Prompt) -> Iterator[str]:
    number, citation = first_of(prompt)
    yield ""
    time.sleep(PAUSE)
    yield reply(citation.excerpt, number)


def lying(prompt: Prompt) -> Iterator[str]:
    yield reply(LIE, next(iter(prompt.passages)))


def failing(prompt: Prompt) -> Iterator[str]:
    raise WriterFailed(Failure.UNREACHABLE)
    yield ""


class Scripted:
    """A writer that does as it is told; ``asked`` counts how often."""

    name, host, room = "scripted", "", 8000

    def __init__(self, play: Callable[[Prompt], Iterator[str]]) -> None:
        self.play = play
        self.asked = 0

    def prepare(self) -> None:
        pass

    def write(self, prompt: Prompt) -> Iterator[str]:
        self.asked += 1
        return self.play(prompt)


class Gullible:
    """A checker that lets everything through."""

    def check(self, sentence: str, cited: Sequence[Citation]) -> Verdict:  # noqa: ARG002
        return Verdict(True)


@pytest.fixture(scope="module")
def items() -> list[Item]:
    """Answerable questions, one of them a follow-up, with evidence that can be said again."""
    golden = load_golden()
    plain_ones = [item for item in golden if item["kind"] == "theme_finding" and item["status"] == "answered"]
    return [
        *plain_ones[:3],
        next(item for item in golden if item["kind"] == "follow_up" and item["status"] == "answered"),
    ]


def ready(assistant: Assistant, writer: Scripted, checker: Check | None = None) -> Ready:
    encoder = assistant.library.encoder
    checker = checker or Checker(encoder, assistant.library.structures)
    return Ready("embedded", Summariser("embedded", writer, checker, encoder, Breaker(failures=99)), 0.0)


def measured(
    assistant: Assistant, items: Sequence[Item], writer: Scripted, checker: Check | None = None
) -> list[Measured]:
    ticks: list[int] = []
    found = measure(assistant, ready(assistant, writer, checker), items, lambda: ticks.append(1))
    assert len(ticks) == len(found) == len(items)
    return found


def extractive(assistant: Assistant, items: Sequence[Item]) -> list[Measured]:
    return measure(assistant, Ready("extractive", None, 0.0), items, lambda: None)


# ------------------------------------------------------------------------------------------------- what an engine makes


def test_a_faithful_writer_is_shown_carried_and_timed(assistant: Assistant, items: list[Item]) -> None:
    found = measured(assistant, items, Scripted(faithful), Gullible())
    assert [m.id for m in found] == [item["id"] for item in items]
    for one in found:
        assert one.writing
        assert one.writing.outcome == Outcome.WRITTEN
        assert one.shown  # a passage of several sentences is shown as so many
        for sentence in one.shown:
            assert (sentence.unsupported, sentence.own, sentence.repeats) == ("", (), True)
            assert any(sentence.text in excerpt for excerpt in sentence.excerpts)
        assert one.timing
        assert one.timing.first_sentence
        waited = one.timing.first_sentence - one.timing.first_evidence
        assert waited >= PAUSE * 1000
        assert one.timing.first_sentence <= one.timing.full
    assert all(m.right == m.right_as_shown for m in found)


def test_a_liar_is_stopped_and_nothing_of_it_is_shown(assistant: Assistant, items: list[Item]) -> None:
    found = measured(assistant, items, Scripted(lying))
    figures = engine_figures(found)
    assert figures["outcomes"] == {"thin": len(items)}
    assert figures["sentences"] == {"written": len(items), "kept": 0, "dropped": len(items), "shown": 0}
    assert sum(figures["reasons"].values()) == len(items)
    assert figures["milliseconds"]["first_sentence"] == {"median": None, "p95": None, "count": 0}
    assert LIE not in repr(found)


def test_a_lie_that_a_checker_lets_through_is_found_by_the_measure(assistant: Assistant, items: list[Item]) -> None:
    found = measured(assistant, items, Scripted(lying), Gullible())
    figures = engine_figures(found)
    assert figures["unsupported"]["count"] == figures["unsupported"]["total"] == len(items)
    assert figures["own_words"]["count"] == len(items)
    assert figures["repeated"]["count"] == 0
    assert {"paris", "mayor", "99"} <= set(found[0].shown[0].own)


def test_a_writer_that_fails_is_asked_each_time_and_leaves_the_evidence_right(
    assistant: Assistant, items: list[Item]
) -> None:
    writer = Scripted(failing)
    failed = measured(assistant, items, writer)
    plain = extractive(assistant, items)
    assert writer.asked == len(items)
    assert engine_figures(failed)["failures"] == {"unreachable": len(items)}
    assert engine_figures(failed)["outcomes"] == {"failed": len(items)}
    assert [(m.right, m.cited, m.right_as_shown) for m in failed] == [
        (m.right, m.cited, m.right_as_shown) for m in plain
    ]
    assert any(m.right for m in plain)
    assert all(m.writing is None and not m.shown for m in plain)


def test_what_a_summary_says_wrongly_makes_the_answer_wrong_as_shown_but_not_its_evidence(
    assistant: Assistant, items: list[Item]
) -> None:
    item = {**items[0], "must_not": [*items[0]["must_not"], "mayor of Paris"]}
    (found,) = measured(assistant, [item], Scripted(lying), Gullible())
    assert found.right
    assert not found.right_as_shown


def test_a_summary_is_on_point_where_it_cites_expected_evidence(assistant: Assistant, items: list[Item]) -> None:
    def on_point(evidence: list[list[dict[str, str]]]) -> bool | None:
        (found,) = measured(assistant, [{**items[0], "evidence": evidence}], Scripted(faithful), Gullible())
        return found.on_point

    (sample,) = measured(assistant, items[:1], Scripted(faithful), Gullible())
    cited = {"document": "published", "text": sample.shown[0].excerpts[0]}
    assert on_point([[NOWHERE], [NOWHERE, cited]]) is True
    assert on_point([[NOWHERE]]) is False
    assert on_point([]) is None
    (silent,) = measured(assistant, items[:1], Scripted(failing))
    assert silent.on_point is None


def test_wrong_evidence_is_not_right_and_not_cited(assistant: Assistant, items: list[Item]) -> None:
    found = extractive(assistant, [{**items[0], "evidence": [[NOWHERE]]}])
    assert [(m.right, m.cited) for m in found] == [(False, False)]


def test_a_question_that_breaks_stays_and_is_not_right(assistant: Assistant, items: list[Item]) -> None:
    broken = {**items[0], "history": 7}
    found = extractive(assistant, [broken, items[1]])
    assert found[0].error.startswith("TypeError")
    assert not found[1].error
    figures = engine_figures(found)
    assert figures["outcomes"] == {"broken": 1}
    assert (figures["right"]["count"], figures["right"]["total"]) == (int(found[1].right), 2)


def test_words_of_its_own_are_those_whose_stems_stand_nowhere() -> None:
    assert own_words("The managers were funding a castle.", ["A manager funds teams.", "PACS-GP 1"]) == ("castle",)
    assert own_words("GP 1 spoke.", ["They spoke.", "PACS-GP 1"]) == ()


# ------------------------------------------------------------------------------------------------------- which questions


def test_questions_are_spread_evenly_the_same_each_time_and_answered() -> None:
    golden = [{"id": str(i), "status": "not_in_sources" if i % 10 == 9 else "answered"} for i in range(100)]
    chosen, passed_over = choose(golden, 10, lambda item: int(item["id"]) % 10 not in (0, 1))
    assert [item["id"] for item in chosen] == [str(10 * i + 2) for i in range(10)]
    assert passed_over == 20
    assert choose(golden, 9, lambda item: False) == ([], 90)
    assert len(choose(golden, 500, lambda item: True)[0]) == 90
    assert choose([], 5, lambda item: True) == ([], 0)


def test_the_sample_has_questions_of_both_halves_and_most_kinds() -> None:
    chosen, _ = choose(load_golden(), 40, lambda item: True)
    assert len(chosen) == 40
    assert {item["half"] for item in chosen} == {"tune", "unseen"}
    assert len({item["kind"] for item in chosen}) >= 7


# --------------------------------------------------------------------------------------------------------------- figures

WRITTEN = Writing("embedded", "m", "", PROMPT_VERSION, Outcome.WRITTEN, kept=2, dropped=1, reasons=("number",))
SHOWN = Shown("A.", ("A and B.",), "", (), repeats=False)


def one(**more: Any) -> Measured:
    timing = Timing(10.0, 1000.0, 2000.0)
    made = Measured("embedded", "x", "tune", "?", True, True, True, WRITTEN, (SHOWN, SHOWN), True, timing)
    return replace(made, **more)


def plain(count: int = 4) -> dict[str, Any]:
    return engine_figures([one(writing=None, shown=(), on_point=None, timing=Timing(10.0, None, 10.0))] * count)


THIN = one(writing=replace(WRITTEN, outcome=Outcome.THIN), shown=())


def test_figures_count_sentences_shares_and_times() -> None:
    times = [one(timing=Timing(1.0, None if n == 3 else 100.0 * n, 1000.0 * n)) for n in (1, 2, 3)]
    figures = engine_figures([*times, one(right=False, right_as_shown=False, shown=(replace(SHOWN, own=("x",)),))])
    assert figures["right"] == {"count": 3, "total": 4, "low": interval(3, 4)[0], "high": interval(3, 4)[1]}
    assert figures["sentences"] == {"written": 12, "kept": 8, "dropped": 4, "shown": 7}
    assert figures["reasons"] == {"number": 4}
    assert (figures["own_words"]["count"], figures["own_words"]["total"]) == (1, 7)
    assert figures["milliseconds"]["first_sentence"] == {"median": 200.0, "p95": 1000.0, "count": 3}
    assert figures["milliseconds"]["full"] == {"median": 2000.0, "p95": 3000.0, "count": 4}


def test_what_was_not_to_be_summed_up_is_no_summary_that_failed() -> None:
    not_asked = replace(WRITTEN, outcome=Outcome.NOT_ASKED, kept=0, dropped=0, reasons=())
    figures = engine_figures([one(), one(writing=not_asked, shown=())])
    assert (figures["summaries"]["count"], figures["summaries"]["total"]) == (1, 1)
    assert figures["outcomes"] == {"not_asked": 1, "written": 1}


def test_a_share_of_nothing_has_no_interval() -> None:
    assert share(0, 0) == {"count": 0, "total": 0, "low": None, "high": None}


# --------------------------------------------------------------------------------------------------------------- verdict


def test_an_engine_that_costs_nothing_and_gives_something_beats_the_extractive_one() -> None:
    best, sentence = verdict({"extractive": plain(), "embedded": engine_figures([one()] * 4)})
    assert best == "embedded"
    assert "LESSONS_ENGINE=embedded" in sentence


@pytest.mark.parametrize(
    ("worse", "words"),
    [
        ({"right_as_shown": False}, "is right in 3 of 4 answers where that one is in 4 of 4"),
        ({"shown": (replace(SHOWN, unsupported="no"),)}, "1 of 7 sentences that their passages do not carry"),
        ({"shown": (replace(SHOWN, repeats=True),) * 9}, "what stands beneath in 9 of 15 sentences"),
        ({"on_point": False}, "rests on the expected evidence in 3 of 4 summaries only"),
        ({"timing": Timing(1.0, 2.0, MOST_WAIT + 1000)}, "takes 9.0 s"),
    ],
)
def test_one_fault_is_enough_for_the_default_to_stay(worse: dict[str, Any], words: str) -> None:
    best, sentence = verdict({"extractive": plain(), "endpoint": engine_figures([one()] * 3 + [one(**worse)])})
    assert best == "extractive"
    assert "the default stays extractive" in sentence
    assert words in sentence


def test_summaries_that_mostly_do_not_come_beat_nothing() -> None:
    best, sentence = verdict({"extractive": plain(3), "embedded": engine_figures([one(), THIN, THIN])})
    assert best == "extractive"
    assert "embedded shows a summary for 1 of 3 questions only." in sentence


def test_of_two_that_beat_it_the_one_with_more_summaries_is_best() -> None:
    half, full = engine_figures([one(), THIN]), engine_figures([one(), one()])
    assert verdict({"extractive": plain(2), "embedded": half, "endpoint": full})[0] == "endpoint"
    assert verdict({"extractive": plain(2), "embedded": full, "endpoint": half})[0] == "embedded"


def test_alone_the_extractive_engine_stays() -> None:
    assert verdict({"extractive": plain()})[0] == "extractive"


# ---------------------------------------------------------------------------------------------------------------- claims


def test_claims_are_counted_by_half_label_and_writer() -> None:
    def judged(name: str, label: str, half: str, kept: bool) -> Judged:
        return Judged({"id": name, "label": label, "half": half}, Verdict(kept))

    rows = claim_figures(
        [
            judged("c1", "supported", "tune", True),
            judged("d2", "supported", "tune", False),
            judged("c3", "number", "tune", False),
            judged("u4", "swap", "unseen", True),
        ]
    )
    assert {(r["half"], r["title"]): (r["count"], r["total"]) for r in rows} == {
        ("tune", "true claims kept"): (1, 2),
        ("tune", "false claims stopped"): (1, 1),
        ("tune", "stopped: number"): (1, 1),
        ("tune", "kept, written by c"): (1, 1),
        ("tune", "kept, written by d"): (0, 1),
        ("tune", "stopped, written by c"): (1, 1),
        ("unseen", "false claims stopped"): (0, 1),
        ("unseen", "stopped: swap"): (0, 1),
        ("unseen", "stopped, written by u"): (0, 1),
    }
    assert (rows[0]["low"], rows[0]["high"]) == interval(1, 2)


# --------------------------------------------------------------------------------------------------------------- the run


Compare = Callable[..., dict[str, Any]]


@pytest.fixture
def compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compare:
    """Compares the engines with a scripted writer in the place of the embedded one; there is no endpoint."""

    def compared(
        play: Callable[[Prompt], Iterator[str]], sample: int, begin: Callable[[int], Callable[[int], None]] = begin
    ) -> dict[str, Any]:
        def open_writer(_settings: Settings, engine: str) -> Scripted | None:
            if engine == "endpoint":
                raise ConfigurationError("The engine “endpoint” needs an address.")
            return Scripted(play) if engine == "embedded" else None

        monkeypatch.setenv("COLUMNS", "200")
        monkeypatch.setattr("lessons.answers.open_writer", open_writer)
        monkeypatch.setattr("evals.comparison.load_claims", lambda: load_claims()[:12])
        return run(Options(suite="engines", sample=sample, out=tmp_path), load_settings(), begin)

    return compared


def test_a_run_writes_its_own_reports_and_leaves_the_others(
    tmp_path: Path, compare: Compare, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("report.md", "summary.json"):
        (tmp_path / name).write_text("as it was", "utf-8")
    totals: list[int] = []
    done: list[int] = []

    def counting(total: int) -> Callable[[int], None]:
        totals.append(total)
        return done.append

    summary = compare(lying, 3, counting)
    assert totals == [2 * 3 + 12]
    assert sum(done) == totals[0]
    assert CODES[summary["verdict"]] == 0
    assert summary["best"] == "extractive"
    assert (summary["prompt"], summary["questions"]) == (PROMPT_VERSION, 3)
    assert list(summary["engines"]) == ["extractive", "embedded"]
    assert list(summary["missing"]) == ["endpoint"]
    assert summary["command"] == "lessons evals run --suite engines --sample 3"
    assert json.loads((tmp_path / "engines.json").read_text("utf-8")) == json.loads(json.dumps(summary))
    assert {p.name for p in tmp_path.iterdir()} == {
        "engines.json", "engines.md", "engines.html", "report.md", "summary.json",
    }  # fmt: skip
    assert (tmp_path / "report.md").read_text("utf-8") == "as it was"
    for name in ("engines.json", "engines.md", "engines.html"):
        text = (tmp_path / name).read_text("utf-8")
        assert "Paris" not in text
        assert summary["conclusion"] in text.replace("\\", "")
    assert "Failing items" not in (tmp_path / "engines.html").read_text("utf-8")
    printing.print_comparison(*told(summary), tmp_path / "engines.html")
    shown = " ".join(capsys.readouterr().out.split())
    assert "default stays extractive" in shown
    assert "scripted in this process" in shown


def test_a_sentence_with_markup_does_no_harm_in_the_reports(
    tmp_path: Path, compare: Compare, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = compare(faithful, 1)
    sentence = {
        "text": "<script>alert(1)</script> [x](http://evil) | \x1b[31m",
        "excerpts": ["p"],
        "unsupported": "",
        "own": ["alert"],
        "repeats": False,
    }
    summary["answers"]["embedded"][0]["shown"] = [sentence]
    summary["engines"]["embedded"]["model"] = "[red]m[/red]"
    write_engines(tmp_path, summary)
    page, lines = ((tmp_path / f"engines.{form}").read_text("utf-8") for form in ("html", "md"))
    assert "<script>" not in page + lines
    assert "&lt;script&gt;alert(1)" in page
    assert "](http://evil)" not in lines
    assert "\x1b" not in page + lines
    printing.print_comparison(*told(summary), tmp_path / "engines.html")
    assert "[red]m[/red]" in capsys.readouterr().out


def test_an_engine_without_its_packages_is_named_with_what_installs_it(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lessons.engines.writer.find_spec", lambda _name: None)
    bare = Assistant(assistant.library, assistant.settings.model_copy(update={"engine_url": "", "engine_model": ""}))
    found, missing = usable(bare, Gullible())
    assert list(found) == ["extractive"]
    assert "make llm" in missing["embedded"]
    assert "LESSONS_ENGINE_URL" in missing["endpoint"]


def test_the_command_line_compares_with_the_real_small_model(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LESSONS_ENGINE")}
    command = ["evals", "run", "--suite", "engines", "--sample", "1", "--json", "--out", str(tmp_path)]
    done = subprocess.run(
        [Path(sys.executable).with_name("lessons"), *command],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary == json.loads((tmp_path / "engines.json").read_text("utf-8"))
    assert summary["engines"]["embedded"]["right"]["total"] == 1
    assert sum(summary["engines"]["embedded"]["outcomes"].values()) == 1
    assert sum(row["total"] for row in summary["claims"][:2]) > 0
