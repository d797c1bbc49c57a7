"""The tables of a dataset in, the graph of its co-mentions out: who is named with whom, how often, and where.

Two entities are linked when a *window* names both: a sentence, a paragraph, a document, or `n` sentences in a row.
Each window counts once for a pair; of `n` sentences, each sentence counts that names one of the two while it or one
of the `n - 1` before it names the other, so that one sentence is the case `n = 1`.

The counting is SQL over the tables of `comention.store`, in the words that DuckDB and Spark share: a name after a
dot needs no quotes (`m.end`), and every order is total, so that the same rows come out wherever it runs. The numbers
of entities are in the order of their ids.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import networkx as nx

from comention.errors import SettingError
from comention.tables import Tables

PASSAGE = 600
"""Characters up to which a wider window's evidence is one passage; above, it is the two sentences."""
NEAR = 3
"""Sentences in which all mentions of two entities are candidates for evidence, in any window."""


class Window(NamedTuple):
    """A block of each sentence `s`, and when blocks `a` and `b` of one document are in one window."""

    block: str
    together: str
    sentences: int = 1


WINDOWS = {
    "sentence": Window("s.sentence", "a.block = b.block"),
    "paragraph": Window("s.paragraph", "a.block = b.block"),
    "document": Window("0", "a.block = b.block"),
}

# Each entity once for each block that names it; each pair once for each window; and how many windows a document has.
EDGES = """
WITH named AS (
    SELECT DISTINCT m.document, {block} AS block, m.entity
    FROM mention m JOIN sentence s ON s.document = m.document AND s.sentence = m.sentence
), pair AS (
    SELECT DISTINCT a.document, greatest(a.block, b.block) AS block, a.entity AS source, b.entity AS target
    FROM named a JOIN named b ON a.document = b.document AND {together} AND a.entity < b.entity
), counted AS (
    SELECT p.source, p.target, p.document, count(*) AS windows
    FROM pair p
    GROUP BY p.source, p.target, p.document
)
SELECT s.id, t.id, d.document, c.windows, d.date
FROM counted c
JOIN document d ON d.document = c.document
JOIN entity s ON s.entity = c.source
JOIN entity t ON t.entity = c.target
ORDER BY c.source, c.target, c.document"""

# In how many windows each entity is named, and how many there are.
NAMED = """
SELECT e.id, count(n.document)
FROM entity e LEFT JOIN (
    SELECT DISTINCT m.document, {block} AS block, m.entity
    FROM mention m JOIN sentence s ON s.document = m.document AND s.sentence = m.sentence
) n ON n.entity = e.entity
GROUP BY e.id"""

TOTAL = "SELECT count(*) FROM (SELECT DISTINCT s.document, {block} AS block FROM sentence s) b"

# The best passages of each pair. Two mentions cost the characters between them, 15 for each name in the fuller one of
# their sentences, and one for each character that a sentence is longer than 300 or shorter than 40. The cheapest two
# stand for their passage, and the second passage of a document comes after the first one of every document.
# In a whole book, mentions that are far apart are candidates only where each is its entity's first in the block.
EVIDENCE = """
WITH line AS (
    SELECT s.document, s.sentence, s.paragraph, s.start, s.end, count(DISTINCT m.entity) AS names
    FROM sentence s JOIN mention m ON m.document = s.document AND m.sentence = s.sentence
    GROUP BY s.document, s.sentence, s.paragraph, s.start, s.end
), named AS (
    SELECT m.document, m.sentence, {block} AS block, m.entity, m.start, m.end, s.names, s.end - s.start AS length,
        row_number() OVER (PARTITION BY m.document, {block}, m.entity ORDER BY m.start, m.end) AS turn
    FROM mention m JOIN line s ON s.document = m.document AND s.sentence = m.sentence
), passage AS (
    SELECT a.entity AS source, b.entity AS target, a.document,
        least(a.sentence, b.sentence) AS first, greatest(a.sentence, b.sentence) AS last,
        min(
            greatest(a.start, b.start) - least(a.end, b.end)
            + 15 * greatest(a.names, b.names)
            + greatest(a.length - 300, b.length - 300, 40 - a.length, 40 - b.length, 0)
        ) AS cost
    FROM named a JOIN named b ON a.document = b.document AND {together} AND a.entity < b.entity
        AND (abs(a.sentence - b.sentence) < {near} OR a.turn = 1 AND b.turn = 1)
    GROUP BY a.entity, b.entity, a.document,
        least(a.sentence, b.sentence), greatest(a.sentence, b.sentence)
), ranked AS (
    SELECT p.source, p.target, p.document, p.first, p.last, p.cost,
        row_number() OVER (
            PARTITION BY p.source, p.target, p.document ORDER BY p.cost, p.first, p.last
        ) AS turn
    FROM passage p
), placed AS (
    SELECT r.source, r.target, r.document, r.first, r.last,
        row_number() OVER (
            PARTITION BY r.source, r.target ORDER BY r.turn, r.cost, r.document, r.first, r.last
        ) AS place
    FROM ranked r
)
SELECT p.document, s.id, t.id, p.place, p.first, f.start, f.end, p.last, l.start, l.end
FROM placed p
JOIN line f ON f.document = p.document AND f.sentence = p.first
JOIN line l ON l.document = p.document AND l.sentence = p.last
JOIN entity s ON s.entity = p.source
JOIN entity t ON t.entity = p.target
WHERE p.place <= $evidence
ORDER BY p.document, p.source, p.target, p.place"""

