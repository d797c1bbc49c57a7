"""Listen at an address, open the browser, and stop on Ctrl-C, whoever still listens."""

import signal
import socket
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
from comention.serve.session import LOCAL, Guard, Session

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
    with _listening(host, port) as listener:
        live = Live(out, read_only=read_only, watched=watched)
        if host not in LOCAL:
            say(f"warning: others on the network can reach this at {host}, and what is sent is not encrypted")
        session = Session(host, listener.getsockname()[1], lambda address: say(f"open in a browser: {address}"))
        server = _Server(configured(app(live, session)), live)
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
    return uvicorn.Config(
        guard,
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
    )


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


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family)
    except OSError as error:
        raise InputError(
            f"{host}:{port}: cannot listen here ({error.strerror or error}); choose another --port"
        ) from error
    with listener:
        yield listener
