"""A dataset in, JSON lines out: for each document, what is named where, in characters of its own text."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, BinaryIO

from comention.export import Dataset
from comention.model import Mention


def write_mentions(dataset: Dataset, file: BinaryIO) -> None:
    """Write a line `{"id", "mentions": [{"start", "end", "type", "entity", "surface"}]}` for each document."""
    for record in _records(dataset):
        file.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _records(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """One for each document of the graph, in order; those without mentions too."""
    groups = groupby(dataset.mentions(), key=attrgetter("document"))
    named, mentions = next(groups, (None, iter(())))
    for document in dataset.graph.graph.get("documents", ()):
        if document["id"] == named:
            yield {"id": named, "mentions": [_fields(mention) for mention in mentions]}
            named, mentions = next(groups, (None, iter(())))
        else:
            yield {"id": document["id"], "mentions": []}


def _fields(mention: Mention) -> dict[str, Any]:
    fields = {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "entity": mention.entity,
        "surface": mention.surface,
    }
    return {**fields, "demonym": True} if mention.demonym else fields
