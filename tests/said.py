"""Roles and relations put on a graph by hand, each with the sentences that say it."""

from typing import Any

from comention.model import Graph, Saying


def saying(graph: Graph, sentence: str, *words: str) -> Saying:
    """The sentence of a graph that begins like this, with those of its words that say something."""
    passage = next(one for one in graph.graph["passages"] if one["text"].startswith(sentence))
    text = passage["text"]
    return {
        "document": graph.graph["documents"][passage["document"]]["id"],
        "sentence": passage["sentence"],
        "start": passage["start"],
        "end": passage["end"],
        "text": text,
        "words": [[text.index(word), text.index(word) + len(word)] for word in words],
    }


def add_role(graph: Graph, node: str, role: str, *evidence: Saying, **more: Any) -> None:
    """Say what documents call a name."""
    about: Any = {"role": role, "count": len(evidence), "evidence": [*evidence], **more}
    graph.nodes[node].setdefault("roles", []).append(about)


def add_relation(graph: Graph, read: tuple[str, str, str], kind: str, *evidence: Saying, **more: Any) -> None:
    """Say what documents say of two names, by source, phrase and target."""
    source, phrase, target = read
    about: Any = {"source": source, "target": target, "phrase": phrase, "kind": kind, "count": len(evidence)}
    about |= {"evidence": [*evidence], **more}
    graph.edges[source, target].setdefault("relations", []).append(about)
