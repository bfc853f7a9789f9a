"""The page Quality says how the last run came out, in figures and in words, and shows what was not right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from evals.results import Finding, ItemResult, write_rows
from streamlit.testing.v1 import AppTest
from tests.index_fixtures import shared_assistant, shared_settings
from tests.test_evaluation_record import BASELINE, FIGURE, RUN, SHARE, tried

from lessons.corpus import load_corpus
from lessons.pages import wording
from lessons.pages.evaluation_record import RESULTS, SUMMARY, Places, Tried, hashes
from lessons.pages.evaluation_view import failure_html
from lessons.settings import Settings

FIXTURES = (shared_settings, shared_assistant)
HOSTILE = "<script>alert(1)</script> $x^2$ **b** :red[r] &amp;"
SCRIPT = """
from pathlib import Path
import streamlit as st
from lessons.pages import quality
from lessons.pages.evaluation_record import Places
from lessons.settings import load_settings
folder = Path({folder!r})
places = Places(folder / "run", folder / "baseline.json", folder / "floors.toml", folder / "golden.jsonl")
quality.show(load_settings(), st.container(), places)
"""

Open = Callable[[], AppTest]


@pytest.fixture(name="places")
def empty_places(tmp_path: Path) -> Places:
    return Places(tmp_path / "run", tmp_path / "baseline.json", tmp_path / "floors.toml", tmp_path / "golden.jsonl")


@pytest.fixture(name="open_page")
def opened_page(shared: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(shared.corpus_dir))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(shared.index_dir))
    return lambda: AppTest.from_string(SCRIPT.format(folder=str(tmp_path)), default_timeout=60).run()


@pytest.fixture(name="current")
def current_hashes(shared: Settings, places: Places) -> dict[str, str]:
    """The hashes of a run that was made just now."""
    return hashes(load_corpus(shared.corpus_dir), shared.corpus_dir, places.golden)


def write_run(places: Places, results: list[ItemResult] | None = None, **changes: Any) -> None:
    places.run.mkdir(exist_ok=True)
    (places.run / SUMMARY).write_text(json.dumps({**RUN, **changes}), "utf-8")
    if results is not None:
        write_rows(places.run / RESULTS, results)


def shown(page: AppTest) -> str:
    """All HTML that the page shows."""
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def wrong(count: int, half: str = "tune") -> list[ItemResult]:
    return [tried(f"{half}-{i:03}", half, correct=Finding(0.0, "evidence missing")) for i in range(count)]


def test_without_figures_the_page_says_how_to_make_them(open_page: Open) -> None:
    page = open_page()
    assert [info.value for info in page.info] == [wording.NO_RECORD]
    assert [code.value for code in page.code] == ["make evals"]
    assert "<table" not in shown(page)


def test_without_a_run_the_released_figures_are_shown_as_such(open_page: Open, places: Places) -> None:
    places.baseline.write_text(json.dumps(BASELINE), "utf-8")
    page = open_page()
    assert wording.NOT_RUN_HERE.format(date="21 November 2026") in shown(page)
    assert wording.HEADLINE_SHARE.format(share="90%") in shown(page)
    assert wording.MEASURES["speaker"][0] in shown(page)
    assert wording.NO_RESULTS in shown(page)
    assert [code.value for code in page.code] == ["make evals"]


def test_a_run_is_shown_with_verdict_date_figures_and_command(open_page: Open, places: Places) -> None:
    write_run(places, [], command="lessons evals run --only quote")
    page = open_page()
    html = shown(page)
    for words in ("Passed", "22 November 2026", "91 of 100", "between 84% and 96%", "89%, reached", "1 point better"):
        assert words in html
    assert "9 of 10 right, 90%" in html
    assert "(55% to 100%)" in html
    assert [code.value for code in page.code] == ["make evals", "lessons evals run --only quote"]


def test_every_measure_is_told_in_plain_words_and_unknown_ones_by_their_title(open_page: Open, places: Places) -> None:
    names = [*wording.MEASURES, "brand_new"]
    write_run(places, [], metrics={name: {**FIGURE, "title": f"Title of {name}"} for name in names})
    html = shown(open_page())
    assert all(html.count(f">{title}<") == 1 for title, _ in wording.MEASURES.values())
    assert "Title of brand_new" in html
    assert html.count("Title of") == 1


def test_a_red_run_names_its_reasons_and_what_missed_its_floor(open_page: Open, places: Places) -> None:
    metrics = {"correct": {**FIGURE, "value": 0.88, "floor": 0.89, "baseline": 0.9}}
    write_run(places, [], verdict="red", faults=["3 questions got worse since the baseline."], metrics=metrics)
    html = shown(open_page())
    for words in (wording.VERDICTS["red"][0], "3 questions got worse", "89%, not reached", "2.0 points worse"):
        assert words in html
    assert "Passed" not in html


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"suite": "bare"}, wording.NO_GATE[0]),
        ({"suite": "judged", "verdict": "unstable", "faults": ["The judge sways."]}, wording.VERDICTS["unstable"][0]),
        ({"verdict": "purple"}, "Verdict: purple"),
    ],
)
def test_other_verdicts_are_never_shown_as_passed(
    open_page: Open, places: Places, changes: dict[str, Any], title: str
) -> None:
    write_run(places, [], **changes)
    html = shown(open_page())
    assert title in html
    assert "Passed" not in html


def test_figures_of_other_documents_are_out_of_date(open_page: Open, places: Places, current: dict[str, str]) -> None:
    write_run(places, [], hashes={**current, "codebook": "another", "settings": "another"})
    said = [warning.value for warning in open_page().warning]
    assert said == [wording.OUT_OF_DATE.format(what="The coding of the documents")]
    write_run(places, [], hashes={**current, "settings": "another"})
    assert not open_page().warning


def test_a_broken_summary_is_one_sentence_and_the_command(open_page: Open, places: Places) -> None:
    write_run(places)
    (places.run / SUMMARY).write_text("{", "utf-8")
    page = open_page()
    assert len(page.error) == 1
    assert "is damaged or only half written" in page.error[0].value
    assert [code.value for code in page.code] == ["make evals"]


def test_broken_results_leave_the_figures(open_page: Open, places: Places) -> None:
    write_run(places, [])
    (places.run / RESULTS).write_text("{", "utf-8")
    page = open_page()
    assert len(page.error) == 1
    assert "91 of 100" in shown(page)


def test_only_questions_used_for_improving_are_shown_until_asked_for(open_page: Open, places: Places) -> None:
    write_run(places, [*wrong(2), *wrong(1, "unseen")])
    page = open_page()
    assert "Question tune-001?" in shown(page)
    assert "Question unseen-000?" not in shown(page)
    page.toggle[0].set_value(True).run()
    assert "Question unseen-000?" in shown(page)


def test_some_failing_questions_are_shown_and_more_on_demand(open_page: Open, places: Places) -> None:
    write_run(places, wrong(23))
    page = open_page()
    assert shown(page).count("<article") == 10
    assert wording.FAILURES_COUNT.format(shown=10, total=23) in shown(page)
    page.button(key="quality-more").click().run()
    assert shown(page).count("<article") == 20
    assert page.button(key="quality-more").label == wording.SHOW_MORE.format(count=3)
    page.button(key="quality-more").click().run()
    assert shown(page).count("<article") == 23
    assert not page.button


def test_a_run_without_failures_says_so(open_page: Open, places: Places) -> None:
    write_run(places, [tried("right", correct=Finding(1.0))])
    page = open_page()
    assert wording.NO_FAILURES_TUNE in shown(page)
    page.toggle[0].set_value(True).run()
    assert wording.NO_FAILURES in shown(page)


def test_a_renewed_run_is_taken_up_without_a_restart(open_page: Open, places: Places) -> None:
    write_run(places, wrong(1))
    assert "Question tune-000?" in shown(open_page())
    write_run(places, wrong(2))
    assert "Question tune-001?" in shown(open_page())


def test_hostile_words_of_the_files_are_shown_as_words(open_page: Open, places: Places) -> None:
    result = tried("one", correct=Finding(0.0, HOSTILE))
    result.given["answer"] = HOSTILE
    hostile = ItemResult(
        HOSTILE,
        HOSTILE,
        "tune",
        HOSTILE,
        [HOSTILE],
        {**result.expected, "must": [HOSTILE, [HOSTILE]]},
        result.given,
        result.findings,
    )
    write_run(
        places,
        [hostile],
        notes=[HOSTILE],
        faults=[HOSTILE],
        verdict=HOSTILE,
        kinds={"quote": {"title": HOSTILE, "tune": SHARE}},
        metrics={HOSTILE: {**FIGURE, "title": HOSTILE}},
    )
    html = shown(open_page())
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt; $x^2$ **b** :red[r] &amp;amp;") >= 9


def test_a_failure_shows_both_sides_and_each_reason_once() -> None:
    given = {"status": "not_in_sources", "answer": "- First. [1]\n\n> Said: “so”.\n\n*A note.*\n\n" + "word " * 300}
    row = {
        "id": "ga-1", "kind": "quote", "half": "tune", "question": "Who?", "history": ["Before?"],
        "expected": {"status": "answered", "status_also": ["unclear"], "evidence": [[{"text": "A"}, {"text": "B"}]], "must": [["x", "y"]], "must_not": ["z"]},
        "given": given,
        "findings": {
            "correct": {"value": 0.0, "reason": "status is not_in_sources", "graded": False},
            "wrong_refusal": {"value": 0.0, "reason": "status is not_in_sources", "graded": False},
        },
    }  # fmt: skip
    from pydantic import TypeAdapter

    html = failure_html(TypeAdapter(Tried).validate_python(row), {})
    assert "Answered or Asks back" in html
    for words in (wording.EVIDENCE_ONE_OF, "<li>A</li><li>B</li>", "x or y", wording.MUST_NOT_SAY, "<li>Before?</li>"):
        assert words in html
    assert "First. [1]\n\nSaid: “so”.\n\nA note." in html
    assert html.count("given: not in the sources") == 1
    assert f"{wording.MEASURES['correct'][0]}, {wording.MEASURES['wrong_refusal'][0]}" in html
    before, after = html.split("<details>")
    assert before.count("word ") > 50 < after.count("word ")
