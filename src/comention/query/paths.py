"""Find paths between two nodes: the shortest, others that share no stop with it, and the strongest.

Stops that say little about a connection, such as countries and hubs, can be avoided: a path leads through the fewest of
them, so through none if there is another way.
"""

from collections.abc import Callable, Collection, Iterable
from heapq import heappop, heappush
from math import ceil, sqrt

Neighbours = dict[int, list[tuple[int, int]]]
_EQUAL = 1e-12
_DETOUR = 1000
"""How many links longer a path may be that leads through one avoided stop less."""
_FEW = 20


def least_of_hub(links: int) -> int:
    """Return how many links a hub has at least, in a graph of so many.

    Two nodes of degree k would be linked by chance about k²/2m times among m links: from k = √(2m) on, hubs are
    neighbours without anything between them. This is the structural cutoff of Boguñá, Pastor-Satorras and Vespignani
    (2004). Where links are few, it takes 20.

    >>> least_of_hub(50), least_of_hub(2_580), least_of_hub(40_000)
    (20, 72, 283)
    """
    return max(_FEW, ceil(sqrt(2 * links)))


def neighbours(links: Iterable[tuple[int, int, int]]) -> Neighbours:
    """Return the neighbours of each node in ascending order, with the weights of the links to them."""
    found: Neighbours = {}
    for source, target, weight in links:
        found.setdefault(source, []).append((target, weight))
        found.setdefault(target, []).append((source, weight))
    for others in found.values():
        others.sort()
    return found


def shortest(near: Neighbours, start: int, end: int, avoided: Collection[int] = ()) -> list[int]:
    """Return the path with the fewest links, of several the one with the strongest; empty if there is none."""
    return _cheapest(near, start, end, _few, avoided)


def strongest(near: Neighbours, start: int, end: int, avoided: Collection[int] = ()) -> list[int]:
    """Return the path over the strongest links, where the length of a link is 1 / its weight (Newman 2001)."""
    return _cheapest(near, start, end, lambda weight: 1 / weight, avoided)


def routes(near: Neighbours, start: int, end: int, avoided: Collection[int] = (), many: int = 1) -> list[list[int]]:
    """Return up to `many` paths with the fewest links, the shortest first; no two of them share a stop.

    Only the first may lead through what is to be avoided.
    """
    found: list[list[int]] = []
    closed, direct = set[int](), False
    while len(found) < many and (
        way := _cheapest(near, start, end, _few, avoided if not found else (), closed, direct=not direct)
    ):
        found.append(way)
        closed |= {*avoided, *way[1:-1]} - {start, end}
        direct = direct or len(way) <= 2
    return found


def _few(weight: int) -> float:
    return 1 + 1e-6 / weight


def _cheapest(
    near: Neighbours,
    start: int,
    end: int,
    cost_of: Callable[[int], float],
    avoided: Collection[int],
    closed: Collection[int] = (),
    *,
    direct: bool = True,
) -> list[int]:
    """The algorithm of Dijkstra (1959) from both ends at once; of equally long paths, the first one found.

    It leads through the fewest `avoided` stops and through no `closed` ones, and is no `direct` link unless it may be.
    """
    if start == end:
        return [start]
    half = dict.fromkeys(set(avoided) - {start, end}, _DETOUR / 2)  # for each of the two links at a stop
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
            if other in closed or (not direct and {node, other} == {start, end}):
                continue
            total = so_far + cost_of(weight) + half.get(node, 0) + half.get(other, 0)
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
