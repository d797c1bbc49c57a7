"""Roles and relations that are made by hand, for tests of what is done with them."""

from collections.abc import Callable, Sequence
from typing import Any, cast

import pytest

from comention import graph as graphs
from comention.model import Graph, Relation, Role, Saying
from comention.workspace import derive


def saying(
    text: str = "Ann met Bob.", document: str = "a.txt", start: int = 0, words: Sequence[Sequence[int]] = ((0, 1),)
) -> Saying:
    """A sentence that begins at a character of a document, and the places of its words that say something."""
    end, places = start + len(text), [[*place] for place in words]
    return {"document": document, "sentence": 0, "start": start, "end": end, "text": text, "words": places}


def role(text: str, count: int = 1, *evidence: Saying, **more: Any) -> Role:
    return cast(Role, {"role": text, "count": count, "evidence": [*evidence], **more})


def relation(
    source: str, phrase: str, target: str, count: int = 1, *evidence: Saying, kind: str = "other", **more: Any
) -> Relation:
    told = {"source": source, "target": target, "phrase": phrase, "kind": kind, "count": count}
    return cast(Relation, {**told, "evidence": [*evidence], **more})


def in_sentence(graph: Graph, beginning: str, *words: str) -> Saying:
    """The sentence of a graph that begins like this, with those of its words that say something."""
    passage = next(one for one in graph.graph["passages"] if one["text"].startswith(beginning))
    text = passage["text"]
    return {
        "document": graph.graph["documents"][passage["document"]]["id"],
        "sentence": passage["sentence"],
        "start": passage["start"],
        "end": passage["end"],
        "text": text,
        "words": [[text.index(word), text.index(word) + len(word)] for word in words],
    }


def add_role(graph: Graph, node: str, text: str, *evidence: Saying, count: int | None = None, **more: Any) -> None:
    """Give a name a role; without evidence, that of its link to the name `of` that the role has in it says so."""
    said = evidence or _with_words(graph, node, more["of"], text)
    graph.nodes[node].setdefault("roles", []).append(role(text, count or len(said), *said, **more))


def add_relation(graph: Graph, read: tuple[str, str, str], kind: str, *evidence: Saying, **more: Any) -> None:
    """Give a link a relation by source, phrase and target; without evidence, that with the phrase in it says so."""
    source, phrase, target = read
    said = evidence or _with_words(graph, source, target, phrase)
    told = relation(source, phrase, target, len(said), *said, kind=kind, **more)
    graph.edges[source, target].setdefault("relations", []).append(told)


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


def _with_words(graph: Graph, one: str, other: str, words: str) -> list[Saying]:
    """The sentences that are evidence of a link and have these words."""
    found = ((passage, passage["text"].find(words)) for passage in graph.edges[one, other]["evidence"])
    return [{**passage, "words": [[start, start + len(words)]]} for passage, start in found if start >= 0]
