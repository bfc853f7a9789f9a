"""The labelled claims: their form, their passages, and what the checker makes of both halves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from evals.claims import SUPPORTED, by_label, citations_of, claim_faults, judge, load_claims

from lessons.checking.checker import Checker
from lessons.domain import Structure
from lessons.embedding import MiniLm

# Shares of true claims kept and of false ones stopped, below which something has broken; what was measured stands in decision 12.
LEAST = {"tune": (0.80, 0.98), "unseen": (0.78, 0.96)}
GOOD = {
    "id": "x1",
    "claim": "Patients were not involved.",
    "cited": [{"document": "published", "text": "Patients and/or the public were not involved in this study."}],
    "label": "supported",
    "half": "tune",
}


def test_every_claim_has_its_form_and_cites_word_for_word(structures: Mapping[str, Structure]) -> None:
    claims = load_claims()
    assert claims
    assert claim_faults(claims, structures) == []
    for claim in claims:
        assert [c.excerpt for c in citations_of(claim, structures)] == [c["text"] for c in claim["cited"]]


@pytest.mark.parametrize(
    "changed",
    [
        {"label": "wrong"},
        {"half": "other"},
        {"claim": " "},
        {"cited": []},
        {"cited": [{"document": "published", "text": "Patients were involved in this study."}]},
        {"cited": [{"document": "nowhere", "text": "Patients"}]},
        {"more": 1},
    ],
)
def test_a_claim_out_of_form_is_named(changed: dict[str, object], structures: Mapping[str, Structure]) -> None:
    assert claim_faults([GOOD], structures) == []
    assert len(claim_faults([{**GOOD, **changed}], structures)) == 1


def test_claims_that_stand_twice_are_named(structures: Mapping[str, Structure]) -> None:
    assert len(claim_faults([GOOD, GOOD], structures)) == 2


def test_halves_are_told_apart_and_a_missing_file_has_none(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    assert load_claims(path=path) == []
    path.write_text("\n".join(json.dumps({**GOOD, "half": half}) for half in ("tune", "unseen")), "utf-8")
    assert [claim["half"] for claim in load_claims("unseen", path)] == ["unseen"]
    assert len(load_claims(path=path)) == 2


@pytest.mark.parametrize("half", LEAST)
def test_claims_are_told_right(half: str, structures: Mapping[str, Structure]) -> None:
    found = by_label(judge(load_claims(half), Checker(MiniLm(), structures), structures))
    kept, true = found.pop(SUPPORTED)
    stopped, false = (sum(counts) for counts in zip(*found.values(), strict=True))
    least_true, least_false = LEAST[half]
    assert kept >= least_true * true, found
    assert stopped >= least_false * false, found
