"""The labelled claims are what they are said to be, and a judge is scored on all of them, whatever it answers."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from evals.canaries import LEAST_ACCURACY, SUPPORTED, headed_contexts, load_canaries, score_canaries
from evals.results import Finding

from lessons.corpus import Corpus

COUNTS = {SUPPORTED: 32, "contradicted": 12, "unsupported": 12, "wrong_speaker": 12, "wrong_version": 12}
CANARIES = load_canaries()
NAN = Finding(math.nan, "error: no verdict")


def verdicts(**share_found: float) -> list[Finding]:
    """A finding for each claim: the value named for its label, or that of ``rest``."""
    return [Finding(share_found.get(c["label"], share_found.get("rest", 0.0))) for c in CANARIES]


def test_there_are_as_many_claims_of_each_label_as_were_asked_for() -> None:
    assert Counter(canary["label"] for canary in CANARIES) == COUNTS
    assert len({canary["id"] for canary in CANARIES}) == len(CANARIES)
    assert len({canary["claim"] for canary in CANARIES}) == len(CANARIES)


def test_every_context_stands_word_for_word_in_the_document_that_it_names(corpus: Corpus) -> None:
    texts = {document.id: document.text for document in corpus.documents}
    for canary in CANARIES:
        assert canary["claim"].strip()
        assert canary["contexts"], canary["id"]
        for context in canary["contexts"]:
            assert context["text"] in texts[context["document"]], canary["id"]


def test_a_claim_about_the_wrong_version_shows_both_versions() -> None:
    for canary in CANARIES:
        if canary["label"] == "wrong_version":
            assert len({context["document"] for context in canary["contexts"]}) == 2, canary["id"]


def test_every_context_is_headed_with_its_version() -> None:
    canary = {"contexts": [{"document": "r1", "text": "One."}, {"document": "notes", "text": "Two."}]}
    assert headed_contexts(canary) == ["Revised manuscript (R1):\nOne.", "notes:\nTwo."]
    heads = {head for canary in CANARIES for head in (text.split("\n")[0] for text in headed_contexts(canary))}
    assert heads == {"Published article:", "Revised manuscript (R1):", "Submitted manuscript:"}


def test_a_judge_that_tells_every_claim_right_is_steady() -> None:
    score = score_canaries("perfect", CANARIES, verdicts(supported=1.0))
    assert score.steady
    assert score.as_dict() == {
        "model": "perfect",
        "accuracy": 1.0,
        "least": LEAST_ACCURACY,
        "scored": 80,
        "total": 80,
        "by_label": {label: {"right": count, "total": count} for label, count in COUNTS.items()},
    }


@pytest.mark.parametrize("found", [0.0, 1.0])
def test_a_judge_that_always_says_the_same_is_at_one_half(found: float) -> None:
    score = score_canaries("stubborn", CANARIES, verdicts(supported=found, rest=found))
    assert score.accuracy == 0.5
    assert not score.steady


def test_half_of_a_claim_found_counts_as_supported() -> None:
    score = score_canaries("halves", CANARIES, verdicts(supported=0.5, rest=0.49))
    assert score.accuracy == 1.0
    assert score_canaries("halves", CANARIES, verdicts(supported=0.49, rest=0.5)).accuracy == 0.0


def test_an_error_is_wrong_for_every_label_and_stays_in_the_total() -> None:
    score = score_canaries("broken", CANARIES, [NAN] * len(CANARIES))
    assert (score.accuracy, score.scored, score.total) == (0.0, 0, 80)
    assert score.by_label == {label: {"right": 0, "total": count} for label, count in COUNTS.items()}


def test_both_sides_weigh_the_same_however_many_claims_they_have() -> None:
    findings = verdicts(supported=1.0)
    wrong = next(i for i, canary in enumerate(CANARIES) if canary["label"] == "unsupported")
    missed = next(i for i, canary in enumerate(CANARIES) if canary["label"] == SUPPORTED)
    for at, value, expected in [(wrong, 1.0, (1 + 47 / 48) / 2), (missed, 0.0, (31 / 32 + 1) / 2)]:
        changed = [Finding(value) if i == at else finding for i, finding in enumerate(findings)]
        assert score_canaries("nearly", CANARIES, changed).accuracy == pytest.approx(expected)


@pytest.mark.parametrize("label", [SUPPORTED, "unsupported"])
def test_claims_of_one_kind_never_make_a_judge_steady(label: str) -> None:
    some = [canary for canary in CANARIES if canary["label"] == label]
    score = score_canaries("one-sided", some, [Finding(float(label == SUPPORTED))] * len(some))
    assert score.accuracy == 0.5
    assert not score.steady
    assert score_canaries("untried", [], []).accuracy == 0.0
