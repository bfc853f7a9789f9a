"""Leaves an endpoint alone after it failed several times in a row, so that the next person does not wait for it.

Nygard, Release It! (2007), "Circuit Breaker": closed, open for a while after failures, then half-open for one try.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

FAILURES = 3
REST = 30.0  # seconds


class Breaker:
    """One for an endpoint, shared by all threads. Who is admitted says once how it went: succeed, fail or withdraw."""

    def __init__(
        self, failures: int = FAILURES, rest: float = REST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._failures = 0
        self._until: float | None = None  # when the next try is let through; None while closed
        self._lock = Lock()

    def admit(self) -> bool:
        """Whether to try. Once the rest is over one try is let through, and another if that one says nothing for as long."""
        with self._lock:
            now = self._clock()
            if self._until is None:
                return True
            if now < self._until:
                return False
            self._until = now + self._rest
            return True

    def succeed(self) -> None:
        """The try went well: all may pass again."""
        with self._lock:
            self._failures, self._until = 0, None

    def fail(self) -> None:
        """The try failed; after several in a row nobody is admitted for a while."""
        with self._lock:
            self._failures += 1
            if self._failures >= self._most:
                self._until = self._clock() + self._rest

    def withdraw(self) -> None:
        """The try was given up by the person who asked, which says nothing of the endpoint: the next may try."""
        with self._lock:
            if self._until is not None:
                self._until = self._clock()
