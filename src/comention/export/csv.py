"""Write a folder of CSV tables for spreadsheets and data frames; nothing in them runs as a formula.

Beside the tables stands `datapackage.json` (Frictionless Data Package 1.0): what the graph is, and the types of all
columns.
"""

import csv
import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from comention.export import Dataset, Opener
from comention.export.flatten import Flat, Scalar, spoken
from comention.export.rows import Row, Table, tables
from comention.runtime import paused
from comention.text.cells import to_cell

_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"}


def write_csv(dataset: Dataset, opener: Opener) -> None:
    """Write `nodes.csv`, `edges.csv`, `evidence.csv`, `mentions.csv` and `datapackage.json`."""
    found = tables(dataset)
    for name, table in found.items():
        # the mark at the beginning tells spreadsheets that this is UTF-8
        with opener(f"{name}.csv") as file, paused():
            text = TextIOWrapper(file, "utf-8-sig", newline="")
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(table.columns)
            writer.writerows(_cells(table))
            text.detach()
    with opener("datapackage.json") as file:
        file.write(json.dumps(_package(Flat(dataset.graph), found), ensure_ascii=False, indent=2).encode("utf-8"))


def _cells(table: Table) -> Iterator[Row]:
    return (tuple(map(_cell, row)) for row in table.rows())


def _cell(value: Scalar | None) -> Scalar | None:
    if isinstance(value, str):
        return to_cell(value)
    return spoken(value) if isinstance(value, bool) else value


def _package(flat: Flat, found: dict[str, Table]) -> dict[str, Any]:
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "schema": {"fields": [{"name": column, "type": _TYPES[kind]} for column, kind in table.columns.items()]},
        }
        for name, table in found.items()
    ]
    return {"profile": "tabular-data-package", "name": "comention", **flat.attributes, "resources": resources}
