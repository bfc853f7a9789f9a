"""A trainer's way in a real browser: collect, go away and come back, arrange, take the files away; and nobody else sees it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import docx
import pptx
import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from tests.browser.conftest import OpenBrowserPage, eventually, settled
from tests.browser.test_chat import FAINT, start
from tests.browser.test_pages import grave_faults

from lessons.packs.assembly import fill_basket
from lessons.packs.basket import Basket
from lessons.packs.basket_file import read_basket, write_basket
from lessons.packs.study import load_study
from lessons.pages import wording
from lessons.pages.visit_cookie import NAME
from lessons.settings import PROJECT

pytestmark = pytest.mark.browser

SIDEWAYS = (
    "(() => { const m = document.querySelector('.stMain'); return [m.scrollWidth - m.clientWidth,"
    " document.documentElement.scrollWidth - document.documentElement.clientWidth] })()"
)


def items(page: Page) -> Locator:
    return page.locator(".st-key-basket-items .words")


def go_to_packs(page: Page) -> None:
    page.locator(".st-key-pages").get_by_role("link", name=wording.PACKS_PAGE).click()
    expect(page).to_have_title(f"{wording.PACKS_PAGE} · {wording.TITLE}")


def started_packs(open_page: OpenBrowserPage, theme: str = "2", **window: object) -> Page:
    """The page Packs with the quotes of a theme."""
    page = open_page(path="packs", **window)
    page.locator(f".st-key-start-{theme} button").click()
    expect(page.get_by_role("tab", name=wording.PACKS_PREVIEW)).to_be_visible()
    expect(page.locator(".st-key-download-md button")).to_be_visible()
    return page


def upload(page: Page, basket: Basket, name: str = "ours.basket.json") -> None:
    page.get_by_role("button", name=wording.BASKET_SAVE).click()
    file = FilePayload(name=name, mimeType="application/json", buffer=write_basket(basket).encode())
    page.get_by_test_id("stPopoverBody").locator("input[type=file]").set_input_files([file])


def test_what_is_collected_survives_a_change_of_page_and_a_reload(open_page: OpenBrowserPage) -> None:
    page = open_page()
    start(page)
    page.locator('[class*="st-key-collect-answer-"] button').click()
    expect(page.locator(".st-key-pages")).to_contain_text(wording.PACKS_COUNT.format(count=1))
    page.locator(".st-key-pages").get_by_role("link", name=wording.THEMES_PAGE).click()
    page.locator(".st-key-open-theme-2 button").click()
    page.locator(".st-key-collect-theme button").click()
    expect(page.locator(".st-key-pages")).to_contain_text(wording.PACKS_COUNT.format(count=4))
    go_to_packs(page)
    expect(items(page)).to_have_count(4)
    before = items(settled(page)).all_inner_texts()
    page.reload()
    expect(items(page)).to_have_count(4)
    eventually(page, items(page).all_inner_texts, lambda after: after == before)


def test_another_visitor_has_an_empty_basket(open_page: OpenBrowserPage) -> None:
    started_packs(open_page)
    other = open_page(path="packs")
    expect(other.get_by_text(wording.PACKS_EMPTY)).to_be_visible()
    expect(items(other)).to_have_count(0)


def test_two_windows_of_one_visitor_see_the_same(open_page: OpenBrowserPage) -> None:
    page = started_packs(open_page)
    second = page.context.new_page()
    second.goto(page.url)
    expect(items(second)).to_have_count(3)


def test_the_cookie_is_random_and_out_of_reach_of_scripts(open_page: OpenBrowserPage) -> None:
    page, other = open_page(path="packs"), open_page(path="packs")
    (cookie,) = [c for c in page.context.cookies() if c.get("name") == NAME]
    (stranger,) = [c for c in other.context.cookies() if c.get("name") == NAME]
    assert re.fullmatch("[0-9a-f]{32}", cookie.get("value", ""))
    assert cookie.get("value") != stranger.get("value")
    assert cookie.get("httpOnly")
    assert NAME not in page.evaluate("document.cookie")
    page.reload()
    page.locator(".stMain h2").first.wait_for()
    assert [c.get("value") for c in page.context.cookies() if c.get("name") == NAME] == [cookie.get("value")]


def test_a_link_on_another_site_does_not_lose_the_basket(open_page: OpenBrowserPage) -> None:
    page = started_packs(open_page)
    address = page.url
    page.goto("data:text/html,<a href='" + address + "'>to the pack</a>")
    page.get_by_role("link").click()
    expect(items(page)).to_have_count(3)


def first_words_of(item: str) -> str:
    return re.escape(" ".join(item.split()[:3]).strip("“"))


def test_items_are_arranged_by_keyboard_and_the_focus_goes_with_them(open_page: OpenBrowserPage) -> None:
    page = started_packs(open_page)
    expect(items(page)).to_have_count(3)
    first, second, third = items(page).all_inner_texts()
    down = page.get_by_role("button", name=re.compile(f"^{wording.ITEM_DOWN} .*{first_words_of(first)}"))
    down.focus()
    page.keyboard.press("Enter")
    expect(items(page).nth(1)).to_have_text(first)
    expect(page.locator("#announcement")).to_have_text(wording.ITEM_MOVED.format(place=2, count=3))
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(items(page).nth(2)).to_have_text(first)
    eventually(page, items(page).all_inner_texts, lambda order: order == [second, third, first])
    up = page.get_by_role("button", name=re.compile(f"^{wording.ITEM_UP} .*{first_words_of(first)}"))
    expect(up).to_be_focused()  # there is nothing below the last one


def test_a_move_gives_the_focus_back_that_was_lost(open_page: OpenBrowserPage) -> None:
    page = started_packs(open_page)
    first = items(page).first.inner_text()
    down = page.get_by_role("button", name=re.compile(f"^{wording.ITEM_DOWN} .*{first_words_of(first)}"))
    page.evaluate("document.addEventListener('click', () => document.activeElement.blur())")
    down.focus()
    page.keyboard.press("Enter")
    expect(down).to_be_focused()
    expect(items(page).nth(1)).to_have_text(first)


def test_a_note_is_kept_and_stands_in_the_preview(open_page: OpenBrowserPage) -> None:
    page = started_packs(open_page)
    page.get_by_role("button", name=wording.ITEM_NOTE).first.click()
    page.get_by_label(wording.ITEM_NOTE_LABEL).first.fill("Ask the finance lead")
    page.keyboard.press("Tab")
    expect(page.locator(".own-note")).to_have_text(wording.ITEM_NOTE_SHOWN.format(note="Ask the finance lead"))
    page.reload()
    expect(page.locator(".own-note")).to_have_count(1)
    page.get_by_role("tab", name=wording.PACKS_PREVIEW).click()
    expect(page.locator(".paper")).to_contain_text("Ask the finance lead")


def test_removing_is_undone(open_page: OpenBrowserPage) -> None:
    page = started_packs(open_page)
    page.get_by_role("button", name=wording.ITEM_REMOVE).first.click()
    expect(items(page)).to_have_count(2)
    page.locator(".st-key-undo button").click()
    expect(items(page)).to_have_count(3)


def test_the_button_of_a_quote_keeps_the_focus_and_takes_it_out_again(open_page: OpenBrowserPage) -> None:
    page = open_page(path="themes?theme=2")
    button = page.locator('[class*="st-key-collect-quote-"] button').first
    expect(page.locator("h2.page")).to_be_focused()  # where an opened theme puts the reader, a moment after it is drawn
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_contain_text(wording.IN_PACK)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(button).to_contain_text(wording.ADD_TO_PACK)


@pytest.mark.parametrize("ending", ["docx", "pptx", "md", "csv"])
def test_every_file_opens(open_page: OpenBrowserPage, ending: str, tmp_path: Path) -> None:
    page = started_packs(open_page)
    expect(items(page)).to_have_count(3)
    words = read_words(page)
    with page.expect_download() as download:
        page.locator(f".st-key-download-{ending} button").click()
    assert download.value.suggested_filename.endswith(f".{ending}")
    path = tmp_path / f"pack.{ending}"
    download.value.save_as(path)
    content = read_file(path)
    assert all(beginning in content for beginning in words)


def read_words(page: Page) -> list[str]:
    """How the collected quotes begin, without marks that a format writes in its own way."""
    return [re.split(r"[^\w ’,.]", words.strip("“”"))[0][:60] for words in items(page).all_text_contents()]


def read_file(path: Path) -> str:
    """The words of a file, on one line."""
    if path.suffix == ".docx":
        file = docx.Document(str(path))
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(p.text for p in file.paragraphs), *cells])
    elif path.suffix == ".pptx":
        shapes = [shape for slide in pptx.Presentation(str(path)).slides for shape in slide.shapes]
        text = "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    elif path.suffix == ".csv":
        text = "\n".join(row["text"] for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    else:
        text = path.read_text("utf-8").replace("\\", "")
    return " ".join(text.split())


def test_a_basket_is_saved_and_opened_by_another_visitor(open_page: OpenBrowserPage, tmp_path: Path) -> None:
    page = started_packs(open_page)
    page.get_by_role("button", name=wording.BASKET_SAVE).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=wording.BASKET_SAVE_BUTTON).click()
    assert download.value.suggested_filename.endswith(".basket.json")
    download.value.save_as(tmp_path / "saved")
    saved = read_basket((tmp_path / "saved").read_bytes())
    assert len(saved.items) == 3
    other = open_page(path="packs")
    upload(other, saved)
    expect(items(other)).to_have_count(3)


def test_a_tampered_basket_is_flagged_item_by_item_and_makes_no_file(open_page: OpenBrowserPage) -> None:
    entry = json.loads(write_basket(fill_basket(load_study(PROJECT / "corpus"), [2, 3])))
    entry["items"][0]["excerpts"][0]["text"] = "We had all the money that we needed."
    entry["items"][4]["excerpts"][0]["speaker"] = "MCP-Senior Manager 1, CCG"
    page = open_page(path="packs")
    upload(page, read_basket(json.dumps(entry).encode()))
    expect(items(page)).to_have_count(7)
    expect(page.locator(".st-key-basket-items .problem")).to_have_count(2)
    expect(page.locator('[class*="st-key-download-"]')).to_have_count(0)
    expect(page.get_by_text(wording.PACKS_FLAGGED)).to_be_visible()
    settled(page)
    assert grave_faults(page) == []
    assert faint(page) == []
    page.locator(".st-key-remove-flagged button").click()
    expect(items(page)).to_have_count(5)
    expect(page.locator('[class*="st-key-download-"]')).to_have_count(4)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_the_page_has_a_grave_fault_of_accessibility(open_page: OpenBrowserPage, scheme: str) -> None:
    page = settled(open_page(path="packs", scheme=scheme))
    assert grave_faults(page) == []
    assert faint(page) == []
    page = started_packs(open_page, scheme=scheme)
    page.locator(".st-key-pack-parts summary").click()
    page.locator(".st-key-templates summary").click()
    page.mouse.move(5, 5)
    settled(page)
    assert grave_faults(page) == []
    assert faint(page) == []
    page.get_by_role("tab", name=wording.PACKS_PREVIEW).click()
    expect(page.locator(".paper")).to_be_visible()
    settled(page)
    assert grave_faults(page) == []
    assert faint(page) == []


def faint(page: Page) -> list[str]:
    """Text with too little contrast, but for buttons that cannot be used now, of which none is asked."""
    disabled = "\n".join(page.locator("button:disabled").all_text_contents())
    return [words for words in page.evaluate(FAINT) if words not in disabled]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640)], ids=["phone", "zoom-400"])
def test_no_state_of_the_page_scrolls_sideways(open_page: OpenBrowserPage, width: int, height: int) -> None:
    page = settled(open_page(width, height, path="packs"))
    assert max(page.evaluate(SIDEWAYS)) <= 0
    page = started_packs(open_page, "all", width=width, height=height)
    page.locator(".st-key-pack-parts summary").click()
    settled(page)
    assert max(page.evaluate(SIDEWAYS)) <= 0
    page.get_by_role("tab", name=wording.PACKS_PREVIEW).click()
    expect(page.locator(".paper")).to_be_visible()
    assert max(settled(page).evaluate(SIDEWAYS)) <= 0


def test_the_contents_of_the_preview_lead_to_its_parts(open_page: OpenBrowserPage) -> None:
    page = started_packs(open_page)
    page.get_by_role("tab", name=wording.PACKS_PREVIEW).click()
    page.locator(".paper a").filter(has_text="Quote cards").click()
    expect(page.locator(".paper h4").filter(has_text="Quote cards")).to_be_in_viewport()
    expect(page).to_have_title(f"{wording.PACKS_PAGE} · {wording.TITLE}")


@pytest.mark.parametrize(("ending", "begins"), [("ris", "TY  - "), ("bib", "@article")])
def test_the_reference_of_a_document_can_be_taken_away(
    open_page: OpenBrowserPage, ending: str, begins: str, tmp_path: Path
) -> None:
    page = open_page(path="sources")
    page.get_by_role("button", name=wording.CITE.format(label="Published")).click()
    with page.expect_download() as download:
        page.locator(f".st-key-{ending}-published button").click()
    download.value.save_as(tmp_path / "reference")
    assert (tmp_path / "reference").read_text("utf-8").startswith(begins)
