"""Write node-link JSON, which networkx reads back without loss, and D3 draws.

The format is that of `networkx.node_link_data`. Evidence is a list, aliases are an object, and settings stand together,
as in the graph itself; only the passages stay behind.
"""

from typing import BinaryIO

from comention.export import Dataset
from comention.export.flatten import Flat
from comention.export.json import safe, with_own, write


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
        "nodes": (with_own({"id": ids[node]}, safe(entity)) for node, entity in graph.nodes(data=True)),
        "edges": (
            with_own({"source": ids[source], "target": ids[target]}, safe(link))
            for source, target, link in graph.edges(data=True)
        ),
    }
    write(content, file)
