import subprocess
import sys
from typing import Any

import pytest
from tests.benchmarks.quality import OWN
from tests.benchmarks.scoring import GoldDocument, load_gold

from comention import Document, EntityType, from_mentions
from comention.corrections import Corrections, Listed
from comention.errors import InputError
from comention.extract.given import span_of
from comention.model import Extraction
from comention.resolve import fingerprint, resolve_document
from comention.resolve.document.entities import Options

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


def forms(text: str, *given: tuple[str, str]) -> dict[str, dict[str, int]]:
    """What becomes of the first places of some words that are given as names: the forms of each node."""
    mentions = [(text.index(words), text.index(words) + len(words), label) for words, label in given]
    graph = from_mentions([(text, mentions)])
    return {node: graph.nodes[node]["aliases"] for node in graph}


@pytest.mark.parametrize(
    "text",
    [
        "Marta Ruiz praised Tom Okoro in Portugal. Mrs. Ruiz left for Chile, and the Chilean minister waited.",
        "The World Orchid Trust (WOT) and the North Sea Council (NSC) wrote to Kenya.",
        "U.S.-Japan talks: Kenji Mori meets Lord Hale",
    ],
)
def test_no_mention_gives_no_name(text: str) -> None:
    assert forms(text) == {}


def test_a_country_is_one_where_it_was_given() -> None:
    text = "Norway and Peru signed. The Norwegian side and Peru were glad; Oslo was not told."
    assert forms(text, ("Peru", "GPE"), ("Oslo", "GPE")) == {"country:pe": {"Peru": 1}}
    assert forms(text, ("Norwegian", "NORP")) == {"country:no": {"Norwegian": 1}}
    assert forms(text, ("The Norwegian", "NORP")) == {"country:no": {"Norwegian": 1}}


def test_of_a_longer_name_the_given_part_is_the_mention() -> None:
    assert forms("They fled to South Sudan by night.", ("Sudan", "GPE")) == {"country:ss": {"Sudan": 1}}
    assert forms("They fled to New Mexico by night.", ("Mexico", "GPE")) == {}


def test_names_are_not_found_again_where_they_were_not_given() -> None:
    text = "Ilse Brandt runs Nordlicht Bank. Brandt founded Nordlicht Bank when Ilse Brandt was young."
    assert forms(text, ("Ilse Brandt", "PERSON"), ("Nordlicht Bank", "ORG")) == {
        "person:ilse-brandt": {"Ilse Brandt": 1},
        "org:nordlicht-bank": {"Nordlicht Bank": 1},
    }


def test_names_do_not_grow() -> None:
    assert forms("A letter from Ursel van der Meer came.", ("Meer", "PERSON")) == {"person:meer": {"Meer": 1}}
    assert forms("A letter from Ursel van der Meer came.", ("Ursel van der", "PERSON")) == {
        "person:ursel-van-der": {"Ursel van der": 1}
    }
    text = "The Global Seed Council (GSC) met."
    assert forms(text, ("Seed Council", "ORG")) == {"org:seed-council": {"Seed Council": 1}}


def test_an_acronym_that_was_given_still_joins_what_it_is_short_for() -> None:
    text = "The Global Seed Council (GSC) met. Later the GSC wrote."
    assert forms(text, ("Global Seed Council", "ORG"), ("GSC", "ORG")) == {
        "org:global-seed-council": {"GSC": 1, "Global Seed Council": 1}
    }


def test_a_given_name_in_capitals_stays() -> None:
    text = "HANNE OLSEN ANSWERS CRITICS\n\nOlsen said so on Monday."
    assert forms(text, ("HANNE OLSEN", "PERSON"), ("Olsen", "PERSON")) == {
        "person:hanne-olsen": {"HANNE OLSEN": 1, "Olsen": 1}
    }


def test_listed_names_are_found_because_the_user_says_so() -> None:
    said = Corrections((Listed("Blue Heron", EntityType.ORG),))
    graph = from_mentions([("Ann Lee left Blue Heron.", [(0, 7, "PERSON")])], corrections=said)
    assert list(graph.edges) == [("org:blue-heron", "person:ann-lee")]


@pytest.mark.parametrize("gold", load_gold(OWN), ids=lambda gold: gold.id)
def test_every_mention_lies_in_one_that_was_given(gold: GoldDocument) -> None:
    labels = {"COUNTRY": "GPE"}
    spans = [span_of((name.start, name.end, labels.get(name.type, name.type)), gold.text) for name in gold.names[::2]]
    named = resolve_document(gold.text, Extraction((), tuple(spans)), Options(given=True)).mentions
    assert named
    assert all(any(span.start <= start and end <= span.end for span in spans) for _, _, start, end, *_ in named)


def test_what_was_worked_out_with_a_look_around_is_not_taken_for_given() -> None:
    looked_around, given = (
        fingerprint("en", Corrections(), keep_boilerplate=False, given=given) for given in (False, True)
    )
    assert looked_around != given


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


def test_the_graph_says_that_no_sentence_was_parsed() -> None:
    graph = from_mentions([("Ann Lee met Bob Ray.", [(0, 7, "PERSON"), (12, 19, "PERSON")])])
    assert graph.graph["settings"]["relations"] is False
    assert "relations" not in graph.edges["person:ann-lee", "person:bob-ray"]
