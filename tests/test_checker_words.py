"""What stops a written sentence although nothing in it is surely wrong: strange words, words over again, words put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest
from tests.checking_fixtures import passages, real_checker

from lessons.checking.checker import Checker, Reason
from lessons.checking.wording import Wording
from lessons.domain import Structure
from lessons.embedding import MiniLm, Vectors

FIXTURES = (real_checker,)

GUIDE = "No further topics were added."
CODED = "To ensure analytical rigour, two members of the research team independently coded and analysed the qualitative data from the 66 semistructured interviews completed."
COLLECTIVE = "Value of a collective approach."
CONSENT = "Once any questions were answered, participants gave informed consent prior to the start of the interview."
PLATFORM = "From a regional perspective, it was recognised among those interviewed that the Vanguards provided a platform for regional collaboration and the sharing of good practice with the potential this offers to strengthen the scale and pace of change, and to do so in a more cost-effective fashion."
PROJECT = "A clinician always puts the patient first whereas a project manager puts the project first, so that can be quite difficult."
SILO = "Although participants felt that the NCM initiatives have the potential to address the problem of silo working across organisations, they also acknowledged that current organisational arrangements could sometimes be a barrier to successful joint working."


@pytest.fixture(scope="module")
def wording(structures: Mapping[str, Structure]) -> Wording:
    return Wording(structures, MiniLm().knows)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("stakeholders", True),
        ("interorganisational", True),
        ("ordinarily", True),
        ("sustainably", True),
        ("overstretched", True),
        ("hampered", True),
        ("codebooks", True),
        ("skeholders", False),
        ("stakholders", False),
        ("researchologists", False),
        ("involvment", False),
        ("uncertainity", False),
    ],
)
def test_a_word_is_known_by_itself_its_base_or_its_halves(word: str, known: bool, wording: Wording) -> None:
    assert wording.known(word) == known


STOPPED = [
    ("Two members of the research team coded the semistuctured interviews independently.", CODED),
    ("The collective approach is valued by the value of a collective approach.", COLLECTIVE),
    ("A collective value values the approach of a collective approach.", COLLECTIVE),
    ("Participants gave written informed consent prior to the start of the interview.", CONSENT),
    ("Those interviewed judged that the Vanguards provided a new platform for regional collaboration.", PLATFORM),
    (
        "Those interviewed judged that the Vanguards provided a platform for regional collaboration and training.",
        PLATFORM,
    ),
    ("The people there said that some things like these are still held in place and have to be looked at.", PLATFORM),
    (
        "Participants conceded that unfair organisational arrangements could sometimes be a barrier to joint working.",
        SILO,
    ),
]
KEPT = [
    ("Two members of the research team coded and analysed the interview data independently.", CODED),
    ("No further topics were added to the topics.", GUIDE),
    ("The value of a collective approach was one learning point.", COLLECTIVE),
    ("Participants gave informed consent before the interview began.", CONSENT),
    ("Those interviewed judged that the Vanguards gave the region a platform for collaboration.", PLATFORM),
    ("Participants conceded that existing organisational arrangements could sometimes hinder joint working.", SILO),
    (
        "One EHCH manager said that a clinician puts the patient first whereas a project manager puts the project first.",
        PROJECT,
    ),
]


@pytest.mark.parametrize(("sentence", "text"), STOPPED)
def test_what_no_passage_has_stops_the_sentence(
    sentence: str, text: str, checker: Checker, structures: Mapping[str, Structure]
) -> None:
    verdict = checker.check(sentence, passages(structures, text))
    assert (verdict.kept, verdict.reason) == (False, Reason.SUPPORT), verdict


@pytest.mark.parametrize(("sentence", "text"), KEPT)
def test_other_words_for_the_same_are_kept(
    sentence: str, text: str, checker: Checker, structures: Mapping[str, Structure]
) -> None:
    verdict = checker.check(sentence, passages(structures, text))
    assert verdict.kept, verdict


class _Whole:
    """An encoder that knows no words."""

    name = "whole"

    def encode(self, texts: Sequence[str], advance: Callable[[int], None] | None = None) -> Vectors:
        if advance:
            advance(len(texts))
        return np.ones((len(texts), 2), dtype=np.float32)


def test_without_an_encoder_that_knows_words_none_is_strange_and_none_gets_credit(
    structures: Mapping[str, Structure],
) -> None:
    checker = Checker(_Whole(), structures)
    assert checker.check("Participants gave informed consent before the interview.", passages(structures, CONSENT)).kept
    strange = "Participants gave informed consentment before the interview."
    assert checker.check(strange, passages(structures, CONSENT)).detail != "“consentment” is no word known here"
