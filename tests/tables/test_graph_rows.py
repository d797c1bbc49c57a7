from typing import Any

import networkx as nx

from comention.measures import LINKS, NAMES, Measure
from comention.model import Graph
from comention.tables.graph_rows import measured


def names(measures: tuple[Measure, ...]) -> list[str]:
    return [measure.name for measure in measures]


def by_name(row: tuple[Any, ...], *columns: str) -> dict[str, Any]:
    """The values of a row that are not None, by the names of its columns."""
    return {name: value for name, value in zip(columns, row, strict=True) if value is not None}


def test_rows_have_positions_for_ids_and_none_for_what_nobody_knows() -> None:
    graph: Graph = nx.Graph()
    known = {"documents": 1, "strength": 3, "degree": 1, "core": 1, "pagerank": 0.5, "betweenness": 0.0, "community": 0}
    graph.add_node("person:b", mentions=2, first_seen="2017", last_seen="2018", **known)
    graph.add_node("country:pe", mentions=3, **known)
    passage = {"document": "two.txt", "sentence": 4, "start": 10, "end": 20, "text": "B in Peru."}
    graph.add_edge(
        *("person:b", "country:pe"),
        weight=3,
        documents=1,
        significance=1.0,
        noise_corrected=0.5,
        evidence=[passage, {**passage, "page": 2}],
        periods={"2017-05": 3},
    )
    rows = measured(graph, {"country:pe": 0, "org:gone": 1, "person:b": 2}, {"one.txt": 0, "two.txt": 1})
    nodes, edges = (list(rows.pop(table)) for table in ("node", "edge"))
    assert [by_name(row, "entity", *names(NAMES), "first", "last") for row in nodes] == [
        {"entity": 0, "mentions": 3, **known},
        {"entity": 2, "mentions": 2, **known, "first": "2017", "last": "2018"},
    ]
    assert [by_name(row, "source", "target", *names(LINKS), "first", "last") for row in edges] == [
        {"source": 0, "target": 2, "weight": 3, "documents": 1, "significance": 1.0, "noise_corrected": 0.5}
    ]
    assert {table: list(found) for table, found in rows.items()} == {
        "evidence": [(0, 2, 1, 1, None, 4, 10, 20), (0, 2, 2, 1, 2, 4, 10, 20)],
        "edge_period": [(0, 2, "2017-05", 3)],
    }
