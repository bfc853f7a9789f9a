"""Who does what to whom: the checker over the real corpus, in the active and the passive."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.checking_fixtures import passages, real_checker

from lessons.checking.checker import Checker, Reason
from lessons.checking.tokens import tokens
from lessons.checking.verbs import is_verb
from lessons.domain import Structure

FIXTURES = (real_checker,)

GUIDE = "A topic guide, informed by published literature on health systems transformation and integrated care, was shared with members of each Vanguard’s steering group to ensure its suitability for the interviews."
SHEETS = "Individuals who agreed to participate in the study were provided with information sheets in advance."
ECHO = "Our key findings echo those reported in an earlier ambitious transformational change initiative undertaken in the North East of England."
DREW = "Known as the North East Transformation System, it drew for its inspiration on the Virginia Mason Production System in the USA, which centred on Lean thinking, tools and approaches."
BASIS = "Interviewees highlighted aspects of the regional infrastructure and services that provided a favourable basis for Vanguard changes mainly due to the historical collaborative nature of the health community within the North East."
CONDUCTED = "Interviews were conducted by two experienced qualitative researchers, audio-recorded and transcribed."
CUTS = "For example, cuts in the anticipated funding to digital developments have already made an impact."
PLANS = "From new care models becoming very much NHS-driven programmes, to Sustainability and Transformation Partnerships superseding local plans, to various things that just create layer upon layer of uncertainty, really - a lot of goal-post changes."
PRESSURE = "There’s been a lot of pressure from NHS England for certain things to be done on frameworks and time series and delivery plan sort of thing, so there is often a push from the office-based vanguard staff that we need to get certain things done."
SPEND = "So the people who would be my equivalent colleagues, we don’t spend any time together - we don’t really understand what each other is doing and whether there is any crossover or conflict."
SCRUTINY = "There’s an incredible level of scrutiny on you to be successful."
WROTE = "JB, KM and BH conducted interviews. GM analysed data with input from all authors."

CLAIMS = [
    (True, "Members of each Vanguard’s steering group saw a topic guide that was shared with them.", GUIDE),
    (False, "A topic guide was shared by members of each Vanguard’s steering group.", GUIDE),
    (False, "The steering group of each Vanguard shared a topic guide.", GUIDE),
    (True, "Information sheets were given in advance to individuals who agreed to participate in the study.", SHEETS),
    (True, "Findings of an earlier change initiative are echoed by the key findings here.", ECHO),
    (False, "An earlier ambitious change initiative echoes the key findings.", ECHO),
    (True, "The Virginia Mason Production System inspired the North East Transformation System.", DREW),
    (True, "Aspects of the regional infrastructure and services provided a favourable basis for changes.", BASIS),
    (False, "Vanguard changes provided a favourable basis for the regional infrastructure and services.", BASIS),
    (True, "The interviews were carried out by two experienced qualitative researchers.", CONDUCTED),
    (True, "Information sheets were provided in advance to individuals who agreed to take part.", SHEETS),
    (
        True,
        "The North East Transformation System took its inspiration from the Virginia Mason Production System.",
        DREW,
    ),
    (True, "Cuts in the anticipated funding had already had an impact on digital developments.", CUTS),
    (
        True,
        "An EHCH senior manager spoke of Sustainability and Transformation Partnerships superseding local plans.",
        PLANS,
    ),
    (True, "Two experienced qualitative researchers conducted the interviews.", CONDUCTED),
    (False, "The Virginia Mason Production System took its inspiration from the North East Transformation System.", DREW),
    (False, "Digital developments have already had an impact on cuts in the anticipated funding.", CUTS),
    (False, "An EHCH senior manager spoke of local plans superseding Sustainability and Transformation Partnerships.", PLANS),
    (True, "An impact has already been made by cuts in the anticipated funding to digital developments.", CUTS),
    (True, "Information sheets were provided in advance to those who had agreed to participate.", SHEETS),
]  # fmt: skip


@pytest.mark.parametrize(("kept", "sentence", "text"), CLAIMS)
def test_who_does_what_stays_as_in_the_passage(
    checker: Checker, structures: Mapping[str, Structure], kept: bool, sentence: str, text: str
) -> None:
    verdict = checker.check(sentence, passages(structures, text))
    assert verdict.kept is kept, verdict
    assert kept or verdict.reason is Reason.DIRECTION


@pytest.mark.parametrize(
    ("kept", "sentence", "texts", "document"),
    [
        (False, "Individuals who agreed to participate were provided with information sheets by NHS England.", (SHEETS, PRESSURE), "published"),
        (False, "BH analysed the data with input from all authors.", (WROTE,), "r1"),
        (True, "GM analysed the data with input from all authors.", (WROTE,), "r1"),
    ],
)  # fmt: skip
def test_who_does_it_is_named_in_the_same_sentence(
    checker: Checker,
    structures: Mapping[str, Structure],
    kept: bool,
    sentence: str,
    texts: tuple[str, ...],
    document: str,
) -> None:
    assert checker.check(sentence, passages(structures, *texts, document=document)).kept is kept


def test_one_person_is_not_named_for_the_words_of_two(checker: Checker, structures: Mapping[str, Structure]) -> None:
    both = (
        "The same PACS manager who described the incredible level of scrutiny said they don’t spend any time together."
    )
    assert checker.check(both, passages(structures, SPEND, SCRUTINY)).reason is Reason.SPEAKER


@pytest.mark.parametrize(
    ("text", "word", "verb"),
    [
        ("Mistrust was thought to hinder progress.", "hinder", True),
        ("This may foster mistrust.", "foster", True),
        ("This led to better outcomes.", "better", False),
        ("Our findings echo those of others.", "echo", True),
        ("Literature on transformation and integrated care was read.", "integrated", False),
        ("The pilots aimed to reconfigure care.", "aimed", True),
    ],
)
def test_a_verb_is_known_where_it_stands(text: str, word: str, verb: bool) -> None:
    words = tokens(text)
    assert is_verb(words, [w.small for w in words].index(word)) is verb
