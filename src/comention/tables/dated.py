"""The tables of a dataset as far as they are of documents from a span of time."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from comention.tables.protocol import Tables, filled, named_by, placeholders, unclaimed, with_parts
from comention.tables.schema import ALIAS, DATASET, DOCUMENT, ENTITY, REFUSAL, Columns, Row

# A date that is only a month or a year is in a span if a day of it may be: "2017~" comes behind all days of 2017.
_DOCUMENTS = """
SELECT {own}, row_number() OVER (ORDER BY x.document) - 1 AS document, x.document AS original
FROM {document} x
WHERE x.date IS NOT NULL AND ($since = '' OR concat(x.date, '~') >= $since)
    AND ($until = '' OR x.date <= concat($until, '~'))"""
_OF_DOCUMENTS = """
SELECT {own}, d.document FROM {table} x JOIN {dated_document} d ON d.original = x.document"""
_ENTITIES = """
SELECT {own}, x.entity
FROM {entity} x JOIN (SELECT DISTINCT m.entity FROM {dated_mention} m) n ON n.entity = x.entity"""
_ALIASES = """
SELECT m.entity, m.surface, m.count, x.rule
FROM (SELECT n.entity, n.surface, count(*) AS count FROM {dated_mention} n GROUP BY n.entity, n.surface) m
JOIN {alias} x ON x.entity = m.entity AND x.surface = m.surface"""
_REFUSALS = """
SELECT {own}, x.entity FROM {refusal} x
JOIN {dated_entity} e ON e.entity = x.entity JOIN {dated_entity} o ON o.entity = x.other"""
_QUERIES = {DOCUMENT: _DOCUMENTS, ENTITY: _ENTITIES, ALIAS: _ALIASES, REFUSAL: _REFUSALS}


class Dated:
    """The tables of documents from `since` to `until`, either of which may be None; entities keep their numbers.

    A table is made when a query first asks for it. Queries see the tables of the dataset, and those made here.
    """

    def __init__(self, tables: Tables, since: str | None, until: str | None) -> None:
        self._tables = tables
        self._span = {"since": since or "", "until": until or ""}
        self._names = {name: named_by(_dated(name)) for name in DATASET}
        self._missing = {_dated(name): table for name, table in DATASET.items()}

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """The rows that a query gives, streamed."""
        return self._tables.rows(self._filled(sql), parameters)

    def make(self, name: str, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Make a table of the rows that a query gives; one of this name that was made before is replaced."""
        place = self._beside(name)
        self._tables.make(place, self._filled(sql), parameters)
        self._names[name] = named_by(place)

    def put(self, name: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Make a table of rows, with values in the order of the columns; one that was made before is replaced."""
        place = self._beside(name)
        self._names[name] = named_by(place)
        self._tables.put(place, columns, rows)

    def _beside(self, name: str) -> str:
        return unclaimed(name, {*DATASET, *map(_dated, DATASET)})

    def _filled(self, sql: str) -> str:
        """Put the tables of dated documents into a query; the tables' own engine fills in its names of them."""
        query = filled(sql, self._names)
        self._need(query)
        return query

    def _need(self, query: str) -> None:
        """Make the tables of dated documents that a query names, if they are not made yet."""
        for name in placeholders(query):
            if table := self._missing.pop(name, None):
                own = ", ".join(f"x.{column.name}" for column in table.own)
                sql = with_parts(_QUERIES.get(table, _OF_DOCUMENTS), own=own, table=named_by(table.name))
                self._need(sql)
                self._tables.make(name, sql, self._span if table is DOCUMENT else None)


def _dated(table: str) -> str:
    return f"dated_{table}"
