"""Boilerplate: the lines that a website puts around what people wrote, and the names of its users.

No website is known in advance. A line is boilerplate if it is short and repeated, in one document or in many, or if it
is repeated around different names.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from math import ceil
from typing import NamedTuple

from comention.languages.grammar import Grammar
from comention.languages.lexicon import Lexicon
from comention.text.names import key

_LINE = re.compile(r"[^\n]+")
_LONGEST = 80
_MENU = re.compile(r"\s[a-z]|\||\s{2}")  # a name alone on a line may be who speaks next
_CLOSED = re.compile(r"[.!?…:][\"'”’)]*\s*$")
OFTEN = 3
"""In how many documents a short line must stand to be boilerplate."""
SHARE = 0.2
"""In what part of all documents it must stand, too."""


class Line(NamedTuple):
    """A short line that closes no sentence, at characters `start` to `end`."""

    start: int
    end: int
    text: str


class Boilerplate(NamedTuple):
    """Lines that hold no names of the text's own, and the keys of the names that only the website uses."""

    lines: list[Line]
    users: frozenset[str]

    def covers(self, start: int) -> bool:
        """Whether the character belongs to the website."""
        before = bisect_right(self.lines, start, key=lambda line: line.start)
        return before > 0 and start < self.lines[before - 1].end


NO_BOILERPLATE = Boilerplate([], frozenset())


@cache
def _owned(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<owner>\S.{{0,40}}?)['’]{grammar.possessive.pattern}\s+(?P<thing>[a-z]\w+)\s*$")


def short_lines(text: str) -> Iterator[Line]:
    """Yield the lines that can be boilerplate."""
    for match in _LINE.finditer(text):
        content = " ".join(match.group().split())
        if content and len(content) <= _LONGEST and not _CLOSED.search(content):
            yield Line(*match.span(), content)


def find_boilerplate(text: str, words: Lexicon) -> Boilerplate:
    """Find repeated lines ("Share this Tweet E-mail"), and lines of one kind around different names ("X's picture").

    >>> from comention.languages.lexicon import lexicon
    >>> text = "Night Owl's picture\\nNo.\\nReply  Report\\nRed Fox's picture\\nYes!\\nReply  Report"
    >>> sorted(find_boilerplate(text, lexicon("en")).users)
    ['night owl', 'red fox']
    """
    same: dict[str, list[Line]] = defaultdict(list)
    owned: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    owned_by = _owned(words.grammar)
    for line in short_lines(text):
        if match := owned_by.match(line.text):
            owned[match["thing"]][key(match["owner"])].append(line)
        if _MENU.search(text[line.start : line.end].strip()):
            same[line.text].append(line)
    lines = {line for several in same.values() if len(several) > 1 for line in several}
    users: set[str] = set()
    for owners in owned.values():
        if len(owners) > 1:
            users.update(owners)
            lines.update(line for several in owners.values() for line in several)
    return Boilerplate(sorted(lines), frozenset(users))


def least(documents: int) -> int:
    """Return in how many of so many documents a short line must stand to be a header or footer of them all."""
    return max(OFTEN, ceil(SHARE * documents))
