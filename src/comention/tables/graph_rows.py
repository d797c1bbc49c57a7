"""Rows for the tables of a workspace that keep what is known of a graph."""

from collections.abc import Iterator, Mapping

import networkx as nx

from comention.tables.schema import EDGE, EDGE_PERIOD, EVIDENCE, NODE, Row, Table


def graph_rows(
    graph: "nx.Graph[str]", entities: Mapping[str, int], documents: Mapping[str, int]
) -> dict[Table, Iterator[Row]]:
    """Return the rows of the tables in `comention.tables.schema.GRAPH`, streamed.

    `entities` and `documents` are the numbers by id.
    """
    ends = sorted((min(entities[u], entities[v]), max(entities[u], entities[v]), u, v) for u, v in graph.edges)
    edges = [({"source": source, "target": target}, graph.edges[u, v]) for source, target, u, v in ends]
    return {
        NODE: (NODE.row(graph.nodes[node], entity=entities[node]) for node in sorted(graph)),
        EDGE: (EDGE.row(edge, **pair) for pair, edge in edges),
        EVIDENCE: (
            EVIDENCE.row(passage, **pair, place=place, document=documents[passage["document"]])
            for pair, edge in edges
            for place, passage in enumerate(edge["evidence"], 1)
        ),
        EDGE_PERIOD: (
            EDGE_PERIOD.row(**pair, period=period, weight=weight)
            for pair, edge in edges
            for period, weight in edge.get("periods", {}).items()
        ),
    }
