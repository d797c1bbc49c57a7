"""Arrange discs around the origin, so that linked ones are near each other: one level of the layout.

Stress majorization (Gansner, Koren and North 2004) against a few pivots: every disc seeks its ideal distance
from all pivots and from those it is linked with. With fewer discs than pivots this is the full method.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from comention.layout.separate import Points, separate

PIVOTS = 64
ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Links:
    """Weighted links between numbered discs, each pair once, in order."""

    a: Points
    b: Points
    weight: Points

    @classmethod
    def of(cls, links: Iterable[tuple[int, int, float]]) -> Self:
        """Collect links in any order and direction."""
        rows = sorted((min(a, b), max(a, b), weight) for a, b, weight in links)
        table = np.array(rows, dtype=float).reshape(-1, 3)
        return cls(table[:, 0].astype(np.intp), table[:, 1].astype(np.intp), table[:, 2])

    def both_ways(self) -> tuple[Points, Points, Points]:
        """Ends, other ends and weights, every link seen from both of its ends."""
        return np.concatenate([self.a, self.b]), np.concatenate([self.b, self.a]), np.tile(self.weight, 2)

    def among(self, members: Points, count: int) -> "Links":
        """The links inside a group of the `count` discs, whose members are numbered anew."""
        place = np.full(count, -1)
        place[members] = np.arange(len(members))
        inside = (place[self.a] >= 0) & (place[self.b] >= 0)
        return Links(place[self.a[inside]], place[self.b[inside]], self.weight[inside])

    def between(self, home: Points) -> "Links":
        """The links between groups, weights added up; `home` tells the group of each disc."""
        a, b = np.minimum(home[self.a], home[self.b]), np.maximum(home[self.a], home[self.b])
        size = int(home.max(initial=0)) + 1
        pairs, which = np.unique((a * size + b)[a != b], return_inverse=True)
        return Links(pairs // size, pairs % size, np.bincount(which, self.weight[a != b], len(pairs)))


def arrange(links: Links, radii: Points, gap: float) -> Points:
    """Points for discs, `gap` apart at least where there is room for it."""
    count = len(radii)
    if count == 1:
        return np.zeros((1, 2))
    if count == 2:
        half = radii.sum() + gap / 2
        return np.array([[radii[0] - half, 0.0], [half - radii[1], 0.0]])
    ends, others, weights = links.both_ways()
    strength = np.bincount(ends, weights, count)
    order = np.lexsort((np.arange(count), -strength))
    points = sunflower(order, radii, gap)
    pivots = order[:PIVOTS]
    hops = distances(ends, others, pivots, count)
    near = radii[:, None] + radii[pivots] + gap
    ideal = near * hops**1.5
    pull = 1 / (near * ideal)
    pull[pivots, np.arange(len(pivots))] = 0.0
    # the more often two are mentioned together, the nearer they should be
    length = (radii[ends] + radii[others] + gap) * (0.55 + 0.45 / np.sqrt(weights))
    tie = np.sqrt(weights) / length**2
    total = pull.sum(axis=1) + np.bincount(ends, tie, count)
    for _ in range(ROUNDS):
        points = stress_step(points, pivots, ideal, pull, (ends, others, length, tie)) / total[:, None]
    points = separate(evened(points - points.mean(axis=0), radii, gap), radii, gap)
    return enclosed(points, radii)


def evened(points: Points, radii: Points, gap: float) -> Points:
    """Give every disc the distance from the origin that leaves room for all those nearer, in its own direction."""
    far = np.hypot(*points.T)
    order = np.argsort(far, kind="stable")
    evened = np.empty_like(points)
    evened[order] = points[order] * (rings(radii[order], gap) / np.maximum(far[order], 1e-6))[:, None]
    return evened


def rings(radii: Points, gap: float) -> Points:
    """How far from the origin discs in this order are, if they fill the plane around it evenly."""
    area = (2 * radii + gap) ** 2
    outward: Points = np.sqrt((np.cumsum(area) - area / 2) / np.pi)
    return outward


def stress_step(
    points: Points, pivots: Points, ideal: Points, pull: Points, ties: tuple[Points, Points, Points, Points]
) -> Points:
    """Where pivots and links want each disc to be, times how much they want it."""
    ends, others, length, tie = ties
    wanted = np.empty_like(points)
    x, y = (points[:, None, axis] - points[pivots, axis] for axis in (0, 1))
    scale = ideal / np.maximum(np.hypot(x, y), 1e-6)
    away = points[ends] - points[others]
    stretch = length / np.maximum(np.hypot(*away.T), 1e-6)
    for axis, offset in enumerate((x, y)):
        wanted[:, axis] = (pull * (points[pivots, axis] + offset * scale)).sum(axis=1)
        spring = tie * (points[others, axis] + away[:, axis] * stretch)
        wanted[:, axis] += np.bincount(ends, spring, len(points))
    return wanted


def sunflower(order: Points, radii: Points, gap: float) -> Points:
    """A spiral without spokes, the first in `order` at its heart."""
    radius = rings(radii[order], gap)
    angle = np.arange(len(order)) * np.pi * (3 - np.sqrt(5))
    points = np.empty((len(order), 2))
    points[order] = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return points


def distances(ends: Points, others: Points, pivots: Points, count: int) -> Points:
    """Links on the way from every disc to every pivot; one more than the longest way where there is none."""
    hops = np.full((count, len(pivots)), np.inf)
    hops[pivots, np.arange(len(pivots))] = 0
    order = np.argsort(ends, kind="stable")
    ends, others = ends[order], others[order]
    heads, starts = np.unique(ends, return_index=True)
    while len(heads):
        nearer = np.minimum(hops[heads], np.minimum.reduceat(hops[others], starts, axis=0) + 1)
        if (nearer == hops[heads]).all():
            break
        hops[heads] = nearer
    known = np.isfinite(hops)
    hops[~known] = hops[known].max() + 1
    hops[hops < 1] = 1
    return hops


def enclosed(points: Points, radii: Points) -> Points:
    """Move the points so that a small circle around the origin holds all discs."""
    centre = points.mean(axis=0)
    points = points.copy()
    for step in range(1, 60):
        away = points - centre
        outer = int(np.argmax(np.hypot(*away.T) + radii))
        centre = centre + away[outer] / (step + 2)
    points -= centre
    return points
