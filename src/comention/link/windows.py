"""Count in the tables of a dataset who is mentioned with whom, how often and where, and make the graph of that.

Two entities are linked when a *window* names both: a sentence, a paragraph, a document, or `n` sentences in a row.
Each window counts once for a pair; of `n` sentences, each sentence counts that names one of the two while it or one
of the `n - 1` before it names the other, so that one sentence is the case `n = 1`.

The pairs of a window grow with the square of its names: a list of everybody would take all time and space there is. A
window of up to `ENOUGH` names links all of them. Those with more share `PAIRS`; where that does not suffice, each of
them links only those names that most windows have, and the counts of the graph say so.

The counting is SQL over tables (see `comention.tables`); the numbers of entities are in the order of their ids.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from math import isqrt
from operator import itemgetter
from typing import NamedTuple

import networkx as nx

from comention.config import SETTINGS
from comention.link.evidence import ALIKE, Earlier, add_texts
from comention.model import DocumentAttributes, EdgeAttributes, Graph, NodeAttributes
from comention.tables import Tables, with_parts

NEAR = 3
"""Sentences in which all mentions of two entities are candidates for evidence, in any window."""
ENOUGH = 1_000
"""So many names of a window are linked in any case: that is work in proportion to the names of a collection."""
PAIRS = 20_000_000
"""So many pairs all windows with more names can have together."""
LIST = 100
"""In a sentence of more names than this, a list, only the first mention of each entity may be evidence."""
NO_LIMIT = 2**31 - 1


class Window(NamedTuple):
    """A block of each mention `m` in sentence `s`, and how many blocks in a row are one window."""

    block: str
    sentences: int = 1


WINDOWS = {
    "sentence": Window("m.sentence"),
    "paragraph": Window("s.paragraph"),
    "document": Window("0"),
}

# Each entity once for each block that names it.
NAMED = """
SELECT DISTINCT m.document, {block} AS block, m.entity
FROM {mention} m JOIN {sentence} s ON s.document = m.document AND s.sentence = m.sentence"""
NAMED_IN_SENTENCES = "SELECT DISTINCT m.document, m.sentence AS block, m.entity FROM {mention} m"

# How many windows have how many names; those that have the most, with the place of each name in an order of all names.
SIZES = """
SELECT w.names, count(*) AS windows
FROM (SELECT count(*) AS names FROM {named_in} n GROUP BY n.document, n.block HAVING count(*) > $enough) w
GROUP BY w.names"""
PLACED = """
SELECT n.document, n.block, n.entity,
    row_number() OVER (PARTITION BY n.document, n.block ORDER BY o.windows DESC, n.entity) AS place
