"""Five hundred invented graphs, named as no document would name anybody, in every format: each opens in its readers."""

import json
import re
import warnings
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.sayings import relation, role, saying

from comention.export import Dataset, export
from comention.model import AnyGraph, EntityType, Mention

TIMES = settings(max_examples=500, suppress_health_check=list(HealthCheck))
TEXTS = st.one_of(
    st.text(st.characters(), max_size=12),  # surrogates, controls, what is no character, too
    st.sampled_from(
        [
            *(
                "</script><script>alert(1)</script>",
                "</ScRiPt><b>",
                "<!--",
                "]]>",
                "&amp;#0;",
                "{{ 7 * 7 }}",
                "%s%n",
                "",
            ),
            *('"><img src=x onerror=alert(1)>', "javascript:alert(1)", "=cmd|' /C calc'!A0", "\r\n\f", "\x00\x1b[31m"),
            *("\u2028", "\ud800", "\ufffe"),
        ]
    ),
)
DATES = st.none() | st.sampled_from(["2017", "2017-05", "2017-05-18"])


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """A graph of up to five names in up to three documents, whose texts are anything."""
    ids = draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True))
    documents = [{"id": i, "title": draw(TEXTS), "date": draw(DATES), "source": draw(TEXTS)} for i in ids]
    names = draw(st.lists(TEXTS, max_size=5, unique=True))
    graph: AnyGraph = nx.Graph(
        title=draw(TEXTS),
        comention="0.1.0",
        model=draw(TEXTS),
        settings={"window": "sentence", "demonyms": draw(st.booleans())},
        counts={"documents": len(ids), "sentences": 1, "mentions": 1, "entities": len(names), "links": 0},
        documents=documents,
        passages=[],
    )
    mentions = []
    for name in names:
        text = f"{name} {draw(TEXTS)}"
        document = draw(st.integers(0, len(ids) - 1))
        graph.add_node(
            f"person:{name}",
            label=draw(TEXTS),
            type="PERSON",
            mentions=1,
            documents=1,
            aliases={name: 1},
            reasons={name: draw(TEXTS)},
            community=0,
            **({"roles": [role(draw(TEXTS), 2, of=draw(TEXTS))]} if draw(st.booleans()) else {}),
            **({"identifier": draw(TEXTS)} if draw(st.booleans()) else {}),
        )
        place = {"document": document, "sentence": 0, "start": 0, "end": len(text), "text": text}
        graph.graph["passages"].append({**place, "names": [[0, len(name), f"person:{name}"]]})
        entity = f"person:{name}"
        mentions.append(Mention(ids[document], 0, 0, len(name), name, EntityType.PERSON, entity, draw(TEXTS)))
    nodes = list(graph)
    for one, other in pairwise(nodes):
        passage = {"document": ids[0], "page": 3, "sentence": 0, "start": 0, "end": 5, "text": draw(TEXTS)}
        graph.add_edge(one, other, weight=draw(st.integers(1, 9)), documents=1, evidence=[passage])
        if draw(st.booleans()):
            said = saying(draw(TEXTS), ids[0])
            told = [relation(other, draw(TEXTS), one, 1, said, source_text=draw(TEXTS)), relation(one, "met", other)]
            graph.edges[one, other]["relations"] = told
    order = {identifier: position for position, identifier in enumerate(ids)}
    mentions.sort(key=lambda mention: order[mention.document])
    return Dataset(graph, lambda: iter(mentions))


def exported(dataset: Dataset, form: str) -> bytes:
    file = BytesIO()
    export(dataset, form, file)
    return file.getvalue()


@TIMES
@given(datasets())
def test_graphml_opens_everywhere(dataset: Dataset) -> None:
    content = exported(dataset, "graphml")
    size = (len(dataset.graph), dataset.graph.number_of_edges())
    read = nx.read_graphml(BytesIO(content))
    assert (len(read), read.number_of_edges()) == size
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    assert len(etree.fromstring(content).findall(".//g:node", space)) == size[0]
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        path = Path(folder) / "graph.graphml"
        path.write_bytes(content)
        found = igraph.Graph.Read_GraphML(str(path))
    assert (found.vcount(), found.ecount()) == size


@TIMES
@given(datasets())
def test_mentions_are_lines_of_json(dataset: Dataset) -> None:
    content = exported(dataset, "mentions").decode("utf-8")
    records = [json.loads(line, parse_constant=pytest.fail) for line in content.split("\n")[:-1]]
    assert len(records) == len(dataset.graph.graph["documents"])
    assert sum(len(record["mentions"]) for record in records) == len(list(dataset.mentions()))


class Tags(HTMLParser):
    """The tags of a page and the content of its scripts, as a browser sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))


def tags(content: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """All tags; what stands in scripts and styles ends where a browser ends it."""
    parser = Tags()
    rest = content.decode("utf-8")
    while opened := re.search("<(script|style)[^>]*>", rest):
        parser.feed(rest[: opened.end()])
        parser.clear_cdata_mode()
        closed = re.compile(f"</{opened[1]}", re.IGNORECASE).search(rest, opened.end())
        rest = rest[closed.start() :] if closed else ""
    parser.feed(rest)
    return parser.tags


@cache
def harmless() -> list[tuple[str, tuple[str, ...]]]:
    return tags(exported(Dataset(nx.Graph(title="x"), lambda: iter(())), "html"))


@TIMES
@given(datasets())
def test_pages_are_inert(dataset: Dataset) -> None:
    assert tags(exported(dataset, "html")) == harmless()
