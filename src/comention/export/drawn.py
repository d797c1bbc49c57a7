"""A graph in, where and how to draw each node out: the picture of the page, for formats that carry one."""

import math
from collections.abc import Mapping
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


def looks(graph: "nx.Graph[Any]", ids: Mapping[Any, str]) -> dict[str, Look]:
    """The look of each node, by its id in files; attributes that make no sense do not matter."""
    plain: nx.Graph[str] = nx.Graph()
    for node, entity in graph.nodes(data=True):
        plain.add_node(ids[node], community=_positive(entity.get("community"), 0))
    for source, target, link in graph.edges(data=True):
        plain.add_edge(ids[source], ids[target], weight=_positive(link.get("weight"), 1))
    counts = {ids[node]: int(_positive(mentions, 0)) for node, mentions in graph.nodes(data="mentions")}
    most = max(counts.values(), default=0)
    radii = {name: round(radius(count, most), 1) for name, count in counts.items()}
    colours = {ids[node]: _COLOURS.get(str(kind), _OTHER) for node, kind in graph.nodes(data="type")}
    return {name: Look(x, y, radii[name], colours[name]) for name, (x, y) in layout(plain, radii).items()}


def _positive(value: Any, otherwise: int) -> float:
    return value if isinstance(value, int | float) and 0 < value < math.inf else otherwise
