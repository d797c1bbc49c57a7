"""What is particular to a language, as data: models, words around names, endings, countries.

A language is a folder of this one, by its ISO 639 code, and may have any of the tables, or none.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

USUAL = "en"
"""The language of a document that does not tell its own."""


@cache
def load(language: str, table: str) -> dict[str, Any]:
    """Return the table `languages/<language>/<table>.toml`; a language without it has an empty one.

    What its `names.toml` says is borrowed from other languages is added to what it has itself.
    """
    found = _written(language, table)
    for other, part, name in _borrowed(language):
        theirs = load(other, table)
        given = (theirs.get(part, {}) if name else theirs).get(name or part)
        if given is not None:
            found = _with(found, [part, name] if name else [part], given)
    return found


@cache
def weights(language: str, table: str) -> dict[str, tuple[int, ...]]:
    """Return the table `languages/<language>/<table>.tsv`: a feature a line, and its weights in thousandths.

    Lines that begin with "#" say where they come from. A language without the table has no weights.
    """
    file = files(__name__).joinpath(language, f"{table}.tsv")
    if not file.is_file():
        return {}
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {feature: tuple(map(int, several)) for feature, *several in lines}


@cache
def _written(language: str, table: str) -> dict[str, Any]:
    file = files(__name__).joinpath(language, f"{table}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _borrowed(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a language borrows: from which one, which part of a table, and which list in that, "" for all."""
    for other, several in _written(language, "names").get("borrowed", {}).items():
        for name in several:
            part, _, inner = name.partition(".")
            yield other, part, inner


def _with(table: dict[str, Any], path: list[str], given: Any) -> dict[str, Any]:
    """Return a table with what is given at a place in it, behind or beside what is there."""
    first, *others = path
    own = table.get(first)
    if others:
        return {**table, first: _with(own or {}, others, given)}
    if isinstance(given, dict):
        return {**table, first: {**given, **(own or {})}}
    return {**table, first: [*dict.fromkeys([*(own or ()), *given])]}


def name_of(language: str) -> str:
    """Return what a language is called in English; one without tables is called by its code.

    >>> name_of("fr"), name_of("xyz")
    ('French', 'xyz')
    """
    return str(load(language, "names").get("name", language))


def models_of(language: str) -> list[str]:
    """Return the spaCy pipelines that find names in a language, the preferred one first."""
    return list(load(language, "names").get("models", ()))


def way_to_model(language: str) -> str | None:
    """Return the command that installs a model for a language, or None if no model of it is known."""
    told = load(language, "names").get("install")
    models = models_of(language)
    return told or (f"python -m spacy download {models[0]}" if models else None)