FROM {named_in} n JOIN (
    SELECT n.entity, count(*) AS windows FROM {named_in} n GROUP BY n.entity
) o ON o.entity = n.entity"""
LINKED = "SELECT p.document, p.block, p.entity FROM {placed_in} p WHERE p.place <= $most"
NOT_LINKED = "SELECT count(DISTINCT p.entity) FROM {placed_in} p WHERE p.place > $most"

# In how many windows of a document a pair is named. Of blocks that are windows, each names a pair once; of several
# sentences, those windows count that end where one of the two is named.
WINDOWS_OF_PAIRS = """
SELECT a.entity AS source, b.entity AS target, a.document, count(*) AS windows
FROM {linked} a JOIN {linked} b ON b.document = a.document AND a.block = b.block AND a.entity < b.entity
GROUP BY a.entity, b.entity, a.document"""
ENDS_OF_PAIRS = """
SELECT p.source, p.target, p.document, count(*) AS windows
FROM (
    SELECT DISTINCT a.document, greatest(a.block, b.block) AS block, a.entity AS source, b.entity AS target
    FROM (SELECT n.*, floor(n.block / {sentences}) AS cell FROM {linked} n) a
    JOIN ({beside}) b
    ON b.document = a.document AND b.beside = a.cell AND abs(a.block - b.block) < {sentences} AND a.entity < b.entity
) p
GROUP BY p.source, p.target, p.document"""
# What is at most so many sentences apart is in cells of as many sentences that are the same or neighbours. A join on
# cells does not compare all sentences of a document with each other.
BESIDE = """
SELECT n.*, floor(n.{place} / {reach}) - 1 AS beside FROM {rows} n
UNION ALL SELECT n.*, floor(n.{place} / {reach}) AS beside FROM {rows} n
UNION ALL SELECT n.*, floor(n.{place} / {reach}) + 1 AS beside FROM {rows} n"""

LINKS = """
SELECT c.source, c.target, sum(c.windows) AS weight, count(*) AS documents, min(d.date) AS first, max(d.date) AS last
FROM ({pairs}) c JOIN {document} d ON d.document = c.document
GROUP BY c.source, c.target"""

# The strongest links, those of the most documents first among equals.
KEPT = """
SELECT l.source, l.target, l.weight, l.documents, l.first, l.last
FROM {link} l
WHERE l.weight >= $least
ORDER BY l.weight DESC, l.documents DESC, l.source, l.target
LIMIT {most}"""
EVERYBODY = "SELECT e.entity FROM {entity} e"
ENDS = "SELECT k.source AS entity FROM {kept} k UNION SELECT k.target AS entity FROM {kept} k"

EDGES = """
SELECT k.source, k.target, k.weight, k.documents, k.first, k.last FROM {kept} k ORDER BY k.source, k.target"""

BY_DOCUMENT = """
SELECT c.source, c.target, c.document, c.windows
FROM ({pairs}) c JOIN {kept} k ON k.source = c.source AND k.target = c.target
ORDER BY c.source, c.target, c.document"""

# In how many windows each entity is named, and how many there are.
FREQUENCY = """
SELECT x.entity, count(n.document)
FROM {somebody} x LEFT JOIN {named_in} n ON n.entity = x.entity
GROUP BY x.entity"""
TOTAL = {
    "sentence": "SELECT count(*) FROM {sentence}",
    "paragraph": "SELECT count(*) FROM (SELECT DISTINCT s.document, s.paragraph FROM {sentence} s) b",
    "document": "SELECT count(*) FROM (SELECT DISTINCT s.document FROM {sentence} s) b",
}

# The mentions that may be evidence.
TOLD = """
SELECT e.*, floor(e.sentence / {near}) AS cell
FROM (
    SELECT m.document, m.sentence, {block} AS block, m.entity, m.start, m.end, s.names, s.end - s.start AS length,
        row_number() OVER (PARTITION BY m.document, {block}, m.entity ORDER BY m.start, m.end) AS turn,
        row_number() OVER (PARTITION BY m.document, m.sentence, m.entity ORDER BY m.start, m.end) AS own
    FROM {mention} m JOIN (
        SELECT s.document, s.sentence, s.paragraph, s.start, s.end, count(DISTINCT m.entity) AS names
        FROM {sentence} s JOIN {mention} m ON m.document = s.document AND m.sentence = s.sentence
        GROUP BY s.document, s.sentence, s.paragraph, s.start, s.end
    ) s ON s.document = m.document AND s.sentence = m.sentence
    JOIN {somebody} x ON x.entity = m.entity{counted}
) e
WHERE e.own <= CASE WHEN e.names > {list} THEN 1 ELSE {alike} END"""
COUNTED = """
    JOIN {linked_in} n ON n.document = m.document AND n.block = {block} AND n.entity = m.entity"""

# The best passages of each pair. Two mentions cost the characters between them, 15 for each name in the fuller one of
# their sentences, and one for each character that a sentence is longer than 300 or shorter than 40. The cheapest two
# stand for their passage, and the second passage of a document comes after the first one of every document.
# In a whole book, mentions that are far apart are candidates only where each is its entity's first in the block.
CANDIDATES = """
SELECT a.entity AS source, b.entity AS target, a.document,
    least(a.sentence, b.sentence) AS first, greatest(a.sentence, b.sentence) AS last,
    greatest(a.start, b.start) - least(a.end, b.end)
        + 15 * greatest(a.names, b.names)
        + greatest(a.length - 300, b.length - 300, 40 - a.length, 40 - b.length, 0) AS cost
