import os
import subprocess
import sys
from collections import Counter
from importlib import import_module
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comention.analyse import analyse
from comention.model import AnyGraph


def ring(count: int, size: int) -> AnyGraph:
    """Cliques, each tied to the next by one weak edge, and two nodes without edges."""
    graph: AnyGraph = nx.Graph()
    for clique in range(count):
        names = [f"person:{clique}-{member}" for member in range(size + clique)]
        graph.add_edges_from(((u, v) for u in names for v in names if u < v), weight=5)
        graph.add_edge(names[0], f"person:{(clique + 1) % count}-1", weight=1)
    graph.add_nodes_from(["org:lone", "org:alone"])
    return graph


def shuffled(graph: AnyGraph, seed: int) -> AnyGraph:
    """The same graph, made in another order."""
    random = Random(seed)
    copy: AnyGraph = nx.Graph()
    copy.add_nodes_from(random.sample(sorted(graph), len(graph)))
    for u, v in random.sample(sorted(graph.edges), graph.number_of_edges()):
        copy.add_edge(*random.sample([u, v], 2), weight=graph.edges[u, v]["weight"])
    return copy


def communities(graph: AnyGraph) -> dict[str, int]:
    return {node: attributes["community"] for node, attributes in analyse(graph).nodes(data=True)}


def test_strength_sums_the_weights_and_degree_counts_the_edges() -> None:
    graph = analyse(nx.Graph([("a", "b", {"weight": 3}), ("a", "c", {"weight": 2})]))
    assert graph.nodes["a"]["strength"] == 5
    assert graph.nodes["a"]["degree"] == 2
    values = {"strength": int, "degree": int, "core": int, "pagerank": float, "betweenness": float, "community": int}
    assert {name: type(value) for name, value in graph.nodes["a"].items()}.items() >= values.items()


@given(st.integers(0, 1000))
def test_the_core_is_that_of_networkx_and_loops_do_not_count(seed: int) -> None:
    graph: AnyGraph = nx.relabel_nodes(nx.gnm_random_graph(20, 50, seed=seed), str)
    graph.add_edge("1", "1")
    core = {node: attributes["core"] for node, attributes in analyse(graph).nodes(data=True)}
    graph.remove_edge("1", "1")
    assert core == nx.core_number(graph)


def test_the_graph_says_how_its_measures_were_found(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = ring(count=3, size=4)
    told = analyse(graph).graph
    assert told["analysis"]["modularity"] > 0.5
    assert (told["analysis"]["betweenness_sources"], told["analysis"]["betweenness_exact"]) == (15, True)
    assert [community["entities"] for community in told["communities"]] == [6, 5, 4]
    monkeypatch.setattr(import_module("comention.analyse.centrality"), "EXACT", 10)
    monkeypatch.setattr(import_module("comention.analyse.centrality"), "SAMPLE", 9)
    sampled = analyse(graph).graph["analysis"]
    assert (sampled["betweenness_sources"], sampled["betweenness_exact"], sampled["seed"]) == (9, False, 7)


def test_communities_are_numbered_by_size_and_lone_nodes_have_their_own() -> None:
    found = communities(ring(count=3, size=4))
    assert {node: found[node] for node in ("person:2-2", "person:1-2", "person:0-2")} == {
        "person:2-2": 0,
        "person:1-2": 1,
        "person:0-2": 2,
    }
    assert all(found[node] == found[f"{node[:8]}-2"] for node in found if node.startswith("person:"))
    assert (found["org:alone"], found["org:lone"]) == (3, 4)


def test_the_graph_it_takes_stays_as_it_is() -> None:
    graph = ring(count=3, size=3)
    graph.graph["title"] = "Ring"
    before = nx.node_link_data(graph, edges="edges")
    analysed = analyse(graph)
    assert nx.node_link_data(graph, edges="edges") == before
    assert set(analysed.graph) == {"title", "communities", "analysis"}
    assert list(analysed.edges(data="weight")) == list(graph.edges(data="weight"))


def test_an_empty_graph_is_fine() -> None:
    assert list(analyse(nx.Graph())) == []


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] < pair[1]),
        st.integers(1, 9),
    ),
    st.integers(0, 1000),
)
def test_the_order_in_which_a_graph_was_made_does_not_matter(weights: dict[tuple[int, int], int], seed: int) -> None:
    graph: AnyGraph = nx.Graph()
    for (u, v), weight in weights.items():
        graph.add_edge(f"person:{u}", f"person:{v}", weight=weight)
    analysed = analyse(graph)
    assert communities(shuffled(graph, seed)) == communities(graph)
    nodes = [attributes for _, attributes in analysed.nodes(data=True)]
    assert sum(node["strength"] for node in nodes) == 2 * sum(weights.values())
    sizes = Counter(node["community"] for node in nodes)
    assert sorted(sizes) == list(range(len(sizes)))
    assert [sizes[number] for number in sorted(sizes)] == sorted(sizes.values(), reverse=True)


def test_names_alone_do_not_decide() -> None:
    """Other ids in the same order give the same partition."""
    graph = ring(count=4, size=4)
    renamed = nx.relabel_nodes(graph, {node: f"x{index:03}" for index, node in enumerate(sorted(graph))})
    assert list(dict(sorted(communities(graph).items())).values()) == list(
        dict(sorted(communities(renamed).items())).values()
    )


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_hash_seed_does_not_matter(seed: str) -> None:
    code = """
import networkx as nx
from comention.analyse import analyse
graph = nx.relabel_nodes(nx.karate_club_graph(), lambda number: f"person:{number}")
print(sorted(analyse(graph).nodes(data="community")))
"""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    graph = nx.relabel_nodes(nx.karate_club_graph(), lambda number: f"person:{number}")
    assert run.stdout.strip() == str(sorted(analyse(graph).nodes(data="community")))
