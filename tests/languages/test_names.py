"""The words of English around names: every list has some, each once, and written as the look-up expects."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import comention
from comention import languages
from comention.languages.grammar import Grammar
from comention.languages.lexicon import Lexicon

TABLE = languages.load("en", "names")
ROOT = Path(comention.__file__).parent
AS_WRITTEN = ("abbreviations.", "models")


def lists(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from lists(value, f"{above}{name}.")
        else:
            yield above + name, value


LISTS = dict(lists(TABLE))


def test_the_lists_that_the_code_asks_for_are_there() -> None:
    person = {f"person.{name}" for name in ("titles", "modifiers", "particles", "given", "verbs")}
    others = {"organization.heads", "organization.forms", "other.places", "other.things", "other.never"}
    assert person | others | {"models", "abbreviations.before_name", "abbreviations.inside"} <= set(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_words_and_each_of_them_once(name: str) -> None:
    words = LISTS[name]
    assert words
    assert [word for word in words if not isinstance(word, str) or word != word.strip() or not word] == []
    assert {(name, word) for word, count in Counter(words).items() if count > 1} == set()


@pytest.mark.parametrize("name", [name for name in LISTS if not name.startswith(AS_WRITTEN)])
def test_words_are_in_small_letters(name: str) -> None:
    assert [word for word in LISTS[name] if word != word.lower()] == []


def test_abbreviations_end_with_a_dot_and_are_in_one_list() -> None:
    before, inside = (LISTS[f"abbreviations.{name}"] for name in ("before_name", "inside"))
    assert [word for word in (*before, *inside) if not word.endswith(".")] == []
    assert not set(before) & set(inside)


def test_models_are_names_that_can_be_imported() -> None:
    assert all(model.isidentifier() for model in LISTS["models"])


def test_no_given_name_is_the_head_of_an_organization() -> None:
    assert not set(LISTS["person.given"]) & set(LISTS["organization.heads"])


GRAMMAR = languages.load("en", "grammar")


@pytest.mark.parametrize("name", GRAMMAR)
def test_every_list_of_the_grammar_has_words_and_each_of_them_once(name: str) -> None:
    words = [tuple(word) if isinstance(word, list) else word for word in GRAMMAR[name]]
    assert words
    assert len(words) == len(set(words))


def test_every_list_of_the_grammar_is_asked_for() -> None:
    assert {field.name.strip("_") for field in fields(Grammar)} >= set(GRAMMAR)


def test_every_list_of_words_is_asked_for() -> None:
    asked = {field.name for field in fields(Lexicon)} | {"unions", "metonyms"}
    lists = {name for part in ("person", "organization", "other") for name in TABLE[part]}
    assert lists <= asked


WORDS = {word.lower() for words in GRAMMAR.values() for word in words if isinstance(word, str) and len(word) > 1}
RULES = [path for part in ("document", "collection") for path in (ROOT / "resolve" / part).glob("*.py")]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_no_rule_has_words_of_english(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in said
    ]
    patterns = [text for text in texts if "\\" in text or "(?" in text or text.isalpha()]
    found = {word.lower() for text in patterns for word in re.findall(r"(?<!\\)\b[A-Za-z]{2,}", text)}
    assert found & WORDS == set()
