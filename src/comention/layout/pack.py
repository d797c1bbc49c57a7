"""Pack communities tightly around the most linked one."""

import numpy as np

from comention.layout.arrange import Links
from comention.layout.separate import Points

DIRECTIONS = 72
SECTORS = 64
RIM = 200
"""Communities without a link to others up to which each looks for its place; more of them go into a spiral."""


def pack(links: Links, reach: Points, gap: float) -> Points:
    """Centres for communities as discs: one after the other comes as near as it can to those it is linked with.

    The order is that of the links with what is placed already, then of size, so that what is linked with nothing
    ends at the rim.
    """
    count = len(reach)
    bond = np.zeros((count, count))
    bond[links.a, links.b] = bond[links.b, links.a] = links.weight
    angles = np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False)
    centres = np.zeros((count, 2))
    waiting = np.ones(count, dtype=bool)
    placed = np.zeros(0, dtype=np.intp)
    alone = np.flatnonzero(bond.sum(axis=1) == 0)
    if len(alone) > RIM:
        waiting[alone] = False
    drawn = bond.sum(axis=1)  # the first is the most linked one, the next the one that is most linked with it
    while waiting.any():
        left = np.flatnonzero(waiting)
        new = left[np.lexsort((left, -reach[left], -drawn[left]))[0]]
        # every time other directions, or pairs at the rim would stand in rows
        turned = angles + 2.4 * len(placed)
        rays = np.stack([np.cos(turned), np.sin(turned)], axis=1)
        spots = rays * clearance(rays, np.zeros((1, 2)), reach[[new]], centres[placed], reach[placed], gap)[:, None]
        pull = bond[new, placed]
        away = np.hypot(*(spots[:, None] - centres[placed]).transpose(2, 0, 1))
        cost = np.hypot(*spots.T) + away @ pull / max(pull.sum(), 1e-9)
        centres[new] = spots[np.argmin(cost.round(6))]
        waiting[new] = False
        placed = np.append(placed, new)
        drawn = bond[:, new] + (drawn if len(placed) > 1 else 0.0)
    if len(alone) > RIM:
        centres[alone] = spiral(reach[alone], float((np.hypot(*centres.T) + reach)[placed].max(initial=0)), gap)
    return centres


def spiral(reach: Points, inner: float, gap: float) -> Points:
    """Points around a circle of radius `inner`, the largest discs nearest to it; some may overlap."""
    order = np.argsort(-reach, kind="stable")
    area = np.cumsum((2 * reach[order] + gap) ** 2)
    away = np.sqrt((inner + reach.max() + gap) ** 2 + area / np.pi)
    angle = np.arange(len(reach)) * np.pi * (3 - np.sqrt(5))
    points = np.empty((len(reach), 2))
    points[order] = np.stack([away * np.cos(angle), away * np.sin(angle)], axis=1)
    return points


def draw_in(centres: Points, inner: Points, radii: Points, home: Points, gap: float) -> Points:
    """Let each community glide towards the middle, as far as the shape of those before it lets its own shape."""
    rim = outline(inner, radii, home)
    drawn = centres.copy()
    away = np.hypot(*centres.T)
    spots, sizes = np.zeros((0, 2)), np.zeros(0)
    for community in np.lexsort((np.arange(len(centres)), away)):
        own = rim[home[rim] == community]
        ray = centres[[community]] / max(away[community], 1e-9)
        drawn[community] = ray[0] * clearance(ray, inner[own], radii[own], spots, sizes, gap)
        spots = np.concatenate([spots, drawn[community] + inner[own]])
        sizes = np.concatenate([sizes, radii[own]])
    return drawn


def clearance(rays: Points, own: Points, radii: Points, placed: Points, sizes: Points, gap: float) -> Points:
    """How far out on each ray a group of discs has to be, for none to come nearer than `gap` to those placed."""
    ahead = (placed - own[:, None]).reshape(-1, 2)
    need = (radii[:, None] + sizes + gap).ravel()
    along = rays @ ahead.T
    slack = need**2 - (ahead**2).sum(axis=1) + along**2
    far = np.where(slack > 0, along + np.sqrt(np.maximum(slack, 0)), 0)
    clear: Points = far.max(axis=1, initial=0)
    return clear


def outline(inner: Points, radii: Points, home: Points) -> Points:
    """The discs at the rim of each community: the outermost in each direction."""
    angle = np.arctan2(inner[:, 1], inner[:, 0])
    sector = home * SECTORS + ((angle / (2 * np.pi) + 0.5) * SECTORS).astype(np.intp) % SECTORS
    order = np.lexsort((np.hypot(*inner.T) + radii, sector))
    last = np.append(np.flatnonzero(np.diff(sector[order])), len(order) - 1)
    rim: Points = order[last]
    return rim