FROM {told} a JOIN {others} b ON b.document = a.document AND a.entity < b.entity AND {together}"""
EVIDENCE = """
WITH passage AS (
    SELECT c.source, c.target, c.document, c.first, c.last, min(c.cost) AS cost
    FROM ({candidates}) c
    GROUP BY c.source, c.target, c.document, c.first, c.last
), ranked AS (
    SELECT p.source, p.target, p.document, p.first, p.last, p.cost,
        row_number() OVER (
            PARTITION BY p.source, p.target, p.document ORDER BY p.cost, p.first, p.last
        ) AS turn
    FROM passage p JOIN {kept} k ON k.source = p.source AND k.target = p.target
), placed AS (
    SELECT r.source, r.target, r.document, r.first, r.last,
        row_number() OVER (
            PARTITION BY r.source, r.target ORDER BY r.turn, r.cost, r.document, r.first, r.last
        ) AS place
    FROM ranked r
)
SELECT p.source, p.target, p.document, p.first, p.last, p.place FROM placed p WHERE p.place <= $evidence"""

NODES = """
SELECT e.entity, e.id, e.type, e.label, e.code, e.identifier,
    coalesce(sum(m.mentions), 0), count(m.document), min(d.date), max(d.date)
FROM {somebody} x
JOIN {entity} e ON e.entity = x.entity
LEFT JOIN (
    SELECT m.entity, m.document, count(*) AS mentions FROM {mention} m GROUP BY m.entity, m.document
) m ON m.entity = e.entity
LEFT JOIN {document} d ON d.document = m.document
GROUP BY e.entity, e.id, e.type, e.label, e.code, e.identifier
ORDER BY e.entity"""

# In which months each entity is named how often, as far as that is known; of a document dated by its year, the year.
PERIODS = """
SELECT x.entity, substr(d.date, 1, 7), count(*)
FROM {somebody} x
JOIN {mention} m ON m.entity = x.entity
JOIN {document} d ON d.document = m.document
WHERE d.date IS NOT NULL
GROUP BY x.entity, substr(d.date, 1, 7)
ORDER BY x.entity, substr(d.date, 1, 7)"""

ALIASES = """
SELECT a.entity, a.surface, a.count, a.rule
FROM {somebody} x JOIN {alias} a ON a.entity = x.entity
ORDER BY a.entity, a.count DESC, a.surface"""

DOCUMENTS = """
SELECT d.id, d.title, d.date, d.source, d.author, d.recognized, d.language, d.record,
    CASE WHEN d.record IS NOT NULL THEN d.file END AS file
