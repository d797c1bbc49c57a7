"""Listen at an address, open the browser, and stop on Ctrl-C, whoever still listens."""

import asyncio
import ipaddress
import logging
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import FrameType

import uvicorn

from comention.errors import InputError
from comention.serve.app import app
from comention.serve.live import Live
from comention.serve.readers import Readers
from comention.serve.session import LOCAL, Guard, Session

_BACKLOG = 64  # connections that wait; without room for more files, asyncio complains of each
_TURN = 0.001  # seconds after which who works on a correction lets others have a turn: requests are short
_GRACE = 3  # seconds for answers that are under way when the server stops


def serve(
    out: Path,
    *,
    host: str = LOCAL[0],
    port: int = 0,
    browser: bool = True,
    read_only: bool = False,
    watched: Sequence[Path] = (),
    say: Callable[[str], None] = print,
) -> None:
    """Serve a folder until Ctrl-C. With port 0, the system chooses a free one; `say` prints a line in the terminal.

    Raises WorkspaceError if there is nothing to serve, InputError if nothing can listen there.
    """
    sys.setswitchinterval(_TURN)
    with _listening(host, port) as listener, Readers() as readers:
        live = Live(out, read_only=read_only, watched=watched)
        number = listener.getsockname()[0]
        host = number if _is_number(host) else host  # as browsers write it: 127.1 is 127.0.0.1
        if not ipaddress.ip_address(number).is_loopback:
            say(f"warning: others on the network can reach this at {host}, and what is sent is not encrypted")
        session = Session(host, listener.getsockname()[1], lambda address: say(f"open in a browser: {address}"))
        server = _Server(configured(app(live, session, readers)), live)
        live.start()
        try:
            if browser:
                Thread(target=webbrowser.open, args=[session.address], daemon=True).start()
            server.run([listener])
        finally:
            live.close()
    say("stopped")


def configured(guard: Guard) -> uvicorn.Config:
    """Return how an app is served: proxies are not believed, and nothing is logged but faults."""
    config = uvicorn.Config(
        guard,
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
        backlog=_BACKLOG,
    )
    logging.getLogger("uvicorn.error").addFilter(_is_fault)
    return config


def _is_fault(record: logging.LogRecord) -> bool:
    """Whether a line of the log tells a fault: that the server stops while somebody still sends something is none."""
    stopped = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not stopped and "timeout graceful shutdown exceeded" not in record.getMessage()


class _Server(uvicorn.Server):
    """Ends the streams of events when it is to stop, so that no open tab holds it up."""

    def __init__(self, config: uvicorn.Config, live: Live) -> None:
        super().__init__(config)
        self._live = live

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at Ctrl-C, which is how this ends: nobody else hears of it, unless it comes twice."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._live.events.close()
        self.handle_exit(number, frame)


def _is_number(host: str) -> bool:
    """Whether a host is given as a number, in any way that the system reads."""
    try:
        socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except OSError:
        return False
    return True


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        name = LOCAL[0] if host.lower() == "localhost" else host  # which may be another number, too
        family, *_, address = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family)
    except OSError as error:
        raise InputError(
            f"{host}:{port}: cannot listen here ({error.strerror or error}); choose another --port"
        ) from error
    with listener:
        yield listener
