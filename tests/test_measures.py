"""The list of measures is complete, and what is made from it has all of them."""

import networkx as nx
from click.testing import CliRunner

from comention.analyse import analyse
from comention.cli import comention
from comention.measures import LINKS, NAMES, LinkMeasureAttributes, NameMeasureAttributes
from comention.model import AnyGraph
from comention.page.data import page_data


def measured() -> AnyGraph:
    """A graph of two names in three windows, one of which mentions both."""
    graph: AnyGraph = nx.Graph(counts={"windows": 3})
    for node in ("person:a", "person:b"):
        graph.add_node(node, label=node, type="PERSON", mentions=2, documents=1, windows=2)
    graph.add_edge("person:a", "person:b", weight=1, documents=1, evidence=[])
    return analyse(graph)


def test_the_attributes_of_a_graph_have_just_the_measures_of_the_list() -> None:
    names, links = ({measure.name for measure in measures} for measures in (NAMES, LINKS))
    assert NameMeasureAttributes.__optional_keys__ == names
    assert LinkMeasureAttributes.__optional_keys__ == links
    graph = measured()
    assert graph.nodes["person:a"].keys() - {"label", "type", "windows"} == names
    assert graph.edges["person:a", "person:b"].keys() - {"evidence"} == links


def test_values_have_the_types_of_the_list() -> None:
    graph = measured()
    for measures, about in ((NAMES, graph.nodes["person:a"]), (LINKS, graph.edges["person:a", "person:b"])):
        assert {measure.name: type(about[measure.name]) for measure in measures} == {
            measure.name: measure.kind for measure in measures
        }


def test_only_what_needs_windows_may_be_unknown() -> None:
    bare: AnyGraph = nx.Graph()
    bare.add_nodes_from(("person:a", "person:b"), mentions=1, documents=1)
    bare.add_edge("person:a", "person:b", weight=1, documents=1)
    bare = analyse(bare)
    assert bare.edges["person:a", "person:b"].keys() == {measure.name for measure in LINKS if not measure.optional}
    assert bare.nodes["person:a"].keys() == {measure.name for measure in NAMES if not measure.optional}


def test_top_explains_what_it_can_rank_by() -> None:
    told = CliRunner().invoke(comention, ["top", "--help"]).output
    for measure in (*NAMES, *LINKS):
        assert (f"\n    {measure.name} " in told) == measure.about.ranked


def test_the_page_explains_the_measures_that_it_has() -> None:
    data = page_data(measured())
    told = data.facts["measures"]
    assert "npmi" in {measure["name"] for measure in told["links"]}
    assert {measure["name"] for measure in told["names"]} <= data.nodes[0].keys()
    assert {measure["name"] for measure in told["links"]} <= data.edges[0].keys()
