import csv
import json
from io import BytesIO
from pathlib import Path

import duckdb
import networkx as nx
import pandas as pd
import pytest
from tests.export.writing import folder, put
from tests.sayings import relation, role

from comention.export import Dataset
from comention.export.flatten import RIGHTS
from comention.export.rows import tables
from comention.model import AnyGraph
from comention.text.cells import from_cell, to_cell

NAMES = ["nodes", "edges", "evidence", "mentions"]


@pytest.fixture
def place(each: Dataset, tmp_path: Path) -> Path:
    return put(folder(each, "csv"), tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_every_cell(name: str, place: Path, each: Dataset) -> None:
    table = tables(each)[name]
    frame = pd.read_csv(place / f"{name}.csv", keep_default_na=False, na_values=[""])
    assert list(frame.columns) == list(table.columns)
    rows = [[None if pd.isna(cell) else cell for cell in row] for row in frame.itertuples(index=False)]
    told = [[to_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows()]
    assert rows == [[None if cell == "" else cell for cell in row] for row in told]
    assert rows


@pytest.mark.parametrize("name", NAMES)
def test_duckdb_reads_every_cell(name: str, place: Path, each: Dataset) -> None:
    table = tables(each)[name]
    kinds = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE"}
    columns = ", ".join(f"'{column}': '{kinds[kind]}'" for column, kind in table.columns.items())
    options = f"columns={{{columns}}}, quote='\"', escape='\"', header=true"
    found = duckdb.sql(f"SELECT * FROM read_csv('{place / name}.csv', {options})")
    assert found is not None
    read = [[from_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in found.fetchall()]
    assert read == [[None if cell == "" else cell for cell in row] for row in table.rows()]


def test_the_tables_hang_together(place: Path) -> None:
    nodes, edges, evidence, mentions = (pd.read_csv(place / f"{name}.csv") for name in NAMES)
    assert set(edges["source"]) | set(edges["target"]) <= set(nodes["id"])
    assert set(evidence["edge"]) == set(edges["id"])
    assert list(evidence["place"]) == [1, 2, 1, 2]
    assert set(mentions["entity"]) <= set(nodes["id"])


def test_a_spreadsheet_runs_nothing(hostile: Dataset) -> None:
    hostile.graph.nodes["person:bob"]["label"] = "=HYPERLINK(A1)"
    rows = csv.DictReader(folder(hostile, "csv")["nodes.csv"].decode("utf-8-sig").splitlines())
    assert "'=HYPERLINK(A1)" in {row["label"] for row in rows}


def test_roles_and_relations_are_no_formulas() -> None:
    graph: AnyGraph = nx.Graph([("a", "b", {"relations": [relation("a", "met", "b", source_text="=A1")]})])
    graph.nodes["a"]["roles"] = [role("=1+1")]
    files = folder(Dataset(graph, lambda: iter(())), "csv")
    nodes, edges = (list(csv.DictReader(files[f"{name}.csv"].decode("utf-8-sig").splitlines())) for name in NAMES[:2])
    assert [row["roles"] for row in nodes] == ["'=1+1 (1)", ""]
    assert (edges[0]["relations"], edges[0]["relation"]) == ("'=A1 → met → b (1)", "other")


def test_the_package_says_what_it_is(place: Path) -> None:
    told = json.loads((place / "datapackage.json").read_text("utf-8"))
    assert (told["model"], told["settings_window"], told["rights"]) == ("en_core_web_sm 3.8.0", "sentence", RIGHTS)
    assert [resource["path"] for resource in told["resources"]] == [f"{name}.csv" for name in NAMES]
    types = {field["name"]: field["type"] for field in told["resources"][1]["schema"]["fields"]}
    assert (types["weight"], types["source"]) == ("integer", "string")


def test_odd_line_ends_and_names_of_attributes_break_no_row() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node("a", label="x\ry", id="other")
    graph.add_node("b", label="b")
    graph.add_edge("a", "b", source="wire", weight=2)
    files = folder(Dataset(graph, lambda: iter(())), "csv")
    nodes = pd.read_csv(BytesIO(files["nodes.csv"]))
    assert nodes.to_dict("list") == {"id": ["a", "b"], "label": ["x\ry", "b"]}
    edges = pd.read_csv(BytesIO(files["edges.csv"]))
    assert edges.to_dict("list") == {"id": ["a--b"], "source": ["a"], "target": ["b"], "weight": [2]}
