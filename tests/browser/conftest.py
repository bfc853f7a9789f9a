"""A real server on a free port of this computer and a real browser to look at its page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from tests.index_fixtures import shared_settings

from lessons.settings import PROJECT, Settings

FIXTURES = (shared_settings,)
PATIENCE = 240.0  # seconds for the server to come up
SOON = 15.0  # seconds for the page to show what is expected, on a machine that does much else besides
SETTLED = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning"
  && !document.querySelector('[data-stale="true"]')
  && !document.getAnimations().some((a) => a.playState === "running" && a.effect.getComputedTiming().endTime !== Infinity)"""

expect.set_options(timeout=SOON * 1000)

OpenBrowserPage = Callable[..., Page]
Found = TypeVar("Found")


def settled(page: Page) -> Page:
    """The page when the server has drawn all, also what follows a heading, and colours that fade have done so."""
    page.wait_for_timeout(500)
    page.wait_for_function(SETTLED)
    return page


def eventually(page: Page, look: Callable[[], Found], holds: Callable[[Found], bool]) -> None:
    """Look again and again until it holds, as ``expect`` does for what it knows; fails with what was seen last."""
    until = time.monotonic() + SOON
    while not holds(found := look()) and time.monotonic() < until:
        page.wait_for_timeout(100)
    assert holds(found), found


def chromium() -> str | None:
    """The browser's program, if there is one."""
    return os.environ.get("LESSONS_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        pytest.skip("chromium is not installed")
    with chromium_started(program) as started:
        yield started


@pytest.fixture(scope="session")
def address(shared: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server of this run can be reached."""
    with serving(shared, tmp_path_factory.mktemp("server")) as where:
        yield where


@contextmanager
def serving(settings: Settings, folder: Path) -> Iterator[str]:
    """A server of the app on a free port, its log, visitors' feedback and baskets in a folder; gives its address."""
    port = _free_port()
    environment = {
        **os.environ,
        "LESSONS_CORPUS_DIR": str(settings.corpus_dir),
        "LESSONS_INDEX_DIR": str(settings.index_dir),
        "LESSONS_FEEDBACK_FILE": str(folder / "feedback.jsonl"),
        "LESSONS_BASKETS_DIR": str(folder / "baskets"),
    }
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port", port]
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=output)
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


@contextmanager
def chromium_started(program: str) -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def _wait_until_ready(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not come up: {log.read_text()}")


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenBrowserPage]:
    """Opens the page in a window of that width; afterwards holds that nothing was fetched from elsewhere or refused."""
    pages: list[Page] = []
    faults: list[str] = []

    def open_page(width: int = 1280, height: int = 900, scheme: str = "light", path: str = "") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's literals
        page = context.new_page()
        pages.append(page)
        page.on("request", lambda r: None if _is_own(r.url, address) else faults.append(f"fetched {r.url}"))
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" and not _is_looking(m) else None)
        page.on("pageerror", lambda problem: faults.append(str(problem)))
        page.goto(f"{address}/{path}")
        first = ".stMain h2" if path and not path.startswith("?") else ".st-key-starters button >> nth=5"
        page.locator(first).first.wait_for(timeout=PATIENCE * 1000)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert not faults


def _is_looking(message: ConsoleMessage) -> bool:
    """Whether the toolkit looked for its server below a page's address, as it does first, and found none there."""
    return "/_stcore/" in message.location.get("url", "") and "404" in message.text


def _is_own(url: str, address: str) -> bool:
    return url.startswith((f"{address}/", f"{address.replace('http', 'ws', 1)}/", "data:", "blob:"))
