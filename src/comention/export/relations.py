"""Say in words what sentences say of the two ends of a link."""

from comention.model import AnyGraph, Relation

MOST = 3
"""Roles of a name, and relations of a link, that people are shown; data has all of them."""


def in_words(relation: Relation, graph: AnyGraph) -> str:
    """A relation in one line, with the labels that its ends have in the graph.

    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_node("person:f", label="Michael Flynn")
    >>> said = {"source": "person:f", "target": "person:k", "phrase": "called", "target_text": "Kislyak's office"}
    >>> in_words(said, graph)
    "Michael Flynn → called → Kislyak's office"
    """
    source = relation.get("source_text") or _label(relation["source"], graph)
    target = relation.get("target_text") or _label(relation["target"], graph)
    return " → ".join(" ".join(text.split()) for text in (source, relation["phrase"], target))


def _label(node: str, graph: AnyGraph) -> str:
    return str((graph.nodes[node].get("label") if node in graph else None) or node)
