"""A server that answers as `comention serve` does, from a graph and from lists that a test fills."""

import json
import queue
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from comention.model import Graph
from comention.page import page
from comention.page.data import columns, page_data

Row = dict[str, Any]

FORMATS = [
    {"name": "gexf", "file": "graph.gexf", "about": "for Gephi"},
    {"name": "csv", "file": "csv/", "about": "tables of names, links and sentences"},
]


@dataclass
class FakeServer:
    """Answers from `graph`; what the server is told is in `told`, and `say` sends an event to every page."""

    graph: Graph
    read_only: bool = False
    reach: int = 200
    """So many sentences before and after the one that was asked for are sent of a document."""
    pairs: list[Row] = field(default_factory=list)
    inputs: list[Row] = field(default_factory=list)
    originals: dict[str, bytes] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)
    """Paths that are answered with an error."""
    late: dict[str, float] = field(default_factory=dict)
    """So many seconds after it was made, the answer of a path is sent."""
    told: list[tuple[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.version = 1
        self._lock = threading.Lock()
        self.decided: list[Row] = []
        self._listeners: list[queue.Queue[str | None]] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._http.server_port}/"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    @property
    def undo(self) -> str | None:
        """What can be taken back, in words."""
        return None

    def close(self) -> None:
        for listener in self._listeners:
            listener.put(None)
        self._http.shutdown()
        self._http.server_close()

    def say(self, kind: str, data: Any) -> None:
        for listener in self._listeners:
            listener.put(f"event: {kind}\ndata: {json.dumps(data)}\n\n")

    def sentences(self, document: str) -> list[Row]:
        """All sentences of a document, each with the number of the document."""
        orders = [one["id"] for one in self.graph.graph["documents"]]
        return [one for one in self.graph.graph["passages"] if orders[one["document"]] == document]

    def passage(self, one: Row) -> Row:
        about = self.graph.graph["documents"][one["document"]]
        said = {name: one.get(name) for name in ("sentence", "page", "text", "names")}
        return {**said, "document": about["id"], "title": about["title"], "date": about["date"]}

    def answer(self, path: str, ask: dict[str, list[str]]) -> Any:
        """The answer to a question."""

        def first(name: str) -> str:
            return ask.get(name, [""])[0]

        if path == "graph":
            rows = page_data(self.graph)._asdict()
            tables = {name: columns(rows[name]) for name in ("documents", "nodes", "edges", "passages")}
            undo = {"undo": self.undo, "undoable": bool(self.decided)}
            return {
                "version": str(self.version),
                "title": self.graph.graph["title"],
                "facts": rows["facts"],
                **tables,
                **undo,
            }
        if path == "names":
            return {"names": []}
        if path == "search":
            words = first("q").lower().split()
            found = [
                self.passage(one)
                for one in self.graph.graph["passages"]
                if all(word in re.findall(r"\w+", one["text"].lower()) for word in words)
            ]
            many = int(first("many") or 30)
            return {"found": found[:many], "more": len(found) > many}
        if path == "document":
            return self.document(first("id"), int(first("sentence")))
        if path == "mentions":
            said = [
                self.passage(one)
                for one in self.graph.graph["passages"]
                for _, _, key in one["names"]
                if key == first("key")
            ]
            return {"mentions": [{name: one[name] for name in ("document", "title", "sentence")} for one in said]}
        if path == "review":
            done = [json.dumps(one) for one in self.decided]
            left = [
                pair for pair in self.pairs if not {json.dumps(pair["same"]), json.dumps(pair["different"])} & set(done)
            ]
            return {"left": len(left), "pairs": left[: int(first("many") or 10)]}
        if path == "inputs":
            return {"inputs": self.inputs}
        return {"formats": FORMATS} if path == "formats" else None

    def document(self, id_: str, sentence: int) -> Row:
        """The part of a document around a sentence."""
        every = self.sentences(id_)
        about = next(one for one in self.graph.graph["documents"] if one["id"] == id_)
        first, last = max(0, sentence - self.reach), sentence + self.reach
        part = every[first:last]
        names = {key for one in part for _, _, key in one["names"]}
        return {
            "id": id_,
            "title": about["title"],
            "date": about["date"],
            "source": None,
            "author": about.get("author"),
            "original": id_ in self.originals,
            "first": first,
            "total": len(every),
            "sentences": [
                {
                    "before": "" if not one["sentence"] else "\n\n" if one["sentence"] % 4 == 0 else " ",
                    **{name: one.get(name) for name in ("sentence", "page", "text", "names")},
                }
                for one in part
            ],
            "labels": {key: self.graph.nodes[key]["label"] for key in names},
            "types": {key: self.graph.nodes[key]["type"] for key in names},
        }

    def take(self, path: str, body: bytes, kind: str) -> Any:
        """What the server says to something that it was told; bytes are a file."""
        if path == "documents":
            names = re.findall(rb'filename="([^"]*)"', body)
            self.told.append((path, [name.decode() for name in names]))
            return {"accepted": [name.decode() for name in names]}
        told = json.loads(body or b"{}")
        self.told.append((path, told))
        if path == "corrections":
            self.decided.append(told)
        if path == "undo" and self.decided:
            self.decided.pop()
        if path.startswith("dossier/"):
            return f"{path}: {kind}".encode()
        return {"version": self.next_version(), "said": "done", "undo": "what was done"}

    def next_version(self) -> str:
        """Count the version up, tell all pages, and return it."""
        self.version += 1
        self.say("version", {"version": str(self.version)})
        return str(self.version)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                where = urlsplit(self.path)
                if where.path == "/":
                    live = {"read_only": fake.read_only, "version": str(fake.version), "undo": fake.undo}
                    self.send(page(fake.graph, live).encode(), "text/html; charset=utf-8")
                    return
                fake.asked.append(self.path)
                path = where.path.removeprefix("/api/")
                ask = parse_qs(where.query)
                if path == "events":
                    self.events()
                elif path in fake.failing:
                    self.fail()
                elif path.startswith("export/"):
                    folder = path == "export/csv"
                    self.send(unquote(path).encode(), "application/zip" if folder else "application/octet-stream")
                elif path == "original":
                    name = ask["id"][0].rsplit("/")[-1]
                    self.send(fake.originals[ask["id"][0]], "application/octet-stream", name)
                else:
                    with fake._lock:
                        told = fake.answer(path, ask)
                    time.sleep(fake.late.get(path, 0))
                    self.send(json.dumps(told).encode(), "application/json")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                path = urlsplit(self.path).path.removeprefix("/api/")
                if path in fake.failing:
                    self.fail()
                    return
                with fake._lock:
                    said = fake.take(path, body, self.headers["Content-Type"])
                time.sleep(fake.late.get(path, 0))
                if isinstance(said, bytes):
                    self.send(said, "text/plain")
                else:
                    self.send(json.dumps(said).encode(), "application/json")

            def fail(self) -> None:
                self.send(b'{"message": "The disk is full."}', "application/json", status=500)

            def send(self, data: bytes, kind: str, name: str = "", status: int = 200) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                if name:
                    self.send_header("Content-Disposition", f'attachment; filename="{name}"')
                self.end_headers()
                self.wfile.write(data)

            def events(self) -> None:
                self.close_connection = True
                listener: queue.Queue[str | None] = queue.Queue()
                fake._listeners.append(listener)
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                self.wfile.write(f'event: version\ndata: {{"version": "{fake.version}"}}\n\n'.encode())
                self.wfile.flush()
                while text := listener.get():
                    try:
                        self.wfile.write(text.encode())
                        self.wfile.flush()
                    except OSError:
                        return

        return Handler
