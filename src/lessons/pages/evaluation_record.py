"""Reads what an evaluation left behind: its figures, what got worse, and the questions that failed. Knows no widgets.

The files are those of ``lessons evals run`` and the committed baseline. They are read strictly: what does not have the form
that is expected raises BrokenError with one plain sentence.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import FiniteFloat, TypeAdapter, ValidationError

from lessons.codebook import FILE as CODEBOOK
from lessons.corpus import Corpus
from lessons.domain import BrokenError
from lessons.pages import wording
from lessons.settings import PROJECT

TUNE, UNSEEN = "tune", "unseen"
BASELINE = "baseline"
SUMMARY, RESULTS = "summary.json", "results.jsonl"

Form = TypeVar("Form")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the evaluation's files stand: the folder of the last run, the baseline, the floors, the golden questions."""

    run: Path = PROJECT / "build" / "evals"
    baseline: Path = PROJECT / "evals" / "baseline" / "offline.json"
    floors: Path = PROJECT / "evals" / "floors.toml"
    golden: Path = PROJECT / "evals" / "golden.jsonl"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure in 0..1 with its counts; None where something was not measured. ``low`` and ``high`` are its interval."""

    title: str
    value: FiniteFloat | None
    scored: int | None = None
    total: int | None = None
    passed: int | None = None
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    floor: FiniteFloat | None = None
    baseline: FiniteFloat | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the floor is reached; None where there is none or nothing was measured."""
        return None if self.floor is None or self.value is None else self.value >= self.floor

    @property
    def gain(self) -> float | None:
        """How much better than the baseline; 0 for what is only rounding. None where either is missing."""
        if self.value is None or self.baseline is None:
            return None
        gain = self.value - self.baseline
        return 0.0 if abs(gain) < 1e-6 else gain  # a baseline is kept to six decimals


@dataclass(frozen=True, slots=True)
class Share:
    """How many answers of a group are right, with the interval of their share."""

    right: int
    total: int
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """The right answers of one kind of question, by half."""

    title: str
    tune: Share | None = None
    unseen: Share | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What an evaluation found; ``verdict`` is green, red or unstable, and "baseline" where only the committed one is there."""

    made: datetime
    hashes: Mapping[str, str]
    metrics: Mapping[str, Measure]
    verdict: str
    command: str = "lessons evals run"
    suite: str = "offline"
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    halves: Mapping[str, Share] = field(default_factory=dict)
    faults: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def own(self) -> bool:
        """Whether this copy made it."""
        return self.verdict != BASELINE


@dataclass(frozen=True, slots=True)
class Finding:
    """What one measure says of one answer."""

    value: FiniteFloat | None
    reason: str
    graded: bool

    @property
    def failed(self) -> bool:
        """Whether the answer does not pass; ``graded`` ones only count as a mean."""
        return not self.graded and (self.value is None or self.value < 1)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a right answer has: its status or another, evidence (one option of each group), words to say and not to say."""

    status: str
    status_also: Sequence[str] = ()
    evidence: Sequence[Sequence[Mapping[str, str]]] = ()
    must: Sequence[str | Sequence[str]] = ()
    must_not: Sequence[str | Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What the assistant answered; empty where it broke."""

    status: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """A golden question with the answer that it got and what the measures say of it."""

    id: str
    kind: str
    half: str
    question: str
    history: Sequence[str]
    expected: Expected
    given: Given
    findings: Mapping[str, Finding]
    error: str = ""

    @property
    def failed(self) -> Mapping[str, str]:
        """The measures that the answer does not pass, with why."""
        return {name: found.reason for name, found in self.findings.items() if found.failed}


@dataclass(frozen=True, slots=True)
class _Baseline:
    made: datetime
    hashes: Mapping[str, str]
    values: Mapping[str, FiniteFloat]


_RECORD = TypeAdapter(Record)
_BASELINE = TypeAdapter(_Baseline)
_TRIED = TypeAdapter(Tried)
_FLOORS = TypeAdapter(dict[str, FiniteFloat])


def read_record(places: Places) -> Record | None:
    """The last run of this copy, or the committed baseline where there was none; None where there is neither."""
    return _read_run(places.run / SUMMARY) if (places.run / SUMMARY).exists() else _read_baseline(places)


def read_failures(folder: Path) -> tuple[Tried, ...]:
    """The questions of a run whose answers are not right, or that broke; none where the run kept no results."""
    path = folder / RESULTS
    if not path.exists():
        return ()
    # Not splitlines: JSON leaves the other separators of lines as they are.
    lines = [line for line in _text(path).split("\n") if line.strip()]
    tried = [_formed(_TRIED.validate_json, line, path) for line in lines]
    return tuple(t for t in tried if t.failed or t.error)


def changed_since(record: Record, now: Mapping[str, str]) -> tuple[str, ...]:
    """What is not any more as it was when the record was made, of what ``hashes`` says."""
    return tuple(name for name, found in now.items() if name in record.hashes and record.hashes[name] != found)


def hashes(corpus: Corpus, corpus_dir: Path, golden: Path) -> dict[str, str]:
    """What an evaluation stands on, hashed as it does that: the documents' texts, the codebook, the golden questions."""
    found = {"corpus": _hash(f"{d.id}\n{d.text}" for d in corpus.documents)}
    codebook = corpus_dir / CODEBOOK
    found["codebook"] = _hash([_text(codebook) if codebook.exists() else ""])
    if golden.exists():
        found["golden"] = _hash([_text(golden)])
    return found


def _read_run(path: Path) -> Record:
    return _formed(_RECORD.validate_json, _text(path), path)


def _read_baseline(places: Places) -> Record | None:
    if not places.baseline.exists():
        return None
    found = _formed(_BASELINE.validate_json, _text(places.baseline), places.baseline)
    floors = _read_floors(places.floors)
    figures = {name: Measure(name, value, floor=floors.get(name)) for name, value in found.values.items()}
    return Record(found.made, found.hashes, figures, BASELINE)


def _read_floors(path: Path) -> dict[str, float]:
    if not path.exists():
        return {}
    return _formed(lambda text: _FLOORS.validate_python(tomllib.loads(text).get("metrics", {})), _text(path), path)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BrokenError(wording.RECORD_UNREADABLE.format(file=path.name)) from None


def _formed(read: Callable[[str], Form], text: str, path: Path) -> Form:
    try:
        return read(text)
    except (ValidationError, ValueError):
        raise BrokenError(wording.RECORD_BROKEN.format(file=path.name)) from None


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
