import json
from typing import Any

import networkx as nx
import pytest
from tests.export.writing import written

from comention.export import Dataset
from comention.export.flatten import RIGHTS, Flat
from comention.model import AnyGraph


def loaded(dataset: Dataset) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(written(dataset, "cytoscape"), parse_constant=pytest.fail)
    return value


def test_networkx_reads_back_the_flat_graph(each: Dataset) -> None:
    flat = Flat(each.graph)
    read = nx.cytoscape_graph(loaded(each))
    assert type(read) is nx.Graph
    assert set(read) == set(flat.ids.values())
    for node, attributes in flat.nodes():
        assert read.nodes[node].items() >= attributes.items()
    for source, target, attributes in flat.edges():
        found = read.edges[source, target]
        evidence = found.pop("evidence")
        assert "\n".join(evidence) == attributes.pop("evidence")
        assert len(evidence) == 2
        assert found == {**attributes, "id": f"{source}--{target}", "source": source, "target": target}
    assert read.graph.items() >= flat.attributes.items()
    assert read.graph["rights"] == RIGHTS


def test_the_ids_of_all_elements_are_texts_and_differ(hostile: Dataset) -> None:
    alike: AnyGraph = nx.Graph([("1", "2"), ("2", "2"), ("a--b", "c"), ("a", "b--c")])
    for dataset in (hostile, Dataset(alike, lambda: iter(()))):
        elements = loaded(dataset)["elements"]
        ids = [element["data"]["id"] for element in (*elements["nodes"], *elements["edges"])]
        assert all(type(one) is str and one for one in ids)
        assert len(ids) == len(set(ids))


def test_every_node_has_its_place_and_its_look(hostile: Dataset) -> None:
    told = loaded(hostile)
    nodes = {node["data"]["id"]: node for node in told["elements"]["nodes"]}
    places = {tuple(node["position"].values()) for node in nodes.values()}
    assert len(places) == 3
    assert all(type(axis) is float for place in places for axis in place)
    assert {name: node["data"]["color"] for name, node in nodes.items()} == {
        "country:pe": "#009e73",
        "person:a": "#0072b2",
        "person:bob": "#0072b2",
    }
    assert nodes["country:pe"]["data"]["name"] == "Peru"
    assert told["layout"] == {"name": "preset"}


def test_graphs_without_attributes_open() -> None:
    numbers = nx.cytoscape_graph(loaded(Dataset(nx.path_graph(3), lambda: iter(()))))
    assert list(numbers.edges) == [("node:0", "node:1"), ("node:1", "node:2")]
    assert numbers.nodes["node:0"]["name"] == "node:0"
    assert len(nx.cytoscape_graph(loaded(Dataset(nx.Graph(), lambda: iter(()))))) == 0
