"""Writes through any endpoint that speaks OpenAI's protocol, by way of LlamaIndex's own class for such endpoints.

Nothing goes anywhere but to the address in the settings: no proxy out of the environment, no redirect, no header that says more
than the request needs. What comes back is counted before it is read, and none of it reaches a log.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import IntEnum
from typing import Any

import httpx

from lessons.engines.connection import open_connection
from lessons.engines.prompts import Prompt, without_limits
from lessons.engines.relay import Offer, Patience, relay
from lessons.engines.writer import Failure, WriterFailed, host_of
from lessons.settings import Settings

ROOM = 8000  # characters of passages
MOST_TOKENS = 400  # of a reply
SEED = 7
PAUSE = 0.2  # seconds before the second try
LOUD = ("openai", "httpx", "httpcore", "llama_index")  # their debugging would write down what was sent and what came
AGAIN = frozenset({Failure.UNREACHABLE, Failure.BUSY, Failure.SERVER})
BY_STATUS = {
    400: Failure.FORM,  # what servers say that know no JSON schemas, as is 422
    401: Failure.KEY,
    403: Failure.KEY,
    404: Failure.MODEL,
    408: Failure.SERVER,
    422: Failure.FORM,
    429: Failure.BUSY,
}


class Form(IntEnum):
    """How a server is told what a reply looks like; the next where it turns one away."""

    LIMITED = 0  # a JSON schema with limits of length, without which a small model writes on until it is cut off
    SCHEMA = 1
    WORDS = 2


class EndpointWriter:
    """A model behind an address. Safe to share between threads: each reply has a connection of its own."""

    room = ROOM

    def __init__(self, settings: Settings, pause: float = PAUSE) -> None:
        self.name = settings.engine_model
        self.host = host_of(settings.engine_url)
        self._url = settings.engine_url
        self._key = settings.engine_key or "none"
        self._patience = Patience(settings.engine_first_word, settings.engine_timeout)
        self._pause = pause
        self._form = Form.LIMITED  # until the server turns it away

    def prepare(self) -> None:
        """See ``Writer``."""
        _load()

    def write(self, prompt: Prompt) -> Iterator[str]:
        """See ``Writer``. Asked once more where the endpoint is not there, has too much to do or fails before its first word."""
        _load()
        opened: list[
            httpx.Client
        ] = []  # connections, closed when the reply is done with, so that nothing waits behind it
        deadline = time.monotonic() + self._patience.whole

        def produce(offer: Offer) -> None:
            try:
                self._write_once(prompt, offer, opened)
            except WriterFailed as problem:
                if problem.failure not in AGAIN or time.monotonic() + self._pause > deadline or not offer(""):
                    raise
                time.sleep(self._pause)
                self._write_once(prompt, offer, opened)

        def release() -> None:
            for client in opened:
                with suppress(Exception):  # another thread may be closing it too
                    client.close()

        return relay(produce, self._patience, release)

    def _write_once(self, prompt: Prompt, offer: Offer, opened: list[httpx.Client]) -> None:
        """One try; in a simpler form where the server turns one away."""
        form = self._form
        while True:
            try:
                self._pass_on(prompt, form, offer, opened)
                break
            except WriterFailed as problem:
                if problem.failure != Failure.FORM or form == Form.WORDS:
                    raise
                form = Form(form + 1)
        self._form = max(self._form, form)  # another thread may have gone further

    def _pass_on(self, prompt: Prompt, form: Form, offer: Offer, opened: list[httpx.Client]) -> None:
        """Ask and hand on what comes; raises WriterFailed."""
        client = open_connection(self._patience.first)
        opened.append(client)
        begun = False
        try:
            for piece in self._pieces(prompt, form, client):
                begun = begun or bool(piece)
                if not offer(piece):
                    return
        except Exception as problem:  # whatever these libraries make of what a server sends
            failure = failure_of(problem)
        else:
            return
        finally:
            client.close()
        # Raised here, so that it carries no trace of what came.
        raise WriterFailed(Failure.ENDED if begun and failure in AGAIN else failure)

    def _pieces(self, prompt: Prompt, form: Form, client: httpx.Client) -> Iterator[str]:
        from llama_index.core.llms import ChatMessage

        task = f"{prompt.task}\n{prompt.in_words}" if form == Form.WORDS else prompt.task
        messages = [ChatMessage(role="system", content=task), ChatMessage(role="user", content=prompt.request)]
        asked = {} if form == Form.WORDS else {"response_format": _response_format(prompt, form)}
        model = self._model(client, in_full=form != Form.WORDS)
        for response in model.stream_chat(messages, timeout=client.timeout, **asked):
            if not isinstance(response.delta, str):
                raise WriterFailed(Failure.UNREADABLE)
            yield response.delta

    def _model(self, client: httpx.Client, in_full: bool) -> Any:
        import openai

        made = openai.OpenAI(
            api_key=self._key, base_url=self._url, organization="", project="", max_retries=0, http_client=client
        )
        return _load()(
            model=self.name,
            api_base=self._url,
            api_key=self._key,
            openai_client=made,
            is_chat_model=True,
            max_retries=0,
            max_tokens=MOST_TOKENS,
            temperature=0.0,
            additional_kwargs={"seed": SEED} if in_full else {},
        )


def _response_format(prompt: Prompt, form: Form) -> dict[str, Any]:
    schema = prompt.schema if form == Form.LIMITED else without_limits(prompt.schema)
    return {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": schema}}


def _load() -> Callable[..., Any]:
    """LlamaIndex's class; its logs and those beneath it are switched off."""
    from llama_index.llms.openai_like import OpenAILike

    for name in LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    model: Callable[..., Any] = OpenAILike
    return model


def failure_of(problem: Exception) -> Failure:
    """What went wrong, out of what these libraries raise; they wrap our own errors in theirs."""
    import openai

    inner: BaseException | None = problem
    while inner is not None:
        if isinstance(inner, WriterFailed):
            return inner.failure
        inner = inner.__cause__ or inner.__context__
    if isinstance(problem, openai.APIStatusError):
        return Failure.SERVER if problem.status_code >= 500 else BY_STATUS.get(problem.status_code, Failure.REFUSED)
    if isinstance(problem, (openai.APITimeoutError, httpx.TimeoutException)):
        return Failure.SLOW
    if isinstance(problem, openai.APIConnectionError) and isinstance(problem.__cause__, httpx.ConnectError):
        return Failure.UNREACHABLE
    known = (openai.APIConnectionError, httpx.TransportError, openai.APIError)
    return Failure.SERVER if isinstance(problem, known) else Failure.UNREADABLE
