"""Write the JSON of graphology, which sigma.js draws as it is, and Gephi Lite opens.

The format is graphology's serialization. Each node has x, y, size and color as on the page, only that in sigma.js y
points up. What is called `type` elsewhere is `kind` here, because sigma.js takes a type for the name of a shape.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from comention.export import Dataset
from comention.export.flatten import Flat, Scalar, edge_id
from comention.export.json import with_own, write
from comention.export.looks import looks


def write_graphology(dataset: Dataset, file: BinaryIO) -> None:
    """Write the graph where the page draws it."""
    flat = Flat(dataset.graph)
    content = {
        "attributes": flat.attributes,
        "options": {"type": "undirected", "multi": False, "allowSelfLoops": True},
        "nodes": _nodes(dataset, flat),
        "edges": _edges(flat),
    }
    write(content, file)


def _nodes(dataset: Dataset, flat: Flat) -> Iterator[dict[str, Any]]:
    look_of = looks(dataset.graph, flat.ids)
    for identifier, attributes in flat.nodes():
        look = look_of[identifier]
        own = {
            "label": attributes.get("label") or identifier,
            "x": look.x,
            "y": -look.y + 0.0,
            "size": look.radius,
            "color": look.colour,
        }
        yield {"key": identifier, "attributes": with_own(own, _without_type(attributes))}


def _edges(flat: Flat) -> Iterator[dict[str, Any]]:
    for source, target, attributes in flat.edges():
        ends = {"key": edge_id(source, target), "source": source, "target": target, "undirected": True}
        yield {**ends, "attributes": _without_type(attributes)}


def _without_type(attributes: Mapping[str, Scalar]) -> dict[str, Scalar]:
    return {"kind" if name == "type" else name: value for name, value in attributes.items()}
