"""A text in; the lines that a website puts around what people wrote, and the names of its users, out.

Nothing is known of any site: a line is furniture when the same short line, or the same short line around another name,
stands there again and again.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from comention.resolve.names import key

_LINE = re.compile(r"[^\n]+")
_OWNED = re.compile(r"\s*(?P<owner>\S.{0,40}?)['’]s\s+(?P<thing>[a-z]\w+)\s*$")
_LONGEST = 80
_MENU = re.compile(r"\s[a-z]|\||\s{2}")  # a name alone on a line may be who speaks next
_CLOSED = re.compile(r"[.!?…][\"'”’)]*\s*$")


class Furniture(NamedTuple):
    """Characters that hold no names of the text's own, and the keys of the names that only the website uses."""

    spans: list[tuple[int, int]]
    users: frozenset[str]

    def covers(self, start: int) -> bool:
        """Whether the character belongs to the website."""
        return any(a <= start < b for a, b in self.spans)


def furniture(text: str) -> Furniture:
    """Find repeated lines ("Share this Tweet E-mail"), and lines of one kind around different names ("X's picture").

    >>> text = "Night Owl's picture\\nNo.\\nReply  Report\\nRed Fox's picture\\nYes!\\nReply  Report"
    >>> sorted(furniture(text).users)
    ['night owl', 'red fox']
    """
    same: dict[str, list[tuple[int, int]]] = defaultdict(list)
    owned: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for line in _LINE.finditer(text):
        content = line.group().strip()
        if not content or len(content) > _LONGEST or _CLOSED.search(content):
            continue
        if match := _OWNED.match(content):
            owned[match["thing"]][key(match["owner"])].append(line.span())
        if _MENU.search(content):
            same[" ".join(content.split())].append(line.span())
    spans = {span for several in same.values() if len(several) > 1 for span in several}
    users: set[str] = set()
    for owners in owned.values():
        if len(owners) > 1:
            users.update(owners)
            spans.update(span for several in owners.values() for span in several)
    return Furniture(sorted(spans), frozenset(users))
