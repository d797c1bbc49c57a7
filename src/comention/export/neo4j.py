"""Write a folder of CSV files for `neo4j-admin database import full` of Neo4j 5, and the command for it.

It fills an empty database many times faster than a script can. Unlike the tables for spreadsheets these have the exact
texts, so do not open them in one. The texts of a list are separated by a character that no text has.
"""

import csv
from collections.abc import Iterable, Iterator
from io import TextIOWrapper

from comention.export import Dataset, Opener
from comention.export.property_graph import Properties, PropertyGraph, Value
from comention.runtime import paused

_TYPES = {str: "string", bool: "boolean", int: "long", float: "double", list: "string[]"}
_BETWEEN = "\x1f"

_COMMAND = """
To make a new database "neo4j" of it, stop Neo4j and run this in this folder:

neo4j-admin database import full neo4j \\
{files} \\
    --array-delimiter=U+001F --multiline-fields=true

Then start Neo4j, and let it find nodes by their ids:

{constraints}
"""


def write_neo4j(dataset: Dataset, opener: Opener) -> None:
    """Write a file for each kind of nodes and of relationships, and `README.txt`."""
    graph = PropertyGraph(dataset)
    for file, nodes in graph.nodes.items():
        of = file.capitalize()  # ids are told apart in each kind
        header = [f"id:ID({of})", ":LABEL", *_header(nodes.columns)]
        rows = ([identifier, label, *_cells(row, nodes.columns)] for (label, identifier), row in nodes.rows())
        _write(opener, f"{file}.csv", header, rows)
    for file, links in graph.links.items():
        targets = "Documents" if links.targets == ("Document",) else "Entities"
        header = [":START_ID(Entities)", f":END_ID({targets})", ":TYPE", *_header(links.columns)]
        lines = ([a[1], b[1], links.name, *_cells(row, links.columns)] for a, b, row in links.rows())
        _write(opener, f"{file}.csv", header, lines)
    with opener("README.txt") as readme:
        readme.write(_readme(graph).encode("utf-8"))


def _write(opener: Opener, name: str, header: list[str], rows: Iterable[list[str]]) -> None:
    with opener(name) as file, paused():
        text = TextIOWrapper(file, "utf-8", newline="")
        writer = csv.writer(text)
        writer.writerow(header)
        writer.writerows(rows)
        text.detach()


def _header(columns: dict[str, type]) -> Iterator[str]:
    return (f"{name}:{_TYPES[kind]}" for name, kind in columns.items())


def _cells(row: Properties, columns: dict[str, type]) -> Iterator[str]:
    return (_cell(row[name]) if name in row else "" for name in columns)


def _cell(value: Value) -> str:
    if isinstance(value, list):
        return _BETWEEN.join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _readme(graph: PropertyGraph) -> str:
    about = [f"{name}: {' '.join(str(value).split())}" for name, value in graph.about.items()]
    files = [f"    --nodes={name}.csv" for name in graph.nodes] + [
        f"    --relationships={name}.csv" for name in graph.links
    ]
    return (
        "\n".join(about) + "\n" + _COMMAND.format(files=" \\\n".join(files), constraints="".join(graph.constraints()))
    )
