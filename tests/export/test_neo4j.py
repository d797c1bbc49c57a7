"""The files by the rules of `neo4j-admin database import`: header fields, types, ids, and how cells are parted."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pytest
from tests.export.conftest import HOSTILE
from tests.export.writing import folder

from comention.export import Dataset
from comention.export.flatten import RIGHTS, clean, quotation
from comention.model import AnyGraph

KINDS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "long": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "string[]": lambda cell: cell.split("\x1f"),
}
FIELD = re.compile(
    r"(?P<name>\w*):(?P<type>ID|LABEL|START_ID|END_ID|TYPE|string(?:\[\])?|long|double|boolean)(?:\((?P<group>\w+)\))?"
)
NODES = ["collection.csv", "entities.csv", "documents.csv"]
LINKS = ["named_with.csv", "mentioned_in.csv"]

Row = dict[str, Any]


class Imported:
    """The nodes by group and id, and the relationships, as the importer would make them of these files."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.nodes: dict[tuple[str, str], Row] = {}
        self.links: list[tuple[Row, Row, Row]] = []
        for name in NODES:
            for row, ends in parsed(files[name]):
                assert ends["ID"] not in self.nodes
                self.nodes[ends["ID"]] = row
        for name in LINKS:
            for row, ends in parsed(files[name]):
                self.links.append((self.nodes[ends["START_ID"]], self.nodes[ends["END_ID"]], row))

    def labelled(self, label: str) -> list[Row]:
        return [node for node in self.nodes.values() if node["LABEL"] == label]


def parsed(content: bytes) -> list[tuple[Row, dict[str, tuple[str, str]]]]:
    """Each row's properties, with its label or type, and the ids in it with their groups; an empty cell is absent."""
    header, *rows = csv.reader(StringIO(content.decode("utf-8"), newline=""), strict=True)
    fields = [FIELD.fullmatch(field) for field in header]
    found = []
    for cells in rows:
        row: Row = {}
        ends = {}
        for field, cell in zip(fields, cells, strict=True):
            assert field
            if field["group"]:
                ends[field["type"]] = (field["group"], cell)
            if field["type"] not in KINDS:
                row[field["name"] or field["type"]] = cell
            elif cell:
                row[field["name"]] = KINDS[field["type"]](cell)
        found.append((row, ends))
    return found


def test_all_of_it_arrives(each: Dataset) -> None:
    graph = each.graph
    graph.nodes["person:bob"]["label"] = 'a;b|c,d\r"e"\\\n\'f\x1f'
    graph.edges["person:a", "person:bob"]["npmi"] = 1e-7
    imported = Imported(folder(each, "neo4j"))
    (peru,) = imported.labelled("Country")
    assert (peru["id"], peru["code"], peru["aliases"], peru["mentions"]) == ("country:pe", "PE", ["Peru"], 1)
    a, bob = imported.labelled("Person")
    assert (a["label"], a["aliases"]) == (clean(HOSTILE), [clean(HOSTILE), "A"])
    assert bob["label"] == 'a;b|c,d\r"e"\\\n\'f'
    assert "code" not in bob
    _, (source, target, link), *_ = imported.links
    told = [clean(quotation(passage)) for passage in graph.edges["person:a", "person:bob"]["evidence"]]
    assert (source, target, link["TYPE"]) == (a, bob, "NAMED_WITH")
    assert (link["weight"], link["npmi"], link["evidence"]) == (1, 1e-7, told)
    mentioned = [(a["id"], b["id"], link["mentions"], link["names"]) for a, b, link in imported.links[2:]]
    assert mentioned[0] == ("person:a", clean(HOSTILE), 1, [clean(HOSTILE)])
    assert len(mentioned) == 3


def test_duckdb_reads_the_same_rows(each: Dataset, tmp_path: Path) -> None:
    for name, content in folder(each, "neo4j").items():
        if name.endswith(".csv"):
            (tmp_path / name).write_bytes(content)
            options = "all_varchar=true, header=true, quote='\"', escape='\"', delim=','"
            found = duckdb.sql(f"SELECT * FROM read_csv('{tmp_path / name}', {options})")
            assert found is not None
            header, *rows = csv.reader(StringIO(content.decode("utf-8"), newline=""))
            assert found.columns == header
            assert [[cell or "" for cell in row] for row in found.fetchall()] == rows


def test_it_says_what_it_is_and_how_it_is_loaded(hostile: Dataset) -> None:
    hostile.graph.graph["title"] = "A\n\nrm -rf"
    files = folder(hostile, "neo4j")
    readme = files.pop("README.txt").decode("utf-8")
    assert readme.startswith("title: A rm -rf\n")
    assert f"rights: {RIGHTS}\n" in readme
    assert re.findall(r"--(?:nodes|relationships)=(\S+)", readme) == list(files) == [*NODES, *LINKS]
    (collection,) = Imported(files).labelled("Collection")
    assert (collection["title"], collection["settings_demonyms"], collection["rights"]) == ("A\n\nrm -rf", True, RIGHTS)


@pytest.mark.parametrize("graph", [nx.Graph(), nx.path_graph(3)])
def test_a_bare_graph_loads(graph: AnyGraph) -> None:
    imported = Imported(folder(Dataset(graph, lambda: iter(())), "neo4j"))
    assert len(imported.labelled("Entity")) == len(graph)
    assert len(imported.links) == graph.number_of_edges()
