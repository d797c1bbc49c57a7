"""A dataset in; each of its documents out with its mentions, in order: the list of the graph meets their stream."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from comention.export import Dataset
from comention.model import Mention


def documents(dataset: Dataset) -> Iterator[tuple[dict[str, Any], list[Mention]]]:
    """Yield each document of the graph with what it names; those that name nobody too."""
    groups = groupby(dataset.mentions(), key=attrgetter("document"))
    named, mentions = next(groups, (None, iter(())))
    for document in dataset.graph.graph.get("documents", ()):
        if document["id"] == named:
            yield document, list(mentions)
            named, mentions = next(groups, (None, iter(())))
        else:
            yield document, []
