"""Where names were in the picture before: who is named at the same places in texts is the same, whatever the id."""

from collections.abc import Iterator, Mapping

from comention.model import Graph, Place
from comention.tables.duckdb import DuckTables
from comention.tables.protocol import filled
from comention.tables.schema import PLACE, Row
from comention.workspace.layout import with_old

PLACES = "SELECT p.id, p.x, p.y FROM {place} p WHERE NOT p.gone"

_WERE = """
    SELECT p.id, p.x, p.y, p.gone OR e.entity IN (SELECT unnest([l.source, l.target]) FROM {old_edge} l), p.gone
    FROM {old_place} p LEFT JOIN {old_entity} e ON e.id = p.id"""
# Who has the same id and as many mentions is the same; for the others, mentions are compared one by one.
_SHARED = """
    WITH now AS (
        SELECT e.entity, e.id, count(m.entity) AS mentions
        FROM {entity} e LEFT JOIN {mention} m ON m.entity = e.entity GROUP BY ALL
    ), old AS (
        SELECT e.entity, e.id, count(m.entity) AS mentions
        FROM {old_entity} e LEFT JOIN {old_mention} m ON m.entity = e.entity GROUP BY ALL
    ), same AS (
        SELECT now.entity, old.entity AS was, now.mentions = old.mentions AS sure
        FROM now JOIN old ON old.id = now.id
    ), shared AS (
        SELECT s.entity, s.was, 0 AS mentions FROM same s WHERE NOT s.sure
        UNION ALL
        SELECT n.entity, o.entity, count(*)
        FROM {mention} n
        JOIN {document} d ON d.document = n.document
        JOIN {old_document} x ON x.id = d.id
        JOIN {old_mention} o ON o.document = x.document AND o.start = n.start
        WHERE n.entity NOT IN (SELECT s.entity FROM same s WHERE s.sure)
            AND o.entity NOT IN (SELECT s.was FROM same s WHERE s.sure)
        GROUP BY ALL
    )
    SELECT now.id, old.id
    FROM shared s
    JOIN now ON now.entity = s.entity
    JOIN old ON old.entity = s.was
    ORDER BY s.mentions DESC, now.id <> old.id, old.id, now.id"""


def earlier(tables: DuckTables, before: Mapping[str, str]) -> dict[str, Place]:
    """Return the places that entities had in an earlier dataset, whose tables are called `before`, by the ids of now.

    A name that others were joined with stays where the one was that it shares most mentions with; of the parts of a
    name that was split, that with most of its mentions stays. The places of those who are gone have their former ids.
    """
    names = with_old(tables.names, before)
    left = {identifier: Place(*place) for identifier, *place in tables.rows(filled(_WERE, names))}
    found: dict[str, Place] = {}
    for now, old in tables.rows(filled(_SHARED, names)) if left else ():
        if now not in found and old in left and not left[old].gone:
            found[now] = left.pop(old)
    return {**left, **found}


def place_rows(graph: Graph, before: Mapping[str, Place]) -> Iterator[Row]:
    """Yield the places of a graph, and the places `before` of names that are gone, unless all was laid out anew."""
    for node, known in sorted(graph.nodes.items()):
        yield PLACE.row(known, id=node, gone=False)
    if any(
        (place.x, place.y) == (graph.nodes[node]["x"], graph.nodes[node]["y"])
        for node, place in before.items()
        if node in graph
    ):
        for identifier in sorted(before.keys() - set(graph)):
            yield PLACE.row(before[identifier], id=identifier, gone=True)
