"""Write GraphML, which Gephi, Cytoscape, yEd, networkx and igraph open.

Our own writer, because networkx's holds the whole tree in memory, writes other bytes where lxml is installed, and
gives edges no ids.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from comention.export import Dataset
from comention.export.flatten import Flat, edge_id
from comention.export.xml import attribute, content, write

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}
"""What GraphML and GEXF call the types of attributes."""


def write_graphml(dataset: Dataset, file: BinaryIO) -> None:
    """Write the graph with all its attributes, flattened."""
    write(_lines(dataset), file)


def _lines(dataset: Dataset) -> Iterator[str]:
    graph = Flat(dataset.graph)
    columns = {"graph": {name: type(value) for name, value in graph.attributes.items()}, **graph.columns}
    keys: dict[tuple[str, str], str] = {}
    yield _HEAD
    for element, kinds in columns.items():
        for name, kind in kinds.items():
            key = keys[element, name] = f"d{len(keys)}"
            yield f'  <key id="{key}" for="{element}" attr.name={attribute(name)} attr.type="{TYPES[kind]}"/>\n'
    yield '  <graph id="comention" edgedefault="undirected">\n'
    yield from _data(graph.attributes, "graph", keys)
    for node, attributes in graph.nodes():
        yield f"    <node id={attribute(node)}>\n"
        yield from _data(attributes, "node", keys)
        yield "    </node>\n"
    for source, target, attributes in graph.edges():
        ends = f"source={attribute(source)} target={attribute(target)}"
        yield f"    <edge id={attribute(edge_id(source, target))} {ends}>\n"
        yield from _data(attributes, "edge", keys)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(attributes: Mapping[str, Any], element: str, keys: Mapping[tuple[str, str], str]) -> Iterator[str]:
    for name, value in attributes.items():
        yield f'      <data key="{keys[element, name]}">{content(value)}</data>\n'
