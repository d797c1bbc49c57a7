"""What reading costs in each format, beside what finding names in the same text costs.

Usage, from the project's root:

    python -m tests.benchmarks.reading [--files 300] [--rounds 3] [--renew] [NAME ...]

Each format gets the sample documents as files, again and again up to a number of files. Reading and extraction take
turns; each figure is the median of several rounds:

- *files/s*: files that are read in a second by the clock, workers started anew each time.
- *CPU, s/MB*: CPU seconds for a megabyte of text, in this process and in the workers.
- *of extraction*: the same, as a part of the CPU seconds that the model takes for this text.

Set OPENBLAS_NUM_THREADS=1, or two threads of the model count twice. `--renew` writes the table into `README.md`.
"""

import argparse
import resource
import tempfile
import time
from collections import defaultdict
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.quality import OWN
from tests.benchmarks.readme import renew, show
from tests.benchmarks.scoring import load_gold
from tests.read.writing import WRITERS

from comention.extract import Extractor, load_extractor
from comention.model import Document
from comention.read import find, read_each

COLUMNS = ("files/s", "CPU, s/MB", "of extraction")


class Cost(NamedTuple):
    """Seconds by the clock and of CPUs, for so many characters."""

    clock: float
    cpu: float
    characters: int


def spent() -> float:
    """CPU seconds of this process and of those that it has waited for."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def reading(folder: Path) -> Cost:
    """Read all files of a folder."""
    start, before = time.perf_counter(), spent()
    characters = 0
    with closing(read_each(find([folder]))) as streams:
        for items in streams:
            characters += sum(len(item.text) for item in items if isinstance(item, Document))
    return Cost(time.perf_counter() - start, spent() - before, characters)


def extraction(extractor: Extractor, texts: list[str]) -> Cost:
    """Find the names in texts."""
    start, before = time.perf_counter(), spent()
    for _ in extractor.extract(texts):
        pass
    return Cost(time.perf_counter() - start, spent() - before, sum(map(len, texts)))


def fill(folder: Path, name: str, files: int) -> None:
    """Write the samples in a format, those left out that it cannot write."""
    made = []
    for sample in load_gold(OWN):
        paragraphs = [" ".join(block.split()) for block in sample.text.split("\n\n") if block.strip()]
        try:
            made.append(WRITERS[name](paragraphs))
        except UnicodeEncodeError:
            continue
    folder.mkdir()
    for number, data in enumerate(islice(cycle(made), files)):
        (folder / f"{number:05}-{name}").write_bytes(data)


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(WRITERS), metavar="NAME", help="formats, by file name")
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--renew", action="store_true", help="write the table into README.md")
    options = parser.parse_args()

    extractor, texts = load_extractor(), [sample.text for sample in load_gold(OWN)]
    costs: defaultdict[str, list[Cost]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for name in options.names:
            fill(Path(folder, name), name, options.files)
        for _ in range(options.rounds):
            costs["extraction"].append(extraction(extractor, texts))
            for name in options.names:
                costs[name].append(reading(Path(folder, name)))

    rate = {name: median(1e6 * cost.cpu / cost.characters for cost in found) for name, found in costs.items()}
    rows = []
    for name in options.names:
        speed = median(options.files / cost.clock for cost in costs[name])
        rows.append([name, f"{speed:,.0f}", f"{rate[name]:.2f}", f"{100 * rate[name] / rate['extraction']:.1f} %"])
    print(f"{extractor.model}: {rate['extraction']:.1f} CPU s/MB")
    show(COLUMNS, rows)
    if options.renew:
        renew("reading", COLUMNS, rows)


if __name__ == "__main__":
    main()
