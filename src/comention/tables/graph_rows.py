"""Make the rows of the tables that keep a graph in a workspace."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from comention.model import Graph, Relation, Role
from comention.tables.schema import (
    EDGE,
    EDGE_PERIOD,
    EVIDENCE,
    NODE,
    RELATION,
    RELATION_EVIDENCE,
    ROLE,
    ROLE_EVIDENCE,
    Row,
    Table,
)


def graph_rows(graph: Graph, entities: Mapping[str, int], documents: Mapping[str, int]) -> dict[Table, Iterator[Row]]:
    """Return the rows of the tables in `comention.tables.schema.GRAPH`, streamed.

    `entities` and `documents` are the numbers by id.
    """
    ends = sorted((min(entities[u], entities[v]), max(entities[u], entities[v]), u, v) for u, v in graph.edges)
    edges = [({"source": source, "target": target}, graph.edges[u, v]) for source, target, u, v in ends]
    roles = [
        ({"entity": entities[node], "rank": rank}, role)
        for node in sorted(graph)
        for rank, role in enumerate(graph.nodes[node].get("roles", ()), 1)
    ]
    relations = [
        ({**pair, "rank": rank}, relation)
        for pair, edge in edges
        for rank, relation in enumerate(edge.get("relations", ()), 1)
    ]
    return {
        NODE: (NODE.row(graph.nodes[node], entity=entities[node]) for node in sorted(graph)),
        EDGE: (EDGE.row(edge, **pair) for pair, edge in edges),
        EVIDENCE: (
            EVIDENCE.row(passage, **pair, place=place, document=documents[passage["document"]])
            for pair, edge in edges
            for place, passage in enumerate(edge["evidence"], 1)
        ),
        EDGE_PERIOD: (
            EDGE_PERIOD.row(**pair, period=period, weight=weight)
            for pair, edge in edges
            for period, weight in edge.get("periods", {}).items()
        ),
        ROLE: (ROLE.row(role, **ranked, of=entities[role["of"]] if "of" in role else None) for ranked, role in roles),
        RELATION: (
            RELATION.row(relation, **ranked, reversed=entities[relation["source"]] != ranked["source"])
            for ranked, relation in relations
        ),
        ROLE_EVIDENCE: _sayings(ROLE_EVIDENCE, roles, documents),
        RELATION_EVIDENCE: _sayings(RELATION_EVIDENCE, relations, documents),
    }


def _sayings(
    table: Table, several: Iterable[tuple[Mapping[str, int], Role | Relation]], documents: Mapping[str, int]
) -> Iterator[Row]:
    """Make the rows of what is evidence of roles or relations, which come with the columns that tell whose they are."""
    for whose, said in several:
        for place, saying in enumerate(said["evidence"], 1):
            number, words = documents[saying["document"]], spelled(saying["words"])
            yield table.row(saying, **whose, place=place, document=number, words=words)


def spelled(words: Iterable[Sequence[int]]) -> str:
    """Return the text that stands for the places of words in a table.

    >>> spelled([[3, 9], [14, 20]])
    '3-9 14-20'
    """
    return " ".join(f"{start}-{end}" for start, end in words)


def places_of(words: str) -> tuple[tuple[int, int], ...]:
    """Return the places of words that a text stands for.

    >>> places_of("3-9 14-20")
    ((3, 9), (14, 20))
    """
    pairs = (place.split("-") for place in words.split())
    return tuple((int(start), int(end)) for start, end in pairs)
