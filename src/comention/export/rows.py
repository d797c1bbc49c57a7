"""Nodes, edges, evidence and mentions as four tables of plain scalars.

    nodes(id, label, type, mentions, documents, aliases, …)
    edges(id, source, target, weight, documents, …)
    evidence(edge, source, target, place, document, page, recognized, sentence, start, end, text)
    mentions(document, sentence, start, end, surface, type, entity, rule, demonym)

Nodes and edges have the flat attributes of the graph; evidence stands in its own table, a row for each passage, the
best one of an edge in place 1. Ids are the same in all four.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from comention.export import Dataset
from comention.export.flatten import Flat, Scalar, clean, edge_id

Row = tuple[Scalar | None, ...]


class Table(NamedTuple):
    """The types of its columns by name, and a function that streams its rows, None where a value is not known."""

    columns: dict[str, type[Scalar]]
    rows: Callable[[], Iterator[Row]]


_OWN = ("id", "source", "target", "evidence")
_EVIDENCE: dict[str, type[Scalar]] = {
    "edge": str,
    "source": str,
    "target": str,
    "place": int,
    "document": str,
    "page": int,
    "recognized": bool,
    "sentence": int,
    "start": int,
    "end": int,
    "text": str,
}
_MENTIONS: dict[str, type[Scalar]] = {
    "document": str,
    "sentence": int,
    "start": int,
    "end": int,
    "surface": str,
    "type": str,
    "entity": str,
    "rule": str,
    "demonym": bool,
}


def tables(dataset: Dataset) -> dict[str, Table]:
    """The four tables by name."""
    flat = Flat(dataset.graph)
    of_node = {name: kind for name, kind in flat.columns["node"].items() if name != "id"}
    of_edge = {name: kind for name, kind in flat.columns["edge"].items() if name not in _OWN}

    def nodes() -> Iterator[Row]:
        for identifier, attributes in flat.nodes():
            yield (identifier, *map(attributes.get, of_node))

    def edges() -> Iterator[Row]:
        for source, target, attributes in flat.edges():
            yield (edge_id(source, target), source, target, *map(attributes.get, of_edge))

    def evidence() -> Iterator[Row]:
        for a, b, edge in dataset.graph.edges(data=True):
            source, target = flat.ids[a], flat.ids[b]
            for place, passage in enumerate(edge.get("evidence") or (), 1):
                where = (clean(passage["document"]), passage.get("page"), passage.get("recognized", False))
                rest = (passage["sentence"], passage["start"], passage["end"], clean(passage["text"]))
                yield (edge_id(source, target), source, target, place, *where, *rest)

    def mentions() -> Iterator[Row]:
        for m in dataset.mentions():
            where = (clean(m.document), m.sentence, m.start, m.end)
            entity = flat.ids.get(m.entity, m.entity)
            yield (*where, clean(m.surface), str(m.type), entity, clean(m.rule), m.demonym)

    return {
        "nodes": Table({"id": str, **of_node}, nodes),
        "edges": Table({"id": str, "source": str, "target": str, **of_edge}, edges),
        "evidence": Table(_EVIDENCE, evidence),
        "mentions": Table(_MENTIONS, mentions),
    }
