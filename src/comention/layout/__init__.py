"""Place the discs of a graph, so that linked ones are near each other.

Where most discs have earlier places, they stay there, and only the others find one (`keep.py`). Else all is laid out in
two levels: the members of a community are arranged around its strongest one, then the communities are packed as
discs, near those they are linked with. No two discs overlap, and neither the order of nodes and links
nor the hash seed changes a coordinate.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from comention.layout.arrange import Links, arrange
from comention.layout.keep import NOWHERE, Places, keep, lasting
from comention.layout.pack import draw_in, pack
from comention.layout.separate import ROUNDING, Points, separate, whole
from comention.model import Graph

# Names are wider than they are high, and so are screens.
STRETCH = 1.5
SCREEN = 1.4


def layout(
    graph: Graph, radii: Mapping[str, float], before: Places = NOWHERE, former: Places = NOWHERE
) -> dict[str, tuple[int, int]]:
    """Give every node a point, so that no two discs of these radii overlap; linked nodes come first, the rest below.

    `before` are earlier places. They last if they are those of at least half of the nodes, and at least half of them
    still have a node; else all is laid out anew. Where they last, nodes that are new take those `former` places that
    are free, or others near what they are linked with. Points have y downward.

    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_node("country:no", community=0)
    >>> layout(graph, {"country:no": 9.0})
    {'country:no': (0, 0)}
    >>> layout(graph, {"country:no": 9.0}, {"country:no": (7, -2)})
    {'country:no': (7, -2)}
    """
    if lasting(graph, radii, before):
        return keep(graph, radii, before, former)
    linked = sorted(node for node in graph if any(other != node for other in graph[node]))
    loose = sorted(set(graph) - set(linked), key=lambda node: (-radii[node], node))
    gap = breathing_space(len(linked))
    points = np.zeros((0, 2))
    if linked:
        points = place_linked(graph, linked, np.array([radii[node] for node in linked]), gap)
        points -= (points.max(axis=0) + points.min(axis=0)) / 2
    shelf = place_loose(points, np.array([radii[node] for node in linked]), [radii[node] for node in loose])
    return whole([*linked, *loose], np.concatenate([points, shelf]))


def breathing_space(count: int) -> float:
    """The least distance between discs: few nodes leave room for all their labels, many do not."""
    return float(np.clip(380 / np.sqrt(count + 1), 7, 46))


def place_linked(graph: Graph, nodes: Sequence[str], radii: Points, gap: float) -> Points:
    """Arrange each community, pack the communities, and turn each one so that its links to the others are short."""
    number = {node: index for index, node in enumerate(nodes)}
    links = Links.of(
        (number[a], number[b], float(weight)) for a, b, weight in graph.edges(data="weight", default=1) if a != b
    )
    members: dict[int, list[int]] = defaultdict(list)
    for node, index in number.items():
        members[graph.nodes[node].get("community", 0)].append(index)
    communities = [np.array(members[name]) for name in sorted(members)]
    home = np.empty(len(nodes), dtype=np.intp)
    inner = np.zeros((len(nodes), 2))
    reach = np.zeros(len(communities))
    for community, indices in enumerate(communities):
        home[indices] = community
        spots = arrange(links.among(indices, len(nodes)), radii[indices], gap)
        inner[indices] = spots
        reach[community] = (np.hypot(*spots.T) + radii[indices]).max()
    centres = pack(links.between(home), reach, 2.5 * gap)
    for _ in range(2):
        inner = turn(inner, centres, home, links)
    centres = draw_in(centres, inner, radii, home, 2.5 * gap)
    points = fitted(centres[home] + inner, radii)
    points[:, 0] *= STRETCH
    return separate(points, radii, ROUNDING)


def fitted(points: Points, radii: Points) -> Points:
    """Rotate the points so that the picture fills a screen best."""

    def size(angle: float) -> float:
        x, y = rotated(points, np.full(len(points), angle)).T
        width, height = ((axis + radii).max() - (axis - radii).min() for axis in (x, y))
        return float(max(width * STRETCH / SCREEN, height))

    best = min(np.linspace(0, np.pi, 36, endpoint=False).tolist(), key=size)
    return rotated(points, np.full(len(points), best))


def rotated(points: Points, angles: Points) -> Points:
    """Each point turned around the origin by its own angle."""
    (x, y), cos, sin = points.T, np.cos(angles), np.sin(angles)
    return np.stack([cos * x - sin * y, sin * x + cos * y], axis=1)


def turn(inner: Points, centres: Points, home: Points, links: Links) -> Points:
    """Rotate, and mirror where that is better, every community towards what its members are linked with outside."""
    points = centres[home] + inner
    ends, others, weights = links.both_ways()
    outward = home[ends] != home[others]
    ends, others, weights = ends[outward], others[outward], weights[outward]
    pull = points[others] - centres[home[ends]]
    pull *= (weights / np.maximum(np.hypot(*pull.T), 1e-9))[:, None]
    count = len(centres)

    def best(spots: Points) -> tuple[Points, Points]:
        """The angle for each community, and how well its members then look outward."""
        here = spots[ends]
        along = np.bincount(home[ends], (here * pull).sum(axis=1), count)
        across = np.bincount(home[ends], here[:, 0] * pull[:, 1] - here[:, 1] * pull[:, 0], count)
        return np.arctan2(across, along), np.hypot(along, across)

    mirrored = inner * (-1.0, 1.0)
    (angle, fit), (mirrored_angle, mirrored_fit) = best(inner), best(mirrored)
    flip = mirrored_fit > fit * (1 + 1e-9)
    spots = np.where(flip[home][:, None], mirrored, inner)
    return rotated(spots, np.where(flip, mirrored_angle, angle)[home])


def place_loose(points: Points, radii: Points, loose: Sequence[float]) -> Points:
    """Rows below the picture, centred, for the nodes without any link."""
    step = 2 * max(loose, default=0.0) + 24
    width = float(np.ptp(points[:, 0])) if len(points) else step * 1.4 * len(loose) ** 0.5
    top = float((points[:, 1] + radii).max()) + 2 * step if len(points) else 0.0
    columns = max(1, int(width / (1.6 * step)))
    shelf = np.zeros((len(loose), 2))
    for row in range(0, len(loose), columns):
        size = min(columns, len(loose) - row)
        shelf[row : row + size, 0] = (np.arange(size) - (size - 1) / 2) * step * 1.6
        shelf[row : row + size, 1] = top + row // columns * step
    return shelf
