"""What a correction, a search and a document take in a large workspace that is served, alone and with many readers.

Usage, from the project's root:

    python -m tests.benchmarks.serving [--entities 12000] [--links 41000] [--mentions 102000] [--rounds 9]
        [--readers 32] [--renew]

A workspace of synthetic documents is made by the same run as any other, but for the model: the names in them are given.

- *steps*: two names are merged in this process as `comention merge` does it, and each step is timed.
- *command line*: `comention merge` as a process of its own, and reading the new page: what it takes without a server.
- *served*: a merge is sent to `comention serve`, until it answers and until the new graph has been fetched; a search
  and a document are asked for while the server goes on with its work. The next one is sent when all files are written.
- *without a pause*: each merge is sent as soon as the graph of the one before has been fetched.
- *with readers*: so many clients search, read and look up names, and wait a second or so after the three, while names
  are merged, with some seconds between.
- *with readers who never wait*: the same without any pause. In the end, every merge that was answered must be in
  `comention.toml`.
- *in Chromium*: two names are merged on the page: until it shows one name fewer, and until it has the server's graph.

All are clocks in seconds: the median of the rounds, and what 95 of 100 stay under. `--renew` writes the table into
`README.md`.
"""

import argparse
import gzip
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from http.client import HTTPConnection
from pathlib import Path
from queue import SimpleQueue
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urlsplit

from playwright.sync_api import Page, sync_playwright
from tests.benchmarks.crowd import gatherings, synthetic, told
from tests.benchmarks.page import ARGUMENTS
from tests.benchmarks.readme import renew, show

from comention import pipeline, query
from comention.config import BEHIND, WORKSPACE
from comention.corrections import NAME, edit
from comention.extract.given import Given
from comention.formats import FILES
from comention.model import EntityType, Span
from comention.workspace.store import Store

COLUMNS = ("median, s", "95 %, s", "times")
STEPS = {
    "names resolved": "comention.pipeline.resolve_names",
    "links counted, with evidence": "comention.graph.link",
    "measured": "comention.graph.analyse",
    "files written": "comention.workspace.derive.export",
    "graph kept in the workspace": "comention.workspace.store.Store.save_graph",
}
SUMMARY = "() => document.querySelector('#summary').innerText"
WAIT = 600
"""Seconds that an answer may take."""
THINKING = 1.0
"""Seconds that a reader looks at the answers, on average."""
PAUSE = 3.0
"""Seconds that who corrects looks at the result."""
Times = dict[str, list[float]]
Pair = tuple[query.Name, query.Name]


