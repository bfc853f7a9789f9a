"""Takes a picture of every page and state into ``docs/screenshots``, wide and as on a phone: ``make screenshots``."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import chromium, chromium_started, serving

from lessons.domain import Status
from lessons.pages import wording
from lessons.settings import PROJECT, load_settings

FOLDER = PROJECT / "docs" / "screenshots"
SIZES = {"wide": (1280, 900), "phone": (390, 844)}
REFUSED = "What drug was prescribed to patients?"
SUMMED_UP = "How did government targets get in the way?"
SETTLED = 1500  # milliseconds until fonts and charts are drawn

Step = Callable[[Page], None]


def _answered(page: Page) -> None:
    page.locator(".st-key-starter-1 button").click()
    expect(page.locator("#announcement")).to_have_text(wording.READY[Status.ANSWERED])


def _source(page: Page) -> None:
    _answered(page)
    page.locator('[class*="st-key-chip-"] button').first.click()
    expect(page.locator(".st-key-source mark").first).to_be_visible()


def _refused(page: Page) -> None:
    page.get_by_role("textbox").fill(REFUSED)
    page.keyboard.press("Enter")
    expect(page.locator("#announcement")).to_have_text(wording.READY[Status.NOT_IN_SOURCES])


def _collected(page: Page) -> None:
    page.get_by_role("button", name="Theme 2").click()
    expect(page.get_by_role("button", name=wording.FORMAT_NAMES["docx"])).to_be_visible()


def _preview(page: Page) -> None:
    _collected(page)
    page.get_by_role("tab", name=wording.PACKS_PREVIEW).click()
    expect(page.locator(".paper")).to_be_visible()


def _written(page: Page) -> None:
    page.get_by_role("textbox").fill(SUMMED_UP)
    page.keyboard.press("Enter")
    expect(page.get_by_text(wording.WRITTEN)).to_be_visible(timeout=60_000)


def _nothing(_: Page) -> None:
    pass


STATES: dict[str, tuple[str, Step]] = {
    "ask": ("", _nothing),
    "ask-answered": ("", _answered),
    "ask-source": ("", _source),
    "ask-refused": ("", _refused),
    "ask-link": ("?question=What%20about%20trust%3F", _nothing),
    "themes": ("themes", _nothing),
    "theme": ("themes?theme=2", _nothing),
    "versions": ("versions", _nothing),
    "packs": ("packs", _nothing),
    "packs-collected": ("packs", _collected),
    "packs-preview": ("packs", _preview),
    "sources": ("sources", _nothing),
    "reader": ("sources?document=published&start=20311", _nothing),
    "quality": ("quality", _nothing),
    "about": ("about", _nothing),
}

WRITTEN: dict[str, tuple[str, Step]] = {"ask-written": ("", _written)}  # with the small model that `make llm` installs


def main() -> None:
    """Take them all; raises SystemExit where there is no browser."""
    program = chromium()
    if program is None:
        sys.exit("chromium is not installed: install it, or name it in LESSONS_CHROMIUM.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium_started(program) as browser:
        _take_all(browser, "extractive", STATES)
        if find_spec("xllamacpp"):
            _take_all(browser, "embedded", WRITTEN)


def _take_all(browser: Browser, engine: str, states: Mapping[str, tuple[str, Step]]) -> None:
    """Take these states of an app of its own, whose answers this engine writes."""
    os.environ["LESSONS_ENGINE"] = engine
    with tempfile.TemporaryDirectory() as folder, serving(load_settings(), Path(folder)) as address:
        for name, state in states.items():
            for size in SIZES:
                _take(browser, address, name, state, size, "light")
            _take(browser, address, name, state, "wide", "dark")


def _take(browser: Browser, address: str, name: str, state: tuple[str, Step], size: str, scheme: str) -> None:
    path, step = state
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's literals
    page = context.new_page()
    page.goto(f"{address}/{path}")
    page.locator(".stMain h2").first.wait_for()
    step(page)
    page.wait_for_timeout(SETTLED)
    suffix = size if scheme == "light" else scheme
    page.screenshot(path=FOLDER / f"{name}-{suffix}.png")
    context.close()


if __name__ == "__main__":
    main()
