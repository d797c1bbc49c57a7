"""Choose the strongest links, which page and pictures show of a graph that is too large.

The page follows the same rule where it begins with the strongest links of many:

1. All links of a weight, and of all higher ones, as long as there is room for all of them: nothing is cut among equals.
2. The best link of every name, the most mentioned names first, so that as few names as possible are lost. The best one
   has the highest weight; of several that of the most documents, and then that to the most mentioned other name: names
   that are rare hang on known ones instead of being islands of two.
3. The remaining links in the order of `strength`, as many as there is room for.

A link that would bring too many names is passed over.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

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
    ordered = sorted(links, key=by_strength(graph))
    whole, least = _above_threshold(ordered, most)
    kept = dict.fromkeys(range(whole))
    names = {name for a, b, _ in ordered[:whole] for name in (a, b)}
    for place in [*_best(graph, ordered), *range(whole, len(ordered))]:
        if len(kept) >= most[1]:
            break
        a, b, _ = ordered[place]
        if place not in kept and len(names) + (a not in names) + (b not in names) <= most[0]:
            names |= {a, b}
            kept[place] = None
    return [ordered[place] for place in sorted(kept)], least


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


def _best(graph: Graph, ordered: list[Link]) -> Iterator[int]:
    """The place of the best link of each name, the most mentioned name first."""
    mentions = _mentions(graph)
    names = sorted({name for a, b, _ in ordered for name in (a, b)}, key=lambda name: (-mentions[name], name))
    rank = {name: place for place, name in enumerate(names)}
    best: dict[str, tuple[Any, int, int]] = {}  # how strong, the rank of the other one, and the place
    for place, (a, b, link) in enumerate(ordered):
        strong = link["weight"], link["documents"]
        for name, other in ((a, rank[b]), (b, rank[a])):
            # the first one is as strong as any
            if name not in best or (other < best[name][1] and strong == best[name][0]):
                best[name] = strong, other, place
    return (best[name][2] for name in names)
