"""The measures of the sample documents' graph, as the marked names make it, beside those of other programs."""

from math import log

import igraph
import pytest
from tests.gold.test_seeds import GOLD

from comention import from_mentions
from comention.model import AnyGraph, Document


@pytest.fixture(scope="module")
def graph() -> AnyGraph:
    labels = {"PERSON": "PERSON", "ORG": "ORG", "COUNTRY": "GPE"}
    return from_mentions(
        (
            Document(record["id"], record["text"]),
            [(m["start"], m["end"], labels[m["type"]], m["entity"]) for m in record["mentions"]],
        )
        for record in GOLD.values()
    )


@pytest.fixture(scope="module")
def other(graph: AnyGraph) -> igraph.Graph:
    return igraph.Graph.from_networkx(graph)


def measure(graph: AnyGraph, name: str) -> list[float]:
    return [attributes[name] for _, attributes in graph.nodes(data=True)]


def test_it_is_no_small_graph(graph: AnyGraph) -> None:
    assert len(graph) > 200
    assert graph.number_of_edges() > 500
    assert graph.graph["analysis"]["betweenness_exact"]


def test_nodes(graph: AnyGraph, other: igraph.Graph) -> None:
    count = len(graph)
    assert measure(graph, "pagerank") == pytest.approx(other.pagerank(weights="weight"), rel=1e-4)
    pairs = (count - 1) * (count - 2) / 2
    assert measure(graph, "betweenness") == pytest.approx([b / pairs for b in other.betweenness()], rel=1e-4, abs=1e-9)
    assert measure(graph, "core") == other.coreness()
    assert measure(graph, "degree") == other.degree()
    assert measure(graph, "strength") == other.strength(weights="weight")


def test_communities(graph: AnyGraph, other: igraph.Graph) -> None:
    found = other.modularity(measure(graph, "community"), weights="weight")
    assert graph.graph["analysis"]["modularity"] == pytest.approx(found, abs=1e-5)
    best = other.community_leiden("modularity", weights="weight", n_iterations=-1).modularity
    assert found > best - 0.02
    assert 0.4 < graph.graph["analysis"]["stability"] <= 1


def test_links(graph: AnyGraph) -> None:
    windows = graph.graph["counts"]["windows"]
    for u, v, edge in graph.edges(data=True):
        a, b, w = graph.nodes[u]["windows"], graph.nodes[v]["windows"], edge["weight"]
        assert edge["npmi"] == pytest.approx(log(w * windows / (a * b)) / -log(w / windows), abs=1e-5)
        assert edge["jaccard"] == pytest.approx(w / (a + b - w), abs=1e-5)
        assert edge["expected"] == pytest.approx(a * b / windows, abs=1e-5)
