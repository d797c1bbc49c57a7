"""French: its words are written as the look-up expects, and a few sentences come out right."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from comention import languages
from comention.extract.sentences import sentences
from comention.languages.grammar import Grammar
from comention.languages.lexicon import Lexicon, lexicon
from comention.model import Extraction, Span
from comention.resolve import resolve_document
from comention.resolve.collection.single import name_document
from comention.resolve.document.entities import Options

TABLE = languages.load("fr", "names")


def lists(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from lists(value, f"{above}{name}.")
        elif isinstance(value, list):
            yield above + name, value


LISTS = dict(lists(TABLE))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_words_and_each_of_them_once(name: str) -> None:
    assert LISTS[name]
    assert len(LISTS[name]) == len(set(LISTS[name]))
    assert all(word == word.strip() != "" for word in LISTS[name])


def test_every_list_is_asked_for() -> None:
    asked = {field.name for field in fields(Lexicon)} | {"unions", "metonyms"}
    assert {name for part in ("person", "organization", "other") for name in TABLE[part]} <= asked
    assert set(languages.load("fr", "grammar")) <= {field.name.strip("_") for field in fields(Grammar)}


def test_what_is_the_same_is_borrowed_and_what_is_not_is_not() -> None:
    french, english = lexicon("fr"), lexicon("en")
    assert french.given >= english.given
    assert french.forms > english.forms
    assert "president" in french.titles
    assert "chairman" not in french.titles
    assert french.known["onu"] == "nations unies"
    assert french.known["bmw"] == english.known["bmw"]


def names(text: str, *marked: tuple[str, str]) -> dict[str, list[str]]:
    """The forms of the entities of a text in which a model marks some words."""
    spans = tuple(sorted(Span(text.index(words), text.index(words) + len(words), label) for words, label in marked))
    found = resolve_document(text, Extraction(sentences(text, "fr"), spans), Options("fr"))
    entities, _ = name_document(found, language="fr")
    return {entity.id: sorted(alias.surface for alias in entity.aliases) for entity in entities}


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        pytest.param(
            "M. Yves Carpentier parle. Mme Odile Marchetti rit.",
            [("M. Yves Carpentier", "PERSON"), ("Mme Odile Marchetti", "PERSON")],
            {"person:odile-marchetti": ["Odile Marchetti"], "person:yves-carpentier": ["Yves Carpentier"]},
            id="a title is no part of a name",
        ),
        pytest.param(
            "C'est une lettre de Georges Aubertin et d'Yves Carpentier.",
            [("Georges Aubertin", "PERSON"), ("d'Yves Carpentier", "PERSON")],
            {"person:georges-aubertin": ["Georges Aubertin"], "person:yves-carpentier": ["Yves Carpentier"]},
            id="what stands before a name is a preposition, with an apostrophe or not",
        ),
        pytest.param(
            "Le Parquet national financier a requis. L'Association des parents d'élèves attend.",
            [("Parquet national financier", "ORG"), ("L'Association des parents d'élèves", "ORG")],
            {
                "org:association-des-parents-deleves": ["Association des parents d'élèves"],
                "org:parquet-national-financier": ["Parquet national financier"],
            },
            id="organizations go on in small letters",
        ),
        pytest.param(
            "Le ministère de la Culture attend le ministre de la Culture et le ministre de l'Économie.",
            [("ministère de la Culture", "ORG"), ("ministre de l'Économie", "ORG")],
            {"org:ministere-de-la-culture": ["ministère de la Culture"]},
            id="a ministry is an organization, and what a minister is for is none",
        ),
        pytest.param(
            "La banque suisse attend, la Suisse aussi. Des Suissesses rient. L'Argentine et la Turquie signent.",
            [],
            {"country:ar": ["Argentine"], "country:ch": ["Suisse", "suisse"], "country:tr": ["Turquie"]},
            id="adjectives in small letters",
        ),
        pytest.param(
            "Il parle en chinois, elle en allemand. Une entreprise chinoise signe.",
            [],
            {"country:cn": ["chinoise"]},
            id="languages are no countries",
        ),
        pytest.param(
            "Le Tour de France passe par l'Île-de-France. Air France se tait.",
            [("Air France", "ORG")],
            {"org:air-france": ["Air France"]},
            id="longer names that hold a country's",
        ),
    ],
)
def test_sentences_in_french(text: str, marked: list[tuple[str, str]], expected: dict[str, list[str]]) -> None:
    assert names(text, *marked) == expected
