"""What resolving and linking ask of an engine that holds the tables of a dataset, and the queries that both share."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol

from comention.batch import batches
from comention.model import Alias, Entity, EntityType, Mention
from comention.tables.schema import Columns, OfDocument, Row, columns, select

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def filled(sql: str, names: Mapping[str, str]) -> str:
    """Put an engine's own names of its tables into a query, in which `{name}` stands for each.

    An engine must not know the tables by their bare names, so that a query which forgets the braces fails.

    >>> filled("SELECT m.start FROM {mention} m WHERE m.entity = $entity", {"mention": "dataset_1.mention"})
    'SELECT m.start FROM dataset_1.mention m WHERE m.entity = $entity'
    >>> filled("SELECT * FROM {mentions}", {"mention": "dataset_1.mention"})
    Traceback (most recent call last):
    LookupError: there is no table 'mentions'; there are mention
    """
    if unknown := sorted(placeholders(sql) - {*names}):
        raise LookupError(f"there is no table {unknown[0]!r}; there are {', '.join(sorted(names))}")
    return _PLACEHOLDER.sub(lambda match: names[match[1]], sql)


def with_parts(sql: str, **parts: str | int) -> str:
    """Put parts into a query, in which `{part}` stands for each; what else is in braces stays, for the engine to fill.

    >>> with_parts("SELECT m.start FROM {mention} m LIMIT {most}", most=3)
    'SELECT m.start FROM {mention} m LIMIT 3'
    """
    return _PLACEHOLDER.sub(lambda match: str(parts.get(match[1], match[0])), sql)


def placeholders(sql: str) -> set[str]:
    """Return the names of the tables that a query is about."""
    return set(_PLACEHOLDER.findall(sql))


def named_by(table: str) -> str:
    """Return the placeholder of a table that is chosen by its name."""
    return f"{{{table}}}"


def unclaimed(name: str, names: Iterable[str]) -> str:
    """Return the name of a table that is to be made; ValueError if it is one of those that stay as they are.

    >>> unclaimed("mention", {"mention"})
    Traceback (most recent call last):
    ValueError: 'mention' is a table of the dataset: a table that is made beside it needs another name
    """
    if name in names:
        raise ValueError(f"{name!r} is a table of the dataset: a table that is made beside it needs another name")
    return name


_MENTION, _ENTITY = ([column.name for column in columns(record)] for record in (Mention, Entity))
_MENTIONS = with_parts(
    """
SELECT {fields} FROM {mention} m JOIN {document} d ON d.document = m.document JOIN {entity} e ON e.entity = m.entity
ORDER BY m.document, m.start, m.end, m.entity""",
    fields=select(Mention, "m", document="d.id", entity="e.id"),
)
_ENTITIES = with_parts("SELECT e.entity, {fields} FROM {entity} e{among} ORDER BY e.entity", fields=select(Entity, "e"))
_ALIASES = with_parts(
    "SELECT a.entity, {fields} FROM {alias} a{among} ORDER BY a.entity, a.count DESC, a.surface",
    fields=select(Alias, "a"),
)

_TEXTS = """
SELECT p.document, p.text FROM {wanted} w JOIN {piece} p ON p.document = w.document ORDER BY p.document, p.start"""
_CUT = """
SELECT c.row, c.start, c.end, p.start, p.text
FROM {places} c JOIN {piece} p ON p.document = c.document AND p.start < c.end AND c.start < p.end
ORDER BY c.row, p.start"""
# A document keeps the id of its record where no other one has it, else it is qualified by its file; those that share
# even that are counted, the ones that are called so by their place first, in an order that hangs on nothing else.
CALLED_APART = """
WITH borne AS (
    SELECT d.document, d.id, d.record, d.file, count(*) OVER (PARTITION BY d.id) AS bearers,
        d.file IS NULL OR d.id = d.file
            OR substr(d.id, 1, length(d.file) + 1) IN (concat(d.file, ':'), concat(d.file, '/')) AS placed
    FROM {document} d
), qualified AS (
    SELECT b.document, b.file,
        CASE WHEN b.bearers > 1 AND NOT b.placed THEN concat(b.file, ':', b.id) ELSE b.id END AS id,
        CASE WHEN b.bearers > 1 AND NOT b.placed THEN b.id ELSE b.record END AS record
    FROM borne b
), counted AS (
    SELECT q.document, q.id, q.record, row_number() OVER (
            PARTITION BY q.id
            ORDER BY CASE WHEN q.record IS NULL THEN 0 ELSE 1 END, coalesce(q.file, ''), q.document
        ) AS turn
    FROM qualified q
)
SELECT c.document,
    CASE WHEN c.turn > 1 THEN concat(c.id, '#', c.turn) ELSE c.id END AS id,
    CASE WHEN c.turn > 1 THEN coalesce(c.record, c.id) ELSE c.record END AS record
