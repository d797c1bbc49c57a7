"""Cut the evidence of links, and the sentences that name somebody, out of the texts.

After a correction, most of an earlier graph of the same documents is still right: only the documents in which somebody
else is named now are read again, and those with passages of the links that these have.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypedDict

from comention.model import DocumentAttributes, Evidence, Graph, Passage
from comention.tables import Tables, texts, with_parts
from comention.tables.schema import OfDocument, Pair, Place, columns

PASSAGE = 600
"""Characters up to which a wider window's evidence is one passage; above, it is the two sentences."""
LONGEST = 2_000
"""Characters up to which a sentence is evidence as a whole; of a longer one, a list, it is what is around the names."""
AROUND_NAMES = 150
"""So many characters on each side are around a name."""
ALIKE = 10
"""So many mentions of an entity in one sentence are candidates for evidence, the first ones."""
SHOWN = 100_000
"""Sentences with names up to which the graph has all of them; above, it has those that are evidence of a link."""
_PARTIAL = {"entities_left_out", "links_left_out", "crowded_windows", "named_sentences"}
"""Counts that a graph has when something is left out of it."""
_DOCUMENTS, _SENTENCES, _PAIRS = columns(OfDocument), columns(OfDocument, Place), columns(Pair)


class Earlier(NamedTuple):
    """A graph of the same documents, made with the same settings, and those in which somebody else is named now."""

    graph: Graph
    changed: Collection[int]

    @property
    def whole(self) -> bool:
        """Whether all that there was is in the graph: what else is left out may depend on all documents."""
        return not _PARTIAL & self.graph.graph["counts"].keys()


# The sentences that are shown with their names: all that have any, or those of the evidence only.
NAMING = "SELECT DISTINCT m.document, m.sentence FROM {mention} m"
TELLING = "SELECT DISTINCT c.document, c.first, c.last FROM {chosen} c ORDER BY c.document, c.first, c.last"

NAMES = """
SELECT m.document, m.sentence, s.start, s.end, m.start, m.end, m.entity
FROM {shown} w
JOIN {mention} m ON m.document = w.document AND m.sentence = w.sentence
JOIN {sentence} s ON s.document = m.document AND s.sentence = m.sentence
JOIN {somebody} x ON x.entity = m.entity{only}
ORDER BY m.document, m.sentence, m.start, m.end DESC, m.entity"""

# The passages of links: all that were chosen, or those that have to be cut again.
CHOSEN = """
SELECT c.document, c.source, c.target, c.place, c.first, f.start, f.end, c.last, l.start, l.end
FROM {cited} c
JOIN {sentence} f ON f.document = c.document AND f.sentence = c.first
JOIN {sentence} l ON l.document = c.document AND l.sentence = c.last
ORDER BY c.document, c.source, c.target, c.place"""
AGAIN = "SELECT c.* FROM {chosen} c JOIN {fresh} f ON f.source = c.source AND f.target = c.target"

# The documents that are read.
ALL = "SELECT w.document FROM {shown} w UNION SELECT c.document FROM {chosen} c"
SOME = "SELECT x.document FROM {changed} x UNION SELECT c.document FROM {again} c"
READ = """
SELECT d.document, d.characters
FROM {document} d JOIN ({wanted}) x ON x.document = d.document
ORDER BY d.document"""


def add_texts(graph: Graph, tables: Tables, ids: Mapping[int, str], earlier: Earlier | None = None) -> None:
    """Give links their evidence, as it was chosen, and the graph the sentences that name somebody.

    What is still right of an `earlier` graph is taken from that. `ids` are those of the entities by their numbers.
    """
    tables.make("shown", NAMING)
    ((sentences,),) = tables.rows("SELECT count(*) FROM {shown}")
    if sentences > SHOWN:
        tables.put("shown", _SENTENCES, _told(tables.rows(TELLING)))
        graph.graph["counts"]["named_sentences"] = sentences
    if earlier is None or not earlier.whole or _PARTIAL & graph.graph["counts"].keys():
        graph.graph["passages"] = list(_cut(graph, tables, ids, ALL, "{chosen}"))
        return
    number = {identifier: entity for entity, identifier in ids.items()}
    fresh = sorted((number[one], number[other]) for one, other in _taken_over(graph, earlier))
    tables.put("changed", _DOCUMENTS, [(document,) for document in sorted(earlier.changed)])
    tables.put("fresh", _PAIRS, fresh)
    tables.make("again", AGAIN)
    read = {document for document, _ in tables.rows(with_parts(READ, wanted=SOME))}
    known = (passage for passage in earlier.graph.graph["passages"] if passage["document"] not in read)
    cut = _cut(graph, tables, ids, SOME, "{again}")
    graph.graph["passages"] = sorted([*known, *cut], key=itemgetter("document", "start"))


def _taken_over(graph: Graph, earlier: Earlier) -> Iterator[tuple[str, str]]:
    """Give links the evidence that they had, and yield the others: a changed document speaks of them, or did."""
    changed, before = frozenset(earlier.changed), dict(earlier.graph.adjacency())
    for one, other, edge in graph.edges(data=True):
        old = before.get(one, {}).get(other)
        if old and changed.isdisjoint(edge["by_document"]) and changed.isdisjoint(old["by_document"]):
            edge["evidence"] = old["evidence"]
        else:
            yield one, other


