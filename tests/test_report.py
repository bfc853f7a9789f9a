"""A report shows every figure with its counts, says no more than was measured, and lets nothing in an answer act."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from evals.report import write_report
from evals.results import Finding, ItemResult
from markdown_it import MarkdownIt

ATTACK = (
    "<script>alert(1)</script><img src=http://evil.example/x.png onerror=alert(2)> ![i](http://evil.example/y) "
    "[l](http://evil.example) </pre></td></details>]]> \"'><svg onload=alert(3)> www.evil.example a@evil.example `code` | & &lt;"
)
FORBIDDEN = "a\x00b\x01c\x1bd\ufffee\ud800f"
VOID = {"meta", "br", "img", "link", "input", "hr"}
NOTHING: dict[str, Any] = {}


class Page(HTMLParser):
    """What a browser would find on a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def values(self, attribute: str) -> list[str]:
        return [found for _, attributes in self.tags if (found := attributes.get(attribute)) is not None]


def item(name: str = "g-1", value: float = 0.0, reason: str = "status is unclear", **changes: Any) -> ItemResult:
    fields: dict[str, Any] = {
        "kind": "quote",
        "half": "tune",
        "question": "Who said it?",
        "history": ["Is there a quote?"],
        "expected": {
            "status": "answered",
            "evidence": [
                [{"document": "published", "text": "first option"}, {"document": "r1", "text": "second option"}]
            ],
            "must": ["Senior Manager 4", ["66", "sixty-six"]],
            "must_not": [],
        },
        "given": {
            "status": "unclear",
            "answer": "- One sentence. [1]\n\n> A quote. [1]",
            "citations": [{"number": 1, "document": "published", "page": 4, "excerpt": "the excerpt"}],
        },
        "findings": {"correct": Finding(value, reason)},
        "milliseconds": 250.0,
    }
    return ItemResult(**{"id": name, **fields, **changes})


def metric(title: str = "Right answers", **changes: Any) -> dict[str, Any]:
    found = {"title": title, "value": 0.91, "scored": 1000, "total": 1360, "passed": 910, "low": 0.89, "high": 0.925}
    return {**found, "floor": 0.88, "baseline": 0.9, **changes}


def summary(**changes: Any) -> dict[str, Any]:
    tune = {"right": 80, "total": 85, "low": 0.871, "high": 0.979}
    unseen = {"right": 45, "total": 52, "low": 0.742, "high": 0.944}
    return {
        "suite": "offline",
        "made": "2026-11-22T02:40:00+00:00",
        "verdict": "red",
        "faults": ["One question got worse."],
        "notes": ["A sentence to note."],
        "metrics": {"correct": metric()},
        "kinds": {"quote": {"title": "Quotes", "tune": tune, "unseen": unseen}},
        "halves": {"tune": tune, "unseen": unseen},
        "milliseconds": {"median": 15.2, "p95": 40.1, "longest": 1120.3},
        "refusal": [{"half": "tune", "limit": -0.5, "missed": 3, "absent": 60, "wrong": 5, "answerable": 400}],
        "limit": -0.5,
        "hashes": {"corpus": "c0ffee", "golden": "beef"},
        "models": {"embedding": "minilm", "engine": "extractive", "judge": None},
        "regressions": [{"id": "g-1", "kind": "quote", "metric": "correct", "reason": "it broke", "waived": ""}],
        "improvements": [{"id": "g-7", "kind": "quote", "metric": "correct"}],
        "judge": None,
        "command": "lessons evals run",
        **changes,
    }


def written(folder: Path, found: dict[str, Any], *results: ItemResult) -> tuple[str, str, ET.Element]:
    write_report(folder, found, results)
    names = ("report.md", "report.html", "junit.xml")
    markdown, page, junit = ((folder / name).read_bytes().decode("utf-8") for name in names)
    return markdown, page, ET.fromstring(junit.encode("utf-8"))


def both(folder: Path, found: dict[str, Any], *results: ItemResult) -> tuple[str, str]:
    """The report's words in Markdown, marks taken off, and on the page."""
    markdown, page, _ = written(folder, found, *results)
    return re.sub(r"\\(?=[^\w\s])", "", markdown), Page(page).text


@pytest.mark.parametrize(
    ("verdict", "faults", "opening"),
    [
        ("green", [], "Green: the run found no reason to fail"),
        ("red", ["One."], "Red: the run fails for 1 reason"),
        ("red", ["One.", "Two."], "Red: the run fails for 2 reasons"),
        ("unstable", ["One."], "Unstable: the run is neither green nor red"),
    ],
)
def test_the_first_line_says_the_verdict_in_words(
    verdict: str, faults: list[str], opening: str, tmp_path: Path
) -> None:
    markdown, page, _ = written(tmp_path, summary(verdict=verdict, faults=faults), item())
    assert markdown.splitlines()[0] == f"# {opening}"
    assert f">{opening}</h1>" in page


