"""A graph in, the same graph out, whose nodes and edges know what their place in it is worth.

Measures are rounded, so that a last digit that differs from machine to machine does not change a file.
"""

import networkx as nx

from comention.analyse.association import associations
from comention.analyse.backbone import significances
from comention.analyse.communities import communities


def analyse(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a copy whose nodes have `strength`, `degree` and `community`, its edges `significance` and association.

    Strength is the sum of the weights of a node's edges; degree is their number.

    >>> graph = nx.Graph([("a", "b", {"weight": 3}), ("a", "c", {"weight": 1})])
    >>> analyse(graph).nodes["a"]
    {'strength': 4, 'degree': 2, 'community': 0}
    >>> analyse(graph).edges["a", "b"]
    {'weight': 3, 'significance': 0.25}
    """
    analysed = graph.copy()
    community = communities(graph)
    for node, attributes in analysed.nodes(data=True):
        attributes["strength"] = graph.degree(node, weight="weight")
        attributes["degree"] = graph.degree(node)
        attributes["community"] = community[node]
    for (_, _, edge), measures in zip(analysed.edges(data=True), associations(graph), strict=True):
        edge.update(measures)
    for (_, _, edge), significance in zip(analysed.edges(data=True), significances(analysed), strict=True):
        edge["significance"] = significance
    return analysed
