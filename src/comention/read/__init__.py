"""Paths in, documents out: what can be read is found first, then read one after the other.

Nothing is lost silently: what cannot be read comes out as `Skipped`, with the reason.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from comention import registry
from comention.config import Fields
from comention.model import Document
from comention.read.inputs import Input, Skipped, collect
from comention.read.records import begins_with_record

__all__ = ["GROUP", "READERS", "Input", "Reader", "Skipped", "count", "find", "read", "suffixes"]

READERS = {
    ".jsonl": "comention.read.records:read_records",
    ".md": "comention.read.plain:read_plain",
    ".txt": "comention.read.plain:read_plain",
}
GROUP = "comention.readers"
"""Entry-point group: a package that is installed adds a format as `".suffix" = "its_module:its_reader"`."""

Reader = Callable[[BinaryIO, str, Fields], Iterator[Document | Skipped]]
"""Reads an open file; its name begins the ids of the documents that have none of their own."""

_DEFAULT = Fields()
_IN_MEMORY = 64 * 2**20  # bytes of a stream; more of it goes through a temporary file
_LINES = frozenset({".jsonl"})  # formats with a document a line


def suffixes() -> list[str]:
    """The suffixes of the files that can be read."""
    return registry.names(READERS, GROUP)


def find(named: Sequence[str | Path], *, exclude: Path | None = None) -> list[Input]:
    """Return the files behind the named ones: themselves, what is in folders, and standard input for "-".

    Raises InputError for one that does not exist or cannot be read, before any of them is opened.
    Inside folders, `exclude` (a folder) is left out, and so are hidden files.
    """
    return collect(named, suffixes(), exclude)


def read(source: Input, *, fields: Fields = _DEFAULT) -> Iterator[Document | Skipped]:
    """Yield the documents of one input, and what had to be skipped in it."""
    if source.skipped:
        yield Skipped(source.id, source.skipped)
        return
    try:
        with _opened(source) as (file, suffix):
            reader: Reader = registry.load(suffix, READERS, GROUP)
            yield from reader(file, source.id, fields)
    except OSError as error:
        yield Skipped(source.id, f"cannot be read: {error.strerror or error}")


def count(inputs: Iterable[Input]) -> int:
    """About how many documents the inputs hold, without reading them: one a file, or one a line."""
    return sum(
        _lines(source.path) if source.path and source.suffix in _LINES else 1 for source in inputs if not source.skipped
    )


@contextmanager
def _opened(source: Input) -> Iterator[tuple[BinaryIO, str]]:
    """Open an input; of a stream, find out whether it holds text or records."""
    if source.path and source.suffix:
        with source.path.open("rb") as file:
            yield file, source.suffix
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        if source.path:
            with source.path.open("rb") as stream:
                shutil.copyfileobj(stream, spool)
        else:
            shutil.copyfileobj(sys.stdin.buffer, spool)
        spool.seek(0)
        suffix = ".jsonl" if begins_with_record(spool) else ".txt"
        spool.seek(0)
        yield spool, suffix  # type: ignore[misc]  # it has all that a BinaryIO has


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(1 for _ in file)
    except OSError:
        return 0
