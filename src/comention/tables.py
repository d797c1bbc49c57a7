"""What resolving and linking need of a place that holds tables: DuckDB here, another engine elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol


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
