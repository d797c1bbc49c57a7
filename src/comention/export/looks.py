"""Places, sizes, shapes and colours of the nodes, which the page, files and pictures share.

A node that has a place has it in its attributes `x` and `y`, upward as in most programs. Pictures have y downward.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeGuard, cast

import networkx as nx

from comention.contract import COLOURS, TYPES
from comention.export.flatten import clean
from comention.export.strongest import LINKS, NAMES, Link, strongest
from comention.layout import layout
from comention.model import AnyGraph, EdgeAttributes, Graph, Place

PALETTE = COLOURS["light"]
"""The colours of pictures by name: those of the page's light theme."""

_HUGE = 10**9


class Look(NamedTuple):
    """The middle of a shape, with y downward, its radius, its colour and its shape."""

    x: float
    y: float
    radius: float
    colour: str
    shape: str


def looks(graph: AnyGraph, ids: Mapping[Any, str]) -> dict[str, Look]:
    """The look of each node, by its id in files; attributes that make no sense do not matter."""
    drawn = sketch(graph, ids)
    sizes = radii(drawn)
    kinds = {node: known["type"] for node, known in drawn.nodes(data=True)}
    return {
        node: Look(float(x), float(y), sizes[node], colour(kinds[node]), shape(kinds[node]))
        for node, (x, y) in places(drawn).items()
    }


def radius(mentions: float, most: float) -> float:
    """Areas grow with mentions; where all are rare, none is huge.

    >>> [round(radius(mentions, 100)) for mentions in (1, 25, 100)]
    [8, 16, 26]
    """
    return float(6 + 20 * (mentions / max(most, 16)) ** 0.5)


def radii(graph: Graph) -> dict[str, float]:
    """The radius of each node."""
    mentions: dict[str, float] = {node: known["mentions"] for node, known in graph.nodes(data=True)}
    most = max(mentions.values(), default=0)
    return {node: round(radius(count, most), 1) for node, count in mentions.items()}


def places(graph: Graph) -> dict[str, tuple[int, int]]:
    """The place of each node, with y downward: the one in its attributes, or else a free one near its neighbours."""
    return layout(graph, radii(graph), _downward(_known(graph)))


def placed(graph: Graph, before: Mapping[str, Place], *, brief: bool = False) -> Graph:
    """Put the place of each node into its attributes `x` and `y`.

    Nodes stay at their places `before` as far as they last (see `comention.layout.layout`), except those that waited
    below for a link and have one now. Those that were gone come back to where they were, if that is free. With `brief`,
    all stay if all had a place, which takes no time.

    >>> graph = nx.Graph([("person:a", "person:b")])
    >>> placed(graph, {"person:a": Place(7, 5), "person:b": Place(90, 5)}).nodes["person:a"]
    {'x': 7, 'y': 5}
    """
    if brief and all(node in before and not before[node].gone for node in graph):
        for node, known in graph.nodes(data=True):
            known.update({"x": before[node].x, "y": before[node].y})
        return graph
    drawn = sketch(graph, {node: node for node in graph})
    there = {node: place for node, place in before.items() if place.linked or not any(drawn.adj.get(node, ()))}
    gone = {node: there.pop(node) for node, place in before.items() if place.gone}
    for node, (x, y) in layout(drawn, radii(drawn), _downward(there), _downward(gone)).items():
        graph.nodes[node].update({"x": x, "y": -y})
    return graph


def _known(graph: AnyGraph) -> dict[Any, Place]:
    """The places that are in the attributes of nodes."""
    spots = {node: (known.get("x"), known.get("y")) for node, known in graph.nodes(data=True)}
    return {node: Place(round(x), round(y)) for node, (x, y) in spots.items() if _near(x) and _near(y)}


def _downward(known: Mapping[str, Place]) -> dict[str, tuple[int, int]]:
    return {node: (place.x, -place.y) for node, place in known.items()}


def shape(kind: str) -> str:
    """The shape that tells a type: disc, square or diamond."""
    return TYPES[kind].shape if kind in TYPES else "disc"


def colour(kind: str) -> str:
    """The colour that tells a type, as #rrggbb.

    >>> colour("PERSON")
    '#0072b2'
    """
    return PALETTE[kind] if kind in TYPES else PALETTE["c-rest"]


def sketch(graph: AnyGraph, ids: Mapping[Any, str], most: tuple[int, int] = (NAMES, LINKS)) -> Graph:
    """The graph with all that looks depend on, whatever it lacks, and no more; `ids` name its nodes.

    Where it has more names or links than `most`, only the strongest links are in, though all names: those that this
    leaves without a link are laid out below the others.

    >>> sketch(nx.path_graph(2), {0: "a", 1: "b"}).nodes["a"]
    {'label': 'a', 'type': '', 'mentions': 0, 'community': 0}
    """
    drawn: Graph = nx.Graph()
    for node, known in graph.nodes(data=True):
        label, kind = known.get("label"), known.get("type")
        drawn.add_node(
            ids[node],
            label=clean(label) if isinstance(label, str) else ids[node],
            type=str(kind) if isinstance(kind, str) else "",
            mentions=_number(known.get("mentions"), 0),
            community=int(_number(known.get("community"), 0)),
        )
    for node, place in _known(graph).items():
        drawn.nodes[ids[node]].update({"x": place.x, "y": place.y})
    links = _links(graph, ids)
    large = graph.number_of_nodes() > most[0] or graph.number_of_edges() > most[1]
    drawn.add_edges_from(strongest(drawn, links, most)[0] if large else links)
    return drawn


def _links(graph: AnyGraph, ids: Mapping[Any, str]) -> Iterator[Link]:
    for a, b, known in graph.edges(data=True):
        if a != b:
            counts = {name: _number(known.get(name), 1) for name in ("weight", "documents")}
            yield ids[a], ids[b], cast("EdgeAttributes", counts)


def _number(value: Any, least: int) -> float:
    """A number that can be drawn; what is none counts as the least one."""
    if not isinstance(value, int | float) or value != value or value == math.inf:
        return least
    return min(max(value, least), _HUGE)


def _near(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and abs(value) < _HUGE
