"""What is foreseen to be asked for is worked out in the background, and remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Work = Callable[[Sequence[Key]], Sequence[Value]]


class Background:
    """Work that waits its turn, done by one thread and by whoever has to wait for a part of it."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self._executor = ThreadPoolExecutor(1, "foresight")

    def begin(self, work: Callable[[], object]) -> None:
        """Have something done; what it raises is not heard of here."""
        self._waiting.put(work)
        self._executor.submit(self.help)

    def help(self) -> bool:
        """Do what waits longest; False where nothing waits."""
        try:
            work = self._waiting.get_nowait()
        except Empty:
            return False
        with suppress(Exception):  # whoever asks for its outcome tries anew, and gets the error
            work()
        return True


class Foreseen(Generic[Key, Value]):
    """A function that is quicker for several keys at once; its values for the last ``kept`` keys are remembered.

    Who asks for a value that nobody has begun with works it out; who asks for one under way helps with what else waits.
    """

    def __init__(self, work: Work[Key, Value], kept: int, background: Background) -> None:
        self._work, self._kept, self._background = work, kept, background
        self._lock = Lock()
        self._known: OrderedDict[Key, _Batch[Key, Value]] = OrderedDict()

    def begin(self, keys: Iterable[Key]) -> None:
        """Have the values of keys that will be asked for worked out together."""
        with self._lock:
            fresh = [key for key in dict.fromkeys(keys) if key not in self._known]
            batch = self._batch(fresh)
        if fresh:
            self._background.begin(batch.begin)

    def __call__(self, key: Key) -> Value:
        """The value of a key; raises what the function raises."""
        with self._lock:
            batch = self._known.get(key) or self._batch([key])
            self._known.move_to_end(key)
        while batch.under_way and self._background.help():
            pass
        return batch.values()[key]

    def forget(self) -> None:
        """Drop the values kept, so that they are worked out anew."""
        with self._lock:
            self._known.clear()

    def _batch(self, keys: Sequence[Key]) -> _Batch[Key, Value]:
        batch = _Batch(self._work, keys)
        self._known.update(dict.fromkeys(keys, batch))
        while len(self._known) > self._kept:
            self._known.popitem(last=False)
        return batch


class _Batch(Generic[Key, Value]):
    """Values that whoever comes first works out; an error is raised to each caller, and the next tries anew."""

    def __init__(self, work: Work[Key, Value], keys: Sequence[Key]) -> None:
        self._work, self._keys = work, keys
        self._lock = Lock()
        self._values: dict[Key, Value] = {}

    @property
    def under_way(self) -> bool:
        """Whether somebody is working them out."""
        return self._lock.locked()

    def begin(self) -> None:
        """Work them out, unless somebody already is at it."""
        if self._lock.acquire(blocking=False):
            try:
                self._work_out()
            finally:
                self._lock.release()

    def values(self) -> dict[Key, Value]:
        """The values of all keys, worked out or waited for."""
        with self._lock:
            self._work_out()
        return self._values

    def _work_out(self) -> None:
        if not self._values:
            self._values = dict(zip(self._keys, self._work(self._keys), strict=True))
