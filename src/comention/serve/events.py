"""What the server tells its pages of its own accord, as server-sent events: each open tab is a listener."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

HEARTBEAT = 15.0
"""Seconds after which a listener hears something, so that both sides notice when the other one is gone."""
_MOST = 1_000  # events that wait for a listener who does not listen; then the stream ends, and the page begins anew


class Events:
    """Passes events on to all listeners; `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # a signal may interrupt who holds it
        self._listeners: dict[asyncio.Queue[bytes | None], asyncio.AbstractEventLoop] = {}
        self._closed = False

    def tell(self, kind: str, about: Any = None) -> None:
        """Tell all listeners something."""
        self._send(event(kind, about))

    def close(self) -> None:
        """End all streams, and let no other one begin."""
        self._closed = True
        self._send(None)

    async def stream(self, *first: bytes) -> AsyncIterator[bytes]:
        """The events for one listener, after those that it hears first."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        with self._lock:
            self._listeners[queue] = asyncio.get_running_loop()
        try:
            for one in first:
                yield one
            while not self._closed and queue.qsize() < _MOST:
                try:
                    said = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    said = b": still here\n\n"
                if said is None:
                    return
                yield said
        finally:
            with self._lock:
                del self._listeners[queue]

    def _send(self, said: bytes | None) -> None:
        with self._lock:
            for queue, loop in self._listeners.items():
                loop.call_soon_threadsafe(queue.put_nowait, said)


def event(kind: str, about: Any = None) -> bytes:
    r"""Return an event as it is sent.

    >>> event("version", {"version": "1"})
    b'event: version\ndata: {"version": "1"}\n\n'
    """
    return f"event: {kind}\ndata: {json.dumps(about)}\n\n".encode()
