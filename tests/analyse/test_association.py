from math import log

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.analyse.association import associations
from comention.model import Graph


def pair(weight: int, one: int, other: int, total: int) -> Graph:
    """Two nodes in so many windows each, of which `weight` name both."""
    graph: Graph = nx.Graph(counts={"windows": total})
    graph.add_node("a", windows=one)
    graph.add_node("b", windows=other)
    graph.add_edge("a", "b", weight=weight)
    return graph


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """How many windows name both, only the first, only the second, neither."""
    both = draw(st.integers(1, 40))
    return both, draw(st.integers(0, 40)), draw(st.integers(0, 40)), draw(st.integers(0, 400))


@given(tables())
def test_the_measures_are_what_their_definitions_say(table: tuple[int, int, int, int]) -> None:
    both, first, second, neither = table
    total = sum(table)
    a, b = both + first, both + second
    (found,) = associations(pair(both, a, b, total))
    assert found["expected"] == pytest.approx(a * b / total, abs=1e-6)
    probability = both / total
    npmi = 1.0 if probability == 1 else log(probability / (a / total * b / total)) / -log(probability)
    assert found["npmi"] == pytest.approx(npmi, abs=1e-6)
    assert found["jaccard"] == pytest.approx(both / (a + b - both), abs=1e-6)
    # Dunning's ratio as G-test: twice the sum of observed times log of observed over expected
    expected = [a * b / total, a * (total - b) / total, (total - a) * b / total, (total - a) * (total - b) / total]
    g = 2 * sum(o * log(o / e) for o, e in zip((both, first, second, neither), expected, strict=True) if o)
    assert found["log_likelihood"] == pytest.approx(max(g, 0), abs=1e-5)
    assert -1 <= found["npmi"] <= 1


@pytest.mark.parametrize(
    ("weight", "one", "other", "total", "npmi"),
    [(10, 10, 10, 100, 1.0), (5, 5, 5, 5, 1.0), (1, 10, 10, 100, 0.0), (2, 4, 4, 16, 1 / 3)],
)
def test_npmi_is_one_for_always_and_none_for_chance(weight: int, one: int, other: int, total: int, npmi: float) -> None:
    (found,) = associations(pair(weight, one, other, total))
    assert found["npmi"] == pytest.approx(npmi, abs=1e-6)


def test_nothing_is_said_where_windows_were_not_counted() -> None:
    graph = pair(1, 2, 3, 4)
    del graph.nodes["a"]["windows"]
    assert associations(graph) == [{}]
    graph = pair(1, 2, 3, 4)
    del graph.graph["counts"]
    assert associations(graph) == [{}]
    assert associations(nx.Graph()) == []
