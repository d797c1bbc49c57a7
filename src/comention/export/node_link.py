"""Write node-link JSON, which networkx reads back without loss, and D3 draws.

The format is that of `networkx.node_link_data`. Evidence, roles and relations are lists, aliases are an object, and
settings stand together, as in the graph itself; only the passages stay behind.
"""

from collections.abc import Mapping
from typing import Any, BinaryIO

from comention.export import Dataset
from comention.export.flatten import Flat
from comention.export.json import safe, with_own, write

_NODES = frozenset({"of", "source", "target"})


def write_node_link(dataset: Dataset, file: BinaryIO) -> None:
    """Write the graph with its attributes as they are, except for what JSON cannot hold."""
    graph = dataset.graph
    flat = Flat(graph)
    ids = flat.ids
    about = {name: value for name, value in graph.graph.items() if name != "passages"}
    content = {
        "directed": False,
        "multigraph": False,
        "graph": safe({**about, "rights": flat.attributes["rights"]}),
        "nodes": (
            with_own({"id": ids[node]}, safe(_named(entity, "roles", ids))) for node, entity in graph.nodes(data=True)
        ),
        "edges": (
            with_own({"source": ids[source], "target": ids[target]}, safe(_named(link, "relations", ids)))
            for source, target, link in graph.edges(data=True)
        ),
    }
    write(content, file)


def _named(attributes: Mapping[str, Any], name: str, ids: Mapping[Any, str]) -> Mapping[str, Any]:
    """The attributes, among them roles or relations by that name, in which nodes have the ids of the file."""
    told = attributes.get(name)
    if not isinstance(told, list):
        return attributes
    return {
        **attributes,
        name: [
            {field: ids.get(value, value) if field in _NODES else value for field, value in one.items()} for one in told
        ],
    }
