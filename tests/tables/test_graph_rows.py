import networkx as nx

from comention.tables.graph_rows import graph_rows


def test_rows_have_positions_for_ids_and_none_for_what_nobody_knows() -> None:
    graph: nx.Graph[str] = nx.Graph()
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
    rows = graph_rows(graph, {"country:pe": 0, "org:gone": 1, "person:b": 2}, {"one.txt": 0, "two.txt": 1})
    assert {table.name: list(found) for table, found in rows.items()} == {
        "node": [(0, 3, 1, 3, 1, 1, 0.5, 0.0, 0, None, None), (2, 2, 1, 3, 1, 1, 0.5, 0.0, 0, "2017", "2018")],
        "edge": [(0, 2, 3, 1, None, None, None, None, 1.0, 0.5, None, None)],
        "evidence": [(0, 2, 1, 1, None, 4, 10, 20), (0, 2, 2, 1, 2, 4, 10, 20)],
        "edge_period": [(0, 2, "2017-05", 3)],
    }
