"""A graph in; a copy out whose attributes are plain scalars that every format can hold: the one place that knows how.

Text loses what XML cannot carry (control characters, lone surrogates). An attribute has one type over all nodes, and
over all edges; a value that is None, not a number or infinite is absent. Aliases become `Donald Trump (12) | Trump (5)`
and evidence a line for each passage; reasons, counts by document, passages and the list of documents stay behind.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

Scalar = str | bool | int | float

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def flatten(graph: "nx.Graph[Any]") -> "nx.Graph[str]":
    """Return the flat copy; its nodes and edges come in the order of `graph`.

    >>> graph = nx.Graph(title="News", settings={"window": "sentence"})
    >>> graph.add_node("person:t", label="T", aliases={"T": 2, "Mr. T": 1}, code=None)
    >>> flat = flatten(graph)
    >>> flat.graph, flat.nodes["person:t"]
    ({'title': 'News', 'settings_window': 'sentence'}, {'label': 'T', 'aliases': 'T (2) | Mr. T (1)'})
    """
    ids = _ids(graph)
    flat: nx.Graph[str] = nx.Graph(**_scalars(graph.graph))
    nodes = [_scalars(attributes) for _, attributes in graph.nodes(data=True)]
    flat.add_nodes_from(zip(ids.values(), _one_type_each(nodes), strict=True))
    edges = [_scalars(attributes) for _, _, attributes in graph.edges(data=True)]
    for (source, target), attributes in zip(graph.edges, _one_type_each(edges), strict=True):
        flat.add_edge(ids[source], ids[target], **attributes)
    return flat


def clean(text: str) -> str:
    """Leave out the characters that XML 1.0 cannot carry."""
    return _ILLEGAL.sub("", text)


def _ids(graph: "nx.Graph[Any]") -> dict[Any, str]:
    """An id for each node that no reader takes for a position, and that cleaning has not made equal to another."""
    ids: dict[Any, str] = {}
    taken: set[str] = set()
    for node in graph:
        text = clean(str(node))
        name = text if re.search(r"[^\W\d]", text) else f"node:{text}"
        while name in taken:
            name += "_"
        taken.add(name)
        ids[node] = name
    return ids


def _scalars(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        clean(str(name)): scalar
        for attribute, value in attributes.items()
        for name, scalar in _scalar(attribute, value)
    }


def _scalar(name: str, value: Any) -> Iterator[tuple[str, Scalar]]:
    """The scalars that stand for an attribute: one, none, or for a mapping of settings one each."""
    match value:
        case str():
            yield name, clean(str(value))
        case bool():
            yield name, value
        case int():
            yield name, int(value)
        case float() if math.isfinite(value):
            yield name, float(value)
        case list() if name == "evidence":
            yield name, clean("\n".join(_quotation(**passage) for passage in value))
        case Mapping() if name == "aliases":
            yield name, clean(" | ".join(f"{form} ({count})" for form, count in value.items()))
        case Mapping() if name not in ("reasons", "by_document"):
            for key, inner in value.items():
                yield from _scalar(f"{name}_{key}", inner)


def _quotation(*, document: str, start: int, end: int, text: str, page: int | None = None, **_: Any) -> str:
    where = document if page is None else f"{document}, page {page}"
    return f"“{' '.join(text.split())}” ({where}, characters {start}–{end})"


def _one_type_each(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Give each attribute the type that holds all of its values: the one they have, else float, else str."""
    kinds: dict[str, set[type]] = {}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(type(value))
    wider = {name: float if found == {int, float} else str for name, found in kinds.items() if len(found) > 1}
    return ({name: wider[name](value) if name in wider else value for name, value in row.items()} for row in rows)
