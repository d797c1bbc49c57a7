import json
import math
import re
from typing import Any

import networkx as nx
import pytest
from tests.export.writing import written

from comention.export import Dataset
from comention.export.flatten import RIGHTS, Flat
from comention.model import AnyGraph

DATASETS = [nx.Graph(), nx.path_graph(3), nx.Graph([(1, 1), ("a--b", "c"), ("a", "b--c")])]


def loaded(dataset: Dataset, form: str = "graphology") -> dict[str, Any]:
    value: dict[str, Any] = json.loads(written(dataset, form), parse_constant=pytest.fail)
    return value


def assert_graphology_takes_it(told: dict[str, Any]) -> None:
    """What `Graph.from` demands, and what sigma.js draws without any setting."""
    assert set(told) == {"attributes", "options", "nodes", "edges"}
    assert told["options"] == {"type": "undirected", "multi": False, "allowSelfLoops": True}
    keys = [node["key"] for node in told["nodes"]]
    assert len(keys) == len(set(keys))
    for node in told["nodes"]:
        assert set(node) == {"key", "attributes"}
        look = node["attributes"]
        assert all(math.isfinite(look[axis]) for axis in ("x", "y"))
        assert look["size"] > 0
        assert re.fullmatch("#[0-9a-f]{6}", look["color"])
        assert type(look["label"]) is str
        assert "type" not in look
    edges = [edge["key"] for edge in told["edges"]]
    assert len(edges) == len(set(edges))
    assert len({frozenset((edge["source"], edge["target"])) for edge in told["edges"]}) == len(edges)
    for edge in told["edges"]:
        assert set(edge) == {"key", "source", "target", "undirected", "attributes"}
        assert {edge["source"], edge["target"]} <= set(keys)
        assert edge["undirected"] is True
        assert "type" not in edge["attributes"]


def test_graphology_takes_a_hostile_graph(each: Dataset) -> None:
    told = loaded(each)
    assert_graphology_takes_it(told)
    assert (len(told["nodes"]), len(told["edges"])) == (3, 2)
    assert told["attributes"] == Flat(each.graph).attributes
    assert told["attributes"]["rights"] == RIGHTS


@pytest.mark.parametrize("graph", DATASETS)
def test_graphology_takes_graphs_without_attributes(graph: AnyGraph) -> None:
    told = loaded(Dataset(graph, lambda: iter(())))
    assert_graphology_takes_it(told)
    assert (len(told["nodes"]), len(told["edges"])) == (len(graph), graph.number_of_edges())


def test_attributes_are_the_flat_ones_but_for_the_type(each: Dataset) -> None:
    for node, (identifier, attributes) in zip(loaded(each)["nodes"], Flat(each.graph).nodes(), strict=True):
        assert node["key"] == identifier
        assert node["attributes"]["kind"] == attributes.pop("type")
        assert node["attributes"].items() >= attributes.items()


def test_it_is_the_picture_of_the_other_formats_upside_down(hostile: Dataset) -> None:
    here = [(node["attributes"]["x"], -node["attributes"]["y"]) for node in loaded(hostile)["nodes"]]
    there = [tuple(node["position"].values()) for node in loaded(hostile, "cytoscape")["elements"]["nodes"]]
    assert here == there


@pytest.mark.parametrize("nothing", [None, math.nan, math.inf, "many", -5, [1]])
def test_what_makes_no_sense_does_not_keep_it_from_being_drawn(nothing: object) -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node(1, mentions=nothing, community=nothing, type=nothing)
    graph.add_node("person:a", mentions=100, community=1)
    graph.add_edge(1, "person:a", weight=nothing, evidence=None)
    graph.add_edge("person:a", ("b", 2), weight=2)
    told = loaded(Dataset(graph, lambda: iter(())))
    assert_graphology_takes_it(told)
    assert [node["attributes"]["size"] for node in told["nodes"]] == [6.0, 26.0, 6.0]
