from fractions import Fraction
from random import Random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.analyse.backbone import significances


@st.composite
def graphs(draw: st.DrawFn) -> "nx.Graph[int]":
    pairs = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1])
    weights = draw(st.dictionaries(pairs, st.integers(1, 30), max_size=14))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from((u, v, weight) for (u, v), weight in weights.items())
    return graph


@given(graphs(), st.integers(0, 9))
def test_it_is_the_least_chance_of_the_two_ends(graph: "nx.Graph[int]", seed: int) -> None:
    found = dict(zip(graph.edges, significances(graph), strict=True))
    for (u, v), value in found.items():
        chances = [Fraction(1)]
        for node in (u, v):
            weights = [Fraction(edge["weight"]) for edge in graph[node].values()]
            share = Fraction(graph.edges[u, v]["weight"]) / sum(weights)
            if len(weights) > 1:
                chances.append((1 - share) ** (len(weights) - 1))
        assert value == pytest.approx(float(min(chances)), rel=1e-5)
    shuffled: nx.Graph[int] = nx.Graph()
    edges = [(v, u, graph.edges[u, v]["weight"]) for u, v in graph.edges]
    shuffled.add_weighted_edges_from(Random(seed).sample(edges, len(edges)))
    again = {frozenset(edge): value for edge, value in zip(shuffled.edges, significances(shuffled), strict=True)}
    assert again == {frozenset(edge): value for edge, value in found.items()}


def test_a_strong_link_of_a_hub_stands_out_and_a_lone_pair_does_not() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("hub", "friend", 20), *(("hub", f"other {n}", 1) for n in range(20))])
    graph.add_edge("one", "two", weight=50)
    found = dict(zip(graph.edges, significances(graph), strict=True))
    assert found["hub", "friend"] < 1e-5 < 0.3 < found["hub", "other 1"]
    assert found["one", "two"] == 1
