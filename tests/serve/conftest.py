"""A server of a small folder, and browsers that ask it; the model is a list of names."""

import gzip
import http.client
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn

from comention.pipeline import generate
from comention.serve import live as living
from comention.serve.app import app
from comention.serve.live import Live
from comention.serve.server import configured
from comention.serve.session import Session

MERKEL, OBAMA, GERMANY, HOLLANDE = (
    "person:angela-merkel",
    "person:barack-obama",
    "country:de",
    "person:francois-hollande",
)
PATIENCE = 20.0


class Answer(NamedTuple):
    """What a server answers."""

    status: int
    headers: "http.client.HTTPMessage"
    body: bytes

    @property
    def json(self) -> Any:
        packed = self.headers.get("content-encoding") == "gzip"
        return json.loads(gzip.decompress(self.body) if packed else self.body)


class Browser:
    """Asks as a browser does, with a cookie, as soon as it has one, and saying which page it asks from."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.host = f"127.0.0.1:{port}"
        self.headers = {"Host": self.host, "Origin": f"http://{self.host}", "Sec-Fetch-Site": "same-origin"}

    def ask(self, path: str, body: bytes | None = None, method: str | None = None, /, **headers: str | None) -> Answer:
        """Send a request; of headers, `_` stands for `-`, and one that is None is not sent."""
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method or ("GET" if body is None else "POST"), path, skip_host=True)
            for name, value in sent.items():
                if value is not None:
                    connection.putheader(name, value)
            if body is not None and "Content-Length" not in sent:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def enter(self, address: str) -> Answer:
        """Come by the address that the terminal shows."""
        answer = self.ask(address.partition(self.host)[2], Origin=None, Sec_Fetch_Site="none")
        if cookie := answer.headers.get("set-cookie"):
            self.headers["Cookie"] = cookie.partition(";")[0]
        return answer

    def get(self, path: str) -> Any:
        answer = self.ask(f"/api/{path}")
        assert answer.status == 200, answer.body
        return answer.json

    def post(self, path: str, body: Any) -> Answer:
        return self.ask(f"/api/{path}", json.dumps(body).encode(), Content_Type="application/json")

    def correct(self, **correction: str) -> Any:
        answer = self.post("corrections", correction)
        assert answer.status == 200, answer.body
        return answer.json

    def send(self, **files: bytes) -> Answer:
        """Drop files on the page; in a name, `__` stands for a dot."""
        return self.upload([(name.replace("__", "."), content) for name, content in files.items()])

    def upload(self, files: list[tuple[str, bytes]]) -> Answer:
        parts = [
            b'--limit\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n'
            b"Content-Type: application/octet-stream\r\n\r\n%s\r\n" % (name.encode(), content)
            for name, content in files
        ]
        body = b"".join([*parts, b"--limit--\r\n"])
        return self.ask("/api/documents", body, Content_Type="multipart/form-data; boundary=limit")

    def labels(self) -> set[str]:
        return set(self.get("graph")["nodes"]["label"])

    @contextmanager
    def listening(self) -> Iterator[Callable[[], tuple[str, Any]]]:
        """Listen to events; the function returns the next one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/api/events", headers=self.headers)
        answer = connection.getresponse()
        assert answer.status == 200

        def following() -> tuple[str, Any]:
            while True:
                line = answer.readline().decode()
                if not line:
                    raise EOFError
                if found := re.fullmatch(r"event: (.*)\n", line):
                    return found[1], json.loads(answer.readline().decode().removeprefix("data: "))

        try:
            yield following
        finally:
            connection.close()


class Served(NamedTuple):
    """A server at work: the folder, and the addresses that it showed."""

    out: Path
    live: Live
    port: int
    addresses: list[str]

    def browser(self) -> Browser:
        """A browser that came by the last address."""
        browser = Browser(self.port)
        assert browser.enter(self.addresses[-1]).status == 303
        return browser


@contextmanager
def serving(out: Path, *, read_only: bool = False, watched: tuple[Path, ...] = ()) -> Iterator[Served]:
    """Serve a folder from a thread of this process."""
    addresses: list[str] = []
    live = Live(out, read_only=read_only, watched=watched)
    listener = uvicorn.Config(lambda: None, port=0).bind_socket()
    try:
        port = listener.getsockname()[1]
        server = uvicorn.Server(configured(app(live, Session("127.0.0.1", port, addresses.append))))
        thread = threading.Thread(target=server.run, args=([listener],))
        live.start()
        thread.start()
        try:
            eventually(lambda: server.started)
            yield Served(out, live, port, addresses)
        finally:
            live.events.close()
            server.should_exit = True
            thread.join()
            live.close()
    finally:
        listener.close()


def eventually(found: Callable[[], Any], what: str = "") -> Any:
    """Wait until something is true, and return it."""
    end = time.monotonic() + PATIENCE
    while not (answer := found()):
        assert time.monotonic() < end, what or "it does not happen"
        time.sleep(0.02)
    return answer


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(living, "PAUSE", 0.3)
    monkeypatch.setattr(living, "LOOK", 0.1)
    for name in ("laid_by", "cleared"):  # which look at all that the tests before have left
        monkeypatch.setattr(living, name, lambda: None)


@pytest.fixture
def out(articles: Path, tmp_path: Path, extractor: Any) -> Path:
    """A folder with the graph of the articles."""
    folder = tmp_path / "out"
    generate([articles], folder, {"workers": 1})
    return folder


@pytest.fixture
def served(out: Path) -> Iterator[Served]:
    with serving(out) as found:
        yield found


@pytest.fixture
def browser(served: Served) -> Browser:
    return served.browser()
