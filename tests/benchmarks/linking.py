"""What linking costs at scale, beside counting in Python; and writing a graph of 100,000 links as GraphML.

Usage, from the project's root:

    python -m tests.benchmarks.linking [--mentions 10000000] [--entities 300000] [--memory 700] [--rounds 3] [--renew]

A workspace is filled with mentions, two a sentence, of entities of which few are named often. Then, in turns, each in a
process of its own: the links of all pairs are counted and stored; the graph of the strongest 100,000 is made, with
evidence, and written as GraphML; and the pairs alone are counted by a `Counter`, from the same table. *Memory* is the
most that a process had. `--renew` writes the table into `README.md`.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations, groupby
from operator import itemgetter
from pathlib import Path
from statistics import median

from tests.benchmarks.readme import renew, show

from comention.analyse import analyse
from comention.export import Dataset, export
from comention.link.windows import count_links, link
from comention.tables import mentions
from comention.workspace.store import Store

COLUMNS = ("clock, s", "memory, MB")
LINKS = 100_000
SENTENCES = 50  # in a document
TEXT = "Somebody met somebody else. " * 180


def fill(path: Path, many: int, entities: int) -> None:
    """Fill a workspace, in the store's own words: inventing so many records in Python would take minutes."""
    sentences, documents = many // 2, many // (2 * SENTENCES)
    place = f"(i // 2) % {SENTENCES}"
    with Store(path, memory=4000) as store:
        store.begin()
        with store.transaction() as cursor:
            cursor.execute(
                f"INSERT INTO extracted_sentence BY NAME SELECT i // {SENTENCES} AS extraction, "
                f"i % {SENTENCES} AS sentence, 0 AS paragraph, (i % {SENTENCES}) * 100 AS start, "
                f'(i % {SENTENCES}) * 100 + 99 AS "end" FROM range({sentences}) t(i)'
            )
            cursor.execute(
                f'INSERT INTO text_piece BY NAME SELECT i AS extraction, 0 AS start, {len(TEXT)} AS "end", '
                f"'{TEXT}' AS text FROM range({documents}) t(i)"
            )
            cursor.execute(
                f"INSERT INTO document BY NAME SELECT i AS document, 'd' || i AS id, {len(TEXT)} AS characters, "
                f"'2020-01-02' AS date, i AS extraction FROM range({documents}) t(i)"
            )
            cursor.execute(
                "INSERT INTO entity BY NAME SELECT i AS entity, 'person:' || lpad(i::TEXT, 7, '0') AS id, "
                f"'PERSON' AS type, 'Person ' || i AS label FROM range({entities}) t(i)"
            )
            cursor.execute(
                f"INSERT INTO mention BY NAME SELECT i // {2 * SENTENCES} AS document, {place} AS sentence, "
                f'{place} * 100 + i % 2 * 20 AS start, {place} * 100 + i % 2 * 20 + 10 AS "end", '
                "'Person' AS surface, 'PERSON' AS type, 'name' AS rule, false AS demonym, "
                f"least({entities - 1}, floor({entities} * pow(hash(i) % 1000000 / 1e6, 3)))::INTEGER AS entity "
                f"FROM range({many}) t(i)"
            )
        store.write_facts({"title": "Invented"})
        store.commit()


def counted(path: Path, memory: int) -> dict[str, float]:
    """Count and store all links."""
    with Store(path, read_only=True, memory=memory) as store:
        start = time.perf_counter()
        count_links(store)
        return {"links counted and stored, in SQL": time.perf_counter() - start}


def graphed(path: Path, memory: int) -> dict[str, float]:
    """Make the graph of the strongest links, and write it."""
    with Store(path, read_only=True, memory=memory) as store, tempfile.TemporaryFile() as file:
        start = time.perf_counter()
        graph = analyse(link(store, max_links=LINKS))
        made = time.perf_counter()
        assert graph.number_of_edges() == LINKS
        export(Dataset(graph, lambda: mentions(store)), "graphml", file)
        written = time.perf_counter()
    return {
        f"the graph of the strongest {LINKS:,}, with evidence": made - start,
        f"{LINKS:,} links as GraphML": written - made,
    }


def in_python(path: Path, memory: int) -> dict[str, float]:
    """Count the pairs in a dict."""
    with Store(path, read_only=True, memory=memory) as store:
        start = time.perf_counter()
        pairs: Counter[tuple[int, int]] = Counter()
        rows = store.rows("SELECT m.document, m.sentence, m.entity FROM {mention} m ORDER BY 1, 2, 3")
        for _, named in groupby(rows, key=itemgetter(0, 1)):
            pairs.update(combinations(sorted({entity for *_, entity in named}), 2))
        return {"pairs counted by a Counter": time.perf_counter() - start}


WAYS: dict[str, Callable[[Path, int], dict[str, float]]] = {
    "counted": counted,
    "graphed": graphed,
    "in_python": in_python,
}


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=10_000_000)
    parser.add_argument("--entities", type=int, default=300_000)
    parser.add_argument("--memory", type=int, default=700)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--renew", action="store_true", help="write the table into README.md")
    parser.add_argument("--way", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        way, path = options.way
        if way == "fill":
            fill(Path(path), options.mentions, options.entities)
            return
        for step, took in WAYS[way](Path(path), options.memory).items():
            print(step, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, sep="\t")
        return
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "workspace.duckdb")
        command = [sys.executable, "-m", "tests.benchmarks.linking", "--memory", str(options.memory)]
        command += ["--mentions", str(options.mentions), "--entities", str(options.entities)]
        # in a process of its own, or all others would seem to need as much memory as it
        subprocess.run([*command, "--way", "fill", str(path)], check=True)
        for _ in range(options.rounds):
            for way in WAYS:
                done = subprocess.run(
                    [*command, "--way", way, str(path)], check=True, stdout=subprocess.PIPE, text=True
                )
                for line in done.stdout.splitlines():
                    name, seconds, memory = line.split("\t")
                    found[name].append((float(seconds), float(memory)))
    rows = []
    for name, costs in found.items():
        seconds, memory = (median(values) for values in zip(*costs, strict=True))
        rows.append([name, f"{seconds:.1f}", f"{memory:,.0f}"])
    print(f"{options.mentions:,} mentions of {options.entities:,} entities")
    show(COLUMNS, rows)
    if options.renew:
        renew("linking", COLUMNS, rows)


if __name__ == "__main__":
    main()
