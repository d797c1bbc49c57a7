import warnings
from io import BytesIO
from pathlib import Path

import igraph
import networkx as nx
import pytest
from lxml import etree

from comention.export import Dataset, export
from comention.export.flatten import Flat
from comention.model import AnyGraph

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}
HOSTILE = 'A & <b> </script>  中 🎈 "><script>'  # as it is in conftest.py, without what XML cannot carry


def graphml(dataset: Dataset) -> bytes:
    file = BytesIO()
    export(dataset, "graphml", file)
    return file.getvalue()


def read_igraph(content: bytes, folder: Path) -> igraph.Graph:
    path = folder / "graph.graphml"
    path.write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return igraph.Graph.Read_GraphML(str(path))


def empty() -> Dataset:
    return Dataset(nx.Graph(), lambda: iter(()))


def test_networkx_reads_back_the_flat_graph(each: Dataset) -> None:
    read = nx.read_graphml(BytesIO(graphml(each)))
    flat = Flat(each.graph)
    assert {node: read.nodes[node] for node in read} == dict(flat.nodes())
    ids = [attributes.pop("id") for _, _, attributes in read.edges(data=True)]
    assert ids == ["country:pe--person:bob", "person:a--person:bob"]
    assert list(read.edges(data=True)) == list(flat.edges())
    assert not read.is_directed()


def test_igraph_reads_the_same(each: Dataset, tmp_path: Path) -> None:
    read = read_igraph(graphml(each), tmp_path)
    assert (read.vcount(), read.ecount()) == (3, 2)
    assert read.vs["id"] == ["country:pe", "person:a", "person:bob"]
    assert read.vs["label"] == ["Peru", HOSTILE, "Bob"]
    assert read.vs["community"] == [0, 0, 0]
    assert read.vs[0]["code"] == "PE"
    assert read.es["weight"] == [1, 1]
    assert all(HOSTILE.replace("  ", " ") in evidence for evidence in read.es["evidence"])
    assert read["title"] == HOSTILE
    assert read["settings_demonyms"] is True


def test_lxml_reads_the_same(each: Dataset) -> None:
    content = graphml(each)
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    root = etree.fromstring(content)
    keys = {key.get("id"): (key.get("for"), key.get("attr.name")) for key in root.iterfind("g:key", NAMESPACE)}
    assert len(keys) == len(set(keys.values()))
    nodes, edges = (root.findall(f"g:graph/g:{kind}", NAMESPACE) for kind in ("node", "edge"))
    assert (len(nodes), len(edges)) == (3, 2)
    labels = [
        data.text
        for node in nodes
        for data in node.iterfind("g:data", NAMESPACE)
        if keys[data.get("key")] == ("node", "label")
    ]
    assert labels == ["Peru", HOSTILE, "Bob"]
    for edge in edges:
        given = {keys[data.get("key")][1]: data.text for data in edge.iterfind("g:data", NAMESPACE)}
        assert given["weight"] == "1"
        assert given["evidence"].count("\n") == 1
        assert edge.get("id") == f"{edge.get('source')}--{edge.get('target')}"


def test_the_types_are_those_that_gephi_expects(hostile: Dataset) -> None:
    root = etree.fromstring(graphml(hostile))
    types = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in root.iterfind("g:key", NAMESPACE)}
    assert types["node", "label"] == "string"
    assert types["node", "mentions"] == "long"
    assert types["edge", "weight"] == "long"
    assert types["graph", "settings_demonyms"] == "boolean"


@pytest.mark.parametrize("text", ["a\rb", "a\r\nb", "a\nb", " a ", "]]>", "&amp;"])
def test_text_survives_as_it_is(text: str, tmp_path: Path) -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node(f"org:{text}", label=text)
    content = graphml(Dataset(graph, lambda: iter(())))
    read = nx.read_graphml(BytesIO(content))
    assert dict(read.nodes(data="label")) == {f"org:{text}": text}
    assert read_igraph(content, tmp_path).vs["label"] == [text]


def test_a_number_for_an_id_becomes_a_word(tmp_path: Path) -> None:
    content = graphml(Dataset(nx.path_graph(3), lambda: iter(())))
    assert read_igraph(content, tmp_path).vs["id"] == ["node:0", "node:1", "node:2"]


def test_attributes_that_some_nodes_lack_are_told_apart(hostile: Dataset, tmp_path: Path) -> None:
    content = graphml(hostile)
    assert "code" not in nx.read_graphml(BytesIO(content)).nodes["person:a"]
    assert read_igraph(content, tmp_path).vs["code"] == ["PE", "", ""]


def test_an_empty_graph_opens(tmp_path: Path) -> None:
    content = graphml(empty())
    assert len(nx.read_graphml(BytesIO(content))) == 0
    assert read_igraph(content, tmp_path).vcount() == 0
    assert etree.fromstring(content).find("g:graph", NAMESPACE) is not None
