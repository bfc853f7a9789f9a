"""What a language model is to the rest of the program: something that writes pieces of text for a prompt, or says why not."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec
from typing import Protocol
from urllib.parse import urlsplit

from lessons import phrases
from lessons.domain import BrokenError, ConfigurationError
from lessons.engines.prompts import Prompt
from lessons.settings import Settings


class Failure(StrEnum):
    """Why a model's text did not come, or cannot be used."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    BUSY = "busy"
    KEY = "key"
    MODEL = "model"
    FORM = "form"
    REFUSED = "refused"
    SERVER = "server"
    REDIRECTED = "redirected"
    UNREADABLE = "unreadable"
    TOO_MUCH = "too_much"
    ENDED = "ended"
    RESTING = "resting"
    MISSING = "missing"


WHY = {
    Failure.UNREACHABLE: phrases.WRITER_UNREACHABLE,
    Failure.SLOW: phrases.WRITER_SLOW,
    Failure.BUSY: phrases.WRITER_BUSY,
    Failure.KEY: phrases.WRITER_KEY,
    Failure.MODEL: phrases.WRITER_MODEL,
    Failure.FORM: phrases.WRITER_FORM,
    Failure.REFUSED: phrases.WRITER_REFUSED,
    Failure.SERVER: phrases.WRITER_SERVER,
    Failure.REDIRECTED: phrases.WRITER_REDIRECTED,
    Failure.UNREADABLE: phrases.WRITER_UNREADABLE,
    Failure.TOO_MUCH: phrases.WRITER_TOO_MUCH,
    Failure.ENDED: phrases.WRITER_ENDED,
    Failure.RESTING: phrases.WRITER_RESTING,
    Failure.MISSING: phrases.WRITER_MISSING,
}


class WriterFailed(BrokenError):
    """A model did not write, or not so that it can be used. Its text is the program's own and holds no word of the model's."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(phrases.NO_SUMMARY.format(why=WHY[failure]))
        self.failure = failure


class Writer(Protocol):
    """Writes text for a prompt.

    ``host`` names the computer that the prompt is sent to, with its port where one is set; "" where it stays in this process.
    """

    @property
    def name(self) -> str:
        """The model."""

    @property
    def host(self) -> str:
        """Where it runs."""

    @property
    def room(self) -> int:
        """Characters of passages that a prompt for it may hold."""

    def prepare(self) -> None:
        """Load what takes time, so that the first summary need not wait for it; raises WriterFailed."""

    def write(self, prompt: Prompt) -> Iterator[str]:
        """Pieces of the text as they come, "" while nothing comes; raises WriterFailed. Closing the iterator stops it."""


def open_writer(settings: Settings, engine: str) -> Writer | None:
    """The writer of an engine, None for the extractive one; raises ConfigurationError where the settings do not say enough."""
    if engine == "extractive":
        return None
    if engine == "embedded":
        _need(engine, "xllamacpp")
        from lessons.engines.embedded import EmbeddedWriter

        return EmbeddedWriter(settings.engine_first_word, settings.engine_timeout)
    if engine == "endpoint":
        _check_address(settings)
        _need(engine, "llama_index.llms.openai_like")
        from lessons.engines.endpoint import EndpointWriter

        return EndpointWriter(settings)
    raise ConfigurationError(f"The engine “{engine}” is not known: use extractive, embedded or endpoint.")


def _need(engine: str, module: str) -> None:
    try:
        found = find_spec(module)
    except ModuleNotFoundError:  # of the package around it
        found = None
    if found is None:
        raise ConfigurationError(f"The engine “{engine}” needs what the extra “llm” installs: see the read-me file.")


def _check_address(settings: Settings) -> None:
    if not (settings.engine_url and settings.engine_model):
        raise ConfigurationError(
            "The engine “endpoint” needs an address and a model: set LESSONS_ENGINE_URL and LESSONS_ENGINE_MODEL."
        )
    if not settings.engine_url.startswith(("http://", "https://")) or not host_of(settings.engine_url):
        raise ConfigurationError(
            "The address in LESSONS_ENGINE_URL cannot be used: write it like http://localhost:11434/v1."
        )


def host_of(address: str) -> str:
    """The host of an address with its port where one is written; "" where there is none. Names and passwords are left out."""
    try:
        parts = urlsplit(address)
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{port}" if port else name


def is_here(host: str) -> bool:
    """Whether a writer's host is this computer."""
    name = urlsplit(f"//{host}").hostname
    if name in (None, "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def where_words_go(writer: Writer | None) -> str:
    """In plain words, who writes and what is sent where.

    A model behind an address is named with its host even on this computer: what a server there does with words is not known.
    """
    if writer is None:
        return phrases.NOTHING_LEAVES
    if not writer.host:
        return phrases.WRITTEN_HERE.format(model=writer.name)
    return phrases.WRITTEN_AT.format(model=writer.name, host=writer.host)