def test_every_figure_shows_its_counts_and_interval(tmp_path: Path) -> None:
    judge = {"model": "tiny", "accuracy": 0.5, "least": 0.85, "scored": 78, "total": 80, "by_label": {}}
    judge["by_label"] = {"supported": {"right": 30, "total": 32}, "contradicted": {"right": 0, "total": 0}}
    for text in both(tmp_path, summary(judge=judge), item(), item("g-2", 1.0), item("g-3", error="Timeout")):
        for words in (
            "91.0%",
            "910 passed, 1,000 scored of 1,360, 360 not scored",
            "89.0% to 92.5%",
            "88.0% (held)",
            "1.0 points higher; the baseline lies within the interval",
            "80 of 85, 94.1% (87.1% to 97.9%)",
            "45 of 52, 86.5% (74.2% to 94.4%)",
            "3 of 60, 5.0%",
            "-0.5 (in use)",
            "50.0%; 78 scored of 80",
            "85.0% (not held)",
            "30 of 32, 93.8%",
            "1,120.3 ms",
            "3 items were run",
            "c0ffee",
            "lessons evals run",
            "1 in all, 0 of them waived",
            "22 November 2026, 02:40 UTC. Of 3 items 1 fail a metric and 1 broke.",
        ):
            assert words in text, words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": None, "passed": None, "scored": 0, "low": None, "high": None}, "nothing scored"),
        ({"value": math.nan}, "not a number"),
        ({"value": None, "floor": 0.88}, "88.0% (not measured)"),
        ({"value": 0.99999, "floor": 1.0}, "99.9%"),
        ({"value": 0.99999, "floor": 1.0}, "100.0% (not held)"),
        ({"value": 0.00001}, "0.1%"),
        ({"value": 1.0, "baseline": 1.0}, "the same"),
        ({"value": 1237 / 1360, "baseline": 0.909559}, "the same"),
        ({"value": 0.90001}, "less than 0.1 points higher"),
        ({"value": 0.85, "low": None, "high": None}, "5.0 points lower"),
        ({"value": 0.85, "low": 0.83, "high": 0.87}, "5.0 points lower; the baseline lies outside the interval"),
        ({"baseline": None}, "no baseline"),
        ({"passed": None, "scored": 1360}, "1,360 scored of 1,360"),
    ],
)
def test_a_figure_says_no_more_than_was_measured(changes: dict[str, Any], words: str, tmp_path: Path) -> None:
    for text in both(tmp_path, summary(metrics={"correct": metric(**changes)}), item()):
        assert words in text
        assert "nan" not in text.lower().split()


def test_a_share_that_is_not_whole_is_never_shown_as_all(tmp_path: Path) -> None:
    half = {"right": 9999, "total": 10000, "low": 0.9995, "high": 1.0}
    for text in both(tmp_path, summary(halves={"tune": half}), item()):
        assert "9,999 of 10,000, 99.9%" in text


def test_each_half_stands_with_its_count_and_interval_and_nothing_else(tmp_path: Path) -> None:
    text, _, _ = written(tmp_path, summary(), item())
    table = text.partition("## Halves")[2].strip().splitlines()[:4]
    assert table[0] == "| Half | Right | Interval |"
    assert table[2:] == [
        "| tune | 80 of 85, 94.1% | 87.1% to 97.9% |",
        "| unseen | 45 of 52, 86.5% | 74.2% to 94.4% |",
    ]


def test_a_chart_draws_share_and_interval_on_a_scale_that_ends_at_all(tmp_path: Path) -> None:
    found = summary(metrics={"correct": metric(value=0.5, low=0.4, high=1.2, baseline=None)})
    _, text, _ = written(tmp_path, found, item())
    page = Page(text)
    assert [bar["width"] for bar in page.of("rect") if bar["class"] == "bar-1"] == ["50.00%", "94.12%"]
    assert [bar["width"] for bar in page.of("rect") if bar["class"] == "bar-2"] == ["86.54%"]
    first = next(line for line in page.of("line") if line["class"] == "whisker")
    assert (first["x1"], first["x2"]) == ("40.00%", "100.00%")
    assert [line["x1"] for line in page.of("line") if line["class"] == "floor"] == ["88.00%"]