def fill(out: Path, entities: int, links: int, mentions: int) -> None:
    """Make a workspace of about so many names, links and mentions, with their texts."""
    chance = random.Random(entities)
    cast = list(synthetic(chance, entities))
    talks = [list(talk) for talk in gatherings(chance, entities, links)]
    many = sum(len(named) for talk in talks for named in talk)
    while many < mentions:
        again = chance.choice(talks)[: (mentions - many) // 2 + 1]
        talks.append(again)
        many += sum(map(len, again))
    spans: dict[str, list[Span]] = {}
    records = out.parent / "documents.jsonl"
    with records.open("w", encoding="utf-8") as file:
        for document, _, found in told(chance, cast, talks):
            spans[document.text] = [
                Span(one.start, one.end, "GPE" if one.type is EntityType.COUNTRY else one.type) for one in found
            ]
            record = {"id": document.id, "text": document.text, "date": document.date}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    extractor = Given(spans)
    with patch("comention.pipeline.load_extractor", lambda *_, **__: extractor):
        pipeline.generate([records], out, {"workers": 1})


@contextmanager
def clocked(times: Times, what: str) -> Iterator[None]:
    """Note how long something takes."""
    start = time.perf_counter()
    yield
    times[what].append(time.perf_counter() - start)


@contextmanager
def steps(times: Times) -> Iterator[None]:
    """Note how long each step of a correction takes."""
    took: dict[str, float] = defaultdict(float)

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def called(*arguments: Any, **options: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*arguments, **options)
            finally:
                took[name] += time.perf_counter() - start

        return called

    patches = []
    for name, place in STEPS.items():
        made = patch(place)
        original, _ = made.get_original()
        patches.append(patch(place, timed(name, original)))
    for one in patches:
        one.start()
    start = time.perf_counter()
    try:
        yield
    finally:
        for one in patches:
            one.stop()
    total = time.perf_counter() - start
    for name in STEPS:
        times[f"steps: {name}"].append(took[name])
    times["steps: all else"].append(total - sum(took.values()))
    times["steps: together"].append(total)


class Client:
    """A browser without a window: one connection to a server, with the cookie of another one or a new one."""

    def __init__(self, host: str, cookie: str = "") -> None:
        self.host, self.cookie = host, cookie
        self.connection = HTTPConnection(host, timeout=WAIT)

    def again(self) -> "Client":
        """Another connection of the same browser."""
        return Client(self.host, self.cookie)

    def ask(self, path: str, body: Any = None) -> bytes:
        """Return what is answered; an error is an error here."""
        headers = {"Cookie": self.cookie, "Origin": f"http://{self.host}", "Content-Type": "application/json"}
        self.connection.request("GET" if body is None else "POST", path, body and json.dumps(body), headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status}: {content[:300]!r}")
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        return content


@contextmanager
def served(out: Path) -> Iterator[tuple[Client, str]]:
    """Serve a folder, and yield a client that it knows, and the address for another one."""
    command = [sys.executable, "-m", "comention", "serve", str(out), "--no-browser"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr
    addresses: SimpleQueue[str] = SimpleQueue()

    def listen() -> None:
        for line in server.stderr or ():
            if found := re.search(r"http://\S+", line):
                addresses.put(found[0])

    try:
        Thread(target=listen, daemon=True).start()
        parts = urlsplit(addresses.get(timeout=WAIT))
        client = Client(parts.netloc)
        client.ask(f"/?{parts.query}")
        yield client, addresses.get(timeout=WAIT)
    finally:
        server.terminate()
        server.wait(WAIT)


def asked(client: Client, times: Times, where: str, words: Sequence[str], documents: Sequence[str]) -> None:
    """Search, open a document, and look a name up."""
    word, document = random.choice(words), random.choice(documents)
    for what, path in (
        ("search", f"/api/search?q={quote(word)}"),
        ("document", f"/api/document?id={quote(document)}&sentence=3"),
        ("name looked up", f"/api/names?q={quote(word[:3])}"),
    ):
        with clocked(times, f"{where}: {what}"):
            client.ask(path)


def merged(client: Client, times: Times, where: str, pair: Pair) -> None:
    """Merge two names, and fetch the graph in which they are one."""
    one, other = pair
    with clocked(times, f"{where}: merge, on the screen"):
        with clocked(times, f"{where}: merge, answered"):
            client.ask("/api/corrections", {"kind": "same", "node": one.id, "other": other.id})
        json.loads(unpacked(client.ask("/api/graph")))


def unpacked(content: bytes) -> bytes:
    """Unpack what was sent packed."""
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def settled(out: Path) -> None:
    """Wait until the files of a folder are written."""
    while (out / BEHIND).exists():
        time.sleep(0.1)
    time.sleep(PAUSE)


@contextmanager
def opened(address: str) -> Iterator[Page]:
    """Open a page in Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        try:
            page = browser.new_page()
            page.set_default_timeout(WAIT * 1000)
            page.goto(address)
            page.wait_for_function(SUMMARY)
            yield page
        finally:
            browser.close()


def clicked(page: Page, times: Times, pair: Pair) -> None:
    """Merge two names on the page, until it shows one of them, and until it has the server's graph."""
    one, other = (name.label for name in pair)
    page.keyboard.press("/")
    page.keyboard.type(one)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Merge…", exact=True).click()
    page.get_by_label("Merge with").first.fill(other)
    before = page.evaluate(SUMMARY)
    with (
        clocked(times, "in Chromium: merge, until the graph of the server is there"),
        page.expect_response("**/api/graph*") as graph,
        clocked(times, "in Chromium: merge, until the page shows it"),
    ):
        page.keyboard.press("Enter")
        page.wait_for_function(f"(before) => ({SUMMARY})() !== before", arg=before)
    graph.value.finished()


def crowded(
    client: Client,
    times: Times,
    where: str,
    readers: int,
    pairs: Sequence[Pair],
    asking: Callable[[Client], None],
    pause: float,
) -> None:
    """Merge names, with a pause after each, while so many others ask."""
    done = Event()
    failed: list[BaseException] = []

    def read() -> None:
        own = client.again()
        try:
            while not done.is_set():
                asking(own)
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=read, daemon=True) for _ in range(readers)]
    for thread in threads:
        thread.start()
    try:
        for pair in pairs:
            merged(client.again(), times, where, pair)
            time.sleep(pause)
    finally:
        done.set()
        for thread in threads:
            thread.join(WAIT)
    if failed:
        raise failed[0]


