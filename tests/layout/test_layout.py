import random
from collections.abc import Mapping
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from comention.layout import layout
from comention.layout.separate import neighbours, separate
from comention.model import AnyGraph


def crowd(groups: int, size: int, seed: int = 1) -> AnyGraph:
    """Communities with a few links between them, and some nodes that nobody is linked with."""
    chance = random.Random(seed)
    graph: AnyGraph = nx.Graph()
    for number in range(groups * size):
        graph.add_node(f"person:{number:04}", community=number // size)
    nodes = list(graph)
    for a, b in combinations(nodes, 2):
        same = graph.nodes[a]["community"] == graph.nodes[b]["community"]
        if chance.random() < (0.3 if same else 0.01):
            graph.add_edge(a, b, weight=chance.randint(1, 9))
    for number in range(7):
        graph.add_node(f"org:alone-{number}", community=groups + number)
    return graph


def sizes(graph: AnyGraph) -> dict[str, float]:
    return {node: 6.0 + 20 * index / len(graph) for index, node in enumerate(sorted(graph))}


def least_distance(points: Mapping[str, tuple[float, float]], radii: Mapping[str, float]) -> float:
    """The narrowest gap between two discs, by looking at every pair."""
    names = sorted(points)
    spots = np.array([points[name] for name in names])
    reach = np.array([radii[name] for name in names])
    gaps = np.hypot(*(spots[:, None] - spots).T) - reach[:, None] - reach
    return float(gaps[~np.eye(len(names), dtype=bool)].min())


@pytest.mark.parametrize(("groups", "size"), [(1, 2), (2, 5), (4, 12), (8, 40), (1, 300)])
def test_discs_never_overlap(groups: int, size: int) -> None:
    graph = crowd(groups, size)
    radii = sizes(graph)
    points = layout(graph, radii)
    assert set(points) == set(graph)
    assert np.isfinite(list(points.values())).all()
    assert least_distance(points, radii) > 0


def test_order_of_nodes_and_links_does_not_matter() -> None:
    graph = crowd(4, 12)
    other: AnyGraph = nx.Graph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges(data=True))))
    assert layout(graph, sizes(graph)) == layout(other, sizes(graph))


def test_communities_keep_apart() -> None:
    graph = crowd(4, 12)
    points = layout(graph, sizes(graph))
    linked = [node for node in graph if graph.degree(node)]

    def spread(pairs: list[tuple[str, str]]) -> float:
        return float(np.mean([np.hypot(*np.subtract(points[a], points[b])) for a, b in pairs]))

    same = [pair for pair in combinations(linked, 2) if len({graph.nodes[node]["community"] for node in pair}) == 1]
    others = [pair for pair in combinations(linked, 2) if pair not in set(same)]
    assert spread(same) < 0.6 * spread(others)


def test_unlinked_nodes_wait_below() -> None:
    graph = crowd(3, 10)
    points = layout(graph, sizes(graph))
    lowest = max(points[node][1] for node in graph if graph.degree(node))
    assert all(points[node][1] > lowest for node in graph if not graph.degree(node))


def test_no_node() -> None:
    assert layout(nx.Graph(), {}) == {}


def test_one_node() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node("country:no", community=0)
    assert layout(graph, {"country:no": 10.0}) == {"country:no": (0.0, 0.0)}


def test_only_unlinked_nodes() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_nodes_from((f"org:{number}", {"community": number}) for number in range(40))
    radii = sizes(graph)
    assert least_distance(layout(graph, radii), radii) > 0


def test_parts_without_a_link_between_them() -> None:
    graph: AnyGraph = nx.Graph()
    for part in range(30):
        graph.add_edge(f"person:a{part}", f"person:b{part}", weight=2)
        nx.set_node_attributes(graph, {f"person:a{part}": part, f"person:b{part}": part}, "community")
    radii = sizes(graph)
    points = layout(graph, radii)
    assert least_distance(points, radii) > 0
    width, height = np.ptp(list(points.values()), axis=0)
    assert 0.8 < width / height < 4


def test_a_long_chain_in_one_community() -> None:
    graph: AnyGraph = nx.relabel_nodes(nx.path_graph(60), str)
    nx.set_node_attributes(graph, dict.fromkeys(graph, 0), "community")
    radii = dict.fromkeys(graph, 8.0)
    assert least_distance(layout(graph, radii), radii) > 0


def test_a_link_to_itself_is_no_link() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_edge("person:a", "person:a", weight=1)
    assert layout(graph, {"person:a": 5.0}) == {"person:a": (0.0, 0.0)}


def test_separate_parts_discs_on_the_same_spot() -> None:
    points = separate(np.zeros((25, 2)), np.full(25, 3.0), 1.0)
    gaps = np.hypot(*(points[:, None] - points).T)[~np.eye(25, dtype=bool)]
    assert gaps.min() >= 6


def test_separate_leaves_alone_what_has_room() -> None:
    points = np.array([[0.0, 0.0], [50.0, 0.0]])
    assert (separate(points, np.array([5.0, 5.0]), 2.0) == points).all()


def test_neighbours_finds_every_near_pair_once() -> None:
    points = np.random.default_rng(3).uniform(0, 100, (300, 2))
    first, second = neighbours(points, 9.0)
    found = [frozenset(pair) for pair in zip(first.tolist(), second.tolist(), strict=True)]
    assert len(found) == len(set(found))
    near = {
        frozenset(pair) for pair in combinations(range(300), 2) if np.hypot(*(points[pair[0]] - points[pair[1]])) <= 9
    }
    assert near <= set(found)


def test_hundreds_of_parts_without_a_link_between_them_keep_apart() -> None:
    graph = crowd(4, 12)
    for number in range(300):
        graph.add_edge(f"a{number}", f"b{number}", weight=1)
        graph.nodes[f"a{number}"]["community"] = graph.nodes[f"b{number}"]["community"] = 100 + number
    radii = sizes(graph)
    points = layout(graph, radii)
    assert least_distance(points, radii) > -0.2
    middle = [np.hypot(*points[node]) for node in crowd(4, 12)]
    assert np.median(middle) < np.median([np.hypot(*points[f"a{number}"]) for number in range(300)])
