"""Passes pieces of text on from a thread that waits for them, so that whoever reads never waits longer than the limits say."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Empty, Full, Queue
from threading import Event, Thread, main_thread

from lessons.engines.writer import Failure, WriterFailed

BEAT = 0.1  # seconds after which "" says that nothing came
MOST_WAITING = 64  # pieces


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds until the first piece and until the last."""

    first: float
    whole: float


Offer = Callable[[str], bool]  # hands a piece over; False when nobody wants more
Produce = Callable[[Offer], None]


def relay(
    produce: Produce, patience: Patience, release: Callable[[], None] = lambda: None, wait_for_end: bool = False
) -> Iterator[str]:
    """The pieces that ``produce`` offers from a thread of its own, "" while none come; raises WriterFailed, also when too slow.

    Closing the iterator ends it at once: ``produce`` is told at its next piece, and ``release`` is called to end its waiting.
    ``wait_for_end`` has the program end only after ``produce``, which compiled code needs.
    """
    pieces: Queue[str | WriterFailed | None] = Queue(MOST_WAITING)
    over = Event()
    Thread(target=_run, args=(produce, pieces, over), name="writer", daemon=not wait_for_end).start()
    began = time.monotonic()
    deadline = began + min(patience.first, patience.whole)
    try:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise WriterFailed(Failure.SLOW)
            try:
                piece = pieces.get(timeout=min(BEAT, left))
            except Empty:
                yield ""
                continue
            if piece is None:
                return
            if isinstance(piece, WriterFailed):
                raise WriterFailed(piece.failure)
            if piece:
                deadline = began + patience.whole
            yield piece
    finally:
        over.set()
        release()


def _run(produce: Produce, pieces: Queue[str | WriterFailed | None], over: Event) -> None:
    """What the thread does. Whatever goes wrong leaves as a WriterFailed of our own words."""
    end: WriterFailed | None = None
    try:
        produce(lambda piece: _put(piece, pieces, over))
    except WriterFailed as problem:
        end = WriterFailed(problem.failure)
    except Exception:  # the outermost boundary of the thread: nothing that a model caused is printed or passed on
        end = WriterFailed(Failure.UNREADABLE)
    _put(end, pieces, over)


def _put(piece: str | WriterFailed | None, pieces: Queue[str | WriterFailed | None], over: Event) -> bool:
    while not over.is_set() and main_thread().is_alive():
        try:
            pieces.put(piece, timeout=BEAT)
        except Full:
            continue
        return True
    return False
