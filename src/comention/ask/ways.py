"""Links in, the way between two nodes out."""

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

Neighbours = dict[int, list[tuple[int, int]]]


def neighbours(links: Iterable[tuple[int, int, int]]) -> Neighbours:
    """For each node, its neighbours in rising order, with the weights of the links to them."""
    found: Neighbours = {}
    for source, target, weight in links:
        found.setdefault(source, []).append((target, weight))
        found.setdefault(target, []).append((source, weight))
    for others in found.values():
        others.sort()
    return found


def shortest(near: Neighbours, start: int, end: int) -> list[int]:
    """The way over the fewest links, of several the one over the strongest; empty if there is none."""
    return _cheapest(near, start, end, lambda weight: 1 + 1e-6 / weight)


def strongest(near: Neighbours, start: int, end: int) -> list[int]:
    """The way over the strongest links: one is as long as 1 / its weight (Newman 2001)."""
    return _cheapest(near, start, end, lambda weight: 1 / weight)


def _cheapest(near: Neighbours, start: int, end: int, cost_of: Callable[[int], float]) -> list[int]:
    """The algorithm of Dijkstra (1959); of equal ways, the one that goes over earlier nodes."""
    cost = {start: 0.0}
    before: dict[int, int] = {}
    done: set[int] = set()
    queue = [(0.0, start)]
    while queue:
        so_far, node = heappop(queue)
        if node == end:
            way = [end]
            while way[-1] != start:
                way.append(before[way[-1]])
            return way[::-1]
        if node in done:
            continue
        done.add(node)
        for other, weight in near.get(node, ()):
            total = so_far + cost_of(weight)
            if total < cost.get(other, float("inf")) - 1e-12:
                cost[other], before[other] = total, node
                heappush(queue, (total, other))
    return []
