"""What tests of the page share: its elements as a browser sees them, what its data blocks say, and a small graph."""

import json
import zlib
from base64 import b64decode
from html.parser import HTMLParser
from typing import Any

import networkx as nx


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
        """What the block with this id holds."""
        return unpacked(next(text for attributes, text in self.all("script") if attributes.get("id") == name))

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of the table by columns with this id, without what they do not say."""
        table = self.block(name)
        found = [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]
        return [{name: value for name, value in row.items() if value is not None} for row in found]

    def passages(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The text of each passage, and for each name in it what stands there and the key of its node."""
        nodes = self.rows("nodes")
        return [together(row["text"], row["names"], nodes) for row in self.rows("passages")]


def unpacked(text: str) -> Any:
    """What a data block holds."""
    deflated = text.removeprefix("deflated,")
    return json.loads(text if deflated == text else zlib.decompress(b64decode(deflated, validate=True)))


def together(rest: str, names: list[int], nodes: list[dict[str, Any]]) -> tuple[str, list[tuple[str, str]]]:
    """A text with its names put back, counting in halves of UTF-16 as JavaScript does."""
    left, text, found = rest.encode("utf-16-le"), b"", []
    for gap, form, node in zip(names[::3], names[1::3], names[2::3], strict=True):
        text, left = text + left[: 2 * gap], left[2 * gap :]
        length = max(0, -form)
        name = left[: 2 * length] if length else nodes[node]["aliases"][form][0].encode("utf-16-le")
        text, left = text + name, left[2 * length :]
        found.append((name.decode("utf-16-le"), nodes[node]["key"]))
    return (text + left).decode("utf-16-le"), found


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
