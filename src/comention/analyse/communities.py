"""A graph in, the number of each node's community out."""

import networkx as nx

SEED = 7
"""Louvain visits nodes in a random order: this one, always."""


def communities(graph: "nx.Graph[str]") -> dict[str, int]:
    """Number the communities by size, then by the smallest id in them, from 0 on; a node without edges is its own.

    The Louvain method (Blondel et al. 2008) on the weights. It runs on the nodes' places in the order of their ids:
    hashes of strings, which differ from run to run, and the order in which a graph was made must not decide.
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
