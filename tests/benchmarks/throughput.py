"""What `generate` costs on many texts, beside the usual recipe and beside the model alone.

Usage, from the project's root:

    python -m tests.benchmarks.throughput [--words 300000] [--rounds 3] [--workers 2] [--renew]

The sample documents are taken again and again, with other names each time, up to a number of words. Each way works in a
process of its own, they take turns, and each figure is the median of several rounds:

- *the usual recipe*: the whole spaCy pipeline, a node for each spelling, a link for each sentence, GraphML by networkx.
- *its model alone*: nothing but names and sentences, with NumPy's BLAS in one thread, in batches; nothing is kept.
- *comention*: the whole command in an empty folder, by each model with one worker, and by the default with more.

CPU seconds count all processes; memory is that of the largest one. `--renew` writes the table into `README.md`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.quality import OWN
from tests.benchmarks.readme import renew, show
from tests.benchmarks.scoring import load_gold

from comention.extract import load_extractor
from comention.extract.spacy import CHOICES, SpacyExtractor

COLUMNS = ("words per CPU second", "CPU, s", "clock, s", "memory, MB")

RECIPE = """
import itertools, json, sys
import networkx as nx, spacy
nlp = spacy.load(sys.argv[1])
graph = nx.Graph()
texts = (json.loads(line)["text"] for line in open(sys.argv[2]))
for doc in nlp.pipe(texts):
    for sentence in doc.sents:
        names = {ent.text for ent in sentence.ents if ent.label_ in ("PERSON", "ORG", "GPE")}
        for name in names:
            graph.add_node(name)
        for one, other in itertools.combinations(sorted(names), 2):
            weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=weight + 1)
nx.write_graphml(graph, sys.argv[3] + "/graph.graphml")
"""
ALONE = """
import json, sys
import spacy
from thinc.api import NumpyOps, set_current_ops
set_current_ops(NumpyOps(use_blis=False))
nlp = spacy.load(sys.argv[1], exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])
nlp.enable_pipe("senter")
texts = (json.loads(line)["text"] for line in open(sys.argv[2]))
for doc in nlp.pipe(texts, batch_size=64):
    doc.ents
"""


class Cost(NamedTuple):
    """What a process and its children took: CPU seconds, seconds by the clock, megabytes of the largest one."""

    cpu: float
    clock: float
    memory: float


def cost(command: list[str]) -> Cost:
    """Run a command and wait for all that it started."""
    start = time.perf_counter()
    code = "import os, subprocess, sys; subprocess.run(sys.argv[1:], check=True); r = __import__('resource')"
    code += "; u = r.getrusage(r.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss)"
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", code, *command], env=environment, capture_output=True, check=True)
    cpu, memory = map(float, done.stdout.split()[-2:])
    return Cost(cpu, time.perf_counter() - start, memory / 1024)


def write_texts(path: Path, words: int) -> int:
    """Write records up to a number of words; return how many words there are."""
    samples = [sample.text for sample in load_gold(OWN)]
    written = turn = 0
    with path.open("w") as file:
        while written < words:
            letters = f"{chr(65 + turn % 26)}{chr(97 + turn // 26 % 26)}"
            for sample in samples:
                text = sample.replace("Angela", f"{letters}gela").replace("Trump", f"Trump{letters.lower()}")
                text += f"\n\nThis is copy {turn}."  # equal texts would be read once
                file.write(json.dumps({"text": text}) + "\n")
                written += len(text.split())
            turn += 1
    return written


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--renew", action="store_true", help="write the table into README.md")
    options = parser.parse_args()

    extractor = load_extractor("fast")
    assert isinstance(extractor, SpacyExtractor)
    model = str(extractor.folder)
    costs: defaultdict[str, list[Cost]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "texts.jsonl")
        words = write_texts(texts, options.words)
        for number in range(options.rounds):
            out = Path(folder, f"out-{number}")
            ours = [sys.executable, "-m", "comention", "generate", "-q", str(texts), "--workers"]
            ways = {
                "the usual recipe": [sys.executable, "-W", "ignore", "-c", RECIPE, model, str(texts), folder],
                "its model alone": [sys.executable, "-W", "ignore", "-c", ALONE, model, str(texts)],
                **{
                    f"comention, {model}, 1 worker": [*ours, "1", "-o", f"{out}-{model}", "--model", model]
                    for model in CHOICES
                },
                f"comention, default, {options.workers} workers": [*ours, str(options.workers), "-o", f"{out}-many"],
            }
            for way, command in ways.items():
                costs[way].append(cost(command))
    rows = []
    for way, found in costs.items():
        cpu, clock, memory = (median(values) for values in zip(*found, strict=True))
        rows.append([way, f"{words / cpu:,.0f}", f"{cpu:.1f}", f"{clock:.1f}", f"{memory:,.0f}"])
    print(f"{extractor.model}, {words:,} words")
    show(COLUMNS, rows)
    if options.renew:
        renew("throughput", COLUMNS, rows)


if __name__ == "__main__":
    main()
