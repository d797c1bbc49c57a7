"""Write GEXF 1.3 (https://gexf.net), in which Gephi shows the picture of the page, and when names were mentioned.

GEXF has no attributes for a graph, so what ours says of itself stands in the description. Where nodes or links know
their `periods`, the graph is dynamic, and each run of months in a row is a spell.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from re import compile as pattern
from typing import Any, BinaryIO

from comention.export import Dataset
from comention.export.about import about
from comention.export.flatten import Flat, Scalar, edge_id
from comention.export.graphml import TYPES
from comention.export.looks import looks
from comention.export.xml import attribute, content, write

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
"""
_PERIOD = pattern(r"(?!0000)(\d{4})(?:-(0[1-9]|1[0-2]))?").fullmatch

Columns = Mapping[str, type[Scalar]]


def write_gexf(dataset: Dataset, file: BinaryIO) -> None:
    """Write the graph with all its attributes, flattened, with its looks and its dates."""
    write(_lines(dataset), file)


def _lines(dataset: Dataset) -> Iterator[str]:
    flat = Flat(dataset.graph)
    native = {"node": {"label"}, "edge": {"weight"} if flat.columns["edge"].get("weight") in (int, float) else set()}
    columns = {
        element: {name: kind for name, kind in kinds.items() if name not in native[element]}
        for element, kinds in flat.columns.items()
    }
    yield _HEAD
    yield from _meta(flat)
    yield f'  <graph defaultedgetype="undirected" {_mode(dataset)}>\n'
    for element, kinds in columns.items():
        yield f'    <attributes class="{element}" mode="static">\n'
        for number, (name, kind) in enumerate(kinds.items()):
            yield f'      <attribute id="{number}" title={attribute(name)} type="{TYPES[kind]}"/>\n'
        yield "    </attributes>\n"
    yield from _nodes(dataset, flat, columns["node"])
    yield from _edges(dataset, flat, columns["edge"])
    yield "  </graph>\n</gexf>\n"


def _meta(flat: Flat) -> Iterator[str]:
    told = about(flat)
    yield "  <meta>\n"
    creator = f"comention {told.pop('comention', '')}".strip()
    description = "\n".join(f"{name}: {text}" for name, text in told.items())
    yield f"    <creator>{content(creator)}</creator>\n"
    yield "    <keywords>named entities, co-mentions, network</keywords>\n"
    yield f"    <description>{content(description)}</description>\n"
    yield "  </meta>\n"


def _mode(dataset: Dataset) -> str:
    known = chain(dataset.graph.nodes.values(), (link for _, _, link in dataset.graph.edges(data=True)))
    dynamic = any(any(spells(one.get("periods"))) for one in known)
    return 'mode="dynamic" timeformat="date"' if dynamic else 'mode="static"'


def _nodes(dataset: Dataset, flat: Flat, columns: Columns) -> Iterator[str]:
    drawn = looks(dataset.graph, flat.ids)
    yield "    <nodes>\n"
    for (node, attributes), known in zip(flat.nodes(), dataset.graph.nodes.values(), strict=True):
        look = drawn[node]
        yield f"      <node id={attribute(node)} label={attribute(attributes.get('label', node))}>\n"
        yield from _values(attributes, columns)
        yield from _spells(known.get("periods"))
        red, green, blue = tuple(bytes.fromhex(look.colour[1:]))
        yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n'
        # in Gephi, up is up
        yield f'        <viz:position x="{look.x}" y="{0.0 - look.y}"/>\n'
        yield f'        <viz:size value="{look.radius}"/>\n'
        yield f'        <viz:shape value="{look.shape}"/>\n'
        yield "      </node>\n"
    yield "    </nodes>\n"


def _edges(dataset: Dataset, flat: Flat, columns: Columns) -> Iterator[str]:
    yield "    <edges>\n"
    for (a, b, attributes), (_, _, known) in zip(flat.edges(), dataset.graph.edges(data=True), strict=True):
        yield f"      <edge id={attribute(edge_id(a, b))} source={attribute(a)} target={attribute(b)}"
        if "weight" in attributes and "weight" not in columns:
            yield f" weight={attribute(attributes['weight'])}"
        yield ">\n"
        yield from _values(attributes, columns)
        yield from _spells(known.get("periods"))
        yield "      </edge>\n"
    yield "    </edges>\n"


def _values(attributes: Mapping[str, Scalar], columns: Columns) -> Iterator[str]:
    yield "        <attvalues>\n"
    for number, name in enumerate(columns):
        if name in attributes:
            yield f'          <attvalue for="{number}" value={attribute(attributes[name])}/>\n'
    yield "        </attvalues>\n"


def _spells(periods: Any) -> Iterator[str]:
    if found := list(spells(periods)):
        yield "        <spells>\n"
        for start, end in found:
            yield f'          <spell start="{start}" end="{end}"/>\n'
        yield "        </spells>\n"


def spells(periods: Any) -> Iterator[tuple[str, str]]:
    """Yield first and last day of each run of months; a year stands for all of its months.

    >>> list(spells({"2017-05": 3, "2017-06": 1, "2016": 2, "2020-02": 1}))
    [('2016-01-01', '2016-12-31'), ('2017-05-01', '2017-06-30'), ('2020-02-01', '2020-02-29')]
    """
    months = sorted({month for period in _periods(periods) for month in period})
    for _, run in groupby(enumerate(months), lambda place: place[1] - place[0]):
        found = [month for _, month in run]
        yield _day(found[0]), _last_day(found[-1])


def _periods(periods: Any) -> Iterator[range]:
    """The months of each period, counted from the year 0; what is no period is left out."""
    for found in filter(None, (_PERIOD(str(period)) for period in (periods if isinstance(periods, Mapping) else ()))):
        year, month = int(found[1]) * 12, int(found[2] or 0)
        yield range(year + month - 1, year + month) if month else range(year, year + 12)


def _day(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}-01"


def _last_day(month: int) -> str:
    return f"{_day(month)[:-2]}{monthrange(month // 12, month % 12 + 1)[1]}"