NODES = """
SELECT e.id, e.type, e.label, e.code, e.identifier,
    count(m.document), count(DISTINCT m.document), min(d.date), max(d.date)
FROM entity e
LEFT JOIN mention m ON m.entity = e.entity
LEFT JOIN document d ON d.document = m.document
GROUP BY e.entity, e.id, e.type, e.label, e.code, e.identifier
ORDER BY e.entity"""

ALIASES = """
SELECT e.id, a.surface, a.count, a.rule
FROM alias a JOIN entity e ON e.entity = a.entity
ORDER BY a.entity, a.count DESC, a.surface"""

NAMES = """
SELECT m.document, m.sentence, s.start, s.end, m.start, m.end, e.id
FROM mention m
JOIN sentence s ON s.document = m.document AND s.sentence = m.sentence
JOIN entity e ON e.entity = m.entity
ORDER BY m.document, m.sentence, m.start, m.end DESC, m.entity"""

DOCUMENTS = "SELECT d.id, d.title, d.date, d.source, d.author FROM document d ORDER BY d.document"

TEXTS = "SELECT d.document, d.id, d.text FROM document d ORDER BY d.document"

COUNTS = """
SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM sentence), (SELECT count(*) FROM mention)"""


def link(tables: Tables, *, window: str | int = "sentence", evidence: int = 5) -> "nx.Graph[str]":
    """Return the graph of all entities, with an edge between two that a window names, and its best passages.

    `window` is a name in `WINDOWS` or a number of sentences; `evidence` is how many passages an edge shows. An
    edge knows its weight `by_document`, too, a node the number of `windows` that name it; windows of several sentences
    overlap, and are not counted.
    """
    if evidence < 0:
        raise SettingError(f"evidence {evidence}: must be 0 or more passages")
    block, together, sentences = _window(window)
    graph: nx.Graph[str] = nx.Graph()
    _add_nodes(graph, tables)
    _add_edges(graph, tables.rows(EDGES.format(block=block, together=together)))
    graph.graph["counts"] = _counts(graph, tables)
    if sentences == 1:
        for node, windows in tables.rows(NAMED.format(block=block)):
            graph.nodes[node]["windows"] = windows
        ((graph.graph["counts"]["windows"],),) = tables.rows(TOTAL.format(block=block))
    graph.graph["documents"] = [
        dict(zip(("id", "title", "date", "source", "author"), row, strict=True)) for row in tables.rows(DOCUMENTS)
    ]
    best = EVIDENCE.format(block=block, together=together, near=max(NEAR, sentences))
    graph.graph["passages"] = _add_texts(graph, tables, tables.rows(best, {"evidence": evidence}))
    return graph


def _window(window: str | int) -> Window:
    """
    >>> _window("3").together
    'abs(a.block - b.block) < 3'
    """
    if window in WINDOWS:
        return WINDOWS[str(window)]
    if not str(window).isdecimal() or int(window) < 1:
        raise SettingError(f"window {window}: must be {', '.join(WINDOWS)} or a number of sentences from 1 on")
    return Window("s.sentence", f"abs(a.block - b.block) < {int(window)}", int(window))


def _add_nodes(graph: "nx.Graph[str]", tables: Tables) -> None:
    forms: dict[str, list[tuple[str, int, str]]] = {}
    for entity, surface, count, rule in tables.rows(ALIASES):
        forms.setdefault(entity, []).append((surface, count, rule))
    for entity, kind, label, code, identifier, *counts, first, last in tables.rows(NODES):
        mentions, documents = counts
        known = forms.get(entity, [])
        graph.add_node(
            entity,
            label=label,
            type=kind,
            mentions=mentions,
            documents=documents,
            aliases={surface: count for surface, count, _ in known},
            reasons={surface: rule for surface, _, rule in known},
            **({} if code is None else {"code": code}),
            **({} if identifier is None else {"identifier": identifier}),
            **_seen(first, last),
        )


