import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.analyse import analyse
from comention.config import FilterOptions, Filters
from comention.model import AnyGraph


def crowd() -> AnyGraph:
    """A hub with four friends, a country that two of them have to do with, and a pair apart."""
    graph: AnyGraph = nx.Graph(counts={"entities": 9, "links": 9, "links_left_out": 2}, passages=[])
    people = {"hub": 20, "ann": 9, "bob": 8, "cid": 7, "dan": 1, "one": 3, "two": 3, "far": 2}
    for name, mentions in people.items():
        graph.add_node(name, type="PERSON", mentions=mentions, documents=min(mentions, 4))
    graph.add_node("peru", type="COUNTRY", mentions=5, documents=1)
    links = [("hub", "ann", 9), ("hub", "bob", 1), ("hub", "cid", 1), ("hub", "dan", 1), ("ann", "peru", 1)]
    graph.add_weighted_edges_from([*links, ("bob", "peru", 1), ("one", "two", 5), ("peru", "far", 1)])
    names = [[0, 3, "hub"], [4, 7, "ann"]]
    graph.graph["passages"] = [{"text": "hub ann", "names": names}, {"text": "one", "names": [[0, 3, "one"]]}]
    return graph


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({"min_mentions": 8}, "ann bob hub"),
        ({"min_documents": 4}, "ann bob cid hub"),
        ({"types": ["country"]}, "peru"),
        ({"include": ["ann", "one"]}, "ann one"),
        ({"exclude": ["hub", "peru"]}, "ann bob cid dan far one two"),
        ({"top": 3}, "ann bob hub"),
        ({"ego": "peru"}, "ann bob far peru"),
        ({"ego": "peru", "hops": 2}, "ann bob far hub peru"),
        ({"ego": "peru", "hops": 2, "top": 2}, "hub peru"),
        ({"ego": "hub", "exclude": ["hub"]}, ""),
        ({"backbone": 0.05}, "ann hub"),
        ({"backbone": 0.05, "ego": "far"}, "far"),
        ({"backbone": 0.01, "backbone_method": "noise-corrected"}, "ann hub one two"),
        ({"types": ["person"], "min_mentions": 3, "ego": "ann", "hops": 2}, "ann bob cid hub"),
    ],
)
def test_filters_leave(options: FilterOptions, left: str) -> None:
    part = analyse(crowd(), Filters(**options))
    assert sorted(part) == left.split()


def test_what_is_left_is_measured_anew_and_its_edges_as_in_the_whole() -> None:
    whole, part = analyse(crowd()), analyse(crowd(), Filters(types=["PERSON"]))
    assert part.nodes["ann"]["degree"] == 1 < whole.nodes["ann"]["degree"]
    assert sum(attributes["pagerank"] for _, attributes in part.nodes(data=True)) == pytest.approx(1, abs=1e-5)
    assert part.edges["hub", "ann"] == whole.edges["hub", "ann"]


def test_counts_say_what_was_left_out_and_passages_what_is_there() -> None:
    part = analyse(crowd(), Filters(include=["ann", "bob", "peru"]))
    assert part.graph["counts"] == {"entities": 3, "links": 2, "entities_left_out": 6, "links_left_out": 9}
    assert part.graph["passages"] == [{"text": "hub ann", "names": [[4, 7, "ann"]]}]


def test_the_graph_it_takes_stays_as_it_is() -> None:
    graph = crowd()
    analyse(graph, Filters(top=2))
    assert nx.utils.graphs_equal(graph, crowd())
    assert graph.graph == crowd().graph


@given(st.floats(0.001, 1), st.floats(0.001, 1), st.sampled_from(["disparity", "noise-corrected"]))
def test_a_backbone_is_part_of_a_wider_one(alpha: float, other: float, method: str) -> None:
    low, high = sorted([alpha, other])
    narrow = analyse(crowd(), Filters(backbone=low, backbone_method=method))
    wide = analyse(crowd(), Filters(backbone=high, backbone_method=method))
    assert set(narrow.edges) <= set(wide.edges)
    assert all(degree for _, degree in narrow.degree())
