"""Who is named for what: the checker over the real corpus, where a claim puts another body, giver or source in somebody's part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from lessons.checking.checker import Checker
from lessons.citations import cite
from lessons.domain import Citation, Span, Structure
from lessons.embedding import MiniLm

CONDUCTED = "Interviews were conducted by two experienced qualitative researchers, audio-recorded and transcribed."
GUIDE = "A topic guide, informed by published literature on health systems transformation and integrated care, was shared with members of each Vanguard’s steering group to ensure its suitability for the interviews."
SHEETS = "Individuals who agreed to participate in the study were provided with information sheets in advance."
DREW = "Known as the North East Transformation System, it drew for its inspiration on the Virginia Mason Production System in the USA, which centred on Lean thinking, tools and approaches."
CUTS = "For example, cuts in the anticipated funding to digital developments have already made an impact."
PLANS = "From new care models becoming very much NHS-driven programmes, to Sustainability and Transformation Partnerships superseding local plans, to various things that just create layer upon layer of uncertainty, really - a lot of goal-post changes."
PRESSURE = "There’s been a lot of pressure from NHS England for certain things to be done on frameworks and time series and delivery plan sort of thing, so there is often a push from the office-based vanguard staff that we need to get certain things done."

CLAIMS = [
    (True, "The interviews were carried out by two experienced qualitative researchers.", (CONDUCTED, GUIDE)),
    (False, "The interviews were carried out by two members of each Vanguard’s steering group.", (CONDUCTED, GUIDE)),
    (True, "Information sheets were provided in advance to individuals who agreed to take part.", (SHEETS,)),
    (
        False,
        "Individuals who agreed to participate were provided with information sheets by NHS England.",
        (SHEETS, PRESSURE),
    ),
    (
        True,
        "The North East Transformation System took its inspiration from the Virginia Mason Production System.",
        (DREW,),
    ),
    (True, "Cuts in the anticipated funding had already had an impact on digital developments.", (CUTS,)),
    (
        True,
        "An EHCH senior manager spoke of Sustainability and Transformation Partnerships superseding local plans.",
        (PLANS,),
    ),
]


@pytest.fixture(scope="module")
def checker(structures: Mapping[str, Structure]) -> Checker:
    return Checker(MiniLm(), structures)


@pytest.mark.parametrize(("kept", "claim", "passages"), CLAIMS)
def test_somebody_stands_in_their_own_part(
    checker: Checker, structures: Mapping[str, Structure], kept: bool, claim: str, passages: Sequence[str]
) -> None:
    cited = [_cited(passage, number, structures) for number, passage in enumerate(passages, start=1)]
    verdict = checker.check(claim, cited)
    assert verdict.kept is kept, verdict


def _cited(passage: str, number: int, structures: Mapping[str, Structure]) -> Citation:
    structure = structures["published"]
    start = structure.document.text.index(passage)
    found = cite(structure, Span(start, start + len(passage)))
    assert found is not None
    return replace(found, number=number)
