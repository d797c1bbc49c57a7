"""Places that last: what was there stays, and what is new finds room."""

import random
from collections.abc import Mapping

import networkx as nx
import numpy as np
import pytest
from tests.layout.test_layout import crowd, least_distance, sizes

from comention.layout import layout
from comention.model import AnyGraph

Points = Mapping[str, tuple[float, float]]


def society(names: int, seed: int) -> AnyGraph:
    """Communities whose sizes and whose links have heavy tails, islands of two, and names without a link."""
    chance = random.Random(seed)
    graph: AnyGraph = nx.Graph()
    homes = max(2, int(names**0.5) // 2)
    for number in range(names):
        home = min(int(chance.paretovariate(0.6)) - 1, homes - 1)
        graph.add_node(f"person:{number:05}", community=home, mentions=1)
    members: dict[int, list[str]] = {}
    for node, home in graph.nodes(data="community"):
        members.setdefault(home, []).append(node)
    for node, home in list(graph.nodes(data="community")):
        for _ in range(min(int(chance.paretovariate(1.2)), 40)):
            others = members[home] if chance.random() < 0.85 else list(members[chance.choice(list(members))])
            other = others[min(int(chance.paretovariate(0.7)) - 1, len(others) - 1)]
            if other != node and chance.random() < 0.95:
                graph.add_edge(node, other, weight=graph.get_edge_data(node, other, {"weight": 0})["weight"] + 1)
    for number in range(names // 40):
        pair = [f"org:{number:04}-{end}" for end in "ab"]
        graph.add_nodes_from(pair, community=homes + number, mentions=1)
        graph.add_edge(*pair, weight=1)
    for node, degree in graph.degree(weight="weight"):
        graph.nodes[node]["mentions"] = degree + 1
    return graph


def reach(graph: AnyGraph) -> dict[str, float]:
    """Radii as those of the page: areas grow with mentions."""
    most = max(mentions for _, mentions in graph.nodes(data="mentions"))
    return {
        node: round(6 + 20 * (mentions / max(most, 16)) ** 0.5, 1) for node, mentions in graph.nodes(data="mentions")
    }


def changed(graph: AnyGraph, seed: int, share: float = 0.01) -> AnyGraph:
    """The graph with one name in a hundred changed: gone, joined with another, mentioned more, or new."""
    chance = random.Random(seed)
    other = graph.copy()
    for number in range(max(1, round(share * len(graph)))):
        node, friend = chance.sample(sorted(other), 2)
        match chance.choice(["gone", "joined", "linked", "new"]):
            case "gone":
                other.remove_node(node)
            case "joined":
                other.add_edges_from((friend, one, link) for one, link in list(other[node].items()) if one != friend)
                other.nodes[friend]["mentions"] += other.nodes[node]["mentions"]
                other.remove_node(node)
            case "linked":
                other.add_edge(node, friend, weight=3)
                other.nodes[node]["mentions"] += 3
            case "new":
                other.add_node(f"person:new-{number}", community=other.nodes[node]["community"], mentions=4)
                other.add_edge(f"person:new-{number}", node, weight=2)
                other.add_edge(f"person:new-{number}", friend, weight=1)
    return other


def share_that_stays(before: Points, after: Points) -> float:
    """The share of the names that were there and still are which moved less than 5 % of the picture's width."""
    width = np.ptp([x for x, _ in before.values()])
    both = before.keys() & after.keys()
    moved = np.array([np.subtract(after[node], before[node]) for node in both])
    return float((np.hypot(*moved.T) < 0.05 * width).mean())


@pytest.mark.parametrize(("names", "seed"), [(5_000, 1), *((300, seed) for seed in range(8)), (40, 9)])
def test_what_was_there_stays_if_one_name_in_a_hundred_changed(names: int, seed: int) -> None:
    graph = society(names, seed)
    before = layout(graph, reach(graph))
    other = changed(graph, seed)
    after = layout(other, reach(other), before)
    assert set(after) == set(other)
    assert share_that_stays(before, after) >= 0.95
    if names < 1_000:
        assert least_distance(after, reach(other)) > -1.5


def test_it_stays_in_many_steps() -> None:
    graph = society(300, 5)
    first = points = layout(graph, reach(graph))
    for seed in range(5):
        graph = changed(graph, seed)
        points = layout(graph, reach(graph), points)
    assert share_that_stays(first, points) >= 0.95


def test_without_a_change_nothing_moves() -> None:
    graph = society(600, 3)
    points = layout(graph, reach(graph))
    assert layout(graph, reach(graph), points) == points


def test_a_new_name_comes_near_those_it_is_linked_with_and_covers_nobody() -> None:
    graph = crowd(6, 20)
    radii = sizes(graph)
    before = layout(graph, radii)
    graph.add_node("person:new", community=2)
    friends = ["person:0041", "person:0042", "person:0043"]
    graph.add_edges_from((("person:new", friend) for friend in friends), weight=1)
    radii["person:new"] = 10.0
    after = layout(graph, radii, before)
    assert {node: after[node] for node in before} == before
    assert least_distance(after, radii) > 0
    middle = np.mean([after[friend] for friend in friends], axis=0)
    width = np.ptp([x for x, _ in before.values()])
    assert np.hypot(*(np.array(after["person:new"]) - middle)) < 0.2 * width


def test_new_names_without_a_link_to_others_wait_below() -> None:
    graph = crowd(4, 12)
    radii = sizes(graph)
    before = layout(graph, radii)
    graph.add_nodes_from(["org:new-1", "org:new-2"], community=99)
    graph.add_edge("person:island-a", "person:island-b", weight=1)
    radii |= dict.fromkeys(["org:new-1", "org:new-2", "person:island-a", "person:island-b"], 8.0)
    after = layout(graph, radii, before)
    assert {node: after[node] for node in before} == before
    assert least_distance(after, radii) > 0
    lowest = max(y for node, (_, y) in before.items() if graph.degree(node))
    assert all(after[node][1] > lowest for node in set(after) - set(before))


def test_a_name_that_comes_back_has_its_former_place() -> None:
    graph = crowd(4, 12)
    radii = sizes(graph)
    before = layout(graph, radii)
    former = {"person:0007": before["person:0007"]}
    rest = {node: point for node, point in before.items() if node not in former}
    assert layout(graph, radii, rest, former) == before


def test_if_most_is_new_or_gone_all_is_laid_out_anew() -> None:
    graph = crowd(4, 12)
    radii = sizes(graph)
    anew = layout(graph, radii)
    elsewhere = {node: (3 * x + 7, 3 * y) for node, (x, y) in anew.items()}
    few = dict(sorted(elsewhere.items())[: len(graph) // 2 - 1])
    assert layout(graph, radii, few) == anew
    assert layout(graph, radii, elsewhere | {f"gone-{number}": (0, number) for number in range(len(graph) + 1)}) == anew
    assert layout(graph, radii, elsewhere) != anew


def test_places_without_room_are_none() -> None:
    graph = crowd(2, 9)
    radii = sizes(graph)
    assert layout(graph, radii, dict.fromkeys(graph, (0, 0))) == layout(graph, radii)


def test_names_that_have_grown_part() -> None:
    graph = crowd(2, 30)
    before = layout(graph, dict.fromkeys(graph, 6.0))
    grown = dict.fromkeys(graph, 30.0)
    after = layout(graph, grown, before)
    assert least_distance(after, grown) > -1.5
    assert layout(graph, grown, after) == after
