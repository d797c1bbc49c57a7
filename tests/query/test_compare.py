import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.link.test_link import NAMES, stored
from tests.sayings import relation, role

from comention.analyse import analyse
from comention.export.relations import in_words
from comention.link import link
from comention.model import Graph
from comention.query.compare import Change, Comparison, compare, merged

Texts = list[list[str]]  # the names in the only sentence of each document
TEXTS = st.lists(st.lists(st.sampled_from(NAMES), max_size=3, unique=True), max_size=4)


def graph_of(texts: Texts) -> Graph:
    with stored([[[names]] for names in texts]) as store:
        graph = analyse(link(store))
    return graph.subgraph([node for node, data in graph.nodes(data=True) if data["mentions"]]).copy()


@settings(max_examples=10)
@given(TEXTS, st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
def test_one_document_more_brings_exactly_what_it_says(before: Texts, document: list[str]) -> None:
    old, new = graph_of(before), graph_of([*before, document])
    found = compare(old, new)
    assert {change.ids for change in found.names} == {(name,) for name in document}
    pairs = {(min(a, b), max(a, b)) for a in document for b in document if a != b}
    assert {change.ids for change in found.links} == pairs
    assert all(change.after == change.before + 1 for change in (*found.names, *found.links))
    assert all((change.change == "new") == (change.before == 0) for change in (*found.names, *found.links))
    back = compare(new, old)
    assert {change.ids: (change.before, change.after) for change in back.links} == {
        change.ids: (change.after, change.before) for change in found.links
    }
    assert {change.change for change in back.names} <= {"gone", "weaker"}


@settings(max_examples=10)
@given(TEXTS)
def test_a_graph_differs_in_nothing_from_itself(texts: Texts) -> None:
    assert compare(graph_of(texts), graph_of(texts)) == Comparison((), ())


def person(graph: Graph, node: str, label: str, *forms: str, mentions: int = 1) -> None:
    graph.add_node(node, label=label, type="PERSON", mentions=mentions, aliases=dict.fromkeys(forms, 1))


def test_who_got_a_full_name_is_the_same() -> None:
    old: Graph = nx.Graph()
    new: Graph = nx.Graph()
    person(old, "person:merkel", "Merkel", "Merkel")
    person(new, "person:angela-merkel", "Angela Merkel", "Merkel", "Angela Merkel", mentions=3)
    assert compare(old, new).names == (Change(("person:angela-merkel",), ("Angela Merkel",), "stronger", 1, 3),)
    person(new, "person:max-merkel", "Max Merkel", "Merkel")
    assert [change.change for change in compare(old, new).names] == ["new", "new", "gone"]


def test_both_in_one_have_the_evidence_of_both() -> None:
    old, new = graph_of([["ann", "bob"], ["bob", "cid"]]), graph_of([["ann", "bob"], ["ann", "bob"]])
    new.graph["documents"][1]["id"] = "other"
    for passage in new.edges["ann", "bob"]["evidence"]:
        passage["document"] = {"1": "other"}.get(passage["document"], passage["document"])
    both = merged(old, new)
    assert {node: data.get("change") for node, data in both.nodes(data=True)} == {
        "ann": "stronger",
        "bob": None,
        "cid": "gone",
    }
    assert both.edges["ann", "bob"]["change"] == "stronger"
    assert both.edges["bob", "cid"]["change"] == "gone"
    assert [document["id"] for document in both.graph["documents"]] == ["0", "other", "1"]
    assert both.edges["bob", "cid"]["by_document"] == {2: 1}
    assert both.edges["bob", "cid"]["evidence"][0]["document"] == "1"
    told = {(passage["document"], *(name[2] for name in passage["names"])) for passage in both.graph["passages"]}
    assert told == {(0, "ann", "bob"), (1, "ann", "bob"), (2, "bob", "cid")}
    assert "change" not in old.nodes["cid"]


def test_what_is_gone_has_no_place_in_the_new_picture() -> None:
    old: Graph = nx.Graph()
    person(old, "person:a", "A")
    person(old, "person:b", "B")
    new = old.copy()
    new.remove_node("person:b")
    for known in [*old.nodes.values(), *new.nodes.values()]:
        known.update({"x": 1, "y": 2})
    both = merged(old, new)
    assert {node: "x" in known for node, known in both.nodes(data=True)} == {"person:a": True, "person:b": False}
    assert "x" in old.nodes["person:b"]


def test_roles_and_relations_are_those_of_the_new_graph() -> None:
    old, new = graph_of([["ann", "bob"], ["bob", "cid"]]), graph_of([["ann", "bob"]])
    old.nodes["bob"]["roles"] = [role("aide")]
    old.nodes["ann"]["roles"] = [role("senator", 2)]
    old.edges["ann", "bob"]["relations"] = [relation("ann", "hired", "bob")]
    old.edges["bob", "cid"]["relations"] = [relation("cid", "called", "bob")]
    new.nodes["ann"]["roles"] = [role("governor")]
    both = merged(old, new)
    assert {node: known.get("roles") for node, known in both.nodes(data=True)} == {
        "ann": [role("governor")],
        "bob": None,
        "cid": None,
    }
    assert "relations" not in both.edges["ann", "bob"]
    assert both.edges["bob", "cid"]["relations"] == [relation("cid", "called", "bob")]
    assert old.edges["ann", "bob"]["relations"]


def test_what_is_gone_names_those_who_got_a_full_name() -> None:
    old: Graph = nx.Graph()
    new: Graph = nx.Graph()
    person(old, "person:merkel", "Merkel", "Merkel")
    person(old, "person:aide", "Aide", "Aide")
    old.nodes["person:aide"]["roles"] = [role("aide of Merkel", 1, of="person:merkel")]
    old.add_edge("person:merkel", "person:aide", relations=[relation("person:aide", "met", "person:merkel")])
    person(new, "person:angela-merkel", "Angela Merkel", "Merkel", "Angela Merkel")
    both = merged(old, new)
    assert both.nodes["person:aide"]["roles"] == [role("aide of Merkel", 1, of="person:angela-merkel")]
    (told,) = both.edges["person:aide", "person:angela-merkel"]["relations"]
    assert in_words(told, both) == "Aide → met → Angela Merkel"
    assert old.nodes["person:aide"]["roles"][0]["of"] == "person:merkel"
