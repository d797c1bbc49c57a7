import math

import networkx as nx
import pytest

from comention.export import Dataset
from comention.export.flatten import Flat
from comention.export.looks import PALETTE, colour, places, radii, shape, sketch
from comention.layout import layout
from comention.model import AnyGraph


def sketched(graph: AnyGraph, most: tuple[int, int] = (9, 9)) -> AnyGraph:
    return sketch(graph, Flat(graph).ids, most)


def test_places_are_those_of_the_page(hostile: Dataset) -> None:
    assert places(sketched(hostile.graph)) == layout(hostile.graph, radii(hostile.graph))


@pytest.mark.parametrize("nothing", [None, math.nan, math.inf, -5, "many", [1], pytest.param(10**400, id="huge")])
def test_whatever_a_graph_says_can_be_drawn(nothing: object) -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node(1, label=nothing, type=nothing, mentions=nothing, community=nothing)
    graph.add_edge(1, "\ud800", weight=nothing, documents=nothing)
    graph.add_edge(1, 1)
    found = places(sketched(graph))
    assert set(found) == {"node:1", "node:"}
    assert all(math.isfinite(value) for place in found.values() for value in place)


def test_of_a_large_graph_the_strongest_links_stay_and_all_names() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("b", "c", 3), ("c", "d", 2)])
    assert set(sketched(graph, (9, 2)).edges) == {("b", "c"), ("c", "d")}
    small = sketched(graph, (2, 9))
    assert set(small.edges) == {("b", "c")}
    assert set(small) == set("abcd")
    assert max(places(small), key=lambda node: places(small)[node][1]) in {"a", "d"}


def test_a_type_shows_in_shape_and_colour() -> None:
    kinds = ("PERSON", "ORG", "COUNTRY", "SHIP")
    assert [shape(kind) for kind in kinds] == ["disc", "square", "diamond", "disc"]
    assert [colour(kind) for kind in kinds] == ["#0072b2", "#d55e00", "#009e73", "#8b867c"]


def test_the_palette_is_that_of_light() -> None:
    assert (PALETTE["canvas"], PALETTE["text"]) == ("#fbfaf8", "#1d1b18")
