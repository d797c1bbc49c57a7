"""What resolving names costs, beside what finding them costs, and as a collection grows.

Usage, from the project's root:

    python -m tests.benchmarks.resolution [--forms 10000 100000 1000000] [--bearers 1] [--memory 1000]
        [--rounds 3] [--gold FILE] [--megabytes 1] [--renew]

First the collection step alone, on tables of so many invented forms: no text, each form once, thirty to a document.
Every third one is a full name, the next one its bare surname, which may join it, and the next a name by itself; every
seventh is an organization. With `--bearers 300`, so many full names share each surname. Then what the collection
learns of names before its documents are resolved, from as many rows of what one shows of one, each name in two
documents. Each size is filled in, resolved and learnt from in processes of its own; *memory* is the most that one had,
*kB a form* what of it came after the start. Where time or memory a form grows with the size, or with the bearers,
something is not linear. `--renew` writes this table into `README.md`.

Then both stages on the documents of a gold file, repeated under other names until they have that many megabytes: CPU
seconds, medians of several rounds. Set OPENBLAS_NUM_THREADS=1, or two threads count twice. `--megabytes 0`: not these.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.quality import OWN
from tests.benchmarks.readme import renew, show
from tests.benchmarks.scoring import load_gold
from tests.resolving import resolve

from comention.extract import load_extractor
from comention.model import Clues, Document, DocumentResolution, EntityType, Extraction, LocalEntity, LocalMention
from comention.resolve import learn
from comention.resolve import resolve as together
from comention.resolve.document.local import Local, spell
from comention.runtime import paused
from comention.tables.duckdb import MEMORY
from comention.workspace.store import Store

COLUMNS = ("clock, s", "CPU, s", "CPU, µs a form", "memory, MB", "kB a form")
SYLLABLES = ("ba", "co", "di", "fu", "ga", "ho", "ki", "lu", "ma", "no", "pe", "ri", "so", "tu", "va", "ze")


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def texts(gold: Path, megabytes: float) -> list[str]:
    """Return the documents of a file again and again, up to a size; "Angela" becomes "Bngela", "Cngela" and so on."""
    samples = [document.text for document in load_gold(gold)]
    found: list[str] = []
    size, turn = 0, 0
    while size < megabytes * 1e6:
        letter = chr(ord("A") + turn % 26)
        for sample in samples:
            found.append(sample.replace("Angela", f"{letter}ngela").replace("Trump", f"Trump{letter.lower()}"))
            size += len(sample)
        turn += 1
    return found


def name(number: int) -> str:
    """Return an invented word, another one for each number."""
    letters = []
    for _ in range(6):
        number, rest = divmod(number, len(SYLLABLES))
        letters.append(SYLLABLES[rest])
    return "".join(letters)


def key(number: int, bearers: int) -> str:
    """Return the key of an invented form: full names, their surnames, and names by themselves take turns."""
    surname = name(number // 3 // bearers)
    return f"{name(number % 977)} {surname}" if number % 3 == 0 else surname if number % 3 == 1 else name(number * 31)


def invented(forms: int, bearers: int = 1) -> Iterator[DocumentResolution]:
    """Yield what documents of thirty names each are by themselves; so many full names share a surname."""
    own: list[LocalEntity] = []
    named: list[LocalMention] = []
    for number in range(forms):
        place, form = number % 30, key(number, bearers)
        kind = EntityType.ORG if number % 7 == 0 else EntityType.PERSON
        own.append(LocalEntity(place, spell(Local(kind, [form]))))
        start = 100 * place
        named.append(LocalMention(place, 0, start, start + len(form), form.title(), "named so", False))
        if place == 29:
            yield DocumentResolution(own, named, [])
            own, named = [], []
    yield DocumentResolution(own, named, [])


def shown(document: int, bearers: int) -> list[tuple[str, Clues]]:
    """Return what a document of thirty names shows of each; half of them are in the one before, half in the next."""
    return [
        (
            key(number, bearers),
            Clues(2, 2, *((200, 1500) if number % 7 == 0 else (1700, 200)), 100, opening=1, context_person=400),
        )
        for number in range(15 * document, 15 * document + 30)
    ]


def fill(path: Path, forms: int, bearers: int) -> None:
    """Fill a workspace with documents of so many invented names."""
    with Store(path) as store:
        store.begin()
        resolved = [(str(number), one) for number, one in enumerate(invented(forms, bearers))]
        store.remember((key, Extraction((), ())) for key, _ in resolved)
        store.save_clues(((key, shown(number, bearers)) for number, (key, _) in enumerate(resolved)), "rules")
        store.save_resolutions(resolved, "rules")
        store.stage((Document(key, ""), key) for key, _ in resolved)
        store.commit()


class Cost(NamedTuple):
    """What resolving a collection took: seconds, and megabytes before it and at most."""

    clock: float
    cpu: float
    before: float
    most: float

    def row(self, forms: int, title: str) -> list[str]:
        """Tell it in the columns of the table."""
        each = 1e6 * self.cpu / forms, 1024 * (self.most - self.before) / forms
        told = f"{self.clock:.1f}", f"{self.cpu:.1f}", f"{each[0]:.0f}", f"{self.most:,.0f}", f"{each[1]:.2f}"
        return [title, *told]


def megabytes() -> float:
    """The most memory that this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def collected(path: Path, memory: int) -> Cost:
    """Resolve the documents of a workspace as one collection."""
    with Store(path, read_only=True, memory=memory) as store:
        ((documents,),) = store.rows("SELECT count(*) FROM {document}")
        return cost(lambda: together(store, documents=documents))


