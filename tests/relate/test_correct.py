import networkx as nx
import pytest
from tests.sayings import relation, role, saying

from comention.corrections import NONE, Corrections, Related
from comention.model import Graph, RelationKind
from comention.relate.correct import corrected_relations
from comention.resolve import fingerprint

ANN, BOB, ACME = "person:ann-lee", "person:bob-ray", "org:acme"


@pytest.fixture
def graph() -> Graph:
    """Ann and Bob, of whom several things are said, and Acme, of which Ann is the head."""
    made: Graph = nx.Graph()
    for node, label, aliases in ((ANN, "Ann Lee", ("Ann", "Lee")), (BOB, "Bob Ray", ("Bob",)), (ACME, "Acme", ())):
        made.add_node(node, label=label, type=node.partition(":")[0].upper(), aliases=dict.fromkeys(aliases, 1))
    called = [relation(ANN, "called", BOB), relation(BOB, "called", ANN), relation(ANN, "met", BOB, kind="met")]
    made.add_edge(ANN, BOB, relations=called)
    short, long = (saying("Acme head and owner Ann", words=[(0, end)]) for end in (9, 19))
    made.add_edge(ANN, ACME, relations=[relation(ANN, "head of", ACME, 1, short, kind="works for")])
    made.nodes[ANN]["roles"] = [
        role("Acme head", 1, short, of=ACME),
        role("Acme owner", 1, long, of=ACME),
        role("head", 1, short),
    ]
    return made


def told(graph: Graph, one: str, other: str) -> list[tuple[str, str, str]]:
    relations = graph.edges[one, other].get("relations", [])
    return [(relation["source"], relation["phrase"], relation["kind"]) for relation in relations]


def correct(graph: Graph, *relations: Related) -> list[Related]:
    return corrected_relations(graph, Corrections(relations=relations))


def test_a_relation_is_rejected_by_any_names_and_in_its_direction(graph: Graph) -> None:
    assert correct(graph, Related("lee", "BOB", "Called")) == []
    assert told(graph, ANN, BOB) == [(BOB, "called", "other"), (ANN, "met", "met")]


def test_a_kind_is_put_right(graph: Graph) -> None:
    assert correct(graph, Related(BOB, "Ann Lee", "called", RelationKind.ACCUSED)) == []
    assert told(graph, ANN, BOB) == [(ANN, "called", "other"), (BOB, "called", "accused"), (ANN, "met", "met")]


def test_without_a_phrase_it_is_about_all_between_the_two(graph: Graph) -> None:
    assert correct(graph, Related("Bob", "Ann")) == []
    assert "relations" not in graph.edges[ANN, BOB]
    assert told(graph, ANN, ACME) == [(ANN, "head of", "works for")]


def test_what_is_said_of_a_phrase_counts_more(graph: Graph) -> None:
    kept = Related("Ann", "Bob", "met", RelationKind.FAMILY)
    assert correct(graph, kept, Related("Ann", "Bob")) == []
    assert told(graph, ANN, BOB) == [(ANN, "met", "family")]


def test_the_role_that_says_the_same_goes_with_a_relation(graph: Graph) -> None:
    correct(graph, Related("Ann", "Acme", "head of"))
    assert [role["role"] for role in graph.nodes[ANN]["roles"]] == ["Acme owner", "head"]


def test_of_the_last_role_nothing_is_left(graph: Graph) -> None:
    graph.nodes[ANN]["roles"] = graph.nodes[ANN]["roles"][:1]
    correct(graph, Related("Ann", "Acme"))
    assert "roles" not in graph.nodes[ANN]


def test_what_had_no_effect_is_told(graph: Graph) -> None:
    idle = [
        Related("Nobody", "Bob"),
        Related("Bob", "Acme"),
        Related("Bob", "Ann", "met"),
        Related("Ann", "Lee"),
        Related("Ann", "Bob", "met", RelationKind.OTHER),
    ]
    assert correct(graph, *idle, Related("Ann", "Bob", "met")) == idle
    assert told(graph, ANN, BOB) == [(ANN, "called", "other"), (BOB, "called", "other")]


def test_a_second_time_changes_nothing_and_neither_do_other_corrections(graph: Graph) -> None:
    untouched = nx.Graph(graph)
    assert corrected_relations(graph, NONE) == []
    assert nx.utils.graphs_equal(graph, untouched)
    wanted = Related("Ann", "Bob", "called"), Related("Ann", "Bob", "met", RelationKind.OTHER)
    correct(graph, *wanted)
    once = told(graph, ANN, BOB)
    correct(graph, *wanted)
    assert told(graph, ANN, BOB) == once == [(BOB, "called", "other"), (ANN, "met", "other")]


def test_no_name_is_resolved_again_for_it() -> None:
    rules = {
        fingerprint("en", corrections, keep_boilerplate=False)
        for corrections in (NONE, Corrections(relations=(Related("Ann", "Bob"),)))
    }
    assert len(rules) == 1
