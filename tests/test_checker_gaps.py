"""False sentences that the checker lets through: the rules that stopped them stopped nothing of what was held back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.checking_fixtures import passages, real_checker

from lessons.checking.checker import Checker
from lessons.domain import Structure

FIXTURES = (real_checker,)

CONDUCTED = "Interviews were conducted by two experienced qualitative researchers, audio-recorded and transcribed."
GUIDE = "A topic guide, informed by published literature on health systems transformation and integrated care, was shared with members of each Vanguard’s steering group to ensure its suitability for the interviews."
SHEETS = "Individuals who agreed to participate in the study were provided with information sheets in advance."
DREW = "Known as the North East Transformation System, it drew for its inspiration on the Virginia Mason Production System in the USA, which centred on Lean thinking, tools and approaches."
PRESSURE = "There’s been a lot of pressure from NHS England for certain things to be done on frameworks and time series and delivery plan sort of thing, so there is often a push from the office-based vanguard staff that we need to get certain things done."
SUCCESS = "It is too early to conclude with any confidence that a successful outcome for the NCM programme will be forthcoming, although the NHS Long Term Plan28 seeks to build on the earlier vision set out in the 5YFV."
FLEXIBLE = "Avoid micromanagement from the centre; allow the front line the space needed to own the changes and discover what works for it."
ANALYSIS = "Following the analysis within each site, a comparative case study approach10 was used to compare and contrast factors shaping the implementation arrangements across all five NCMs."
REGION = "Interviewees highlighted aspects of the regional infrastructure and services that provided a favourable basis for Vanguard changes mainly due to the historical collaborative nature of the health community within the North East."
STEERED = "We’ve been influenced heavily though by the national direction of travel around standards and improvements and national must-dos, which at times has conflicted with what we’ve been attempting to do."
TRUSTS = "We have two acute trusts and the focus in each acute trust is very different, and the pressures in each acute trust are very different, and they conflict."
STOCK = "The North East population has an over-reliance on hospital-based care, at 20% above the national average."
MCP_ROWS = ("MCP Vanguard\t7\tSenior manager, CCG", "MCP Vanguard\t1\tSenior manager, LA", "MCP Vanguard\t3\tSenior IT manager, CCG")  # fmt: skip
INTERESTS = "The authors declare that they have no competing interests."

GAPS = [
    ("The interviews were carried out by two members of each Vanguard’s steering group.", (CONDUCTED, GUIDE)),
    ("Individuals provided the study with information sheets.", (SHEETS,)),
    ("Two experienced qualitative researchers were interviewed.", (CONDUCTED,)),
    ("The North East Transformation System inspired the Virginia Mason Production System.", (DREW,)),
    ("EHCH-Senior Manager 14 said that NHS England had been put under a lot of pressure.", (PRESSURE,)),
    ("A successful outcome for the new care models programme is now likely to be forthcoming.", (SUCCESS,)),
    ("The front line should avoid micromanaging the centre and allow it the space needed.", (FLEXIBLE,)),
    ("The comparative case study approach was followed by the analysis within each site.", (ANALYSIS,)),
    (
        "The health community has a history of collaboration because the region offered a favourable basis for Vanguard changes.",
        (REGION,),
    ),
    ("UEC-Senior Manager 5 said that the pilot had heavily influenced the national direction.", (STEERED,)),
    (
        "One UEC senior manager said the pressures in each acute trust are very different; another said that they conflict.",
        (TRUSTS,),
    ),
    ("Reliance on hospital-based care is at 20% of the national average.", (STOCK,)),
    (
        "The MCP pilot contributed seven CCG senior managers, three local authority senior managers and one senior IT manager.",
        MCP_ROWS,
    ),
    ("Participants declare that they have no competing interests.", (INTERESTS,)),
]  # fmt: skip


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="no rule for it held on claims that were held back")
@pytest.mark.parametrize(("sentence", "texts"), GAPS)
def test_what_ought_to_be_stopped(
    sentence: str, texts: tuple[str, ...], checker: Checker, structures: Mapping[str, Structure]
) -> None:
    document = "r1" if texts[0] == INTERESTS else "published"
    assert not checker.check(sentence, passages(structures, *texts, document=document)).kept
