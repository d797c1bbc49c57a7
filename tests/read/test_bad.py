"""What people's folders hold: each bad file is read, or skipped with a reason, and none of them stops a run."""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest
from tests.read.bad import archives, mails, pages, papers, records, texts

from comention import pipeline
from comention.config import Limits
from comention.model import Document
from comention.read import How, Skipped, Status, find, read_each

CASES = list(chain.from_iterable(module.cases() for module in (texts, pages, records, mails, archives, papers)))
LIMITS = Limits(seconds=20, memory=1000, size=40, depth=5)

Outcome = list[Document | Skipped]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each case in a folder of its own, since names are more than once the same."""
    root = tmp_path_factory.mktemp("bad")
    for number, case in enumerate(CASES):
        place = root / f"{number:03}"
        place.mkdir()
        (place / os.fsdecode(os.fsencode(case.name))).write_bytes(case.data)
    return root


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[int, Outcome]:
    sources = find([folder])
    with closing(read_each(sources, How(limits=LIMITS))) as streams:
        read = [list(items) for items in streams]
    return {int(source.id[:3]): items for source, items in zip(sources, read, strict=True)}


def test_the_corpus_is_large() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{n}-{case.name[:40]!r}" for n, case in enumerate(CASES)])
def test_bad_input(number: int, outcomes: dict[int, Outcome]) -> None:
    case, items = CASES[number], outcomes.pop(number)
    documents = [item for item in items if isinstance(item, Document)]
    skipped = [item for item in items if isinstance(item, Skipped)]
    said = "\n".join(document.text for document in documents)
    assert {item.status for item in skipped} == case.skipped, [item.reason for item in skipped][:5]
    assert [name for name in case.names if name not in said.replace("\u00a0", " ").replace("\n", " ")] == []
    assert case.names or not said.strip()
    for item in skipped:
        assert item.reason
        assert item.reason.isprintable()
        assert len(item.reason) < 300
    for text in strings(documents):
        assert text == text.encode("utf-8", "replace").decode()
        assert case.name.endswith(".jsonl") or not set(text) & set("\0\x07\x1b\u200b\ufeff")


@pytest.mark.model
def test_a_run_over_all_of_them(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    limits = ["--size-limit", "40", "--depth-limit", "5", "--memory-limit", "1000", "--time-limit", "20"]
    english = ["--language", "en"]  # old encodings are those of other languages
    command = [sys.executable, "-m", "comention", "generate", str(folder), "-o", str(out), *limits, *english]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert re.search(
        r"\d+ documents read, \d+ documents and \d+ characters left out \(see .*report.json\)", done.stderr
    )
    report = json.loads((out / "report.json").read_bytes())
    assert len(report["inputs"]) == len(CASES)
    found: defaultdict[str, set[str]] = defaultdict(set)
    with pipeline.dataset(out) as dataset:
        for mention in dataset.mentions():
            found[mention.document[:3]].add(mention.entity)
    for number, (case, outcome) in enumerate(zip(CASES, report["inputs"], strict=True)):
        statuses = {outcome["status"], *(part["status"] for part in outcome.get("parts", ()))}
        assert case.skipped <= statuses | ({Status.HIDDEN} if "hidden" in outcome else set())
        assert bool(case.names) == (outcome["status"] == "read")
        if "Angela Merkel" in case.names:
            assert "person:angela-merkel" in found[f"{number:03}"], case.name


def strings(documents: list[Document]) -> Iterator[str]:
    for document in documents:
        yield document.text
        yield from filter(None, (document.title, document.author, document.source, document.date))