def learnt(path: Path, memory: int) -> Cost:
    """Learn what the documents of a workspace know of names."""
    with Store(path, read_only=True, memory=memory) as store:
        return cost(lambda: learn(store, "en"))


def cost(work: Callable[[], object]) -> Cost:
    """Return what work in this process takes."""
    before, clock, start = megabytes(), time.perf_counter(), time.process_time()
    with paused():
        work()
    return Cost(time.perf_counter() - clock, time.process_time() - start, before, megabytes())


def measured(forms: int, bearers: int, memory: int, rounds: int) -> list[Cost]:
    """Fill, resolve and learn in other processes; medians of several rounds."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "workspace.duckdb"))
        command = [sys.executable, "-m", "tests.benchmarks.resolution", "--memory", str(memory), "--forms", str(forms)]
        command += ["--bearers", str(bearers)]
        subprocess.run([*command, "--way", "fill", path], check=True)
        costs: dict[str, list[list[float]]] = {"resolve": [], "learn": []}
        for way in rounds * [*costs]:
            done = subprocess.run([*command, "--way", way, path], check=True, stdout=subprocess.PIPE, text=True)
            costs[way].append([float(value) for value in done.stdout.split()])
    return [Cost(*map(median, zip(*several, strict=True))) for several in costs.values()]


def stages(gold: Path, size: float, rounds: int) -> str:
    """Tell what both stages cost on real texts."""
    extractor, batch = load_extractor(), texts(gold, size)
    documents = [Document(str(n), text) for n, text in enumerate(batch)]
    found = list(zip(documents, extractor.extract(batch), strict=True))
    extraction = median(cpu(lambda: list(extractor.extract(batch))) for _ in range(rounds))
    resolution = median(cpu(lambda: resolve(found)) for _ in range(rounds))
    return (
        f"{extractor.model}, {sum(map(len, batch)) / 1e6:.1f} MB: extraction {extraction:.2f} s, "
        f"resolution {resolution:.2f} s: {100 * resolution / extraction:.1f} %"
    )


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forms", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--bearers", type=int, default=1)
    parser.add_argument("--memory", type=int, default=MEMORY)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gold", type=Path, default=OWN, help="documents to take; the samples by default")
    parser.add_argument("--megabytes", type=float, default=1)
    parser.add_argument("--renew", action="store_true", help="write the table into README.md")
    parser.add_argument("--way", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        way, path = options.way
        if way == "fill":
            fill(Path(path), options.forms[0], options.bearers)
        else:
            print(*(collected if way == "resolve" else learnt)(Path(path), options.memory))
        return
    # before any model is loaded: a process begins with the memory of the one that starts it
    costs = [(n, measured(n, options.bearers, options.memory, options.rounds)) for n in options.forms]
    rows = [resolved.row(n, f"{n:,} forms") for n, (resolved, _) in costs]
    rows += [learning.row(n, f"learning from {n:,}") for n, (_, learning) in costs]
    show(COLUMNS, rows)
    if options.renew:
        renew("resolution", COLUMNS, rows)
    if options.megabytes:
        print(stages(options.gold, options.megabytes, options.rounds))


if __name__ == "__main__":
    main()
