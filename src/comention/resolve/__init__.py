"""Find out which names refer to the same entity, and record for every mention why.

Each document is resolved by itself (`document`), then their entities are put together (`collection`). Between the two
are tables, of which the collection reads what does not grow with the number of mentions.
"""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import attrgetter

from comention.corrections import Corrections
from comention.resolve.collection import Resolution, resolve
from comention.resolve.document import proposing, resolve_document, resolving
from comention.resolve.known import UNKNOWN, Known, learn

__all__ = ["UNKNOWN", "Known", "Resolution", "learn", "proposing", "resolve", "resolve_document", "resolving", "way"]


def way(language: str, corrections: Corrections, *, keep_furniture: bool, given: bool = False) -> str:
    """Name the way in which documents are resolved by themselves: it differs when any rule or word list does."""
    listed = [(entry.name, entry.aliases, entry.type) for entry in corrections.entities if entry.type]
    return sha256(
        repr((_rules(), language, keep_furniture, given, listed)).encode("utf-8", "surrogatepass")
    ).hexdigest()[:32]


@cache
def _rules() -> str:
    digest = sha256()

    def add(folder: Traversable) -> None:
        for entry in sorted(folder.iterdir(), key=attrgetter("name")):
            if entry.is_dir() and entry.name != "__pycache__":
                add(entry)
            elif entry.is_file():
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes())

    add(files("comention.resolve"))
    add(files("comention.languages"))
    add(files("comention.text"))
    return digest.hexdigest()
