from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.resolving import Resolved as Resolution
from tests.resolving import resolve

from comention.corrections import NONE, Corrections, Ignored, Listed
from comention.model import Document, EntityType, Extraction, Sentence, Span

PERSON, ORG = EntityType.PERSON, EntityType.ORG
TEXT = "Ann Lee met Bob Ray. Lee thanked Acme. Ray left Acme with Cid Fox."
LABELS = {
    "Ann Lee": "PERSON",
    "Bob Ray": "PERSON",
    "Lee": "PERSON",
    "Ray": "PERSON",
    "Acme": "ORG",
    "Cid Fox": "PERSON",
}


def resolved(corrections: Corrections = NONE, text: str = TEXT, labels: Mapping[str, str] = LABELS) -> Resolution:
    spans, at = [], 0
    while at < len(text):
        name = max((name for name in labels if text.startswith(name, at)), key=len, default="")
        if name:
            spans.append(Span(at, at + len(name), labels[name]))
        at += len(name) or 1
    extraction = Extraction((Sentence(0, len(text), 0),), tuple(spans))
    return resolve([(Document("d", text), extraction)], corrections=corrections)


def cast(resolution: Resolution) -> dict[str, dict[str, int]]:
    return {entity.id: {alias.surface: alias.count for alias in entity.aliases} for entity in resolution.entities}


def test_without_corrections_rules_decide() -> None:
    assert cast(resolved()) == {
        "org:acme": {"Acme": 2},
        "person:ann-lee": {"Ann Lee": 1, "Lee": 1},
        "person:bob-ray": {"Bob Ray": 1, "Ray": 1},
        "person:cid-fox": {"Cid Fox": 1},
    }


def test_an_alias_takes_along_all_that_was_joined_to_it() -> None:
    found = resolved(Corrections((Listed("Ann Lee", aliases=("Bob Ray",)),)))
    assert cast(found)["person:ann-lee"] == {"Ann Lee": 1, "Bob Ray": 1, "Lee": 1, "Ray": 1}
    assert {m.surface: m.rule for m in found.mentions}["Bob Ray"] == "said so in the corrections"
    assert found.unused == []


def test_what_is_no_alias_stays_by_itself() -> None:
    found = cast(resolved(Corrections((Listed("Ann Lee", not_aliases=("Lee",)),))))
    assert found["person:ann-lee"] == {"Ann Lee": 1}
    assert found["person:lee"] == {"Lee": 1}


def test_a_name_a_type_and_an_identifier_are_taken_over() -> None:
    found = resolved(Corrections((Listed("The Acme Club", ORG, ("Acme",), identifier="Q1"),)))
    (club,) = [entity for entity in found.entities if entity.type is ORG]
    assert (club.id, club.label, club.identifier) == ("org:the-acme-club", "The Acme Club", "Q1")


def test_a_listed_name_with_a_type_is_found_where_no_model_sees_it() -> None:
    text = "Ann Lee met Zed at noon. ZED smiled."
    assert "person:zed" not in cast(resolved(text=text))
    assert cast(resolved(Corrections((Listed("Zed", PERSON),)), text))["person:zed"] == {"ZED": 1, "Zed": 1}
    assert "person:zed" not in cast(resolved(Corrections((Listed("Zed"),)), text))


CHAT = "yesterday i saw {} on the train. so tired now"
NEWS = "On Monday we saw {} again, as the Herald wrote. Nobody in Bonn knew more."


@pytest.mark.parametrize("text", [CHAT, NEWS])
@pytest.mark.parametrize(
    ("name", "kind", "written"),
    [
        ("Ingrid Solheim", PERSON, "ingrid solheim"),
        ("Adaeze Bello", PERSON, "adaeze bello's dog"),
        ("Tim Cook", PERSON, "tim cook"),
        ("Jean-Luc Moreau", PERSON, "jean-luc moreau"),
        ("Zed Tovar", PERSON, "zed\ntovar"),
        ("Tovar Freight", ORG, "tovar freight"),
        ("Skagen Line Bank", ORG, "Skagen line bank"),
    ],
)
def test_a_listed_name_of_several_words_is_found_in_small_letters(
    text: str, name: str, kind: EntityType, written: str
) -> None:
    (entity,) = resolved(Corrections((Listed(name, kind),)), text.format(written), {}).entities
    assert (entity.label, entity.type, [alias.count for alias in entity.aliases]) == (name, kind, [1])


