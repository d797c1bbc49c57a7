"""Leave out of a graph what filters do not want, and count what that was."""

from collections.abc import Collection

import networkx as nx

from comention.analyse.backbone import METHODS
from comention.config import Filters
from comention.model import AnyGraph, Graph, NodeAttributes, Passage


def narrowed(graph: Graph, filters: Filters) -> Graph:
    """Return the part of a graph with measured edges that the filters leave; they name entities by their ids.

    First come the filters of single names, then the backbone, with which names go that it leaves without a link, then
    the surroundings of one name, then the most mentioned ones.
    """
    if filters == Filters():
        return graph
    kept = graph.subgraph([node for node, entity in graph.nodes(data=True) if _wanted(node, entity, filters)])
    if filters.backbone is not None:
        value = METHODS[filters.backbone_method]
        edges = [edge for edge in kept.edges if kept.edges[edge][value] <= filters.backbone]
        linked = kept.edge_subgraph(edges)
        alone = filters.ego is not None and filters.ego in kept and filters.ego not in linked
        kept = graph.subgraph([filters.ego or ""]) if alone else linked
    if filters.ego is not None:
        plain: AnyGraph = kept
        near = nx.single_source_shortest_path_length(plain, filters.ego, filters.hops) if filters.ego in kept else ()
        kept = kept.subgraph(near)
    if filters.top is not None:
        kept = kept.subgraph(sorted(kept, key=lambda node: _rank(kept, node, filters.ego))[: filters.top])
    if kept.number_of_nodes() == graph.number_of_nodes() and kept.number_of_edges() == graph.number_of_edges():
        return graph
    return _copied(graph, kept)


def _wanted(node: str, entity: NodeAttributes, filters: Filters) -> bool:
    return (
        entity.get("mentions", 0) >= filters.min_mentions
        and entity.get("documents", 0) >= filters.min_documents
        and (not filters.types or entity.get("type") in filters.types)
        and (not filters.include or node in filters.include)
        and node not in filters.exclude
    )


def _rank(graph: Graph, node: str, first: str | None) -> tuple[bool, int, str]:
    return node != first, -graph.nodes[node].get("mentions", 0), node


def _copied(graph: Graph, kept: Graph) -> Graph:
    """Copy what is kept in the order of the graph, with the passages that mention it."""
    part: Graph = nx.Graph(**graph.graph)
    part.add_nodes_from((node, entity.copy()) for node, entity in graph.nodes(data=True) if node in kept)
    part.add_edges_from((u, v, edge.copy()) for u, v, edge in graph.edges(data=True) if kept.has_edge(u, v))
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


def _naming(passage: Passage, names: Collection[str]) -> Passage:
    return {**passage, "names": [name for name in passage["names"] if name[2] in names]}
