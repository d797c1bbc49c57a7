"""Read a document where it speaks of somebody: its sentences and the names in them, and where its file is."""

from collections import defaultdict
from pathlib import Path
from typing import Any, TypedDict

from comention.errors import InputError
from comention.query.lookup import Folder, opened
from comention.query.passages import Name, apart, in_units, page_at, paged
from comention.tables import Tables

WINDOW = 400
"""How many sentences are shown at once."""
PLACES = 5_000
"""How many places of a name are told."""

_DOCUMENT = """
SELECT d.document, d.title, d.date, d.author, d.source, d.recognized, d.language, d.file
FROM {document} d WHERE d.id = $id"""
_TOTAL = "SELECT count(*) FROM {sentence} s WHERE s.document = $document"
_SENTENCES = """
SELECT s.sentence, s.start, s.end
FROM {sentence} s
WHERE s.document = $document AND s.sentence BETWEEN $first - 1 AND $last
ORDER BY s.sentence"""
_PIECES = """
SELECT p.start, p.text
FROM {piece} p
WHERE p.document = $document AND p.start < $end AND $start < p.end
ORDER BY p.start"""
_NAMES = """
SELECT m.sentence, m.start, m.end, e.id, e.label, e.type
FROM {mention} m JOIN {entity} e ON e.entity = m.entity
WHERE m.document = $document AND m.sentence BETWEEN $first AND $last
ORDER BY m.start, m.end, e.id"""
_MENTIONS = """
SELECT d.id, d.title, x.sentence
FROM (
    SELECT DISTINCT m.document, m.sentence
    FROM {mention} m JOIN {entity} e ON e.entity = m.entity
    WHERE e.id = $key
) x JOIN {document} d ON d.document = x.document
ORDER BY x.document, x.sentence
LIMIT $many"""
_ORIGINAL = """
SELECT i.name, i.path
FROM {input} i
WHERE i.path IS NOT NULL AND (i.name = $file OR starts_with($file, concat(i.name, '/')))
ORDER BY length(i.name) DESC, i.input
LIMIT 1"""


class Line(TypedDict):
    """A sentence of a document; `before` stands between it and the one before it. Lengths are in UTF-16 units."""

    sentence: int
    page: int | None
    before: str
    text: str
    names: list[Name]


class Shown(TypedDict):
    """Some sentences of a document, from number `first` on, of `total`; labels and types of who is named in them.

    `recognized` lists the pages that were recognized on pictures.
    `original` tells whether the file it comes from is still where it was read.
    """

    id: str
    title: str | None
    date: str | None
    author: str | None
    source: str | None
    recognized: str | None
    language: str | None
    original: bool
    first: int
    total: int
    sentences: list[Line]
    labels: dict[str, str]
    types: dict[str, str]


class Mentioned(TypedDict):
    """A sentence that names somebody."""

    document: str
    title: str | None
    sentence: int


def document(out: Folder, identifier: str, sentence: int = 0, *, window: int = WINDOW) -> Shown:
    """Return the sentences of a document around one of them, at most `window`.

    Raises InputError if there is no document of this id; WorkspaceError if no run has finished in the folder.
    """
    with opened(out) as store:
        number, title, date, author, source, recognized, language, file = _told(store, identifier)
        ((total,),) = store.rows(_TOTAL, {"document": number})
        first = max(0, min(sentence - window // 2, total - window))
        span = {"document": number, "first": first, "last": first + window - 1}
        rows = list(store.rows(_SENTENCES, span))
        named: dict[int, list[Name]] = defaultdict(list)
        labels: dict[str, str] = {}
        types: dict[str, str] = {}
        for place, start, end, key, label, kind in store.rows(_NAMES, span):
            named[place].append((start, end, key))
            labels[key], types[key] = label, kind
        lines = list(_lines(store, number, first, rows, named))
        return {
            "id": identifier,
            "title": title,
            "date": date,
            "author": author,
            "source": source,
            "recognized": recognized,
            "language": language,
            "original": _file(store, file) is not None,
            "first": first,
            "total": total,
            "sentences": lines,
            "labels": labels,
            "types": types,
        }


def mentions(out: Folder, key: str) -> list[Mentioned]:
    """Return the sentences that name an entity, given by its id, in reading order, at most `PLACES`.

    Raises WorkspaceError if no run has finished in the folder.
    """
    with opened(out) as store:
        rows = store.rows(_MENTIONS, {"key": key, "many": PLACES})
        return [{"document": one, "title": title, "sentence": sentence} for one, title, sentence in rows]


def original(out: Folder, identifier: str) -> Path | None:
    """Return the file that a document was read from, or the archive or mail with it, if it is still there.

    Raises InputError if there is no document of this id; WorkspaceError if no run has finished in the folder.
    """
    with opened(out) as store:
        *_, file = _told(store, identifier)
        return _file(store, file)


def _told(tables: Tables, identifier: str) -> tuple[Any, ...]:
    found = next(tables.rows(_DOCUMENT, {"id": identifier}), None)
    if found is None:
        raise InputError(f"{identifier!r}: there is no such document here")
    return found


def _lines(
    tables: Tables, document: int, first: int, rows: list[tuple[int, int, int]], named: dict[int, list[Name]]
) -> list[Line]:
    """Cut sentences out of a document; the one before `first` tells what stands in front of that."""
    if not rows:
        return []
    at = 0 if rows[0][0] == first == 0 else rows[0][2] if rows[0][0] < first else rows[0][1]
    end = rows[-1][2]
    pieces = list(tables.rows(_PIECES, {"document": document, "start": min(at, rows[0][1]), "end": end}))
    begin = pieces[0][0] if pieces else 0
    text = "".join(piece for _, piece in pieces)
    pages = paged(tables, [document]).get(document)
    lines: list[Line] = []
    for sentence, start, end in rows:
        if sentence < first:
            continue
        own = text[start - begin : end - begin]
        lines.append(
            {
                "sentence": sentence,
                "page": page_at(pages, start) if pages else None,
                "before": text[max(0, at - begin) : start - begin],
                "text": own,
                "names": in_units(own, apart(named[sentence], start, end)),
            }
        )
        at = end
    return lines


def _file(tables: Tables, file: str | None) -> Path | None:
    """Return the path of the input that a document's file is, or is in, unless there is a link in its place now."""
    for name, place in tables.rows(_ORIGINAL, {"file": file}) if file else ():
        path = Path(place)
        if path.is_file() and not any(part.is_symlink() for part in (path, *path.parents)[: name.count("/") + 1]):
            return path
    return None
