"""Find the shortest and the strongest path between two nodes."""

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

Neighbours = dict[int, list[tuple[int, int]]]
_EQUAL = 1e-12


def neighbours(links: Iterable[tuple[int, int, int]]) -> Neighbours:
    """Return the neighbours of each node in ascending order, with the weights of the links to them."""
    found: Neighbours = {}
    for source, target, weight in links:
        found.setdefault(source, []).append((target, weight))
        found.setdefault(target, []).append((source, weight))
    for others in found.values():
        others.sort()
    return found


def shortest(near: Neighbours, start: int, end: int) -> list[int]:
    """Return the path with the fewest links, of several the one with the strongest; empty if there is none."""
    return _cheapest(near, start, end, lambda weight: 1 + 1e-6 / weight)


def strongest(near: Neighbours, start: int, end: int) -> list[int]:
    """Return the path over the strongest links, where the length of a link is 1 / its weight (Newman 2001)."""
    return _cheapest(near, start, end, lambda weight: 1 / weight)


def _cheapest(near: Neighbours, start: int, end: int, cost_of: Callable[[int], float]) -> list[int]:
    """The algorithm of Dijkstra (1959) from both ends at once; of equally long paths, the first one found."""
    if start == end:
        return [start]
    cost = ({start: 0.0}, {end: 0.0})
    before: tuple[dict[int, int], dict[int, int]] = ({}, {})
    done: tuple[set[int], set[int]] = (set(), set())
    queue = ([(0.0, start)], [(0.0, end)])
    least, meeting = float("inf"), None
    while queue[0] and queue[1] and queue[0][0][0] + queue[1][0][0] < least:
        side = 0 if len(queue[0]) <= len(queue[1]) else 1
        so_far, node = heappop(queue[side])
        if node in done[side]:
            continue
        done[side].add(node)
        for other, weight in near.get(node, ()):
            total = so_far + cost_of(weight)
            if total < cost[side].get(other, float("inf")) - _EQUAL:
                cost[side][other], before[side][other] = total, node
                heappush(queue[side], (total, other))
                if total + cost[1 - side].get(other, float("inf")) < least - _EQUAL:
                    least, meeting = total + cost[1 - side][other], other
    if meeting is None:
        return []
    return [*_back(before[0], meeting)[::-1], *_back(before[1], meeting)[1:]]


def _back(before: dict[int, int], node: int) -> list[int]:
    path = [node]
    while path[-1] in before:
        path.append(before[path[-1]])
    return path
