"""The tables of a dataset: each is declared once, by the records that its rows are made of.

From the declarations, engines make the types of their columns, rows are made of records by name (`Table.row`), and
queries give the fields of records in their order (`select`). A field that a record gains is a column wherever it is
kept.
"""

from dataclasses import dataclass
from functools import cached_property
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from comention.measures import LinkMeasures, NameMeasures
from comention.model import (
    Alias,
    Clues,
    Document,
    Entity,
    LocalEntity,
    LocalMention,
    Mention,
    Refusal,
    Sentence,
    ShortLine,
    Span,
)

Row = tuple[Any, ...]
Scalar = type[bool] | type[int] | type[float] | type[str]
_SCALARS: tuple[Scalar, ...] = (bool, int, float, str)

DocumentNumber = Annotated[int, "document"]
EntityNumber = Annotated[int, "entity"]
"""Types of the fields that refer to a row of another table, by its number."""


class Column(NamedTuple):
    """A column; `references` is the table to whose rows its numbers refer, or ""."""

    name: str
    type: Scalar
    nullable: bool = False
    references: str = ""


Columns = tuple[Column, ...]


@dataclass(frozen=True)
class Table:
    """A table by its name, with its columns."""

    name: str
    columns: Columns

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def row(self, record: object = None, /, **known: Any) -> Row:
        """Make a row: `known` has columns by name, the others are attributes of a record, or items of a dictionary."""
        if isinstance(record, dict):
            return tuple([known[name] if name in known else record.get(name) for name in self.names])
        return tuple([known[name] if name in known else getattr(record, name) for name in self.names])

    @property
    def own(self) -> Columns:
        """The columns but the first, which tells whose the row is."""
        return self.columns[1:]


def columns(*records: type, **instead: Any) -> Columns:
    """Return the columns for the fields of records, one record behind the other.

    `instead` gives other types to some fields, None for no column. A field that holds several values has none: its
    values are rows of a table of their own.

    >>> columns(Sentence)[0]
    Column(name='start', type=<class 'int'>, nullable=False, references='')
    >>> [column.name for column in columns(Entity)]
    ['id', 'type', 'label', 'code', 'identifier']
    """
    hints = {name: kind for record in records for name, kind in get_type_hints(record, include_extras=True).items()}
    found = (_column(name, instead.get(name, kind)) for name, kind in hints.items())
    return tuple(column for column in found if column)


def _column(name: str, hint: Any) -> Column | None:
    hint, told = get_args(hint) if get_origin(hint) is Annotated else (hint, "")
    references = told if isinstance(told, str) else ""
    kinds = get_args(hint) if NoneType in get_args(hint) else (hint,)
    for kind in _SCALARS:
        if any(isinstance(one, type) and issubclass(one, kind) for one in kinds):
            return Column(name, kind, NoneType in kinds, references)
    return None


def select(record: type, table: str, **instead: str) -> str:
    """Return what a query selects for the fields of a record: columns of `table`, or the expressions in `instead`.

    >>> select(Sentence, "s", paragraph="0")
    's.start, s.end, 0 AS paragraph'
    """
    names = (column.name for column in columns(record))
    return ", ".join(f"{instead[name]} AS {name}" if name in instead else f"{table}.{name}" for name in names)


# Fields of tables that no record has.


class OfDocument(NamedTuple):
    """What belongs to a document, by its number in the order in which documents were staged."""

    document: DocumentNumber


class OfEntity(NamedTuple):
    """What belongs to an entity, by its number in the order of the ids."""

    entity: EntityNumber


class OfName(NamedTuple):
    """What belongs to a name, by its key."""

    name: str


class Kept(NamedTuple):
    """The id of a document's record, if the document is called by its place, and the length of its text."""

    record: str | None
    characters: int


class Piece(NamedTuple):
    """A piece of a text, at characters `start` to `end`: texts are cut, so that no row is long."""

    start: int
    end: int
    text: str


class Place(NamedTuple):
    """The number of a sentence in its document."""

    sentence: int


