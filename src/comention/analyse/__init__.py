"""Measure the nodes and edges of a graph, and leave out what filters do not want.

Edges are measured before anything is left out, in the whole graph; nodes afterwards, in what is left. Measures are
rounded, so that a last digit that differs from machine to machine does not change a file.
"""

from typing import cast

from comention.analyse.association import associations
from comention.analyse.backbone import DIGITS, chances
from comention.analyse.centrality import centralities
from comention.analyse.communities import SEED, communities, named
from comention.analyse.narrow import narrowed
from comention.config import Filters
from comention.model import Analysis, EdgeAttributes, Graph, NodeAttributes


def analyse(graph: Graph, filters: Filters | None = None, *, copy: bool = True) -> Graph:
    """Return a copy of a graph, or the part of it that `filters` leave, whose nodes and edges have measures.

    Without `copy`, the nodes and edges of the graph itself get them.

    `comention.measures` tells what each measure is. Edges have those of association only where it is known in how many
    windows their nodes stand. The graph gets `communities` with their names, and `analysis`, which tells how well they
    divide it and how all of this was found. The filters name entities by their ids.

    >>> import networkx as nx
    >>> graph = nx.Graph([("a", "b", {"weight": 3}), ("a", "c", {"weight": 1})])
    >>> analyse(graph).nodes["a"]["pagerank"], analyse(graph).edges["a", "b"]["significance"]
    (0.486486, 0.25)
    """
    analysed = graph.copy() if copy else graph
    _measure_edges(analysed)
    if filters:
        analysed = narrowed(analysed, filters)
    _measure_nodes(analysed)
    return analysed


def _measure_edges(graph: Graph) -> None:
    measures = zip(graph.edges(data=True), associations(graph), chances(graph), strict=True)
    for (_, _, edge), association, chance in measures:
        edge |= cast("EdgeAttributes", association | chance)


def _measure_nodes(graph: Graph) -> None:
    central = centralities(graph)
    found = communities(graph)
    for node, *values in zip(graph, *central.measures.values(), strict=True):
        entity = graph.nodes[node]
        entity |= cast("NodeAttributes", dict(zip(central.measures, values, strict=True)))
        entity["community"] = found.number[node]
    graph.graph["communities"] = named(graph, found.number)
    analysis: Analysis = {
        "communities": found.method,
        "modularity": round(found.modularity, DIGITS),
        "stability": round(found.stability, DIGITS),
        "betweenness_sources": central.sources,
        "betweenness_exact": central.exact,
        "seed": SEED,
    }
    graph.graph["analysis"] = analysis
