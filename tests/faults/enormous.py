"""What enormous inputs cost the real command, and whether the good files beside them give what they always give.

    python -m tests.faults.enormous [--only NAME,…] [--scale 0.1] [--good 200] [--timeout 1800]

Each input of `giants` is made in a folder of its own, beside so many small good texts, and the command makes their
graph with the model `fast`. *Memory* is that of all its processes together, at most; *disk* what it writes beside its
outputs, at most. Where nothing is read of an input, the graph must be that of the good texts alone; else each of these
must have been read. The result is a table in Markdown.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
from tests.benchmarks.growth import family, memory_of, reports
from tests.faults.giants import GIANTS, Giant

COLUMNS = ("input", "what it is", "s", "memory, MB", "disk, MB", "exit", "outcome", "good files the same")
LITTLE = ("--memory", "200")
ALONE = Giant("good", "the good files alone", lambda _folder, _scale: 0, lean=True)
OUTPUTS = frozenset({"graph.graphml", "graph.html", "report.json", "workspace.duckdb"})
TICK = 0.1  # seconds between looks at memory and disk


class Run(NamedTuple):
    """What a run took, how it ended (None: it was killed), and the last line that it said."""

    seconds: float
    memory: float
    disk: float
    status: int | None
    said: str


def write_good(folder: Path, count: int) -> None:
    """Write small good texts."""
    folder.mkdir(parents=True)
    for number, text in enumerate(reports(count, 60)):
        (folder / f"{number:05}.txt").write_text(text)


def watched(command: Sequence[str], out: Path, timeout: float) -> Run:
    """Run a command with a folder of its own for what is temporary, and watch what it takes."""
    with tempfile.TemporaryDirectory() as spare, tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        memory = disk = 0.0
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env=os.environ | {"TMPDIR": spare}, start_new_session=True
        )
        while process.poll() is None and time.perf_counter() - start < timeout:
            time.sleep(TICK)
            processes = list(family(process.pid))
            memory = max(memory, sum(map(memory_of, processes)))
            disk = max(disk, _on_disk(processes, Path(spare), out))
        seconds = time.perf_counter() - start
        status = process.poll()
        if status is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").replace("\r", "\n").strip().splitlines()
    return Run(seconds, memory, disk, status, lines[-1] if lines else "")


def _on_disk(processes: Sequence[int], spare: Path, out: Path) -> float:
    """Megabytes of files that are temporary: by their place or name, or as they have no name any more."""
    sizes: dict[tuple[int, int], int] = {}
    for path in _temporary(processes, spare, out):
        with suppress(OSError):  # gone meanwhile
            facts = path.stat()
            sizes[facts.st_dev, facts.st_ino] = facts.st_blocks * 512
    return sum(sizes.values()) / 1e6


def _temporary(processes: Sequence[int], spare: Path, out: Path) -> Iterator[Path]:
    yield from (path for path in spare.rglob("*") if path.is_file())
    yield from (path for path in out.rglob("*") if path.name not in OUTPUTS and path.is_file())
    for process in processes:
        with suppress(OSError):
            for opened in Path(f"/proc/{process}/fd").iterdir():
                with suppress(OSError):
                    if str(opened.readlink()).startswith(f"{spare}/"):
                        yield opened


def measured(giant: Giant, root: Path, good: int, scale: float, timeout: float) -> tuple[Run, Path, int | None]:
    """Make an input beside good files, and run the command on them; return what it took, and its output folder."""
    inputs, out = root / "in", root / "out"
    write_good(inputs / "good", good)
    expected = giant.make(inputs, scale)
    command = [sys.executable, "-m", "comention", "generate", str(inputs), "-o", str(out), "--model", "fast"]
    return watched([*command, *giant.options], out, timeout), out, expected


def graph_in(out: Path) -> tuple[dict[str, Any], dict[tuple[str, ...], Any]]:
    """Return the nodes and the edges of an output folder, with all that is said of them."""
    graph = nx.read_graphml(out / "graph.graphml")
    return dict(graph.nodes(data=True)), {tuple(sorted(pair)): facts for *pair, facts in graph.edges(data=True)}


def entries_in(out: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what the report says of the good inputs, and of the others."""
    entries: list[dict[str, Any]] = json.loads((out / "report.json").read_bytes())["inputs"]
    good = [entry for entry in entries if entry["input"].startswith("good/")]
    return good, [entry for entry in entries if entry not in good]


def reason(entries: Sequence[dict[str, Any]]) -> str:
    """Say what became of inputs: how many documents they gave, and the first reason why something in them did not."""
    documents = sum(entry["documents"] for entry in entries)
    reasons = (part["reason"] for entry in entries for part in (entry, *entry.get("parts", ())) if "reason" in part)
    first = next(reasons, "")
    return first if not documents else f"{documents:,} documents" + (f"; {first}" if first else "")


def same(out: Path, good: int, expected: int | None, alone: Any) -> str:
    """Say whether the good files gave what they should, and the others as many documents as they hold."""
    read, others = entries_in(out)
    if [(entry["status"], entry["documents"]) for entry in read] != [("read", 1)] * good:
        return "NO: not all are read"
    documents = sum(entry["documents"] for entry in others)
    if expected is not None and documents != expected:
        return f"NO: {documents:,} documents of {expected:,}"
    if documents:
        return "yes, all read"
    return "yes" if graph_in(out) == alone else "NO: another graph"


def row(giant: Giant, run: Run, outcome: str, verdict: str) -> str:
    status = "killed" if run.status is None else str(run.status)
    numbers = (f"{run.seconds:.0f}", f"{run.memory:,.0f}", f"{run.disk:,.0f}", status)
    said = outcome.replace("|", "/")
    return f"| {' | '.join((giant.name, giant.what, *numbers, said, verdict))} |"


def rows(giants: Sequence[Giant], good: int, scale: float, timeout: float) -> Iterator[str]:
    """Yield the lines of the table, as they are known."""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{' --- |' * len(COLUMNS)}"
    alone: Any = None
    for giant in giants:
        with tempfile.TemporaryDirectory() as root:
            run, out, expected = measured(giant, Path(root), good, scale, timeout)
            if run.status != 0:
                yield row(giant, run, run.said, "NO: the run failed")
                continue
            alone = graph_in(out) if alone is None else alone
            outcome = reason(entries_in(out)[1]) if giant.make is not ALONE.make else "all read"
            yield row(giant, run, outcome, same(out, good, expected, alone))


def tried(names: Sequence[str]) -> Iterator[Giant]:
    """Yield the good files alone, then inputs, and those again with little memory where that is a trial of its own."""
    for giant in (ALONE, *(GIANTS[name] for name in names)):
        yield giant
        if giant.lean:
            what = f"the same, {' '.join(LITTLE)}"
            yield replace(giant, name=f"{giant.name}, lean", what=what, options=(*giant.options, *LITTLE))


def main() -> None:
    """Read the command line, try and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(GIANTS), metavar="NAME,…", help=f"among {', '.join(GIANTS)}")
    parser.add_argument("--scale", type=float, default=1.0, help="of the sizes; below 1 to try the program itself")
    parser.add_argument("--good", type=int, default=200, metavar="N", help="good texts beside each input")
    parser.add_argument("--timeout", type=float, default=1800, metavar="S", help="after which a run is killed")
    chosen = parser.parse_args()
    names = chosen.only.split(",")
    if unknown := set(names) - set(GIANTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    for line in rows(list(tried(names)), chosen.good, chosen.scale, chosen.timeout):
        print(line, flush=True)


if __name__ == "__main__":
    main()
