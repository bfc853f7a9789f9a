"""A basket keeps what was collected in the trainer's order, and says of each item whether it can be verified still."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from lessons.citations import cite
from lessons.domain import Excerpt, Quote, Span, UsageError
from lessons.packs import wording
from lessons.packs.assembly import fill_basket
from lessons.packs.basket import LONGEST_NOTE, MOST_ITEMS, Basket, Item, ItemKind, Part, check, item_of
from lessons.packs.basket_file import FORM, LARGEST_FILE, read_basket, write_basket
from lessons.packs.study import Study


@pytest.fixture(name="basket", scope="module")
def basket_of_all_quotes(study: Study) -> Basket:
    return fill_basket(study)


def a_passage(study: Study) -> Item:
    sentence = study.preferred.paragraphs[4].sentences[0]
    found = cite(study.preferred, sentence)
    assert found
    return item_of(found)


def keys(basket: Basket) -> list[str]:
    return [item.key for item in basket.items]


# ------------------------------------------------------------------------------------------ collecting


def test_what_is_in_the_basket_already_stays_where_it_is_with_its_note(basket: Basket) -> None:
    noted = basket.annotate(keys(basket)[3], "Ask about this one")
    again = noted.add([basket.items[3], basket.items[0]])
    assert keys(again) == keys(basket)
    assert again.items[3].note == "Ask about this one"


def test_an_item_is_a_quote_a_passage_or_an_answer(basket: Basket, study: Study) -> None:
    passage = a_passage(study)
    assert basket.items[0].kind == ItemKind.QUOTE
    assert passage.kind == ItemKind.PASSAGE
    assert replace(passage, question="Why?").kind == ItemKind.ANSWER
    assert replace(passage, question="Why?").key != passage.key


@pytest.mark.parametrize(
    ("at", "by", "expected"), [(0, 1, 1), (1, -1, 0), (0, -1, 0), (18, 1, 18), (18, -18, 0), (0, 99, 18), (5, 3, 8)]
)
def test_an_item_moves_by_so_many_places_and_never_past_an_end(at: int, by: int, expected: int, basket: Basket) -> None:
    key = keys(basket)[at]
    moved = basket.move(key, by)
    assert keys(moved).index(key) == expected
    assert [k for k in keys(moved) if k != key] == [k for k in keys(basket) if k != key]


def test_items_are_removed_by_their_keys(basket: Basket) -> None:
    gone = keys(basket)[2:5]
    assert keys(basket.remove(gone)) == [key for key in keys(basket) if key not in gone]
    assert basket.remove(["no such key"]) == basket


def test_a_note_is_kept_within_its_length(basket: Basket) -> None:
    assert len(basket.annotate(keys(basket)[0], "x" * 2000).items[0].note) == LONGEST_NOTE


def test_a_basket_holds_no_more_than_its_most(study: Study) -> None:
    text = study.preferred.document.text
    items = [Item((Excerpt("published", Span(i, i + 5), text[i : i + 5]),)) for i in range(MOST_ITEMS + 7)]
    assert len(Basket().add(items).items) == MOST_ITEMS


# ------------------------------------------------------------------------------------------ filling it from themes


def test_every_theme_and_every_quote_come_in_when_none_are_named(basket: Basket, study: Study) -> None:
    assert basket.themes == (1, 2, 3, 4, 5, 6)
    assert [i.excerpts[0].text for i in basket.items] == [study.preferred.words(q.span) for q in study.preferred.quotes]


def test_themes_and_pilots_choose_the_quotes(study: Study) -> None:
    chosen = fill_basket(study, [6, 2], ["pacs", "UEC"])
    assert chosen.themes == (6, 2)
    speakers = [item.excerpts[0].speaker or "" for item in chosen.items]
    assert len(speakers) == 5
    assert all(speaker.startswith(("PACS-", "UEC-")) for speaker in speakers)


@pytest.mark.parametrize(
    ("themes", "pilots", "said"),
    [
        ([7], [], "There is no theme 7: use 1, 2, 3, 4, 5, 6."),
        ([1], ["XYZ"], "There is no pilot “XYZ”: use MCP, PACS, ACC, EHCH, UEC."),
        ([6], ["ACC"], "No quote of ACC stands under these themes: choose others."),
    ],
)
def test_what_there_is_none_of_gets_one_sentence(themes: list[int], pilots: list[str], said: str, study: Study) -> None:
    with pytest.raises(UsageError) as problem:
        fill_basket(study, themes, pilots)
    assert str(problem.value) == said


# ------------------------------------------------------------------------------------------ verifying it again


def test_untouched_items_verify(basket: Basket, study: Study) -> None:
    checked = check((*basket.items, a_passage(study)), study.structures)
    assert [c.problem for c in checked] == [""] * 20
    assert all(c.citations[0].excerpt == c.item.excerpts[0].text for c in checked)


def test_words_of_another_version_are_named_as_such(study: Study) -> None:
    published, submitted = study.structures["published"], study.structures["submitted"]
    quote = next(q for q in submitted.quotes if submitted.words(q.span) not in published.document.text)
    words = submitted.words(quote.span)
    item = Item((Excerpt("published", quote.span, words, quote.speaker.name),))
    other = "R1" if words in study.structures["r1"].document.text else "Submitted"
    problem = check([item], study.structures)[0].problem
    assert problem.startswith("These are the words of “")
    assert other.lower() in problem.lower()


def changed(item: Item, **changes: object) -> Item:
    return replace(item, excerpts=(replace(item.excerpts[0], **changes),))  # type: ignore[arg-type]


TAMPERED: dict[str, tuple[Callable[[Item], Item], str]] = {
    "a word altered": (
        lambda item: changed(item, text=item.excerpts[0].text.replace(" the ", " a ", 1)),
        wording.OTHER_WORDS.format(label="Published"),
    ),
    "a negation dropped": (
        lambda item: changed(item, text=item.excerpts[0].text.replace("n’t", "", 1)),
        wording.OTHER_WORDS.format(label="Published"),
    ),
    "another speaker": (
        lambda item: changed(item, speaker="PACS-Senior Manager 1, CCG"),
        wording.OTHER_SPEAKER.format(speaker="EHCH-Senior Manager 6, CCG"),
    ),
    "no speaker": (
        lambda item: changed(item, speaker=None),
        wording.OTHER_SPEAKER.format(speaker="EHCH-Senior Manager 6, CCG"),
    ),
    "moved": (
        lambda item: changed(item, span=Span(item.excerpts[0].span.start + 1, item.excerpts[0].span.end + 1)),
        wording.MOVED_WORDS.format(label="Published"),
    ),
    "outside the text": (
        lambda item: changed(item, span=Span(10**7, 10**7 + 9), text="nowhere x"),
        wording.OTHER_WORDS.format(label="Published"),
    ),
    "backwards": (
        lambda item: changed(item, span=Span(50, 10), text=""),
        wording.OTHER_WORDS.format(label="Published"),
    ),
    "unknown document": (
        lambda item: changed(item, document="draft"),
        wording.NO_DOCUMENT.format(document="draft"),
    ),
    "cut inside a word": (
        lambda item: changed(
            item,
            span=Span(item.excerpts[0].span.start, item.excerpts[0].span.end - 3),
            text=item.excerpts[0].text[:-3],
        ),
        wording.CUT_WORD,
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_item_is_refused_with_its_reason_and_the_others_are_not(
    name: str, basket: Basket, study: Study
) -> None:
    tamper, said = TAMPERED[name]
    checked = check((tamper(basket.items[0]), *basket.items[1:]), study.structures)
    assert [c.problem for c in checked] == [said] + [""] * 18
    assert checked[0].citations == ()


def test_authors_words_given_to_a_participant_are_refused(study: Study) -> None:
    item = changed(a_passage(study), speaker="EHCH-Senior Manager 6, CCG")
    assert check([item], study.structures)[0].problem == wording.AUTHORS_WORDS


def test_words_that_run_from_a_quote_into_the_text_are_refused(study: Study) -> None:
    quote: Quote = study.preferred.quotes[0]
    span = Span(quote.span.start, quote.label.end + 40)
    item = Item((Excerpt("published", span, study.preferred.words(span)),))
    assert check([item], study.structures)[0].problem == wording.MIXED_WORDS


# ------------------------------------------------------------------------------------------ its file


def test_a_saved_basket_comes_back_the_same(basket: Basket, study: Study) -> None:
    full = replace(
        basket.add([replace(a_passage(study), question="Why “quotes” \\ and 東京?", note="A note")]),
        title="Our day",
        purpose="To learn",
        audience="board",
        minutes=120,
        parts=(Part.CARDS, Part.SOURCES),
        themes=(2,),
    )
    for one in (full, Basket()):
        assert read_basket(write_basket(one).encode()) == one


BROKEN = {
    "empty": b"",
    "not JSON": b"quotes",
    "not text": b"\xff\xfe\x00",
    "another file": b'{"items": []}',
    "a list": b"[]",
    "too deep": b"[" * 100_000,
    "text for a number": json.dumps({"form": FORM, "form_version": 1, "minutes": "60"}).encode(),
    "a length that there is none of": json.dumps({"form": FORM, "form_version": 1, "minutes": 45}).encode(),
    "an unknown part": json.dumps({"form": FORM, "form_version": 1, "parts": ["jokes"]}).encode(),
    "items of another shape": json.dumps({"form": FORM, "form_version": 1, "items": ["x"]}).encode(),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_basket_gets_one_sentence(name: str) -> None:
    with pytest.raises(UsageError) as problem:
        read_basket(BROKEN[name])
    assert str(problem.value) == wording.NOT_A_BASKET


def test_a_file_of_another_form_or_size_says_so() -> None:
    with pytest.raises(UsageError, match="another version of the program"):
        read_basket(json.dumps({"form": FORM, "form_version": 2}).encode())
    with pytest.raises(UsageError, match="too large"):
        read_basket(b" " * (LARGEST_FILE + 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"items": (Item(()),)},
        {"items": (Item((Excerpt("published", Span(0, 1), "x"),)),) * 2},
        {"items": (Item((Excerpt("published", Span(0, 1), "x" * 20_001),)),)},
        {"title": "x" * 121},
        {"parts": (Part.CARDS, Part.CARDS)},
    ],
    ids=["no excerpt", "twice the same", "endless words", "endless title", "a part twice"],
)
def test_a_basket_beyond_its_limits_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="more than a basket can"):
        read_basket(write_basket(replace(Basket(), **changes)).encode())  # type: ignore[arg-type]
