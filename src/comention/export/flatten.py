"""Flatten the attributes of a graph to plain scalars, which every format can hold.

Text loses what XML cannot carry (control characters, lone surrogates). An attribute has one type over all nodes, and
over all edges; a value that is None, not a number or infinite is absent. Aliases become `Donald Trump (12) | Trump (5)`
and evidence a line for each passage. Roles and relations are written as aliases are, and the kind of an edge's first
relation is its `relation`. Reasons, counts by document and by month, passages, documents and communities stay behind. A
note on rights comes with it, unless the graph has one of its own.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from comention.contract import EDGE_ID, NOT_IN_XML, RECOGNIZED
from comention.export.relations import in_words
from comention.model import AnyGraph, Evidence

Scalar = str | bool | int | float

RIGHTS = "Sentences are quoted from documents whose authors keep all rights in them."

_LEFT_BEHIND = frozenset({"reasons", "by_document", "periods"})
_ILLEGAL = re.compile(NOT_IN_XML)


class Flat:
    """The flat view of a graph: its own attributes, and those of nodes and edges in the order of the graph.

    `ids` are those that the nodes have in files, `columns` tells the one type of each attribute of nodes and of edges.
    A row is made when it is asked for, so that a million edges are never flat all at once.

    >>> import networkx as nx
    >>> graph = nx.Graph(title="News", settings={"window": "sentence"})
    >>> graph.add_node("person:t", label="T", aliases={"T": 2, "Mr. T": 1}, code=None)
    >>> flat = Flat(graph)
    >>> flat.attributes["settings_window"]
    'sentence'
    >>> list(flat.nodes())
    [('person:t', {'label': 'T', 'aliases': 'T (2) | Mr. T (1)'})]
    """

    def __init__(self, graph: AnyGraph) -> None:
        self._graph = graph
        self.ids = _ids(graph)
        self.attributes = _scalars({**graph.graph, "rights": graph.graph.get("rights") or RIGHTS})

    @cached_property
    def columns(self) -> dict[str, dict[str, type[Scalar]]]:
        """The one type of each attribute, of nodes and of edges, by name."""
        return {
            "node": _types(attributes for _, attributes in self._graph.nodes(data=True)),
            "edge": _types(attributes for _, _, attributes in self._edges()),
        }

    def nodes(self) -> Iterator[tuple[str, dict[str, Scalar]]]:
        """Yield the id of each node, and its attributes."""
        for node, attributes in self._graph.nodes(data=True):
            yield self.ids[node], _typed(attributes, self.columns["node"])

    def edges(self) -> Iterator[tuple[str, str, dict[str, Scalar]]]:
        """Yield the ids of the ends of each edge, and its attributes."""
        for source, target, attributes in self._edges():
            yield self.ids[source], self.ids[target], _typed(attributes, self.columns["edge"])

    def _edges(self) -> Iterator[tuple[Any, Any, Mapping[str, Any]]]:
        """Yield the ends and the attributes of each edge, in which its relations are told with the labels of nodes."""
        for source, target, attributes in self._graph.edges(data=True):
            match attributes.get("relations"):
                case [first, *_] as relations:
                    told = _counted((in_words(relation, self._graph), relation["count"]) for relation in relations)
                    yield source, target, {**attributes, "relations": told, "relation": first["kind"]}
                case _:
                    yield source, target, attributes


def edge_id(source: str, target: str) -> str:
    """Make an edge's id of those of its ends, so that it is the same in the next run.

    >>> edge_id("country:pe", "person:bob")
    'country:pe--person:bob'
    """
    return f"{source}{EDGE_ID}{target}"


def clean(text: str) -> str:
    """Leave out the characters that XML 1.0 cannot carry."""
    return text if text.isascii() and text.isprintable() else _ILLEGAL.sub("", text)


def spoken(value: Scalar) -> str:
    """A scalar as text.

    >>> spoken(True), spoken(0.5)
    ('true', '0.5')
    """
    return str(value).lower() if isinstance(value, bool) else str(value)


def quotation(evidence: Evidence) -> str:
    """Write a piece of evidence in one line: the sentence, and where it stands.

    >>> quotation({"document": "a.pdf", "page": 2, "sentence": 0, "start": 0, "end": 6, "text": "A met\\nB"})
    '“A met B” (a.pdf, page 2, characters 0–6)'
    """
    document, page = evidence["document"], evidence.get("page")
    place = document if document.isprintable() else " ".join(document.splitlines())
    where = place if page is None else f"{place}, page {page}"
    where += f", {RECOGNIZED}" if evidence.get("recognized") else ""
    return f"“{' '.join(evidence['text'].split())}” ({where}, characters {evidence['start']}–{evidence['end']})"


def distinct(names: Iterable[str]) -> Iterator[str]:
    """Tell names apart that cleaning has made equal.

    >>> list(distinct(["a", "b", "a"]))
    ['a', 'b', 'a_']
    """
    taken: set[str] = set()
    for name in names:
        while name in taken:
            name += "_"
        taken.add(name)
        yield name


def _ids(graph: AnyGraph) -> dict[Any, str]:
    """An id for each node that no reader takes for a position, and that cleaning has not made equal to another.

    The separator in the ids of edges is in no id of a node, so that different edges have different ids, too.
    """
    texts = (re.sub("-{2,}", "-", clean(str(node))).strip("-") for node in graph)
    return dict(zip(graph, distinct(t if re.search(r"[^\W\d]", t) else f"node:{t}" for t in texts), strict=True))


def _scalars(attributes: Mapping[str, Any], *, spelled: bool = True) -> dict[str, Scalar]:
    """The scalars by name; where their types are enough, long texts are not `spelled`."""
    found: dict[str, Scalar] = {}
    for attribute, value in attributes.items():
        if attribute in _LEFT_BEHIND:
            continue
        kind = type(value)
        if kind is int or kind is bool:  # most of them, and there are millions
            found[_name(attribute)] = value
        elif kind is float:
            if math.isfinite(value):
                found[_name(attribute)] = value
        elif kind is str:
            found[_name(attribute)] = clean(value) if spelled else ""
        else:
            found |= {_name(name): scalar for name, scalar in _scalar(attribute, value, spelled=spelled)}
    return found


@lru_cache(maxsize=1000)
def _name(name: str) -> str:
    return clean(str(name))


def _scalar(name: str, value: Any, *, spelled: bool) -> Iterator[tuple[str, Scalar]]:
    """The scalars that stand for an attribute: one, none, or for a mapping of settings one each."""
    match value:
        case str():
            yield name, clean(str(value)) if spelled else ""
        case bool():
            yield name, value
        case int():
            yield name, int(value)
        case float() if math.isfinite(value):
            yield name, float(value)
        case list() if name == "evidence":
            yield name, clean("\n".join(quotation(passage) for passage in value)) if spelled else ""
        case list() if name == "roles":
            told = ((" ".join(role["role"].split()), role["count"]) for role in value)
            yield name, clean(_counted(told)) if spelled else ""
        case Mapping() if name == "aliases":
            yield name, clean(_counted(value.items())) if spelled else ""
        case Mapping():
            for key, inner in value.items():
                yield from _scalar(f"{name}_{key}", inner, spelled=spelled)


def _counted(texts: Iterable[tuple[str, int]]) -> str:
    """Write texts with their counts in one line."""
    return " | ".join(f"{text} ({count})" for text, count in texts)


def _types(rows: Iterable[Mapping[str, Any]]) -> dict[str, type[Scalar]]:
    """The type that holds all values of each attribute: the one they have, else float, else str."""
    kinds: dict[str, set[type[Scalar]]] = {}
    for row in rows:
        for name, value in _scalars(row, spelled=False).items():
            kinds.setdefault(name, set()).add(type(value))
    return {
        name: next(iter(found)) if len(found) == 1 else float if found == {int, float} else str
        for name, found in kinds.items()
    }


def _typed(row: Mapping[str, Any], columns: Mapping[str, type[Scalar]]) -> dict[str, Scalar]:
    scalars = _scalars(row)
    for name, value in scalars.items():
        if type(value) is not columns[name]:
            scalars[name] = columns[name](value)
    return scalars
