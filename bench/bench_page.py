"""Times the page as a visitor's browser meets it, over its own protocol: opening it, asking, eight visitors asking at once.

The reference in the same run is the answer alone, without a page. A browser's own drawing comes on top of these figures. Nothing
here needs the network. Run it on a machine that has nothing else to do: ``make bench``.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from lessons.answers import Assistant
from lessons.settings import PROJECT, load_settings

PORT = "8599"
PATIENCE = 60.0  # seconds
ROUNDS = 6
VISITORS = 8
QUESTIONS = (
    "What got in the way of joint working?",
    "Why was it hard to show savings?",
    "What did managers say about sharing data?",
    "How were clinicians won over?",
    "Give me two quotes about trust",
    "How many people were interviewed?",
    "Who funded the study?",
    "What changed after peer review?",
)


class Visitor:
    """One browser's connection: opens the page, asks, and waits until all of the answer has come."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.line = ""  # the id of the question line

    async def open_page(self) -> float:
        """Seconds until the page is there."""
        return await self._run(BackMsg())

    async def ask(self, question: str) -> float:
        """Seconds until the answer with its sources is there."""
        message = BackMsg()
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = self.line
        widget.chat_input_value.data = question
        return await self._run(message)

    async def _run(self, message: BackMsg) -> float:
        message.rerun_script.query_string = ""
        began = time.perf_counter()
        await self.connection.send(message.SerializeToString())
        async for raw in self.connection:
            told = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            widget = told.delta.new_element.chat_input.id
            self.line = widget or self.line
            if told.WhichOneof("type") == "script_finished":
                return time.perf_counter() - began
        raise RuntimeError("The server closed the connection.")


@contextmanager
def serving() -> Iterator[None]:
    """The app on a port of its own."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port", PORT]
    server = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


async def measure() -> dict[str, list[float]]:
    """Seconds of each step, by its name."""
    found: dict[str, list[float]] = {}
    address = f"ws://127.0.0.1:{PORT}/_stcore/stream"
    connections = [await connect(address, subprotocols=["streamlit"], max_size=None) for _ in range(VISITORS)]  # type: ignore[list-item]  # a plain name
    visitors = [Visitor(connection) for connection in connections]
    found["first page, first visitor"] = [await visitors[0].open_page()]
    found["first page, later visitors"] = [await visitor.open_page() for visitor in visitors[1:]]
    questions = cycle(QUESTIONS)
    found["one visitor asks"] = [await visitors[0].ask(next(questions)) for _ in QUESTIONS]
    together: list[float] = []
    for _ in range(ROUNDS):
        together += await asyncio.gather(*(visitor.ask(next(questions)) for visitor in visitors))
    found[f"{VISITORS} visitors ask at once"] = together
    for connection in connections:
        await connection.close()
    return found


def main() -> None:
    """Print the figures, and each as a multiple of the answer alone."""
    assistant = Assistant.open(load_settings())
    alone: list[float] = []
    assistant.answer("What helped?")  # the first answer loads what later ones find there
    for question in QUESTIONS:
        began = time.perf_counter()
        assistant.answer(question)
        alone.append(time.perf_counter() - began)
    reference = statistics.median(alone)
    print(f"{'the answer alone':28} median {reference * 1000:6.0f} ms")
    with serving():
        found = asyncio.run(measure())
    for name, seconds in found.items():
        median, worst = statistics.median(seconds), max(seconds)
        print(f"{name:28} median {median * 1000:6.0f} ms, worst {worst * 1000:6.0f} ms, {median / reference:5.1f} x")


if __name__ == "__main__":
    main()
