"""Names, numbers, pilots, roles and versions in a sentence, and how parts of it are told apart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lessons.checking.entities import (
    Acronyms,
    name_fault,
    names_in,
    pilots_behind,
    pilots_of,
    version_fault,
    versions_of,
)
from lessons.checking.numbers import number_fault, numbers_of
from lessons.checking.parts import parts_of, voice_of
from lessons.checking.quoted import quote_fault, quoted_runs
from lessons.checking.tokens import tokens
from lessons.domain import Citation, Pilot, Structure


def citation(excerpt: str, document: str = "published", speaker: str | None = None) -> Citation:
    return Citation(1, document, "Findings", None, None, speaker, 0, len(excerpt), excerpt)


@pytest.fixture(scope="module")
def acronyms(structures: Mapping[str, Structure]) -> Acronyms:
    return Acronyms.read(structures)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("There were 66 interviews.", [66]),
        ("There were sixty-six interviews.", [66]),
        ("At 20 per cent above it.", [20]),
        ("They give you £1 m for 2 sites.", [1e6, 2]),
        ("It began in April 2015.", [2015]),
        ("Half of them, or two-thirds.", [0.5, 2 / 3]),
        ("One participant said so.", []),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, values: list[float]) -> None:
    assert [number.value for number in numbers_of(text)] == pytest.approx(values)


def test_the_number_of_a_reference_is_no_number_of_the_text() -> None:
    assert not numbers_of("Change takes time.11 12 Attention to the NHS Long Term Plan28 is likely")


@pytest.mark.parametrize(
    ("sentence", "passage", "wrong"),
    [
        ("There were 66 interviews.", "In total sixty-six interviews were held.", False),
        ("There were 65 interviews.", "In total sixty-six interviews were held.", True),
        ("There were five broad themes.", "Analysis gave six broad themes about five sites.", True),
        ("There were six broad themes.", "Analysis gave six broad themes about five sites.", False),
        ("It was operational from July 2015.", "Awarded in July 2015, it was operational from May 2016.", True),
        ("It rose by 20%.", "It rose by 20 per cent.", False),
        ("It rose by £20.", "It rose by 20%.", True),
        ("Four senior IT managers took part.", "UEC\t11\tSenior manager\nUEC\t4\tSenior IT manager", False),
        ("Four senior managers took part.", "UEC\t11\tSenior manager\nUEC\t4\tSenior IT manager", True),
    ],
)
def test_a_number_has_to_be_said_of_the_same_thing(sentence: str, passage: str, wrong: bool) -> None:
    assert bool(number_fault(sentence, [passage])) == wrong


@pytest.mark.parametrize(
    ("text", "pilots"),
    [
        ("In the care homes pilot", {Pilot.EHCH}),
        ("At PACS and in urgent and emergency care", {Pilot.PACS, Pilot.UEC}),
        ("Across the pilots", set()),
    ],
)
def test_pilots_are_known_by_short_and_full_names(text: str, pilots: set[Pilot]) -> None:
    assert pilots_of(text) == pilots


def test_a_quote_is_about_its_speakers_pilot_whatever_it_names() -> None:
    spoken = citation("It is unlike the care homes pilot.", speaker="UEC-Senior Manager 3, CCG")
    assert pilots_behind(spoken) == {Pilot.UEC}


def test_acronyms_come_from_the_documents(acronyms: Acronyms) -> None:
    assert acronyms.meanings["ccg"] == {"clinic", "commiss", "group"}
    assert acronyms.meanings["la"] == {"local", "author"}


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Some GPs in the North East were asked.", False),
        ("Some general practitioners in Gateshead were asked.", True),
        ("The NHS was asked.", False),
        ("The National Health Service was asked.", False),
        ("The BMA was asked.", True),
    ],
)
def test_a_name_stands_in_the_passages_in_its_short_or_full_form(
    sentence: str, wrong: bool, acronyms: Acronyms
) -> None:
    held = [citation("In the North East GPs of the NHS were asked.")]
    assert bool(name_fault(sentence, held, acronyms)) == wrong


def test_a_version_named_has_to_be_cited() -> None:
    assert versions_of("The submitted manuscript and its first revision") == ("submitted", "r1")
    assert version_fault("In the published paper it is so.", [citation("It is so.", "r1")])
    assert not version_fault("In the revised manuscript it is so.", [citation("It is so.", "r1")])
    assert "published paper" in names_in("In the published paper")


@pytest.mark.parametrize(
    ("text", "head", "words", "number"),
    [
        ("A senior IT manager at UEC said so.", "manager", ("senior", "it"), ""),
        ("PACS-Senior Manager 4 said so.", "manager", ("senior", "manager"), "4"),
        ("One of its senior managers said so.", "manager", ("senior",), ""),
        ("According to a nurse, it is so.", "nurse", (), ""),
    ],
)
def test_the_one_who_speaks_is_found(text: str, head: str, words: tuple[str, ...], number: str) -> None:
    voice = voice_of(text)
    assert voice is not None
    assert (voice.head, voice.words, voice.number) == (head, words, number)


def test_nobody_is_found_where_several_speak() -> None:
    assert voice_of("Managers at all sites said so.") is None


def test_a_sentence_is_cut_where_it_says_another_thing_but_not_in_a_quote() -> None:
    sentence = "Buy-in was key to success, but a UEC manager said that “it was hard, but useful for all the partners”."
    assert [part.pilots for part in parts_of(sentence)] == [frozenset(), {Pilot.UEC}]


def test_runs_are_found_in_every_kind_of_quotation_marks() -> None:
    sentence = 'They said “one thing”, "another thing" and ‘a third thing’, the pilot’s own.'
    assert quoted_runs(sentence) == ["one thing", "another thing", "a third thing"]


@pytest.mark.parametrize(
    ("run", "wrong"),
    [
        ("less about the money and more", False),
        ("less about the money … more", True),
        ("Less about the money", False),
        ("about the workforce", True),
        ("the mon", True),
    ],
)
def test_a_quoted_run_stands_in_one_passage_word_for_word(run: str, wrong: bool) -> None:
    excerpts = ["it is less about the money and more", "about the", "workforce"]
    assert bool(quote_fault(f"They said “{run}” to us.", excerpts)) == wrong


def test_short_forms_irregular_verbs_and_spelling_come_out_alike() -> None:
    stems = [[word.stem for word in tokens(text)] for text in ("They didn't organize it", "They did not organise it")]
    assert stems[0] == stems[1]
    assert tokens("began")[0].stem == tokens("begin")[0].stem
    assert tokens("GPs")[0].stem == tokens("GP")[0].stem