@pytest.mark.parametrize("absent", [NOTHING, None, []])
def test_what_was_not_measured_is_said_not_to_be(absent: Any, tmp_path: Path) -> None:
    found = summary(metrics={}, milliseconds={}, kinds={}, halves={}, faults=[], notes=[], verdict="green")
    for name in ("regressions", "improvements", "refusal", "judge"):
        if absent is NOTHING:
            del found[name]
        else:
            found[name] = absent
    for text in both(tmp_path, found):
        for words in ("Nothing was measured.", "Not measured in this run.", "No judge was measured", "Of 0 items"):
            assert words in text
        assert "Regressions" in text
        compared = "None named; no figure of this run has a baseline." if absent == [] else "Not compared."
        assert text.count(compared) == 2


def test_a_kind_without_questions_in_a_half_has_nothing_scored(tmp_path: Path) -> None:
    empty = {"right": 0, "total": 0, "low": None, "high": None}
    found = summary(kinds={"quote": {"title": "Quotes", "tune": empty}}, halves={"tune": empty, "unseen": empty})
    for text in both(tmp_path, found, item(kind="other_kind")):
        assert text.count("nothing scored") >= 4
        assert "other kind (1)" in text


def test_a_failing_item_shows_both_sides_and_why(tmp_path: Path) -> None:
    for text in both(
        tmp_path, summary(), item(findings={"correct": Finding(math.nan, "no verdict")}), item("g-2", 1.0)
    ):
        for words in (
            "Who said it?",
            "Is there a quote?",
            "Right answers not a number: no verdict",
            "published: first option",
            "or r1: second option",
            "Senior Manager 4",
            "or sixty-six",
            "published, page 4: the excerpt",
            "> A quote. [1]",
            "Quotes (1)",
        ):
            assert words in text, words
        assert "g-2" not in text


def test_an_item_that_broke_is_shown_with_what_broke_and_nothing_given(tmp_path: Path) -> None:
    for text in both(tmp_path, summary(), item(given={}, findings={}, error="Timeout after 30 s")):
        assert "Broke: Timeout after 30 s" in text
        assert "nothing" in text


def everywhere(words: str) -> tuple[dict[str, Any], ItemResult]:
    """A report in which those words stand in every place that they can come from."""
    change = {"id": words, "kind": "quote", "metric": words, "reason": words, "waived": words}
    half = {"right": 1, "total": 2, "low": 0.1, "high": 0.9}
    found = summary(
        suite=words,
        verdict=words,
        faults=[words],
        notes=[words],
        metrics={words: metric(words)},
        kinds={words: {"title": words, words: half}},
        halves={words: half},
        regressions=[change],
        improvements=[change],
        hashes={words: words},
        models={words: words},
        judge={"model": words, "accuracy": 0.5, "least": 0.8, "scored": 1, "total": 2, "by_label": {words: half}},
        command=words,
        made=words,
    )
    sides: dict[str, Any] = {
        "expected": {words: [[{"text": words}], words]},
        "given": {"answer": words, "x": {"y": words}},
    }
    finding = {words: Finding(0.5, words)}
    return found, item(
        words, kind=words, half=words, question=words, history=[words], findings=finding, error=words, **sides
    )


def test_nothing_in_an_item_acts_on_the_page(tmp_path: Path) -> None:
    _, text, _ = written(tmp_path, *everywhere(ATTACK))
    page = Page(text)
    assert not page.open
    assert {"script", "img", "iframe", "object", "link", "base", "form"}.isdisjoint(tag for tag, _ in page.tags)
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert page.text.count(" ".join(ATTACK.split())) > 20


def test_nothing_in_an_item_acts_in_markdown(tmp_path: Path) -> None:
    markdown, _, _ = written(tmp_path, *everywhere(f"{ATTACK}\n```\n~~~\n# heading\n1. list\n- [ ] task"))
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable("table").parse(markdown)
    kinds = Counter(t.type for token in tokens for t in (token, *(token.children or ())))
    assert not kinds.keys() & {"html_block", "html_inline", "link_open", "image", "code_inline", "ordered_list_open"}
    fences = [token.content for token in tokens if token.type == "fence"]
    assert len(fences) == 3
    assert all(ATTACK in content and "# heading" in content for content in fences)
    inside = sum(content.count("\n# heading") for content in fences)
    assert kinds["heading_open"] == 1 + markdown.count("\n#") - inside
    assert kinds["th_open"] == 7 + 3 + 2 + 2 + 5 + 3 + 4 + 2 + 2  # no bar in a text opens a column
    assert kinds["td_open"] == 7 + 3 + 2 + 2 * 3 + 5 + 3 + 4 + 2 * 3 + 2 * 2


