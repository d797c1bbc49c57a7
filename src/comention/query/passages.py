"""Cut sentences out of documents, with the names in them and where these stand, some at a time.

Nothing is put beside the tables, so that several threads may ask one open workspace.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypedDict

from comention.contract import units
from comention.query.records import Quotation
from comention.tables import Tables
from comention.text.numbers import is_listed

Place = tuple[int, int]
"""Number of a document, and of a sentence in it."""
Name = tuple[int, int, str]
"""Start and end of a name in a text, and the id of who is named."""

_WANTED = "(SELECT unnest($documents) AS document, unnest($sentences) AS sentence)"
_TOLD = f"""
SELECT s.document, s.sentence, s.start, s.end, d.id, d.title, d.date, d.recognized
FROM {{sentence}} s JOIN {_WANTED} w ON w.document = s.document AND w.sentence = s.sentence
JOIN {{document}} d ON d.document = s.document
WHERE s.document IN (SELECT unnest($documents))
ORDER BY s.document, s.sentence"""  # noqa: S608 - our own words
_PIECES = f"""
SELECT s.document, s.sentence, s.start, s.end, p.start, p.text
FROM {{sentence}} s JOIN {_WANTED} w ON w.document = s.document AND w.sentence = s.sentence
JOIN {{piece}} p ON p.document = s.document AND p.start < s.end AND s.start < p.end
WHERE s.document IN (SELECT unnest($documents)) AND p.document IN (SELECT unnest($documents))
ORDER BY s.document, s.sentence, p.start"""  # noqa: S608
_NAMES = f"""
SELECT m.document, m.sentence, m.start, m.end, e.id
FROM {{mention}} m JOIN {_WANTED} w ON w.document = m.document AND w.sentence = m.sentence
JOIN {{entity}} e ON e.entity = m.entity
WHERE m.document IN (SELECT unnest($documents))
ORDER BY m.document, m.sentence, m.start, m.end, e.id"""  # noqa: S608
_PAGED = """
SELECT p.document, p.start, p.text
FROM {piece} p
WHERE p.document IN (SELECT unnest($documents)) AND contains(p.text, chr(12))
ORDER BY p.document, p.start"""


class Passage(TypedDict):
    """A sentence as JSON has it: `names` have start, end and id; lengths are in UTF-16 units."""

    document: str
    title: str | None
    date: str | None
    page: int | None
    recognized: bool
    sentence: int
    text: str
    names: list[tuple[int, int, str]]


class Cut(NamedTuple):
    """A sentence with the names in it, which do not overlap; lengths are in characters."""

    quotation: Quotation
    names: Sequence[Name]


def cut_out(tables: Tables, places: Collection[Place]) -> dict[Place, Cut]:
    """Return the sentences at some places; those that there are not are left out."""
    asked = _asked(places)
    if not asked["documents"]:
        return {}
    texts = texts_of(tables, places)
    named: dict[Place, list[Name]] = defaultdict(list)
    for document, sentence, *name in tables.rows(_NAMES, asked):
        named[document, sentence].append((name[0], name[1], name[2]))
    pages = paged(tables, asked["documents"])
    found: dict[Place, Cut] = {}
    for document, sentence, start, end, identifier, title, date, listed in tables.rows(_TOLD, asked):
        page = page_at(pages[document], start) if document in pages else None
        text, recognized = texts.get((document, sentence), ""), is_listed(page or 1, listed)
        quotation = Quotation(identifier, title, date, page, sentence, start, end, text, recognized)
        found[document, sentence] = Cut(quotation, apart(named[document, sentence], start, end))
    return found


def texts_of(tables: Tables, places: Iterable[Place]) -> dict[Place, str]:
    """Return the texts of the sentences at some places, in their order."""
    asked = _asked(places)
    found: dict[Place, str] = {}
    rows = tables.rows(_PIECES, asked) if asked["documents"] else iter(())
    for (document, sentence, start, end), pieces in groupby(rows, itemgetter(0, 1, 2, 3)):
        several = list(pieces)
        begin = several[0][4]
        found[document, sentence] = "".join(text for *_, text in several)[start - begin : end - begin]
    return found


def _asked(places: Iterable[Place]) -> dict[str, list[int]]:
    """Return places as the parameters of a query."""
    wanted = sorted(set(places))
    return {"documents": [document for document, _ in wanted], "sentences": [sentence for _, sentence in wanted]}


def passage(cut: Cut) -> Passage:
    """Return a sentence as JSON has it."""
    told = cut.quotation
    return {
        "document": told.document,
        "title": told.title,
        "date": told.date,
        "page": told.page,
        "recognized": told.recognized,
        "sentence": told.sentence,
        "text": told.text,
        "names": in_units(told.text, cut.names),
    }


def in_units(text: str, names: Iterable[Name]) -> list[Name]:
    """Count where names stand in UTF-16 units.

    >>> in_units("🎈 Ann", [(2, 5, "person:ann")])
    [(3, 6, 'person:ann')]
    """
    if text.isascii():
        return list(names)
    return [(units(text[:start]), units(text[:end]), who) for start, end, who in names]


def apart(names: Iterable[Name], start: int, end: int) -> list[Name]:
    """Return names with their places in a stretch of a document; of those that overlap, only the first."""
    found: list[Name] = []
    for opening, closing, who in names:
        opening, closing = max(opening, start) - start, min(closing, end) - start
        if opening < closing and (not found or opening >= found[-1][1]):
            found.append((opening, closing, who))
    return found


def paged(tables: Tables, documents: Sequence[int]) -> Mapping[int, list[int]]:
    """Return where pages end, for those documents that have several."""
    ends: dict[int, list[int]] = defaultdict(list)
    for document, start, text in tables.rows(_PAGED, {"documents": sorted(set(documents))}):
        ends[document] += _feeds(start, text)
    return ends


def _feeds(start: int, text: str) -> Iterator[int]:
    place = text.find("\f")
    while place >= 0:
        yield start + place
        place = text.find("\f", place + 1)


def page_at(ends: Sequence[int], place: int) -> int:
    """Return the page that a character is on.

    >>> page_at([10, 20], 10), page_at([10, 20], 21)
    (2, 3)
    """
    return bisect_right(ends, place) + 1
