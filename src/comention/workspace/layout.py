"""How the tables of a dataset lie in the file of a workspace.

What is found in a text is kept once for each text, under its extraction (`CACHE`), and stays from run to run. The
documents of a dataset refer to extractions; views make the tables of `comention.tables.schema` of both.
"""

from collections.abc import Mapping
from typing import NamedTuple

from comention.tables.duckdb import Cursor, definition
from comention.tables.protocol import filled, with_parts
from comention.tables.schema import (
    ALIAS,
    CLUES,
    DOCUMENT,
    ENTITY,
    FACT,
    GRAPH,
    INPUT,
    LINE,
    LOCAL,
    MENTION,
    NAMED,
    PIECE,
    PLACE,
    REFUSAL,
    SENTENCE,
    SPAN,
    Column,
    Table,
    columns,
)

OF_EXTRACTION = Column("extraction", int, references="extraction")


class Extracted(NamedTuple):
    """The key of an extraction: it stands for a text, and for what found the names in it."""

    key: str


class Packed(NamedTuple):
    """The grammar of a sentence, packed; see `comention.text.parses`."""

    parse: str


class Fingerprint(NamedTuple):
    """The fingerprint of the rules that made the rows of an extraction; see `comention.resolve.fingerprint`."""

    fingerprint: str


def _of_extraction(name: str, table: Table) -> Table:
    """Return a table of the same rows, kept under their extraction instead of their document."""
    return Table(name, (OF_EXTRACTION, *table.own))


EXTRACTION = Table("extraction", (OF_EXTRACTION, *columns(Extracted)))
COLLECTED = Table("collected", (OF_EXTRACTION, *columns(Fingerprint)))
"""The extractions whose clues are known."""
RESOLVED = Table("resolved", (OF_EXTRACTION, *columns(Fingerprint)))
"""The extractions that are resolved."""
PARSED = Table("parsed", columns(Extracted, Packed))
"""The sentences that are parsed: the key of each stands for its text, and for what parsed it."""
SHOWN = {
    SENTENCE: _of_extraction("extracted_sentence", SENTENCE),
    SPAN: _of_extraction("extracted_span", SPAN),
    PIECE: _of_extraction("text_piece", PIECE),
    CLUES: _of_extraction("collected_clues", CLUES),
    LOCAL: _of_extraction("resolved_local", LOCAL),
    NAMED: _of_extraction("resolved_named", NAMED),
    LINE: _of_extraction("resolved_line", LINE),
}
"""Tables of a dataset that are views, and what they show."""
CACHE = {table.name: table for table in (EXTRACTION, COLLECTED, RESOLVED, *SHOWN.values())}
KEPT = {**CACHE, PARSED.name: PARSED}
"""All tables that stay from run to run."""
STAGED = Table(DOCUMENT.name, (*DOCUMENT.columns, OF_EXTRACTION))
"""The documents, as a workspace keeps them."""
OWN = {table.name: table for table in (STAGED, INPUT, FACT, ENTITY, ALIAS, REFUSAL, MENTION, *GRAPH.values(), PLACE)}
"""The tables of a dataset that are no views."""
VIEWS = {
    table.name: with_parts(
        "SELECT d.document, {own} FROM {document} d JOIN main.{kept} x ON x.extraction = d.extraction",
        own=", ".join(f"x.{column.name}" for column in table.own),
        kept=kept.name,
    )
    for table, kept in SHOWN.items()
}


def schema_of(dataset: int) -> str:
    """Return the name of the schema that has the tables of a dataset."""
    return f"dataset_{dataset}"


def names_in(catalog: str, dataset: int) -> dict[str, str]:
    """Return what stands for each table of a dataset in a query: its full name, or the query of a view."""
    names = {name: f'"{catalog}".{schema_of(dataset)}.{name}' for name in OWN}
    # DuckDB 1.1 looks for what is in a view where the query does, so that the views of the file do not serve
    return names | {name: f"({filled(view, names)})" for name, view in VIEWS.items()}


def with_old(now: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the tables of a dataset, and those of the one before, which begin with `old_`."""
    return {**now, **{f"old_{name}": place for name, place in before.items()}}


def columns_there(cursor: Cursor, schema: str) -> dict[str, set[str]]:
    """Return the names of the columns of each table of a schema, as they are in the file."""
    there: dict[str, set[str]] = {}
    sql = "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = $schema AND NOT internal"
    for table, column in cursor.execute(sql, {"schema": schema}).fetchall():
        there.setdefault(table, set()).add(column)
    return there


def outdated(cursor: Cursor, dataset: int) -> list[str]:
    """Return the names of the tables of the graph that have columns for other measures than those of today."""
    there = columns_there(cursor, schema_of(dataset))
    return [name for name, table in GRAPH.items() if name in there and there[name] != {*table.names}]


def create(cursor: Cursor, schema: str, tables: Mapping[str, Table]) -> None:
    """Create the tables of a schema that are not there, and in others the columns that are not: they hold NULL."""
    there = columns_there(cursor, schema)
    for name, declared in tables.items():
        if name not in there:
            cursor.execute(f"CREATE TABLE {schema}.{name} ({definition(declared.columns)})")
            continue
        for column in declared.columns:
            if column.name not in there[name]:
                optional = definition((column._replace(nullable=True),))
                cursor.execute(f"ALTER TABLE {schema}.{name} ADD COLUMN {optional}")


def create_dataset(cursor: Cursor, dataset: int) -> None:
    """Create the tables and the views of a dataset, or what it lacks of them."""
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {schema_of(dataset)}")
    create(cursor, schema_of(dataset), OWN)
    for name, view in VIEWS.items():
        document = f"{schema_of(dataset)}.{DOCUMENT.name}"
        cursor.execute(f"CREATE OR REPLACE VIEW {schema_of(dataset)}.{name} AS {with_parts(view, document=document)}")
