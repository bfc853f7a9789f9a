"""A model that wants to be believed: a real server on this machine that speaks OpenAI's protocol, well and badly.

An attack is chosen by the name of the model that is asked for, so one server plays them all.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

Asked = dict[str, Any]
PIECE = 40  # characters of a piece of a streamed reply


@dataclass(frozen=True, slots=True)
class Wire:
    """A connection to whoever asks."""

    handler: BaseHTTPRequestHandler

    def send(self, data: bytes) -> None:
        """Bytes as they are."""
        self.handler.wfile.write(data)
        self.handler.wfile.flush()

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        """The head of a reply that lasts until the connection is closed."""
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()

    def body(self, text: str | bytes, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        """A whole reply that is no stream."""
        data = text if isinstance(text, bytes) else text.encode()
        self.begin(status, kind, Content_Length=str(len(data)), **headers)
        self.send(data)

    def event(self, said: object) -> None:
        """One event of a stream."""
        self.send(b"data: " + json.dumps(said).encode() + b"\n\n")

    def say(self, text: str, size: int = PIECE) -> None:
        """Words of the model, in pieces."""
        for at in range(0, len(text), size):
            self.event(chunk({"content": text[at : at + size]}))

    def stream(self, text: str, size: int = PIECE) -> None:
        """A whole reply as a well-behaved server streams it."""
        self.begin()
        self.say(text, size)
        self.event(chunk({}, "stop"))
        self.send(b"data: [DONE]\n\n")


Play = Callable[[Wire, Asked], None]


def chunk(delta: object, finish: str | None = None, **more: object) -> dict[str, object]:
    """An event of a streamed chat."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice], **more}


def numbers_of(asked: Asked) -> list[int]:
    """The numbers of the passages that a request holds."""
    return [int(n) for n in re.findall(r"^Passage (\d+),", asked["messages"][-1]["content"], re.MULTILINE)]


class Hostile:
    """The server; ``asked`` counts the requests for each attack, ``seen`` keeps the last one."""

    def __init__(self, plays: Mapping[str, Play]) -> None:
        self.plays = dict(plays)
        self.asked: Counter[str] = Counter()
        self.seen: dict[str, Asked] = {}
        self.headers: dict[str, dict[str, str]] = {}
        self.url = ""
        self._lock = Lock()

    @contextmanager
    def serve(self) -> Iterator[Hostile]:
        """Serve on a free port of this machine."""
        hostile = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server calls
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                hostile._note(asked, dict(self.headers))
                with suppress(OSError):  # whoever asked has heard enough
                    hostile.plays[asked["model"]](Wire(self), asked)

            def do_GET(self) -> None:  # what a redirect that is followed ends at
                hostile.asked["followed"] += 1

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        self.url = f"http://127.0.0.1:{server.server_port}/v1"
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def _note(self, asked: Asked, headers: dict[str, str]) -> None:
        with self._lock:
            self.asked[asked["model"]] += 1
            self.seen[asked["model"]] = asked
            self.headers[asked["model"]] = headers


def reply(*sentences: object) -> str:
    """A model's reply."""
    return json.dumps({"sentences": list(sentences)}, ensure_ascii=False)


def honest(*texts: str) -> Play:
    """A model that writes these sentences and cites all passages for each, which is the most that they could rest on."""

    def play(wire: Wire, asked: Asked) -> None:
        wire.stream(reply(*({"text": text, "passages": numbers_of(asked)[:8]} for text in texts)))

    return play
