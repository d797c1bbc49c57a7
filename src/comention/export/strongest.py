"""Choose the strongest links, which page and pictures show of a graph that is too large."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import Any

from comention.model import EdgeAttributes, Graph

NAMES, LINKS = 12_000, 50_000
"""What a page has at most: with more, it takes long to lay out and to open."""

Link = tuple[str, str, EdgeAttributes]


def strength(graph: Graph, a: str, b: str, link: EdgeAttributes) -> tuple[Any, ...]:
    """Sort key: often together, in many documents, and rarely apart."""
    apart = graph.nodes[a]["mentions"] * graph.nodes[b]["mentions"]
    return -link["weight"], -link["documents"], apart, min(a, b), max(a, b)


def strongest(graph: Graph, links: Iterable[Link], most: tuple[int, int]) -> list[Link]:
    """The strongest links between nodes of a graph, with no more names and no more links than `most` allows.

    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_nodes_from("abc", mentions=1)
    >>> links = [("a", "b", {"weight": 1, "documents": 1}), ("b", "c", {"weight": 5, "documents": 2})]
    >>> strongest(graph, links, (2, 9))
    [('b', 'c', {'weight': 5, 'documents': 2})]
    """
    names: set[str] = set()
    found: list[Link] = []
    for a, b, link in nsmallest(most[1], links, key=lambda link: strength(graph, *link)):
        if len(names) + (a not in names) + (b not in names) > most[0]:
            break
        names |= {a, b}
        found.append((a, b, link))
    return found
