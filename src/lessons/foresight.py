"""What is foreseen to be asked for is worked out in the background, and remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from concurrent.futures import Executor
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Work = Callable[[Sequence[Key]], Sequence[Value]]


class Foreseen(Generic[Key, Value]):
    """A function that is quicker for several keys at once; its values for the last ``kept`` keys are remembered.

    Where a value has been begun in the background and is not ready, a caller waits for it; where it waits its turn there, the
    caller works it out.
    """

    def __init__(self, work: Work[Key, Value], kept: int, executor: Executor) -> None:
        self._work, self._kept, self._executor = work, kept, executor
        self._lock = Lock()
        self._known: OrderedDict[Key, _Batch[Key, Value]] = OrderedDict()

    def begin(self, keys: Iterable[Key]) -> None:
        """Have the values of keys that will be asked for worked out together."""
        with self._lock:
            fresh = [key for key in dict.fromkeys(keys) if key not in self._known]
            batch = self._batch(fresh)
        if fresh:
            self._executor.submit(batch.values)

    def __call__(self, key: Key) -> Value:
        """The value of a key; raises what the function raises."""
        with self._lock:
            batch = self._known.get(key) or self._batch([key])
            self._known.move_to_end(key)
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

    def values(self) -> dict[Key, Value]:
        with self._lock:
            if not self._values:
                self._values = dict(zip(self._keys, self._work(self._keys), strict=True))
        return self._values
