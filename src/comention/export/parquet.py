"""Write a folder of Parquet tables, which pandas, polars, DuckDB, Spark and R open with all types.

The tables are those of CSV; title, model, settings and rights stand in the metadata of each file (Apache Parquet).
"""

import json
from collections.abc import Iterator
from itertools import islice

from comention.errors import ExportError
from comention.export import Dataset, Opener
from comention.export.flatten import Flat, Scalar
from comention.export.rows import Row, Table, tables
from comention.runtime import paused

try:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter
except ImportError:
    raise ExportError('parquet needs pyarrow; install it with: pip install "comention[parquet]"') from None

_TYPES = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
_GROUP = 50_000  # rows that are in memory, and in a row group


def write_parquet(dataset: Dataset, opener: Opener) -> None:
    """Write `nodes.parquet`, `edges.parquet`, `evidence.parquet` and `mentions.parquet`."""
    about = {name: _told(value) for name, value in Flat(dataset.graph).attributes.items()}
    for name, table in tables(dataset).items():
        schema = pa.schema([(column, _TYPES[kind]) for column, kind in table.columns.items()], about)
        with opener(f"{name}.parquet") as file, paused(), ParquetWriter(file, schema) as writer:
            for group in _groups(table):
                columns = map(pa.array, zip(*group, strict=True), schema.types)
                writer.write_batch(pa.record_batch([*columns], schema=schema))


def _groups(table: Table) -> Iterator[list[Row]]:
    rows = table.rows()
    while group := list(islice(rows, _GROUP)):
        yield group


def _told(value: Scalar) -> str:
    return value if isinstance(value, str) else json.dumps(value)
