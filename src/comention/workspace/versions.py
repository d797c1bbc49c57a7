"""Bring a workspace that an older version of comention made up to the tables of today.

Tables and columns that are only new are created wherever they are missing (`comention.workspace.layout.create`). What
takes more is here: each step is for workspaces of an older version than its number.
"""

import json

from comention.languages import USUAL
from comention.tables.duckdb import Cursor, insert
from comention.tables.schema import INPUT, PIECE, Input
from comention.text.chunks import chunks
from comention.workspace.layout import CACHE, SHOWN, create, create_dataset, outdated, schema_of

SCHEMA = 12
"""Version of the tables of a workspace: an older one is brought up to it, a newer one is refused."""
PIECE_LENGTH = 8_000
"""Characters of a piece of a text."""


def update(cursor: Cursor, found: int, dataset: int) -> None:
    """Bring a workspace of version `found`, with the tables of one dataset, up to the tables of today."""
    for version, step in _STEPS.items():
        if found < version:
            step(cursor, schema_of(dataset))
    for table in outdated(cursor, dataset):
        cursor.execute(f"DROP TABLE {schema_of(dataset)}.{table}")  # the next run fills it
    create(cursor, "main", CACHE)
    create_dataset(cursor, dataset)
    cursor.execute("UPDATE main.workspace SET schema = $schema", {"schema": SCHEMA})


def _add_scores(cursor: Cursor, _dataset: str) -> None:
    """Extractors did not tell how sure they are: they are taken to be."""
    cursor.execute("ALTER TABLE main.extracted_span ADD COLUMN score DOUBLE DEFAULT 1.0")


def _cut_texts(cursor: Cursor, dataset: str) -> None:
    """Texts were one column of the documents, and what became of the inputs was one fact: nothing is long now.

    What was known of single documents is found again by the next run.
    """
    for table in ("proposed", "proposed_clues", "alone", "alone_local", "alone_named", "alone_line"):
        cursor.execute(f"DROP TABLE IF EXISTS main.{table}")
    create(cursor, "main", {SHOWN[PIECE].name: SHOWN[PIECE]})
    document = f"{dataset}.document"
    firsts = cursor.execute(f"SELECT min(document), extraction FROM {document} GROUP BY extraction ORDER BY 1")  # noqa: S608 - our own name
    for number, extraction in firsts.fetchall():
        ((text,),) = cursor.execute(f"SELECT text FROM {document} WHERE document = $n", {"n": number}).fetchall()  # noqa: S608
        pieces = ((extraction, start, end, text[start:end]) for start, end in chunks(text, PIECE_LENGTH) if text)
        insert(cursor, SHOWN[PIECE], pieces)
    cursor.execute(f"ALTER TABLE {document} ADD COLUMN characters INTEGER")
    cursor.execute(f"UPDATE {document} SET characters = length(text)")  # noqa: S608
    cursor.execute(f"ALTER TABLE {document} DROP COLUMN text")
    cursor.execute(f"ALTER TABLE {dataset}.fact ADD COLUMN place INTEGER DEFAULT 0")
    create(cursor, dataset, {INPUT.name: INPUT})
    known = cursor.execute(f"SELECT value FROM {dataset}.fact WHERE name = 'inputs'").fetchall()  # noqa: S608
    outcomes = json.loads(known[0][0]) if known else []
    insert(cursor, INPUT, (INPUT.row(Input(number, json.dumps(outcome))) for number, outcome in enumerate(outcomes)))
    cursor.execute(f"DELETE FROM {dataset}.fact WHERE name = 'inputs'")  # noqa: S608


def _rename(cursor: Cursor, dataset: str) -> None:
    """Some tables and columns had other names; those that even older workspaces lack are made anew."""
    there = set(cursor.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall())
    for schema, former, name, renamed in (
        ("main", "proposed", "collected", {"way": "fingerprint"}),
        ("main", "proposed_clues", "collected_clues", {}),
        ("main", "alone", "resolved", {"way": "fingerprint"}),
        ("main", "alone_local", "resolved_local", {}),
        ("main", "alone_named", "resolved_named", {}),
        ("main", "alone_line", "resolved_line", {"furniture": "boilerplate"}),
        (dataset, "node", "node", {"first": "first_seen", "last": "last_seen"}),
        (dataset, "edge", "edge", {"first": "first_seen", "last": "last_seen"}),
    ):
        if (schema, former) not in there:
            continue
        for column, new in renamed.items():
            cursor.execute(f"ALTER TABLE {schema}.{former} RENAME COLUMN {column} TO {new}")
        if name != former:
            cursor.execute(f"ALTER TABLE {schema}.{former} RENAME TO {name}")


def _tell_language(cursor: Cursor, dataset: str) -> None:
    """All documents were read as English."""
    cursor.execute(f"ALTER TABLE {dataset}.document ADD COLUMN IF NOT EXISTS language VARCHAR")
    cursor.execute(f"UPDATE {dataset}.document SET language = '{USUAL}' WHERE language IS NULL")  # noqa: S608


_STEPS = {5: _add_scores, 7: _cut_texts, 9: _rename, 11: _tell_language}
