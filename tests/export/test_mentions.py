import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import networkx as nx

from comention.export import Dataset, export
from comention.model import PRONOUN


def records(dataset: Dataset) -> list[dict[str, Any]]:
    file = BytesIO()
    export(dataset, "mentions", file)
    return [json.loads(line) for line in file.getvalue().decode("utf-8").split("\n")[:-1]]


def test_each_document_has_a_line_with_its_mentions(hostile: Dataset) -> None:
    first, second = records(hostile)
    document, _ = hostile.graph.graph["documents"]
    (passage,) = hostile.graph.graph["passages"]
    assert first["id"] == document["id"]
    assert second == {"id": "empty.txt", "mentions": []}
    assert [mention["entity"] for mention in first["mentions"]] == ["person:a", "person:bob", "country:pe"]
    for mention in first["mentions"]:
        assert passage["text"][mention["start"] : mention["end"]] == mention["surface"]
    assert first["mentions"][1] == {
        "start": first["mentions"][1]["start"],
        "end": first["mentions"][1]["end"],
        "type": "PERSON",
        "entity": "person:bob",
        "surface": "Bob",
    }
    assert [mention.get("demonym") for mention in first["mentions"]] == [None, None, True]


def test_a_pronoun_is_told_from_a_name(hostile: Dataset) -> None:
    (mention, *_) = hostile.mentions()
    dataset = Dataset(hostile.graph, lambda: iter([mention, replace(mention, rule=PRONOUN)]))
    assert [found.get("pronoun") for found in records(dataset)[0]["mentions"]] == [None, True]


def test_text_is_written_as_it_is_on_one_line(hostile: Dataset) -> None:
    file = BytesIO()
    export(hostile, "mentions", file)
    assert file.getvalue().count(b"\n") == 2
    assert "中 🎈".encode() in file.getvalue()


def test_documents_before_between_and_after_without_mentions_are_there(hostile: Dataset) -> None:
    (mention, *_) = hostile.mentions()
    documents = [{"id": name} for name in ("a", "b", mention.document, "c")]
    dataset = Dataset(nx.Graph(documents=documents), lambda: iter([mention]))
    assert [(record["id"], len(record["mentions"])) for record in records(dataset)] == [
        ("a", 0),
        ("b", 0),
        (mention.document, 1),
        ("c", 0),
    ]
