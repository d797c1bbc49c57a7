from fractions import Fraction
from math import comb
from random import Random
from statistics import NormalDist

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.analyse.backbone import binomial_tail, noise_corrected, significances
from comention.model import Graph


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
    graph: Graph = nx.Graph()
    graph.add_weighted_edges_from([("hub", "friend", 20), *(("hub", f"other {n}", 1) for n in range(20))])
    graph.add_edge("one", "two", weight=50)
    found = dict(zip(graph.edges, significances(graph), strict=True))
    assert found["hub", "friend"] < 1e-5 < 0.3 < found["hub", "other 1"]
    assert found["one", "two"] == 1


@given(st.integers(1, 60), st.integers(0, 60), st.floats(1e-9, 1))
def test_the_tail_is_the_sum_of_its_terms(least: int, more: int, chance: float) -> None:
    draws, p = least + more, Fraction(chance)
    terms = (comb(draws, k) * p**k * (1 - p) ** (draws - k) for k in range(least, draws + 1))
    (found,) = binomial_tail(np.array([float(least)]), draws, np.array([chance]))
    assert found == pytest.approx(float(sum(terms)), rel=1e-6, abs=1e-12)


def test_the_tail_of_a_million_draws_is_nearly_normal() -> None:
    draws, chance = 1_000_000, 0.001
    deviation = (draws * chance * (1 - chance)) ** 0.5
    least = np.array([900.0, 1000.0, 1050.0, 1100.0])
    normal = [1 - NormalDist().cdf((k - 0.5 - draws * chance) / deviation) for k in least]
    assert binomial_tail(least, draws, np.full(4, chance)).tolist() == pytest.approx(normal, abs=0.01)


@given(graphs())
def test_noise_corrected_is_what_one_gets_by_hand(graph: "nx.Graph[int]") -> None:
    strength = dict(graph.degree(weight="weight"))
    total = sum(strength.values())
    for (u, v), value in zip(graph.edges, noise_corrected(graph), strict=True):
        p = Fraction(strength[u] * strength[v], total**2)
        terms = [comb(total, k) * p**k * (1 - p) ** (total - k) for k in range(graph.edges[u, v]["weight"])]
        assert value == pytest.approx(float(1 - sum(terms)), rel=1e-5, abs=1e-12)


def test_two_hubs_need_more_to_stand_out_than_two_others() -> None:
    graph: Graph = nx.Graph()
    graph.add_weighted_edges_from(("one hub", f"a {n}", 10) for n in range(20))
    graph.add_weighted_edges_from(("other hub", f"b {n}", 10) for n in range(20))
    graph.add_weighted_edges_from([("one hub", "other hub", 10), ("a 1", "b 1", 10)])
    found = dict(zip(graph.edges, noise_corrected(graph), strict=True))
    assert found["a 1", "b 1"] < 0.001 < 0.4 < found["one hub", "other hub"]
