"""A graph in which sentences say something of names and links."""

import networkx as nx
from tests.sayings import relation, role, saying

from comention.export import Dataset
from comention.model import AnyGraph

SENTENCE = "Flynn, the special counsel's witness, called Kislyak."


def talks() -> Dataset:
    """Flynn called Kislyak in three sentences and met him in one, and both worked for somebody."""
    call, meeting = saying(SENTENCE), saying("Flynn met Kislyak.", start=100)
    graph: AnyGraph = nx.Graph(title="Talks", documents=[{"id": "a.txt", "title": "Report", "date": "2017-05-18"}])
    graph.add_node(
        "person:flynn",
        label="Michael Flynn",
        type="PERSON",
        aliases={"Flynn": 3},
        mentions=3,
        documents=1,
        roles=[
            role("national security adviser", 5, call),
            role("former general", 2),
            role("chief executive of Flynn Intel Group", 1, saying("He ran it.", start=200), of="org:flynn-intel"),
            role("witness", 1),
        ],
    )
    graph.add_node("person:kislyak", label="Sergey Kislyak", type="PERSON", mentions=2, documents=1)
    graph.add_node("person:lori", label="Lori Flynn", type="PERSON", mentions=1, documents=1)
    graph.add_node("org:flynn-intel", label="Flynn Intel Group", type="ORG", mentions=1, documents=1)
    graph.add_node("country:ru", label="Russia", type="COUNTRY", code="RU", mentions=1, documents=1)
    first = relation(
        "person:flynn", "called", "person:kislyak", 3, call, kind="met", first_seen="2017", last_seen="2017-05"
    )
    other = relation(
        "person:kislyak", "did not work for", "person:flynn", 1, call, kind="works for", target_text="Flynn's firm"
    )
    graph.add_edge(
        "person:kislyak", "person:flynn", weight=4, documents=1, evidence=[meeting, call], relations=[first, other]
    )
    graph.add_edge(
        "person:flynn",
        "org:flynn-intel",
        weight=2,
        documents=1,
        evidence=[],
        relations=[
            relation("person:flynn", "chief executive of", "org:flynn-intel", 2, meeting, kind="works for"),
            relation("person:flynn", "former director of", "org:flynn-intel", 1, meeting, kind="works for"),
        ],
    )
    graph.add_edge(
        "person:flynn",
        "person:lori",
        weight=1,
        documents=1,
        relations=[relation("person:lori", "wife of", "person:flynn", kind="family")],
    )
    graph.add_edge(
        "person:kislyak",
        "country:ru",
        weight=1,
        documents=1,
        relations=[relation("person:kislyak", "citizen of", "country:ru", kind="located in")],
    )
    graph.add_edge("person:flynn", "country:ru", weight=1, documents=1)
    return Dataset(graph, lambda: iter(()))
