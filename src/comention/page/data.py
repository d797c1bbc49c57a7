"""What the page knows of a graph: a graph in, rows for its data blocks out, in which each fact stands once.

The page works out for itself what follows from something else: which sentences name a node or both ends of a link, in
which documents and when that was, and how often it would be by chance.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, takewhile
from typing import Any, NamedTuple

import networkx as nx

from comention.config import in_words
from comention.export.looks import radii
from comention.export.strongest import LINKS, NAMES, strength, strongest
from comention.layout import layout

BACKBONE = 0.2
"""Significance below which a link belongs to the backbone of the page."""
# what one unit of a link's weight is, by the window that links were counted in
UNITS = {"sentence": "sentence", "1": "sentence", "paragraph": "paragraph", "document": "document"}

Row = dict[str, Any]


class Data(NamedTuple):
    """The data blocks of a page."""

    facts: Row
    documents: Sequence[Mapping[str, Any]]
    nodes: list[Row]
    edges: list[Row]
    passages: list[Row]


class Passage(NamedTuple):
    """A stretch of a document, by its number, and start, end and number of the node of each name in it."""

    document: int
    page: int | None
    sentence: int
    text: str
    names: Sequence[tuple[int, int, int]]


def page_data(graph: "nx.Graph[str]") -> Data:
    """Nodes come most mentioned first, links strongest first, sentences in their order, wider excerpts behind them.

    Of very many links, the strongest ones are taken.
    """
    graph = shown(graph)
    nodes = sorted(graph, key=lambda node: (-graph.nodes[node]["mentions"], node))
    number = {node: index for index, node in enumerate(nodes)}
    documents = graph.graph.get("documents", [])
    sentences = graph.graph.get("passages", [])
    passages = [numbered(passage, number) for passage in sentences]
    edges = list(edge_rows(graph, number, passages))
    forms = [{form: place for place, form in enumerate(aliases_of(graph.nodes[node]))} for node in nodes]
    return Data(
        {**facts(graph.graph), "sentences": len(sentences)},
        documents,
        list(node_rows(graph, nodes, passages[: len(sentences)])),
        edges,
        [passage_row(passage, forms) for passage in passages],
    )


def columns(rows: Iterable[Row]) -> dict[str, list[Any]]:
    """The rows as a table by columns, which packs better; None where a row does not say.

    >>> columns([{"a": 1}, {"a": 2, "b": 3}])
    {'a': [1, 2], 'b': [None, 3]}
    """
    rows = list(rows)
    names = dict.fromkeys(chain.from_iterable(rows))
    return {name: [row.get(name) for row in rows] for name in names}


def node_rows(graph: "nx.Graph[str]", nodes: Sequence[str], sentences: Sequence[Passage]) -> Iterator[Row]:
    """What the page knows of each entity."""
    sizes = radii(graph)
    points = layout(graph, sizes)
    places: list[set[int]] = [set() for _ in nodes]
    for passage in sentences:
        for _, _, named in passage.names:
            places[named].add(passage.document)
    dates = [document.get("date") for document in graph.graph.get("documents", [])]
    for index, node in enumerate(nodes):
        entity = graph.nodes[node]
        reasons = entity.get("reasons", {})
        yield present(
            x=round(points[node][0]),
            y=round(points[node][1]),
            size=sizes[node],
            key=node,
            label=entity["label"],
            type=entity["type"],
            mentions=entity["mentions"],
            documents=entity["documents"],
            windows=entity.get("windows"),
            community=entity.get("community", 0),
            change=entity.get("change"),
            aliases=[[form, count, reasons.get(form, "")] for form, count in aliases_of(entity).items()],
            code=entity.get("code"),
            seen=seen(entity, places[index], dates),
        )


def aliases_of(entity: Mapping[str, Any]) -> Mapping[str, int]:
    """The surface forms of an entity with their counts."""
    aliases: Mapping[str, int] = entity.get("aliases", {})
    return aliases


def edge_rows(graph: "nx.Graph[str]", number: Mapping[str, int], passages: list[Passage]) -> Iterator[Row]:
    """The links, strongest first, with what the page cannot work out itself.

    In a sentence window the page finds the sentences of a link: those that name both ends. Where there is none, and in
    wider windows, the link's own evidence is appended to `passages`, unless it is there already, and the link brings
    along how much of its weight each document has.
    """
    excerpts = Excerpts(graph.graph, number, passages)
    linked = (tuple(sorted((number[a], number[b]))) for a, b in graph.edges)
    plain = named_together(passages, linked) if unit(graph.graph) == "sentence" else {}
    dates = [document.get("date") for document in graph.graph.get("documents", [])]
    for a, b, link in sorted(graph.edges(data=True), key=lambda edge: strength(graph, *edge)):
        first, second = sorted((number[a], number[b]))
        found = plain.get((first, second))
        places = link.get("by_document") or found or Counter(excerpts.documents(link["evidence"]))
        npmi = link.get("npmi")
        yield present(
            **{"from": first, "to": second},
            weight=link["weight"],
            documents=link["documents"],
            change=link.get("change"),
            npmi=None if npmi is None else round(npmi, 2) + 0.0,
            solid=1 if link.get("significance", 1) < BACKBONE else None,
            seen=seen(link, places, dates),
            places=None if places == found else [*chain.from_iterable(sorted(places.items()))],
            evidence=None if found else [excerpts.place(one) for one in link["evidence"]],
        )


def named_together(
    passages: Sequence[Passage], linked: Iterable[tuple[int, ...]]
) -> dict[tuple[int, int], Counter[int]]:
    """How many passages of each document name a pair of linked nodes, the lower number first."""
    others: dict[int, set[int]] = {}
    for first, second in linked:
        others.setdefault(first, set()).add(second)
    together: dict[tuple[int, int], Counter[int]] = {}
    for passage in passages:
        named = {node for _, _, node in passage.names}
        for first in sorted(named):
            for second in (others.get(first, set()) & named) - {first}:
                together.setdefault((first, second), Counter())[passage.document] += 1
    return together


def seen(about: Mapping[str, Any], places: Iterable[int], dates: Sequence[str | None]) -> list[str] | None:
    """First and last date, unless they are those of the documents at `places`."""
    if about.get("first_seen") is None:
        return None
    told = [about["first_seen"], about["last_seen"]]
    found = [date for place in places if (date := dates[place])]
    return None if found and [min(found), max(found)] == told else told


def shown(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """The graph, or if it is too large, its strongest links with their ends, and the sentences that name two of those.

    What is left out is told among the counts.
    """
    if graph.number_of_nodes() <= NAMES and graph.number_of_edges() <= LINKS:
        return graph
    links = [(a, b) for a, b, _ in strongest(graph, graph.edges(data=True), (NAMES, LINKS))]
    part: nx.Graph[str] = graph.edge_subgraph(links).copy()
    passages = [
        passage
        for passage in graph.graph.get("passages", [])
        if len({node for _, _, node in passage["names"] if node in part}) > 1
    ]
    told = {"names_on_this_page": part.number_of_nodes(), "links_on_this_page": len(links)}
    part.graph = {**graph.graph, "passages": passages, "counts": {**graph.graph.get("counts", {}), **told}}
    return part


class Excerpts:
    """Evidence of links as `passages`, each stretch of a document once."""

    def __init__(self, about: Mapping[str, Any], number: Mapping[str, int], passages: list[Passage]) -> None:
        documents = about.get("documents", [])
        self._document = {document["id"]: index for index, document in enumerate(documents)}
        self._number = number
        self._passages = passages
        self._sentences: list[list[Mapping[str, Any]]] = [[] for _ in documents]
        self._known: dict[tuple[int, int, int], int] = {}
        for row, passage in enumerate(about.get("passages", [])):
            self._sentences[passage["document"]].append(passage)
            self._known[passage["document"], passage["start"], passage["end"]] = row

    def documents(self, evidence: Sequence[Mapping[str, Any]]) -> list[int]:
        """The documents of some evidence, by their numbers."""
        return [self._document[one["document"]] for one in evidence]

    def place(self, evidence: Mapping[str, Any]) -> int:
        """The place of this evidence among the passages, added if need be."""
        document = self._document[evidence["document"]]
        start, end = evidence["start"], evidence["end"]
        if (document, start, end) not in self._known:
            self._known[document, start, end] = len(self._passages)
            sentences = self._sentences[document]
            first = bisect_left(sentences, start, key=lambda sentence: int(sentence["start"]))
            inside = (sentences[place] for place in range(first, len(sentences)))
            names = [
                [sentence["start"] - start + left, sentence["start"] - start + right, node]
                for sentence in takewhile(lambda sentence: sentence["start"] < end, inside)
                if sentence["end"] <= end
                for left, right, node in sentence["names"]
            ]
            found = {**evidence, "document": document, "names": names}
            self._passages.append(numbered(found, self._number))
        return self._known[document, start, end]


def numbered(passage: Mapping[str, Any], number: Mapping[str, int]) -> Passage:
    """The passage with numbers for nodes; names of nodes that a part of a graph does not have are only text."""
    names = [(start, end, number[node]) for start, end, node in passage["names"] if node in number]
    return Passage(passage["document"], passage.get("page"), passage["sentence"], passage["text"], names)


def passage_row(passage: Passage, forms: Sequence[Mapping[str, int]]) -> Row:
    """The text without the names, and for each name the way from the one before, its form, and its node.

    A form is the place of an alias among those of the node; where a name is written otherwise it stays in the text, and
    less than nothing tells its length. Both are counted as JavaScript counts.
    """
    rest: list[str] = []
    names: list[int] = []
    at = 0
    for start, end, node in passage.names:
        gap, surface = passage.text[at:start], passage.text[start:end]
        form = forms[node].get(surface)
        rest += [gap] if form is not None else [gap, surface]
        names += [units(gap), -units(surface) if form is None else form, node]
        at = end
    rest.append(passage.text[at:])
    return present(
        document=passage.document, page=passage.page, sentence=passage.sentence, text="".join(rest), names=names
    )


def units(text: str) -> int:
    """The length of a text as JavaScript counts it.

    >>> units("🎈!")
    3
    """
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def facts(about: Mapping[str, Any]) -> Row:
    """How the graph was made, for the page to tell."""
    return {
        "comention": about.get("comention", ""),
        "model": about.get("model", ""),
        "settings": in_words(about.get("settings", {})),
        "counts": about.get("counts", {}),
        "unit": unit(about),
        "backbone": BACKBONE,
        **({"compared": about["compared"]} if "compared" in about else {}),
    }


def unit(about: Mapping[str, Any]) -> str:
    """What a link's weight counts: sentences, paragraphs, documents, or passages of several sentences."""
    return UNITS.get(str(about.get("settings", {}).get("window", "sentence")), "passage")


def present(**values: Any) -> Row:
    """A row without the values that nobody knows."""
    return {name: value for name, value in values.items() if value is not None}
