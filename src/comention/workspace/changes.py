"""What a correction changed: the documents in which somebody else is named than before."""

from collections.abc import Mapping

from comention.tables.duckdb import DuckTables
from comention.tables.protocol import filled
from comention.workspace.layout import with_old

_CHANGED = """
    WITH now AS (
        SELECT m.document, m.sentence, m.start, m.end, e.id
        FROM {mention} m JOIN {entity} e ON e.entity = m.entity
    ), old AS (
        SELECT m.document, m.sentence, m.start, m.end, e.id
        FROM {old_mention} m JOIN {old_entity} e ON e.entity = m.entity
    )
    SELECT DISTINCT coalesce(now.document, old.document)
    FROM now FULL JOIN old
    ON old.document = now.document AND old.sentence = now.sentence
        AND old.start = now.start AND old.end = now.end AND old.id = now.id
    WHERE now.document IS NULL OR old.document IS NULL"""


def changed(tables: DuckTables, before: Mapping[str, str]) -> set[int]:
    """Return the numbers of the documents in which mentions differ from those in an earlier dataset of the same ones.

    The tables of that are called `before`.
    """
    names = with_old(tables.names, before)
    return {document for (document,) in tables.rows(filled(_CHANGED, names))}
