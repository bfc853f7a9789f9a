"""The plan of a deck: which slides a pack gets, how many, in which order, and that no word of the study is cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lessons.domain import UsageError
from lessons.packs import wording
from lessons.packs.assembly import assemble, fill_basket
from lessons.packs.basket import LENGTHS, Item, ItemKind, Minutes, Part, item_of
from lessons.packs.pack import Agenda, Cards, Exercise, Handouts, Pack, Questions
from lessons.packs.slides.deck import MOST_SLIDES, plan_deck
from lessons.packs.slides.fit import Box
from lessons.packs.slides.slide import OUR_ROOM, Deck, Kind, Room
from lessons.packs.study import Study


@pytest.fixture(scope="module")
def pack(study: Study) -> Pack:
    return assemble(fill_basket(study), study)


@pytest.fixture(scope="module")
def deck(pack: Pack) -> Deck:
    return plan_deck(pack)


def kinds(deck: Deck) -> list[Kind]:
    return [slide.kind for slide in deck.slides]


def test_all_six_themes_make_a_deck_in_the_order_of_the_workshop(deck: Deck) -> None:
    once = list(dict.fromkeys(kinds(deck)))
    assert once == [
        Kind.TITLE,
        Kind.PURPOSE,
        Kind.CHART,
        Kind.QUOTE,
        Kind.POINTS,
        Kind.QUESTIONS,
        Kind.SOURCES,
    ]
    assert len(deck.slides) == MOST_SLIDES


def test_three_themes_have_a_slide_for_what_was_found_and_where_voices_differ(study: Study) -> None:
    once = list(dict.fromkeys(kinds(plan_deck(assemble(fill_basket(study, [1, 2, 3]), study)))))
    assert once[2:] == [
        Kind.CHART,
        Kind.FOUND,
        Kind.QUOTE,
        Kind.DIFFER,
        Kind.POINTS,
        Kind.QUESTIONS,
        Kind.EXERCISE,
        Kind.SOURCES,
    ]


@pytest.mark.parametrize("themes", [[], [1], [2], [3], [4], [5], [6], [1, 2], [4, 6], [1, 2, 3, 4]])
def test_usual_packs_have_eight_to_twelve_slides_with_titles_of_their_own(study: Study, themes: list[int]) -> None:
    deck = plan_deck(assemble(fill_basket(study, themes), study))
    titles = [slide.title for slide in deck.slides]
    assert 8 <= len(titles) <= MOST_SLIDES
    assert all(titles)
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(slide.notes and all(slide.notes) for slide in deck.slides)


def test_every_theme_has_a_voice_and_is_told_in_one_line_where_there_are_six(deck: Deck, pack: Pack) -> None:
    voices = [slide for slide in deck.slides if slide.kind == Kind.QUOTE]
    handouts = next(part.content for part in pack.parts if isinstance(part.content, Handouts)).handouts
    assert [slide.extracts[1].words for slide in voices] == [handout.line.words for handout in handouts]
    assert [slide.extracts[0].words for slide in voices] == [handout.quotes[0].words for handout in handouts]


def test_words_of_the_study_stand_on_the_slides_uncut(study: Study) -> None:
    for theme in range(1, 7):
        for slide in plan_deck(assemble(fill_basket(study, [theme]), study)).slides:
            shown = "\n".join(f"{line.lead}\n{line.text}" for line in slide.lines)
            assert all(extract.words.strip() in shown for extract in slide.extracts)


def test_a_slide_holds_one_quote_at_most_with_its_speaker_and_what_it_does_not_show(deck: Deck, pack: Pack) -> None:
    cards = {card.quote: card for p in pack.parts if isinstance(p.content, Cards) for card in p.content.cards}
    quotes = [slide for slide in deck.slides if slide.kind == Kind.QUOTE]
    assert quotes
    for slide in deck.slides:
        assert sum(bool(extract.speaker) for extract in slide.extracts) == (slide.kind == Kind.QUOTE)
    for slide in quotes:
        card = cards[slide.extracts[0]]
        words = "\n".join(f"{line.lead} {line.text}" for line in slide.lines)
        assert f"“{card.quote.words}”" in words
        for expected in (card.quote.speaker, card.pilot, card.theme, card.quote.place, card.limits, wording.OURS):
            assert expected in words


def test_quotes_are_of_different_themes_first_and_in_the_order_of_the_basket(study: Study, deck: Deck) -> None:
    quotes = [slide.extracts[0].citation for slide in deck.slides if slide.kind == Kind.QUOTE]
    assert [quote.theme for quote in quotes] == [1, 2, 3, 4, 5, 6]
    cards_only = replace(fill_basket(study), parts=(Part.CARDS,))
    shown = [s.extracts[0].citation for s in plan_deck(assemble(cards_only, study)).slides if s.kind == Kind.QUOTE]
    assert {quote.theme for quote in shown} == {1, 2, 3, 4, 5, 6}
    assert [q.start for q in shown] == sorted(q.start for q in shown)


def test_sources_say_what_was_verified_on_the_slides_and_how_many_quotes_stand_elsewhere(deck: Deck) -> None:
    shown = [extract for slide in deck.slides for extract in slide.extracts]
    quotes = sum(bool(extract.speaker) for extract in shown)
    words = " ".join(line.text for line in deck.slides[-1].lines)
    assert f"{quotes} of {quotes} quotes" in words
    assert f"{19 - quotes} more quotes" in words


def test_without_sources_the_first_slide_says_what_was_verified_and_there_is_no_chart(study: Study) -> None:
    basket = replace(fill_basket(study), parts=(Part.CARDS,))
    deck = plan_deck(assemble(basket, study))
    assert set(kinds(deck)) == {Kind.TITLE, Kind.QUOTE}
    assert any("11 of 11 quotes verified" in line.text for line in deck.slides[0].lines)


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        (Part.AGENDA, Kind.AGENDA),
        (Part.HANDOUTS, Kind.FOUND),
        (Part.CARDS, Kind.QUOTE),
        (Part.QUESTIONS, Kind.QUESTIONS),
        (Part.EXERCISE, Kind.EXERCISE),
        (Part.SOURCES, Kind.CHART),
    ],
)
def test_a_part_that_was_not_chosen_has_no_slide(study: Study, part: Part, gone: Kind) -> None:
    basket = fill_basket(study, [3])
    chosen = replace(basket, parts=tuple(p for p in basket.parts if p != part))
    assert gone not in kinds(plan_deck(assemble(chosen, study)))


@pytest.mark.parametrize("part", [part for part in Part if part != Part.SOURCES])
def test_any_part_can_stand_alone(study: Study, part: Part) -> None:
    item = item_of(study.themes[0].line)
    basket = replace(fill_basket(study).add([item]), parts=(part,))
    deck = plan_deck(assemble(basket, study))
    assert deck.slides[0].kind == Kind.TITLE
    assert len(deck.slides) > 1 or part == Part.NOTES
    assert all(slide.notes for slide in deck.slides)


def test_the_order_of_the_parts_is_followed(study: Study) -> None:
    parts = (Part.SOURCES, Part.EXERCISE, Part.CARDS, Part.HANDOUTS)
    deck = plan_deck(assemble(replace(fill_basket(study, [1, 2, 3]), parts=parts), study))
    once = list(dict.fromkeys(kinds(deck)))
    expected = [Kind.CHART, Kind.SOURCES, Kind.EXERCISE, Kind.QUOTE, Kind.FOUND, Kind.DIFFER, Kind.POINTS]
    assert once == [Kind.TITLE, *expected]


@pytest.mark.parametrize(("themes", "kind"), [([], Kind.QUESTIONS), ([2, 3], Kind.EXERCISE)])
def test_the_key_of_the_exercise_stands_in_the_notes_only(study: Study, themes: list[int], kind: Kind) -> None:
    pack = assemble(fill_basket(study, themes), study)
    slide = next(slide for slide in plan_deck(pack).slides if slide.kind == kind)
    exercise = next(part.content for part in pack.parts if isinstance(part.content, Exercise))
    reasons = [quote.because for quote in exercise.quotes]
    assert len(reasons) == (7 if themes else 19)
    assert all(any(reason in note for note in slide.notes) for reason in reasons)
    assert any(exercise.task[:40] in note for note in slide.notes) or kind == Kind.EXERCISE
    assert not any(reason in line.text for reason in reasons for line in slide.lines)


def test_notes_say_when_where_and_what_people_may_say(deck: Deck) -> None:
    quote = next(slide for slide in deck.slides if slide.kind == Kind.QUOTE)
    notes = "\n".join(quote.notes)
    assert "Time: minutes 14 to 19 of 60" in notes
    assert quote.extracts[0].place in notes
    assert "doi:10.1136/bmjopen-2019-032107" in notes
    assert "A reply:" in notes


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("themes", [[], [2]])
def test_every_step_of_the_agenda_stands_on_a_slide(study: Study, minutes: Minutes, themes: list[int]) -> None:
    pack = assemble(replace(fill_basket(study, themes), minutes=minutes), study)
    agenda = next(part.content for part in pack.parts if isinstance(part.content, Agenda))
    lines = [line for s in plan_deck(pack).slides if s.kind in (Kind.PURPOSE, Kind.AGENDA) for line in s.lines]
    assert all(any(step.title in line.text for line in lines) for step in agenda.steps)


def test_without_quotes_to_count_there_is_no_chart(pack: Pack) -> None:
    assert pack.counts is not None
    none = replace(pack.counts, numbers=tuple((0,) * len(row) for row in pack.counts.numbers))
    assert Kind.CHART not in kinds(plan_deck(replace(pack, counts=none)))
    assert Kind.CHART not in kinds(plan_deck(replace(pack, counts=None)))


def test_notes_without_agenda_name_no_time(study: Study) -> None:
    basket = replace(fill_basket(study), parts=(Part.CARDS, Part.SOURCES))
    notes = [note for slide in plan_deck(assemble(basket, study)).slides for note in slide.notes]
    assert not any(note.startswith("Time:") for note in notes)


def test_all_questions_stand_in_the_notes(deck: Deck, pack: Pack) -> None:
    slide = next(slide for slide in deck.slides if slide.kind == Kind.QUESTIONS)
    questions = next(part.content for part in pack.parts if isinstance(part.content, Questions))
    notes = " ".join(slide.notes)
    assert all(question in notes for theme in questions.themes for question in theme.questions)
    assert all(any(theme.theme in line.lead for line in slide.lines) for theme in questions.themes)


def test_the_trainers_note_stands_in_the_notes_of_its_quote(study: Study) -> None:
    basket = fill_basket(study, [1])
    basket = basket.annotate(basket.items[0].key, "Ask <b>Ann</b> first.")
    slides = plan_deck(assemble(basket, study)).slides
    assert [s.kind for s in slides if any("Ask <b>Ann</b> first." in note for note in s.notes)] == [Kind.QUOTE]


def test_what_was_collected_gets_a_slide_with_its_own_title(study: Study) -> None:
    citations = [study.themes[0].line, study.themes[1].line]
    answer = Item(tuple(e for c in citations for e in item_of(c).excerpts), question="What is said about time? " * 12)
    basket = replace(fill_basket(study, [1]).add([item_of(citations[0]), answer]), parts=(Part.COLLECTED,))
    slides = plan_deck(assemble(basket, study)).slides
    assert answer.kind == ItemKind.ANSWER
    assert [slide.title for slide in slides[1:]] == [study.themes[0].title, wording.GATHERED]
    assert [extract.words for extract in slides[2].extracts] == [citation.excerpt for citation in citations]


def test_collected_passages_share_a_slide(study: Study) -> None:
    citations = [theme.line for theme in study.themes[:3]]
    basket = replace(fill_basket(study, [1]).add(map(item_of, citations)), parts=(Part.COLLECTED,))
    slides = plan_deck(assemble(basket, study)).slides
    assert [slide.title for slide in slides[1:]] == [wording.PASSAGES]
    assert [extract.words for extract in slides[1].extracts] == [citation.excerpt for citation in citations]
    assert all(theme.title in line.lead for theme, line in zip(study.themes, slides[1].lines[:3], strict=False))


def test_a_title_that_another_slide_has_is_numbered(study: Study) -> None:
    deck = plan_deck(assemble(replace(fill_basket(study), title="sources"), study))
    assert deck.slides[0].title == "sources"
    assert deck.slides[-1].title == "Sources (2)"


def test_a_quote_that_is_too_long_for_a_slide_is_left_out_whole(pack: Pack) -> None:
    cards = next(part for part in pack.parts if isinstance(part.content, Cards))
    assert isinstance(cards.content, Cards)
    first = cards.content.cards[0]
    long = replace(first.quote, citation=replace(first.quote.citation, excerpt="So many words. " * 120))
    content = Cards((replace(first, quote=long), *cards.content.cards[1:3]))
    deck = plan_deck(replace(pack, parts=(replace(cards, content=content),)))
    assert [slide.extracts[0] for slide in deck.slides[1:]] == [card.quote for card in content.cards[1:]]


def test_in_little_room_a_slide_shows_fewer_things_and_says_so(pack: Pack) -> None:
    room = replace(OUR_ROOM, body=Box(500, 200), quote=Box(500, 300))
    slide = next(slide for slide in plan_deck(pack, room).slides if slide.kind == Kind.POINTS)
    assert 0 < len(slide.extracts) < 12
    assert wording.NOT_SHOWN in slide.notes


def test_questions_in_little_room_keep_the_names_of_their_themes(pack: Pack) -> None:
    slides = plan_deck(pack, replace(OUR_ROOM, body=Box(600, 220))).slides
    lines = next(slide.lines for slide in slides if slide.kind == Kind.QUESTIONS)
    assert all(line.lead for line in lines[:-1])


def test_a_template_without_room_for_a_title_is_refused(pack: Pack) -> None:
    none = Box(10, 10)
    with pytest.raises(UsageError, match="no layout"):
        plan_deck(pack, Room(none, none, none, none, none))


@pytest.mark.parametrize("themes", [[], [3]])
def test_sizes_stay_readable(study: Study, themes: list[int]) -> None:
    for slide in plan_deck(assemble(fill_basket(study, themes), study)).slides:
        assert slide.title_size >= 24
        assert slide.sizes.text >= 16
        assert slide.sizes.small >= 12
        assert slide.kind != Kind.QUOTE or 20 <= slide.sizes.quote <= 32
