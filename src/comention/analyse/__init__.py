"""A graph in, the same graph or a part of it out, whose nodes and edges know what their place in it is worth.

Edges are measured before anything is left out, in the whole graph; nodes afterwards, in what is left. Measures are
rounded, so that a last digit that differs from machine to machine does not change a file.
"""

from random import Random

import networkx as nx

from comention.analyse.association import associations
from comention.analyse.backbone import noise_corrected, significances
from comention.analyse.centrality import Neighbours, betweenness, pagerank
from comention.analyse.communities import SEED, communities, named
from comention.analyse.narrow import narrowed
from comention.config import Filters

EXACT = 500
"""Linked nodes up to which all shortest paths count for betweenness; above, those from a sample of this many do."""
SAMPLE = 128
DIGITS = 6


def analyse(graph: "nx.Graph[str]", filters: Filters | None = None) -> "nx.Graph[str]":
    """Return a copy, or the part of it that `filters` leave, whose nodes and edges have measures.

    Edges: `significance`, `noise_corrected`, and association where the windows of nodes are known. Nodes: `strength`
    (the sum of the weights of its edges), `degree` (their number), `pagerank`, `betweenness`, `core` (the largest k for
    which it is in a part of the graph where all have k links or more; Seidman 1983) and `community`. The graph:
    `communities` with their names, and `analysis`, which tells how well they part it and how all of it was found.
    The filters name entities by their ids.

    >>> graph = nx.Graph([("a", "b", {"weight": 3}), ("a", "c", {"weight": 1})])
    >>> analyse(graph).nodes["a"]
    {'strength': 4, 'degree': 2, 'core': 1, 'pagerank': 0.486486, 'betweenness': 1.0, 'community': 0}
    >>> analyse(graph).edges["a", "b"]
    {'weight': 3, 'significance': 0.25, 'noise_corrected': 0.176233}
    """
    analysed = graph.copy()
    _measure_edges(analysed)
    if filters:
        analysed = narrowed(analysed, filters)
    _measure_nodes(analysed)
    return analysed


def _measure_edges(graph: "nx.Graph[str]") -> None:
    measures = zip(
        graph.edges(data=True), associations(graph), significances(graph), noise_corrected(graph), strict=True
    )
    for (_, _, edge), association, significance, corrected in measures:
        edge |= {**association, "significance": significance, "noise_corrected": corrected}


def _measure_nodes(graph: "nx.Graph[str]") -> None:
    ids = sorted(graph)  # the order in which a graph was made must not decide
    place = {node: index for index, node in enumerate(ids)}
    numbered = ((place[u], place[v], weight) for u, v, weight in graph.edges(data="weight", default=1))
    links = Neighbours(len(ids), sorted((min(u, v), max(u, v), weight) for u, v, weight in numbered))
    linked = links.degree.nonzero()[0].tolist()
    sources = linked if len(linked) <= EXACT else sorted(Random(SEED).sample(linked, SAMPLE))  # noqa: S311
    core = nx.core_number(_without_loops(graph))
    rank = dict(zip(ids, pagerank(links).tolist(), strict=True))
    between = dict(zip(ids, betweenness(links, sources).tolist(), strict=True))
    found = communities(graph)
    for node, attributes in graph.nodes(data=True):
        attributes["strength"] = graph.degree(node, weight="weight")
        attributes["degree"] = graph.degree(node)
        attributes["core"] = core[node]
        attributes["pagerank"] = _rounded(rank[node])
        attributes["betweenness"] = _rounded(between[node])
        attributes["community"] = found.number[node]
    graph.graph["communities"] = named(graph, found.number)
    graph.graph["analysis"] = {
        "communities": found.method,
        "modularity": round(found.modularity, DIGITS),
        "stability": round(found.stability, DIGITS),
        "betweenness_sources": len(sources),
        "betweenness_exact": len(sources) == len(linked),
        "seed": SEED,
    }


def _without_loops(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    loops = list(nx.selfloop_edges(graph))
    if not loops:
        return graph
    copy = graph.copy()
    copy.remove_edges_from(loops)
    return copy


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
