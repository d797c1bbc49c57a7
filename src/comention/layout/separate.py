"""Move discs that overlap apart, as little as possible."""

from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[Any]
ROUNDING = 1.5
"""A distance between discs that is still one when their middles are rounded."""


def whole(nodes: Sequence[str], points: Points) -> dict[str, tuple[int, int]]:
    """The points of nodes in whole numbers."""
    return {node: (x, y) for node, (x, y) in zip(nodes, points.round().astype(int).tolist(), strict=True)}


def separate(points: Points, radii: Points, gap: float, *, rounds: int = 80) -> Points:
    """Push discs apart until they are `gap` apart; after so many rounds, give up the gap and spread all a little.

    >>> separate(np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([2.0, 2.0]), 0.0).round(2).tolist()
    [[-1.5, 0.0], [2.5, 0.0]]
    """
    points = points.astype(float)
    for turn in count():
        late = turn >= rounds
        space = min(gap, ROUNDING) if late else gap
        a, b, away, distance = touching(points, radii, space)
        if not len(a):
            break
        push = away * ((radii[a] + radii[b] + space - distance) / distance * 0.5 * (1 + 1e-6))[:, None]
        for axis in (0, 1):
            moved = np.bincount(b, push[:, axis], len(points)) - np.bincount(a, push[:, axis], len(points))
            points[:, axis] += moved
        if late:
            points *= 1.01
    return points


def touching(points: Points, radii: Points, gap: float) -> tuple[Points, Points, Points, Points]:
    """All pairs nearer than `gap`: first and second disc, the way from one to the other, and its length (never 0)."""
    a, b = neighbours(points, 2 * float(radii.max(initial=0.0)) + gap)
    away = points[b] - points[a]
    # two discs on the same spot part in a direction of their own, or none would ever move
    same = ~away.any(axis=1)
    away[same] = 1e-3 * np.stack([np.cos(2.4 * b[same]), np.sin(2.4 * b[same])], axis=1)
    distance = np.hypot(*away.T)
    near = distance < radii[a] + radii[b] + gap - 1e-9
    return a[near], b[near], away[near], distance[near]


def neighbours(points: Points, reach: float) -> tuple[Points, Points]:
    """All pairs of points at most `reach` apart (and some farther ones), each pair once, by a grid of cells."""
    if not len(points):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    cells = np.floor((points - points.min(axis=0)) / max(reach, 1e-9)).astype(np.int64) + 1
    width = int(cells[:, 1].max()) + 2
    keys = cells[:, 0] * width + cells[:, 1]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts, seconds = [], []
    for offset in (0, 1, width - 1, width, width + 1):  # a cell and half of those around it
        start = np.searchsorted(keys, keys + offset, "left")
        stop = np.searchsorted(keys, keys + offset, "right")
        if not offset:
            start = np.arange(len(keys)) + 1
        many = np.maximum(stop - start, 0)
        firsts.append(np.repeat(np.arange(len(keys)), many))
        seconds.append(np.arange(many.sum()) - np.repeat(many.cumsum() - many, many) + np.repeat(start, many))
    return order[np.concatenate(firsts)], order[np.concatenate(seconds)]
