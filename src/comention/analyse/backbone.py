"""Which links stand out: a graph in, the significance of each edge out."""

from typing import Any

import networkx as nx

DIGITS = 6


def significances(graph: "nx.Graph[Any]") -> list[float]:
    """Return the alpha of the disparity filter (Serrano, Boguñá and Vespignani 2009) of each edge, in their order.

    Had a node's strength s been spread over its k edges at random, one of them would have a weight of w or more with
    probability (1 - w / s) ** (k - 1). An edge takes the smaller value of its two ends. An end with no other edge says
    nothing, and gives 1: so a pair that has only each other is in no backbone, whatever its weight.
    """
    strength = dict(graph.degree(weight="weight"))
    degree = dict(graph.degree())

    def alpha(node: Any, weight: float) -> float:
        return (1 - weight / strength[node]) ** (degree[node] - 1) if degree[node] > 1 else 1.0

    return [
        float(f"{min(alpha(u, weight), alpha(v, weight)):.{DIGITS}g}")
        for u, v, weight in graph.edges(data="weight", default=1)
    ]
