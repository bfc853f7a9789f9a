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
]


@pytest.mark.parametrize(("kept", "sentence", "text"), CLAIMS)
def test_who_does_what_stays_as_in_the_passage(
    checker: Checker, structures: Mapping[str, Structure], kept: bool, sentence: str, text: str
) -> None:
    verdict = checker.check(sentence, passages(structures, text))
    assert verdict.kept is kept, verdict
    assert kept or verdict.reason is Reason.DIRECTION


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
