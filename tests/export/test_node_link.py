import json
from typing import Any

import networkx as nx
import pytest
from tests.export.writing import written
from tests.sayings import relation, role, saying

from comention.export import Dataset
from comention.export.flatten import RIGHTS
from comention.export.json import safe
from comention.model import AnyGraph


def loaded(dataset: Dataset) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(written(dataset, "node-link"), parse_constant=pytest.fail)
    return value


def read(dataset: Dataset) -> AnyGraph:
    return nx.node_link_graph(loaded(dataset), edges="edges")


def test_networkx_reads_back_the_graph(each: Dataset) -> None:
    graph, found = each.graph, read(each)
    assert type(found) is nx.Graph
    assert {node: found.nodes[node] for node in found} == {node: safe(graph.nodes[node]) for node in graph}
    assert {ends: found.edges[ends] for ends in found.edges} == {ends: safe(graph.edges[ends]) for ends in graph.edges}
    passages = graph.graph.pop("passages")
    assert passages
    assert found.graph == {**safe(graph.graph), "rights": RIGHTS}


def test_structure_stays_structure(hostile: Dataset) -> None:
    hostile.graph.edges["person:a", "person:bob"]["by_document"] = {0: 1}
    found = read(hostile)
    assert found.nodes["country:pe"]["aliases"] == {"Peru": 1}
    assert found.edges["person:a", "person:bob"]["evidence"][0]["sentence"] == 0
    assert found.edges["person:a", "person:bob"]["by_document"] == {"0": 1}
    assert found.graph["settings"] == {"window": "sentence", "evidence": 5, "demonyms": True, "limit": None}
    assert [document["date"] for document in found.graph["documents"]] == ["2017-05", None]


def test_nodes_edges_and_documents_have_a_line_each(hostile: Dataset) -> None:
    lines = written(hostile, "node-link").decode("utf-8").split("\n")
    items = [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"')]
    assert [item.get("id", item.get("target")) for item in items[2:]] == [*hostile.graph, "person:bob", "person:bob"]
    assert [item["id"] for item in items[:2]] == [safe(one["id"]) for one in hostile.graph.graph["documents"]]


def test_an_attribute_cannot_pose_as_an_end() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node("person:a", id=7)
    graph.add_edge("person:a", "person:b", source="x", target=["y"])
    found = read(Dataset(graph, lambda: iter(())))
    assert list(found.edges) == [("person:a", "person:b")]


def test_roles_and_relations_name_nodes_by_the_ids_of_the_file() -> None:
    graph: AnyGraph = nx.Graph([("a--b", "c", {"relations": [relation("a--b", "met", "c", 1, saying())]})])
    graph.nodes["c"]["roles"] = [role("chief of a--b", 1, of="a--b"), role("aide")]
    found = read(Dataset(graph, lambda: iter(())))
    (told,) = found.edges["a-b", "c"]["relations"]
    assert (told["source"], told["target"], told["phrase"]) == ("a-b", "c", "met")
    assert told["evidence"] == [saying()]
    assert found.nodes["c"]["roles"] == [role("chief of a--b", 1, of="a-b"), role("aide")]
    assert graph.edges["a--b", "c"]["relations"][0]["source"] == "a--b"


def test_a_graph_of_numbers_opens() -> None:
    found = read(Dataset(nx.path_graph(3), lambda: iter(())))
    assert list(found.edges) == [("node:0", "node:1"), ("node:1", "node:2")]
