import warnings

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.analyse.centrality import Neighbours, betweenness, pagerank

Links = dict[tuple[int, int], int]
SIZE = 12
LINKS = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 9),
    max_size=30,
)


def both(weights: Links, size: int = SIZE) -> tuple[Neighbours, igraph.Graph]:
    other = igraph.Graph(size, list(weights))
    other.es["weight"] = list(weights.values())
    return Neighbours(size, ((u, v, weight) for (u, v), weight in weights.items())), other


@given(LINKS)
def test_pagerank_is_that_of_igraph(weights: Links) -> None:
    links, other = both(weights)
    found = pagerank(links)
    assert found.tolist() == pytest.approx(other.pagerank(weights="weight", damping=0.85), abs=1e-8)
    assert found.sum() == pytest.approx(1)


@given(LINKS)
def test_betweenness_is_that_of_igraph_and_networkx(weights: Links) -> None:
    links, other = both(weights)
    found = betweenness(links, range(SIZE)).tolist() if not weights else betweenness(links, linked(links)).tolist()
    pairs = (SIZE - 1) * (SIZE - 2) / 2
    assert found == pytest.approx([value / pairs for value in other.betweenness(directed=False)])
    graph: nx.Graph[int] = nx.Graph(list(weights))
    graph.add_nodes_from(range(SIZE))
    assert found == pytest.approx([nx.betweenness_centrality(graph)[node] for node in range(SIZE)])


def linked(links: Neighbours) -> list[int]:
    return [int(node) for node in np.flatnonzero(links.degree)]


def test_a_sample_comes_close() -> None:
    graph: nx.Graph[int] = nx.barabasi_albert_graph(400, 3, seed=2)
    links = Neighbours(400, ((u, v, 1.0) for u, v in graph.edges))
    whole, sampled = betweenness(links, range(400)), betweenness(links, range(0, 400, 3))
    assert np.corrcoef(whole, sampled)[0, 1] > 0.97
    assert sampled.sum() == pytest.approx(whole.sum(), rel=0.05)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_nodes_are_fine(count: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        links = Neighbours(count, [(0, 0, 1.0)] if count else [])
        assert len(pagerank(links)) == count
        assert betweenness(links, range(count)).tolist() == [0.0] * count
