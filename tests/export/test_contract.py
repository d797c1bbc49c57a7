"""What every exporter promises, those of other packages too, as soon as it is registered."""

import copy
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest

from comention.errors import ExportError
from comention.export import GROUP, Dataset, export, formats


def exported(dataset: Dataset, name: str) -> bytes:
    file = BytesIO()
    export(dataset, name, file)
    return file.getvalue()


@pytest.mark.parametrize("name", formats())
def test_the_graph_stays_as_it_is(name: str, hostile: Dataset) -> None:
    before = copy.deepcopy(nx.node_link_data(hostile.graph))
    exported(hostile, name)
    assert nx.node_link_data(hostile.graph) == before


@pytest.mark.parametrize("name", formats())
def test_the_same_graph_gives_the_same_bytes(name: str, hostile: Dataset) -> None:
    assert exported(hostile, name) == exported(hostile, name)


@pytest.mark.parametrize("name", formats())
def test_another_hash_seed_gives_the_same_bytes(name: str) -> None:
    code = """
import runpy, sys
from io import BytesIO
from comention.export import export
export(runpy.run_path(sys.argv[1])["hostile_dataset"](), sys.argv[2], file := BytesIO())
sys.stdout.buffer.write(file.getvalue())
"""
    command = [sys.executable, "-c", code, str(Path(__file__).with_name("conftest.py")), name]
    one, two = (
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    )
    assert one
    assert one == two


@pytest.mark.parametrize("name", formats())
def test_it_writes_utf_8(name: str, hostile: Dataset) -> None:
    assert exported(hostile, name).decode("utf-8")


@pytest.mark.parametrize("name", formats())
def test_a_graph_without_anything_is_fine(name: str) -> None:
    exported(Dataset(nx.Graph(), lambda: iter(())), name)


def test_a_format_that_is_none_is_refused_with_those_there_are(hostile: Dataset) -> None:
    with pytest.raises(ExportError, match=r"^gexf2: no such format; there are graphml, html, mentions"):
        exported(hostile, "gexf2")


def test_an_installed_package_adds_a_format(hostile: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "counting.py").write_text("def write(dataset, file): file.write(b'%d' % len(dataset.graph))")
    about = tmp_path / "counting-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: counting\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\ncount = counting:write\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert "count" in formats()
    assert exported(hostile, "count") == b"3"
