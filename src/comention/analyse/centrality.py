"""Measure how central each node is.

PageRank and betweenness are our own arithmetic on arrays: networkx needs scipy for the one, and minutes for the other
where there are many links.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple

import networkx as nx
import numpy as np
import numpy.typing as npt

from comention.analyse.backbone import rounded
from comention.analyse.communities import SEED
from comention.model import AnyGraph

Values = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]

EXACT = 500
"""Linked nodes up to which all shortest paths count for betweenness; above, those from a sample of this many do."""
SAMPLE = 128
DAMPING = 0.85
_PRECISION = 1e-12
_ROUNDS = 500


class Centralities(NamedTuple):
    """The measures of each node by name, in the order of the nodes, and from how many nodes paths were followed.

    `exact` tells that these were all linked nodes; else betweenness is an estimate.
    """

    measures: Mapping[str, Sequence[float]]
    sources: int
    exact: bool


def centralities(graph: AnyGraph) -> Centralities:
    """Return `strength`, `degree`, `core`, `pagerank` and `betweenness` of all nodes.

    The core number is the largest k for which a node is in a part of the graph where all have k links or more (Seidman
    1983).
    """
    ids = sorted(graph)  # the order in which a graph was made must not decide
    place = {node: index for index, node in enumerate(ids)}
    numbered = ((place[u], place[v], weight) for u, v, weight in graph.edges(data="weight", default=1))
    links = Neighbours(len(ids), sorted((min(u, v), max(u, v), weight) for u, v, weight in numbered))
    linked = links.degree.nonzero()[0].tolist()
    sources = linked if len(linked) <= EXACT else sorted(Random(SEED).sample(linked, SAMPLE))  # noqa: S311
    core = nx.core_number(_without_loops(graph))
    rank, between = pagerank(links).tolist(), betweenness(links, sources).tolist()
    measures = {
        "strength": [graph.degree(node, weight="weight") for node in graph],
        "degree": [graph.degree(node) for node in graph],
        "core": [core[node] for node in graph],
        "pagerank": [rounded(rank[place[node]]) for node in graph],
        "betweenness": [rounded(between[place[node]]) for node in graph],
    }
    return Centralities(measures, len(sources), len(sources) == len(linked))


def _without_loops(graph: AnyGraph) -> AnyGraph:
    loops = list(nx.selfloop_edges(graph))
    if not loops:
        return graph
    copy = graph.copy()
    copy.remove_edges_from(loops)
    return copy


class Neighbours:
    """Links of `count` nodes as (node, node, weight), in both directions, those of each node in a row."""

    def __init__(self, count: int, links: Iterable[tuple[int, int, float]]) -> None:
        rows = np.array([link for link in links if link[0] != link[1]], dtype=np.float64).reshape(-1, 3)
        one, other = rows[:, 0].astype(np.intp), rows[:, 1].astype(np.intp)
        ends = np.concatenate([one, other])
        order = np.argsort(ends, kind="stable")
        self.count = count
        self.ends = ends[order]
        self.others = np.concatenate([other, one])[order]
        self.weights = np.concatenate([rows[:, 2], rows[:, 2]])[order]
        self.degree = np.bincount(ends, minlength=count)
        self._first = np.concatenate([[0], np.cumsum(self.degree)])

    def of(self, nodes: Numbers) -> tuple[Numbers, Numbers]:
        """All links of some nodes: each node as often as it has links, and its neighbours."""
        many = self.degree[nodes]
        skipped = np.cumsum(many) - many
        places = np.arange(many.sum()) + np.repeat(self._first[nodes] - skipped, many)
        return np.repeat(nodes, many), self.others[places]


def pagerank(links: Neighbours) -> Values:
    """Return the PageRank (Brin and Page 1998) of each node, with a damping of 0.85; links count by their weight."""
    count = links.count
    if not count:
        return np.zeros(0)
    strength = np.bincount(links.ends, links.weights, count)
    share = links.weights / strength[links.ends]
    rank = np.full(count, 1 / count)
    for _ in range(_ROUNDS):
        lost = rank[strength == 0].sum()  # those without links go anywhere
        given = np.bincount(links.others, rank[links.ends] * share, count)
        new = (1 - DAMPING + DAMPING * lost) / count + DAMPING * given
        change = np.abs(new - rank).sum()
        rank = new
        if change < _PRECISION:
            break
    return rank


def betweenness(links: Neighbours, sources: Iterable[int]) -> Values:
    """Return the betweenness (Freeman 1977) of each node, from 0 to 1, by the algorithm of Brandes (2001).

    It is the share of shortest paths between two others that go through a node; all links are one step long. With
    `sources` that are a sample of the linked nodes (Brandes and Pich 2007), it is an estimate.
    """
    count, linked = links.count, int((links.degree > 0).sum())
    total, used = np.zeros(count), 0
    for source in sources:
        total += _through(links, source)
        used += 1
    if not used or count < 3:
        return total
    scaled: Values = total * (linked / used / ((count - 1) * (count - 2)))
    return scaled


def _through(links: Neighbours, source: int) -> Values:
    """How much of the shortest paths from one node goes through each of the others: a level of the search at a time."""
    count = links.count
    level: Numbers = np.full(count, -1)
    paths = np.zeros(count)
    level[source], paths[source] = 0, 1
    steps = list(_steps(links, source, level, paths))
    through = np.zeros(count)
    for near, far in reversed(steps):
        through += np.bincount(near, paths[near] / paths[far] * (1 + through[far]), count)
    through[source] = 0
    return through


def _steps(links: Neighbours, source: int, level: Numbers, paths: Values) -> Iterator[tuple[Numbers, Numbers]]:
    """Walk away from a node, count the paths to all others, and yield the links from each level to the next."""
    here, depth = np.array([source]), 0
    while len(here):
        near, far = links.of(here)
        level[far[level[far] < 0]] = depth + 1
        onward = level[far] == depth + 1
        near, far = near[onward], far[onward]
        if len(near):
            yield near, far
        paths += np.bincount(far, paths[near], links.count)
        here, depth = np.flatnonzero(level == depth + 1), depth + 1
