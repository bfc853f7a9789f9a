"""The difference of two wordings loses no letter of either, and marks what a reader would mark."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from lessons.chunks import cut_chunks, is_evidence
from lessons.corpus import load_corpus
from lessons.revisions import Change, Revision, align
from lessons.settings import PROJECT
from lessons.structure import read_structure
from lessons.wordings import Mark, Run, difference

PAIRS = [("submitted", "r1"), ("r1", "published"), ("submitted", "published")]


@cache
def revisions(earlier: str, later: str) -> tuple[Revision, ...]:
    """Every passage of two versions of the study as it stands in the corpus."""
    corpus = load_corpus(PROJECT / "corpus")
    chunks = [[c for c in cut_chunks(read_structure(corpus.document(d))) if is_evidence(c)] for d in (earlier, later)]
    return align(*chunks)


def both(earlier: str, later: str) -> list[tuple[Change, str, str]]:
    """The two wordings of every passage that stands in both versions."""
    return [(r.change, r.before.text, r.after.text) for r in revisions(earlier, later) if r.before and r.after]


def told(runs: tuple[Run, ...]) -> str:
    """Runs in one line: what went in [-…-], what came in [+…+], the rest as the later wording spells it."""
    marked = {Mark.SAME: "{0.after}", Mark.REMOVED: "[-{0.before}-]", Mark.ADDED: "[+{0.after}+]"}
    return "".join(marked[run.mark].format(run) for run in runs)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_runs_of_every_revision_give_both_wordings_back_letter_by_letter(pair: tuple[str, str]) -> None:
    for _, before, after in both(*pair):
        runs = difference(before, after)
        assert "".join(run.before for run in runs) == before
        assert "".join(run.after for run in runs) == after
        assert "".join(run.before for run in runs if run.mark in (Mark.SAME, Mark.REMOVED)) == before
        assert "".join(run.after for run in runs if run.mark in (Mark.SAME, Mark.ADDED)) == after


@pytest.mark.parametrize("pair", PAIRS)
def test_words_are_marked_in_every_reworded_passage_and_in_no_other(pair: tuple[str, str]) -> None:
    for change, before, after in both(*pair):
        marked = any(run.mark != Mark.SAME for run in difference(before, after))
        assert marked == (change == Change.REWORDED), (before, after)


@pytest.mark.parametrize("pair", PAIRS)
def test_no_two_neighbouring_runs_have_the_same_mark(pair: tuple[str, str]) -> None:
    for _, before, after in both(*pair):
        marks = [run.mark for run in difference(before, after)]
        assert all(one != other for one, other in pairwise(marks))
        assert all(run.before or run.after for run in difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("had a senior role", "had a senior managerial role", "had a senior [+managerial +]role"),
        ("GPs' “view” of long term care", "GPs’ 'view' of long-term care", "GPs’ 'view' of long-term care"),
        ("analysed by theme.", "analysed by theme⁹, alone.", "analysed by theme⁹, [+alone.+]"),
        ("long term care", "new, long-term care", "[+new, +]long-term care"),
        ("the long term GP", "the long-term doctor", "the long-term [-GP-][+doctor+]"),
        ("drawn upon the support here", "drawn on the help here", "drawn [-upon the support -][+on the help +]here"),
        ("big plans of their money", "plans of their own money", "[-big -]plans of their [+own +]money"),
        ("was done and seen here", "was not done here", "was [+not +]done [-and seen -]here"),
        ("a cat of a dog ran", "cat of a fine dog ran", "[-a -]cat of a [+fine +]dog ran"),
        ("THEME 2: RETURN ON IT", "THEME 2: PAY AND RETURN ON IT", "THEME 2: [+PAY AND +]RETURN ON IT"),
        ("THEME 1: POLICY TARGETS", "Policy change", "Policy [-TARGETS-][+change+]"),
        ("the region – since 2017", "the region—until 2017", "the [-region – since -][+region—until +]2017"),
        ("Article Type:\tResearch", "Article Type:\tOriginal research", "Article Type:\t[+Original +]research"),
        ("— 2017", "— 2018", "[-— 2017-][+— 2018+]"),
        ("", "All of it", "[+All of it+]"),
        ("All of it", "—", "[-All of it-][+—+]"),
    ],
)
def test_a_reader_would_mark_it_so(before: str, after: str, expected: str) -> None:
    assert told(difference(before, after)) == expected


def test_a_negation_is_never_taken_for_typesetting() -> None:
    assert told(difference("It can not work", "It cannot work")) == "It [-can not -][+cannot +]work"
