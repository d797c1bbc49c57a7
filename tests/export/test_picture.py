import networkx as nx
import pytest

from comention.export import Dataset
from comention.export.picture import Picture, picture
from comention.model import AnyGraph


def drawn(graph: AnyGraph) -> Picture:
    return picture(Dataset(graph, lambda: iter(())))


def test_shapes_have_the_looks_of_their_types(hostile: Dataset) -> None:
    found = picture(hostile)
    peru, ann, bob, *legend = found.marks
    assert [len(mark.corners) for mark in (peru, ann, bob)] == [4, 0, 0]
    assert (peru.colour, bob.colour) == ("#009e73", "#0072b2")
    assert peru.title == "Peru, 1 mention"
    assert [mark.colour for mark in legend] == ["#0072b2", "#009e73"]
    assert [text.text for text in found.texts if text.halo] == ["Peru", 'A & <b> </script> 中 🎈 "><scri…', "Bob"]


def test_lines_end_in_shapes_and_strong_ones_are_in_front() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 9), ("b", "c", 1)])
    found = drawn(graph)
    weak, strong = found.lines
    assert (weak.width, weak.opacity) < (strong.width, strong.opacity)
    points = {(mark.x, mark.y) for mark in found.marks}
    assert {(line.x1, line.y1) for line in found.lines} | {(line.x2, line.y2) for line in found.lines} <= points


def test_everything_is_inside() -> None:
    found = drawn(nx.relabel_nodes(nx.gnp_random_graph(60, 0.1, seed=1), str))
    assert all(mark.x - mark.radius >= 0 and mark.x + mark.radius <= found.width for mark in found.marks)
    assert all(mark.y - mark.radius > 90 and mark.y + mark.radius <= found.height for mark in found.marks)


def test_it_says_how_many_there_are(hostile: Dataset) -> None:
    assert [text.text for text in picture(hostile).texts][1] == "3 names, 2 links — comention 0.1"
    assert drawn(nx.Graph([("a", "b"), ("a", "a")])).summary == "2 names, 1 link"
    assert drawn(nx.Graph()).summary == "0 names, 0 links"


def test_of_many_links_it_has_the_strongest_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comention.export.picture.MOST", (9, 1))
    graph: AnyGraph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 2), ("b", "c", 1)])
    found = drawn(graph)
    assert found.summary == "2 of 3 names, the strongest 1 of 2 links"
    assert [mark.title for mark in found.marks[:2]] == ["a", "b"]


def test_names_are_where_the_page_has_them_and_those_of_a_part_come_nearer(monkeypatch: pytest.MonkeyPatch) -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 9), ("b", "c", 8), *(("c", f"d{number}", 1) for number in range(13))])
    spots = {"a": (0, 0), "b": (800, 200), "c": (1600, 0)} | {
        f"d{number}": (100 * number, -600) for number in range(13)
    }
    for node, (x, y) in spots.items():
        graph.nodes[node].update(x=x, y=y, label=node)
    whole = {mark.title: (mark.x, mark.y) for mark in drawn(graph).marks}
    (ax, ay), (bx, by), (cx, cy) = (whole[name] for name in "abc")
    assert bx - ax == pytest.approx(cx - bx, abs=0.1)
    assert (ay, ay - by) == pytest.approx((cy, (bx - ax) / 4), abs=0.1)
    monkeypatch.setattr("comention.export.picture.MOST", (9, 2))
    part = {mark.title: (mark.x, mark.y) for mark in drawn(graph).marks}
    assert {*part} >= {"a", "b", "c"}
    assert part["b"][0] - part["a"][0] == pytest.approx(part["c"][0] - part["b"][0], abs=2)
