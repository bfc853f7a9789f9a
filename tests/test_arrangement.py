"""An answer reads gist first, then points, participants' words and notes; nothing is lost and every number still fits."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons import phrases
from lessons.answers import Assistant
from lessons.arrangement import GIST_SENTENCES, SAYING, Block, Part, arrange, in_reading_order
from lessons.domain import Answer, Citation, Span, Statement, StatementKind, Status
from lessons.sentences import split_sentences

FIXTURES = (shared_settings, shared_assistant)

SUMMARY, FINDING, QUOTE, RECOMMENDATION, FACT, REVISION, NOTE = StatementKind

ASKED: list[tuple[str, tuple[str, ...], str | None]] = [
    ("What did people say about money?", (), None),
    ("Was it enough money?", ("What did people say about money?",), None),
    ("What helped organisations work together?", (), "r1"),
    ("List all the recommendations", (), None),
    ("What should be done about resourcing in the care homes?", (), "all"),
    ("What changed between the first submission and the published version?", (), None),
    ("How did the reviewers' comments change the section on funding?", (), "all"),
    ("How many people were interviewed at each pilot?", (), None),
    ("Show me table 1", (), None),
    ("Give me a quote about engaging GPs", (), "submitted"),
    ("Who funded the study?", (), None),
    ("What drug was prescribed to patients?", (), None),
    ("asdf qwer", (), None),
    ("", (), None),
]


def answer(*statements: tuple[StatementKind, str, tuple[int, ...]], rows: tuple[int, ...] = ()) -> Answer:
    """An answer of these statements; ``rows`` are the numbers of the citations that are rows of a table."""
    numbers = sorted({number for _, _, cited in statements for number in cited})
    return Answer(
        question="Why?",
        standalone_question="Why?",
        status=Status.ANSWERED,
        statements=tuple(Statement(text, cited, kind) for kind, text, cited in statements),
        citations=tuple(citation(number, is_row=number in rows) for number in numbers),
        suggestions=("How?",),
        engine="extractive",
        elapsed_ms=1.0,
    )


def citation(number: int, is_row: bool = False) -> Citation:
    excerpt = f"cell\t{number}" if is_row else f"excerpt {number}"
    return Citation(number, "published", "Findings", 1, 2, None, 10 * number, 10 * number + len(excerpt), excerpt)


def random_answer(seed: int) -> Answer:
    """Any kinds in any order, with one to three sentences, citations in any order and some rows of a table."""
    pick = random.Random(seed)
    evidence = [kind for kind in StatementKind if kind != SUMMARY]
    kinds = evidence if seed % 4 == 0 else [kind for kind in evidence if kind != REVISION]
    made = []
    for i in range(pick.randint(0, 9)):
        kind = pick.choice(kinds)
        cited = () if kind == NOTE else tuple(pick.sample(range(1, 8), pick.randint(1, 3)))
        made.append((kind, " ".join([f"Statement {i} says so."] * pick.randint(1, 3)), cited))
    return answer(*made, rows=tuple(pick.sample(range(1, 8), 2)))


@pytest.fixture(name="answers", scope="module")
def real_and_random_answers(assistant: Assistant) -> list[Answer]:
    real = [assistant.answer(question, history, version) for question, history, version in ASKED]
    return real + [random_answer(seed) for seed in range(300)]


def statements_of(blocks: Sequence[Block]) -> list[Statement]:
    return [statement for block in blocks for statement in block.statements]


def leading_notes(of: Answer) -> list[Statement]:
    first = next((i for i, s in enumerate(of.statements) if s.kind != NOTE), len(of.statements))
    return list(of.statements[:first])


def is_about_changes(of: Answer) -> bool:
    return any(s.kind == REVISION for s in of.statements)


def cites(of: Answer) -> Counter[tuple[str, StatementKind, tuple[tuple[str, int, int, str], ...]]]:
    """What each statement says and the places and words that it cites, whatever their numbers are."""
    places = {c.number: (c.document, c.start, c.end, c.excerpt) for c in of.citations}
    return Counter((s.text, s.kind, tuple(places[n] for n in s.citations)) for s in of.statements)


# ------------------------------------------------------------------------------------------ real answers and random ones


def test_the_answers_looked_at_are_of_every_sort(answers: list[Answer], assistant: Assistant) -> None:
    """So that the tests below cannot hold of nothing."""
    real = answers[: len(ASKED)]
    assert {s.kind for a in real for s in a.statements} == set(StatementKind) - {SUMMARY}
    assert {block.part for a in real for block in arrange(a)} == set(Part) - {Part.SUMMARY}
    assert {a.status for a in real} >= {Status.ANSWERED, Status.NOT_IN_SOURCES, Status.UNCLEAR}
    assert any(in_reading_order(a) != a for a in real)
    assert any("\t" in c.excerpt for a in real for c in a.citations)
    assert any(leading_notes(a) and a.citations for a in real)


def test_every_statement_is_there_exactly_once(answers: list[Answer]) -> None:
    for made in answers:
        assert Counter(statements_of(arrange(made))) == Counter(made.statements)
        assert all(block.statements for block in arrange(made))


def test_the_gist_is_short_and_the_first_that_the_answer_says(answers: list[Answer]) -> None:
    for made in answers:
        for gist in [block.statements for block in arrange(made) if block.part == Part.GIST]:
            saying = tuple(s for s in made.statements if s.kind in SAYING)
            assert gist == saying[: len(gist)]
            sentences = sum(len(split_sentences(s.text, Span(0, len(s.text)))) for s in gist)
            assert len(gist) == 1 or sentences <= GIST_SENTENCES
            rows = {c.number for c in made.citations if "\t" in c.excerpt}
            assert not rows & {number for s in gist for number in s.citations}


def test_what_says_something_has_a_gist_unless_it_begins_with_a_row(answers: list[Answer]) -> None:
    for made in answers:
        rows = {c.number for c in made.citations if "\t" in c.excerpt}
        saying = [s for s in made.statements if s.kind in SAYING]
        due = bool(saying) and not rows & set(saying[0].citations) and not is_about_changes(made)
        assert [block.part for block in arrange(made)].count(Part.GIST) == due


def test_leading_notes_then_gist_points_quotes_and_notes(answers: list[Answer]) -> None:
    order = list(Part)
    for made in answers:
        if is_about_changes(made):
            continue
        leading = leading_notes(made)
        ordered = statements_of(arrange(made))
        assert ordered[: len(leading)] == leading
        parts = [block.part for block in arrange(made)][bool(leading) :]
        assert [order.index(part) for part in parts] == sorted(order.index(part) for part in parts)


def test_points_of_one_kind_stand_together_and_nothing_of_a_kind_changes_its_order(answers: list[Answer]) -> None:
    for made in answers:
        if is_about_changes(made):
            continue
        kinds = [block.kind for block in arrange(made) if block.part == Part.POINTS]
        assert len(kinds) == len(set(kinds))
        for kind in StatementKind:
            of_kind = [s for s in statements_of(arrange(made)) if s.kind == kind]
            assert of_kind == [s for s in made.statements if s.kind == kind]


def test_a_block_is_of_one_kind_and_its_part_fits_it(answers: list[Answer]) -> None:
    for made in answers:
        for block in arrange(made):
            kinds = {s.kind for s in block.statements}
            assert (block.part == Part.QUOTES) == (kinds == {QUOTE})
            assert (block.part == Part.NOTES) == (kinds == {NOTE})
            assert block.part == Part.GIST or kinds == {block.kind}


def test_changes_between_versions_keep_their_order(answers: list[Answer]) -> None:
    about_changes = [made for made in answers if is_about_changes(made)]
    assert len(about_changes) > 10
    for made in about_changes:
        assert statements_of(arrange(made)) == list(made.statements)
        assert Part.GIST not in {block.part for block in arrange(made)}


def test_citations_are_numbered_as_they_are_first_met(answers: list[Answer]) -> None:
    for made in answers:
        ordered = in_reading_order(made)
        numbers = list(range(1, len(ordered.citations) + 1))
        assert [c.number for c in ordered.citations] == numbers
        assert list(dict.fromkeys(n for s in ordered.statements for n in s.citations)) == numbers


def test_each_statement_still_cites_the_same_excerpts(answers: list[Answer]) -> None:
    for made in answers:
        assert cites(in_reading_order(made)) == cites(made)


def test_nothing_else_of_the_answer_changes(answers: list[Answer]) -> None:
    for made in answers:
        ordered = in_reading_order(made)
        assert replace(ordered, statements=made.statements, citations=made.citations) == made


def test_an_answer_in_reading_order_stays_as_it_is(answers: list[Answer]) -> None:
    """The page arranges it once more, to head its parts."""
    for made in answers:
        ordered = in_reading_order(made)
        assert in_reading_order(ordered) == ordered


def test_no_citation_of_a_real_answer_is_lost(answers: list[Answer]) -> None:
    for made in answers[: len(ASKED)]:
        assert Counter(replace(c, number=0) for c in in_reading_order(made).citations) == Counter(
            replace(c, number=0) for c in made.citations
        )


# ------------------------------------------------------------------------------------------ answers made by hand


def test_a_mixed_answer_is_put_in_order_and_numbered_anew() -> None:
    made = answer(
        (NOTE, "Of the pilots.", ()),
        (QUOTE, "“We had no money.”", (4,)),
        (FINDING, "Money was short.", (1, 3)),
        (NOTE, "One person said so.", ()),
        (RECOMMENDATION, "Pay.", (2,)),
        (FINDING, "It came late.", (3,)),
        (RECOMMENDATION, "Pay early.", (6,)),
        (FINDING, "Staff left.", (5, 1)),
    )
    assert [(block.part, block.kind, len(block.statements)) for block in arrange(made)] == [
        (Part.NOTES, NOTE, 1),
        (Part.GIST, FINDING, 2),
        (Part.POINTS, FINDING, 2),
        (Part.POINTS, RECOMMENDATION, 1),
        (Part.QUOTES, QUOTE, 1),
        (Part.NOTES, NOTE, 1),
    ]
    ordered = in_reading_order(made)
    assert [(s.text, s.citations) for s in ordered.statements] == [
        ("Of the pilots.", ()),
        ("Money was short.", (1, 2)),
        ("Pay.", (3,)),
        ("It came late.", (2,)),
        ("Staff left.", (4, 1)),
        ("Pay early.", (5,)),
        ("“We had no money.”", (6,)),
        ("One person said so.", ()),
    ]
    assert [c.excerpt for c in ordered.citations] == [f"excerpt {old}" for old in (1, 3, 2, 5, 6, 4)]


@pytest.mark.parametrize(
    ("texts", "in_gist"),
    [
        (["One."], 1),
        (["One.", "Two."], 2),
        (["One.", "Two.", "Three."], 2),
        (["One. Two.", "Three."], 1),
        (["One.", "Two. Three."], 1),
        (["One. Two. Three.", "Four."], 1),  # a statement is never cut
    ],
)
def test_the_gist_holds_two_sentences_at_the_most(texts: list[str], in_gist: int) -> None:
    made = answer(*((FINDING, text, (number,)) for number, text in enumerate(texts, start=1)))
    gist = arrange(made)[0]
    assert gist.part == Part.GIST
    assert [s.text for s in gist.statements] == texts[:in_gist]


@pytest.mark.parametrize(
    ("rows", "in_gist"),
    [((), ["Row 1.", "Row 2."]), ((1,), []), ((2,), ["Row 1."]), ((1, 2, 3), [])],
)
def test_a_row_of_a_table_is_no_gist(rows: tuple[int, ...], in_gist: list[str]) -> None:
    made = answer(*((FACT, f"Row {number}.", (number,)) for number in (1, 2, 3)), rows=rows)
    assert [s.text for block in arrange(made) if block.part == Part.GIST for s in block.statements] == in_gist
    assert arrange(made)[-1].part == Part.POINTS


def test_notes_on_changes_stay_before_what_they_introduce() -> None:
    made = answer(
        (NOTE, "Added:", ()),
        (REVISION, "A.", (2,)),
        (QUOTE, "“B”", (1,)),
        (NOTE, "Removed:", ()),
        (REVISION, "C.", (1,)),
    )
    assert [block.part for block in arrange(made)] == [
        Part.NOTES,
        Part.POINTS,
        Part.QUOTES,
        Part.NOTES,
        Part.POINTS,
    ]
    ordered = in_reading_order(made)
    assert [s.text for s in ordered.statements] == ["Added:", "A.", "“B”", "Removed:", "C."]
    assert [s.citations for s in ordered.statements] == [(), (1,), (2,), (), (2,)]


@pytest.mark.parametrize("texts", [[], ["It is not in the sources."], ["It is not in the sources.", "The nearest is:"]])
def test_an_answer_of_notes_or_nothing_stays_as_it_is(texts: list[str]) -> None:
    made = answer(*((NOTE, text, ()) for text in texts))
    assert in_reading_order(made) == made
    assert [block.part for block in arrange(made)] == [Part.NOTES] * bool(texts)


def test_a_summary_is_a_part_of_its_own_in_front_of_everything() -> None:
    made = answer(
        (SUMMARY, "In short.", (2,)),
        (SUMMARY, "And so.", (3,)),
        (NOTE, "Part of it:", ()),
        (FINDING, "A.", (1,)),
        (QUOTE, "“B”", (2,)),
        (FACT, "C.", (3,)),
    )
    assert [block.part for block in arrange(made)][:2] == [Part.SUMMARY, Part.NOTES]
    assert [s.text for s in arrange(made)[0].statements] == ["In short.", "And so."]


def test_the_numbers_of_citations_are_the_same_with_and_without_a_summary() -> None:
    evidence = ((FINDING, "A.", (3,)), (QUOTE, "“B”", (1,)), (FACT, "C.", (2,)))
    without, with_one = (in_reading_order(answer(*more, *evidence)) for more in ((), ((SUMMARY, "In short.", (1, 2)),)))
    assert with_one.citations == without.citations
    assert with_one.statements[1:] == without.statements
    by_number = {c.number: c.excerpt for c in with_one.citations}
    assert {by_number[n] for n in with_one.statements[0].citations} == {"excerpt 1", "excerpt 2"}


def test_a_summary_stands_before_changes_too() -> None:
    made = answer((NOTE, "Added:", ()), (REVISION, "A.", (1,)), (SUMMARY, "In short.", (1,)))
    assert [block.part for block in arrange(made)] == [Part.SUMMARY, Part.NOTES, Part.POINTS]


@pytest.mark.parametrize("said", [phrases.NO_SUMMARY, phrases.SUMMARY_BROKE_OFF])
def test_what_became_of_the_summary_stands_in_its_place_however_often_it_is_arranged(said: str) -> None:
    note = said.format(why="the model cannot be reached")
    made = in_reading_order(
        answer((SUMMARY, "In short.", (1,)), (FINDING, "A.", (1,)), (NOTE, "B.", ()), (NOTE, note, ()))
    )
    assert [s.text for s in made.statements] == ["In short.", note, "A.", "B."]
    assert in_reading_order(made) == made
    assert [block.part for block in arrange(made)] == [Part.SUMMARY, Part.SUMMARY, Part.GIST, Part.NOTES]
