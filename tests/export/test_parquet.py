import sys
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pandas as pd
import pytest
from tests.export.writing import Folder, folder, put

from comention.errors import ExportError
from comention.export import Dataset, parquet
from comention.export.flatten import RIGHTS
from comention.export.rows import tables

NAMES = ["nodes", "edges", "evidence", "mentions"]
KINDS = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE"}


@pytest.fixture
def place(each: Dataset, tmp_path: Path) -> Path:
    each.graph.edges["person:a", "person:bob"]["npmi"] = 0.5
    return put(folder(each, "parquet"), tmp_path)


def asked(query: str) -> list[tuple[Any, ...]]:
    found = duckdb.sql(query)
    assert found is not None
    return found.fetchall()


def rows(file: Path) -> list[tuple[Any, ...]]:
    return asked(f"SELECT * FROM '{file}'")


def types(file: Path) -> dict[str, str]:
    return {name: kind for name, kind, *_ in asked(f"DESCRIBE SELECT * FROM '{file}'")}


@pytest.mark.parametrize("name", NAMES)
def test_duckdb_reads_every_cell_and_type(name: str, place: Path, each: Dataset) -> None:
    table = tables(each)[name]
    assert rows(place / f"{name}.parquet") == list(table.rows()) != []
    assert types(place / f"{name}.parquet") == {column: KINDS[kind] for column, kind in table.columns.items()}


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_every_cell(name: str, place: Path, each: Dataset) -> None:
    frame = pd.read_parquet(place / f"{name}.parquet")
    table = tables(each)[name]
    assert list(frame.columns) == list(table.columns)
    read = [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame.itertuples(index=False)]
    assert read == list(table.rows())


def test_polars_reads_every_cell(place: Path, each: Dataset) -> None:
    polars = pytest.importorskip("polars")
    for name in NAMES:
        assert polars.read_parquet(place / f"{name}.parquet").rows() == list(tables(each)[name].rows())


@pytest.mark.parametrize("name", NAMES)
def test_each_file_tells_what_it_is(name: str, place: Path, hostile: Dataset) -> None:
    found = asked(f"SELECT key, value FROM parquet_kv_metadata('{place / name}.parquet')")
    told = {key.decode(): value.decode() for key, value in found}
    assert (told["model"], told["settings_window"], told["rights"]) == ("en_core_web_sm 3.8.0", "sentence", RIGHTS)
    assert (told["settings_demonyms"], told["counts_links"]) == ("true", "2")
    assert told["title"] == 'A & <b> </script>  中 🎈 "><script>'


def test_columns_without_rows_keep_their_types(tmp_path: Path) -> None:
    place = put(folder(Dataset(nx.path_graph(3), lambda: iter(())), "parquet"), tmp_path)
    assert types(place / "evidence.parquet")["page"] == "BIGINT"
    assert types(place / "mentions.parquet")["demonym"] == "BOOLEAN"
    assert rows(place / "mentions.parquet") == []
    assert rows(place / "nodes.parquet") == [("node:0",), ("node:1",), ("node:2",)]


def test_many_rows_are_written_some_at_a_time(
    hostile: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 2)
    files: Folder = folder(hostile, "parquet")
    place = put(files, tmp_path)
    for name in NAMES:
        assert rows(place / f"{name}.parquet") == list(tables(hostile)[name].rows())
    groups = asked(f"SELECT DISTINCT row_group_num_rows FROM parquet_metadata('{place}/mentions.parquet')")
    assert sorted(groups) == [(1,), (2,)]


def test_without_pyarrow_one_line_says_what_to_install(hostile: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "comention.export.parquet")
    with pytest.raises(ExportError) as error:
        folder(hostile, "parquet")
    assert str(error.value) == 'parquet needs pyarrow; install it with: pip install "comention[parquet]"'
