"""Write, for each document, a line of JSON with its mentions in characters of its text."""

import json
from typing import Any, BinaryIO

from comention.export import Dataset
from comention.export.documents import documents
from comention.model import PRONOUN, Mention


def write_mentions(dataset: Dataset, file: BinaryIO) -> None:
    """Write a line `{"id", "mentions": [{"start", "end", "type", "entity", "surface"}]}` for each document.

    One that is called by its file, as others have the id of its record, tells the two: `"record"` and `"file"`.
    """
    for document, mentions in documents(dataset):
        origin: dict[str, Any] = {name: document[name] for name in ("record", "file") if name in document}
        record = {
            "id": document["id"],
            **origin,
            "mentions": [_fields(mention) for mention in mentions],
        }
        file.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _fields(mention: Mention) -> dict[str, Any]:
    fields = {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "entity": mention.entity,
        "surface": mention.surface,
    }
    flags = {"demonym": mention.demonym, "pronoun": mention.rule == PRONOUN}
    return fields | {name: True for name, is_so in flags.items() if is_so}
