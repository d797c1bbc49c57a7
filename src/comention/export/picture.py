"""Compose a still picture of lines, shapes and texts with coordinates, which SVG and PNG draw.

It has the places, sizes and colours of the page. Of a graph that is too large to print, it has the strongest links, and
says so. Labels belong to the most mentioned, as far as there is room.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from comention.contract import REACH, TYPES
from comention.export import Dataset
from comention.export.about import about
from comention.export.flatten import Flat
from comention.export.labels import Box, Named, labels, shortened, width
from comention.export.looks import PALETTE, colour, places, radii, shape, sketch
from comention.model import Graph

MOST = (400, 1_000)
"""Names and links that a picture has at most."""
WIDEST, NARROWEST, HIGHEST, LOWEST = 1600, 800, 2400, 520
LEADERS = 30
"""So many of the most mentioned get a label even if it covers a lesser shape."""

_MARGIN, _HEAD, _FOOT = 56, 104, 64
_CLOSEST = 1.6


class Line(NamedTuple):
    """A link."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    opacity: float


class Mark(NamedTuple):
    """A shape; circles have no corners."""

    x: float
    y: float
    radius: float
    corners: tuple[tuple[float, float], ...]
    colour: str
    title: str = ""


class Text(NamedTuple):
    """A text on its base line, which begins, has its middle or ends at a point; a label has a halo."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    halo: bool = False


class Picture(NamedTuple):
    """All that there is to draw, from the back to the front, and what it tells of itself."""

    width: int
    height: int
    title: str
    summary: str
    about: Mapping[str, str]
    lines: list[Line]
    marks: list[Mark]
    texts: list[Text]


def picture(dataset: Dataset) -> Picture:
    """Compose the picture of a graph."""
    flat = Flat(dataset.graph)
    drawn = sketch(dataset.graph, flat.ids, MOST)
    whole = (dataset.graph.number_of_nodes(), sum(a != b for a, b in dataset.graph.edges()))
    if whole[0] > MOST[0] or dataset.graph.number_of_edges() > MOST[1]:
        drawn.remove_nodes_from([node for node, degree in drawn.degree() if not degree])
        _draw_together(drawn, (drawn.number_of_nodes() / max(whole[0], 1)) ** 0.25)
    told = about(flat)
    title = shortened(told.get("title") or "Who is named with whom", 90)
    summary = _summary((drawn.number_of_nodes(), drawn.number_of_edges()), whole)
    points, wide, high, scale = _placed(drawn)
    sizes = {node: round(size * scale, 2) for node, size in radii(drawn).items()}
    order = sorted(drawn, key=lambda node: (-drawn.nodes[node]["mentions"], node))
    return Picture(
        wide,
        high,
        title,
        summary,
        told,
        list(_lines(drawn, points)),
        [*_marks(drawn, order, points, sizes), *(mark for mark, _ in _legend(drawn, high))],
        [
            *_head(title, summary, told.get("comention", ""), wide),
            *(text for _, text in _legend(drawn, high)),
            *_hint(wide, high),
            *_labels(drawn, order, points, sizes, Box(4, _HEAD, wide - 4, high - _FOOT)),
        ],
    )


def _summary(shown: tuple[int, int], whole: tuple[int, int]) -> str:
    """How many there are, and how many of how many where not all are shown."""
    (names, links), (all_names, all_links) = shown, whole
    if shown != whole:
        return f"{names:,} of {all_names:,} names, the strongest {links:,} of {all_links:,} links"
    return f"{names:,} {'name' if names == 1 else 'names'}, {links:,} {'link' if links == 1 else 'links'}"


def _draw_together(drawn: Graph, factor: float) -> None:
    """Bring the names of a part nearer to each other: the places between them are those of names that are left out."""
    for known in drawn.nodes.values():
        if "x" in known:
            known.update({"x": round(known["x"] * factor), "y": round(known["y"] * factor)})


def _placed(drawn: Graph) -> tuple[dict[str, tuple[float, float]], int, int, float]:
    """Points in the picture, its width and height, and the scale that leads there."""
    spots, sizes = places(drawn), radii(drawn)
    left = min((x - sizes[node] for node, (x, _) in spots.items()), default=0.0)
    right = max((x + sizes[node] for node, (x, _) in spots.items()), default=0.0)
    top = min((y - sizes[node] for node, (_, y) in spots.items()), default=0.0)
    bottom = max((y + sizes[node] for node, (_, y) in spots.items()), default=0.0)
    margins = _HEAD + _FOOT + _MARGIN
    across, down = max(right - left, 1.0), max(bottom - top, 1.0)
    scale = min(_CLOSEST, (WIDEST - 2 * _MARGIN) / across, (HIGHEST - margins) / down)
    wide = max(NARROWEST, round(across * scale + 2 * _MARGIN))
    high = max(LOWEST, round(down * scale + margins))
    x0, y0 = wide / 2 - scale * (left + right) / 2, (high + _HEAD - _FOOT) / 2 - scale * (top + bottom) / 2
    points = {node: (round(x * scale + x0, 2), round(y * scale + y0, 2)) for node, (x, y) in spots.items()}
    return points, wide, high, scale


def _lines(drawn: Graph, points: Mapping[str, tuple[float, float]]) -> Iterator[Line]:
    """The links, weak ones first; those between communities are long and cross much, and stand back a little."""
    links = sorted((link["weight"], a, b) for a, b, link in drawn.edges(data=True))
    most = links[-1][0] if links else 1
    few = min(1.0, 12 / (len(links) + 1) ** 0.5)
    for weight, a, b in links:
        share = (weight / most) ** 0.5
        apart = drawn.nodes[a]["community"] != drawn.nodes[b]["community"]
        opacity = (0.45 + 0.4 * few) * (0.45 + 0.55 * share) * (0.6 if apart else 1)
        yield Line(*points[a], *points[b], round((0.8 + 0.7 * few) * (0.4 + 2.4 * share), 2), round(opacity, 3))


def _marks(
    drawn: Graph,
    order: list[str],
    points: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
) -> Iterator[Mark]:
    """The names, most mentioned first: discs of a layout do not overlap."""
    for node in order:
        known = drawn.nodes[node]
        count = int(known["mentions"])
        title = f"{known['label']}, {count:,} {'mention' if count == 1 else 'mentions'}" if count else known["label"]
        yield _mark(known["type"], *points[node], sizes[node], title)


def _mark(kind: str, x: float, y: float, radius: float, title: str = "") -> Mark:
    form = shape(kind)
    reach = radius * REACH[form]
    corners: tuple[tuple[float, float], ...] = ()
    if form == "square":
        corners = ((x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach))
    elif form == "diamond":
        corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    rounded = tuple((round(a, 2), round(b, 2)) for a, b in corners)
    return Mark(x, y, radius, rounded, colour(kind), title)


def _labels(
    drawn: Graph,
    order: list[str],
    points: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    inside: Box,
) -> Iterator[Text]:
    named = [
        Named(
            drawn.nodes[node]["label"],
            *points[node],
            sizes[node] * max(1, REACH[shape(drawn.nodes[node]["type"])]),
            min(22.0, max(12.0, round(9 + 0.32 * sizes[node]))),
        )
        for node in order
    ]
    for label in labels(named, inside, LEADERS):
        yield Text(label.text, round(label.x, 2), round(label.y, 2), label.size, PALETTE["text"], "middle", halo=True)


def _head(title: str, summary: str, version: str, wide: int) -> Iterator[Text]:
    size = min(34.0, 34 * (wide - 2 * _MARGIN) / max(width(title, 34) * 1.1, 1))
    yield Text(title, _MARGIN, 56, round(size, 1), PALETTE["text"], bold=True)
    maker = f"{summary} — comention {version}".rstrip()
    yield Text(maker, _MARGIN, 84, 16, PALETTE["muted"])


def _legend(drawn: Graph, high: int) -> Iterator[tuple[Mark, Text]]:
    """A sample of each type that there is, with its name."""
    types = {known["type"] for known in drawn.nodes.values()}
    found = {kind if kind in TYPES else "" for kind in types}
    x, y = float(_MARGIN), high - 34
    for kind, word in {**{kind: words.one for kind, words in TYPES.items()}, "": "other"}.items():
        if kind in found:
            yield _mark(kind, x + 8, y, 8), Text(word, x + 24, y + 5.5, 16, PALETTE["text"])
            x += 24 + width(word, 16) + 22


def _hint(wide: int, high: int) -> Iterator[Text]:
    hint = "Larger: named more often. Thicker: named together more often."
    yield Text(hint, wide - _MARGIN, high - 29, 14, PALETTE["muted"], "end")
