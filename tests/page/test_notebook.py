from html.parser import HTMLParser

import networkx as nx
from tests.page.elements import Elements, small_graph

import comention
from comention.model import AnyGraph
from comention.page import page


class Frames(HTMLParser):
    """The attributes of the frames in some HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        self.found.append(dict(attrs))


def test_a_notebook_gets_the_page_in_a_frame_of_its_own() -> None:
    graph = small_graph(title='"><script>alert(1)</script>')
    (frame,) = Frames(comention.show(graph, height=500)._repr_html_()).found
    assert frame["srcdoc"] == page(graph)
    assert frame["height"] == "500"
    assert frame["sandbox"] == "allow-scripts allow-downloads allow-modals"
    assert "src" not in frame


def test_a_part_of_a_graph_can_be_shown() -> None:
    graph = small_graph()
    part: AnyGraph = nx.Graph(graph.subgraph(["person:ada", "country:no"]))
    elements = Elements(comention.show(part).page)
    assert [node["label"] for node in elements.rows("nodes")] == ["Norway", "Ada"]
    assert elements.passages()[0] == ("🎈 Ada met Bo in Norway.", [("Ada", "person:ada"), ("Norway", "country:no")])
