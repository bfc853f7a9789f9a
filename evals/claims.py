"""Labelled claims about the study, true and false, on which the checker of written sentences is tried.

Every claim cites passages word for word. The ``tune`` half is worked on; the other one only measures.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lessons.checking.checker import Checker, Verdict
from lessons.checking.tokens import word_set
from lessons.citations import cite
from lessons.domain import Citation, Span, Structure

FILE = Path(__file__).parent / "claims.jsonl"
SUPPORTED = "supported"
LABELS = word_set(
    "supported number negation modality speaker pilot role version overgeneral quote invention swap obeys"
)
HALVES = ("tune", "unseen")
KEYS = frozenset({"id", "claim", "cited", "label", "half"})

Claim = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and what the checker said of it."""

    claim: Claim
    verdict: Verdict

    @property
    def right(self) -> bool:
        """Whether a true claim was kept, or a false one stopped."""
        return self.verdict.kept == bool(self.claim["label"] == SUPPORTED)


def load_claims(half: str | None = None, path: Path = FILE) -> list[Claim]:
    """The claims of one half, or all; none where there is no such file yet."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    entries: list[Claim] = [json.loads(line) for line in lines if line.strip()]
    return [entry for entry in entries if half in (None, entry["half"])]


def claim_faults(claims: Sequence[Claim], structures: Mapping[str, Structure]) -> list[str]:
    """What is wrong with the form of claims: keys, labels, halves, ids or claims twice, words that do not stand in the text."""
    faults = [f"“{value}” stands twice" for key in ("id", "claim") for value in _twice(claims, key)]
    for claim in claims:
        name = claim.get("id", "a claim without id")
        if (
            set(claim) != KEYS
            or claim["label"] not in LABELS
            or claim["half"] not in HALVES
            or not claim["claim"].strip()
        ):
            faults.append(f"{name}: wrong keys, label or half, or an empty claim")
        elif not claim["cited"]:
            faults.append(f"{name}: it cites nothing")
        else:
            faults += [f"{name}: not verbatim: {c['text'][:60]}" for c in claim["cited"] if not _stands(c, structures)]
    return faults


def citations_of(claim: Claim, structures: Mapping[str, Structure]) -> tuple[Citation, ...]:
    """The passages of a claim as citations, numbered in their order; raises ValueError where one cannot be cited."""
    found: list[Citation] = []
    for number, passage in enumerate(claim["cited"], start=1):
        structure = structures[passage["document"]]
        start = structure.document.text.index(passage["text"])
        citation = cite(structure, Span(start, start + len(passage["text"])))
        if citation is None:
            raise ValueError(f"{claim['id']}: this passage cannot be cited: {passage['text'][:60]}")
        found.append(replace(citation, number=number))
    return tuple(found)


def judge(claims: Sequence[Claim], checker: Checker, structures: Mapping[str, Structure]) -> list[Judged]:
    """What the checker says of each claim."""
    return [Judged(claim, checker.check(claim["claim"], citations_of(claim, structures))) for claim in claims]


def by_label(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """For each label how many claims were told right, and how many there were."""
    total = Counter(j.claim["label"] for j in judged)
    right = Counter(j.claim["label"] for j in judged if j.right)
    return {label: (right[label], total[label]) for label in sorted(total)}


def _twice(claims: Sequence[Claim], key: str) -> list[str]:
    return [str(value) for value, count in Counter(claim.get(key) for claim in claims).items() if count > 1]


def _stands(passage: Mapping[str, str], structures: Mapping[str, Structure]) -> bool:
    structure = structures.get(passage["document"])
    return structure is not None and bool(passage["text"]) and passage["text"] in structure.document.text
