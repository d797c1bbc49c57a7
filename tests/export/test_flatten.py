import math

import networkx as nx
import pytest
from tests.export.talks import talks
from tests.sayings import relation

from comention.export import Dataset
from comention.export.flatten import Flat, clean, edge_id
from comention.export.relations import in_words
from comention.model import AnyGraph


def flatten(graph: AnyGraph) -> AnyGraph:
    """All rows of the flat view, as a graph."""
    view = Flat(graph)
    flat: AnyGraph = nx.Graph()
    flat.graph.update(view.attributes)
    flat.add_nodes_from(view.nodes())
    flat.add_edges_from(view.edges())
    return flat


def test_only_scalars_remain_and_the_heavy_lists_stay_behind(hostile: Dataset) -> None:
    flat = flatten(hostile.graph)
    rows = [flat.graph, *(data for _, data in flat.nodes(data=True)), *(data for *_, data in flat.edges(data=True))]
    assert all(type(value) in (str, bool, int, float) for row in rows for value in row.values())
    assert {"documents", "passages"}.isdisjoint(flat.graph)
    assert "reasons" not in flat.nodes["person:a"]
    assert list(flat) == list(hostile.graph)
    assert list(flat.edges) == list(hostile.graph.edges)


def test_settings_and_counts_become_attributes_of_their_own(hostile: Dataset) -> None:
    flat = flatten(hostile.graph).graph
    assert (flat["settings_window"], flat["settings_evidence"], flat["settings_demonyms"]) == ("sentence", 5, True)
    assert flat["counts_links"] == 2
    assert "settings_limit" not in flat


def test_aliases_read_in_their_order_with_their_counts() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node("person:t", aliases={"Trump": 12, "Donald Trump": 3})
    assert flatten(graph).nodes["person:t"]["aliases"] == "Trump (12) | Donald Trump (3)"


def test_evidence_is_a_line_for_each_passage() -> None:
    passages = [
        {"document": "a.txt", "sentence": 3, "start": 120, "end": 140, "text": "Ann met\r\n  Bob."},
        {"document": "b.txt", "sentence": 0, "start": 0, "end": 9, "text": "Bob, Ann."},
        {"document": "c.pdf", "page": 7, "sentence": 2, "start": 50, "end": 59, "text": "Ann,\fBob."},
    ]
    graph = nx.Graph([("person:a", "person:b", {"evidence": passages})])
    assert flatten(graph).edges["person:a", "person:b"]["evidence"] == (
        "“Ann met Bob.” (a.txt, characters 120–140)\n“Bob, Ann.” (b.txt, characters 0–9)\n"
        "“Ann, Bob.” (c.pdf, page 7, characters 50–59)"
    )


def test_evidence_from_a_document_with_lines_in_its_name_is_one_line() -> None:
    passage = {"document": "a\nb\r\nc.txt", "sentence": 0, "start": 0, "end": 9, "text": "Bob, Ann."}
    graph = nx.Graph([("person:a", "person:b", {"evidence": [passage]})])
    assert flatten(graph).edges["person:a", "person:b"]["evidence"] == "“Bob, Ann.” (a b c.txt, characters 0–9)"


@pytest.mark.parametrize("nothing", [None, math.nan, math.inf, -math.inf, object(), [1, 2]])
def test_what_no_format_can_say_is_absent(nothing: object) -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node("person:a", label="A", npmi=nothing)
    assert flatten(graph).nodes["person:a"] == {"label": "A"}


def test_an_attribute_has_one_type() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node("person:a", score=1, mixed=1, flag=True, same=2)
    graph.add_node("person:b", score=0.5, mixed="x", flag=False, same=3)
    graph.add_node("person:c")
    flat = flatten(graph)
    assert flat.nodes["person:a"] == {"score": 1.0, "mixed": "1", "flag": True, "same": 2}
    assert type(flat.nodes["person:a"]["score"]) is float
    assert flat.nodes["person:c"] == {}


def test_ids_of_edges_stay_apart_too() -> None:
    graph = nx.Graph([("a--b", "c"), ("a", "b--c"), ("a-", "b"), ("a", "-b"), ("a--b--c", "a---b")])
    view = Flat(graph)
    found = [*view.ids.values(), *(edge_id(source, target) for source, target, _ in view.edges())]
    assert len(found) == len(set(found)) == 9 + 5


def test_ids_are_never_numbers_and_stay_apart() -> None:
    graph = nx.Graph([(1, 2), ("person:a", "person:a\x0b"), ("", "2.5")])
    flat = flatten(graph)
    assert list(flat) == ["node:1", "node:2", "person:a", "person:a_", "node:", "node:2.5"]
    assert flat.number_of_edges() == 3


def test_cleaning_keeps_all_that_xml_can_carry() -> None:
    assert clean("a\x00\x0b\x1f\ud800\udfff\ufffe\uffffb") == "ab"
    assert clean("tab\t, line\r\n, \x85, 中, 🎈, \U0010ffff") == "tab\t, line\r\n, \x85, 中, 🎈, \U0010ffff"


def test_roles_and_relations_are_texts_with_their_counts() -> None:
    flat = flatten(talks().graph)
    assert flat.nodes["person:flynn"]["roles"] == (
        "national security adviser (5) | former general (2) | chief executive of Flynn Intel Group (1) | witness (1)"
    )
    assert "roles" not in flat.nodes["person:kislyak"]
    called = flat.edges["person:flynn", "person:kislyak"]
    assert called["relations"] == (
        "Michael Flynn → called → Sergey Kislyak (3) | Sergey Kislyak → did not work for → Flynn's firm (1)"
    )
    assert called["relation"] == "met"
    assert flat.edges["person:flynn", "country:ru"].keys() == {"weight", "documents"}


def test_a_relation_is_one_line_whatever_is_in_it() -> None:
    graph: AnyGraph = nx.Graph([("person:a", "person:b")])
    graph.nodes["person:a"]["label"] = " Ann\r\nLee "
    said = relation("person:a", "met\x0b\nwith", "person:gone", source_text="", target_text="B's\t son")
    assert in_words(said, graph) == "Ann Lee → met with → B's son"
    assert in_words(relation("person:gone", "met", "person:b"), graph) == "person:gone → met → person:b"
