"""A pack holds what the basket asks for, in its order, with nothing unverified and no part that is empty."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import TypeVar

import pytest

from lessons.citations import cite
from lessons.domain import Excerpt, Pilot, Span, Structure, Unverified, UsageError
from lessons.packs import wording
from lessons.packs.assembly import assemble, fill_basket, verification
from lessons.packs.basket import LENGTHS, Basket, Item, Part, item_of
from lessons.packs.material import Material
from lessons.packs.pack import Agenda, Cards, Exercise, Gathered, Handouts, Notes, Pack, Questions, Sources, extracts_of
from lessons.packs.study import Study, read_study

T = TypeVar("T")


@pytest.fixture(name="everything", scope="module")
def pack_of_all_themes(study: Study) -> Pack:
    passage = sentence(study, 4)
    return assemble(fill_basket(study).add([passage, replace(passage, question="What is a Vanguard?")]), study)


def sentence(study: Study, paragraph: int, document: str = "published") -> Item:
    structure = study.structures[document]
    found = cite(structure, structure.paragraphs[paragraph].sentences[0])
    assert found
    return item_of(found)


def quote_of(structure: Structure, at: int) -> Item:
    found = cite(structure, structure.quotes[at].span)
    assert found
    return item_of(found)


def content(pack: Pack, kind: type[T]) -> T:
    return next(part.content for part in pack.parts if isinstance(part.content, kind))


def shown(pack: Pack) -> list[str]:
    return [extract.words for extract in extracts_of(pack)]


def test_every_part_is_there_in_the_order_of_the_basket(everything: Pack) -> None:
    assert [part.part for part in everything.parts] == list(Part)
    assert [part.title for part in everything.parts] == [wording.PART_TITLES[part] for part in Part]


@pytest.mark.parametrize("parts", list(permutations([Part.CARDS, Part.SOURCES, Part.AGENDA])))
def test_the_trainer_orders_and_leaves_out_parts(parts: tuple[Part, ...], study: Study) -> None:
    made = assemble(replace(fill_basket(study, [2]), parts=parts), study)
    assert tuple(part.part for part in made.parts) == parts


def test_every_extract_stands_verbatim_where_it_says(everything: Pack, study: Study) -> None:
    extracts = list(extracts_of(everything))
    assert len(extracts) > 60
    for extract in extracts:
        c = extract.citation
        structure = study.structures[c.document]
        assert structure.document.text[c.start : c.end] == extract.words
        quote = structure.quote_at(Span(c.start, c.end))
        assert extract.speaker == (quote.speaker.label if quote else "")
        assert extract.place.startswith(f"{structure.document.label}, “{c.section}”")


def test_no_list_in_a_pack_is_empty_and_no_words_are_blank(everything: Pack) -> None:
    assert all(part.content for part in everything.parts)
    assert all(theme.questions for theme in content(everything, Questions).themes)
    assert all(entry.extracts for entry in content(everything, Gathered).entries)
    notes = content(everything, Notes)
    assert notes.aim
    assert notes.timing
    assert notes.tips
    assert all(c.challenge and c.reply for c in notes.challenges)


def test_a_handout_holds_its_theme_and_no_words_twice(everything: Pack, study: Study) -> None:
    handouts = content(everything, Handouts).handouts
    assert [handout.number for handout in handouts] == [1, 2, 3, 4, 5, 6]
    for handout, theme in zip(handouts, study.themes, strict=True):
        assert [q.words for q in handout.quotes] == [study.preferred.words(q.span) for q in theme.quotes]
        assert len(handout.points) == len(theme.points) > 0
        said = [e.words for e in (handout.line, *handout.findings, *handout.differing)]
        assert all(words not in other for words in said for other in said if words is not other)
        assert all(extract.words.endswith(".") for extract in handout.findings)


def test_a_handout_shows_only_quotes_that_were_collected(study: Study) -> None:
    basket = fill_basket(study, [1])
    gone = basket.items[0]
    handout = content(assemble(basket.remove([gone.key]), study), Handouts).handouts[0]
    assert gone.excerpts[0].text not in [quote.words for quote in handout.quotes]
    assert len(handout.quotes) == 2


def test_themes_follow_the_items_unless_they_are_chosen(study: Study) -> None:
    items = [quote_of(study.preferred, 0), quote_of(study.preferred, 18)]
    follows = assemble(Basket().add(items), study)
    chosen = assemble(Basket(themes=(3,)).add(items), study)
    none = assemble(Basket(themes=()).add(items), study)
    assert [h.number for h in content(follows, Handouts).handouts] == [1, 6]
    assert [h.number for h in content(chosen, Handouts).handouts] == [3]
    assert Part.HANDOUTS not in [part.part for part in none.parts]


def test_cards_say_what_each_quote_does_not_show_and_carry_the_note(study: Study) -> None:
    basket = fill_basket(study, [2])
    noted = basket.annotate(basket.items[1].key, "Good \n to start with")
    cards = content(assemble(noted, study), Cards).cards
    assert [card.note for card in cards] == ["", "Good to start with", ""]
    assert len({card.limits for card in cards}) == 3
    assert {card.pilot for card in cards} <= set(Pilot)


def test_a_quote_of_another_version_has_a_card_that_says_so(study: Study) -> None:
    made = assemble(Basket().add([quote_of(study.structures["submitted"], 5)]), study)
    card = content(made, Cards).cards[0]
    assert card.quote.place.startswith("Submitted, ")
    assert made.verification.startswith("1 of 1 quote and ")
    assert made.verification.endswith("verified against the version that each one names.")
    assert [s.label for s in content(made, Sources).sources] == ["Published", "Submitted"]


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("left_out", [(), (Part.HANDOUTS,), (Part.EXERCISE, Part.CARDS), tuple(Part)[2:]])
def test_the_agenda_fills_its_time_whatever_is_left_out(minutes: int, left_out: tuple[Part, ...], study: Study) -> None:
    parts = tuple(part for part in Part if part not in left_out)
    made = assemble(replace(fill_basket(study), minutes=minutes, parts=parts), study)  # type: ignore[arg-type]
    steps = content(made, Agenda).steps
    assert sum(step.minutes for step in steps) == minutes
    assert [step.starts for step in steps] == [sum(s.minutes for s in steps[:i]) for i in range(len(steps))]
    assert all(step.minutes > 0 for step in steps)


def test_an_exercise_needs_quotes_of_two_kinds(everything: Pack, study: Study) -> None:
    exercise = content(everything, Exercise)
    assert [quote.number for quote in exercise.quotes] == list(range(1, 20))
    assert len({quote.sorts for quote in exercise.quotes}) > 1
    barriers = {q.quote.words for q in exercise.quotes if q.sorts == wording.SORTS["barrier"]}
    one_kind = [i for i in fill_basket(study).items if i.excerpts[0].text in barriers]
    made = assemble(Basket().add(one_kind), study)
    assert Part.EXERCISE not in [part.part for part in made.parts]


def test_without_our_material_a_pack_has_only_what_the_study_says(study: Study) -> None:
    bare = replace(study, material=Material())
    made = assemble(fill_basket(bare), bare)
    assert [part.part for part in made.parts] == [Part.HANDOUTS, Part.CARDS, Part.SOURCES]
    assert {card.limits for card in content(made, Cards).cards} == {wording.ANY_QUOTE}
    assert made.subtitle == "A workshop pack for 60 minutes"


def test_an_empty_basket_makes_no_pack(study: Study) -> None:
    with pytest.raises(UsageError, match="The pack is empty"):
        assemble(Basket(), study)


def test_items_that_do_not_verify_are_refused_one_by_one(study: Study) -> None:
    basket = fill_basket(study, [1, 2])
    first, fourth = basket.items[0], basket.items[3]
    altered = Item((replace(first.excerpts[0], text=first.excerpts[0].text.replace("uncertainty", "certainty")),))
    stranger = Item((replace(fourth.excerpts[0], speaker="UEC-Senior Manager 5, CCG"),))
    items = (altered, *basket.items[1:3], stranger, *basket.items[4:])
    with pytest.raises(Unverified) as refused:
        assemble(replace(basket, items=items), study)
    assert str(refused.value).startswith("2 of 6 items cannot be verified, so no file was made")
    assert [problem[:7] for problem in refused.value.problems] == ["Item 1 ", "Item 4 "]
    assert "do not stand in “Published”" in refused.value.problems[0]
    assert "(MCP-Senior Manager 2, CCG)" in refused.value.problems[1]


def test_the_verification_counts_each_place_once(everything: Pack) -> None:
    extracts = list(extracts_of(everything))
    assert verification([*extracts, *extracts]) == verification(extracts) == everything.verification
    assert everything.verification.startswith("19 of 19 quotes and ")
    assert everything.verification.endswith("verified against the published version.")
    quote = next(e for e in extracts if e.speaker)
    assert verification([quote]) == "1 of 1 quote verified against the published version."
    revised = replace(quote, version="Revised (R1)")
    assert verification([revised]) == "1 of 1 quote verified against the revised (R1) version."
    assert verification([]) == "This file quotes nothing from the study."


def test_the_counts_are_those_of_the_version(everything: Pack) -> None:
    counts = everything.counts
    assert counts
    assert [sum(row) for row in counts.numbers] == [3, 3, 4, 3, 3, 3]
    assert [sum(column) for column in zip(*counts.numbers, strict=True)] == [1, 6, 3, 5, 4]


def test_an_answer_with_a_table_row_and_a_quote_becomes_one_entry(study: Study) -> None:
    table = study.preferred.tables[1]
    row, quote = table.rows[0], study.preferred.quotes[0]
    excerpts = (
        Excerpt("published", row.span, study.preferred.words(row.span)),
        Excerpt("published", quote.span, study.preferred.words(quote.span), quote.speaker.name),
    )
    made = assemble(Basket().add([Item(excerpts, question="How many\nat MCP?", note="  ")]), study)
    entry = content(made, Gathered).entries[0]
    assert entry.title == "How many at MCP?"
    assert [extract.speaker for extract in entry.extracts] == ["", "EHCH-Senior Manager 6, CCG"]
    assert entry.note == ""


def test_a_corpus_without_a_version_of_the_study_says_so(study: Study, tmp_path: Path) -> None:
    from lessons.codebook import Codebook
    from lessons.corpus import Corpus

    with pytest.raises(UsageError, match="no version of the study"):
        read_study(Corpus(()), {}, Codebook(), tmp_path)