FROM {document} d ORDER BY d.document"""

COUNTS = """
SELECT (SELECT count(*) FROM {document}), (SELECT count(*) FROM {sentence}), (SELECT count(*) FROM {mention}),
    (SELECT count(*) FROM {entity}), (SELECT count(*) FROM {link})"""


def count_links(tables: Tables, window: str | int = "sentence") -> None:
    """Make the table `link(source, target, weight, documents, first, last)` of all pairs that a window names.

    `window` is a name in `WINDOWS` or a number of sentences; table `named_in` tells which entities a block names.
    """
    chosen = _window(SETTINGS["window"].checked(window))
    _name_windows(tables, chosen)
    tables.make("link", with_parts(LINKS, pairs=_pairs(chosen, _thinned(tables, chosen))))


def link(
    tables: Tables,
    *,
    window: str | int = "sentence",
    evidence: int = 5,
    min_weight: int = 1,
    max_links: int | None = None,
    earlier: Earlier | None = None,
) -> Graph:
    """Return the graph of all entities, with an edge between two that a window names, and its best passages.

    `window` is a name in `WINDOWS` or a number of sentences; `evidence` is how many passages an edge shows. Links
    weaker than `min_weight` are left out, and beyond `max_links` the weakest ones; then entities without a link are,
    too. All is counted before, where the tables are: the graph holds what is kept. An edge knows its weight
    `by_document`, too, a node the number of `windows` that name it; windows of several sentences overlap, and are not
    counted. Where there are dates, both know their `periods`: mentions, or weight, by month. What is still right of
    an `earlier` graph is taken from that.
    """
    evidence = SETTINGS["evidence"].checked(evidence)
    chosen = _window(SETTINGS["window"].checked(window))
    _name_windows(tables, chosen)
    thinned = _thinned(tables, chosen)
    pairs = _pairs(chosen, thinned)
    tables.make("link", with_parts(LINKS, pairs=pairs))
    most = NO_LIMIT if max_links is None else max_links
    tables.make("kept", with_parts(KEPT, most=most), {"least": min_weight})
    ((left_out,),) = tables.rows("SELECT (SELECT count(*) FROM {link}) - (SELECT count(*) FROM {kept})")
    tables.make("somebody", ENDS if left_out else EVERYBODY)
    graph: Graph = nx.Graph()
    ids = _add_nodes(graph, tables)
    graph.add_edges_from(_edges(tables, pairs, ids))
    for entity, period, count in tables.rows(PERIODS):
        graph.nodes[ids[entity]].setdefault("periods", {})[period] = count
    graph.graph["counts"] = _counts(graph, tables) | thinned
    if chosen.sentences == 1:
        for entity, windows in tables.rows(FREQUENCY):
            graph.nodes[ids[entity]]["windows"] = windows
        ((graph.graph["counts"]["windows"],),) = tables.rows(TOTAL.get(str(window), TOTAL["sentence"]))
    graph.graph["documents"] = [_document(*row) for row in tables.rows(DOCUMENTS)]
    _add_periods(graph)
    _choose(tables, chosen, thinned, evidence)
    add_texts(graph, tables, ids, earlier)
    return graph


def _name_windows(tables: Tables, window: Window) -> None:
    """Make the table of what is named in each block."""
    by_block = with_parts(NAMED, block=window.block)
    tables.make("named_in", NAMED_IN_SENTENCES if window.block == "m.sentence" else by_block)


def _thinned(tables: Tables, window: Window) -> dict[str, int]:
    """Make the table of the names that crowded windows link, if they cannot link all; return what there is to say.

    That is how many windows do not, the number of names that each of them links, and of those that one leaves out.
    """
    sizes: dict[int, int] = dict(tables.rows(SIZES, {"enough": ENOUGH}))
    most = room(sizes, PAIRS // window.sentences)
    if most is None:
        return {}
    tables.make("placed_in", PLACED)
    tables.make("linked_in", LINKED, {"most": most})
    ((left_out,),) = tables.rows(NOT_LINKED, {"most": most})
    crowded = sum(windows for names, windows in sizes.items() if names > most)
    return {"crowded_windows": crowded, "linked_in_crowded_windows": most, "names_not_linked": left_out}


def room(sizes: Mapping[int, int], pairs: int) -> int | None:
    """Return how many names each window can link, for all to have no more than so many pairs; None if all of them can.

    `sizes` tells how many windows have how many names; those of `ENOUGH` can link in any case.

    >>> room({2_000: 1}, 2_000_000), room({2_000: 3}, 3_000_000)
    (None, 1414)
    """
    left, windows = pairs, sum(sizes.values())
    for names in sorted(sizes):
        if windows * names * names // 2 > left:
            return max(ENOUGH, isqrt(2 * left // windows))
        left -= sizes[names] * names * names // 2
        windows -= sizes[names]
    return None


def _pairs(window: Window, thinned: Mapping[str, int]) -> str:
    """Return the query for the pairs of each document and the number of windows that name them."""
    linked = "{linked_in}" if thinned else "{named_in}"
    if window.sentences == 1:
        return with_parts(WINDOWS_OF_PAIRS, linked=linked)
    beside = with_parts(BESIDE, rows=linked, place="block", reach=window.sentences)
    return with_parts(ENDS_OF_PAIRS, linked=linked, sentences=window.sentences, beside=beside)


def _choose(tables: Tables, window: Window, thinned: Mapping[str, int], evidence: int) -> None:
    """Make the table of the best passages of each pair."""
    near = max(NEAR, window.sentences)
    counted = with_parts(COUNTED, block=window.block) if thinned else ""
    sql = with_parts(TOLD, block=window.block, near=near, counted=counted, list=LIST, alike=ALIKE)
    tables.make("told", sql)
    neighbours = f"({with_parts(BESIDE, rows='{told}', place='sentence', reach=near)})"
    same, beside = "a.block = b.block", f"b.beside = a.cell AND abs(a.sentence - b.sentence) < {near}"
    if window.sentences > 1:
        reach = f"{beside} AND abs(a.block - b.block) < {window.sentences}"
        ways = [(neighbours, reach)]
    elif window.block == "m.sentence":
        ways = [("{told}", same)]
    else:
        ways = [(neighbours, f"{same} AND {beside}"), ("{told}", f"{same} AND a.turn = 1 AND b.turn = 1")]
    candidates = " UNION ALL ".join(
        with_parts(CANDIDATES, others=others, together=together) for others, together in ways
    )
    tables.make("chosen", with_parts(EVIDENCE, candidates=candidates), {"evidence": evidence})


def _window(window: str | int) -> Window:
    """
    >>> _window(3)
    Window(block='m.sentence', sentences=3)
    """
    return WINDOWS[window] if isinstance(window, str) else Window("m.sentence", window)


def _add_nodes(graph: Graph, tables: Tables) -> Mapping[int, str]:
    """Add all entities, and return their ids by their numbers."""
    ids: dict[int, str] = {}
    forms: dict[int, list[tuple[str, int, str]]] = {}
    for entity, surface, count, rule in tables.rows(ALIASES):
        forms.setdefault(entity, []).append((surface, count, rule))
    for entity, node_id, kind, label, code, identifier, mentions, documents, first, last in tables.rows(NODES):
        known = forms.get(entity, [])
        node: NodeAttributes = {
            "label": label,
            "type": kind,
            "mentions": mentions,
            "documents": documents,
            "aliases": {surface: count for surface, count, _ in known},
            "reasons": {surface: rule for surface, _, rule in known},
        }
        if code is not None:
            node["code"] = code
        if identifier is not None:
            node["identifier"] = identifier
        _date(node, first, last)
        graph.add_nodes_from([(node_id, node)])
        ids[entity] = node_id
    return ids


def _edges(tables: Tables, pairs: str, ids: Mapping[int, str]) -> Iterator[tuple[str, str, EdgeAttributes]]:
    """Yield the links that are kept, without their evidence."""
    shares = groupby(tables.rows(with_parts(BY_DOCUMENT, pairs=pairs)), key=itemgetter(0, 1))
    for row, (_, several) in zip(tables.rows(EDGES), shares, strict=True):
        source, target, weight, documents, first, last = row
        by_document = {document: windows for _, _, document, windows in several}
        edge: EdgeAttributes = {"weight": weight, "documents": documents, "evidence": [], "by_document": by_document}
        _date(edge, first, last)
        yield ids[source], ids[target], edge


def _document(
    identifier: str,
    title: str | None,
    date: str | None,
    source: str | None,
    author: str | None,
    recognized: str | None,
    language: str | None,
    record: str | None,
    file: str | None,
) -> DocumentAttributes:
    """Name what is known of a document; of one that is called by its place, also the id of its record and its file."""
    known: DocumentAttributes = {
        "id": identifier,
        "title": title,
        "date": date,
        "source": source,
        "author": author,
        "language": language,
    }
    if recognized is not None:
        known["recognized"] = recognized
    return known if record is None else {**known, "record": record, "file": file}


def _add_periods(graph: Graph) -> None:
    """Add up the weight of each edge by month."""
    periods = [str(document["date"] or "")[:7] for document in graph.graph["documents"]]
    for _, _, edge in graph.edges(data=True):
        weights: dict[str, int] = {}
        for document, weight in edge["by_document"].items():
            if period := periods[document]:
                weights[period] = weights.get(period, 0) + weight
        if weights:
            edge["periods"] = dict(sorted(weights.items()))


def _date(about: NodeAttributes | EdgeAttributes, first: str | None, last: str | None) -> None:
    """Add the first and the last date, if they are known."""
    if first is not None and last is not None:
        about["first_seen"], about["last_seen"] = first, last


def _counts(graph: Graph, tables: Tables) -> dict[str, int]:
    """What there is, and what was left out of the graph if anything was."""
    ((documents, sentences, mentions, entities, links),) = tables.rows(COUNTS)
    counts = {
        "documents": documents,
        "sentences": sentences,
        "mentions": mentions,
        "entities": graph.number_of_nodes(),
        "links": graph.number_of_edges(),
    }
    if links > counts["links"]:
        counts |= {
            "entities_left_out": entities - counts["entities"],
            "links_left_out": links - counts["links"],
        }
    return counts
