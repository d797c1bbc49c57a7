"""Put the words of a text together that line ends or signs parted, and remember where they stood."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from comention.text.footnotes import footnotes

_LINE_END = re.compile(r"([-\u2010\u00ad])[^\S\n\f]*(?:\n\f?|\f)[^\S\n\f]*(?=([^\W\d_]+))")
_BEFORE = re.compile(r"(?:(?<![^\W\d_])([^\W\d_]+)\s)?(?<![^\W\d_])([^\W\d_]{2,})$")
_SOFT = re.compile(r"(?<=\w)\u00ad+(?=\w)")
_SPACE = re.compile(r"\s")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LONGEST = 60  # letters of a word and the one before it
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
    """Put the words together that a hyphen at the end of a line parts, or soft hyphens, and leave out footnote marks.

    Blanks go behind them instead.
    """
    removed = [*_line_ends(text), *_soft(text), *footnotes(text)]
    return _without(text, sorted(removed)) if removed else Whole(text, ())


def _soft(text: str) -> Iterator[tuple[int, int]]:
    """Yield the soft hyphens in words."""
    return (found.span() for found in _SOFT.finditer(text)) if "\u00ad" in text else iter(())


def _line_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield what parts words at the ends of lines: the end, and the hyphen unless it is likely the word's own."""
    ends = list(_LINE_END.finditer(text))
    known = {word.lower() for word in _WORD.findall(text)} if ends else set()
    for end in ends:
        if found := _BEFORE.search(text, max(0, end.start() - _LONGEST), end.start()):
            before, first = found.groups(default="")
            kept = end[1] != "\u00ad" and "-" in put_together(before, first, end[2], known)
            yield end.start() + kept, end.end()


def _without(text: str, removed: Sequence[tuple[int, int]]) -> Whole:
    """Return the text with blanks for what is removed, behind the words in which that stood."""
    pieces: list[str] = []
    moved: list[Moved] = []
    behind = by = 0
    for start, end in (*removed, (len(text), len(text))):
        space = _SPACE.search(text, behind, start) if by else None
        stop = space.start() if space else start
        if by and stop > behind:
            moved.append(Moved(behind - by, stop - by, by))
        if space or start == len(text):
            pieces += [text[behind:stop], " " * by, text[stop:start]]
            by = 0
        else:
            pieces.append(text[behind:start])
        behind, by = end, by + end - start
    return Whole("".join(pieces), tuple(moved))


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
