"""The page Packs: what was collected, what the pack is to be like, its preview and files; nothing unverified gets into one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import docx
import pptx
import pytest
from streamlit.testing.v1 import AppTest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import Excerpt, Span, Unverified
from lessons.packs.assembly import fill_basket
from lessons.packs.basket import Basket, Item, Part, check, item_of_answer
from lessons.packs.basket_file import write_basket
from lessons.packs.formats import FORMATS
from lessons.packs.study import Study
from lessons.pages import wording
from lessons.pages.basket_view import item_html, item_id, moved
from lessons.pages.collecting import HERE
from lessons.pages.markup import plain_label
from lessons.pages.pack_choices import shifted, with_or_without
from lessons.pages.pack_files import make_csv, make_file
from lessons.pages.packs import TABS, this_study
from lessons.settings import Settings

FIXTURES = (shared_settings, shared_assistant)
SCRIPT = """
import streamlit as st
from lessons.pages.packs import show
from lessons.settings import load_settings
show(load_settings(), st.container())
"""
HOSTILE = '<img src=x onerror=alert(1)> $x^2$ :red[b] **c** "d" &amp; ![a](http://example.org/a.png)'
PAPER = re.compile(r'<div class="paper".*', re.DOTALL)

OpenPage = Callable[..., AppTest]


@pytest.fixture
def study(assistant: Assistant) -> Study:
    return this_study(assistant)


@pytest.fixture
def open_page(shared: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> OpenPage:
    """Opens the page over the shared index with a basket in the session."""
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(shared.corpus_dir))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(shared.index_dir))
    monkeypatch.setenv("LESSONS_BASKETS_DIR", str(tmp_path / "baskets"))

    def open_with(basket: Basket | None = None) -> AppTest:
        page = AppTest.from_string(SCRIPT, default_timeout=60)
        if basket:
            page.session_state[HERE] = basket
        return page.run()

    return open_with


def here(page: AppTest) -> Basket:
    assert not page.exception
    found = page.session_state[HERE]
    assert isinstance(found, Basket)
    return found


def shown(page: AppTest) -> str:
    """All HTML that the page shows, the style sheet and the preview left out."""
    bodies = [element.proto.body for element in page.get("html")]
    return "\n".join(b for b in bodies if not b.startswith(("<style>", '<div class="paper"')))


def preview(page: AppTest) -> str:
    """The words of the preview, "" where there is none."""
    page.session_state[TABS] = wording.PACKS_PREVIEW
    page.run()
    bodies = [element.proto.body for element in page.get("html")]
    papers = [b for b in bodies if b.startswith('<div class="paper"')]
    page.session_state[TABS] = wording.PACKS_COLLECTED
    page.run()
    return unescape(re.sub(r"<[^>]+>", "", papers[0])) if papers else ""


def downloads(page: AppTest) -> list[str]:
    return [b.key for b in page.get("download_button") if b.key and b.key.startswith("download-")]


def tampered(basket: Basket, position: int, **changes: object) -> Basket:
    """A basket with one excerpt changed."""
    items = list(basket.items)
    excerpt = replace(items[position].excerpts[0], **changes)  # type: ignore[arg-type]  # a test's own choice
    items[position] = replace(items[position], excerpts=(excerpt,))
    return replace(basket, items=tuple(items))


# Nothing collected yet


def test_an_empty_basket_says_how_to_fill_it_and_offers_every_theme(open_page: OpenPage, study: Study) -> None:
    page = open_page()
    for line in (wording.PACKS_EMPTY, *wording.PACKS_HOW, wording.PACKS_NOT_KEPT):
        assert line in shown(page)
    labels = [page.button(key=f"start-{theme.number}").label for theme in study.themes]
    assert labels == [plain_label(wording.PACKS_START.format(number=t.number, title=t.title)) for t in study.themes]
    assert downloads(page) == []
    assert not page.error


@pytest.mark.parametrize(("key", "count"), [("start-4", 3), ("start-all", 19)])
def test_a_theme_to_start_with_fills_the_basket(open_page: OpenPage, key: str, count: int) -> None:
    page = open_page()
    page.button(key=key).click().run()
    assert len(here(page).items) == count
    assert here(page).themes is None
    assert len([b.key for b in page.button if b.key and b.key.startswith("remove-")]) == count


# What was collected


def test_items_are_shown_in_order_with_kind_words_speaker_and_place(
    open_page: OpenPage, study: Study, assistant: Assistant
) -> None:
    answer = item_of_answer(assistant.answer("What helped organisations work together?"))
    basket = fill_basket(study, [2]).add([answer])
    html = unescape(shown(open_page(basket)))
    places = [html.index(f"“{i.excerpts[0].text}”") for i in basket.items[:3]]
    assert places == sorted(places)
    assert html.count("Quote · Theme 2") == 3
    assert "PACS-Senior Manager 3, CCG · Published · “Financial pressures" in html
    assert "What helped organisations work together?" in html
    assert wording.ITEM_PLACES[2].format(count=len(answer.excerpts)) in html


def test_items_move_and_the_preview_follows(open_page: OpenPage, study: Study) -> None:
    basket = replace(fill_basket(study, [2]), parts=(Part.CARDS,))
    page = open_page(basket)
    first, second = basket.items[:2]
    page.button(key=f"down-{item_id(first)}").click().run()
    assert here(page).items[:2] == (second, first)
    words = preview(page)
    assert words.index(second.excerpts[0].text[:40]) < words.index(first.excerpts[0].text[:40])
    page.button(key=f"up-{item_id(first)}").click().run()
    assert here(page).items == basket.items
    assert page.button(key=f"up-{item_id(first)}").disabled
    assert page.button(key=f"down-{item_id(basket.items[-1])}").disabled


def test_an_item_that_another_window_took_out_is_not_moved(study: Study) -> None:
    basket = fill_basket(study, [2])
    assert moved(basket.remove([basket.items[0].key]), basket.items[0], 1) == basket.remove([basket.items[0].key])


def test_a_note_is_kept_shown_as_text_and_stands_in_the_pack(open_page: OpenPage, study: Study) -> None:
    basket = fill_basket(study, [2])
    page = open_page(basket)
    page.text_area(key=f"note-{item_id(basket.items[1])}").set_value(HOSTILE).run()
    assert [i.note for i in here(page).items] == ["", HOSTILE, ""]
    assert "<img" not in shown(page)
    assert HOSTILE in unescape(shown(page))
    assert HOSTILE in preview(page)
    assert not page.error


def test_removing_can_be_undone_with_place_and_note(open_page: OpenPage, study: Study) -> None:
    basket = fill_basket(study, [2])
    basket = basket.annotate(basket.items[1].key, "ours")
    page = open_page(basket)
    page.button(key=f"remove-{item_id(basket.items[1])}").click().run()
    assert here(page).items == (basket.items[0], basket.items[2])
    assert wording.REMOVED[1] in shown(page)
    page.button(key="undo").click().run()
    assert here(page) == basket
    assert "undo" not in [b.key for b in page.button]


def test_emptying_can_be_undone(open_page: OpenPage, study: Study) -> None:
    basket = replace(fill_basket(study), title="Ours", minutes=30)
    page = open_page(basket)
    page.button(key="empty-basket").click().run()
    assert here(page) == Basket()
    assert wording.PACKS_EMPTY in shown(page)
    page.button(key="undo").click().run()
    assert here(page) == basket


def test_undo_goes_where_something_else_was_changed_since(open_page: OpenPage, study: Study) -> None:
    page = open_page(fill_basket(study, [2]))
    page.button(key=f"remove-{item_id(here(page).items[0])}").click().run()
    page.text_input(key="pack-title").set_value("Another").run()
    assert "undo" not in [b.key for b in page.button]


# What cannot be verified


def test_flagged_items_stand_in_place_with_the_reason_and_no_file_is_made(open_page: OpenPage, study: Study) -> None:
    basket = fill_basket(study, [2])
    basket = tampered(basket, 0, text="We had all the money that we needed.")
    basket = tampered(basket, 2, speaker="MCP-Senior Manager 1, CCG")
    page = open_page(basket)
    reasons = [c.problem for c in check(basket.items, study.structures)]
    assert [bool(reason) for reason in reasons] == [True, False, True]
    html = unescape(shown(page))
    for reason in filter(None, reasons):
        assert html.count(reason) == 1
    assert html.index(reasons[0]) < html.index(basket.items[1].excerpts[0].text[:40]) < html.index(reasons[2])
    assert wording.FLAGGED[2].format(count=2) in html
    assert downloads(page) == []
    assert preview(page) == ""
    assert wording.PACKS_FLAGGED in [plain.value for plain in page.warning]


def test_flagged_items_are_removed_in_one_click_and_files_are_offered_again(open_page: OpenPage, study: Study) -> None:
    basket = fill_basket(study, [2])
    page = open_page(tampered(basket, 1, document="lost"))
    assert "lost" in shown(page)
    page.button(key="remove-flagged").click().run()
    assert here(page).items == (basket.items[0], basket.items[2])
    assert len(downloads(page)) == 4
    page.button(key="undo").click().run()
    assert downloads(page) == []


def test_a_file_is_not_written_even_where_its_button_was_shown(study: Study) -> None:
    """The corpus may change between the page and the click."""
    forged = tampered(fill_basket(study, [2]), 0, text="Forged.")
    for form in FORMATS:
        with pytest.raises(Unverified, match="1 of 3"):
            make_file(form, forged, study, None)
    with pytest.raises(Unverified, match="1 of 3"):
        make_csv(forged, study)


def test_hostile_words_of_an_item_are_shown_as_text(open_page: OpenPage) -> None:
    excerpt = Excerpt(HOSTILE, Span(0, 5), HOSTILE, HOSTILE)
    page = open_page(Basket((Item((excerpt,)), Item((excerpt,), question=HOSTILE)), title=HOSTILE))
    assert "<img" not in shown(page)
    assert HOSTILE in unescape(shown(page))
    assert not page.exception
    assert not page.error


def test_an_item_is_named_by_itself_wherever_it_stands() -> None:
    one, other = (Item((Excerpt("published", Span(n, n + 1), "a"),)) for n in (1, 2))
    assert item_id(one) == item_id(replace(one, note="ours")) != item_id(other)
    html = item_html(check([one], {})[0], {})
    assert "published" in html


# What the pack is to be like


def test_choices_are_kept_and_the_preview_follows(open_page: OpenPage, study: Study) -> None:
    page = open_page(fill_basket(study, [2]))
    page.text_input(key="pack-title").set_value("Money and trust").run()
    page.text_area(key="pack-purpose").set_value("To talk about money.").run()
    assert (here(page).title, here(page).purpose) == ("Money and trust", "To talk about money.")
    assert "Money and trust" in preview(page)
    assert "To talk about money." in preview(page)
    page.segmented_control(key="pack-length").set_value(120).run()
    assert here(page).minutes == 120
    assert "120 minutes" in preview(page)


def test_audiences_are_those_of_our_material(open_page: OpenPage, study: Study) -> None:
    page = open_page(fill_basket(study, [2]))
    if not study.material.audiences:
        assert not page.selectbox
        return
    other = study.material.audiences[-1]
    assert page.selectbox(key="pack-audience").options == [a.name for a in study.material.audiences]
    page.selectbox(key="pack-audience").set_value(other.id).run()
    assert here(page).audience == other.id
    assert other.name in preview(page)


def test_themes_follow_the_items_until_some_are_chosen(open_page: OpenPage, study: Study) -> None:
    page = open_page(replace(fill_basket(study, [2]), themes=None))
    choice = page.multiselect(key="pack-themes")
    assert choice.value == []
    assert choice.proto.placeholder == wording.PACK_THEMES_SOME.format(numbers="2")
    choice.set_value([5, 1]).run()
    assert here(page).themes == (1, 5)
    assert study.themes[4].title in preview(page)
    page.multiselect(key="pack-themes").set_value([]).run()
    assert here(page).themes is None


def test_a_part_is_left_out_taken_back_and_moved(open_page: OpenPage, study: Study) -> None:
    page = open_page(fill_basket(study, [2]))
    page.checkbox(key="part-cards").uncheck().run()
    assert Part.CARDS not in here(page).parts
    assert page.button(key="part-up-cards").disabled
    page.checkbox(key="part-cards").check().run()
    assert here(page).parts == tuple(Part)
    page.button(key="part-down-handouts").click().run()
    assert here(page).parts[2:4] == (Part.CARDS, Part.HANDOUTS)
    words = preview(page)
    titles = [m.start() for m in re.finditer(r"^(Quote cards|Handouts)$", words, re.MULTILINE)]
    assert len(titles) >= 2


@pytest.mark.parametrize(
    ("parts", "part", "expected"),
    [
        (("agenda", "cards"), "cards", ("agenda", "cards")),
        (("agenda", "cards"), "handouts", ("agenda", "handouts", "cards")),
        (("cards", "agenda"), "handouts", ("cards", "agenda", "handouts")),
        ((), "notes", ("notes",)),
        (("cards",), "purpose", ("purpose", "cards")),
        (("cards",), "sources", ("cards", "sources")),
    ],
)
def test_a_part_that_is_taken_back_stands_behind_those_that_usually_come_before_it(
    parts: tuple[str, ...], part: str, expected: tuple[str, ...]
) -> None:
    found = with_or_without([Part(p) for p in parts], Part(part), is_chosen=True)
    assert found == tuple(map(Part, expected))
    without = tuple(p for p in found if p != part)
    assert with_or_without(found, Part(part), is_chosen=False) == without
    assert with_or_without(without, Part(part), is_chosen=False) == without


def test_what_a_browser_shows_before_anything_is_chosen_is_what_the_basket_says(
    open_page: OpenPage, study: Study
) -> None:
    """A click that interrupts the page while it is drawn sends the defaults of all widgets; they must change nothing."""
    audience = study.material.audiences[-1] if study.material.audiences else None
    basket = replace(
        fill_basket(study, [2]).annotate(fill_basket(study, [2]).items[0].key, "Ask finance"),
        title="Money",
        purpose="To talk.",
        audience=audience.id if audience else "",
        minutes=120,
        parts=(Part.CARDS, Part.NOTES),
        themes=(1, 5),
    )
    page = open_page(basket)
    assert page.text_input(key="pack-title").proto.default == "Money"
    assert page.text_area(key="pack-purpose").proto.default == "To talk."
    assert page.text_area(key=f"note-{item_id(basket.items[0])}").proto.default == "Ask finance"
    length = page.segmented_control(key="pack-length").proto
    assert [length.options[at].content for at in length.default] == ["120"]
    themes = page.multiselect(key="pack-themes").proto
    assert [themes.options[at][0] for at in themes.default] == ["1", "5"]
    assert {part for part in Part if page.checkbox(key=f"part-{part}").proto.default} == set(basket.parts)
    if audience:
        chosen = page.selectbox(key="pack-audience").proto
        assert chosen.options[chosen.default] == audience.name


def test_a_part_moves_within_the_ends() -> None:
    three = (Part.AGENDA, Part.CARDS, Part.NOTES)
    assert shifted(three, Part.CARDS, -1) == (Part.CARDS, Part.AGENDA, Part.NOTES)
    assert shifted(three, Part.AGENDA, -1) == three
    assert shifted(three, Part.NOTES, 1) == three
    assert shifted(three, Part.PURPOSE, 1) == three


def test_a_pack_without_any_part_is_no_file(open_page: OpenPage, study: Study) -> None:
    page = open_page(replace(fill_basket(study, [2]), parts=()))
    assert downloads(page) == []
    assert wording.PACKS_NO_PARTS in [info.value for info in page.info]


def test_chosen_themes_alone_make_a_pack(open_page: OpenPage, study: Study) -> None:
    page = open_page(Basket(themes=(3,)))
    assert study.themes[2].title in preview(page)
    assert "download-md" in downloads(page)


# Files


def test_every_format_is_offered_with_what_was_verified(open_page: OpenPage, study: Study) -> None:
    page = open_page(fill_basket(study))
    assert downloads(page) == ["download-docx", "download-pptx", "download-md", "download-csv"]
    assert "19 of 19 quotes" in shown(page)
    assert "verified against the published version." in shown(page)


def test_each_file_opens_and_holds_the_quotes_word_for_word(study: Study) -> None:
    basket = fill_basket(study, [2])
    files = {form.ending: make_file(form, basket, study, None) for form in FORMATS}
    assert docx.Document(io.BytesIO(files["docx"])).paragraphs
    assert len(pptx.Presentation(io.BytesIO(files["pptx"])).slides) > 3
    for item in basket.items:
        assert " ".join(item.excerpts[0].text.split())[:40] in files["md"].decode().replace("\\", "")


def test_the_spreadsheet_has_each_quote_of_the_pack_once(study: Study, assistant: Assistant) -> None:
    basket = fill_basket(study, [2]).add([item_of_answer(assistant.answer("What did people say about money?"))])
    rows = list(csv.DictReader(io.StringIO(make_csv(basket, study).decode("utf-8-sig"))))
    texts = [row["text"] for row in rows]
    assert len(set(texts)) == len(texts) >= 3
    assert {i.excerpts[0].text for i in basket.items[:3]} <= set(texts)
    assert {row["speaker"] for row in rows} >= {i.excerpts[0].speaker for i in basket.items[:3]}


def uploader(page: AppTest, beginning: str) -> str:
    return next(f.key for f in page.file_uploader if f.key and f.key.startswith(beginning))


def upload(page: AppTest, beginning: str, name: str, content: bytes) -> AppTest:
    key = uploader(page, beginning)
    return page.file_uploader(key=key).set_value((name, content, "application/octet-stream")).run()


def test_a_saved_basket_opens_again_and_the_one_before_can_be_had_back(open_page: OpenPage, study: Study) -> None:
    before, saved = fill_basket(study, [2]), replace(fill_basket(study, [5]), title="Saved", minutes=30)
    page = upload(open_page(before), "basket-file", "mine.basket.json.json", write_basket(saved).encode())
    assert here(page) == saved
    assert page.text_input(key="pack-title").value == "Saved"
    page.button(key="undo").click().run()
    assert here(page) == before


@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04", b'{"form": "lessons-basket"}'])
def test_a_file_that_is_no_basket_gives_its_sentence_and_the_basket_stays(
    open_page: OpenPage, study: Study, content: bytes
) -> None:
    before = fill_basket(study, [2])
    page = upload(open_page(before), "basket-file", "bad.json", content)
    assert here(page) == before
    assert len(page.error) == 1
    assert page.error[0].value.rstrip(".").strip()


def test_a_house_template_is_used_until_it_is_forgotten(open_page: OpenPage, study: Study) -> None:
    template = io.BytesIO()
    docx.Document().save(template)
    page = upload(open_page(fill_basket(study, [2])), "template-file-docx", "house.docx", template.getvalue())
    assert not page.error
    assert wording.TEMPLATE_USED.format(file="house.docx") in shown(page)
    page.button(key="forget-template-docx").click().run()
    assert uploader(page, "template-file-docx")


def test_a_file_that_is_no_template_gives_its_sentence(open_page: OpenPage, study: Study) -> None:
    page = upload(open_page(fill_basket(study, [2])), "template-file-pptx", "house.pptx", b"PK\x03\x04 no")
    assert len(page.error) == 1
    assert uploader(page, "template-file-pptx")
    assert len(downloads(page)) == 4


# The study behind it


def test_the_study_is_read_once_and_anew_where_our_material_changes(assistant: Assistant, tmp_path: Path) -> None:
    standing = SimpleNamespace(settings=SimpleNamespace(corpus_dir=tmp_path), library=assistant.library)
    first = this_study(standing)  # type: ignore[arg-type]  # what it needs of an assistant
    assert this_study(standing) is first  # type: ignore[arg-type]  # as above
    assert first.material.audiences == ()
    (tmp_path / "workshop.toml").write_text('[[audiences]]\nid="a"\nname="us"\npurpose="p"\nopening="o"\n', "utf-8")
    assert [a.name for a in this_study(standing).material.audiences] == ["us"]  # type: ignore[arg-type]  # as above
