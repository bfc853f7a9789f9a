"""Our workshop material fits the documents that it speaks of, adds up for every choice of parts, and is refused where it cannot."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from tests.test_wording import LEAST_EASE, faults, reading_ease, sentences, told

from lessons.domain import ConfigurationError, Structure
from lessons.packs.assembly import assemble, fill_basket
from lessons.packs.basket import LENGTHS, Minutes, Part, item_of
from lessons.packs.material import FILE, Material, load_material
from lessons.packs.pack import Agenda, AgendaStep, Cards
from lessons.packs.study import Study
from lessons.packs.text import one_line
from lessons.packs.wording import ANY_QUOTE
from lessons.themes import cite

VERSIONS = ("published", "r1", "submitted")
LONGEST_SHARED = 7  # words in a row that our sentences may have in common with a document
CLOSED = re.compile(
    r"(?:am|are|is|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|might|must|don’t|isn’t|aren’t)\b",
    re.IGNORECASE,
)
NEEDED = (Part.HANDOUTS, Part.CARDS, Part.QUESTIONS, Part.EXERCISE, Part.COLLECTED)
CHOICES = [set(some) for count in range(len(NEEDED) + 1) for some in combinations(NEEDED, count)]
SIGNS = {  # words that tell people to use a part
    Part.HANDOUTS: "handout",
    Part.CARDS: "cards",
    Part.QUESTIONS: "questions",
    Part.EXERCISE: "sort",
    Part.COLLECTED: "passage",
}


@pytest.fixture(scope="module")
def material(study: Study) -> Material:
    return study.material


@pytest.fixture
def written(corpus_folder: Path) -> dict[str, Any]:
    """The file as it is written."""
    return tomllib.loads((corpus_folder / FILE).read_text("utf-8"))


def our_sentences(material: Material) -> Iterator[str]:
    """All copy that a pack can show."""
    for audience in material.audiences:
        yield from (audience.name, audience.purpose, audience.opening)
    for agenda in material.agendas:
        yield from (text for step in agenda.steps for text in (step.title, step.what))
    for theme in material.themes:
        yield from (*theme.questions, theme.challenge, theme.reply)
    for quote in material.quotes:
        yield from (quote.because, quote.limits)
    yield from (material.guidance.task, material.guidance.aim, *material.guidance.tips)


# What it says about the study.


@pytest.mark.parametrize("version", VERSIONS)
def test_every_quote_has_one_entry_in_every_version(version: str, study: Study) -> None:
    structure = study.structures[version]
    assert len(structure.quotes) == 19
    for quote in structure.quotes:
        words = structure.words(quote.span)
        entries = [
            entry
            for entry in study.material.quotes
            if any(p.document == version and p.text in words for p in entry.passages)
        ]
        assert len(entries) == 1, words
        assert study.material.about(quote, structure) == entries[0]


def test_the_versions_of_one_quote_share_one_entry(study: Study) -> None:
    """A speaker's nth quote is the same in every version, so what we say about it is too."""
    found = [[study.material.about(q, study.structures[v]) for q in study.structures[v].quotes] for v in VERSIONS]
    assert found[0] == found[1] == found[2]
    assert (
        len({entry.limits for entry in found[0] if entry}) == len({entry.because for entry in found[0] if entry}) == 19
    )


def test_all_three_kinds_occur_and_a_pack_of_all_themes_can_be_sorted(material: Material) -> None:
    assert {entry.sorts for entry in material.quotes} == {"barrier", "enabler", "both"}


@pytest.mark.parametrize(
    ("start", "sorts"), [("I think it is going back to prior", "enabler"), ("We have two acute", "barrier")]
)
def test_a_quote_is_sorted_as_the_paper_introduces_it(start: str, sorts: str, study: Study) -> None:
    structure = study.preferred
    quote = next(q for q in structure.quotes if structure.words(q.span).startswith(start))
    entry = study.material.about(quote, structure)
    assert entry is not None
    assert entry.sorts == sorts


def test_nothing_of_ours_repeats_the_documents(study: Study) -> None:
    shared = LONGEST_SHARED + 1
    theirs = {run for s in study.structures.values() for run in runs(s.document.text, shared)}
    assert runs("for some participants the inclusion of many different organisations could", shared) & theirs
    assert {text: found for text in our_sentences(study.material) if (found := runs(text, shared) & theirs)} == {}


