"""Where a visitor's words go: they stay on the computer that runs the page, or a named host receives them."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from lessons.pages import wording
from lessons.settings import Settings

LOCAL_ENGINES = frozenset({"extractive", "embedded"})


def stays_here(settings: Settings) -> bool:
    """Whether nothing that a visitor types leaves this computer."""
    return settings.engine in LOCAL_ENGINES and (not _embeds_elsewhere(settings) or _is_here(settings.embedding_url))


def receiver(settings: Settings) -> str | None:
    """The name of the host that receives what a visitor types, or None where it stays here or no address says which."""
    if stays_here(settings) or not _embeds_elsewhere(settings):
        return None
    return _host(settings.embedding_url) or None


def where_words_go(settings: Settings) -> str:
    """One sentence or two on where a visitor's words go."""
    if stays_here(settings):
        return wording.LOCAL
    host = receiver(settings)
    return wording.REMOTE_HOST.format(host=host) if host else wording.REMOTE


def _embeds_elsewhere(settings: Settings) -> bool:
    return settings.embedding.startswith("endpoint")


def _is_here(address: str) -> bool:
    host = _host(address)
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(address: str) -> str:
    """The host of an address, without names and passwords; empty where there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
