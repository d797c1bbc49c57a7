"""Kill runs, and check what they leave: old files or new ones, whole, and nothing lost or counted twice.

    python -m tests.faults.killing [--times 200] [--seed 1] [--servers]

A folder of documents, some of which change with each run, is read by the real command, which is killed at a random
moment of its way; then its outputs are looked at. Every tenth run is left alone, and must give what a run in an empty
folder gives.

With `--servers`, `comention serve` is killed while corrections are sent to it: the corrections file must be the old one
or the new one, and a correction that was answered must be in it, and soon be in the files.
"""

import argparse
import gzip
import http.client
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
from tests.placeless import without_places

from comention.config import BEHIND

OUTPUTS = ("graph.graphml", "graph.html", "report.json")
DOCUMENTS = 60
NAMES = ("Angela Merkel", "Barack Obama", "François Hollande", "Vladimir Putin", "Xi Jinping", "Ann Lee")


def make_model(folder: Path) -> Path:
    """Save a spaCy pipeline that knows a few names, and loads fast."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy

        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        ruler: Any = nlp.add_pipe("entity_ruler", name="ner")
        ruler.add_patterns([{"label": "PERSON", "pattern": name} for name in NAMES])
        nlp.to_disk(folder)
    return folder


def text(number: int, turn: int) -> str:
    one, other = NAMES[number % len(NAMES)], NAMES[(number * 7 + turn) % len(NAMES)]
    return f"{one} met {other} in the year {1900 + number}. They spoke {turn} times. {other} left Germany."


class Trial:
    """A folder of documents, an output folder, and the command between them."""

    def __init__(self, root: Path) -> None:
        self.inputs, self.out, self._root = root / "in", root / "out", root
        self.model = make_model(root / "model")
        self.inputs.mkdir()
        self.turn = -1
        self.change()

    def change(self) -> None:
        """Change some documents, take one away and add one."""
        self.turn += 1
        for number in range(DOCUMENTS):
            path = self.inputs / f"{number:02}.txt"
            if self.turn == 0 or number % 10 == self.turn % 10:
                path.write_text(text(number, self.turn))
        (self.inputs / f"extra-{self.turn - 1}.txt").unlink(missing_ok=True)
        lines = [json.dumps({"text": text(number, self.turn)}) for number in range(5)]
        (self.inputs / f"extra-{self.turn}.txt").write_text(text(99, self.turn))
        (self.inputs / "records.jsonl").write_text("\n".join(lines))

    def start(self, out: Path | None = None) -> "subprocess.Popen[bytes]":
        command = ["generate", "-q", str(self.inputs), "-o", str(out or self.out), "--model", str(self.model)]
        if self.turn % 7 == 6:
            command.append("--rebuild")
        return subprocess.Popen(
            [sys.executable, "-m", "comention", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, out: Path | None = None) -> dict[str, bytes]:
        """Let a run come to its end; return its outputs."""
        process = self.start(out)
        said = process.communicate(timeout=120)[1]
        assert process.returncode == 0, said.decode()
        return outputs(out or self.out)

    def run_and_kill(self, after: float) -> bool:
        """Kill a run after some seconds; tell whether it had ended before."""
        process = self.start()
        time.sleep(after)
        process.kill()
        said = process.communicate(timeout=120)[1]
        assert process.returncode in (-9, 0), said.decode()
        return process.returncode == 0

    def expected(self) -> dict[str, bytes]:
        """What a run gives that was never disturbed."""
        out = self._root / "undisturbed"
        try:
            return self.run(out)
        finally:
            shutil.rmtree(out)


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in OUTPUTS if (folder / name).exists()}


def check_whole(found: dict[str, bytes]) -> None:
    """Each file that is there can be read to its end."""
    if "graph.html" in found:
        assert found["graph.html"].rstrip().endswith(b"</html>")
    if "graph.graphml" in found:
        nx.parse_graphml(found["graph.graphml"].decode())
    if "report.json" in found:
        report = json.loads(found["report.json"])
        assert report["counts"]["documents"] == DOCUMENTS + 6


def kill_often(root: Path, times: int, seed: int) -> Counter[str]:
    """Kill so many runs; return how often outputs were the old ones, the new ones, or some of each."""
    chance = random.Random(seed)
    trial = Trial(root)
    start = time.monotonic()
    before = trial.run()
    whole = time.monotonic() - start
    counts: Counter[str] = Counter()
    for number in range(times):
        trial.change()
        ended = trial.run_and_kill(chance.uniform(0.3, 1.05) * whole)
        found = outputs(trial.out)
        assert found.keys() == before.keys()
        check_whole(found)
        counts["ended" if ended else "old" if found == before else "new or both"] += 1
        if number % 10 == 9 or number == times - 1:
            before = trial.run()
            assert without_places(before) == without_places(trial.expected()), number
            names = {path.name for path in trial.out.iterdir()}
            assert names == {*OUTPUTS, "workspace.duckdb"}, number
        else:
            before = found
    return counts


def kill_servers(root: Path, times: int, seed: int) -> Counter[str]:
    """Kill so many servers while they take corrections; return how often the last one was in the file or not."""
    chance = random.Random(seed)
    trial = Trial(root)
    trial.run()
    counts: Counter[str] = Counter()
    file = trial.out / "comention.toml"
    for number in range(times):
        process, port, cookie = serving(trial.out)
        nodes = json.loads(gzip.decompress(told(port, cookie, "graph") or b""))["nodes"]
        people = [key for key in nodes["key"] if key.startswith("person:")]
        killer = threading.Timer(chance.uniform(0.0, 1.5), process.kill)
        killer.start()
        allowed = [file.read_bytes() if file.exists() else None]
        turn = 0
        while True:  # a name is left out, and is there again
            before = allowed[-1]
            left_out = {"kind": "ignore", "node": people[turn % len(people)]}
            if told(port, cookie, *(("undo", {}) if turn % 2 else ("corrections", left_out))) is None:
                break
            allowed.append(file.read_bytes() if file.exists() else None)
            assert allowed[-1] != before
            turn += 1
        killer.join()
        process.communicate(timeout=20)
        found = file.read_bytes() if file.exists() else None
        tomllib.loads((found or b"").decode())
        counts["as answered" if found == allowed[-1] else "one further"] += 1
        if found != allowed[-1]:  # it was killed between writing and answering: an undo, or one entry more
            shorter, longer = sorted((found or b"", allowed[-1] or b""), key=len)
            assert longer.startswith(shorter), (found, allowed[-1])
            assert longer[len(shorter) :].strip().count(b"[[ignore]]") == 1, (found, allowed[-1])
        check_whole(outputs(trial.out))
        if number % 5 == 4 or number == times - 1:
            settle(trial, found)
            file.unlink(missing_ok=True)
            trial.run()
    return counts


def settle(trial: Trial, found: bytes | None) -> None:
    """A server that is left alone makes the files from the corrections, and leaves nothing else."""
    process, port, cookie = serving(trial.out)
    end = time.monotonic() + 60
    while (trial.out / BEHIND).exists() or told(port, cookie, "graph") is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 0, said.decode()
    file = trial.out / "comention.toml"
    assert (file.read_bytes() if file.exists() else None) == found
    ignored = {entry["text"] for entry in tomllib.loads((found or b"").decode()).get("ignore", [])}
    graph = nx.parse_graphml((trial.out / "graph.graphml").read_text())
    assert not ignored & {label for _, label in graph.nodes(data="label")}
    assert {path.name for path in trial.out.iterdir()} - {"comention.toml"} == {*OUTPUTS, "workspace.duckdb"}


def serving(out: Path) -> "tuple[subprocess.Popen[bytes], int, str]":
    """Start a server; return it with its port and a cookie."""
    command = [sys.executable, "-m", "comention", "serve", "--no-browser", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stderr
    found = re.match(r"open in a browser: http://127\.0\.0\.1:(\d+)(/\?token=.*)\n", process.stderr.readline().decode())
    assert found, process.communicate()[1].decode()
    port = int(found[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)  # it listens already
    connection.request("GET", found[2])
    cookie = connection.getresponse().headers["set-cookie"].partition(";")[0]
    connection.close()
    return process, port, cookie


def told(port: int, cookie: str, path: str, body: dict[str, str] | None = None) -> bytes | None:
    """Ask a server; None if it is no more."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/json"}
    try:
        connection.request(
            "GET" if body is None else "POST", f"/api/{path}", None if body is None else json.dumps(body), headers
        )
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    assert answer.status == 200, content
    return content


def main() -> None:
    """Read the command line, kill, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--servers", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        counts = (kill_servers if chosen.servers else kill_often)(Path(root), chosen.times, chosen.seed)
    print(f"{chosen.times} runs: {', '.join(f'{count} {what}' for what, count in counts.most_common())}; none broken")


if __name__ == "__main__":
    main()
