"""Find the marks of footnotes that are glued to words: "Merkel¹ met Macron2, who said so.3"."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_SIGNS = "⁰¹²³⁴-⁹"
_SIGN = re.compile(f"[{_SIGNS}]")
_RAISED = re.compile(
    rf"(?:(?<=[^\W\d_{_SIGNS}]{{3}})|(?<=\b[A-Z][a-z])|(?<=[^\W\d_]['’][a-z])|(?<=[.,;:!?”’\"')\]]))"
    rf"([{_SIGNS}]{{1,3}})(?:[,⁻–-]?[{_SIGNS}]{{1,3}})*(?![^\W_])"
)
_DAGGERS = re.compile(r"[†‡]+(?<=[\w.,;:!?”’\"')\]†][†‡])")
_DIGITS = re.compile(r"[1-9](?<=[^\s\d][1-9])\d?\d?(?:[,–-]\d{1,3})*(?=[\s.,;:!?”’\"')\]]|$)")
_BEFORE = re.compile(
    r"(?<![\w@#/.-])(?:([^\W\d_]{3,})(?:['’]s)?|([^\W\d_]{2,})[.,;:!?][”’\"')\]]*|([^\W\d_]{2,})[”’\"')\]]+)$"
)
_NUMBER = re.compile(r"[,–-]")
_LONGEST = 40  # letters of a word
_LONG = 4  # marks of a row that does not begin with 1


class _Mark(NamedTuple):
    """A number that may be a footnote's, at characters `start` to `end`; `word` is "" if it is a raised one."""

    start: int
    end: int
    number: int
    word: str


def footnotes(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each mark, in order.

    Daggers and raised digits behind a word are marks. Other digits are where they count on from one to the next, and
    where each word has one number only, once: a "Falcon9" stays what it is.

    >>> text = "Merkel1 met Macron\u00b2, who said so.3 The Falcon9 rose."
    >>> [text[start:end] for start, end in footnotes(text)]
    ['1', '\u00b2', '3']
    """
    signs = _SIGN.search(text)
    raised = [_Mark(*found.span(), _value(found[1]), "") for found in _RAISED.finditer(text)] if signs else []
    glued = [
        _Mark(*found.span(), int(_NUMBER.split(found[0])[0]), before[before.lastindex or 0])
        for found in _DIGITS.finditer(text)
        if (before := _BEFORE.search(text, max(0, found.start() - _LONGEST), found.start()))
    ]
    counted = (mark for mark in _counting_on(sorted([*raised, *_unusual(glued)])) if mark.word)
    daggers = [found.span() for found in _DAGGERS.finditer(text)]
    return sorted([*daggers, *((mark.start, mark.end) for mark in (*raised, *counted))])


def _value(raised: str) -> int:
    return int("".join(str(unicodedata.digit(sign)) for sign in raised))


def _unusual(glued: Sequence[_Mark]) -> Iterator[_Mark]:
    """Yield the numbers that stand behind a word once, and no other one behind that word: "Witness1" is none."""
    uses = Counter(mark.word for mark in glued)
    return (mark for mark in glued if uses[mark.word] == 1)


def _counting_on(marks: Iterable[_Mark]) -> Iterator[_Mark]:
    """Yield the marks of each row of numbers, 1, 2, 3, in which words are no names that have a number."""
    rows: dict[int, list[_Mark]] = {}
    ended: list[list[_Mark]] = []
    for mark in marks:
        row = [*rows.pop(mark.number - 1, []), mark]
        if mark.number in rows:
            ended.append(rows[mark.number])
        rows[mark.number] = row
    for row in (*ended, *rows.values()):
        if len(row) >= (2 if row[0].number == 1 else _LONG) and 2 * sum(mark.word.isupper() for mark in row) < len(row):
            yield from row
