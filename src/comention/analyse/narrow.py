"""A graph and filters in, the part of the graph that they leave out, with counts of what there was."""

from collections.abc import Collection
from typing import Any

import networkx as nx

from comention.analyse.backbone import METHODS
from comention.config import Filters


def narrowed(graph: "nx.Graph[str]", filters: Filters) -> "nx.Graph[str]":
    """Return the part of a graph with measured edges that the filters leave; they name entities by their ids.

    First come the filters of single names, then the backbone, with which names go that it leaves without a link, then
    the surroundings of one name, then the most mentioned ones.
    """
    kept = graph.subgraph([node for node, attributes in graph.nodes(data=True) if _wanted(node, attributes, filters)])
    if filters.backbone is not None:
        value = METHODS[filters.backbone_method]
        edges = [edge for edge in kept.edges if kept.edges[edge][value] <= filters.backbone]
        linked = kept.edge_subgraph(edges)
        alone = filters.ego is not None and filters.ego in kept and filters.ego not in linked
        kept = graph.subgraph([filters.ego or ""]) if alone else linked
    if filters.ego is not None:
        near = nx.single_source_shortest_path_length(kept, filters.ego, filters.hops) if filters.ego in kept else ()
        kept = kept.subgraph(near)
    if filters.top is not None:
        kept = kept.subgraph(sorted(kept, key=lambda node: _rank(kept, node, filters.ego))[: filters.top])
    if kept.number_of_nodes() == graph.number_of_nodes() and kept.number_of_edges() == graph.number_of_edges():
        return graph
    return _copied(graph, kept)


def _wanted(node: str, attributes: dict[str, Any], filters: Filters) -> bool:
    return (
        attributes.get("mentions", 0) >= filters.min_mentions
        and attributes.get("documents", 0) >= filters.min_documents
        and (not filters.types or attributes.get("type") in filters.types)
        and (not filters.include or node in filters.include)
        and node not in filters.exclude
    )


def _rank(graph: "nx.Graph[str]", node: str, first: str | None) -> tuple[bool, int, str]:
    return node != first, -graph.nodes[node].get("mentions", 0), node


def _copied(graph: "nx.Graph[str]", kept: "nx.Graph[str]") -> "nx.Graph[str]":
    """Copy what is kept in the order of the graph, with the passages that name it."""
    part: nx.Graph[str] = nx.Graph(**graph.graph)
    part.add_nodes_from((node, dict(attributes)) for node, attributes in graph.nodes(data=True) if node in kept)
    part.add_edges_from((u, v, dict(edge)) for u, v, edge in graph.edges(data=True) if kept.has_edge(u, v))
    if "counts" in graph.graph:
        counts = graph.graph["counts"]
        for name, left in (("entities", part.number_of_nodes()), ("links", part.number_of_edges())):
            gone = counts[name] - left + counts.get(f"{name}_left_out", 0)
            counts = {**counts, name: left, f"{name}_left_out": gone}
        part.graph["counts"] = counts
    if "passages" in graph.graph:
        told = (_naming(passage, part) for passage in graph.graph["passages"])
        part.graph["passages"] = [passage for passage in told if passage["names"]]
    return part


def _naming(passage: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {**passage, "names": [name for name in passage["names"] if name[2] in names]}
