"""Write node-link JSON, which networkx reads back without loss, and D3 draws.

The format is that of `networkx.node_link_data`. Evidence, roles and relations are lists, aliases are an object, and
settings stand together, as in the graph itself; only the passages stay behind.
"""

from typing import BinaryIO

from comention.export import Dataset
from comention.export.flatten import Flat
from comention.export.json import safe, with_own, write
from comention.export.relations import renamed


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
        "nodes": (with_own({"id": ids[node]}, safe(renamed(entity, ids))) for node, entity in graph.nodes(data=True)),
        "edges": (
            with_own({"source": ids[source], "target": ids[target]}, safe(renamed(link, ids)))
            for source, target, link in graph.edges(data=True)
        ),
    }
    write(content, file)
