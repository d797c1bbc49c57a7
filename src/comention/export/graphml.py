"""A dataset in, GraphML out: what Gephi, Cytoscape, yEd, networkx and igraph open.

Our own writer, because networkx's holds the whole tree in memory, writes other bytes where lxml is installed, and
gives edges no ids. An edge's id is made of its ends, so that it is the same in the next run.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from comention.collector import paused
from comention.export import Dataset
from comention.export.flatten import Flat

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_SPECIAL = re.compile("[&<>\r]")
_LINES = 5_000  # that are written at once
_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}


def write_graphml(dataset: Dataset, file: BinaryIO) -> None:
    """Write the graph with all its attributes, flattened."""
    lines = _lines(dataset)
    with paused():
        while some := "".join(islice(lines, _LINES)):
            file.write(some.encode("utf-8"))


def _lines(dataset: Dataset) -> Iterator[str]:
    graph = Flat(dataset.graph)
    columns = {"graph": {name: type(value) for name, value in graph.attributes.items()}, **graph.columns}
    keys: dict[tuple[str, str], str] = {}
    yield _HEAD
    for element, kinds in columns.items():
        for name, kind in kinds.items():
            key = keys[element, name] = f"d{len(keys)}"
            yield f'  <key id="{key}" for="{element}" attr.name={quoteattr(name)} attr.type="{_TYPES[kind]}"/>\n'
    yield '  <graph id="comention" edgedefault="undirected">\n'
    yield from _data(graph.attributes, "graph", keys)
    for node, attributes in graph.nodes():
        yield f"    <node id={quoteattr(node)}>\n"
        yield from _data(attributes, "node", keys)
        yield "    </node>\n"
    for source, target, attributes in graph.edges():
        ends = f"source={quoteattr(source)} target={quoteattr(target)}"
        yield f"    <edge id={quoteattr(f'{source}--{target}')} {ends}>\n"
        yield from _data(attributes, "edge", keys)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(attributes: Mapping[str, Any], element: str, keys: Mapping[tuple[str, str], str]) -> Iterator[str]:
    for name, value in attributes.items():
        if isinstance(value, str):
            text = escape(value, {"\r": "&#13;"}) if _SPECIAL.search(value) else value
        else:
            text = str(value).lower() if isinstance(value, bool) else str(value)
        yield f'      <data key="{keys[element, name]}">{text}</data>\n'