class Pair(NamedTuple):
    """The ends of a link, of which that with the lower number is the source."""

    source: EntityNumber
    target: EntityNumber


class Input(NamedTuple):
    """What became of an input of the run, as JSON, and the path and the name of a file that was read."""

    input: int
    outcome: str
    name: str | None = None
    path: str | None = None


class Fact(NamedTuple):
    """A piece of a fact about the run: `place` is that of the piece in its JSON."""

    name: str
    place: int
    value: str


class Seen(NamedTuple):
    """The first and the last date of the documents that mention an entity, or both ends of a link."""

    first_seen: str | None
    last_seen: str | None


class Passage(NamedTuple):
    """A passage that is evidence of a link; `place` 1 is the best one."""

    place: int
    document: DocumentNumber
    page: int | None
    sentence: int
    start: int
    end: int


class Rank(NamedTuple):
    """The place of a role among those of its entity, or of a relation among those of its link: 1 has most support."""

    rank: int


@dataclass(frozen=True, slots=True)
class Role:
    """What so many sentences call an entity; `of` is the entity that the role names."""

    role: str
    count: int
    of: Annotated[int | None, "entity"]


@dataclass(frozen=True, slots=True)
class Relation:
    """What so many sentences say of a link; what is `reversed` is read from the target of the link to its source."""

    reversed: bool
    phrase: str
    kind: str
    count: int
    source_text: str | None
    target_text: str | None


class Words(NamedTuple):
    """The words of a passage that say something: `3-9 14-20`, start and end in characters of it."""

    words: str


class Period(NamedTuple):
    """The weight of a link in a month or year."""

    period: str
    weight: int


class Spot(NamedTuple):
    """Where in the picture the entity with this id is, with y upward; if it is `gone`, it was there before."""

    id: str
    x: int
    y: int
    gone: bool


# What every engine holds.
DOCUMENT = Table("document", columns(OfDocument, Document, Kept, text=None))
PIECE = Table("piece", columns(OfDocument, Piece))
SENTENCE = Table("sentence", columns(OfDocument, Place, Sentence))
SPAN = Table("span", columns(OfDocument, Span))
CLUES = Table("clues", columns(OfDocument, OfName, Clues))
LOCAL = Table("local", columns(OfDocument, LocalEntity))
NAMED = Table("named", columns(OfDocument, LocalMention))
LINE = Table("line", columns(OfDocument, ShortLine))
MENTION = Table("mention", columns(Mention, document=DocumentNumber, entity=EntityNumber))
ENTITY = Table("entity", columns(OfEntity, Entity))
ALIAS = Table("alias", columns(OfEntity, Alias))
REFUSAL = Table("refusal", columns(Refusal, entity=EntityNumber, other=EntityNumber))
DATASET = {
    table.name: table
    for table in (DOCUMENT, PIECE, SENTENCE, SPAN, CLUES, LOCAL, NAMED, LINE, MENTION, ENTITY, ALIAS, REFUSAL)
}

# What a workspace also keeps: about the run, and the graph, so that questions need not make it again.
INPUT = Table("input", columns(Input))
FACT = Table("fact", columns(Fact))
NODE = Table("node", columns(OfEntity, NameMeasures, Seen))
EDGE = Table("edge", columns(Pair, LinkMeasures, Seen))
EVIDENCE = Table("evidence", columns(Pair, Passage))
EDGE_PERIOD = Table("edge_period", columns(Pair, Period))
ROLE = Table("role", columns(OfEntity, Rank, Role, Seen))
ROLE_EVIDENCE = Table("role_evidence", columns(OfEntity, Rank, Passage, Words))
RELATION = Table("relation", columns(Pair, Rank, Relation, Seen))
RELATION_EVIDENCE = Table("relation_evidence", columns(Pair, Rank, Passage, Words))
PLACE = Table("place", columns(Spot))
GRAPH = {
    table.name: table for table in (NODE, EDGE, EVIDENCE, EDGE_PERIOD, ROLE, ROLE_EVIDENCE, RELATION, RELATION_EVIDENCE)
}
