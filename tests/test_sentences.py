from __future__ import annotations

import re

import pytest

from lessons.domain import Span, Structure
from lessons.sentences import split_sentences

DOCUMENTS = ("published", "r1", "submitted", "cover", "checklist")


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("Is it? It is! So be it.", ["Is it?", "It is!", "So be it."]),
        ("service delivery.1 These reforms", ["service delivery.", "These reforms"]),
        ("takes time.11 12 Attention to", ["takes time.", "Attention to"]),
        ("hindering progress.14–16 The over-riding", ["hindering progress.", "The over-riding"]),
        ("individual action.¹⁴ At a level", ["individual action.", "At a level"]),
        ("takes time.¹¹⁻¹² Attention to", ["takes time.", "Attention to"]),
        ("additional support and attention.19", ["additional support and attention."]),
        ("thematic analysis,9 without aid. Then", ["thematic analysis,9 without aid.", "Then"]),
        ("in 2014.1 These reforms", ["in 2014.", "These reforms"]),
        ("“That’s health. That’s social work.” It is.", ["“That’s health.", "That’s social work.”", "It is."]),
        ("He said so.’ Then he left.", ["He said so.’", "Then he left."]),
        ("As one interviewee commented:", ["As one interviewee commented:"]),
        ("No full stop", ["No full stop"]),
        ("Trailing blanks.  ", ["Trailing blanks."]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_text_is_split_at_the_ends_of_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith and Prof. Jones spoke.",
        "Written by G. Maniatopoulos and others.",
        "Academic Medicine, Vol. 89, No. 9 is cited.",
        "Hunter et al. Leadership in healthcare.",
        "The centre (ie. NHS England) was forcing it.",
        "The centre (i.e. NHS England) was forcing it.",
        "Some bodies, e.g. NHS England, agreed.",
        "It feels top-down...particularly now.",
        "It took 1.5 FTE posts.",
        "It rose by 1.5",
        "It cost £1.0325 in all.",
        "See www.bmj.com for more.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == [text]


def test_an_abbreviation_at_the_very_end_ends_the_sentence() -> None:
    assert sentences("It was led by Hunter et al.") == ["It was led by Hunter et al."]


def test_spans_count_in_the_whole_text() -> None:
    text = "Before. First one. Second one. After."
    spans = split_sentences(text, Span(8, 30))
    assert [text[s.start : s.end] for s in spans] == ["First one.", "Second one."]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_sentences_of_a_paragraph_leave_out_nothing_but_blanks_and_reference_numbers(
    structures: dict[str, Structure], document: str
) -> None:
    structure = structures[document]
    text = structure.document.text
    for paragraph in structure.paragraphs:
        at = paragraph.span.start + (len(paragraph.part) if paragraph.part else 0)
        for sentence in paragraph.sentences:
            assert at <= sentence.start < sentence.end <= paragraph.span.end
            assert re.fullmatch(r"(?:\d{1,2}(?:[– ]\d{1,2})*|[⁰¹²³⁴-⁹⁻]*)\s*", text[at : sentence.start])
            at = sentence.end
        assert re.fullmatch(r"(?:\d{1,2}(?:[– ]\d{1,2})*|[⁰¹²³⁴-⁹⁻]*)", text[at : paragraph.span.end])


@pytest.mark.parametrize("document", ["published", "r1", "submitted"])
def test_every_sentence_of_the_study_is_a_whole_one(structures: dict[str, Structure], document: str) -> None:
    structure = structures[document]
    front_matter = {s.id for s in structure.sections if s.title in ("Title page", "Submission details")}
    for paragraph in structure.paragraphs:
        if paragraph.section not in front_matter:
            for sentence in paragraph.sentences:
                assert re.fullmatch(r"[A-Z].*[.:]", structure.words(sentence)), structure.words(sentence)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("published", "Service users were not recruited for this study."),
        ("published", "Patients and/or the public were not involved in this study."),
        ("published", "Health system transformation is difficult work and takes time."),
        ("published", "As one participant in the UEC pilot commented:"),
        ("r1", "Ethical approval was gained from Newcastle University Research Ethics Committee (ref: 01216/2016)."),
        ("submitted", "Service users were not recruited for this study."),
    ],
)
def test_a_sentence_of_the_sources_is_one_sentence(
    structures: dict[str, Structure], document: str, sentence: str
) -> None:
    structure = structures[document]
    found = [structure.words(s) for p in structure.paragraphs for s in p.sentences]
    assert sentence in found
