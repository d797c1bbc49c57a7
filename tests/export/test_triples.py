"""Turtle and JSON-LD, read by rdflib: the same triples, and what a question of SPARQL finds in them."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD, Namespace
from rdflib.query import ResultRow
from rdflib.term import BNode, Node
from tests.export.talks import talks
from tests.export.writing import written
from tests.sayings import relation, role, saying

from comention.export import Dataset
from comention.export.flatten import RIGHTS, clean
from comention.model import AnyGraph

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what rdflib uses itself
Triples = set[tuple[Node, Node, Node]]

FORMATS = {"turtle": "turtle", "jsonld": "json-ld"}
OWN = Namespace("urn:comention:vocabulary#")
SCHEMA = Namespace("https://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
NAMES = """
PREFIX comention: <urn:comention:vocabulary#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
"""
EVIDENCE = """
SELECT ?a ?b ?weight ?title ?text ?start ?end {
  ?link a comention:CoMention ; comention:entity ?one, ?other ; comention:weight ?weight .
  ?link prov:wasDerivedFrom ?passage . ?one schema:name ?a . ?other schema:name ?b . FILTER (?a < ?b)
  ?passage prov:value ?text ; prov:wasQuotedFrom/schema:name ?title ; oa:hasSelector [oa:start ?start ; oa:end ?end]
} ORDER BY ?a"""
RELATIONS = """
SELECT ?words ?a ?phrase ?b ?kind ?count {
  ?link a comention:CoMention ; comention:relation ?relation . ?relation prov:wasDerivedFrom/prov:value ?text .
  ?relation schema:name ?words ; comention:subject/schema:name ?a ; comention:object/schema:name ?b .
  ?relation comention:phrase ?phrase ; comention:kind ?kind ; comention:count ?count FILTER (CONTAINS(?text, "called"))
} ORDER BY ?a"""
BROKEN = {
    "a link of other than two ends": """
        { SELECT ?x { ?x a comention:CoMention ; comention:entity ?e } GROUP BY ?x HAVING (COUNT(?e) != 2) }""",
    "a link without a weight that is a number": """
        ?x a comention:CoMention FILTER NOT EXISTS { ?x comention:weight ?w FILTER (isNumeric(?w) && ?w > 0) }""",
    "an end that is nothing": "?l comention:entity ?x FILTER NOT EXISTS { ?x a ?type ; schema:name ?name }",
    "a relation of nothing": "?r comention:subject|comention:object ?x FILTER NOT EXISTS { ?x schema:name ?name }",
    "a mention of nothing": "?d schema:mentions ?x FILTER NOT EXISTS { ?x a ?type ; schema:name ?name }",
    "evidence without words, document or characters": """
        ?l prov:wasDerivedFrom ?x
        FILTER NOT EXISTS { ?x prov:value ?t ; prov:wasQuotedFrom ?d ; oa:hasSelector [oa:start ?a ; oa:end ?b] }""",
    "a claim that two know each other": "?x schema:knows ?other",
}


def read(dataset: Dataset, form: str) -> Graph:
    return Graph().parse(data=written(dataset, form), format=FORMATS[form])


def triples(dataset: Dataset) -> Triples:
    """What both formats say, which must be the same."""
    one, other = (set(read(dataset, form)) for form in FORMATS)
    assert one == other
    return one


@pytest.fixture
def found(hostile: Dataset) -> Graph:
    return read(hostile, "turtle")


def test_both_say_the_same_without_blank_nodes(hostile: Dataset, saying: Dataset) -> None:
    for dataset in (hostile, saying):
        assert not any(isinstance(term, BNode) for triple in triples(dataset) for term in triple)


def test_a_question_finds_a_pair_with_its_evidence(found: Graph, hostile: Dataset) -> None:
    name = clean(hostile.graph.nodes["person:a"]["label"])
    (passage,) = hostile.graph.graph["passages"]
    rows = [tuple(map(str, row)) for row in found.query(NAMES + EVIDENCE) if isinstance(row, ResultRow)]
    rest = ("1", name, clean(passage["text"]), "0", str(passage["end"]))
    assert rows == [(name, "Bob", *rest), ("Bob", "Peru", *rest)]


@pytest.mark.parametrize("what", BROKEN)
def test_nothing_is_broken(what: str, found: Graph) -> None:
    assert not found.query(f"{NAMES} ASK {{ {BROKEN[what]} }}").askAnswer


def test_an_entity_in_the_words_of_schema_org(found: Graph) -> None:
    peru = URIRef("urn:comention:entity:country%3Ape")
    assert found.value(peru, RDF.type) == SCHEMA.Country
    assert found.value(found.value(peru, SCHEMA.identifier), SCHEMA.value) == Literal("PE")
    assert found.value(peru, OWN.first_seen) == Literal("2017-05", datatype=XSD.gYearMonth)
    person = URIRef("urn:comention:entity:person%3Aa")
    assert found.value(person, RDF.type) == SCHEMA.Person
    assert list(found.objects(person, SCHEMA.alternateName)) == [Literal("A")]
    assert (None, SCHEMA.mentions, person) in found


def test_a_relation_is_a_statement_with_its_sentences(saying: Dataset) -> None:
    rows = read(talks(), "turtle").query(NAMES + RELATIONS)
    told = [tuple(map(str, row)) for row in rows if isinstance(row, ResultRow)]
    assert told[0] == (
        "Michael Flynn → called → Sergey Kislyak",
        "Michael Flynn",
        "called",
        "Sergey Kislyak",
        "met",
        "3",
    )
    assert told[1][:4] == (
        "Sergey Kislyak → did not work for → Flynn's firm",
        "Sergey Kislyak",
        "did not work for",
        "Michael Flynn",
    )
    assert len(told) == 2
    assert not any(read(saying, "turtle").query(f"{NAMES} ASK {{ {what} }}").askAnswer for what in BROKEN.values())


def test_a_role_is_a_statement_with_its_sentences() -> None:
    found = read(talks(), "jsonld")
    flynn = URIRef("urn:comention:entity:person%3Aflynn")
    roles = {
        str(found.value(role, SCHEMA.name)): role
        for role in found.subjects(OWN.entity, flynn)
        if (role, RDF.type, OWN.Role) in found
    }
    assert set(roles) == (
        {"national security adviser", "former general", "chief executive of Flynn Intel Group", "witness"}
    )
    (role,) = found.subjects(OWN.of, URIRef("urn:comention:entity:org%3Aflynn-intel"))
    assert role == roles["chief executive of Flynn Intel Group"]
    assert found.value(role, OWN["count"]) == Literal(1)
    assert str(found.value(found.value(role, PROV.wasDerivedFrom), PROV.value)) == "He ran it."


def test_only_what_is_sure_is_a_fact() -> None:
    found = read(talks(), "turtle")
    flynn, lori, firm, kislyak, russia = (
        URIRef(f"urn:comention:entity:{node}")
        for node in ("person%3Aflynn", "person%3Alori", "org%3Aflynn-intel", "person%3Akislyak", "country%3Aru")
    )
    told = {triple for triple in found if str(triple[1]).startswith(str(SCHEMA)) and isinstance(triple[2], URIRef)}
    about = {SCHEMA.mentions, SCHEMA.identifier}
    assert {triple for triple in told if triple[1] not in about} == {
        (flynn, SCHEMA.worksFor, firm),
        (firm, SCHEMA.employee, flynn),
        (lori, SCHEMA.spouse, flynn),
        (flynn, SCHEMA.spouse, lori),
        (kislyak, SCHEMA.nationality, russia),
    }
    assert {str(title) for title in found.objects(flynn, SCHEMA.jobTitle)} == {
        "national security adviser",
        "chief executive of Flynn Intel Group",
    }


def test_relations_of_other_names_than_the_ends_are_told() -> None:
    graph: AnyGraph = nx.Graph(
        [("a", "b", {"relations": [relation("a", "met", "gone"), relation("a", "met", "gone")]})]
    )
    told = triples(Dataset(graph, lambda: iter(())))
    assert sum(kind == OWN.Relation for _, _, kind in told) == 1


def test_the_dataset_says_what_it_is(found: Graph) -> None:
    dataset = found.value(predicate=RDF.type, object=SCHEMA.Dataset)
    (run,) = found.subjects(OWN.model, Literal("en_core_web_sm 3.8.0"))
    assert found.value(dataset, SCHEMA.copyrightNotice) == Literal(RIGHTS)
    assert found.value(dataset, OWN.counts_links) == Literal(2)
    assert found.value(run, OWN.settings_demonyms) == Literal(True)
    assert Literal("0.1") in set(found.objects(None, SCHEMA.softwareVersion))


@pytest.mark.parametrize(
    ("date", "kind"),
    [("2017", XSD.gYear), ("2017-02", XSD.gYearMonth), ("2017-02-28", XSD.date), ("2017-02-30", None), ("May", None)],
)
def test_a_date_has_the_type_of_its_precision(date: str, kind: URIRef | None) -> None:
    dataset = Dataset(nx.Graph(documents=[{"id": "a", "date": date}]), lambda: iter(()))
    assert Literal(date, datatype=kind) in {value for _, _, value in triples(dataset)}


def test_a_bare_graph_is_told() -> None:
    graph = nx.path_graph(3)
    graph.edges[0, 1].update(npmi=1e-7, weight=2**70)
    told = triples(Dataset(graph, lambda: iter(())))
    assert sum(kind == OWN.CoMention for _, _, kind in told) == 2
    assert {Literal("1e-07", datatype=XSD.double), Literal(2**70)} < {value for _, _, value in told}


@settings(max_examples=60)
@given(st.lists(st.text(), min_size=6, max_size=6), st.characters())
def test_any_text_stays_what_it_is(texts: list[str], odd: str) -> None:
    label, key, value, document, title, text = (odd + text for text in texts)
    graph: AnyGraph = nx.Graph([(label, document)], documents=[{"id": document, "title": title, "source": odd}])
    graph.add_node(label, label=label, aliases={value: 1})
    graph.edges[label, document].update({key: value})
    passage = {"document": document, "sentence": 0, "start": 0, "end": 9, "text": text}
    graph.edges[label, document]["evidence"] = [passage]
    graph.edges[label, document]["relations"] = [relation(label, text, document, 1, source_text=value, target_text=odd)]
    graph.nodes[label]["roles"] = [role(title, 1, saying(text, document), of=document)]
    told = {str(value) for _, _, value in triples(Dataset(graph, lambda: iter(())))}
    assert {clean(one) for one in (label, value, document, title, text)} <= told
