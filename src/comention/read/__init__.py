"""Find the files to read, and yield the documents in them, in order.

Nothing is lost silently: what cannot be read is yielded as `Skipped`, with the reason.
"""

import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from typing import BinaryIO

from comention.read.inputs import Input, collect
from comention.read.isolated import Job, readers
from comention.read.items import How, Part, Skipped, Status, UnreadError, Working, where_of
from comention.read.kinds import GROUP, READERS, kind, suffix_of, suffixes
from comention.read.reading import Item, Reader, Reading, cannot_be_read

__all__ = [
    "GROUP",
    "READERS",
    "How",
    "Input",
    "Part",
    "Reader",
    "Skipped",
    "Status",
    "UnreadError",
    "Working",
    "count",
    "find",
    "read",
    "read_each",
    "suffix_of",
    "suffixes",
    "where_of",
]

_DEFAULT = How()
_IN_MEMORY = 64 * 2**20  # bytes of a stream; more of it goes through a temporary file
_LINES = frozenset({".jsonl"})  # formats with a document a line
_HARMLESS = frozenset({".txt", ".md", ".rst", ".log", ".jsonl"})  # formats that are read in this process
_LARGE = 16 * 2**20  # bytes from which on a text goes to a worker, too
_AHEAD = 16  # files that are read before it is their turn


def find(named: Sequence[str | Path], *, exclude: Path | None = None) -> list[Input]:
    """Return the files behind the named ones: themselves, what is in folders, and standard input for "-".

    Raises InputError for one that does not exist or cannot be read, before any of them is read.
    Inside folders, hidden files and the folder `exclude` are ignored.
    """
    return collect(named, exclude)


def read(source: Input, how: How = _DEFAULT) -> Iterator[Item]:
    """Yield the documents of one input, and `Skipped` for what cannot be read in it."""
    with closing(read_each([source], how)) as streams:
        for items in streams:
            yield from items


def read_each(
    sources: Iterable[Input], how: How = _DEFAULT, *, slow: Callable[[str], None] = lambda _: None
) -> Generator[Iterator[Item], None, None]:
    """Yield for each input an iterator over its items; exhaust it before taking the next one.

    Texts and JSON lines are read in this process, other files by workers, some of them ahead of their turn. `slow`
    is called every second with the id of an input that is waited for.
    """
    with ExitStack() as stack:
        start = cache(lambda: stack.enter_context(readers(how, slow=slow)))
        waiting: deque[Iterator[Item]] = deque()
        for source in sources:
            waiting.append(_begun(source, how, start, stack))
            if len(waiting) > _AHEAD:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()


def count(inputs: Iterable[Input]) -> int:
    """Estimate how many documents the inputs hold, without reading them: one per file, or one per line."""
    known = {"", *suffixes()}
    return sum(
        _lines(source.path) if source.path and source.suffix in _LINES else 1
        for source in inputs
        if not source.skipped and (source.named or source.suffix in known)
    )


def _begun(
    source: Input, how: How, start: Callable[[], Callable[[Job], Iterator[Item]]], stack: ExitStack
) -> Iterator[Item]:
    """Begin to read an input, in a worker unless it is harmless; return an iterator over its items."""
    if source.skipped:
        return iter([source.skipped._replace(where=source.id)])
    if source.path is None or source.path.is_fifo():
        return _streamed(source, how, stack)
    name = source.path.name
    try:
        with source.path.open("rb") as file:
            found = kind(file, name, any_text=source.named)
        if found in _HARMLESS and READERS.get(found) and source.path.stat().st_size < _LARGE:
            return _opened(source.path, source, how)
        return start()(Job(source.path, source.id, name, source.named))
    except OSError as error:
        return iter([Skipped(source.id, cannot_be_read(error), Status.CLOSED)])
    except UnreadError as error:
        return iter([error.skipped(source.id)])


def _opened(path: Path, source: Input, how: How) -> Iterator[Item]:
    try:
        with path.open("rb") as file:
            yield from _here(file, source, path.name, how)
    except OSError as error:
        yield Skipped(source.id, cannot_be_read(error), Status.CLOSED)


def _here(file: BinaryIO, source: Input, name: str, how: How) -> Iterator[Item]:
    return Reading(how).items(file, source.id, name, any_text=source.named)


def _streamed(source: Input, how: How, stack: ExitStack) -> Iterator[Item]:
    """Copy a stream as a whole, then read it like a file; a worker needs a named file."""
    name = source.path.name if source.path else ""
    try:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            if source.path:
                with source.path.open("rb") as stream:
                    shutil.copyfileobj(stream, spool)
            else:
                shutil.copyfileobj(sys.stdin.buffer, spool)
            size = spool.tell()
            spool.seek(0)
            file: BinaryIO = spool  # type: ignore[assignment]  # it has all that a BinaryIO has
            if kind(file, name, any_text=True) in _HARMLESS and size < _LARGE:
                yield from _here(file, source, name, how)
                return
            named = stack.enter_context(tempfile.NamedTemporaryFile(prefix="comention-"))  # noqa: SIM115
            shutil.copyfileobj(spool, named)
            named.flush()
        start = stack.enter_context(readers(how, 1))  # others may wait until their own files are taken
        yield from start(Job(Path(named.name), source.id, name, any_text=True))
    except OSError as error:
        yield Skipped(source.id, cannot_be_read(error), Status.CLOSED)
    except UnreadError as error:
        yield error.skipped(source.id)


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(1 for _ in file)
    except OSError:
        return 0
