"""The gold of the sample documents fits the documents as they are read; no gold contradicts itself."""

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from comention.model import Document, EntityType
from comention.read import find, read

SEEDS = Path(__file__).parents[2] / "seeds"
LINES = Path(__file__).with_name("seeds.jsonl").read_text("utf-8").splitlines()
GOLD = {record["id"]: record for record in map(json.loads, LINES)}
FRENCH = list(map(json.loads, Path(__file__).with_name("french.jsonl").read_text("utf-8").splitlines()))
EVERY = [*GOLD.values(), *FRENCH]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found = [document for source in find([SEEDS]) for document in read(source)]
    assert all(isinstance(document, Document) for document in found)
    return {document.id: document for document in found if isinstance(document, Document)}


def test_every_sample_document_has_gold(documents: dict[str, Document]) -> None:
    assert set(documents) == set(GOLD)


@pytest.mark.parametrize("name", GOLD)
def test_gold_has_the_text_that_is_read(name: str, documents: dict[str, Document]) -> None:
    assert documents[name].text == GOLD[name]["text"]


@pytest.mark.parametrize("record", EVERY, ids=[record["id"] for record in EVERY])
def test_mentions_are_where_gold_says_and_apart(record: dict[str, Any]) -> None:
    text = record["text"]
    for mention in record["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["surface"]
        assert mention["surface"] == mention["surface"].strip()
        assert mention["type"] in set(EntityType)
    assert all(a["end"] <= b["start"] for a, b in pairwise(record["mentions"]))


@pytest.mark.parametrize("record", EVERY, ids=[record["id"] for record in EVERY])
def test_sentences_hold_all_words_and_every_mention_whole(record: dict[str, Any]) -> None:
    sentences = record["sentences"]
    assert all(a[1] <= b[0] for a, b in pairwise(sentences))
    words = "".join(record["text"].split())
    assert "".join("".join(record["text"][start:end].split()) for start, end in sentences) == words
    for mention in record["mentions"]:
        assert sum(start <= mention["start"] and mention["end"] <= end for start, end in sentences) == 1


def test_an_entity_has_one_type_and_is_called_after_it() -> None:
    prefix = {"PERSON": "person:", "ORG": "org:", "COUNTRY": "country:"}
    types = defaultdict(set)
    for record in EVERY:
        for mention in record["mentions"]:
            types[mention["entity"]].add(mention["type"])
    assert all(len(kinds) == 1 and entity.startswith(prefix[min(kinds)]) for entity, kinds in types.items())


def test_casts_overlap_so_that_the_graph_has_shape() -> None:
    where = defaultdict(set)
    for name, record in GOLD.items():
        for mention in record["mentions"]:
            where[mention["entity"]].add(name)
    assert sum(len(names) > 2 for names in where.values()) > 40


@pytest.mark.parametrize("file", sorted(SEEDS.iterdir()), ids=lambda file: file.name)
def test_sample_documents_have_the_length_of_an_article(file: Path) -> None:
    assert 250 <= len(file.read_text("utf-8").split()) <= 650


def test_french_gold_is_french_and_of_several_kinds() -> None:
    assert {record["language"] for record in FRENCH} == {"fr"}
    assert len(FRENCH) > 12
    assert len({record["genre"] for record in FRENCH}) > 5