def lost(out: Path, pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that the file of corrections does not hold as one entity."""
    entries = tomllib.loads((out / NAME).read_text("utf-8")).get("entity", [])
    known = [{entry["name"], *entry.get("aliases", ())} for entry in entries]
    return [pair for pair in pairs if not any({name.label for name in pair} <= names for names in known)]


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("entities", 12_000), ("links", 41_000), ("mentions", 102_000), ("rounds", 9), ("readers", 32)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--renew", action="store_true", help="write the table into README.md")
    options = parser.parse_args()
    rounds = options.rounds
    times: Times = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        fill(out, options.entities, options.links, options.mentions)
        with Store(out / WORKSPACE, read_only=True) as store:
            ((mentions, links),) = store.rows("SELECT (SELECT count(*) FROM {mention}), (SELECT count(*) FROM {edge})")
            documents = [identifier for (identifier,) in store.rows("SELECT d.id FROM {document} d")]
        print(f"{mentions:,} mentions, {links:,} links, {len(documents):,} documents")
        people = [one for one in query.top(out, many=10**6) if isinstance(one, query.Name) and one.type == "PERSON"]
        words = [one.label.split()[-1] for one in people[:200]]
        pairs = iter(list(zip(people[50::2], people[51::2], strict=False)))
        for _ in range(rounds):
            one, other = (name.label for name in next(pairs))
            with steps(times):
                pipeline.amend(out, lambda _, one=one, other=other: edit.merge(one, [other]))  # type: ignore[misc]
        for _ in range(rounds):
            command = [sys.executable, "-m", "comention", "merge", *(name.id for name in next(pairs)), "-o", str(out)]
            with clocked(times, "command line: merge, and the page read again"):
                subprocess.run(command, check=True, capture_output=True)
                (out / FILES["html"]).read_bytes()
        sent = [[next(pairs) for _ in range(rounds)] for _ in range(5)]
        with served(out) as (first, address):
            for pair in sent[0]:
                client = first.again()  # a connection that is not used for some seconds is closed
                merged(client, times, "served", pair)
                asked(client, times, "served", words, documents)
                settled(out)
            for pair in sent[1]:
                merged(first.again(), times, "without a pause", pair)
            for where, wait, pause, several in (
                ("with readers", THINKING, PAUSE, sent[2]),
                ("with readers who never wait", 0.0, 0.0, sent[3]),
            ):

                def asking(own: Client, where: str = where, wait: float = wait) -> None:
                    asked(own, times, where, words, documents)
                    time.sleep(wait * random.uniform(0.5, 1.5))

                crowded(first.again(), times, where, options.readers, several, asking, pause)
            settled(out)
            with opened(address) as page:
                for pair in sent[4]:
                    clicked(page, times, pair)
                    settled(out)
        everything = [pair for several in sent for pair in several]
        missing = lost(out, everything)
    print(f"{len(everything)} merges sent, {len(missing)} lost")
    rows = [
        [what, f"{median(took):.3f}", f"{quantiles(took, n=20)[-1]:.3f}" if len(took) > 1 else "", f"{len(took):,}"]
        for what, took in times.items()
    ]
    show(COLUMNS, rows)
    if missing:
        sys.exit(f"lost: {missing[0]}")
    if options.renew:
        renew("serving", COLUMNS, rows)


if __name__ == "__main__":
    main()
