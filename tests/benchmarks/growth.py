"""What `generate` costs as a collection grows, what one changed document costs, and what starting does.

Usage, from the project's root:

    python -m tests.benchmarks.growth [--documents 1000 10000] [--words 60] [--workers 2] [--rounds 5] [--renew]

Synthetic documents of so many words each, in one file of records; the number of different names grows with them. First
all of them are new, then one of them has changed. *Memory* is that of all processes together, at most.

Then, in turns, so many times: from the command to the page of one short document, and importing spaCy and loading the
model. `--renew` writes both tables into `README.md`.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.crowd import synthetic
from tests.benchmarks.readme import renew, show

from comention.extract import load_extractor
from comention.extract.spacy import CHOICES, SpacyExtractor

START = ("clock, s", "ratio")
COLUMNS = ("clock, s", "CPU, s", "ms a document", "memory, MB", "one changed, CPU s", "of the first run")
SAID = ("met", "praised", "criticised", "wrote to", "called", "thanked")
PLAIN = (
    "The talks went on until late in the evening.",
    "Nobody wanted to say when the next step would come.",
    "It had rained all week, and the roads were empty.",
    "A decision is expected before the end of the month.",
    "The figures were lower than those of the year before.",
    "Most of the questions that were raised then are still open.",
)
SHORT = "Angela Merkel met Barack Obama in Germany."


class Cost(NamedTuple):
    """What a command took: seconds by the clock, CPU seconds, megabytes of all its processes together."""

    clock: float
    cpu: float
    memory: float


def cost(command: list[str]) -> Cost:
    """Run a command, and watch the memory of it and of its children."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True)"
    code += "; u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime)"
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, *command], stdout=subprocess.PIPE, text=True) as process:
        most, ended = [0.0], threading.Event()

        def watch() -> None:
            while not ended.wait(0.1):
                most[0] = max(most[0], sum(map(memory_of, family(process.pid))))

        watcher = threading.Thread(target=watch)
        watcher.start()
        assert process.stdout
        said = process.stdout.read()
        ended.set()
        watcher.join()
    assert process.returncode == 0
    return Cost(time.perf_counter() - start, float(said.split()[-1]), most[0])


def family(process: int) -> Iterator[int]:
    """Yield a process and all that came of it."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text()
        threads = [int(entry.name) for entry in Path(f"/proc/{process}/task").iterdir() if entry.name != str(process)]
        children += " ".join(Path(f"/proc/{process}/task/{thread}/children").read_text() for thread in threads)
    except OSError:
        return
    for child in children.split():
        yield from family(int(child))


def memory_of(process: int) -> float:
    """Megabytes in memory; pages that are shared count once for each process."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / 1e6
    except (OSError, IndexError):
        return 0.0


def reports(documents: int, words: int) -> Iterator[str]:
    """Yield synthetic texts: a sentence in two names somebody, often those who are often named."""
    chance = random.Random(documents)
    cast = [entity.forms[0] for entity in synthetic(chance, max(100, documents // 3))]
    for number in range(documents):
        sentences = [f"This is report {number}."]
        while sum(len(sentence.split()) for sentence in sentences) < words:
            one, other = (cast[int(len(cast) * chance.random() ** 2)] for _ in range(2))
            sentences.append(f"{one} {chance.choice(SAID)} {other}.")
            sentences.append(chance.choice(PLAIN))
        yield " ".join(sentences)


def write_documents(path: Path, documents: int, words: int) -> None:
    """Write synthetic documents as records."""
    with path.open("w") as file:
        for number, text in enumerate(reports(documents, words)):
            file.write(json.dumps({"id": f"report-{number}", "text": text}) + "\n")


def grown(documents: int, words: int, workers: int) -> list[str]:
    """Measure one size of collection."""
    with tempfile.TemporaryDirectory() as folder:
        texts, out = Path(folder, "texts.jsonl"), Path(folder, "out")
        command = [sys.executable, "-m", "comention", "generate", "-q", str(texts), "-o", str(out)]
        command += ["--workers", str(workers)]
        write_documents(texts, documents, words)
        first = cost(command)
        texts.write_text(texts.read_text().replace("This is report 7.", "This was report 7."))
        again = cost(command)
    return [
        f"{documents:,} documents",
        f"{first.clock:.1f}",
        f"{first.cpu:.1f}",
        f"{1000 * first.cpu / documents:.1f}",
        f"{max(first.memory, again.memory):,.0f}",
        f"{again.cpu:.1f}",
        f"{100 * again.cpu / first.cpu:.1f} %",
    ]


def started(rounds: int) -> list[list[str]]:
    """Measure cold starts: one short text, from the command to the page, by each model."""
    extractor = load_extractor("fast")
    assert isinstance(extractor, SpacyExtractor)
    load = f"import spacy; spacy.load({str(extractor.folder)!r})"
    base = "importing spaCy, loading the small model"
    clocks: dict[str, list[float]] = {base: [], **{f"from the command to the page, {model}": [] for model in CHOICES}}
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "short.txt")
        text.write_text(SHORT)
        for number in range(rounds):
            ours = [sys.executable, "-m", "comention", "generate", "-q", str(text)]
            commands = [[sys.executable, "-W", "ignore", "-c", load]]
            commands += ([*ours, "--model", model, "-o", f"{folder}/{model}-{number}"] for model in CHOICES)
            for times, command in zip(clocks.values(), commands, strict=True):
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                times.append(time.perf_counter() - start)
    unit = median(clocks[base])
    return [[way, f"{median(times):.2f}", f"{median(times) / unit:.2f}"] for way, times in clocks.items()]


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--words", type=int, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--renew", action="store_true", help="write the tables into README.md")
    options = parser.parse_args()

    rows = [grown(documents, options.words, options.workers) for documents in options.documents]
    show(COLUMNS, rows)
    starts = started(options.rounds)
    show(START, starts)
    if options.renew:
        renew("growth", COLUMNS, rows)
        renew("start", START, starts)


if __name__ == "__main__":
    main()
