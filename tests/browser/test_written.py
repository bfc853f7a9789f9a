"""A model that writes, seen in a real browser: evidence first, sentences as they pass, no lie ever, and a way to stop it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.attacks import TRUTHS
from tests.browser.conftest import PATIENCE, eventually, serving, settled
from tests.browser.test_chat import FAINT, ask
from tests.browser.test_pages import grave_faults
from tests.hostile import Asked, Hostile, Wire, numbers_of

from lessons import phrases
from lessons.pages import wording
from lessons.settings import Settings

pytestmark = pytest.mark.browser

QUESTION = "Was there enough money?"
LIE = "Everybody had plenty of money in 1987."
MODEL = "stage/model"
PART = ".st-key-written-0"
WAIT = 60.0  # seconds that a scene waits for the test at most
# Keeps every text that the page ever showed, also for a moment.
WATCH = """() => { window.seen = []; new MutationObserver(() => window.seen.push(document.body.innerText)).observe(
  document.body, { childList: true, subtree: true, characterData: true }) }"""


@dataclass
class Stage:
    """What the endpoint plays: a sentence each time that the test gives a sign, and whether anybody still listens."""

    sentences: tuple[str, ...] = ()
    signs: tuple[Event, ...] = ()
    asked: Event = field(default_factory=Event)

    def set(self, *sentences: str) -> None:
        self.sentences, self.signs = sentences, tuple(Event() for _ in sentences)
        self.asked.clear()

    def play(self, wire: Wire, asked: Asked) -> None:
        self.asked.set()
        wire.begin()
        wire.say('{"sentences": [')
        for at, (text, sign) in enumerate(zip(self.sentences, self.signs, strict=True)):
            sign.wait(WAIT)
            sentence = json.dumps({"text": text, "passages": numbers_of(asked)[:8]})
            wire.say(f"{', ' if at else ''}{sentence}")
        wire.say("]}")
        wire.send(b"data: [DONE]\n\n")


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage()


@pytest.fixture(scope="module")
def written_address(shared: Settings, stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the app whose answers the stage writes."""
    with Hostile({MODEL: stage.play}).serve() as endpoint, pytest.MonkeyPatch.context() as environment:
        environment.setenv("LESSONS_ENGINE", "endpoint")
        environment.setenv("LESSONS_ENGINE_URL", endpoint.url)
        environment.setenv("LESSONS_ENGINE_MODEL", MODEL)
        environment.setenv("LESSONS_ENGINE_TIMEOUT", "240")
        environment.setenv("LESSONS_ENGINE_FIRST_WORD", str(WAIT))
        with serving(shared, tmp_path_factory.mktemp("written")) as where:
            yield where


@pytest.fixture(params=[(1280, 900, "light"), (390, 844, "dark")], ids=["wide", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, written_address: str) -> Iterator[Page]:
    width, height, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    opened = context.new_page()
    opened.goto(written_address)
    opened.locator(".st-key-starters button >> nth=5").wait_for(timeout=PATIENCE * 1000)
    opened.evaluate(WATCH)
    yield opened
    context.close()


def test_evidence_comes_first_then_sentences_one_by_one_and_never_a_lie(page: Page, stage: Stage) -> None:
    first, second = TRUTHS[QUESTION][:2]
    stage.set(first, LIE, second)
    ask(page, QUESTION)
    expect(page.locator('[class*="st-key-source-0-"]').first).to_be_visible()
    expect(page.get_by_text(wording.WRITING)).to_be_visible()
    assert stage.asked.wait(WAIT)
    expect(page.locator("[data-stale=true] [class*=st-key-statement]")).to_have_count(0)
    stage.signs[0].set()
    expect(page.locator(PART).get_by_text(first)).to_be_visible()
    expect(page.get_by_text(wording.STILL_WRITING)).to_be_visible()
    assert grave_faults(page) == []
    stage.signs[1].set()
    stage.signs[2].set()
    expect(page.locator(PART).get_by_text(second)).to_be_visible()
    expect(page.get_by_text(wording.WRITTEN)).to_be_visible()
    expect(page.locator("#announcement")).to_have_text(wording.SUMMARY_CAME[True])
    shown = page.evaluate("window.seen")
    assert any(first in text for text in shown)
    assert not any(LIE in text for text in shown)
    summary = settled(page).locator(PART)
    above = page.locator('[class*="st-key-statement-gist-"], [class*="st-key-statement-points-"]').first
    boxes = summary.bounding_box(), above.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert grave_faults(page) == []
    assert page.evaluate(FAINT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_evidence_can_be_used_meanwhile_and_the_question_stays_where_it_is(page: Page, stage: Stage) -> None:
    stage.set(TRUTHS[QUESTION][0])
    ask(page, QUESTION)
    expect(page.get_by_text(wording.WRITING)).to_be_visible()
    assert stage.asked.wait(WAIT)
    place = page.locator("h2.question").bounding_box()
    page.locator('[class*="st-key-chip-0-0-"] button').first.click()
    expect(page.locator(".st-key-source mark").first).to_be_visible()
    expect(page.get_by_text(wording.WRITING)).to_be_visible()
    stage.signs[0].set()
    expect(page.get_by_text(wording.WRITTEN)).to_be_attached()
    expect(page.locator(".st-key-source mark").first).to_be_visible()
    if page.viewport_size and page.viewport_size["width"] > 900:
        eventually(page, page.locator("h2.question").bounding_box, lambda now: now == place)
        page.locator('[class*="st-key-chip-0-summary0-"] button').last.click()
        expect(page.locator(f"{PART} button[kind='primary']")).to_have_count(1)


def test_stop_takes_the_summary_away_and_keeps_the_evidence(page: Page, stage: Stage) -> None:
    first = TRUTHS[QUESTION][0]
    stage.set(first, "Never written.")
    ask(page, QUESTION)
    assert stage.asked.wait(WAIT)
    stage.signs[0].set()
    expect(page.locator(PART).get_by_text(first)).to_be_visible()
    page.get_by_role("button", name=wording.STOP_WRITING, exact=True).click()
    expect(page.get_by_text(phrases.NO_SUMMARY.format(why=phrases.SUMMARY_STOPPED))).to_be_visible()
    expect(page.locator(PART).get_by_text(first)).to_have_count(0)
    expect(page.locator('[class*="st-key-source-0-"]').first).to_be_attached()
    expect(page.get_by_role("button", name=wording.STOP_WRITING, exact=True)).to_have_count(0)
    assert grave_faults(settled(page)) == []


def test_another_question_can_be_asked_while_it_writes(page: Page, stage: Stage) -> None:
    stage.set(TRUTHS[QUESTION][0])
    ask(page, QUESTION)
    assert stage.asked.wait(WAIT)
    ask(page, "What drug was prescribed to patients?")
    expect(page.locator("h2.question")).to_have_count(2)
    expect(page.get_by_text(phrases.NO_SUMMARY.format(why=phrases.SUMMARY_STOPPED))).to_be_attached()
    expect(page.get_by_text(wording.WRITING)).to_have_count(0)