def runs(text: str, count: int) -> set[tuple[str, ...]]:
    """Every so many words in a row, whatever stands between them."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + count]) for i in range(len(words) - count + 1)}


def test_the_figures_in_our_sentences_are_those_of_the_study(
    material: Material, structures: Mapping[str, Structure]
) -> None:
    """Interviews and their years; no other number of the study is named. 2017 may stand alone as what a participant says."""
    figures = {figure for text in our_sentences(material) for figure in re.findall(r"\d[\d,.]*\b", text)}
    assert figures == {"66", "2016", "2017"}
    assert all(figure in structures["published"].document.text for figure in figures)


def test_the_reply_that_speaks_of_labels_is_true(material: Material, structures: Mapping[str, Structure]) -> None:
    reply = material.theme(3)
    assert reply is not None
    assert "Every quote in this theme carries the label of a clinical commissioning group" in reply.reply
    for version in VERSIONS:
        assert {q.speaker.organisation for q in structures[version].quotes if q.theme == 3} == {"CCG"}


# How it is written.


def test_our_copy_is_plain(material: Material) -> None:
    assert {text: found for text in our_sentences(material) if (found := faults(text))} == {}


def test_our_copy_is_easy_to_read(material: Material) -> None:
    assert reading_ease([s for text in our_sentences(material) for s in sentences(text)]) >= LEAST_EASE


def test_our_copy_has_real_quotation_marks_and_stands_on_one_line(material: Material) -> None:
    assert [text for text in our_sentences(material) if set(text) & set("'\"") or text != one_line(text)] == []


def test_no_sentence_is_used_for_two_things(material: Material) -> None:
    texts = [t for t in our_sentences(material) if len(t.split()) > 6]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("number", range(1, 7))
def test_a_theme_has_three_to_five_open_questions(number: int, material: Material) -> None:
    theme = material.theme(number)
    assert theme is not None
    assert 3 <= len(theme.questions) <= 5
    for question in theme.questions:
        assert question.endswith("?")
        assert question.count("?") == 1
        assert is_open(question), question
    assert theme.challenge != theme.reply
    assert "?" not in theme.challenge


@pytest.mark.parametrize(
    "question", ["Do you talk?", "Is it so?", "At work, have you tried?", "Would you agree?", "Whatever. Can you?"]
)
def test_a_closed_question_is_noticed(question: str) -> None:
    assert not is_open(question)


def is_open(question: str) -> bool:
    """Whether neither the question nor what follows a comma at its beginning can be answered by yes or no."""
    last = sentences(question)[-1]
    opening = last.split(", ")[0]
    asks = re.search(r"\b(?:who|whom|whose|what|which|when|where|how|why)\b", opening, re.IGNORECASE)
    return bool(asks) and not CLOSED.match(last)


def test_every_audience_has_what_a_pack_shows_of_it(material: Material) -> None:
    assert 4 <= len(material.audiences) <= 5
    assert material.audiences[0].id == "mixed"
    assert (
        len({a.id for a in material.audiences}) == len({a.name for a in material.audiences}) == len(material.audiences)
    )
    for audience in material.audiences:
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", audience.id)
        assert audience.name[0].islower()
        assert not audience.name.endswith(".")
        assert 1 <= len(sentences(audience.purpose)) <= 2
        assert audience.opening.endswith("?")
        assert is_open(audience.opening)


def test_an_audience_that_there_is_none_of_gets_the_first(material: Material) -> None:
    assert material.audience("board") == next(a for a in material.audiences if a.id == "board")
    assert material.audience("nobody") == material.audiences[0]
    assert Material().audience("board") is None


@pytest.mark.parametrize("lengths", ["because", "limits"])
def test_what_is_said_about_a_quote_is_short(lengths: str, material: Material) -> None:
    most = {"because": 1, "limits": 3}[lengths]
    for entry in material.quotes:
        assert 1 <= len(sentences(getattr(entry, lengths))) <= most
    assert ANY_QUOTE not in {entry.limits for entry in material.quotes}


def test_what_a_quote_does_not_show_is_said_as_such(material: Material) -> None:
    assert all(re.search(r"\b(?:not|nor|no|neither|left open|without)\b", e.limits.lower()) for e in material.quotes)


def test_the_facilitator_has_an_aim_and_some_tips(material: Material) -> None:
    assert material.guidance.aim
    assert material.guidance.task
    assert 3 <= len(material.guidance.tips) <= 5


# The agendas.


def agenda_of(study: Study, minutes: Minutes, chosen: set[Part]) -> Agenda:
    """The agenda of a pack with these parts beside it; something was collected that is no quote."""
    basket = fill_basket(study)
    collected = item_of(cite(study.preferred, study.preferred.quotes[0].introduction or study.preferred.quotes[0].span))
    parts = tuple(part for part in Part if part == Part.AGENDA or part in chosen)
    pack = assemble(replace(basket.add([collected]), minutes=minutes, parts=parts), study)
    assert {part.part for part in pack.parts} == {Part.AGENDA, *chosen}
    content = next(part.content for part in pack.parts if part.part == Part.AGENDA)
    assert isinstance(content, Agenda)
    return content


def test_there_is_an_agenda_for_every_length(material: Material) -> None:
    assert sorted(agenda.minutes for agenda in material.agendas) == sorted(LENGTHS)


@pytest.mark.parametrize("minutes", LENGTHS)
def test_an_agenda_adds_up_and_keeps_its_order_whatever_parts_are_chosen(minutes: Minutes, study: Study) -> None:
    for chosen in CHOICES:
        agenda = agenda_of(study, minutes, chosen)
        steps = agenda.steps
        assert agenda.minutes == minutes == sum(step.minutes for step in steps)
        assert [step.starts for step in steps] == [sum(s.minutes for s in steps[:i]) for i in range(len(steps))]
        assert all(1 <= step.minutes < minutes for step in steps)
        assert steps[0].title.startswith("Welcome")
        assert steps[-1].title == "One thing to do"
        assert any(step.title.startswith("Talk it over") for step in steps)
        assert_no_step_waits_for_a_part(minutes, steps, chosen)


def assert_no_step_waits_for_a_part(minutes: Minutes, steps: tuple[AgendaStep, ...], chosen: set[Part]) -> None:
    """Nobody is told to use what the pack does not hold. Half an hour has no steps for cards and what was collected."""
    words = " ".join(f"{step.title} {step.what}" for step in steps)
    for part, sign in SIGNS.items():
        has_step = minutes > 30 or part not in (Part.CARDS, Part.COLLECTED)
        assert (sign in words) == (part in chosen and has_step), (part, words)


@pytest.mark.parametrize("minutes", [60, 120])
def test_with_an_hour_or_more_every_part_has_a_step(minutes: Minutes, material: Material) -> None:
    agenda = next(a for a in material.agendas if a.minutes == minutes)
    assert {step.part for step in agenda.steps if step.part} == set(NEEDED)


def test_the_handouts_are_read_before_quotes_are_sorted_and_sorting_comes_before_talk(material: Material) -> None:
    for agenda in material.agendas:
        at = {step.part: i for i, step in enumerate(agenda.steps) if step.part}
        rest = next(i for i, step in enumerate(agenda.steps) if step.takes_rest)
        assert at[Part.HANDOUTS] < at.get(Part.CARDS, 1.5) < at[Part.EXERCISE] < rest < len(agenda.steps) - 1
        assert agenda.steps[rest].part is None


# What is refused, and what is missing.


def toml_of(written: dict[str, Any]) -> str:
    """A file with the same content; JSON's strings, numbers and lists are TOML's too."""
    lines = []
    for name, tables in written.items():
        for table in tables if isinstance(tables, list) else [tables]:
            lines.append(f"[[{name}]]" if isinstance(tables, list) else f"[{name}]")
            lines += [f"{key} = {inline(value)}" for key, value in table.items()]
    return "\n".join(lines)


def inline(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {inline(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else '"' + str(value) + '"'


def refusal(text: str | bytes, folder: Path, structures: Mapping[str, Structure]) -> str:
    """Why a file is refused; one sentence, or two where the problem is one of its own."""
    (folder / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError) as refused:
        load_material(folder, structures)
    problem = str(refused.value)
    assert problem.endswith(".")
    assert "\n" not in problem
    assert FILE in problem
    return problem


def test_the_file_can_be_written_anew_and_says_the_same(
    written: dict[str, Any], tmp_path: Path, structures: Mapping[str, Structure], material: Material
) -> None:
    """Else the refusals below would be for another reason."""
    (tmp_path / FILE).write_text(toml_of(written), "utf-8")
    assert load_material(tmp_path, structures) == material


@pytest.mark.parametrize("text", ["[[themes", b"\xff\xfe", "a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_refused(
    text: str | bytes, tmp_path: Path, structures: Mapping[str, Structure]
) -> None:
    assert refusal(text, tmp_path, structures).startswith(f"{FILE} cannot be read (")


@pytest.mark.parametrize("change", [{"minutes": 31}, {"takes_rest": False}])
def test_steps_that_do_not_add_up_are_refused(
    change: dict[str, Any], written: dict[str, Any], tmp_path: Path, structures: Mapping[str, Structure]
) -> None:
    """Too many minutes, and no step to give spare minutes to."""
    step = next(s for s in written["agendas"][0]["steps"] if s.get("takes_rest"))
    step |= change
    expected = f"The steps for 30 minutes do not add up: mend {FILE}."
    assert refusal(toml_of(written), tmp_path, structures) == expected


def test_two_steps_that_take_the_rest_are_refused(
    written: dict[str, Any], tmp_path: Path, structures: Mapping[str, Structure]
) -> None:
    for step in written["agendas"][1]["steps"][:2]:
        step["takes_rest"] = True
    assert "60 minutes" in refusal(toml_of(written), tmp_path, structures)


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("published", "nobody ever said these words"),
        ("published", "This is the only regional study to explore"),
        ("published", " "),
        ("published", ""),
        ("cover", "so many central directive changes over the last 18 months"),
        ("nowhere", "so many central directive changes over the last 18 months"),
    ],
    ids=["in no document", "authors' words", "blank", "empty", "another document", "no such document"],
)
def test_words_that_are_no_quote_are_refused(
    document: str, text: str, written: dict[str, Any], tmp_path: Path, structures: Mapping[str, Structure]
) -> None:
    written["quotes"][0]["passages"] = [{"document": document, "text": text}]
    expected = f"“{text[:40]}” is no participant’s quote in “{document}”: mend {FILE}."
    assert refusal(toml_of(written), tmp_path, structures) == expected


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("audiences", "name", ["a", "list"]),
        ("agendas", "minutes", "thirty"),
        ("themes", "questions", 5),
        ("quotes", "sorts", "neither"),
        ("quotes", "passages", "words"),
    ],
)
def test_a_field_that_holds_something_else_is_refused_by_its_place(
    table: str, field: str, value: object, written: dict[str, Any], tmp_path: Path, structures: Mapping[str, Structure]
) -> None:
    written[table][0][field] = value
    problem = refusal(toml_of(written), tmp_path, structures)
    assert problem.startswith(f"{FILE} cannot be used ({table}.0.{field}")
    assert problem.endswith("): mend it.")


def test_a_step_for_a_part_that_there_is_none_of_is_refused(
    written: dict[str, Any], tmp_path: Path, structures: Mapping[str, Structure]
) -> None:
    written["agendas"][0]["steps"][0]["part"] = "puppets"
    assert "agendas.0.steps.0.part" in refusal(toml_of(written), tmp_path, structures)


def test_a_field_that_is_missing_is_refused(
    written: dict[str, Any], tmp_path: Path, structures: Mapping[str, Structure]
) -> None:
    del written["quotes"][0]["limits"]
    assert "quotes.0.limits: field required" in refusal(toml_of(written), tmp_path, structures)


def test_no_file_gives_packs_without_these_parts(study: Study, tmp_path: Path) -> None:
    assert load_material(tmp_path, study.structures) == Material()
    plain = replace(study, material=Material())
    pack = assemble(fill_basket(plain), plain)
    assert {part.part for part in pack.parts} == {Part.HANDOUTS, Part.CARDS, Part.SOURCES}
    cards = next(part.content for part in pack.parts if part.part == Part.CARDS)
    assert isinstance(cards, Cards)
    assert {card.limits for card in cards.cards} == {ANY_QUOTE}
    assert "group" not in pack.subtitle


def test_copy_is_checked_in_every_table(written: dict[str, Any], material: Material) -> None:
    """Whatever the file holds, except ids, kinds, parts and passages, is held against the lint."""
    for entry in (*written["audiences"], *written["quotes"]):
        for name in ("id", "passages", "sorts"):
            entry.pop(name, None)
    for agenda in written["agendas"]:
        for step in agenda["steps"]:
            step.pop("part", None)
    texts = set(told(written))
    assert texts == set(our_sentences(material))
