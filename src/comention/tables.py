"""What resolving and linking need of a place that holds tables: DuckDB here, another engine elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from comention.model import EntityType, Mention

_MENTIONS = """
SELECT d.id, m.sentence, m.start, m.end, m.surface, m.type, e.id, m.rule, m.demonym
FROM mention m JOIN document d ON d.document = m.document JOIN entity e ON e.entity = m.entity
ORDER BY m.document, m.start, m.end, m.entity"""


class Tables(Protocol):
    """A dataset's tables (see `comention.store`), and others beside them for as long as this is open.

    Queries are in the words that DuckDB and Spark share: a name after a dot needs no quotes (`m.end`), `$name` stands
    for a parameter, and every order is total, so that the same rows come out wherever they run.
    """

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows that a query gives, streamed."""
        ...

    def make(self, name: str, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Make a table of the rows that a query gives; one of this name that was made before is replaced."""
        ...

    def put(self, name: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Make a table of rows; `columns` are those of SQL, each `name TYPE NOT NULL`."""
        ...


def mentions(tables: Tables) -> Iterator[Mention]:
    """The mentions in the order of documents and positions; streamed."""
    for document, sentence, start, end, surface, kind, entity, rule, demonym in tables.rows(_MENTIONS):
        yield Mention(document, sentence, start, end, surface, EntityType(kind), entity, rule, demonym)
