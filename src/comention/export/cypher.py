"""Write a script of openCypher that loads the graph into Neo4j 5 or an embedded database.

Running it again doubles nothing: each node is found by its id, for which constraints come first, and each relationship
by its ends. Ladybug and Kuzu know no constraints but want tables; those stand in the comment at the beginning, a line
each, to be executed in place of the constraints. All else is the same for both, a statement at a time. A statement ends
with a semicolon at the end of a line; no other line ends so.

Rows travel in lists of maps that have the same keys, as embedded databases want one type for all in a list.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from comention.export import Dataset
from comention.export.property_graph import Links, Nodes, Properties, PropertyGraph, Value
from comention.export.xml import write

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r"[\\'\n\r\t]")
_TYPES = {str: "STRING", bool: "BOOL", int: "INT64", float: "DOUBLE", list: "STRING[]"}
_KEY = "`id` STRING PRIMARY KEY"
_ROWS = 200  # of a statement

_HINTS = """\
//
// Neo4j: cypher-shell -f graph.cypher
// Ladybug, Kuzu: execute these lines without their slashes, and no constraints; then the other statements, one by one.
"""


def write_cypher(dataset: Dataset, file: BinaryIO) -> None:
    """Write comments, constraints, nodes and relationships."""
    write(_pieces(PropertyGraph(dataset)), file)


def literal(value: Value) -> str:
    r"""Write a value so that it is read back as it is, in one line.

    >>> print(literal("it's\n"), literal([r"C:\users"]), literal(True), literal(1e30))
    'it\'s\n' ['C:\\users'] true 1e30
    """
    match value:
        case str():
            return f"'{_ESCAPED.sub(lambda found: _ESCAPES[found[0]], value)}'"
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case bool():
            return str(value).lower()
        case _:
            return str(value).replace("e+", "e")


def _pieces(graph: PropertyGraph) -> Iterator[str]:
    for name, value in graph.about.items():
        yield f"// {name}: {literal(value)}\n"
    yield _HINTS
    for nodes in graph.nodes.values():
        for label in nodes.labels:
            yield f"// CREATE NODE TABLE IF NOT EXISTS {label}({', '.join([_KEY, *_columns(nodes)])})\n"
    for links in graph.links.values():
        pairs = (f"FROM {source} TO {target}" for source in links.sources for target in links.targets)
        yield f"// CREATE REL TABLE IF NOT EXISTS {links.name}({', '.join([*pairs, *_columns(links)])})\n"
    yield from graph.constraints()
    for nodes in graph.nodes.values():
        yield from _merged(
            (f"MERGE (n:{label} {{id: row.id}})", {"id": key}, row) for (label, key), row in nodes.rows()
        )
    for links in graph.links.values():
        yield from _merged(
            (
                f"MATCH (a:{source[0]} {{id: row.source}})\nMATCH (b:{target[0]} {{id: row.target}})\n"
                f"MERGE (a)-[n:{links.name}]->(b)",
                {"source": source[1], "target": target[1]},
                row,
            )
            for source, target, row in links.rows()
        )


def _columns(table: Nodes | Links) -> Iterator[str]:
    return (f"`{name}` {_TYPES[kind]}" for name, kind in table.columns.items())


def _merged(rows: Iterable[tuple[str, Mapping[str, str], Properties]]) -> Iterator[str]:
    """The statements that find or make, by its keys, what each row is about, and set its properties."""
    waiting: dict[tuple[str, ...], list[str]] = {}
    for finding, keys, row in rows:
        alike = waiting.setdefault((finding, *row), [])
        values = ", ".join(f"`{name}`: {literal(value)}" for name, value in (*keys.items(), *row.items()))
        alike.append(f"{{{values}}}")
        if len(alike) == _ROWS:
            yield from _statement(finding, row, alike)
            alike.clear()
    for (finding, *names), alike in waiting.items():
        if alike:
            yield from _statement(finding, names, alike)


def _statement(finding: str, names: Iterable[str], rows: list[str]) -> Iterator[str]:
    yield "UNWIND [\n"
    for number, row in enumerate(rows, 1):
        yield f"{row},\n" if number < len(rows) else f"{row}\n"
    yield f"] AS row\n{finding}"
    settings = ", ".join(f"n.`{name}` = row.`{name}`" for name in names)
    yield f"\nSET {settings};\n" if settings else ";\n"
