"""Runs the golden questions and prints how many are answered right, by kind: ``make evals``.

``learning`` is the half that the mechanism was tuned on, ``held-out`` the half that nobody looked at while tuning. The run
fails (exit code 1) when a half falls below its floor.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from evals.scoring import Score, score
from lessons.answers import Assistant
from lessons.printing import markdown, progress
from lessons.settings import load_settings

GOLDEN = Path(__file__).parent / "golden"
FLOORS = {"learning": 0.90, "held-out": 0.82}


def main() -> int:
    """Run both halves; with a word as argument, list the learning items of that kind that are not right."""
    listed = sys.argv[1] if len(sys.argv) > 1 else ""
    with progress("Indexing") as begin:
        assistant = Assistant.prepare(load_settings(), begin)
    below = 0
    for half, floor in FLOORS.items():
        scored = run_half(half, assistant)
        right = sum(result.right for _, _, result in scored)
        print(f"\n{half}: {right}/{len(scored)} right ({right / len(scored):.1%}, floor {floor:.0%})")
        _print_kinds(scored)
        for question, kind, result in scored:
            if half == "learning" and kind == listed and not result.right:
                print(f"  {question}: {'; '.join(result.faults)}")
        below += right < floor * len(scored)
    return 1 if below else 0


def run_half(half: str, assistant: Assistant) -> list[tuple[str, str, Score]]:
    """Question, kind and score of every item of a half."""
    scored = []
    for line in (GOLDEN / f"{half}.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        answer = assistant.answer(entry["question"], entry["history"])
        scored.append((entry["question"], entry["kind"], score(answer, markdown(answer), entry)))
    return scored


def _print_kinds(scored: list[tuple[str, str, Score]]) -> None:
    total = Counter(kind for _, kind, _ in scored)
    right = Counter(kind for _, kind, result in scored if result.right)
    for kind, count in sorted(total.items()):
        print(f"  {kind:16} {right[kind]:3}/{count}")


if __name__ == "__main__":
    sys.exit(main())
