"""A dataset in; its documents out, and who is named how often in each: for where all the places would be too many.

Only documents that the graph lists are told, and of the names only those of its nodes.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from comention.export import Dataset
from comention.export.flatten import clean, distinct

FIELDS = ("title", "date", "source", "author")


class Documents:
    """The documents of a dataset; `ids` are those that they have in files, by those that they have in the graph."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._records: list[dict[str, Any]] = dataset.graph.graph.get("documents", [])
        own = [record["id"] for record in self._records]
        self.ids = dict(zip(own, distinct(map(clean, own)), strict=True))

    def fields(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the id of each document, and what is known of it."""
        for record in self._records:
            known = {name: record.get(name) for name in FIELDS}
            yield self.ids[record["id"]], {name: clean(text) for name, text in known.items() if text}

    def names(self) -> Iterator[tuple[str, str, dict[str, int]]]:
        """Yield the id of a document, a node that it names, and the forms that do, with their counts, largest first."""
        for document, mentions in groupby(self._dataset.mentions(), attrgetter("document")):
            if document not in self.ids:
                continue
            found: dict[str, Counter[str]] = {}
            for mention in mentions:
                if mention.entity in self._dataset.graph:
                    found.setdefault(mention.entity, Counter())[clean(mention.surface)] += 1
            for entity, forms in found.items():
                yield self.ids[document], entity, dict(forms.most_common())
