"""Tables in, the same tables of those documents alone that are dated in a span of time, out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from comention.tables import Tables, named_by, with_parts

# A date that is only a month or a year is in a span if a day of it may be: "2017~" comes behind all days of 2017.
_DOCUMENTS = """
SELECT row_number() OVER (ORDER BY d.document) - 1 AS document, d.document AS original, d.id, d.record, d.file,
    d.characters, d.title, d.date, d.source, d.author
FROM {document} d
WHERE d.date IS NOT NULL AND ($since = '' OR concat(d.date, '~') >= $since)
    AND ($until = '' OR d.date <= concat($until, '~'))"""
_PIECES = """
SELECT d.document, p.start, p.end, p.text
FROM {piece} p JOIN {dated_document} d ON d.original = p.document"""
_SENTENCES = """
SELECT d.document, s.sentence, s.paragraph, s.start, s.end
FROM {sentence} s JOIN {dated_document} d ON d.original = s.document"""
_MENTIONS = """
SELECT d.document, m.sentence, m.start, m.end, m.surface, m.type, m.entity, m.rule, m.demonym
FROM {mention} m JOIN {dated_document} d ON d.original = m.document"""
_ENTITIES = """
SELECT e.entity, e.id, e.type, e.label, e.code, e.identifier
FROM {entity} e JOIN (SELECT DISTINCT m.entity FROM {dated_mention} m) x ON x.entity = e.entity"""
_ALIASES = """
SELECT m.entity, m.surface, m.count, a.rule
FROM (SELECT n.entity, n.surface, count(*) AS count FROM {dated_mention} n GROUP BY n.entity, n.surface) m
JOIN {alias} a ON a.entity = m.entity AND a.surface = m.surface"""
_TABLES = {
    "document": _DOCUMENTS,
    "piece": _PIECES,
    "sentence": _SENTENCES,
    "mention": _MENTIONS,
    "entity": _ENTITIES,
    "alias": _ALIASES,
}
_NAMES = {name: named_by(f"dated_{name}") for name in _TABLES}


class Dated:
    """The tables of documents from `since` to `until`, either of which may be None; entities keep their numbers."""

    def __init__(self, tables: Tables, since: str | None, until: str | None) -> None:
        self._tables = tables
        span = {"since": since or "", "until": until or ""}
        for name, sql in _TABLES.items():
            tables.make(f"dated_{name}", sql, span if name == "document" else None)

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows that a query gives, streamed."""
        return self._tables.rows(_dated(sql), parameters)

    def make(self, name: str, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Make a table of the rows that a query gives; one of this name that was made before is replaced."""
        self._tables.make(name, _dated(sql), parameters)

    def put(self, name: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Make a table of rows."""
        self._tables.put(name, columns, rows)


def _dated(sql: str) -> str:
    """Put the tables of dated documents into a query; the tables' own engine knows the others."""
    return with_parts(sql, **_NAMES)
