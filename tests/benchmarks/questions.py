"""What questions cost from a cold start, beside importing networkx alone.

Usage, from the project's root:

    python -m tests.benchmarks.questions [--documents 15500] [--rounds 7] [--renew]

A workspace of synthetic documents of 60 words, with about 100,000 mentions, is made by `comention generate`. Then, in
turns, each in a process of its own: questions at the command line, and `python -c "import networkx"`. *Ratio* is the
ratio of medians. `--renew` writes the table into `README.md`.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.growth import write_documents
from tests.benchmarks.readme import renew, show

from comention import query
from comention.config import WORKSPACE
from comention.workspace.store import Store

COLUMNS = ("clock, s", "ratio")
NETWORKX = "importing networkx"


def commands(out: Path, documents: int) -> dict[str, list[str]]:
    """The questions: about names of the middle rank and the last, which are farthest apart."""
    names = [name.label for name in query.top(out, many=10**6) if isinstance(name, query.Name)]
    one, other = names[len(names) // 2], names[-1]
    questions = {
        "show": ["show", one],
        "path": ["path", one, other],
        "top": ["top"],
        "top --links --by npmi": ["top", "--links", "--by", "npmi"],
        "search": ["search", "talks went on", "-n", "50"],
        "search, for what only the last document says": ["search", f"report {documents - 1}"],
    }
    base = [sys.executable, "-m", "comention"]
    asked = {name: [*base, *question, str(out)] for name, question in questions.items()}
    return {NETWORKX: [sys.executable, "-c", "import networkx"], **asked}


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=15_500)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--renew", action="store_true", help="write the table into README.md")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        texts, out = Path(folder, "texts.jsonl"), Path(folder, "out")
        write_documents(texts, options.documents, 60)
        subprocess.run([sys.executable, "-m", "comention", "generate", str(texts), "-o", str(out)], check=True)
        with Store(out / WORKSPACE, read_only=True) as store:
            ((mentions, links),) = store.rows("SELECT (SELECT count(*) FROM {mention}), (SELECT count(*) FROM {edge})")
        print(f"{mentions:,} mentions, {links:,} links")
        asked = commands(out, options.documents)
        clocks: dict[str, list[float]] = {}
        for _ in range(options.rounds):
            for name, command in asked.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                clocks.setdefault(name, []).append(time.perf_counter() - start)
    base = median(clocks[NETWORKX])
    rows = [[name, f"{median(times):.2f}", f"{median(times) / base:.1f}"] for name, times in clocks.items()]
    show(COLUMNS, rows)
    if options.renew:
        renew("questions", COLUMNS, rows)


if __name__ == "__main__":
    main()