FROM counted c"""
SHARED = "SELECT count(*) - count(DISTINCT d.id) FROM {document} d"
"""How many documents have the id of another one."""
_WANTED = columns(OfDocument)
_DOCUMENTS, _CHARACTERS = 2_000, 8_000_000  # what is fetched together, unless one text is longer


class Tables(Protocol):
    """A dataset's tables (see `comention.tables.schema`), and others beside them for as long as this is open.

    Queries are in the words that DuckDB and Spark share: `{name}` stands for a table (see `filled`), `$name` for a
    parameter, a name after a dot needs no quotes (`m.end`), and every order is total, so that the same rows come out
    wherever they run.
    """

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """The rows that a query gives, streamed."""
        ...

    def make(self, name: str, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Make a table of the rows that a query gives; one of this name that was made before is replaced."""
        ...

    def put(self, name: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Make a table of rows, with values in the order of the columns; one that was made before is replaced."""
        ...


def mentions(tables: Tables) -> Iterator[Mention]:
    """The mentions in the order of documents and positions; streamed."""
    kind = _MENTION.index("type")
    for row in tables.rows(_MENTIONS):
        values = list(row)
        values[kind] = EntityType(row[kind])
        yield Mention(*values)


def entities(tables: Tables, among: str = "") -> Iterator[Entity]:
    """The entities in the order of their ids; those of a table `among` alone, by its `entity`, if one is named."""
    aliases: dict[int, list[Alias]] = {}
    ours, theirs = (f" JOIN {named_by(among)} x ON x.entity = {name}.entity" if among else "" for name in ("e", "a"))
    for entity, *form in tables.rows(with_parts(_ALIASES, among=theirs)):
        aliases.setdefault(entity, []).append(Alias(*form))
    for entity, *values in tables.rows(with_parts(_ENTITIES, among=ours)):
        told = dict(zip(_ENTITY, values, strict=True))
        yield Entity(**{**told, "type": EntityType(told["type"])}, aliases=tuple(aliases.get(entity, ())))


def texts(tables: Tables, wanted: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Yield number and text of documents, which are given by number and length in rising order; some at a time."""
    for several in batches(wanted, _DOCUMENTS, weigh=itemgetter(1), limit=_CHARACTERS):
        tables.put("wanted", _WANTED, [(document,) for document, _ in several])
        rows = groupby(tables.rows(_TEXTS), key=itemgetter(0))
        found = {document: "".join(text for _, text in pieces) for document, pieces in rows}
        for document, _ in several:
            yield document, found.get(document, "")


def cut(tables: Tables, places: str) -> Iterator[tuple[int, str]]:
    """Yield the `row` of each passage in a table `(row, document, start, end)`, in their order, and its text."""
    rows = tables.rows(with_parts(_CUT, places=named_by(places)))
    for (row, start, end), pieces in groupby(rows, key=itemgetter(0, 1, 2)):
        several = list(pieces)
        begin = several[0][3]
        yield row, "".join(text for *_, text in several)[start - begin : end - begin]
