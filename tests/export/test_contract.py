"""What every exporter promises, those of other packages too, as soon as it is registered."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from tests.export.writing import Folder, folder, written

from comention.errors import ExportError
from comention.export import FOLDER_GROUP, GROUP, Dataset, folder_formats, formats
from comention.model import AnyGraph

ROOT = Path(__file__).parents[2]
BINARY = {"parquet", "png"}
ALL = [*formats(), *folder_formats()]


def exported(dataset: Dataset, name: str) -> Folder:
    """The files of a format, however many it has, by name."""
    return folder(dataset, name) if name in folder_formats() else {name: written(dataset, name)}


@pytest.mark.parametrize("name", ALL)
def test_the_graph_stays_as_it_is(name: str, each: Dataset) -> None:
    graph: AnyGraph = each.graph
    before = copy.deepcopy(nx.node_link_data(graph, edges="edges"))
    exported(each, name)
    assert nx.node_link_data(graph, edges="edges") == before


@pytest.mark.parametrize("name", ALL)
def test_the_same_graph_gives_the_same_bytes(name: str, each: Dataset) -> None:
    assert exported(each, name) == exported(each, name)


def digests(seed: str) -> dict[str, str]:
    """The digest of what each format writes in a process with another hash seed."""
    code = """
import hashlib, json, runpy, sys
from tests.export.test_contract import ALL, exported
hostile = runpy.run_path(sys.argv[1])["saying_dataset"]
files = {name: repr(exported(hostile(), name)) for name in ALL}
print(json.dumps({name: hashlib.sha256(content.encode()).hexdigest() for name, content in files.items()}))
"""
    command = [sys.executable, "-c", code, str(Path(__file__).with_name("conftest.py"))]
    done = subprocess.run(
        command, capture_output=True, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_another_hash_seed_gives_the_same_bytes() -> None:
    found = digests("1")
    assert set(found) == set(ALL)
    assert found == digests("2")


@pytest.mark.parametrize("name", ALL)
def test_it_writes_utf_8(name: str, each: Dataset) -> None:
    contents = exported(each, name).values()
    assert contents
    assert all(content if name in BINARY else content.decode("utf-8") for content in contents)


@pytest.mark.parametrize("name", ALL)
def test_a_graph_without_anything_is_fine(name: str) -> None:
    exported(Dataset(nx.Graph(), lambda: iter(())), name)


def test_a_format_that_is_none_is_refused_with_those_there_are(hostile: Dataset) -> None:
    with pytest.raises(ExportError, match=r"^gexf2: no such format; there are csv, "):
        written(hostile, "gexf2")
    with pytest.raises(ExportError, match=r"^graphml: no such format"):
        folder(hostile, "graphml")


def test_an_installed_package_adds_a_format(hostile: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "counting.py").write_text(
        "def write(dataset, file): file.write(b'%d' % len(dataset.graph))\n"
        "def fill(dataset, opener):\n"
        "    with opener('n/o.txt') as file: write(dataset, file)\n"
    )
    about = tmp_path / "counting-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: counting\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        f"[{GROUP}]\ncount = counting:write\n[{FOLDER_GROUP}]\ncounts = counting:fill\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert "count" in formats()
    assert written(hostile, "count") == b"3"
    assert "counts" in folder_formats()
    assert folder(hostile, "counts") == {"n/o.txt": b"3"}
