from typing import Any

import networkx as nx

from comention.model import Graph
from comention.tables.graph_rows import graph_rows
from comention.tables.schema import EDGE, NODE, Table


def by_name(row: tuple[Any, ...], table: Table) -> dict[str, Any]:
    """The values of a row that are not None, by the names of its columns."""
    return {name: value for name, value in zip(table.names, row, strict=True) if value is not None}


def test_rows_have_positions_for_ids_and_none_for_what_nobody_knows() -> None:
    graph: Graph = nx.Graph()
    passage = {"document": "two.txt", "sentence": 4, "start": 10, "end": 20, "text": "B in Peru."}
    said: dict[str, Any] = {"evidence": [{**passage, "words": [[0, 1], [2, 4]]}, {**passage, "words": [[5, 9]]}]}
    roles = [
        {"role": "envoy of Peru", "count": 2, "of": "country:pe", "first_seen": "2017", **said},
        {"role": "envoy", "count": 1, "evidence": []},
    ]
    known = {"documents": 1, "strength": 3, "degree": 1, "core": 1, "pagerank": 0.5, "betweenness": 0.0, "community": 0}
    graph.add_node("person:b", mentions=2, first_seen="2017", last_seen="2018", roles=roles, **known)
    graph.add_node("country:pe", mentions=3, **known)
    graph.add_edge(
        *("person:b", "country:pe"),
        weight=3,
        documents=1,
        significance=1.0,
        noise_corrected=0.5,
        evidence=[passage, {**passage, "page": 2}],
        periods={"2017-05": 3},
        relations=[
            {**said, "source": "country:pe", "target": "person:b", "phrase": "welcomed", "kind": "met", "count": 2},
            {
                "source": "person:b",
                "target": "country:pe",
                "phrase": "left",
                "kind": "other",
                "count": 1,
                "target_text": "Peru's capital",
                "evidence": [],
            },
        ],
    )
    rows = graph_rows(graph, {"country:pe": 0, "org:gone": 1, "person:b": 2}, {"one.txt": 0, "two.txt": 1})
    assert [by_name(row, NODE) for row in rows.pop(NODE)] == [
        {"entity": 0, "mentions": 3, **known},
        {"entity": 2, "mentions": 2, **known, "first_seen": "2017", "last_seen": "2018"},
    ]
    assert [by_name(row, EDGE) for row in rows.pop(EDGE)] == [
        {"source": 0, "target": 2, "weight": 3, "documents": 1, "significance": 1.0, "noise_corrected": 0.5}
    ]
    assert {table.name: list(found) for table, found in rows.items()} == {
        "evidence": [(0, 2, 1, 1, None, 4, 10, 20), (0, 2, 2, 1, 2, 4, 10, 20)],
        "edge_period": [(0, 2, "2017-05", 3)],
        "role": [(2, 1, "envoy of Peru", 2, 0, "2017", None), (2, 2, "envoy", 1, None, None, None)],
        "role_evidence": [
            (2, 1, 1, 1, None, 4, 10, 20, "0-1 2-4"),
            (2, 1, 2, 1, None, 4, 10, 20, "5-9"),
        ],
        "relation": [
            (0, 2, 1, False, "welcomed", "met", 2, None, None, None, None),
            (0, 2, 2, True, "left", "other", 1, None, "Peru's capital", None, None),
        ],
        "relation_evidence": [
            (0, 2, 1, 1, 1, None, 4, 10, 20, "0-1 2-4"),
            (0, 2, 1, 2, 1, None, 4, 10, 20, "5-9"),
        ],
    }
