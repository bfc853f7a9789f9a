"""Every page in a real browser: whether it fits phone and zoom, can be used by keyboard and read by machines that read aloud."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.browser.conftest import OpenBrowserPage, eventually, settled
from tests.browser.test_chat import FAINT, QUESTION, ask, open_source, start

from lessons.domain import Status
from lessons.pages import wording

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "themes",
    "themes?theme=2",
    "versions",
    "packs",
    "sources",
    "sources?document=published&start=20000",
    "quality",
    "about",
)
GRAVE = frozenset({"serious", "critical"})
# The toolkit's own defects that axe sees on these pages, by rule, with where they stand open; our own marking has none.
TOOLKIT = frozenset[str]()


def grave_faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical on the page as it is, one line each; the toolkit's own defects left out."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]}"
        for fault in found
        if fault["impact"] in GRAVE and fault["id"] not in TOOLKIT
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_grave_fault_of_accessibility(open_page: OpenBrowserPage, path: str, scheme: str) -> None:
    page = settled(open_page(path=path, scheme=scheme))
    assert grave_faults(page) == []
    assert page.evaluate(FAINT) == []


def test_an_answer_with_an_open_source_has_no_grave_fault(open_page: OpenBrowserPage) -> None:
    page = open_page()
    start(page)
    open_source(page, 1)
    assert grave_faults(settled(page)) == []


def test_axe_would_find_a_fault(open_page: OpenBrowserPage) -> None:
    page = settled(open_page())
    page.evaluate("document.querySelector('.stMain').insertAdjacentHTML('beforeend', '<button></button>')")
    assert any(fault.startswith("button-name") for fault in grave_faults(page))


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 256)], ids=["phone", "zoom-400"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(open_page: OpenBrowserPage, path: str, width: int, height: int) -> None:
    page = settled(open_page(width, height, path=path))
    wide = page.evaluate(
        "(() => { const m = document.querySelector('.stMain'); return [m.scrollWidth - m.clientWidth,"
        " document.documentElement.scrollWidth - document.documentElement.clientWidth] })()"
    )
    assert max(wide) <= 0


@pytest.mark.parametrize(("width", "height"), [(320, 256)])
def test_at_400_percent_zoom_a_question_can_be_asked_and_read(
    open_page: OpenBrowserPage, width: int, height: int
) -> None:
    page = open_page(width, height)
    ask(page, QUESTION)
    expect(page.locator("h2.question")).to_be_in_viewport()
    page.locator('[class*="st-key-statement-gist-"]').first.scroll_into_view_if_needed()
    expect(page.locator('[class*="st-key-statement-gist-"]').first).to_be_in_viewport()


def test_the_links_lead_to_every_page_and_back_with_the_conversation_kept(open_page: OpenBrowserPage) -> None:
    page = open_page()
    start(page)
    for title in (wording.THEMES_PAGE, wording.VERSIONS_PAGE, wording.SOURCES_PAGE, wording.QUALITY_PAGE):
        page.locator(".st-key-pages").get_by_role("link", name=title).click()
        expect(page).to_have_title(f"{title} · {wording.TITLE}")
        expect(page.locator(".st-key-pages").get_by_role("link", name=wording.THIS_PAGE)).to_contain_text(title)
    page.locator(".st-key-pages").get_by_role("link", name=wording.ASK_PAGE).click()
    expect(page.locator("h2.question")).to_contain_text(QUESTION)


def test_ask_source_and_copy_by_keyboard_alone(open_page: OpenBrowserPage) -> None:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _tab_to(page, '[data-testid="stChatInputTextArea"]')
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#announcement")).to_have_text(wording.READY[Status.ANSWERED])
    _tab_to(page, '[class*="st-key-chip-"] button')
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-source mark").first).to_be_visible()
    _tab_to(page, '.st-key-source [data-testid="stCode"] button')
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-source mark").first).to_be_visible()
    excerpt = "\t".join(page.locator(".st-key-source mark").all_text_contents())
    eventually(
        page,
        lambda: str(page.evaluate("navigator.clipboard.readText()")),
        lambda copied: copied.startswith(f"“{excerpt}”") and "BMJ Open" in copied,
    )


def _tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is on an element that fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement?.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with the Tab key")


def test_a_link_to_a_question_fills_the_line_and_waits(open_page: OpenBrowserPage) -> None:
    page = open_page(path="?question=What%20about%20%3Cb%3Etrust%3C%2Fb%3E%3F&version=r1")
    expect(page.get_by_role("textbox")).to_have_value("What about <b>trust</b>?")
    expect(page.get_by_text(wording.LINKED)).to_be_visible()
    expect(page.locator("h2.question")).to_have_count(0)
    page.get_by_role("textbox").press("Enter")
    expect(page.locator("h2.question")).to_contain_text("What about <b>trust</b>?")


def test_two_visitors_never_see_each_others_questions(open_page: OpenBrowserPage) -> None:
    one, other = open_page(), open_page()
    ask(one, "What did people say about money?")
    ask(other, "How was the study done?")
    expect(one.locator("h2.question")).to_have_count(1)
    expect(other.locator("h2.question")).to_have_count(1)
    expect(other.locator("h2.question")).to_contain_text("How was the study done?")


def test_the_last_question_is_edited_in_the_line(open_page: OpenBrowserPage) -> None:
    page = open_page()
    start(page)
    page.get_by_role("button", name=wording.EDIT).click()
    expect(page.get_by_role("textbox")).to_have_value(QUESTION)
    ask(page, "What did people say about money?")
    expect(page.locator("h2.question")).to_have_count(1)


@pytest.mark.parametrize(("kind", "begins"), [(wording.SAVE_WORD, b"PK"), (wording.SAVE_MARKDOWN, b"# ")])
def test_a_conversation_is_saved_with_its_sources(
    open_page: OpenBrowserPage, kind: str, begins: bytes, tmp_path: Path
) -> None:
    page = open_page()
    start(page)
    page.get_by_role("button", name=re.compile(f"{wording.SAVE}$")).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=kind, exact=True).click()
    download.value.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes().startswith(begins)


def test_a_source_opens_in_the_reader_where_it_stands(open_page: OpenBrowserPage) -> None:
    page = open_page()
    start(page)
    open_source(page, 1)
    words = page.locator(".st-key-source mark").first.inner_text()
    page.get_by_role("link", name=wording.READ_ON).click()
    expect(page).to_have_title(f"{wording.SOURCES_PAGE} · {wording.TITLE}")
    mark = page.locator(".stMain mark").first
    expect(mark).to_be_in_viewport()
    eventually(page, page.locator(".stMain mark").all_inner_texts, lambda marked: words in " ".join(marked))


def filtered(page: Page) -> None:
    """Choose a pilot on the page of a theme."""
    page.locator(".st-key-theme-filters button").filter(has_text="PACS").click()
    expect(page).to_have_url(re.compile("pilot=PACS"))


def test_a_filtered_theme_can_be_left_by_a_link(open_page: OpenBrowserPage) -> None:
    page = open_page(path="themes?theme=6")
    filtered(page)
    page.locator(".st-key-pages").get_by_role("link", name=wording.QUALITY_PAGE).click()
    expect(page).to_have_title(f"{wording.QUALITY_PAGE} · {wording.TITLE}")
    expect(page.get_by_text(wording.FAILED)).to_have_count(0)


def test_a_filtered_theme_can_be_left_by_a_question(open_page: OpenBrowserPage) -> None:
    page = open_page(path="themes?theme=6")
    filtered(page)
    question = page.locator(".st-key-theme-ask-0 button")
    asked = question.inner_text()
    question.click()
    expect(page.locator("h2.question")).to_contain_text(asked)