@pytest.mark.parametrize(
    ("text", "name", "kind", "written"),
    [
        (CHAT, "May", PERSON, "may"),
        (CHAT, "Solheim", PERSON, "solheim"),
        (CHAT, "Will May", PERSON, "what will may bring"),
        (CHAT, "Mark Field", PERSON, "a mark field"),
        (CHAT, "Apple", ORG, "an apple"),
        (NEWS, "Will May", PERSON, "what will may bring"),
        (NEWS, "Mark Field", PERSON, "a mark field"),
        (NEWS, "Home Office", ORG, "her home office"),
        (NEWS, "Open Society", ORG, "an open society"),
        (NEWS, "Best Buy", ORG, "the best buy"),
        (NEWS, "National Bank", ORG, "a national bank"),
        (NEWS, "Harbor Bank", ORG, "the harbor bank"),
        (NEWS, "Chase Tanner", PERSON, "a chase by a tanner, a chase tanner never left,"),
    ],
)
def test_everyday_words_and_single_ones_in_small_letters_are_no_listed_name(
    text: str, name: str, kind: EntityType, written: str
) -> None:
    assert resolved(Corrections((Listed(name, kind),)), text.format(written), {}).entities == []


def test_where_nobody_writes_capitals_words_of_an_organization_are_one() -> None:
    (entity,) = resolved(Corrections((Listed("Harbor Bank", ORG),)), CHAT.format("the harbor bank"), {}).entities
    assert entity.label == "Harbor Bank"


def test_a_type_wins_over_the_model() -> None:
    assert cast(resolved(Corrections((Listed("Acme", PERSON),))))["person:acme"] == {"Acme": 2}


def test_ignored_names_are_gone_with_what_was_joined_to_them() -> None:
    assert set(cast(resolved(Corrections(ignored=(Ignored("ann lee"), Ignored(pattern="^Ac")))))) == {
        "person:bob-ray",
        "person:cid-fox",
    }


def test_corrections_without_effect_are_told() -> None:
    nobody, nothing = Listed("Nobody Else", aliases=("Nemo",)), Ignored("Nothing")
    assert resolved(Corrections((Listed("Ann Lee"), nobody), (Ignored("Acme"), nothing))).unused == [nobody, nothing]


NAMES = list(LABELS)


@settings(max_examples=40)
@given(name=st.sampled_from(NAMES), aliases=st.sets(st.sampled_from(NAMES)), ignored=st.sets(st.sampled_from(NAMES)))
def test_mentions_add_up_whatever_is_corrected(name: str, aliases: set[str], ignored: set[str]) -> None:
    taken = {name, *aliases}
    said = Corrections(
        (Listed(name, aliases=tuple(sorted(aliases - {name}))),),
        tuple(Ignored(text) for text in sorted(ignored - taken)),
    )
    found = resolved(said)
    assert sum(alias.count for entity in found.entities for alias in entity.aliases) == len(found.mentions)
    assert len({entity.id for entity in found.entities}) == len(found.entities)
    assert len(found.mentions) <= len(resolved().mentions)
    assert {mention.entity for mention in found.mentions} == {entity.id for entity in found.entities}


@pytest.mark.parametrize("kind", list(EntityType))
def test_every_type_can_be_listed(kind: EntityType) -> None:
    (entity,) = resolved(Corrections((Listed("Atlantis", kind),)), "They spoke of Atlantis.").entities
    assert (entity.type, entity.label) == (kind, "Atlantis")
