import random
from importlib import import_module
from math import isnan

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.analyse.communities import adjusted_rand, communities, named
from comention.model import AnyGraph


def crowd(seed: int, *, groups: int = 12, size: int = 20) -> AnyGraph:
    """Groups whose members know each other well, and some from elsewhere."""
    chance = random.Random(seed)
    graph: AnyGraph = nx.Graph()
    graph.add_nodes_from(f"n{number}" for number in range(groups * size))
    graph.add_node("alone")
    for number in range(groups * size):
        for _ in range(4):
            near = number // size * size + chance.randrange(size)
            other = near if chance.random() < 0.85 else chance.randrange(groups * size)
            if other != number:
                graph.add_edge(f"n{number}", f"n{other}", weight=chance.randrange(1, 6))
    return graph


def modularity(graph: AnyGraph, home: dict[str, int]) -> float:
    found = {number: {node for node in graph if home[node] == number} for number in set(home.values())}
    return nx.community.modularity(graph, found.values())


def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("comention.analyse.communities"), "LARGE", 0)


@pytest.mark.parametrize("seed", range(5))
def test_the_quick_method_is_no_worse_by_more_than_a_hundredth(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = crowd(seed)
    usual = communities(graph).modularity
    large(monkeypatch)
    quick = communities(graph)
    assert quick.method == "Leiden"
    assert quick.modularity > usual - 0.01


@pytest.mark.parametrize("quick", [False, True])
def test_numbers_go_by_size_and_do_not_depend_on_the_order(quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if quick:
        large(monkeypatch)
    graph = crowd(1)
    found = communities(graph).number
    sizes = [list(found.values()).count(number) for number in sorted(set(found.values()))]
    assert sizes == sorted(sizes, reverse=True)
    assert found["alone"] == max(found.values())
    edges = list(graph.edges(data=True))
    random.Random(3).shuffle(edges)
    again: AnyGraph = nx.Graph()
    again.add_edges_from((v, u, attributes) for u, v, attributes in edges)
    again.add_node("alone")
    assert communities(again).number == {node: found[node] for node in again}


@pytest.mark.parametrize("quick", [False, True])
def test_modularity_is_that_of_networkx_and_igraph(quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if quick:
        large(monkeypatch)
    graph = crowd(2)
    found = communities(graph)
    assert found.modularity == pytest.approx(modularity(graph, found.number))
    other = igraph.Graph.from_networkx(graph)
    assert found.modularity == pytest.approx(other.modularity([found.number[n] for n in graph], weights="weight"))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_agreement_is_that_of_igraph(rows: list[tuple[int, int]]) -> None:
    one, other = ([row[side] for row in rows] for side in (0, 1))
    told = igraph.compare_communities(compact(one), compact(other), method="adjusted_rand")
    assert adjusted_rand(one, other) == (1 if isnan(told) else pytest.approx(told))  # nan where all or nothing is one
    assert adjusted_rand(one, one) == 1


def compact(groups: list[int]) -> list[int]:
    place = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return [place[group] for group in groups]


def test_groups_that_are_clear_are_stable_and_noise_is_not() -> None:
    clear: AnyGraph = nx.Graph((f"{u}", f"{v}") for u, v in nx.connected_caveman_graph(6, 8).edges)
    noise: AnyGraph = nx.Graph((f"{u}", f"{v}") for u, v in nx.gnm_random_graph(60, 240, seed=1).edges)
    assert communities(clear).stability == 1
    assert communities(noise).stability < 0.8
    assert communities(nx.Graph()) == ({}, "Louvain", 0, 1)


def test_the_strongest_members_name_a_community() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 5), ("a", "c", 3), ("b", "d", 1), ("x", "y", 1)])
    graph.add_node("alone")
    graph.nodes["a"]["label"] = "Ann"
    number = {"a": 0, "b": 0, "c": 0, "d": 0, "x": 1, "y": 1, "alone": 2}
    assert named(graph, number) == [
        {"community": 0, "label": "Ann, b, c", "entities": 4},
        {"community": 1, "label": "x, y", "entities": 2},
    ]
