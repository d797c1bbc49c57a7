"""What a run writes but for the places of names, which depend on the runs before."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import networkx as nx
from tests.page.elements import Elements


def without_places(files: Mapping[str, bytes]) -> list[Any]:
    """All that the page, GraphML and report say, but for the places of names."""
    graph = nx.read_graphml(BytesIO(files["graph.graphml"]))
    page = Elements(files["graph.html"].decode("utf-8"))
    nodes = page.rows("nodes")
    for known in [*graph.nodes.values(), *nodes]:
        assert {type(known.pop(axis)) for axis in ("x", "y")} == {int}
    rest = [element for element in page.found if element[1].get("id") != "nodes"]
    return [nx.node_link_data(graph, edges="edges"), nodes, rest, json.loads(files["report.json"])]
