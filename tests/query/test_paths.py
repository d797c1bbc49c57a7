import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.query.paths import least_of_hub, neighbours, routes, shortest, strongest

SIZE = 8
LINKS = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 9),
    max_size=16,
)


def cost(graph: "nx.Graph[int]", way: list[int]) -> float:
    return float(sum(1 / graph.edges[step]["weight"] for step in nx.utils.pairwise(way)))


@given(LINKS, st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))
def test_they_are_as_good_as_those_of_networkx(links: dict[tuple[int, int], int], start: int, end: int) -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(SIZE))
    graph.add_weighted_edges_from((u, v, weight) for (u, v), weight in links.items())
    near = neighbours((u, v, weight) for (u, v), weight in links.items())
    few, strong = shortest(near, start, end), strongest(near, start, end)
    if not nx.has_path(graph, start, end):
        assert few == strong == []
        return
    assert nx.is_path(graph, few)
    assert nx.is_path(graph, strong)
    assert len(few) == len(nx.shortest_path(graph, start, end))
    best = min(cost(graph, way) for way in nx.all_shortest_paths(graph, start, end))
    assert cost(graph, few) == pytest.approx(best, abs=1e-4)
    far = nx.dijkstra_path_length(graph, start, end, weight=lambda u, v, edge: 1 / edge["weight"])
    assert cost(graph, strong) == pytest.approx(far)


@given(LINKS, st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.sets(st.integers(0, SIZE - 1)))
def test_they_lead_through_the_fewest_avoided_stops(
    links: dict[tuple[int, int], int], start: int, end: int, avoided: set[int]
) -> None:
    graph: nx.Graph[int] = nx.Graph(links.keys())
    graph.add_nodes_from(range(SIZE))
    near = neighbours((u, v, weight) for (u, v), weight in links.items())
    for find in (shortest, strongest):
        way = find(near, start, end, avoided)
        if start == end or not nx.has_path(graph, start, end):
            assert way == [start] * (start == end)
            continue
        ways = list(nx.all_simple_paths(graph, start, end))
        crossed = min(len(avoided & set(other[1:-1])) for other in ways)
        assert len(avoided & set(way[1:-1])) == crossed
        if find is shortest:
            assert len(way) == min(len(other) for other in ways if len(avoided & set(other[1:-1])) == crossed)


@given(LINKS, st.sets(st.integers(2, SIZE - 1)))
def test_routes_share_no_stop_and_only_the_first_may_lead_through_what_is_avoided(
    links: dict[tuple[int, int], int], avoided: set[int]
) -> None:
    near = neighbours((u, v, weight) for (u, v), weight in links.items())
    ways = routes(near, 0, 1, avoided, many=SIZE)
    assert ways[:1] == [way for way in [shortest(near, 0, 1, avoided)] if way]
    stops = [stop for way in ways for stop in way[1:-1]]
    assert len(stops) == len(set(stops))
    assert len(ways) == len({tuple(way) for way in ways})
    assert all(avoided.isdisjoint(way[1:-1]) for way in ways[1:])
    assert [len(way) for way in ways[1:]] == sorted(len(way) for way in ways[1:])
    assert routes(near, 0, 1, avoided, many=1) == ways[:1]


def test_hubs_are_few() -> None:
    assert [least_of_hub(links) for links in (0, 200, 201, 1_000_000)] == [20, 20, 21, 1415]
