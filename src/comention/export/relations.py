"""What sentences say of names and links: in words, and under other ids."""

from collections.abc import Mapping
from typing import Any

from comention.contract import arrows
from comention.model import AnyGraph, Relation

_NODES = frozenset({"of", "source", "target"})


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
    return arrows(source, relation["phrase"], target)


def renamed(attributes: Mapping[str, Any], ids: Mapping[Any, str]) -> dict[str, Any]:
    """The attributes of a node or an edge, with other ids of the nodes that its roles or relations are about."""
    told = {name: attributes[name] for name in ("roles", "relations") if isinstance(attributes.get(name), list)}
    return {**attributes, **{name: [_renamed(saying, ids) for saying in sayings] for name, sayings in told.items()}}


def _renamed(saying: Mapping[str, Any], ids: Mapping[Any, str]) -> dict[str, Any]:
    return {field: ids.get(value, value) if field in _NODES else value for field, value in saying.items()}


def _label(node: str, graph: AnyGraph) -> str:
    return str((graph.nodes[node].get("label") if node in graph else None) or node)
