"""Join the pieces of a formatted text: blank lines separate paragraphs, and each table row is a line."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

PAGE = "\f"
"""Separates two pages, sheets or slides."""

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
    """Join paragraphs with blank lines; empty ones are left out."""
    return _MANY.sub("\n\n", "\n\n".join(block for block in map(flowed, blocks) if block))


def row(cells: Iterable[str]) -> str:
    """Join the cells of a row into one line.

    >>> row(["Acme", "", "John  Smith"])
    'Acme | John Smith'
    """
    return " | ".join(cell for cell in (flowed(cell).replace("\n", " ") for cell in cells) if cell)


def cells(contents: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a row as a line, or as paragraphs if its cells are long, because tables are also used for layout.

    >>> list(cells([["Acme", "Inc."], ["Oslo"]]))
    ['Acme Inc. | Oslo']
    """
    found = [list(content) for content in contents]
    if any(sum(map(len, content)) > _CELL for content in found):
        yield from chain.from_iterable(found)
    else:
        yield row(" ".join(content) for content in found)


def pages(texts: Iterable[str]) -> str:
    """Join pages; a sentence may continue on the next page."""
    return PAGE.join(text.strip("\n\f").replace(PAGE, "\n") for text in texts)
