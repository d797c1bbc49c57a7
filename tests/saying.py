"""Roles and relations that are put into graphs by hand, for tests of what is done with them."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from comention import graph as graphs
from comention.model import Evidence, Graph, Saying
from comention.workspace import derive


def relate(graph: Graph, source: str, phrase: str, target: str, kind: str = "met", **texts: str) -> None:
    """Give the link of two names a relation: the passages of its evidence with the phrase say so."""
    edge = graph.edges[source, target]
    told = _sayings(edge["evidence"], phrase)
    relation: Any = {"source": source, "target": target, "phrase": phrase, "kind": kind, **texts}
    relation |= {"count": len(told), "evidence": told}
    edge["relations"] = [*edge.get("relations", ()), relation]


def call(graph: Graph, name: str, role: str, of: str) -> None:
    """Give a name a role that another name is part of: the passages of their link with the role say so."""
    told = _sayings(graph.edges[name, of]["evidence"], role)
    node = graph.nodes[name]
    node["roles"] = [*node.get("roles", ()), {"role": role, "count": len(told), "of": of, "evidence": told}]


def graphs_say(patch: pytest.MonkeyPatch, say: Callable[[Graph], None]) -> None:
    """Let every graph that is made for a workspace have the roles and relations that are put into it, and no others."""

    def graph_of(*arguments: Any, **options: Any) -> Any:
        graph, mentions = graphs.graph_of(*arguments, **options)
        for _, node in graph.nodes(data=True):
            node.pop("roles", None)
        for _, _, edge in graph.edges(data=True):
            edge.pop("relations", None)
        say(graph)
        return graph, mentions

    patch.setattr(derive, "graph_of", graph_of)


def _sayings(evidence: Iterable[Evidence], words: str) -> list[Saying]:
    found = ((passage, passage["text"].find(words)) for passage in evidence)
    return [{**passage, "words": [[start, start + len(words)]]} for passage, start in found if start >= 0]
