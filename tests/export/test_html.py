import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import networkx as nx
import pytest

from comention.export import Dataset
from comention.export.html import page, write_html


class Elements(HTMLParser):
    """The elements of a page as a browser's parser sees them: tag, attributes, and the text up to the next tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, text) for name, attributes, text in self.found if name == tag]

    def block(self, name: str) -> Any:
        """The JSON block with this id."""
        return next(json.loads(text) for attributes, text in self.all("script") if attributes.get("id") == name)


def small_graph(**about: Any) -> "nx.Graph[str]":
    """Two people and a country in two sentences, with letters that JavaScript counts double."""
    first, second = "🎈 Ada met Bo in Norway.", "Norway thanked Ada."
    graph: nx.Graph[str] = nx.Graph(
        documents=[{"id": "a.txt", "title": None, "date": None, "source": None}],
        passages=[
            {
                "document": 0,
                "sentence": 0,
                "start": 0,
                "end": len(first),
                "text": first,
                "names": [[2, 5, "person:ada"], [10, 12, "person:bo"], [16, 22, "country:no"]],
            },
            {
                "document": 0,
                "sentence": 1,
                "start": len(first) + 1,
                "end": len(first) + 1 + len(second),
                "text": second,
                "names": [[0, 6, "country:no"], [15, 18, "person:ada"]],
            },
        ],
        **about,
    )
    for node, label, kind, mentions in [
        ("person:ada", "Ada", "PERSON", 2),
        ("person:bo", "Bo", "PERSON", 1),
        ("country:no", "Norway", "COUNTRY", 2),
    ]:
        graph.add_node(
            node, label=label, type=kind, mentions=mentions, documents=1, aliases={label: mentions}, reasons={}
        )
    graph.add_edge("person:ada", "person:bo", weight=1, documents=1, evidence=[])
    graph.add_edge("country:no", "person:ada", weight=2, documents=1, evidence=[])
    graph.add_edge("country:no", "person:bo", weight=1, documents=1, evidence=[])
    return graph


def written(graph: "nx.Graph[str]") -> bytes:
    file = BytesIO()
    write_html(Dataset(graph, lambda: iter(())), file)
    return file.getvalue()


def test_the_policy_names_exactly_the_scripts_and_the_style_of_the_page() -> None:
    elements = Elements(page(small_graph()))
    ((policy, _),) = [meta for meta in elements.all("meta") if meta[0].get("http-equiv") == "Content-Security-Policy"]

    def hashes(texts: list[str]) -> list[str]:
        return [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts]

    rules = dict(rule.split(" ", 1) for rule in str(policy["content"]).split("; "))
    running = [text for attributes, text in elements.all("script") if "type" not in attributes]
    assert rules["script-src"].split() == hashes(running)
    assert rules["style-src"].split() == hashes([text for _, text in elements.all("style")])
    assert rules["default-src"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"


def test_nothing_points_out_of_the_page() -> None:
    text = page(small_graph())
    for tag, attributes, _ in Elements(text).found:
        for name in ("src", "href", "action", "data"):
            target = attributes.get(name)
            assert target is None or target.startswith(("#", "data:,")), (tag, target)
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag


def test_hostile_text_stays_text(hostile: Dataset) -> None:
    plain, attacked = Elements(page(small_graph())), Elements(page(hostile.graph))
    assert [tag for tag, _, _ in attacked.found] == [tag for tag, _, _ in plain.found]
    assert attacked.all("title")[0][1] == hostile.graph.graph["title"]
    assert attacked.block("documents")[0]["id"] == hostile.graph.graph["documents"][0]["id"]


def test_no_data_can_end_its_block(hostile: Dataset) -> None:
    for attributes, _ in Elements(page(hostile.graph)).all("script"):
        if attributes.get("type") == "application/json":
            block = re.search(rf'id="{attributes["id"]}">(.*?)</script>', page(hostile.graph), re.DOTALL)
            assert block
            assert not re.search("[<>&]", block[1])


def test_offsets_count_as_javascript_counts() -> None:
    elements = Elements(page(small_graph()))
    keys = [node["key"] for node in elements.block("nodes")]
    _, _, text, spans = elements.block("passages")[0]
    units = text.encode("utf-16-le")
    names = {
        keys[node]: units[2 * start : 2 * end].decode("utf-16-le")
        for start, end, node in zip(spans[::3], spans[1::3], spans[2::3], strict=True)
    }
    assert names == {"person:ada": "Ada", "person:bo": "Bo", "country:no": "Norway"}


def test_the_most_mentioned_and_the_strongest_come_first() -> None:
    elements = Elements(page(small_graph()))
    assert [node["label"] for node in elements.block("nodes")] == ["Norway", "Ada", "Bo"]
    assert [edge["weight"] for edge in elements.block("edges")] == [2, 1, 1]


def test_a_sentence_is_stored_once() -> None:
    assert page(small_graph()).count("Norway thanked Ada.") == 1
    assert "evidence" not in Elements(page(small_graph())).block("edges")[0]


def test_wider_windows_bring_their_evidence() -> None:
    graph = small_graph(settings={"window": 2})
    first, second = graph.graph["passages"]
    both = f"{first['text']} {second['text']}"
    wide = {"document": "a.txt", "sentence": 0, "start": 0, "end": len(both), "text": both}
    one = {"document": "a.txt", **{name: second[name] for name in ("sentence", "start", "end", "text")}}
    graph.edges["person:ada", "country:no"]["evidence"] = [one, wide]
    elements = Elements(page(graph))
    passages, edges = elements.block("passages"), elements.block("edges")
    assert edges[0]["evidence"] == [1, 2]
    _, _, text, spans = passages[2]
    assert text == both
    found = [text.encode("utf-16-le")[2 * start : 2 * end] for start, end in zip(spans[::3], spans[1::3], strict=True)]
    assert [name.decode("utf-16-le") for name in found] == ["Ada", "Bo", "Norway", "Norway", "Ada"]
    assert elements.block("facts")["sentences"] == 2


def test_a_link_that_no_sentence_shows_brings_its_evidence() -> None:
    graph = small_graph()
    first = graph.graph["passages"][0]
    first["names"] = [name for name in first["names"] if name[2] != "person:bo"]
    passage = {"document": "a.txt", **{name: first[name] for name in ("sentence", "start", "end", "text")}}
    graph.edges["person:ada", "person:bo"]["evidence"] = [passage]
    edges = Elements(page(graph)).block("edges")
    assert [edge.get("evidence") for edge in edges] == [None, [], [0]]


def test_a_lone_surrogate_does_not_stop_the_page() -> None:
    graph = small_graph(title="Half \ud83c a letter")
    assert b"<title>Half ? a letter</title>" in written(graph)


@pytest.mark.parametrize(
    ("window", "unit"),
    [("sentence", "sentence"), (1, "sentence"), ("paragraph", "paragraph"), ("document", "document"), (3, "passage")],
)
def test_the_page_says_what_a_link_counts(window: str | int, unit: str) -> None:
    assert Elements(page(small_graph(settings={"window": window}))).block("facts")["unit"] == unit
