"""Sentences that report a passage in other words: what may be said otherwise, and what then says something else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.checking_fixtures import passages, real_checker

from lessons.checking.checker import Checker
from lessons.domain import Structure

FIXTURES = (real_checker,)

BARRIERS = "Aside from resources, time and ‘back-fill’ of staff were additionally considered to be major barriers."
NOT_ALL = "interviewees noted that not all providers had fully signed up to working within the NCM programme."
THEMES = "Analysis of the data generated six broad themes relating to factors shaping the implementation of the five Vanguard initiatives: (1) uncertainty around policy and future change; (2) financial pressures and legitimating return on investment; (3) managing organisational governance structures across care settings;"
WORK = "Health system transformation is difficult work and takes time."
SOFTWARE = "Transcribed interview data were analysed using thematic analysis,9 without the aid of a software program."


@pytest.mark.parametrize(
    ("text", "claim", "kept"),
    [
        (BARRIERS, "Lack of time and of back-fill for staff were considered to be major barriers.", True),
        (BARRIERS, "Lack of barriers was considered to be a major resource for staff.", False),
        (NOT_ALL, "Full commitment to the NCM programme had not come from all providers, interviewees noted.", True),
        (NOT_ALL, "Interviewees noted that no providers had signed up to the NCM programme.", False),
        (THEMES, "The third theme was managing organisational governance structures across care settings.", True),
        (THEMES, "The third theme was financial pressures and legitimating return on investment.", False),
        (WORK, "The introduction says that transforming a health system is difficult work.", True),
        (WORK, "According to the introduction, transforming a health system is not difficult work.", False),
        (SOFTWARE, "The interview data underwent thematic analysis without a software program.", True),
        (SOFTWARE, "The interview data underwent thematic analysis with the aid of a software program.", False),
    ],
)
def test_a_report_in_other_words_is_kept_and_one_of_something_else_is_not(
    checker: Checker, structures: Mapping[str, Structure], text: str, claim: str, kept: bool
) -> None:
    assert checker.check(claim, passages(structures, text)).kept is kept
