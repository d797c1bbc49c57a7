"""A dataset in, GraphML out: what Gephi, Cytoscape, yEd, networkx and igraph open.

Our own writer, because networkx's holds the whole tree in memory, writes other bytes where lxml is installed, and
gives edges no ids. An edge's id is made of its ends, so that it is the same in the next run.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from comention.export import Dataset
from comention.export.flatten import flatten

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}


def write_graphml(dataset: Dataset, file: BinaryIO) -> None:
    """Write the graph with all its attributes, flattened."""
    for line in _lines(dataset):
        file.write(line.encode("utf-8"))


def _lines(dataset: Dataset) -> Iterator[str]:
    graph = flatten(dataset.graph)
    tables = {
        "graph": [graph.graph],
        "node": [attributes for _, attributes in graph.nodes(data=True)],
        "edge": [attributes for _, _, attributes in graph.edges(data=True)],
    }
    keys: dict[tuple[str, str], str] = {}
    yield _HEAD
    for element, rows in tables.items():
        for name, kind in _columns(rows).items():
            key = keys[element, name] = f"d{len(keys)}"
            yield f'  <key id="{key}" for="{element}" attr.name={quoteattr(name)} attr.type="{kind}"/>\n'
    yield '  <graph id="comention" edgedefault="undirected">\n'
    yield from _data(graph.graph, "graph", keys)
    for node, attributes in graph.nodes(data=True):
        yield f"    <node id={quoteattr(node)}>\n"
        yield from _data(attributes, "node", keys)
        yield "    </node>\n"
    for source, target, attributes in graph.edges(data=True):
        ends = f"source={quoteattr(source)} target={quoteattr(target)}"
        yield f"    <edge id={quoteattr(f'{source}--{target}')} {ends}>\n"
        yield from _data(attributes, "edge", keys)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _columns(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The GraphML type of each attribute."""
    return {name: _TYPES[type(value)] for row in rows for name, value in row.items()}


def _data(attributes: Mapping[str, Any], element: str, keys: Mapping[tuple[str, str], str]) -> Iterator[str]:
    for name, value in attributes.items():
        text = str(value).lower() if isinstance(value, bool) else escape(str(value), {"\r": "&#13;"})
        yield f'      <data key="{keys[element, name]}">{text}</data>\n'
