"""Escape scalars for XML, and write a stream of pieces to a file.

The standard library's own escaping imports all that fetches files from the web, which takes longer than a small export.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from comention.export.flatten import Scalar, spoken
from comention.runtime import paused

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_IN_CONTENT = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\t\n\r]')
_PIECES = 5_000  # that are written at once


def content(value: Scalar) -> str:
    """Write what stands between tags; a reader gets text back as it was.

    >>> content("A & B"), content(True), content(0.5)
    ('A &amp; B', 'true', '0.5')
    """
    if isinstance(value, str):
        return _IN_CONTENT.sub(_escaped, value) if _IN_CONTENT.search(value) else value
    return spoken(value)


def attribute(value: Scalar) -> str:
    """Write the value of an attribute, with its quotes.

    >>> print(attribute('say "no"'))
    "say &quot;no&quot;"
    """
    return f'"{_IN_ATTRIBUTE.sub(_escaped, value) if isinstance(value, str) else content(value)}"'


def write(pieces: Iterable[str], file: BinaryIO) -> None:
    """Write a stream of text in UTF-8, some pieces at a time."""
    stream: Iterator[str] = iter(pieces)
    with paused():
        while some := "".join(islice(stream, _PIECES)):
            file.write(some.encode("utf-8"))


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]
