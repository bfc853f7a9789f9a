"""The page in a real browser: what AppTest cannot see, that is place, size, colour, keyboard, and what is fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import OpenBrowserPage, eventually, settled

from lessons.answers import Assistant
from lessons.arrangement import in_reading_order
from lessons.domain import Status
from lessons.pages import wording
from lessons.settings import Settings

pytestmark = pytest.mark.browser

QUESTION = wording.STARTERS[1]
REFUSED = "What drug was prescribed to patients?"
HOSTILE = (
    "What about money? <script>window.hit = 1</script> $x^2$ ![a](http://example.org/a.png) <img src=x onerror=hit=1>"
)
WIDTHS = [(1280, 900), (390, 844)]

# Every visible text whose contrast with what lies behind it is below 4.5:1 (WCAG 2.2, 1.4.3).
FAINT = """() => {
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    brush.clearRect(0, 0, 1, 1); brush.fillStyle = colour; brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (front, back) => [0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3])).concat([1]);
  const part = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((back, front) => over(front, back), [255, 255, 255, 1]);
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement, style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!texts.currentNode.textContent.trim() || box.width < 2 || style.visibility === "hidden") continue;
    let opacity = 1;
    for (let e = element; e; e = e.parentElement) opacity *= Number(getComputedStyle(e).opacity);
    const back = behind(element), colour = rgba(style.color);
    colour[3] *= opacity;
    const [a, b] = [light(over(colour, back)), light(back)];
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) faint.push(texts.currentNode.textContent);
  }
  return faint;
}"""


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("h2.question").last).to_contain_text(question)
    expect(page.locator("#announcement")).not_to_have_text("")


def start(page: Page) -> None:
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator("#announcement")).to_have_text(wording.READY[Status.ANSWERED])


def open_source(page: Page, number: int) -> None:
    page.locator(f'[class*="st-key-chip-"] button:has-text("[{number}]")').first.click()
    expect(page.locator("#announcement")).to_have_text(wording.OPENED.format(number=number))


def says(excerpt: str, marked: Sequence[str]) -> bool:
    """Whether marked words are those of a citation."""
    return "\t".join(marked) == excerpt


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_page_opens_ready_and_fits_the_screen(open_page: OpenBrowserPage, width: int, height: int) -> None:
    page = open_page(width, height)
    expect(page.locator(".st-key-starters button")).to_have_count(6)
    for button in page.locator(".st-key-starters button").all():
        expect(button).to_be_in_viewport(ratio=1)
    expect(page.get_by_text(wording.CAUTION)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("textbox")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_a_new_answer_begins_at_the_top_of_the_screen(open_page: OpenBrowserPage, width: int, height: int) -> None:
    page = open_page(width, height)
    start(page)
    ask(page, "What should we do differently next time?")
    newest = page.locator("h2.question").last
    expect(newest).to_be_in_viewport(ratio=1)
    eventually(page, newest.bounding_box, lambda place: place is not None and place["y"] < 60)


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_a_number_opens_the_cited_words_in_view(
    open_page: OpenBrowserPage, shared: Settings, width: int, height: int
) -> None:
    citations = in_reading_order(Assistant.open(shared).answer(QUESTION)).citations
    page = open_page(width, height)
    start(page)
    marks = page.locator(".st-key-source mark")
    for citation in citations[:3]:
        if width < 900 and citation.number > 1:
            page.get_by_role("button", name=wording.CLOSE, exact=True).click()
            expect(page.locator(".st-key-source")).to_have_count(0)
        open_source(page, citation.number)
        expect(marks.first).to_be_in_viewport()
        eventually(page, marks.all_text_contents, partial(says, citation.excerpt))


def test_the_source_stands_beside_the_answer_on_a_wide_screen(open_page: OpenBrowserPage) -> None:
    page = open_page()
    start(page)
    before = settled(page).locator('[class*="st-key-statement-"]').first.bounding_box()
    open_source(page, 1)
    after = settled(page).locator('[class*="st-key-statement-"]').first.bounding_box()
    source = page.locator(".st-key-source").bounding_box()
    assert before is not None
    assert before == after  # the answer stays where it is
    assert source is not None
    assert source["x"] >= before["x"] + before["width"]


def test_numbers_stand_in_the_line_and_are_large_enough_to_hit(open_page: OpenBrowserPage) -> None:
    page = open_page(390, 844)
    start(page)
    statement = settled(page).locator('[class*="st-key-statement-gist-"]').first
    words, chip = statement.locator("p").first.bounding_box(), statement.get_by_role("button").first.bounding_box()
    assert words is not None
    assert chip is not None
    assert chip["width"] >= 24
    assert chip["height"] >= 24
    assert chip["y"] < words["y"] + words["height"]


def test_a_source_can_be_opened_and_closed_by_keyboard(open_page: OpenBrowserPage) -> None:
    page = open_page()
    start(page)
    page.locator('[class*="st-key-chip-"] button').first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-source mark").first).to_be_visible()
    page.get_by_role("button", name=wording.CLOSE, exact=True).press("Enter")
    expect(page.locator(".st-key-source")).to_have_count(0)


def test_neighbouring_paragraphs_and_the_way_back(open_page: OpenBrowserPage) -> None:
    page = open_page()
    start(page)
    open_source(page, 1)
    cited = page.locator(".st-key-source mark").all_text_contents()
    page.get_by_role("button", name=wording.NEXT).click()
    expect(page.get_by_text(wording.NOT_CITED)).to_be_visible()
    page.get_by_role("button", name=wording.BACK).click()
    expect(page.locator(".st-key-source mark").first).to_be_visible()
    eventually(page, page.locator(".st-key-source mark").all_text_contents, lambda words: words == cited)


def test_a_refusal_says_so_and_its_suggestions_can_be_asked(open_page: OpenBrowserPage) -> None:
    page = open_page()
    ask(page, REFUSED)
    expect(page.locator("#announcement")).to_have_text(wording.READY[Status.NOT_IN_SOURCES])
    suggestion = page.locator(".st-key-suggestions button").first
    words = suggestion.inner_text()
    suggestion.click()
    expect(page.locator("h2.question").last).to_contain_text(words)


def test_new_conversation_begins_again(open_page: OpenBrowserPage) -> None:
    page = open_page()
    start(page)
    page.get_by_role("button", name=wording.NEW_CONVERSATION).click()
    expect(page.locator("h2.question")).to_have_count(0)
    expect(page.locator(".st-key-starters button")).to_have_count(6)


def test_another_version_is_chosen_and_cited(open_page: OpenBrowserPage) -> None:
    page = open_page()
    page.get_by_role("button", name="Version: Published").click()
    page.get_by_test_id("stPopoverBody").get_by_text("Submitted", exact=True).click()
    expect(page.get_by_role("button", name="Version: Submitted")).to_be_visible()
    page.keyboard.press("Escape")
    start(page)
    badges = page.locator('[class*="st-key-source-0-"] .stMarkdownBadge')
    eventually(page, badges.all_inner_texts, lambda names: set(names) == {"Submitted"})


def test_hostile_questions_are_shown_as_they_were_typed(open_page: OpenBrowserPage) -> None:
    page = open_page()
    ask(page, HOSTILE)
    settled(page)
    assert page.locator("h2.question").inner_text().endswith(HOSTILE)
    assert page.evaluate("window.hit") is None
    assert page.locator(".stMain img").count() == 0
    assert page.locator(".katex").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(open_page: OpenBrowserPage, scheme: str) -> None:
    page = settled(open_page(scheme=scheme))
    assert page.evaluate(FAINT) == []
    page.get_by_role("button", name=re.compile("^Version")).click()
    expect(page.get_by_text(wording.VERSION_NEXT)).to_be_visible()
    assert settled(page).evaluate(FAINT) == []
    page.keyboard.press("Escape")
    start(page)
    page.locator(".stExpander summary").click()
    open_source(page, 1)
    page.mouse.move(5, 5)
    assert settled(page).evaluate(FAINT) == []
