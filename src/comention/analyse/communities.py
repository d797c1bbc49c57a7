"""Divide a graph into communities, and tell how clearly they are there and what to call them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import comb
from typing import NamedTuple

import networkx as nx

from comention.model import AnyGraph, CommunityAttributes, Graph

SEED = 7
"""For all that is chosen at random."""
OTHERS = 4
"""Other orders that a partition is compared with."""
LARGE = 1_000
"""Links above which the quick method is taken: a tenth of a second for networkx."""
NAMES = 3
"""Members that name a community."""

Links = Sequence[tuple[int, int, float]]
Finder = Callable[[int], Iterable[set[int]]]
"""Finds the communities of numbered nodes in the random order of a seed."""


class Communities(NamedTuple):
    """The number of each node's community, and how good that partition of the nodes is.

    `modularity` (Newman 2004) is the share of the weight inside communities beyond what chance would put there.
    `stability` is the mean adjusted Rand index (Hubert and Arabie 1985) of the partition and those that other random
    orders give: 1 if all agree, 0 if they agree by chance. Neither says anything without links.
    """

    number: dict[str, int]
    method: str
    modularity: float
    stability: float


def communities(graph: AnyGraph, *, compared: bool = True) -> Communities:
    """Number the communities by size, then by the smallest id in them, from 0 on; a node without edges is its own.

    The Louvain method (Blondel et al. 2008) on the weights, by networkx; in large graphs the Leiden method (Traag,
    Waltman and van Eck 2019), fifteen times as fast, whose modularity is no lower by more than a hundredth. Both run on
    the nodes' places in the order of their ids: hashes of strings, which differ from run to run, and the order in which
    a graph was made must not decide. Unless the partition is `compared` with those of other orders and with chance, its
    modularity and stability are 1.
    """
    ids = sorted(graph)
    place = {node: index for index, node in enumerate(ids)}
    links = sorted(
        (min(place[u], place[v]), max(place[u], place[v]), float(weight))
        for u, v, weight in graph.edges(data="weight", default=1)
    )
    method, finder = ("Leiden", _leiden) if len(links) > LARGE else ("Louvain", _louvain)
    find = finder(len(ids), links)
    found = _numbered(find(SEED), len(ids))
    others = [_numbered(find(SEED + turn), len(ids)) for turn in range(1, OTHERS + 1)] if links and compared else []
    linked = sorted({end for link in links for end in link[:2]})
    agreement = [adjusted_rand([found[i] for i in linked], [other[i] for i in linked]) for other in others]
    stability = sum(agreement) / len(agreement) if agreement else 1.0
    divided = modularity(found, links) if compared else 1.0
    return Communities(dict(zip(ids, found, strict=True)), method, divided, stability)


def taken_over(graph: AnyGraph, before: Mapping[str, int]) -> dict[str, int]:
    """Return the number of the community that each node had before; a new one is where its strongest neighbours were.

    It has a number of its own if none of them was there.

    >>> graph = nx.Graph([("a", "b"), ("a", "new")])
    >>> graph.add_node("alone")
    >>> taken_over(graph, {"a": 4, "b": 4})
    {'a': 4, 'b': 4, 'new': 4, 'alone': 5}
    """
    number: dict[str, int] = {}
    free = max(before.values(), default=-1) + 1
    for node in graph:
        if node in before:
            number[node] = before[node]
            continue
        pull: Counter[int] = Counter()
        for other, link in graph[node].items():
            if other in before:
                pull[before[other]] += link.get("weight", 1)
        number[node] = min(pull, key=lambda home: (-pull[home], home)) if pull else free
        free += not pull
    return number


def modularity(number: Sequence[int], links: Links) -> float:
    """The modularity of a partition: the number of each node's community."""
    inside: defaultdict[int, float] = defaultdict(float)
    touching: defaultdict[int, float] = defaultdict(float)
    for u, v, weight in links:
        touching[number[u]] += weight
        touching[number[v]] += weight
        inside[number[u]] += weight if number[u] == number[v] else 0
    total = sum(weight for _, _, weight in links)
    return sum(inside[c] / total - (touching[c] / (2 * total)) ** 2 for c in sorted(touching)) if total else 0.0


def adjusted_rand(one: Sequence[int], other: Sequence[int]) -> float:
    """How much two partitions of the same things agree beyond chance.

    >>> adjusted_rand([0, 0, 1, 1], [1, 1, 0, 0]), adjusted_rand([0, 0, 1, 1], [0, 0, 0, 1])
    (1.0, 0.0)
    """
    both, first, second = (
        sum(comb(size, 2) for size in Counter(groups).values()) for groups in (zip(one, other, strict=True), one, other)
    )
    pairs = comb(len(one), 2)
    chance = first * second / pairs if pairs else 0.0
    most = (first + second) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


def named(graph: Graph, number: Mapping[str, int]) -> list[CommunityAttributes]:
    """Return number, name and size of each community with two members or more; its strongest members name it."""
    members: dict[int, list[str]] = {}
    for node in sorted(graph, key=lambda node: (-graph.degree(node, weight="weight"), node)):
        members.setdefault(number[node], []).append(node)
    return [
        {
            "community": community,
            "label": ", ".join(str(graph.nodes[node].get("label", node)) for node in nodes[:NAMES]),
            "entities": len(nodes),
        }
        for community, nodes in sorted(members.items())
        if len(nodes) > 1
    ]


def _numbered(found: Iterable[set[int]], count: int) -> list[int]:
    number = [0] * count
    for community, members in enumerate(sorted(found, key=lambda members: (-len(members), min(members)))):
        for index in members:
            number[index] = community
    return number


def _louvain(nodes: int, links: Links) -> Finder:
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(nodes))
    numbered.add_weighted_edges_from(links)

    def find(seed: int) -> Iterable[set[int]]:
        found: list[set[int]] = nx.community.louvain_communities(numbered, weight="weight", seed=seed)
        return found

    return find


def _leiden(nodes: int, links: Links) -> Finder:
    from graspologic_native import leiden

    edges = [(str(u), str(v), weight) for u, v, weight in links if u != v]

    def find(seed: int) -> Iterable[set[int]]:
        _, home = leiden(edges=edges, seed=seed)
        found: dict[int, set[int]] = {}
        for node in range(nodes):
            found.setdefault(home.get(str(node), -1 - node), set()).add(node)
        return found.values()

    return find
