"""A graph in, where and how to draw each node out: the picture of the page, for formats that carry one."""

import math
from typing import Any, NamedTuple

import networkx as nx

from comention.export.html.rows import radius
from comention.layout import layout

_COLOURS = {"PERSON": "#0072b2", "ORG": "#d55e00", "COUNTRY": "#009e73"}  # the page's light ones
_OTHER = "#8b867c"


class Look(NamedTuple):
    """The middle of a disc, with y downward, its radius and its colour."""

    x: float
    y: float
    radius: float
    colour: str


def looks(graph: "nx.Graph[Any]") -> dict[Any, Look]:
    """The look of each node."""
    counts = {node: _count(entity.get("mentions")) for node, entity in graph.nodes(data=True)}
    most = max(counts.values(), default=0)
    radii = {node: round(radius(count, most), 1) for node, count in counts.items()}
    return {
        node: Look(x, y, radii[node], _COLOURS.get(str(graph.nodes[node].get("type")), _OTHER))
        for node, (x, y) in layout(graph, radii).items()
    }


def _count(mentions: Any) -> int:
    known = isinstance(mentions, int | float) and math.isfinite(mentions)
    return max(0, int(mentions)) if known else 0
