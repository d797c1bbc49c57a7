import subprocess
import sys
from typing import Any

import pytest

from comention import Document, EntityType, from_mentions
from comention.errors import InputError

TEXT = "Angela Merkel met Barack Obama in Germany. Merkel thanked him."
MENTIONS = [(0, 13, "PER"), (18, 30, "PER"), (34, 41, "LOC"), (43, 49, "PER")]


def test_who_is_who_is_worked_out_as_usual() -> None:
    graph = from_mentions([(TEXT, MENTIONS), (Document("two", "Obama left.", date="2017"), [(0, 5, "PER")])])
    assert sorted(graph) == ["country:de", "person:angela-merkel", "person:barack-obama"]
    assert graph.nodes["person:angela-merkel"]["aliases"] == {"Angela Merkel": 1, "Merkel": 1}
    assert graph.nodes["person:barack-obama"]["documents"] == 2
    assert graph.edges["person:angela-merkel", "person:barack-obama"]["evidence"][0]["text"].endswith("in Germany.")
    assert [document["id"] for document in graph.graph["documents"]] == ["text-1", "two"]
    assert graph.graph["settings"]["window"] == "sentence"


def test_settings_and_filters_hold() -> None:
    graph = from_mentions([(TEXT, MENTIONS)], types=["PERSON"], window="document", title="Two")
    assert sorted(graph) == ["person:angela-merkel", "person:barack-obama"]
    assert graph.graph["title"] == "Two"


def test_who_is_who_can_be_said() -> None:
    said: list[Any] = [
        (0, 13, "PER", "Q567"),
        {"start": 18, "end": 30, "label": "person", "entity": "Q76"},
        (34, 41, "GPE", "Q183"),
        (43, 49, "PER", "Q76"),  # whoever says so must know
    ]
    graph = from_mentions([(TEXT, said)])
    assert {node: graph.nodes[node]["label"] for node in graph} == {
        "Q183": "Germany",
        "Q567": "Angela Merkel",
        "Q76": "Barack Obama",
    }
    assert graph.nodes["Q76"]["aliases"] == {"Barack Obama": 1, "Merkel": 1}
    assert graph.nodes["Q183"]["type"] == EntityType.COUNTRY
    assert graph.edges["Q567", "Q76"]["weight"] == 1


@pytest.mark.parametrize(
    ("mentions", "message"),
    [
        ([(0, 13, "PER", "Q1"), (18, 30, "PER")], "some mentions have an entity"),
        ([(0, 13, "PER", "Q1"), (18, 30, "ORG", "Q1")], "Q1: is called a person and a org"),
        ([(0, 13, "DATE", "Q1")], "'DATE' is no label"),
        ([(0, 999, "PER")], "there are no such characters"),
    ],
)
def test_what_makes_no_sense_is_told(mentions: list[Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_mentions([(TEXT, mentions)])


def test_spacy_is_left_out() -> None:
    code = "import sys, comention; comention.from_mentions([('Ann Lee left.', [(0, 7, 'PER')])]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"spacy", "thinc"} & {name.partition(".")[0] for name in done.stdout.split()}