def _add_edges(graph: "nx.Graph[str]", rows: Iterator[tuple[Any, ...]]) -> None:
    for (source, target), places in groupby(rows, key=itemgetter(0, 1)):
        by_document: dict[int, int] = {}
        dates: list[str] = []
        for *_, document, windows, date in places:
            by_document[document] = windows
            dates += [date] if date else []
        seen = _seen(min(dates, default=None), max(dates, default=None))
        weight = sum(by_document.values())
        graph.add_edge(
            source, target, weight=weight, documents=len(by_document), evidence=[], by_document=by_document, **seen
        )


def _seen(first: str | None, last: str | None) -> dict[str, str]:
    return {} if first is None or last is None else {"first_seen": first, "last_seen": last}


def _counts(graph: "nx.Graph[str]", tables: Tables) -> dict[str, int]:
    ((documents, sentences, mentions),) = tables.rows(COUNTS)
    return {
        "documents": documents,
        "sentences": sentences,
        "mentions": mentions,
        "entities": graph.number_of_nodes(),
        "links": graph.number_of_edges(),
    }


def _add_texts(graph: "nx.Graph[str]", tables: Tables, chosen: Iterator[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Cut the edges' evidence and all passages with names out of the texts, one text at a time; return the latter."""
    passages: list[dict[str, Any]] = []
    places: dict[tuple[str, str], list[tuple[int, list[dict[str, Any]]]]] = {}
    names = _by_document(tables.rows(NAMES))
    evidence = _by_document(chosen)
    for document, identifier, text in tables.rows(TEXTS):
        pages = _pages(text)
        passages.extend(_passages(document, text, pages, names(document)))
        for source, target, place, *lines in evidence(document):
            places.setdefault((source, target), []).append((place, _evidence(identifier, text, pages, *lines)))
    for (source, target), found in places.items():
        found.sort(key=itemgetter(0))
        graph.edges[source, target]["evidence"] = [passage for _, several in found for passage in several]
    return passages


def _pages(text: str) -> Callable[[int], dict[str, int]]:
    """Return a function that tells, in a text with pages, on which of them, from 1, a character is."""
    ends = [end for end, character in enumerate(text) if character == "\f"] if "\f" in text else []
    return lambda place: {"page": bisect_right(ends, place) + 1} if ends else {}


def _evidence(
    document: str,
    text: str,
    pages: Callable[[int], dict[str, int]],
    *lines: int,
) -> list[dict[str, Any]]:
    """One passage from the first sentence to the last, or the two where that is too long to read."""
    first, start, end, last, last_start, last_end = lines
    if last_end - start <= PASSAGE or first == last:
        cut = [(first, start, last_end)]
    else:
        cut = [(first, start, end), (last, last_start, last_end)]
    return [
        {
            "document": document,
            **pages(opening),
            "sentence": sentence,
            "start": opening,
            "end": closing,
            "text": text[opening:closing],
        }
        for sentence, opening, closing in cut
    ]


def _passages(
    document: int, text: str, pages: Callable[[int], dict[str, int]], rows: list[tuple[Any, ...]]
) -> Iterator[dict[str, Any]]:
    for (sentence, start, end), group in groupby(rows, key=itemgetter(0, 1, 2)):
        names: list[list[Any]] = []
        for *_, opening, closing, entity in group:
            opening, closing = max(opening, start), min(closing, end)
            if opening < closing and (not names or opening >= names[-1][1] + start):
                names.append([opening - start, closing - start, entity])
        yield {
            "document": document,
            **pages(start),
            "sentence": sentence,
            "start": start,
            "end": end,
            "text": text[start:end],
            "names": names,
        }


def _by_document(rows: Iterator[tuple[Any, ...]]) -> Callable[[int], list[tuple[Any, ...]]]:
    """Return a function that takes the rows of a document from a stream; ask for documents in rising order."""
    waiting = next(rows, None)

    def take(document: int) -> list[tuple[Any, ...]]:
        nonlocal waiting
        taken = []
        while waiting is not None and waiting[0] == document:
            taken.append(waiting[1:])
            waiting = next(rows, None)
        return taken

    return take
