"""The records that travel between the stages; frozen, and standard library only."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class EntityType(StrEnum):
    """The three kinds of thing that comention looks for."""

    PERSON = "PERSON"
    ORG = "ORG"
    COUNTRY = "COUNTRY"


@dataclass(frozen=True, slots=True)
class Document:
    """One text. `id` is unique in a run; `date` is ISO 8601 (`2017`, `2017-05` or `2017-05-18`).

    In a text with pages, sheets or slides, a form feed (`\\f`) stands between two of them.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    author: str | None = None


class Sentence(NamedTuple):
    """Characters `start` to `end` of a document's text, inside its paragraph number `paragraph`."""

    start: int
    end: int
    paragraph: int


class Span(NamedTuple):
    """What an extractor saw at characters `start` to `end`, under the extractor's own `label`.

    `score` is the share of such spans that are right, 0 to 1; 1 where the extractor does not know it.
    """

    start: int
    end: int
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor found in one document: all its sentences in order, and the spans it labelled."""

    sentences: tuple[Sentence, ...]
    spans: tuple[Span, ...]


class Alone(NamedTuple):
    """What one document, resolved by itself, leaves for its collection: rows of tables, without the document.

    `locals` are its entities (number, all that is known of it as one text, votes for a person, an organization, a
    country and none, in thousandths), `named` their mentions (number, sentence, start, end, surface, rule, demonym),
    `lines` short ones that name somebody or were left out (text, start, end, whether it was left out).
    """

    locals: list[tuple[int, str, int, int, int, int]]
    named: list[tuple[int, int, int, int, str, str, bool]]
    lines: list[tuple[str, int, int, bool]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a document: row of the mentions table, the contract between extraction and what follows.

    `start` and `end` are characters of the document's text, `sentence` counts its sentences from 0,
    `entity` is the id of what is named, `rule` says why the form was given to that entity.
    `demonym` marks a country named through its people or as an adjective ("Russian").
    """

    document: str
    sentence: int
    start: int
    end: int
    surface: str
    type: EntityType
    entity: str
    rule: str
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """A surface form of an entity: how often it stands for it, and the rule that first put it there."""

    surface: str
    count: int
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization or country. `id` is stable and readable (`person:angela-merkel`, `country:de`).

    `label` is the fullest common form; `aliases` are sorted by count, then by form;
    `code` is the ISO 3166-1 alpha-2 code of a country; `identifier` is that of another collection, which a user gave.
    """

    id: str
    type: EntityType
    label: str
    aliases: tuple[Alias, ...]
    code: str | None = None
    identifier: str | None = None
