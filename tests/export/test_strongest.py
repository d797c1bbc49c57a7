import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from comention.export.strongest import strongest
from comention.model import AnyGraph

Links = list[tuple[str, str, int]]


def graph_of(links: Links, **mentions: int) -> AnyGraph:
    graph: AnyGraph = nx.Graph()
    for a, b, weight in links:
        graph.add_edge(a, b, weight=weight, documents=1)
    nx.set_node_attributes(graph, {node: mentions.get(node, 1) for node in graph}, "mentions")
    return graph


def chosen(graph: AnyGraph, most: tuple[int, int]) -> tuple[set[str], float | None]:
    links, least = strongest(graph, graph.edges(data=True), most)
    return {"-".join(sorted((a, b))) for a, b, _ in links}, least


def test_all_links_of_a_weight_or_none_go_before_the_others() -> None:
    graph = graph_of([("a", "b", 3), ("c", "d", 2), ("e", "f", 2), ("a", "c", 1)])
    assert chosen(graph, (9, 1)) == ({"a-b"}, 3)
    assert chosen(graph, (9, 3)) == ({"a-b", "c-d", "e-f"}, 2)
    assert chosen(graph, (9, 9)) == ({"a-b", "c-d", "e-f", "a-c"}, 1)


def test_if_those_of_the_highest_weight_are_too_many_no_threshold_is_told() -> None:
    assert chosen(graph_of([("a", "b", 1), ("c", "d", 1)]), (9, 1)) == ({"a-b"}, None)


def test_every_name_keeps_its_best_link_first() -> None:
    names = [f"n{number}" for number in range(9)]
    triangle: Links = [("x", "y", 1), ("y", "z", 1), ("x", "z", 1)]
    graph = graph_of([("hub", "top", 5), *triangle, *(("hub", name, 1) for name in names)], hub=50, top=9, x=2)
    kept, least = chosen(graph, (99, 12))
    assert least == 5
    assert kept == {"hub-top", *(f"hub-{name}" for name in names), "x-y", "x-z"}


def test_a_rare_name_is_kept_with_the_known_one_and_not_with_another_rare_one() -> None:
    graph = graph_of([("hub", "top", 9), ("hub", "a", 1), ("hub", "b", 1), ("a", "b", 1)], hub=50, top=40)
    assert chosen(graph, (9, 3)) == ({"hub-top", "a-hub", "b-hub"}, 9)


def test_a_link_that_brings_too_many_names_is_passed_over() -> None:
    graph = graph_of([("a", "b", 9), ("b", "c", 9), ("d", "e", 5), ("a", "c", 1)])
    assert chosen(graph, (3, 9)) == ({"a-b", "b-c", "a-c"}, 9)


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("ijklmnop"), st.integers(1, 3)), min_size=1),
    st.integers(2, 16),
    st.integers(1, 40),
)
def test_no_bound_is_broken_and_room_is_used(links: Links, names: int, most: int) -> None:
    graph = graph_of(links)
    found, least = strongest(graph, graph.edges(data=True), (names, most))
    ends = {name for a, b, _ in found for name in (a, b)}
    assert len(ends) <= names
    assert len(found) <= most
    if least is not None:
        strong = [link for link in graph.edges(data=True) if link[2]["weight"] >= least]
        assert len(strong) == sum(link["weight"] >= least for _, _, link in found)
    if len(found) < min(most, graph.number_of_edges()):
        kept = {frozenset((a, b)) for a, b, _ in found}
        assert all(len(ends | {a, b}) > names for a, b in graph.edges if frozenset((a, b)) not in kept)
