import random
from importlib import import_module

import networkx as nx
import pytest

from comention.analyse.communities import communities


def crowd(seed: int, *, groups: int = 12, size: int = 20) -> "nx.Graph[str]":
    """Groups whose members know each other well, and some from elsewhere."""
    chance = random.Random(seed)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(f"n{number}" for number in range(groups * size))
    graph.add_node("alone")
    for number in range(groups * size):
        for _ in range(4):
            near = number // size * size + chance.randrange(size)
            other = near if chance.random() < 0.85 else chance.randrange(groups * size)
            if other != number:
                graph.add_edge(f"n{number}", f"n{other}", weight=chance.randrange(1, 6))
    return graph


def modularity(graph: "nx.Graph[str]", home: dict[str, int]) -> float:
    found = {number: {node for node in graph if home[node] == number} for number in set(home.values())}
    return nx.community.modularity(graph, found.values())


def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("comention.analyse.communities"), "LARGE", 0)


@pytest.mark.parametrize("seed", range(5))
def test_the_quick_method_is_no_worse_by_more_than_a_hundredth(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = crowd(seed)
    usual = modularity(graph, communities(graph))
    large(monkeypatch)
    assert modularity(graph, communities(graph)) > usual - 0.01


@pytest.mark.parametrize("quick", [False, True])
def test_numbers_go_by_size_and_do_not_depend_on_the_order(quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if quick:
        large(monkeypatch)
    graph = crowd(1)
    found = communities(graph)
    sizes = [list(found.values()).count(number) for number in sorted(set(found.values()))]
    assert sizes == sorted(sizes, reverse=True)
    assert found["alone"] == max(found.values())
    edges = list(graph.edges(data=True))
    random.Random(3).shuffle(edges)
    again: nx.Graph[str] = nx.Graph()
    again.add_edges_from((v, u, attributes) for u, v, attributes in edges)
    again.add_node("alone")
    assert communities(again) == {node: found[node] for node in again}
