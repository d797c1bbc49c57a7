"""The records that travel between the stages; frozen, and standard library only."""

from dataclasses import dataclass, field
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

    In a text with pages, sheets or slides, a form feed (`\\f`) stands between two of them. `file` is where it was
    found, as the report names that: a file, or one inside an archive; equal documents may come from different ones.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    author: str | None = None
    file: str | None = field(default=None, compare=False)


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


class Clues(NamedTuple):
    """What documents show of one name, in numbers that add up over them; shares are in thousandths.

    Of its `mentions`, `labelled` ones have a label of the model, whose scores sum up to `person`, `org` and `other`. So
    many are `titled`, are also written `small` in their document, stand with no word before them (`opening`) or
    `behind_the`, are written in `capitals` or with a capital inside a word (`mixed`). `explained` says how often a
    document tells that this is short for an organization, `explained_otherwise` for something else. What the words
    around say for a person, an organization, a place and other things is in `context_person` and so on.
    """

    mentions: int = 0
    labelled: int = 0
    person: int = 0
    org: int = 0
    other: int = 0
    titled: int = 0
    small: int = 0
    opening: int = 0
    behind_the: int = 0
    capitals: int = 0
    mixed: int = 0
    explained: int = 0
    explained_otherwise: int = 0
    context_person: int = 0
    context_org: int = 0
    context_place: int = 0
    context_other: int = 0


class LocalEntity(NamedTuple):
    """An entity of one document: its number there, and all that is known of it as one text, its `profile`."""

    local: int
    profile: str


class LocalMention(NamedTuple):
    """A mention of the entity number `local` of a document; the other fields are those of `Mention`."""

    local: int
    sentence: int
    start: int
    end: int
    surface: str
    rule: str
    demonym: bool


class ShortLine(NamedTuple):
    """A short line at characters `start` to `end` that names somebody, or was left out as `boilerplate`."""

    text: str
    start: int
    end: int
    boilerplate: bool


class DocumentResolution(NamedTuple):
    """What one document, resolved by itself, leaves for its collection."""

    entities: list[LocalEntity]
    mentions: list[LocalMention]
    lines: list[ShortLine]


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


class Refusal(NamedTuple):
    """Two entities, by their numbers, that were candidates for one, and the `reason` why they were not joined.

    The lower number comes first.
    """

    entity: int
    other: int
    reason: str
