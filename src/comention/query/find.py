"""Find the sentences that contain some words, and the names that begin with them; case and accents do not matter.

A text is no pattern: its words stand in one sentence, in any order, at the beginnings of words; what is between
quotation marks stands as it is. The database tells which documents have all of the words; their sentences are looked
at in their order, those of a few documents at first, and no further than enough is found.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypedDict
from unicodedata import combining, normalize

from comention.batch import batches
from comention.errors import InputError
from comention.query.passages import Place, texts_of
from comention.tables import Tables, with_parts
from comention.workspace.store import Store

NAMES = 20
"""How many names are told."""
FIRST, MORE, CHARACTERS = 50, 4, 20_000_000
"""So many documents are looked at together first, then so many times more, with at most so many characters."""

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')
_SPACED = "\u0e00"
"""From this character on, scripts may put no spaces between words."""
_FOLDED = "strip_accents(lower({}))"
_HOLDING = """
SELECT d.document, d.characters
FROM {document} d
JOIN (SELECT p.document FROM {piece} p GROUP BY p.document HAVING {all_words}) h ON h.document = d.document
ORDER BY d.document"""
# Sentences with all of the words, as far as the piece tells in which they begin.
_BEGUN = """
SELECT s.document, s.sentence, s.end > p.end, {text}
FROM {sentence} s JOIN {piece} p ON p.document = s.document AND p.start <= s.start AND s.start < p.end
WHERE s.document IN (SELECT unnest($those)) AND p.document IN (SELECT unnest($those))
    AND (s.end > p.end OR ({all_words}))
ORDER BY s.document, s.sentence"""
_TEXT = _FOLDED.format("substring(p.text, s.start - p.start + 1, s.end - s.start)")
# Forms and labels, folded: a hyphen begins a word, dots and the like are left out.
_FORMS = """
SELECT e.id, e.label, e.type, m.mentions, v.surface, v.count, v.surface = e.label AS own,
    concat(' ', translate({folded}, '-‐‑–/łøđðı.''’`"', '     lodði'), ' ') AS folded
FROM (
    SELECT a.entity, a.surface, a.count FROM {alias} a
    UNION ALL
    SELECT o.entity, o.label, 0 FROM {entity} o
) v JOIN {entity} e ON e.entity = v.entity
JOIN (SELECT a.entity, sum(a.count) AS mentions FROM {alias} a GROUP BY a.entity) m ON m.entity = v.entity"""
# Those with all of the words at beginnings of words.
_NAMED = """
SELECT f.id, f.label, f.type, f.mentions, CASE WHEN NOT bool_or(f.own) THEN arg_max(f.surface, (f.count, f.surface)) END
FROM {form} f
WHERE {all_words}
GROUP BY f.id, f.label, f.type, f.mentions
ORDER BY f.mentions DESC, f.id
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
    patterns = [_pattern(term) for term in wanted]
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
    asked = {f"w{number}": word for number, word in enumerate(words)}

    def with_words(sql: str, text: str, one: str = "{}") -> str:
        each = (one.format(f"contains({text}, $w{number})") for number in range(len(words)))
        return with_parts(sql, all_words=" AND ".join(each), text=text)

    holding = tables.rows(with_words(_HOLDING, _FOLDED.format("p.text"), "bool_or({})"), asked)
    for several in _more_and_more(list(holding)):
        begun = tables.rows(with_words(_BEGUN, _TEXT), asked | {"those": several})
        for cut, rows in groupby(begun, itemgetter(2)):
            found = [(document, sentence, text) for document, sentence, _, text in rows]
            if cut:
                whole = texts_of(tables, [(document, sentence) for document, sentence, _ in found])
                found = [(*place, text) for place, text in whole.items()]
            for document, sentence, text in found:
                folded = fold(text)
                if all(pattern.search(folded) for pattern in patterns):
                    yield document, sentence


def _more_and_more(documents: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield the numbers of some documents, given with their characters, more and more at once."""
    at, most = 0, FIRST
    while at < len(documents):
        some = next(batches(documents[at : at + most], most, weigh=itemgetter(1), limit=CHARACTERS))
        yield [document for document, _ in some]
        at, most = at + len(some), most * MORE


def names(store: Store, text: str, many: int = NAMES) -> list[Called]:
    """Return the entities that have a form with all words of a text at beginnings of words, most mentioned first."""
    plain = fold(text).translate(str.maketrans("-‐‑–/łøđðı", "     lodði", ".'’`\""))
    words = list(dict.fromkeys(plain.split()))
    if not words:
        return []
    store.once("form", with_parts(_FORMS, folded=_FOLDED.format("v.surface")))
    one = "contains(f.folded, concat(' ', $w{}))"
    sql = with_parts(_NAMED, all_words=" AND ".join(one.format(number) for number in range(len(words))))
    rows = store.rows(sql, {f"w{number}": word for number, word in enumerate(words)} | {"many": many})
    return [
        {"key": key, "label": label, "type": kind, "mentions": int(mentions), "form": form}
        for key, label, kind, mentions, form in rows
    ]
