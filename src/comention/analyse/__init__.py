"""Measure the nodes and edges of a graph, and leave out what filters do not want.

Edges are measured before anything is left out, in the whole graph; nodes afterwards, in what is left. Measures are
rounded, so that a last digit that differs from machine to machine does not change a file.
"""

from collections.abc import Mapping, Set
from typing import Any, cast

import networkx as nx

from comention import measures
from comention.analyse.association import associations
from comention.analyse.backbone import DIGITS, chances
from comention.analyse.centrality import centralities
from comention.analyse.communities import SEED, communities, named, taken_over
from comention.analyse.narrow import narrowed
from comention.config import Filters
from comention.model import Analysis, EdgeAttributes, Graph, NodeAttributes
from comention.progress import Progress, silent

_OF_NAMES = {measure.name for measure in measures.NAMES} - {"mentions", "documents"} | {"x", "y"}
_OF_LINKS = {measure.name for measure in measures.LINKS} - {"weight", "documents"}


def analyse(
    graph: Graph,
    filters: Filters | None = None,
    *,
    copy: bool = True,
    brief: bool = False,
    before: Mapping[str, int] | None = None,
    progress: Progress = silent,
) -> Graph:
    """Return a copy of a graph, or the part of it that `filters` leave, whose nodes and edges have measures.

    Without `copy`, the nodes and edges of the graph itself get them. With `brief` they get only those that the page
    shows, which takes a quarter of the time, and the graph is not told how they were found; names then stay in the
    communities that they were in `before`, if that is given.

    `comention.measures` tells what each measure is. Edges have those of association only where it is known in how many
    windows their nodes stand. The graph gets `communities` with their names, and `analysis`, which tells how well they
    divide it and how all of this was found. The filters name entities by their ids.

    >>> import networkx as nx
    >>> graph = nx.Graph([("a", "b", {"weight": 3}), ("a", "c", {"weight": 1})])
    >>> analyse(graph).nodes["a"]["pagerank"], analyse(graph).edges["a", "b"]["significance"]
    (0.486486, 0.25)
    """
    progress("Measuring links")
    analysed = graph.copy() if copy else graph
    _measure_edges(analysed, brief=brief and not (filters and filters.backbone is not None))
    if filters:
        analysed = narrowed(analysed, filters)
    if brief:
        _number(analysed, taken_over(analysed, before) if before else communities(analysed, compared=False).number)
    else:
        _measure_nodes(analysed, progress)
    return analysed


def unmeasured(graph: Graph, about: Mapping[str, Any]) -> Graph:
    """Return a copy of a graph as it was before it had measures and places, when its own attributes were `about`."""
    bare: Graph = nx.Graph(**about)
    bare.add_nodes_from((node, _without(entity, _OF_NAMES)) for node, entity in graph.nodes(data=True))
    bare.add_edges_from((one, other, _without(edge, _OF_LINKS)) for one, other, edge in graph.edges(data=True))
    return bare


def _without(attributes: Mapping[str, Any], names: Set[str]) -> Any:
    return {name: value for name, value in attributes.items() if name not in names}


def _measure_edges(graph: Graph, *, brief: bool) -> None:
    found = zip(graph.edges(data=True), associations(graph, brief=brief), chances(graph, brief=brief), strict=True)
    for (_, _, edge), association, chance in found:
        edge |= cast("EdgeAttributes", association | chance)


def _measure_nodes(graph: Graph, progress: Progress) -> None:
    progress("Measuring names")
    central = centralities(graph)
    progress("Finding communities")
    found = communities(graph)
    for node, *values in zip(graph, *central.measures.values(), strict=True):
        entity = graph.nodes[node]
        entity |= cast("NodeAttributes", dict(zip(central.measures, values, strict=True)))
    _number(graph, found.number)
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


def _number(graph: Graph, number: Mapping[str, int]) -> None:
    degrees = dict(graph.degree)
    for node, entity in graph.nodes(data=True):
        entity |= {"degree": degrees[node], "community": number[node]}
