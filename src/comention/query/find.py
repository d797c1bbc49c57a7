"""Find the sentences that contain some words, and the names that begin with them; case and accents do not matter.

A text is no pattern: its words stand in one sentence, in any order, at the beginnings of words; what is between
quotation marks stands as it is. The database tells which documents have all of the words; these are looked at in their
order, a few at first, and no further than enough is found.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypedDict
from unicodedata import combining, normalize

from comention.batch import batches
from comention.errors import InputError
from comention.query.passages import Place
from comention.tables import Tables, with_parts

NAMES = 20
"""How many names are told."""
FIRST, MOST, CHARACTERS = 50, 2_000, 4_000_000
"""Documents that are looked at together, at first and at most, and their characters."""

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')
_SPACED = "\u0e00"
"""From this character on, scripts may put no spaces between words."""
_FOLDED = "strip_accents(lower({}))"
_HOLDING = """
SELECT d.document, d.characters
FROM {document} d
JOIN (SELECT p.document FROM {piece} p GROUP BY p.document HAVING {all_words}) h ON h.document = d.document
ORDER BY d.document"""
_TEXTS = """
SELECT p.document, p.text FROM {piece} p WHERE p.document IN (SELECT unnest($those)) ORDER BY p.document, p.start"""
_SENTENCES = """
SELECT s.document, s.sentence, s.start, s.end
FROM {sentence} s WHERE s.document IN (SELECT unnest($those)) ORDER BY s.document, s.sentence"""
# Forms with all of the words at beginnings of words: a hyphen begins one, dots and apostrophes count for nothing.
_NAMED = """
WITH form AS (
    SELECT a.entity, a.surface, a.count,
        concat(' ', translate({folded}, '-‐‑–/łøđðı.''’`"', '     lodði'), ' ') AS folded
    FROM {alias} a
), called AS (
    SELECT f.entity, f.surface, f.count FROM form f WHERE {all_words}
), best AS (
    SELECT c.entity, arg_max(c.surface, (c.count, c.surface)) AS surface, count(*) FILTER (c.surface = e.label) AS own
    FROM called c JOIN {entity} e ON e.entity = c.entity
    GROUP BY c.entity
)
SELECT e.id, e.label, e.type, m.mentions, CASE WHEN b.own = 0 THEN b.surface END AS form
FROM best b JOIN {entity} e ON e.entity = b.entity
JOIN (SELECT a.entity, sum(a.count) AS mentions FROM {alias} a GROUP BY a.entity) m ON m.entity = b.entity
ORDER BY m.mentions DESC, e.id
LIMIT $many"""


class Called(TypedDict):
    """An entity; `form` is the surface form that was found, if that is not its label."""

    key: str
    label: str
    type: str
    mentions: int
    form: str | None


class _Folds(dict[int, str]):
    """The small letter without accents for each character, where that is one character."""

    def __missing__(self, code: int) -> str:
        bare = "".join(part for part in normalize("NFD", chr(code).lower()) if not combining(part))
        self[code] = bare if len(bare) == 1 else chr(code)
        return self[code]


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return a text of the same length in small letters without accents.

    >>> fold("Gerhard SCHRÖDER")
    'gerhard schroder'
    """
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def terms(text: str) -> list[tuple[str, ...]]:
    """Return what is searched for, folded: single words, and the words of what is quoted.

    >>> terms('Merkel "nuclear  agreement"')
    [('merkel',), ('nuclear', 'agreement')]
    """
    found = (quoted.split() if quoted else [word] for quoted, word in _QUOTED.findall(fold(text)))
    return [tuple(words) for words in dict.fromkeys(tuple(filter(None, words)) for words in found) if words]


def places(tables: Tables, text: str, many: int) -> tuple[list[Place], bool]:
    """Return the first sentences in which all words of a text stand, and whether there are more.

    Raises InputError if the text is blank.
    """
    wanted = terms(text)
    if not wanted:
        raise InputError("there is nothing to search for")
    patterns = sorted(map(_pattern, wanted), key=lambda pattern: -len(pattern.pattern))
    found: list[Place] = []
    for place in _places(tables, [word for term in wanted for word in term], patterns):
        found.append(place)
        if len(found) > many:
            return found[:many], True
    return found, False


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    begins = r"(?<!\w)" if re.match(r"\w", words[0]) and words[0] < _SPACED else ""
    return re.compile(begins + r"\s+".join(map(re.escape, words)))


def _places(tables: Tables, words: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> Iterator[Place]:
    rarest, *others = patterns
    for several in _holding(tables, words):
        contents: dict[int, str] = {}
        for document, pieces in groupby(tables.rows(_TEXTS, {"those": several}), itemgetter(0)):
            text = fold("".join(piece for _, piece in pieces))
            if all(pattern.search(text) for pattern in patterns):
                contents[document] = text
        if not contents:
            continue
        for document, rows in groupby(tables.rows(_SENTENCES, {"those": list(contents)}), itemgetter(0)):
            sentences = [row[1:] for row in rows]
            starts = [start for _, start, _ in sentences]
            last, text = -1, contents[document]
            for match in rarest.finditer(text):
                place = bisect_right(starts, match.start()) - 1
                number, start, end = sentences[place] if place >= 0 else (0, 0, 0)
                if place > last and match.start() < end:
                    last = place
                    if all(pattern.search(text, start, end) for pattern in others):
                        yield document, number


def _holding(tables: Tables, words: Sequence[str]) -> Iterator[list[int]]:
    """Yield the numbers of the documents that contain all of the words, more and more at once."""
    one = f"bool_or(contains({_FOLDED.format('p.text')}, $w{{}}))"
    sql = with_parts(_HOLDING, all_words=" AND ".join(one.format(number) for number in range(len(words))))
    rows = list(tables.rows(sql, {f"w{number}": word for number, word in enumerate(words)}))
    first, rest = rows[:FIRST], rows[FIRST:]
    for several in batches(first, FIRST, weigh=itemgetter(1), limit=CHARACTERS):
        yield [document for document, _ in several]
    for several in batches(rest, MOST, weigh=itemgetter(1), limit=CHARACTERS):
        yield [document for document, _ in several]


def names(tables: Tables, text: str, many: int = NAMES) -> list[Called]:
    """Return the entities that have a form with all words of a text at beginnings of words, most mentioned first."""
    plain = fold(text).translate(str.maketrans("-‐‑–/łøđðı", "     lodði", ".'’`\""))
    words = list(dict.fromkeys(plain.split()))
    if not words:
        return []
    one = "contains(f.folded, concat(' ', $w{}))"
    sql = with_parts(
        _NAMED,
        folded=_FOLDED.format("a.surface"),
        all_words=" AND ".join(one.format(number) for number in range(len(words))),
    )
    rows = tables.rows(sql, {f"w{number}": word for number, word in enumerate(words)} | {"many": many})
    return [
        {"key": key, "label": label, "type": kind, "mentions": int(mentions), "form": form}
        for key, label, kind, mentions, form in rows
    ]
