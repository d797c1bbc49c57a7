"""Bring the documents of a graph together with the mentions in them.

Only documents that the graph lists are told.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Literal

from comention.export import Dataset
from comention.export.flatten import clean, distinct
from comention.model import DocumentAttributes, Mention

FIELDS: tuple[Literal["title", "date", "source", "author", "language"], ...] = (
    "title",
    "date",
    "source",
    "author",
    "language",
)


def documents(dataset: Dataset) -> Iterator[tuple[DocumentAttributes, list[Mention]]]:
    """Yield each document of the graph with its mentions, in order; also those without any."""
    groups = groupby(dataset.mentions(), key=attrgetter("document"))
    named, mentions = next(groups, (None, iter(())))
    for document in dataset.graph.graph.get("documents", ()):
        if document["id"] == named:
            yield document, list(mentions)
            named, mentions = next(groups, (None, iter(())))
        else:
            yield document, []


class Counted:
    """The documents of a dataset, for where all the places of names would be too many.

    `ids` are those that they have in files, by those that they have in the graph.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._records: list[DocumentAttributes] = dataset.graph.graph.get("documents", [])
        own = [record["id"] for record in self._records]
        self.ids = dict(zip(own, distinct(map(clean, own)), strict=True))

    def fields(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the id of each document, and what is known of it."""
        for record in self._records:
            known = {name: record.get(name) for name in FIELDS}
            yield self.ids[record["id"]], {name: clean(text) for name, text in known.items() if text}

    def names(self) -> Iterator[tuple[str, str, dict[str, int]]]:
        """Yield the id of a document, a node that it names, and the forms that do, with their counts, largest first."""
        for record, mentions in documents(self._dataset):
            found: dict[str, Counter[str]] = {}
            for mention in mentions:
                if mention.entity in self._dataset.graph:
                    found.setdefault(mention.entity, Counter())[clean(mention.surface)] += 1
            for entity, forms in found.items():
                yield self.ids[record["id"]], entity, dict(forms.most_common())
