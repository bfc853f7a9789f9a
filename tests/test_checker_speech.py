"""Who says it, how surely, and what would have been: sentences that the checker keeps, and their false twins."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.checking_fixtures import passages, real_checker

from lessons.checking.checker import Checker, Reason
from lessons.domain import Structure

FIXTURES = (real_checker,)

ENGAGEMENT = "I mean the challenge, which we think we crack but we don’t really crack is engagement. Engaging health care workers and other leaders in the system…I would say it is a fragile thing, engagement from leaders to healthcare workers, particularly GPs, it has to be developed."
PUSH = "There’s been a lot of pressure from NHS England for certain things to be done on frameworks and time series and delivery plan sort of thing, so there is often a push from the office-based vanguard staff that we need to get certain things done. A clinician always puts the patient first whereas a project manager puts the project first, so that can be quite difficult."
AIMED = "These pilots aimed to reconfigure the way healthcare is organised and delivered by shifting care from acute hospitals to primary or community-based health services and by strengthening health and social care integration."
ACT = "This occurred prior to the major structural changes imposed on the NHS as a consequence of the Health and Social Care Act 2012, and had it not been for that disruptive legislation the initiative would have continued as there was a high degree of commitment to it and a significant investment of resources and political and managerial capital."
AVOID = "Avoid micromanagement from the centre; allow the front line the space needed to own the changes and discover what works for it."
NO_SOFTWARE = (
    "Transcribed interview data were analysed using thematic analysis,9 without the aid of a software program."
)
MCP_ROWS = ("MCP Vanguard\t7\tSenior manager, CCG", "MCP Vanguard\t1\tSenior manager, LA", "MCP Vanguard\t3\tSenior IT manager, CCG")  # fmt: skip

KEPT = [
    ("PACS senior manager: engagement is a fragile thing that has to be developed.", ENGAGEMENT),
    (
        "Clinicians put the patient first while project managers put the project first, as one EHCH senior manager saw it.",
        PUSH,
    ),
    ("The pilots set out to reconfigure the way healthcare is organised and delivered.", AIMED),
    ("Without that disruptive legislation, the earlier initiative would have continued.", ACT),
    ("The authors recommend that micromanagement from the centre be avoided.", AVOID),
    ("Software was not used to analyse the transcribed interviews.", NO_SOFTWARE),
]
STOPPED = [
    ("Interviewees: engagement is a fragile thing that has to be developed.", ENGAGEMENT, Reason.SPEAKER),
    ("Senior IT manager at PACS: engagement is a fragile thing that has to be developed.", ENGAGEMENT, Reason.ROLE),
    ("The pilots reconfigured the way healthcare is organised and delivered.", AIMED, Reason.MODALITY),
    ("With that disruptive legislation, the earlier initiative would have continued.", ACT, Reason.NEGATION),
]


@pytest.mark.parametrize(("sentence", "passage"), KEPT)
def test_what_says_the_same_in_another_form_is_kept(
    checker: Checker, structures: Mapping[str, Structure], sentence: str, passage: str
) -> None:
    verdict = checker.check(sentence, passages(structures, passage))
    assert verdict.kept, verdict.detail


@pytest.mark.parametrize(("sentence", "passage", "reason"), STOPPED)
def test_its_false_twin_is_stopped(
    checker: Checker, structures: Mapping[str, Structure], sentence: str, passage: str, reason: Reason
) -> None:
    verdict = checker.check(sentence, passages(structures, passage))
    assert (verdict.kept, verdict.reason) == (False, reason)


def test_counts_of_managers_are_those_of_their_rows(checker: Checker, structures: Mapping[str, Structure]) -> None:
    right = "The MCP pilot contributed seven CCG senior managers, one local authority senior manager and three senior IT managers."
    assert checker.check(right, passages(structures, *MCP_ROWS)).kept
