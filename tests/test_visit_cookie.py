"""Whoever opens a page gets a random name, keeps it, and can give themselves no name of another form."""

from __future__ import annotations

import asyncio
import re

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from lessons.pages.server import MIDDLEWARE
from lessons.pages.visit_cookie import NAME, VisitCookie, visitor_of

VISITOR = "0123456789abcdef" * 2
PAGE = "text/html,application/xhtml+xml"


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b""})


async def _receive() -> Message:
    return {"type": "http.request", "body": b""}


def cookie_set(cookie: str = "", accept: str = PAGE, scheme: str = "http", kind: str = "http") -> str | None:
    """The cookie that the response to such a request sets."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"accept", accept.encode()), (b"cookie", cookie.encode())]
    scope = {"type": kind, "method": "GET", "path": "/packs", "scheme": scheme, "headers": headers}
    asyncio.run(VisitCookie(_answer)(scope, _receive, send))
    return Headers(raw=sent[0]["headers"]).get("set-cookie")


def name_set(cookie: str = "") -> str:
    found = re.match(rf"{NAME}=([0-9a-f]{{32}}); ", cookie_set(cookie) or "")
    assert found
    return found[1]


def test_a_page_sets_a_random_name_that_scripts_and_other_sites_do_not_get() -> None:
    said = cookie_set()
    assert said is not None
    for words in ("; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=15552000"):
        assert words in said
    assert "Secure" not in said
    assert len({name_set() for _ in range(50)}) == 50


def test_under_https_the_cookie_is_sent_back_under_https_only() -> None:
    assert (cookie_set(scheme="https") or "").endswith("; Secure")


def test_who_has_a_name_keeps_it_and_its_time_begins_anew() -> None:
    assert name_set(f"other=1; {NAME}={VISITOR}") == VISITOR


@pytest.mark.parametrize(
    "wrong", ["", "short", "../../etc/passwd", VISITOR.upper(), VISITOR + "0", VISITOR[:-1] + "g", "０" * 32]
)
def test_a_name_of_another_form_counts_as_none_and_is_replaced(wrong: str) -> None:
    assert visitor_of({NAME: wrong}) is None
    assert name_set(f"{NAME}={wrong}") != wrong


def test_a_name_with_a_line_end_is_none() -> None:
    assert visitor_of({NAME: VISITOR}) == VISITOR
    assert visitor_of({NAME: f"{VISITOR}\n"}) is None
    assert visitor_of({}) is None


@pytest.mark.parametrize("accept", ["*/*", "image/png", ""])
def test_what_is_no_page_sets_no_cookie(accept: str) -> None:
    assert cookie_set(accept=accept) is None


def test_the_server_sets_it() -> None:
    assert "VisitCookie" in [getattr(middleware.cls, "__name__", "") for middleware in MIDDLEWARE]
