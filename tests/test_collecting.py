"""Things are collected on every page, taken out again by the same button, and stay while the visitor goes from page to page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import BrokenError
from lessons.packs.basket import MOST_ITEMS, Basket, Item, ItemKind, item_of
from lessons.pages import collecting, wording
from lessons.pages.collecting import HERE, PROBLEM
from lessons.pages.kept_baskets import change_kept, kept_basket
from lessons.pages.server import SCRIPT
from lessons.settings import Settings
from lessons.themes import cite

FIXTURES = (shared_settings, shared_assistant)
ONE, OTHER = "a" * 32, "b" * 32
REFUSED = "What drug was prescribed to patients?"
PAGE = """
import streamlit as st
from lessons.pages.{page} import show
from lessons.settings import load_settings
show(load_settings(), st.container())
"""

OpenPage = Callable[..., AppTest]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "baskets"


@pytest.fixture
def open_page(shared: Settings, monkeypatch: pytest.MonkeyPatch, folder: Path) -> OpenPage:
    """Opens a page over the shared index, for a visitor whose browser sends a cookie or does not; "" is the whole app."""
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(shared.corpus_dir))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(shared.index_dir))
    monkeypatch.setenv("LESSONS_BASKETS_DIR", str(folder))

    def open_at(page: str, visitor: str | None = None, **query: str) -> AppTest:
        monkeypatch.setattr(collecting, "visitor_of", lambda _: visitor)
        script = PAGE.format(page=page)
        opened = AppTest.from_string(script) if page else AppTest.from_file(str(SCRIPT))
        opened.default_timeout = 60
        opened.query_params.update(query)
        return opened.run()

    return open_at


def here(page: AppTest) -> Basket:
    """The basket of a session."""
    found = page.session_state[HERE] if HERE in page.session_state else Basket()
    assert isinstance(found, Basket)
    return found


def button(page: AppTest, beginning: str) -> str:
    """The key of the only button that begins so."""
    (key,) = [b.key for b in page.button if b.key and b.key.startswith(beginning)]
    return str(key)


def buttons(page: AppTest) -> list[str]:
    return [b.key for b in page.button if b.key and b.key.startswith("collect-")]


def texts(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


# Where things are collected


def test_an_answer_is_collected_with_all_that_it_cites_and_taken_out_again(open_page: OpenPage) -> None:
    page = open_page("ask")
    page.button(key="starter-1").click().run()
    key = button(page, "collect-answer-")
    assert page.button(key=key).label.startswith(wording.ADD_TO_PACK)
    page.button(key=key).click().run()
    (item,) = here(page).items
    answer = page.session_state["visit"].conversation.exchanges[0].answer
    assert item.kind == ItemKind.ANSWER
    assert item.question == wording.STARTERS[1]
    assert [e.text for e in item.excerpts] == [c.excerpt for c in answer.citations]
    assert page.button(key=key).label.startswith(wording.IN_PACK)
    page.button(key=key).click().run()
    assert here(page).items == ()
    assert page.button(key=key).label.startswith(wording.ADD_TO_PACK)


def test_a_refusal_cannot_be_collected(open_page: OpenPage) -> None:
    page = open_page("ask")
    page.chat_input[0].set_value(REFUSED).run()
    assert page.session_state["visit"].conversation.exchanges
    assert buttons(page) == []


def test_the_open_source_is_collected_as_what_it_is(open_page: OpenPage) -> None:
    page = open_page("ask")
    page.chat_input[0].set_value("Give me a quote about engaging GPs").run()
    answer = page.session_state["visit"].conversation.exchanges[0].answer
    quote = next(c for c in answer.citations if c.speaker)
    assert "collect-source" not in buttons(page)
    page.button(key=f"source-0-{quote.number}").click().run()
    page.button(key="collect-source").click().run()
    (item,) = here(page).items
    assert item.kind == ItemKind.QUOTE
    assert (item.excerpts[0].text, item.excerpts[0].speaker) == (quote.excerpt, quote.speaker)


def test_a_theme_is_collected_with_all_its_quotes_and_each_quote_alone(
    open_page: OpenPage, assistant: Assistant
) -> None:
    page = open_page("themes", theme="3")
    quotes = [q for q in assistant.library.structures["published"].quotes if q.theme == 3]
    page.button(key="collect-theme").click().run()
    assert [i.excerpts[0].span for i in here(page).items] == [q.span for q in quotes]
    assert here(page).themes is None  # they follow the items
    assert all(page.button(key=key).label.startswith(wording.IN_PACK) for key in buttons(page))
    page.button(key=f"collect-quote-{quotes[1].span.start}").click().run()
    assert quotes[1].span not in [i.excerpts[0].span for i in here(page).items]
    assert page.button(key="collect-theme").label == wording.ADD_ALL_TO_PACK
    page.button(key="collect-theme").click().run()
    assert len(here(page).items) == len(quotes)


def test_where_themes_were_chosen_a_collected_theme_joins_them(open_page: OpenPage) -> None:
    page = open_page("themes", theme="3")
    page.session_state[HERE] = Basket(themes=(5, 1))
    page.run()
    page.button(key="collect-theme").click().run()
    assert here(page).themes == (1, 3, 5)


def test_a_quote_can_be_copied_with_its_citation(open_page: OpenPage, assistant: Assistant) -> None:
    page = open_page("themes", theme="3")
    structure = assistant.library.structures["published"]
    copied = "\n".join(code.value for code in page.code)
    for quote in (q for q in structure.quotes if q.theme == 3):
        assert f"“{structure.words(quote.span)}” ({quote.speaker.name})" in copied
    assert "BMJ Open 2019" in copied


def test_a_passage_in_the_reader_is_collected(open_page: OpenPage, assistant: Assistant) -> None:
    page = open_page("sources", document="submitted", start="20000")
    page.button(key="collect-passage").click().run()
    (item,) = here(page).items
    assert item.excerpts[0].document == "submitted"
    assert item.excerpts[0].text == assistant.library.structures["submitted"].words(item.excerpts[0].span)


def test_words_that_mix_speakers_cannot_be_collected(open_page: OpenPage, assistant: Assistant) -> None:
    quote = assistant.library.structures["published"].quotes[0]
    page = open_page("sources", document="published", start=str(quote.label.start - 3), end=str(quote.label.end + 200))
    assert all(not key.startswith("collect-") or key == "collect-passage" for key in buttons(page))
    if buttons(page):  # the address was widened to words that can stand alone
        page.button(key="collect-passage").click().run()
        assert len(here(page).items) == 1


# Where it is kept


def test_the_link_says_how_much_is_collected_and_other_pages_know(open_page: OpenPage) -> None:
    page = open_page("", ONE)
    links = [link.proto.label for link in page.get("page_link")]
    assert wording.PACKS_PAGE in links
    page.button(key="starter-1").click().run()
    page.button(key=button(page, "collect-answer-")).click().run()
    assert wording.PACKS_COUNT.format(count=1) in [link.proto.label for link in page.get("page_link")]


def test_with_a_cookie_the_basket_outlasts_the_session(open_page: OpenPage, folder: Path) -> None:
    open_page("themes", ONE, theme="2").button(key="collect-theme").click().run()
    again = open_page("themes", ONE, theme="2")
    assert again.button(key="collect-theme").label.startswith(wording.IN_PACK)
    assert HERE not in again.session_state
    assert len(kept_basket(folder, ONE).basket.items) == 3
    assert kept_basket(folder, OTHER).basket == Basket()
    stranger = open_page("themes", OTHER, theme="2")
    assert stranger.button(key="collect-theme").label == wording.ADD_ALL_TO_PACK


def test_without_a_cookie_nothing_is_written_and_nobody_else_sees_it(open_page: OpenPage, folder: Path) -> None:
    open_page("themes", theme="2").button(key="collect-theme").click().run()
    assert not folder.exists()
    assert open_page("themes", theme="2").button(key="collect-theme").label == wording.ADD_ALL_TO_PACK


def test_two_windows_of_one_visitor_see_the_same(open_page: OpenPage) -> None:
    left, right = open_page("themes", ONE, theme="2"), open_page("themes", ONE, theme="3")
    left.button(key="collect-theme").click().run()
    right.button(key="collect-theme").click().run()
    left.run()
    assert left.button(key="collect-theme").label.startswith(wording.IN_PACK)
    packs = open_page("packs", ONE)
    assert len([b.key for b in packs.button if b.key and b.key.startswith("remove-")]) == 7


def test_a_damaged_file_is_said_once_and_the_page_goes_on(open_page: OpenPage, folder: Path) -> None:
    folder.mkdir()
    (folder / f"{ONE}.basket.json").write_text("{")
    page = open_page("", ONE)
    assert "damaged" in page.warning[0].value
    assert not page.error
    assert [path for path in folder.iterdir() if ".damaged-" in path.name]
    page.button(key="starter-1").click().run()
    page.button(key=button(page, "collect-answer-")).click().run()
    assert not page.warning
    assert len(kept_basket(folder, ONE).basket.items) == 1


def test_where_nothing_can_be_kept_the_session_holds_the_basket_and_says_so(
    open_page: OpenPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BrokenError("Your basket cannot be kept (No space left on device).")

    monkeypatch.setattr(collecting, "change_kept", refuse)
    page = open_page("", ONE)
    page.button(key="starter-1").click().run()
    key = button(page, "collect-answer-")
    page.button(key=key).click().run()
    assert len(here(page).items) == 1
    assert "No space left on device" in page.warning[0].value
    assert page.button(key=key).label.startswith(wording.IN_PACK)


def test_a_full_basket_says_that_not_everything_was_added(open_page: OpenPage, assistant: Assistant) -> None:
    structure = assistant.library.structures["published"]
    first = item_of(cite(structure, structure.quotes[0].span))
    many = [replace(first, question=f"Question {n}?") for n in range(MOST_ITEMS - 1)]
    page = open_page("themes", theme="2")
    page.session_state[HERE] = Basket(tuple(many))
    page.run()
    page.button(key="collect-theme").click().run()
    assert len(here(page).items) == MOST_ITEMS
    assert str(MOST_ITEMS) in page.session_state[PROBLEM]


def test_a_basket_with_a_name_of_ours_never_escapes_its_folder(folder: Path) -> None:
    with pytest.raises(ValueError, match="visitor"):
        change_kept(folder, "../x", lambda now: now.add([Item(())]))
