"""Pieces of a formatted text in, one text out: paragraphs apart by blank lines, rows of tables as lines of cells."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

PAGE = "\f"
"""Stands between two pages, sheets or slides."""

_CELL = 200  # characters
_SPACE = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?")
_MANY = re.compile(r"\n{3,}")


def flowed(text: str) -> str:
    """Return a text with single spaces; line breaks stay.

    >>> flowed("  Angela   Merkel \\n met ")
    'Angela Merkel\\nmet'
    """
    return _BREAKS.sub("\n", _SPACE.sub(" ", text)).strip()


def paragraphs(blocks: Iterable[str]) -> str:
    """Put paragraphs one below the other, those that hold nothing left out."""
    return _MANY.sub("\n\n", "\n\n".join(block for block in map(flowed, blocks) if block))


def row(cells: Iterable[str]) -> str:
    """Put the cells of a row side by side.

    >>> row(["Acme", "", "John  Smith"])
    'Acme | John Smith'
    """
    return " | ".join(cell for cell in (flowed(cell).replace("\n", " ") for cell in cells) if cell)


def cells(contents: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a row as a line, or the paragraphs in its cells where they are long: tables are also used to place things.

    >>> list(cells([["Acme", "Inc."], ["Oslo"]]))
    ['Acme Inc. | Oslo']
    """
    found = [list(content) for content in contents]
    if any(sum(map(len, content)) > _CELL for content in found):
        yield from chain.from_iterable(found)
    else:
        yield row(" ".join(content) for content in found)


def pages(texts: Iterable[str]) -> str:
    """Put pages one behind the other; a sentence may go on over the end of a page."""
    return PAGE.join(text.strip("\n\f").replace(PAGE, "\n") for text in texts)
