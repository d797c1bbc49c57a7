"""Make the rows of the tables that keep in a workspace what is known of its graph."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from comention.measures import LINKS, NAMES
from comention.model import Graph

Row = tuple[Any, ...]

_NODE, _EDGE = (tuple(measure.name for measure in measures) for measures in (NAMES, LINKS))
_SEEN = ("first_seen", "last_seen")
_PLACE = ("page", "sentence", "start", "end")


def measured(graph: Graph, entities: Mapping[str, int], documents: Mapping[str, int]) -> dict[str, Iterator[Row]]:
    """Return the rows of `node`, `edge`, `evidence` and `edge_period`, streamed; see `comention.workspace.store`.

    `entities` and `documents` are the positions by id.
    """
    ends = sorted((min(entities[u], entities[v]), max(entities[u], entities[v]), u, v) for u, v in graph.edges)
    edges = [(source, target, graph.edges[u, v]) for source, target, u, v in ends]
    return {
        "node": ((entities[node], *map(graph.nodes[node].get, (*_NODE, *_SEEN))) for node in sorted(graph)),
        "edge": ((source, target, *map(edge.get, (*_EDGE, *_SEEN))) for source, target, edge in edges),
        "evidence": chain.from_iterable(
            (
                (source, target, place, documents[passage["document"]], *map(passage.get, _PLACE))
                for place, passage in enumerate(edge["evidence"], 1)
            )
            for source, target, edge in edges
        ),
        "edge_period": chain.from_iterable(
            ((source, target, period, weight) for period, weight in edge.get("periods", {}).items())
            for source, target, edge in edges
        ),
    }
