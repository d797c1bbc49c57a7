"""Put the words of a text together that the ends of its lines parted, and remember where they stood."""

import re
from bisect import bisect_left
from collections.abc import Container
from typing import NamedTuple

_PARTED = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})[-\u2010][^\S\n]*\n[^\S\n]*([^\W\d_]\S*)")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+)[^\S\n]$")
_SYLLABLE = re.compile(r"[b-df-hj-np-tvwyz]{0,2}[aeiouy]{1,3}(?:ng|ck|[hklmnpt])?", re.IGNORECASE)


class Moved(NamedTuple):
    """Characters that a line's end parted from their word: `start` and `end` are where they stand now."""

    start: int
    end: int
    by: int


class Whole(NamedTuple):
    """A text of the same length, of which only the `moved` characters stand elsewhere."""

    text: str
    moved: tuple[Moved, ...]

    def there(self, place: int) -> int:
        """Return where a boundary of the first text is in this one."""
        if not (one := self._before(place)) or place > one.end + one.by:
            return place
        return max(one.start, place - one.by)

    def back(self, place: int) -> int:
        """Return where a boundary of this text is in the first one.

        >>> whole = unparted("Angela Mer-\\nkel, they said")
        >>> whole.text, whole.back(13), whole.there(15)
        ('Angela Merkel,   they said', 15, 13)
        """
        if not (one := self._before(place)) or place > one.end + one.by:
            return place
        return min(place, one.end) + one.by

    def _before(self, place: int) -> Moved | None:
        at = bisect_left(self.moved, place, key=lambda one: one.start)
        return self.moved[at - 1] if at else None


def unparted(text: str) -> Whole:
    """Put the words together that a hyphen at the end of a line parts; blanks go behind them instead."""
    if not _PARTED.search(text):
        return Whole(text, ())
    known = {word.lower() for word in _WORD.findall(text)}
    pieces: list[str] = []
    moved: list[Moved] = []
    behind = 0
    for found in _PARTED.finditer(text):
        letters = _LETTERS.findall(found[2])[0]
        before = _LAST.search(text, max(0, found.start() - 30), found.start())
        word = put_together(before[1] if before else "", found[1], letters, known)
        kept = word.removesuffix(letters)
        start = found.start() + len(kept)
        by = found.start(2) - start
        moved.append(Moved(start, start + len(found[2]), by))
        pieces += [text[behind : found.start()], kept, found[2], " " * by]
        behind = found.end()
    return Whole("".join([*pieces, text[behind:]]), tuple(moved))


def put_together(before: str, first: str, second: str, known: Container[str]) -> str:
    """Put a word together that a line's end parted; its hyphen stays where it is likely the word's own.

    `before` is the word before it, and `known` are words that the text has elsewhere, in small letters.

    >>> [put_together("", *parts, set()) for parts in (("Mer", "kel"), ("Jean", "Pierre"), ("trans", "port"))]
    ['Merkel', 'Jean-Pierre', 'transport']
    >>> put_together("Moon", "Jae", "in", set()), put_together("", "Jae", "in", {"jae-in"})
    ('Jae-in', 'Jae-in')
    """
    whole, with_hyphen = first + second, f"{first}-{second}"
    if whole.lower() in known:
        return whole
    capital = second[0].isupper() and not (first.isupper() and second.isupper())
    if capital or with_hyphen.lower() in known or _east_asian(before, first, second):
        return with_hyphen
    return whole


def _east_asian(surname: str, first: str, second: str) -> bool:
    """Whether two syllables behind a short surname are a given name with a hyphen of its own: "Moon Jae-in"."""
    return (
        surname[:1].isupper()
        and len(surname) < 6
        and first[0].isupper()
        and all(_SYLLABLE.fullmatch(part) for part in (surname, first, second))
    )
