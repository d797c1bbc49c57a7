"""Choose the strongest links, which page and pictures show of a graph that is too large.

The page follows the same rule where it begins with the strongest links of many:

1. All links of a weight, and of all higher ones, as long as there is room for all of them: nothing is cut among equals.
2. The best link of every name, the most mentioned names first, so that as few names as possible are lost. The best one
   has the highest weight; of several that of the most documents, and then that to the most mentioned other name: names
   that are rare hang on known ones instead of being islands of two.
3. The remaining links in the order of `strength`, as many as there is room for.

A link that would bring too many names is passed over.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from comention.model import EdgeAttributes, Graph

NAMES, LINKS = 12_000, 50_000
"""What a page has at most: with more, it takes long to lay out and to open."""

Link = tuple[str, str, EdgeAttributes]


def by_strength(graph: Graph) -> Callable[[Link], tuple[Any, ...]]:
    """A sort key for links between the nodes of a graph: often together, in many documents, and rarely apart."""
    mentions = _mentions(graph)

    def key(of: Link) -> tuple[Any, ...]:
        a, b, link = of
        ends = (a, b) if a < b else (b, a)
        return -link["weight"], -link["documents"], mentions[a] * mentions[b], ends

    return key


def strongest(graph: Graph, links: Iterable[Link], most: tuple[int, int]) -> tuple[list[Link], float | None]:
    """The strongest links between nodes of a graph, with no more names and no more links than `most` allows.

    They come with the lowest weight of which all links are among them, None if those of the highest are too many.

    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_nodes_from("abcd", mentions=1)
    >>> links = [("a", "b", {"weight": 1, "documents": 1}), ("b", "c", {"weight": 5, "documents": 2})]
    >>> strongest(graph, links, (2, 9))
    ([('b', 'c', {'weight': 5, 'documents': 2})], 5)
    """
    several = _Links(graph, [*links])
    ordered = several.ordered
    whole, least = _above_threshold(ordered, most)
    kept = dict.fromkeys(range(whole))
    names = {name for a, b, _ in ordered[:whole] for name in (a, b)}
    for place in [*several.best(), *range(whole, len(ordered))]:
        if len(kept) >= most[1]:
            break
        a, b, _ = ordered[place]
        if place not in kept and len(names) + (a not in names) + (b not in names) <= most[0]:
            names |= {a, b}
            kept[place] = None
    return [ordered[place] for place in sorted(kept)], least


class _Links:
    """Links between nodes of a graph in the order of `by_strength`, in arrays: there may be millions."""

    def __init__(self, graph: Graph, links: Sequence[Link]) -> None:
        mentions = _mentions(graph)
        by_name = {name: place for place, name in enumerate(sorted(mentions))}
        by_mentions = sorted(by_name, key=lambda name: (-mentions[name], name))
        rank = {name: place for place, name in enumerate(by_mentions)}
        weight = np.array([link["weight"] for *_, link in links], float)
        documents = np.array([link["documents"] for *_, link in links], float)
        together = np.array([mentions[a] * mentions[b] for a, b, _ in links], float)
        ends = np.array([(by_name[a], by_name[b]) for a, b, _ in links]).reshape(-1, 2)
        order = np.lexsort((ends.max(axis=1), ends.min(axis=1), together, -documents, -weight))
        self.ordered = [links[place] for place in order]
        self._weight, self._documents = weight[order], documents[order]
        self._ranks = np.array([(rank[a], rank[b]) for a, b, _ in links]).reshape(-1, 2)[order]

    def best(self) -> list[int]:
        """The place of the best link of each name, the most mentioned name first."""
        count = len(self.ordered)
        place = np.tile(np.arange(count), 2)
        own, other = self._ranks.T.ravel(), self._ranks[:, ::-1].T.ravel()
        order = np.lexsort((place, other, -self._documents[place], -self._weight[place], own))
        _, first = np.unique(own[order], return_index=True)
        return [int(found) for found in place[order][first]]


def _mentions(graph: Graph) -> dict[str, int]:
    return {node: known["mentions"] for node, known in graph.nodes(data=True)}


def _above_threshold(ordered: list[Link], most: tuple[int, int]) -> tuple[int, float | None]:
    """How many links are of a weight of which there is room for all, and that weight."""
    names: set[str] = set()
    count, least = 0, None
    for weight, links in groupby(ordered, key=lambda link: link[2]["weight"]):
        several = list(links)
        names.update(name for a, b, _ in several for name in (a, b))
        if len(names) > most[0] or count + len(several) > most[1]:
            break
        count, least = count + len(several), weight
    return count, least
