"""The golden questions: what people ask, in many voices, with the evidence that a right answer cites."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "golden.jsonl"
HALVES = ("tune", "unseen")  # the mechanism is worked on with the first only

Item = dict[str, Any]


def load_golden(half: str | None = None, path: Path = FILE) -> list[Item]:
    """The entries of one half, or all: id, half, kind, question, history, status, evidence, must, must_not.

    ``evidence`` is a list of groups; a right answer cites one option of each group. An option is a document and a stretch of
    its reading text.
    """
    entries: list[Item] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [entry for entry in entries if half in (None, entry["half"])]
