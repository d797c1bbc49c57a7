"""Write Cytoscape.js JSON, which Cytoscape.js draws, and Cytoscape and networkx open.

The format is the elements JSON of Cytoscape.js, with the graph's own attributes in `data` as Cytoscape has them. Beside
the flat attributes, a node has the `name` that Cytoscape shows, the `value` that networkx takes for its id, and `size`
(its diameter) and `color`; evidence is a list of texts.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from comention.export import Dataset
from comention.export.flatten import Flat, edge_id
from comention.export.json import with_own, write
from comention.export.looks import looks

_STYLE = [
    {
        "selector": "node",
        "style": {
            "label": "data(name)",
            "width": "data(size)",
            "height": "data(size)",
            "background-color": "data(color)",
            "font-size": 9,
            "min-zoomed-font-size": 8,
        },
    },
    {"selector": "edge", "style": {"width": 1, "line-color": "#a39e94", "opacity": 0.5}},
]


def write_cytoscape(dataset: Dataset, file: BinaryIO) -> None:
    """Write the graph where the page draws it."""
    flat = Flat(dataset.graph)
    content = {
        "directed": False,
        "multigraph": False,
        "data": with_own({"name": flat.attributes.get("title") or "comention"}, flat.attributes),
        "layout": {"name": "preset"},
        "style": _STYLE,
        "elements": {"nodes": _nodes(dataset, flat), "edges": _edges(flat)},
    }
    write(content, file)


def _nodes(dataset: Dataset, flat: Flat) -> Iterator[dict[str, Any]]:
    look_of = looks(dataset.graph, flat.ids)
    for identifier, attributes in flat.nodes():
        look = look_of[identifier]
        own = {
            "id": identifier,
            "value": identifier,
            "name": attributes.get("label") or identifier,
            "size": round(2 * look.radius, 1),
            "color": look.colour,
        }
        yield {"data": with_own(own, attributes), "position": {"x": look.x, "y": look.y}}


def _edges(flat: Flat) -> Iterator[dict[str, Any]]:
    for source, target, attributes in flat.edges():
        own = {"id": edge_id(source, target), "source": source, "target": target}
        evidence = {"evidence": str(attributes["evidence"]).split("\n")} if "evidence" in attributes else {}
        yield {"data": with_own(own, {**attributes, **evidence})}
