"""What stands around the page: response headers that keep a browser from loading anything else, a cookie, and ``/readyz``.

The policy lets the page load from its own server only. Three inline scripts run: Streamlit's own one-liner and ours,
``scroll.js`` and ``keep_focus.js``; each is named by its hash, so no other can
(https://www.w3.org/TR/CSP3/#grammardef-hash-source).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lessons.domain import LessonsError
from lessons.index import current_build, read_facts
from lessons.pages.readiness import open_early
from lessons.pages.visit_cookie import VisitCookie
from lessons.settings import load_settings

SCRIPT = Path(__file__).with_name("script.py")
SCROLL = Path(__file__).with_name("scroll.js").read_text("utf-8")
KEEP_FOCUS = Path(__file__).with_name("keep_focus.js").read_text("utf-8")
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


log = logging.getLogger(__name__)


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _policy() -> str:
    shell = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = " ".join(_hash(script) for script in [*INLINE.findall(shell), SCROLL, KEEP_FOCUS])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


HEADERS = {
    "Content-Security-Policy": _policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SafeHeaders:
    """Puts the headers above on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers when the response starts."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


@asynccontextmanager
async def opened(_: object) -> AsyncIterator[None]:
    """Loads pages and index while the server starts, so that the first visitor does not wait for them."""
    import lessons.pages.frame  # noqa: F401  # it needs this module, so it cannot stand above

    try:
        await asyncio.to_thread(open_early, load_settings())
    except Exception:  # the page says what is wrong, and can only do so if the server starts
        log.exception("The index was not opened early")
    yield


def readyz(_: Request) -> JSONResponse:
    """200 when there is an index to answer from, 503 with one sentence when there is none yet."""
    try:
        facts = read_facts(current_build(load_settings().index_dir))
    except (LessonsError, OSError, ValueError, TypeError) as problem:
        said = str(problem) if isinstance(problem, LessonsError) else "The index cannot be read."
        return JSONResponse({"ready": False, "problem": said}, status_code=503)
    return JSONResponse({"ready": True, "documents": facts.documents, "chunks": facts.chunks})


MIDDLEWARE = (Middleware(SafeHeaders), Middleware(VisitCookie))
ROUTES = (Route("/readyz", readyz), Mount("/fonts", StaticFiles(directory=Path(__file__).with_name("fonts"))))
