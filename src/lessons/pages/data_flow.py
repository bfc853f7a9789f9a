"""Who writes and where a visitor's words go: they stay on the computer that runs the page, or a named host receives them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from lessons.domain import ConfigurationError
from lessons.engines import writer
from lessons.engines.writer import Writer, host_of, is_here, open_writer
from lessons.pages import wording
from lessons.settings import Settings


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes summaries: a writer, or nobody, and then one sentence on what to set where somebody was meant to."""

    writer: Writer | None
    problem: str = ""


def author(settings: Settings) -> Author:
    """Who writes as the settings stand. Answers come in the study's words whoever does."""
    try:
        return Author(open_writer(settings, settings.engine))
    except ConfigurationError as problem:
        return Author(None, str(problem))


def receiver(settings: Settings) -> str | None:
    """The host that receives what is typed to compare it with passages, or None where it stays here or no address says which."""
    return None if _embedding_stays_here(settings) else _host(settings.embedding_url) or None


def where_words_go(settings: Settings) -> str:
    """A few sentences on where a visitor's words go, and on what to set where no model writes although one was meant to."""
    by = author(settings)
    said = []
    if by.writer and by.writer.host:
        said.append(writer.where_words_go(by.writer))
    if not _embedding_stays_here(settings):
        host = receiver(settings)
        said.append(wording.REMOTE_HOST.format(host=host) if host else wording.REMOTE)
    return " ".join([*(said or [wording.LOCAL]), *filter(None, [by.problem])])


def _embedding_stays_here(settings: Settings) -> bool:
    if not settings.embedding.startswith("endpoint"):
        return True
    host = host_of(settings.embedding_url)
    return bool(host) and is_here(host)


def _host(address: str) -> str:
    """The host of an address, without names and passwords; empty where there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
