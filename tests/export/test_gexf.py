from io import BytesIO
from typing import Any

import networkx as nx
import pytest
from lxml import etree
from tests.export.writing import written

from comention.export import Dataset
from comention.export.flatten import RIGHTS, Flat
from comention.export.looks import places, sketch
from comention.model import AnyGraph

SPACE = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
HOSTILE = 'A & <b> </script>  中 🎈 "><script>'  # as it is in conftest.py, without what XML cannot carry


def root(dataset: Dataset) -> Any:
    return etree.fromstring(written(dataset, "gexf"))


def read_networkx(dataset: Dataset) -> AnyGraph:
    """Read with networkx, which before 3.6 takes the same file for an earlier version of the format only."""
    content = written(dataset, "gexf")
    if tuple(map(int, nx.__version__.split(".")[:2])) < (3, 6):
        content = content.replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")
    return nx.read_gexf(BytesIO(content))


def found(element: Any, path: str) -> list[Any]:
    result: list[Any] = element.xpath(path, namespaces=SPACE)
    return result


@pytest.fixture
def dated(hostile: Dataset) -> Dataset:
    """Bob is named in two months in a row and later in a whole year, Peru without a date."""
    hostile.graph.nodes["person:bob"]["periods"] = {"2017-05": 3, "2019": 1, "2017-06": 1, "when": 1}
    hostile.graph.nodes["country:pe"]["periods"] = {}
    hostile.graph.edges["person:a", "person:bob"]["periods"] = {"2020-02": 1}
    return hostile


def test_networkx_reads_back_the_flat_graph(each: Dataset) -> None:
    read = read_networkx(each)
    flat = Flat(each.graph)
    looks = [attributes.pop("viz") for _, attributes in read.nodes(data=True)]
    assert {node: read.nodes[node] for node in read} == dict(flat.nodes())
    ids = [attributes.pop("id") for _, _, attributes in read.edges(data=True)]
    assert ids == ["country:pe--person:bob", "person:a--person:bob"]
    assert list(read.edges(data=True)) == list(flat.edges())
    assert not read.is_directed()
    assert looks[0]["color"] == {"r": 0, "g": 158, "b": 115, "a": 1}


def test_gephi_sees_the_picture_of_the_page(hostile: Dataset) -> None:
    read = read_networkx(hostile)
    at = {node: (looks["position"]["x"], -looks["position"]["y"]) for node, looks in read.nodes(data="viz")}
    assert at == places(sketch(hostile.graph, Flat(hostile.graph).ids))
    shapes = found(root(hostile), "//viz:shape/@value")
    assert shapes == ["diamond", "disc", "disc"]
    assert all(looks["size"] > 6 for _, looks in read.nodes(data="viz"))


def test_what_is_native_is_no_attribute(hostile: Dataset) -> None:
    graph = root(hostile)
    assert found(graph, "//g:node/@label") == ["Peru", HOSTILE, "Bob"]
    assert found(graph, "//g:edge/@weight") == ["1", "1"]
    assert found(graph, "//g:attribute[@title='label' or @title='weight']") == []
    types = {(a.getparent().get("class"), a.get("title")): a.get("type") for a in found(graph, "//g:attribute")}
    assert types["node", "mentions"] == "long"
    assert types["edge", "evidence"] == "string"
    assert all(one.get("for") < "9" for one in found(graph, "//g:edge//g:attvalue"))


def test_the_description_tells_how_it_was_made(hostile: Dataset) -> None:
    (meta,) = found(root(hostile), "/g:gexf/g:meta")
    assert dict(meta.attrib) == {}
    assert found(meta, "g:creator/text()") == ["comention 0.1"]
    (told,) = found(meta, "g:description/text()")
    assert f"title: {HOSTILE}\nmodel: en_core_web_sm 3.8.0\nsettings: window: sentence, evidence: 5" in told
    assert told.endswith(f"rights: {RIGHTS}")


def test_without_periods_it_is_static(hostile: Dataset) -> None:
    (graph,) = found(root(hostile), "/g:gexf/g:graph")
    assert dict(graph.attrib) == {"defaultedgetype": "undirected", "mode": "static"}
    assert found(graph, "//g:spell") == []


def test_periods_become_spells(dated: Dataset) -> None:
    graph = root(dated)
    (about,) = found(graph, "/g:gexf/g:graph")
    assert dict(about.attrib) == {"defaultedgetype": "undirected", "mode": "dynamic", "timeformat": "date"}
    spells = {
        one.get("id"): [(spell.get("start"), spell.get("end")) for spell in found(one, "g:spells/g:spell")]
        for one in found(graph, "//g:node | //g:edge")
    }
    assert spells == {
        "country:pe": [],
        "person:a": [],
        "person:bob": [("2017-05-01", "2017-06-30"), ("2019-01-01", "2019-12-31")],
        "country:pe--person:bob": [],
        "person:a--person:bob": [("2020-02-01", "2020-02-29")],
    }
    read = read_networkx(dated)
    assert read.nodes["person:bob"]["spells"] == spells["person:bob"]
    assert "periods" not in written(dated, "gexf").decode()


@pytest.mark.parametrize("graph", [nx.Graph(), nx.path_graph(3), nx.Graph([("a", "a"), ("a", 0)])])
def test_a_bare_graph_opens(graph: AnyGraph) -> None:
    read = read_networkx(Dataset(graph, lambda: iter(())))
    assert (len(read), read.number_of_edges()) == (len(graph), graph.number_of_edges())


def test_a_weight_that_is_no_number_stays_an_attribute() -> None:
    odd: AnyGraph = nx.Graph([("a", "b", {"weight": "much"})])
    graph = root(Dataset(odd, lambda: iter(())))
    assert found(graph, "//g:edge/@weight") == []
    assert found(graph, "//g:edge//@value") == ["much"]