@pytest.mark.parametrize(
    "opening", ["- a", "+ a", "1. a", "2017. a", "3) a", "# a", "> a", "=== a", "```", "| a", "* a"]
)
def test_a_sentence_that_opens_like_a_block_stays_a_sentence(opening: str, tmp_path: Path) -> None:
    markdown, _, _ = written(tmp_path, summary(notes=[opening]), item())
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    place = next(i for i, token in enumerate(tokens) if token.content == "Notes")
    assert [token.type for token in tokens[place + 2 : place + 5]] == [
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
    ]
    assert "".join(child.content for child in tokens[place + 5].children or ()) == opening


def test_whatever_an_item_says_comes_out_of_junit_as_it_was(tmp_path: Path) -> None:
    _, _, junit = written(tmp_path, *everywhere(ATTACK))
    case = junit.find("testsuite/testcase")
    assert case is not None
    assert case.get("name") == f"{ATTACK} {ATTACK}"
    assert case.findtext("error") == f"Broke: {ATTACK}\n{ATTACK} 50.0%: {ATTACK}"


def test_characters_that_no_form_may_hold_are_replaced(tmp_path: Path) -> None:
    markdown, page, junit = written(tmp_path, *everywhere(FORBIDDEN))
    shown = "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"
    assert shown in page
    assert shown in markdown
    assert not re.search(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe]", markdown + page + ET.tostring(junit, "unicode")
    )
    case = junit.find("testsuite/testcase")
    assert case is not None
    assert case.get("classname") == shown


def test_the_page_stands_alone_and_can_be_read_aloud(tmp_path: Path) -> None:
    _, text, _ = written(tmp_path, summary(), item(), item("g-2", kind="methods"))
    page = Page(text)
    assert text.startswith("<!doctype html>")
    assert not page.open
    assert page.of("html") == [{"lang": "en-GB"}]
    assert not re.search(r"https?://|<script|@import|url\(", text)
    assert not page.values("src")
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.values("href")} <= set(ids)
    for chart in page.of("svg"):
        assert chart["role"] == "img"
        assert set(str(chart["aria-labelledby"]).split()) <= set(ids)
    assert len(page.of("svg")) == 2
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_the_page_leads_from_a_regression_and_a_kind_to_the_items(tmp_path: Path) -> None:
    _, text, _ = written(tmp_path, summary(), item("g-0", 1.0), item(), item("g-2", kind="methods"))
    page = Page(text)
    assert [d["id"] for d in page.of("details")] == ["item-2", "item-3"]
    assert '<a href="#item-2">g-1</a>' in text
    assert '<a href="#kind-1">Quotes (1)</a>' in text
    assert '<a href="#kind-2">methods (1)</a>' in text


def test_junit_has_a_suite_a_kind_and_a_case_an_item(tmp_path: Path) -> None:
    results = (
        item("g-1", 1.0),
        item("g-2", 0.5, "half of it"),
        item("g-3", kind="methods", error="Timeout", findings={}),
        item("g-4", kind="methods", findings={}),
        item("g-5", kind="methods", findings={"correct": Finding(0, "wrong"), "new_one": Finding(math.nan)}),
    )
    _, _, junit = written(tmp_path, summary(), *results)
    names = ("tests", "failures", "errors", "skipped")
    assert [junit.get(name) for name in (*names, "time")] == ["5", "2", "1", "1", "1.250"]
    quotes, methods = junit.findall("testsuite")
    assert [quotes.get(name) for name in ("name", *names)] == ["quote", "2", "1", "0", "0"]
    assert [methods.get(name) for name in ("name", *names)] == ["methods", "3", "1", "1", "1"]
    for suite in (quotes, methods):
        counted = [len(suite.findall(path)) for path in ("testcase", ".//failure", ".//error", ".//skipped")]
        assert [str(count) for count in counted] == [suite.get(name) for name in names]
    assert [case.get("name") for case in quotes] == ["g-1 Who said it?", "g-2 Who said it?"]
    assert [failure.get("message") for failure in junit.iter("failure")] == [
        "Right answers 50.0%: half of it",
        "Right answers 0.0%: wrong; new one not a number: no reason given",
    ]
    assert [error.get("message") for error in junit.iter("error")] == ["Broke: Timeout"]


def test_a_graded_figure_fails_no_item(tmp_path: Path) -> None:
    _, _, junit = written(tmp_path, summary(), item(findings={"likeness": Finding(0.7, graded=True)}))
    assert (junit.get("failures"), junit.get("skipped")) == ("0", "0")
