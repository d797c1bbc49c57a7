"""A graph in, the same graph with the strength, degree and community of each node out."""

import networkx as nx

SEED = 7
"""Louvain visits nodes in a random order: this one, always."""


def analyse(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a copy whose nodes know their `strength`, their `degree` and their `community`.

    Strength is the sum of the weights of a node's edges; degree is their number. Communities come from the Louvain
    method (Blondel et al. 2008) on the weights, 0 for the largest; a node without edges is its own.

    >>> graph = nx.Graph([("a", "b", {"weight": 3}), ("a", "c", {"weight": 1})])
    >>> analyse(graph).nodes["a"]
    {'strength': 4, 'degree': 2, 'community': 0}
    """
    analysed = graph.copy()
    communities = _communities(graph)
    for node, attributes in analysed.nodes(data=True):
        attributes["strength"] = graph.degree(node, weight="weight")
        attributes["degree"] = graph.degree(node)
        attributes["community"] = communities[node]
    return analysed


def _communities(graph: "nx.Graph[str]") -> dict[str, int]:
    """The number of each node's community: by size, then by the smallest id in it.

    The method runs on the nodes' places in the order of their ids: hashes of strings, which differ from run to run,
    and the order in which a graph was made must not decide.
    """
    ids = sorted(graph)
    place = {node: index for index, node in enumerate(ids)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(ids)))
    numbered.add_weighted_edges_from(
        sorted(
            (min(place[u], place[v]), max(place[u], place[v]), weight)
            for u, v, weight in graph.edges(data="weight", default=1)
        )
    )
    found = nx.community.louvain_communities(numbered, weight="weight", seed=SEED)
    ranked = sorted(found, key=lambda members: (-len(members), min(members)))
    return {ids[index]: number for number, members in enumerate(ranked) for index in members}
