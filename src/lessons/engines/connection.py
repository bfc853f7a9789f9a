"""A connection that goes to one address only, says no more than it must, and reads no more than it was told to."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from functools import lru_cache

import httpx

from lessons.engines.writer import Failure, WriterFailed

MOST_BYTES = 1_000_000  # of a reply as it comes over the wire; each word has some 250 around it
CONNECT = 5.0  # seconds
SENT = frozenset(
    {"host", "authorization", "content-type", "content-length", "accept", "connection", "transfer-encoding"}
)


def open_connection(wait: float) -> httpx.Client:
    """A client for one reply; ``wait`` is how long it waits for bytes, in seconds."""
    inner = httpx.HTTPTransport(verify=_certificates(), trust_env=False, retries=0)
    timeout = httpx.Timeout(wait, connect=min(wait, CONNECT))
    return httpx.Client(transport=Guarded(inner), timeout=timeout, trust_env=False, follow_redirects=False)


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    """Whom to trust; reading the list takes longer than all else, so it is read once."""
    return httpx.create_ssl_context(trust_env=False)


class Guarded(httpx.BaseTransport):
    """Leaves out what describes this computer, follows nothing, unpacks nothing and counts what comes."""

    def __init__(self, inner: httpx.BaseTransport, most: int = MOST_BYTES) -> None:
        self._inner = inner
        self._most = most

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """See httpx. Raises WriterFailed for a reply that is a redirect or packed."""
        kept = [(name, value) for name, value in request.headers.raw if name.decode("ascii").lower() in SENT]
        request.headers = httpx.Headers([*kept, (b"Accept-Encoding", b"identity"), (b"User-Agent", b"lessons")])
        response = self._inner.handle_request(request)
        failure = _turned_down(response)
        if failure:
            response.close()
            raise WriterFailed(failure)
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = Counted(response.stream, self._most)
        return response

    def close(self) -> None:
        """See httpx."""
        self._inner.close()


class Counted(httpx.SyncByteStream):
    """A reply's bytes, up to a limit."""

    def __init__(self, inner: httpx.SyncByteStream, most: int) -> None:
        self._inner = inner
        self._left = most

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._inner:
            self._left -= len(piece)
            if self._left < 0:
                raise WriterFailed(Failure.TOO_MUCH)
            yield piece

    def close(self) -> None:
        """See httpx."""
        self._inner.close()


def _turned_down(response: httpx.Response) -> Failure | None:
    if 300 <= response.status_code < 400:
        return Failure.REDIRECTED
    packed = response.headers.get("content-encoding", "identity").lower() != "identity"
    return Failure.UNREADABLE if packed else None
