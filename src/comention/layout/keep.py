"""Places that last: discs stay where they were, and those that are new find a free place near what they belong to."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import count
from types import MappingProxyType

import numpy as np

from comention.layout.separate import ROUNDING, Points, separate, touching, whole
from comention.model import Graph

Places = Mapping[str, tuple[float, float]]
NOWHERE: Places = MappingProxyType({})

GAP = 5.0
"""The least distance of a disc that is new from all others."""
_MOST = 2048  # spots that are looked at together


def lasting(graph: Graph, radii: Mapping[str, float], before: Places) -> bool:
    """Whether half of the nodes have earlier places, half of these still have a node, and all discs have room there."""
    kept = [node for node in graph if node in before]
    if not kept or 2 * len(kept) < max(len(graph), len(before)):
        return False
    width, height = np.ptp([before[node] for node in kept], axis=0) + 2 * max(radii[node] for node in kept)
    return bool(width * height >= sum(3 * radii[node] ** 2 for node in kept))


def keep(graph: Graph, radii: Mapping[str, float], before: Places, former: Places) -> dict[str, tuple[int, int]]:
    """Give nodes that have none in `before` a free place; the others stay, and part only where they overlap now."""
    kept = sorted(node for node in graph if node in before)
    number = {node: index for index, node in enumerate(kept)}
    spots = Spots(np.array([before[node] for node in kept]), np.array([radii[node] for node in kept]), len(graph))
    linked = [number[node] for node in kept if any(other != node for other in graph[node])]
    left, right, bottom = spots.sides(linked or [*number.values()])
    for node in arrivals(graph, kept):
        if node in former:
            spots.take(around(np.array(former[node]), radii[node]), radii[node])
        elif near := nearest(graph, node, number):
            spots.take(around(spots.points[near].mean(axis=0), radii[node]), radii[node])
        else:
            spots.take(rows(left, right, bottom, radii[node]), radii[node])
        number[node] = len(number)
    points = spots.points
    if len(touching(points, spots.radii, -ROUNDING)[0]):
        points = separate(points, spots.radii, ROUNDING)
    return whole([*number], points)


class Spots:
    """Discs that have a place, and up to `most` in all."""

    def __init__(self, points: Points, radii: Points, most: int) -> None:
        self._count = len(points)
        self._points, self._radii = np.zeros((most, 2)), np.zeros(most)
        self._points[: self._count], self._radii[: self._count] = points, radii

    @property
    def points(self) -> Points:
        """The middle of each disc."""
        return self._points[: self._count]

    @property
    def radii(self) -> Points:
        """The radius of each disc."""
        return self._radii[: self._count]

    def sides(self, discs: Iterable[int]) -> tuple[float, float, float]:
        """The left, the right and the lower side of what some of the discs take up."""
        chosen = [*discs]
        (x, y), size = self._points[chosen].T, self._radii[chosen]
        return float((x - size).min()), float((x + size).max()), float((y + size).max())

    def take(self, tried: Iterable[Points], radius: float) -> None:
        """Put a disc on the first spot that is free; `tried` are several spots at a time, without end."""
        for spots in tried:
            reach = radius + float(self._radii.max()) + GAP
            low, high = spots.min(axis=0) - reach, spots.max(axis=0) + reach
            near = np.flatnonzero(((self.points > low) & (self.points < high)).all(axis=1))
            away = np.hypot(*(spots[:, None] - self.points[near]).transpose(2, 0, 1))
            free = (away >= self.radii[near] + radius + GAP).all(axis=1)
            if free.any():
                self._points[self._count], self._radii[self._count] = spots[np.argmax(free)], radius
                self._count += 1
                return


def arrivals(graph: Graph, known: Iterable[str]) -> Iterator[str]:
    """Yield the nodes that are not known: next is always the one most linked with those before; loose ones are last."""
    there = set(known)
    pull: dict[str, float] = {}
    queue: list[tuple[float, int, str]] = []

    def draw(node: str) -> None:
        there.add(node)
        for other, link in graph[node].items():
            if other not in there:
                pull[other] = pull.get(other, 0.0) + link.get("weight", 1)
                heappush(queue, (-pull[other], -graph.degree(other), other))

    for node in sorted(there):
        draw(node)
    for node in graph:
        if node not in there and node not in pull:
            heappush(queue, (0.0, -graph.degree(node), node))
    while queue:
        _, _, node = heappop(queue)
        if node not in there:
            yield node
            draw(node)


def nearest(graph: Graph, node: str, number: Mapping[str, int]) -> list[int]:
    """The numbers of those that a node should be near: what it is linked with in its community, or else anywhere."""
    linked = [other for other in graph[node] if other in number and other != node]
    home = graph.nodes[node].get("community", 0)
    own = [other for other in linked if graph.nodes[other].get("community", 0) == home]
    return sorted(number[other] for other in own or linked)


def around(middle: Points, radius: float) -> Iterator[Points]:
    """Yield spots around a point, the nearest first."""
    done, many = 0, 64
    while True:
        place = np.arange(done, done + many)
        away, angle = radius * np.sqrt(place), place * np.pi * (3 - np.sqrt(5))
        yield (middle + np.stack([away * np.cos(angle), away * np.sin(angle)], axis=1)).round()
        done, many = done + many, min(2 * many, _MOST)


def rows(left: float, right: float, bottom: float, radius: float) -> Iterator[Points]:
    """Yield rows of spots below what has these sides, each from the middle outward."""
    step = 2 * radius + 24
    middle = (left + right) / 2
    across = np.arange(max(1, int((right - left) / step)))
    offsets = (across + 1) // 2 * np.where(across % 2, step, -step)
    for row in count(2):
        yield np.stack([middle + offsets, np.full(len(across), bottom + row * step)], axis=1).round()
