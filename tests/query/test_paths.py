import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.query.paths import neighbours, shortest, strongest

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
