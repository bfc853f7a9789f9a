"""Runs the golden questions and prints how many are answered right, by kind: ``make evals``.

``tune`` is the half that the mechanism was worked on with, ``unseen`` the half that nobody looked at meanwhile. The same is
printed for the corpus without its codebook, as documents are that somebody adds, and the curve on which the limit of refusal
was chosen. The run fails (exit code 1) when a half falls below its floor or a citation is not verbatim.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.golden import HALVES, Item, load_golden
from evals.scoring import Score, score, statuses
from lessons.answers import Assistant
from lessons.codebook import FILE as CODEBOOK
from lessons.coverage import MOST_DOUBT, certain, doubt
from lessons.domain import Answer, Status
from lessons.printing import markdown, progress
from lessons.retrieval import retrieve
from lessons.settings import Settings, load_settings
from lessons.vocabulary import Vocabulary

FLOORS = {"tune": 0.93, "unseen": 0.88}
LIMITS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)  # of doubt, in log odds
REFUSED = (Status.NOT_IN_SOURCES, Status.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Result:
    """A golden entry with the answer that it got and what is wrong with that."""

    item: Item
    answer: Answer
    score: Score

    @property
    def wrongly_refused(self) -> bool:
        """Whether the sources answer it and the assistant did not."""
        return self.answer.status in REFUSED and not statuses(self.item) & {s.value for s in REFUSED}

    @property
    def wrongly_answered(self) -> bool:
        """Whether the sources do not answer it and the assistant did."""
        return self.answer.status not in REFUSED and statuses(self.item) <= {s.value for s in REFUSED}


def main() -> int:
    """Run both halves; with a kind as argument, list the tune items of that kind that are not right."""
    listed = sys.argv[1] if len(sys.argv) > 1 else ""
    settings = load_settings()
    with progress("Indexing") as begin:
        assistant = Assistant.prepare(settings, begin)
    failed = False
    for half in HALVES:
        results = run_items(load_golden(half), assistant)
        right, share = _right(results)
        print(f"\n{half}: {right}/{len(results)} right ({share:.1%}, floor {FLOORS[half]:.0%})")
        _print_kinds(results)
        inexact = _print_totals(results, assistant)
        for result in results:
            if half == "tune" and result.item["kind"] == listed and not result.score.right:
                print(f"  {result.item['question']}: {'; '.join(result.score.faults)}")
        failed |= share < FLOORS[half] or inexact > 0
    _print_curve(assistant)
    _print_without_codebook(settings)
    return int(failed)


def run_items(items: Iterable[Item], assistant: Assistant) -> list[Result]:
    """The answer and the score of every item."""
    results = []
    for item in items:
        answer = assistant.answer(item["question"], item["history"])
        results.append(Result(item, answer, score(answer, markdown(answer), item)))
    return results


def _right(results: Sequence[Result]) -> tuple[int, float]:
    right = sum(r.score.right for r in results)
    return right, right / len(results)


def _print_kinds(results: Sequence[Result]) -> None:
    total = Counter(r.item["kind"] for r in results)
    right = Counter(r.item["kind"] for r in results if r.score.right)
    for kind, count in sorted(total.items()):
        print(f"  {kind:16} {right[kind]:3}/{count}")


def _print_totals(results: Sequence[Result], assistant: Assistant) -> int:
    """Refusals, citations and time over a half; gives the number of citations that are not verbatim at their place."""
    structures = assistant.library.structures
    citations = [c for r in results for c in r.answer.citations]
    inexact = sum(structures[c.document].document.text[c.start : c.end] != c.excerpt for c in citations)
    missed = sum(r.wrongly_answered for r in results)
    absent = sum(statuses(r.item) <= {s.value for s in REFUSED} for r in results)
    wrong = sum(r.wrongly_refused for r in results)
    took = sorted(r.answer.elapsed_ms for r in results)
    print(f"  missed refusals {missed} of {absent}, wrong refusals {wrong} of {len(results) - absent}")
    print(f"  citations verbatim at their place {len(citations) - inexact} of {len(citations)}")
    print(f"  milliseconds: median {statistics.median(took):.1f}, longest {took[-1]:.1f}")
    return inexact


def _print_curve(assistant: Assistant) -> None:
    """How many questions would be wrongly answered or refused at other limits of doubt."""
    library = assistant.library
    vocabulary = Vocabulary(library)
    print(f"\nRefusal by the limit of doubt (log odds; the one in use is {MOST_DOUBT})")
    for half in HALVES:
        doubts: list[tuple[float, bool]] = []
        for item in load_golden(half):
            query = assistant.turn(item["question"], item["history"]).query
            if item["status"] in ("answered", "not_in_sources") and not certain(query):
                found = doubt(query, retrieve(query, library), vocabulary)
                doubts.append((found, item["status"] == "not_in_sources"))
        absent = sum(is_absent for _, is_absent in doubts)
        for limit in LIMITS:
            missed = sum(is_absent and found <= limit for found, is_absent in doubts)
            wrong = sum(not is_absent and found > limit for found, is_absent in doubts)
            print(f"  {half:7} {limit:+.1f}: missed {missed:2} of {absent}, wrong {wrong:2} of {len(doubts) - absent}")


def _print_without_codebook(settings: Settings) -> None:
    """The same questions where the corpus has no codebook, so that its worth is a measured number."""
    print("\nWithout the codebook")
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder, "corpus"), Path(folder, "index")
        shutil.copytree(settings.corpus_dir, corpus, ignore=shutil.ignore_patterns(CODEBOOK))
        bare = Assistant.prepare(settings.model_copy(update={"corpus_dir": corpus, "index_dir": index}))
        for half in HALVES:
            results = run_items(load_golden(half), bare)
            right, share = _right(results)
            told = [r for r in results if r.item["evidence"]]
            found = sum(
                r.answer.status not in REFUSED and not any(f.startswith("evidence") for f in r.score.faults)
                for r in told
            )
            print(f"  {half:7} {right}/{len(results)} right ({share:.1%}); right evidence cited {found} of {len(told)}")


if __name__ == "__main__":
    sys.exit(main())
