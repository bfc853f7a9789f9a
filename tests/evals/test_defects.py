"""Each seeded defect turns the run red; the same run without a defect is green. They go through the whole suite and gate."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import pytest

if find_spec("ragas") is None:
    pytest.skip("needs the evaluation suite's packages", allow_module_level=True)

from evals.command import subject_of
from evals.gate import Baseline, compare, faults, read_floors
from evals.golden import Item, load_golden
from evals.results import ItemResult
from evals.suite import Subject, run_suite
from evals.summary import summarise

from lessons import coverage, retrieval
from lessons.answers import Assistant
from lessons.domain import Answer, Citation, Outcome, Statement, StatementKind, Writing
from lessons.settings import Settings, load_settings

pytestmark = pytest.mark.evals

OF_EACH_KIND = 8
EVERY = 3  # golden questions of a kind, so that several writers are among them
EXACT = {name: least for name, least in read_floors().items() if least == 1}
WORD = re.compile(r"\w{4,}")
Damage = Callable[[Answer], Answer]


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings()


@pytest.fixture(scope="module")
def subject(settings: Settings) -> Subject:
    return subject_of(Assistant.prepare(settings))


@pytest.fixture(scope="module")
def items() -> list[Item]:
    ordered = sorted(load_golden("tune"), key=lambda item: str(item["kind"]))
    return [item for _, group in groupby(ordered, lambda i: i["kind"]) for item in list(group)[::EVERY][:OF_EACH_KIND]]


@pytest.fixture(scope="module")
def healthy(items: list[Item], subject: Subject, tmp_path_factory: pytest.TempPathFactory) -> list[ItemResult]:
    return run_suite(items, subject, tmp_path_factory.mktemp("healthy"), lambda: None)


@pytest.fixture(scope="module")
def baseline(healthy: list[ItemResult]) -> Baseline:
    return Baseline("test", {}, {}, {r.id: r.failed for r in healthy})


@pytest.fixture
def run(items: list[Item], baseline: Baseline, tmp_path: Path) -> Callable[[Subject], list[str]]:
    """What makes a run with a subject red, in sentences."""

    def sentences(subject: Subject) -> list[str]:
        results = run_suite(items, subject, tmp_path, lambda: None)
        return faults(summarise(results), compare(results, baseline, ()), EXACT, results)

    return sentences


def damaged(subject: Subject, damage: Damage) -> Subject:
    return replace(
        subject, ask=lambda item: damage(subject.ask(item)), ask_afresh=lambda item: damage(subject.ask_afresh(item))
    )


def test_without_a_defect_the_run_is_green(run: Callable[[Subject], list[str]], subject: Subject) -> None:
    assert run(subject) == []


# ------------------------------------------------------------------------------------------------ defects of answers


def shuffled(answer: Answer) -> Answer:
    """Each statement with the citations of the next one."""
    told = [s for s in answer.statements if s.citations]
    turned = iter([*told[1:], *told[:1]])
    statements = tuple(replace(s, citations=next(turned).citations) if s.citations else s for s in answer.statements)
    return replace(answer, statements=statements)


def one_word_altered(answer: Answer) -> Answer:
    """The first quote with another word in it, in statement and excerpt alike."""
    cited = next((c for c in answer.citations if c.speaker), None)
    if cited is None:
        return answer
    words = WORD.sub("different", cited.excerpt, count=1)
    return with_citation(answer, cited, replace(cited, excerpt=words), (cited.excerpt, words))


def negation_dropped(answer: Answer) -> Answer:
    """Every finding without its "not"."""
    return with_statements(answer, lambda s: replace(s, text=s.text.replace(" not ", " ", 1)))


def speaker_swapped(answer: Answer) -> Answer:
    """The first quote in another person's mouth."""
    cited = next((c for c in answer.citations if c.speaker), None)
    other = "UEC-Senior Manager 99, CCG"
    return (
        with_citation(answer, cited, replace(cited, speaker=other), (cited.speaker or "", other)) if cited else answer
    )


def doubled(answer: Answer) -> Answer:
    """Everything said twice."""
    return replace(answer, statements=answer.statements * 2)


def misplaced(answer: Answer) -> Answer:
    """Every excerpt said to stand in another section."""
    return replace(answer, citations=tuple(replace(c, section="Discussion of nothing") for c in answer.citations))


