"""Compare two graphs: what is new in the second one, gone, stronger or weaker, as records or as one graph."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from comention.export.relations import renamed
from comention.measures import LINKS
from comention.model import AnyGraph, ChangeKind, DocumentAttributes, Graph, NodeAttributes, Passage

Counts = dict[tuple[str, ...], int]
KINDS: tuple[ChangeKind, ...] = ("new", "gone", "stronger", "weaker")


@dataclass(frozen=True, slots=True)
class Change:
    """An entity whose number of mentions changed, or a link whose weight did.

    `ids` and `labels` have one item for an entity, and two for a link. `before` and `after` are mentions or weights, 0
    where it is missing.
    """

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    change: ChangeKind
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed, the largest differences first."""

    names: tuple[Change, ...]
    links: tuple[Change, ...]


def compare(old: Graph, new: Graph) -> Comparison:
    """Return what changed from the old graph to the new one.

    Entities are the same if their ids are, or if they are the only two left of their type that share a surface form: a
    new document may have given a full name, and so another id, to somebody who was known by a surname only.
    """
    old = _relabelled(old, _renamed(old, new))
    label = {node: str(graph.nodes[node].get("label", node)) for graph in (old, new) for node in graph}
    return Comparison(_changes(_mentions(old), _mentions(new), label), _changes(_weights(old), _weights(new), label))


def merged(old: Graph, new: Graph) -> Graph:
    """Return both graphs as one, with the evidence of both; nodes and edges that differ have an attribute `change`.

    What is in both graphs is as in the new one; what is gone has no place, since it had that in another picture. The
    graph attribute `compared` holds the two titles.
    """
    renamed = _renamed(old, new)
    old = _relabelled(old, renamed)
    changes = compare(old, new)
    documents: dict[str, DocumentAttributes] = {}
    for graph in (new, old):
        for document in graph.graph.get("documents", ()):
            documents.setdefault(document["id"], document)
    place = {identifier: position for position, identifier in enumerate(documents)}
    one, other = _placed(old, place), _placed(new, place)
    for node in one.nodes & other.nodes:
        one.nodes[node].clear()
    for ends in one.edges & other.edges:
        one.edges[ends].clear()
    both: AnyGraph = nx.compose(one, other)
    for node in one.nodes - other.nodes:
        for axis in ("x", "y"):
            both.nodes[node].pop(axis, None)
    for (node,), change in ((change.ids, change) for change in changes.names):
        both.nodes[node]["change"] = change.change
    for (u, v), change in ((change.ids, change) for change in changes.links):
        both.edges[u, v]["change"] = change.change
        if change.change == "gone":
            for measure in LINKS:
                if measure.optional:  # it was measured among other windows
                    both.edges[u, v].pop(measure.name, None)
    passages: dict[tuple[int, int], Passage] = {}
    nobody: dict[str, str] = {}
    for graph, new_ids in ((new, nobody), (old, renamed)):
        sentences: list[Passage] = graph.graph.get("passages", [])
        for passage in sentences:
            at = place[graph.graph["documents"][passage["document"]]["id"]]
            empty: Passage = {**passage, "document": at, "names": []}
            told = passages.setdefault((at, passage["start"]), empty)
            names = [[start, end, new_ids.get(node, node)] for start, end, node in passage["names"]]
            told["names"] = sorted([*told["names"], *(name for name in names if _is_apart(name, told["names"]))])
    titles = [str(graph.graph.get("title", "")) for graph in (old, new)]
    both.graph = {
        **new.graph,
        "title": " → ".join(titles),
        "compared": titles,
        "documents": list(documents.values()),
        "passages": [passages[key] for key in sorted(passages)],
        "counts": {**new.graph.get("counts", {}), "entities": len(both), "links": both.number_of_edges()},
    }
    return both


def _is_apart(name: Sequence[Any], others: Iterable[Sequence[Any]]) -> bool:
    start, end, _ = name
    return all(end <= first or last <= start for first, last, _ in others)


def _relabelled(graph: AnyGraph, ids: Mapping[str, str]) -> Graph:
    relabelled: AnyGraph = nx.relabel_nodes(graph, ids)
    for known in (*relabelled.nodes.values(), *relabelled.edges.values()):
        known.update(renamed(known, ids))
    return relabelled


def _placed(graph: Graph, place: Mapping[str, int]) -> AnyGraph:
    """Return a copy whose edges number their documents as the joint list of documents does."""
    copy = graph.copy()
    ids = [document["id"] for document in graph.graph.get("documents", ())]
    for _, _, edge in copy.edges(data=True):
        if "by_document" in edge:
            edge["by_document"] = {place[ids[number]]: weight for number, weight in edge["by_document"].items()}
    return copy


def _mentions(graph: Graph) -> Counts:
    return {(node,): attributes.get("mentions", 0) for node, attributes in graph.nodes(data=True)}


def _weights(graph: Graph) -> Counts:
    return {(min(u, v), max(u, v)): edge.get("weight", 1) for u, v, edge in graph.edges(data=True)}


def _changes(before: Counts, after: Counts, label: Mapping[str, str]) -> tuple[Change, ...]:
    found = [
        Change(ids, tuple(label[node] for node in ids), kind, before.get(ids, 0), after.get(ids, 0))
        for ids in {**before, **after}
        if (kind := _kind(ids in before, ids in after, after.get(ids, 0) - before.get(ids, 0)))
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.change), -abs(one.after - one.before), one.ids)))


def _kind(was: bool, is_: bool, more: int) -> ChangeKind | None:
    if not (was and is_):
        return "new" if is_ else "gone"
    return "stronger" if more > 0 else "weaker" if more < 0 else None


def _renamed(old: Graph, new: Graph) -> dict[str, str]:
    """Map old ids to new ones where, of the nodes that are in one graph only, exactly two of a type share a form."""
    gone, come = ([node for node in one if node not in other] for one, other in ((old, new), (new, old)))
    holders: dict[tuple[Any, str], list[str]] = {}
    for node in come:
        for form in _forms(new.nodes[node]):
            holders.setdefault((new.nodes[node].get("type"), form), []).append(node)
    pairs: set[tuple[str, str]] = set()
    for node in gone:
        for form in _forms(old.nodes[node]):
            pairs |= {(node, other) for other in holders.get((old.nodes[node].get("type"), form), ())}
    olds, news = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    return {one: other for one, other in sorted(pairs) if olds[one] == news[other] == 1}


def _forms(entity: NodeAttributes) -> Iterable[str]:
    return entity.get("aliases", ())
