"""Gives each browser a random name, by which its basket is found again; it says nothing about whom it belongs to."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME = "lessons_visit"
RANDOM_BYTES = 16
VISITOR = re.compile(r"[0-9a-f]{32}", re.ASCII)
LASTS = 180 * 24 * 60 * 60  # seconds from the last time that the page was opened


def visitor_of(cookies: Mapping[str, str]) -> str | None:
    """The visitor's random name; None where there is no cookie, or it is not one of ours."""
    value = str(cookies.get(NAME, ""))
    return value if VISITOR.fullmatch(value) else None


class VisitCookie:
    """Sets the cookie whenever a page is opened, with the name that the browser has already, or a new one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the cookie where a page is opened."""

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                visitor = visitor_of(Request(scope).cookies) or secrets.token_hex(RANDOM_BYTES)
                MutableHeaders(scope=message).append("Set-Cookie", _cookie(visitor, scope["scheme"] == "https"))
            await send(message)

        await self.app(scope, receive, send_with_cookie if _opens_page(scope) else send)


def _opens_page(scope: Scope) -> bool:
    """Whether a browser opens a page, be it one that it has kept a copy of (a response without content then)."""
    return scope["type"] == "http" and "text/html" in Request(scope).headers.get("accept", "")


def _cookie(visitor: str, is_secure: bool) -> str:
    # Lax, not Strict: with Strict a link from another site would arrive without the cookie, and a new one would replace it,
    # so that the basket were lost. Neither goes with what another site asks for, and opening a page changes nothing.
    secure = "; Secure" if is_secure else ""
    return f"{NAME}={visitor}; Max-Age={LASTS}; Path=/; HttpOnly; SameSite=Lax{secure}"
