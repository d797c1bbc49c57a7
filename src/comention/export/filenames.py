"""Turn titles into names of files that Linux, macOS, Windows and Obsidian accept, and that differ on each of them.

See Microsoft's "Naming Files, Paths, and Namespaces"; Obsidian also forbids what its links are written with.
"""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

_INSTEAD = {"/": "-", "\\": "-", "|": "-", ":": "-", '"': "'", "`": "'"}
_FORBIDDEN = re.compile(r'[\[\]#^|\\/:*?"<>`$%]')
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|(COM|LPT)[0-9¹²³])(?![^. ])", re.IGNORECASE)
_LENGTH = 120
"""Bytes of a name; what systems and our temporary files add to it stays below 255."""


def stems(titles: Iterable[str]) -> Iterator[str]:
    """Yield a name for each title, without suffix; the second of the same name has a number.

    >>> list(stems(["AC/DC", "Ac:dc", "Panama: a leak?", "con", "J. Doe Jr."]))
    ['AC-DC', 'Ac-dc (2)', 'Panama – a leak', '_con', 'J. Doe Jr']
    """
    numbers: dict[str, int] = {}
    for title in titles:
        stem = name = _stem(title)
        while (key := _key(name)) in numbers:
            numbers[_key(stem)] += 1
            name = f"{stem} ({numbers[_key(stem)]})"
        numbers[key] = 1
        yield name


def _stem(title: str) -> str:
    visible = "".join(character if character.isprintable() else " " for character in normalize("NFC", title))
    legal = _FORBIDDEN.sub(lambda found: _INSTEAD.get(found[0], " "), visible.replace(": ", " – "))
    short = " ".join(legal.split()).encode("utf-8")[:_LENGTH].decode("utf-8", "ignore").strip(". ")
    return f"_{short}" if _RESERVED.match(short) else short or "unnamed"


def _key(name: str) -> str:
    """What is equal for names that some system takes for the same."""
    return normalize("NFKC", normalize("NFKC", name).upper().casefold())