def with_citation(answer: Answer, old: Citation, new: Citation, words: tuple[str, str]) -> Answer:
    citations = tuple(new if c == old else c for c in answer.citations)
    changed = with_statements(
        answer, lambda s: replace(s, text=s.text.replace(*words)) if s.kind == StatementKind.QUOTE else s
    )
    return replace(changed, citations=citations)


def with_statements(answer: Answer, change: Callable[[Statement], Statement]) -> Answer:
    return replace(answer, statements=tuple(change(s) for s in answer.statements))


@pytest.mark.parametrize(
    "damage",
    [shuffled, one_word_altered, negation_dropped, speaker_swapped, doubled, misplaced],
    ids=lambda d: d.__name__,
)
def test_a_damaged_answer_turns_the_run_red(
    run: Callable[[Subject], list[str]], subject: Subject, damage: Damage
) -> None:
    assert run(damaged(subject, damage))


# ------------------------------------------------------------------------------------------- defects of the assistant


@pytest.fixture
def afresh(settings: Settings) -> Subject:
    """An assistant of its own, so that nothing remembered hides a defect."""
    return subject_of(Assistant.prepare(settings))


def test_a_retrieval_arm_that_is_off_turns_the_run_red(
    run: Callable[[Subject], list[str]], afresh: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieval, "QUESTION_WEIGHT", 0.0)
    assert run(afresh)


@pytest.mark.parametrize("limit", [-6.0, 6.0])
def test_a_moved_limit_of_refusal_turns_the_run_red(
    run: Callable[[Subject], list[str]], afresh: Subject, monkeypatch: pytest.MonkeyPatch, limit: float
) -> None:
    monkeypatch.setattr(coverage, "MOST_DOUBT", limit)
    assert run(afresh)


def test_a_wrong_version_preferred_turns_the_run_red(
    run: Callable[[Subject], list[str]], settings: Settings, subject: Subject
) -> None:
    assistant = Assistant.prepare(settings)
    assert run(replace(subject, ask=lambda i: assistant.answer(i["question"], i["history"], "submitted")))


def test_a_memory_that_is_off_turns_the_run_red(
    run: Callable[[Subject], list[str]], settings: Settings, subject: Subject
) -> None:
    assistant = Assistant.prepare(settings)
    assert run(replace(subject, ask=lambda i: assistant.answer(i["question"])))


def test_an_empty_codebook_turns_the_run_red(
    run: Callable[[Subject], list[str]], settings: Settings, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(settings.corpus_dir, corpus, ignore=shutil.ignore_patterns("codebook.toml"))
    bare = Assistant.prepare(settings.model_copy(update={"corpus_dir": corpus, "index_dir": tmp_path / "index"}))
    assert run(subject_of(bare))


def test_an_answer_that_is_not_the_same_twice_turns_the_run_red(
    run: Callable[[Subject], list[str]], subject: Subject
) -> None:
    assert run(replace(subject, ask_afresh=lambda item: replace(subject.ask(item), statements=())))


def test_a_question_that_breaks_the_assistant_stays_and_fails(
    items: Sequence[Item], subject: Subject, tmp_path: Path, healthy: Sequence[ItemResult]
) -> None:
    def broken(item: Item) -> Answer:
        if item["id"] == items[0]["id"]:
            raise RuntimeError("the disk is gone")
        return subject.ask(item)

    results = run_suite(items, replace(subject, ask=broken), tmp_path, lambda: None)
    assert [r.id for r in results] == [item["id"] for item in items]
    assert results[0].error == "RuntimeError: the disk is gone"
    assert not results[0].findings["correct"].passed
    assert [r.failed for r in results[1:]] == [r.failed for r in healthy[1:]]


def test_the_time_noted_is_that_of_the_evidence_and_of_the_summary(
    items: Sequence[Item], subject: Subject, tmp_path: Path
) -> None:
    writing = Writing("openai", "a model", "a host", "", Outcome.WRITTEN, elapsed_ms=30.0)

    def timed(item: Item) -> Answer:
        return replace(subject.ask(item), elapsed_ms=12.5, writing=writing if item == items[0] else None)

    results = run_suite(items[:2], replace(subject, ask=timed), tmp_path, lambda: None)
    assert [r.milliseconds for r in results] == [42.5, 12.5]