def _cut(graph: Graph, tables: Tables, ids: Mapping[int, str], wanted: str, cited: str) -> Iterator[Passage]:
    """Yield the passages with names of some documents, one text at a time, and give links the evidence in them."""
    places: dict[tuple[int, int], list[tuple[int, list[Evidence]]]] = {}
    only = "" if wanted == ALL else f"\nWHERE w.document IN ({wanted})"
    names = _by_document(tables.rows(with_parts(NAMES, only=only)))
    evidence = _by_document(tables.rows(with_parts(CHOSEN, cited=cited)))
    known: list[DocumentAttributes] = graph.graph["documents"]
    for document, text in texts(tables, tables.rows(with_parts(READ, wanted=wanted))):
        identifier = known[document]["id"]
        pages = _pages(text)
        named = names(document)
        yield from _passages(document, text, pages, named, ids)
        spots = _spots(named)
        cut: dict[tuple[int, int], str] = {}
        for source, target, place, *lines in evidence(document):
            excerpts: list[Evidence] = []
            for sentence, opening, closing in _excerpts(lines, spots.get(source, {}), spots.get(target, {})):
                # one sentence can be evidence of thousands of links, which all hold the same text
                excerpt = cut.setdefault((opening, closing), text[opening:closing])
                passage: Evidence = {
                    "document": identifier,
                    **pages(opening),
                    "sentence": sentence,
                    "start": opening,
                    "end": closing,
                    "text": excerpt,
                }
                excerpts.append(passage)
            places.setdefault((source, target), []).append((place, excerpts))
    for (source, target), found in places.items():
        found.sort(key=itemgetter(0))
        graph.edges[ids[source], ids[target]]["evidence"] = [passage for _, several in found for passage in several]


def _told(passages: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of passages, given in order by document, first and last sentence, each sentence once.

    Of a passage that is too long to be one, whatever its sentences are, it is the first and the last one.

    >>> list(_told([(0, 1, 3), (0, 2, 4), (1, 0, 0), (1, 0, 9999)]))
    [(0, 1), (0, 2), (0, 3), (0, 4), (1, 0), (1, 9999)]
    """
    for document, group in groupby(passages, key=itemgetter(0)):
        behind = 0
        shown: set[int] = set()
        for _, first, last in group:
            if last - first > PASSAGE:
                shown |= {first, last}
            else:
                shown.update(range(max(first, behind), last + 1))
                behind = max(behind, last + 1)
        yield from ((document, sentence) for sentence in sorted(shown))


class _Page(TypedDict, total=False):
    page: int


def _pages(text: str) -> Callable[[int], _Page]:
    """Return a function that tells, in a text with pages, on which of them, from 1, a character is."""
    ends = [end for end, character in enumerate(text) if character == "\f"] if "\f" in text else []
    return lambda place: {"page": bisect_right(ends, place) + 1} if ends else {}


Spot = tuple[int, int]
Spots = Mapping[int, Sequence[Spot]]
"""Where the mentions of an entity are, by sentence."""


def _spots(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[int, list[Spot]]]:
    """Return where entities are named in sentences that are too long to be shown as a whole."""
    spots: dict[int, dict[int, list[Spot]]] = {}
    for sentence, start, end, opening, closing, entity in rows:
        if end - start > LONGEST:
            here = spots.setdefault(entity, {}).setdefault(sentence, [])
            if len(here) < ALIKE:
                here.append((opening, closing))
    return spots


def _excerpts(lines: Sequence[int], source: Spots, target: Spots) -> Iterator[tuple[int, int, int]]:
    """Yield one passage from the first sentence to the last, or the two where that is too long to read.

    Of a sentence that is too long by itself, it is what is around the names of the two.
    """
    first, start, end, last, last_start, last_end = lines
    if first == last and end - start > LONGEST:
        pairs = ((one, other) for one in source.get(first, ()) for other in target.get(first, ()))
        pair = min(pairs, key=lambda pair: (max(pair[0][0], pair[1][0]) - min(pair[0][1], pair[1][1]), pair))
        one, other = sorted(pair)
        closing = max(one[1], other[1])
        near = closing - one[0] <= PASSAGE
        for spot in [(one[0], closing)] if near else [one, other]:
            yield first, *_around(spot, start, end)
    elif first == last or last_end - start <= PASSAGE:
        yield first, start, last_end
    else:
        for sentence, opening, closing in ((first, start, end), (last, last_start, last_end)):
            if closing - opening > LONGEST:
                spot = min((*source.get(sentence, ()), *target.get(sentence, ())))
                opening, closing = _around(spot, opening, closing)
            yield sentence, opening, closing


def _around(spot: Spot, start: int, end: int) -> Spot:
    """Widen a place in a sentence by some characters on each side."""
    return max(start, spot[0] - AROUND_NAMES), min(end, spot[1] + AROUND_NAMES)


def _passages(
    document: int, text: str, pages: Callable[[int], _Page], rows: list[tuple[Any, ...]], ids: Mapping[int, str]
) -> Iterator[Passage]:
    for (sentence, start, end), group in groupby(rows, key=itemgetter(0, 1, 2)):
        names: list[list[Any]] = []
        for *_, opening, closing, entity in group:
            opening, closing = max(opening, start), min(closing, end)
            if opening < closing and (not names or opening >= names[-1][1] + start):
                names.append([opening - start, closing - start, ids[entity]])
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
