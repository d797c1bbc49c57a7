"""Tables on a Spark cluster."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from comention.tables.protocol import filled, named_by, with_parts
from comention.tables.schema import DATASET, Columns, Row, Scalar, Table

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_TYPES: dict[Scalar, str] = {int: "INT", float: "DOUBLE", bool: "BOOLEAN", str: "STRING"}
_NUMBERS = count()
_UNPACKED = "SELECT x.document, {own} FROM {source} x LATERAL VIEW explode(x.{table}) y AS col"


class SparkTables:
    """The tables of a dataset on a cluster; see `comention.tables`. The session knows them by names of their own."""

    def __init__(self, session: "SparkSession") -> None:
        self.session = session
        self._prefix = f"comention_{next(_NUMBERS)}_"
        self._names: set[str] = set()
        self._kept: list[DataFrame] = []

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """The rows that a query gives, a partition of them at a time."""
        for row in self.query(sql, parameters).toLocalIterator(prefetchPartitions=True):
            yield tuple(row)

    def make(self, name: str, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Make a table of the rows that a query gives; one of this name that was made before is replaced."""
        self.keep(name, self.query(sql, parameters))

    def put(self, name: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Make a table of rows, with values in the order of the columns; one that was made before is replaced."""
        self.keep(name, self.session.createDataFrame(list(rows), fields(columns)))

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> "DataFrame":
        """The rows that a query gives, where they are."""
        known = filled(sql, {name: self._prefix + name for name in self._names})
        return self.session.sql(re.sub(r"\$(\w+)", r":\1", known), args=dict(parameters or {}))

    def table(self, name: str) -> "DataFrame":
        """One of the tables."""
        return self.session.table(self._prefix + name)

    def keep(self, name: str, frame: "DataFrame") -> None:
        """Compute a table once, and know it by a name."""
        self._kept.append(frame.persist())
        self.name(name, frame)

    def name(self, name: str, frame: "DataFrame") -> None:
        """Know a table by a name."""
        self._names.add(name)
        frame.createOrReplaceTempView(self._prefix + name)

    def unpack(self, source: str, tables: Iterable[Table]) -> None:
        """Know tables whose rows are lists in a table of documents, one list for each table; see `packed`."""
        for table in tables:
            own = ", ".join(f"y.col.{column.name}" for column in table.own)
            self.name(table.name, self.query(with_parts(_UNPACKED, own=own, source=named_by(source), table=table.name)))

    def write(self, folder: str) -> None:
        """Write the tables of the dataset as Parquet, each into a folder of its name; what was there is replaced."""
        for name in DATASET:
            self.table(name).write.mode("overwrite").parquet(f"{folder}/{name}")

    def close(self) -> None:
        """Let go of all tables, so that the cluster's memory and the session's names are free again."""
        for frame in self._kept:
            frame.unpersist()
        for name in self._names:
            self.session.catalog.dropTempView(self._prefix + name)


def fields(columns: Columns, sign: str = " ") -> str:
    """Return columns in Spark's words."""
    return ", ".join(f"`{column.name}`{sign}{_TYPES[column.type]}" for column in columns)


def packed(tables: Sequence[Table], *others: Columns) -> str:
    """Return the columns of a table of documents that has the rows of other tables as lists, in Spark's words."""
    lists = (f"`{table.name}` ARRAY<STRUCT<{fields(table.own, ': ')}>>" for table in tables)
    return ", ".join((*map(fields, others), *lists))


def batch_of(rows: Sequence[Mapping[str, Any]], tables: Sequence[Table], *others: Columns) -> "pa.RecordBatch":
    """Return rows of the same columns, by their names, as a batch of Arrow's."""
    import pyarrow as pa

    kinds: dict[Scalar, pa.DataType] = {int: pa.int32(), float: pa.float64(), bool: pa.bool_(), str: pa.string()}

    def typed(columns: Columns) -> "list[tuple[str, pa.DataType]]":
        return [(column.name, kinds[column.type]) for column in columns]

    single = (column for columns in others for column in typed(columns))
    lists = ((table.name, pa.list_(pa.struct(typed(table.own)))) for table in tables)
    return pa.RecordBatch.from_pylist(rows, pa.schema([*single, *lists]))
