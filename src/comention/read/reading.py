"""An open file in, its documents and what had to be skipped out: files inside files are read in turn, within limits."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from comention import registry
from comention.model import Document
from comention.read.items import ExhaustedError, How, Part, Skipped, Status, UnreadError
from comention.read.kinds import GROUP, READERS, kind

Item = Document | Skipped
Reader = Callable[[BinaryIO, str, How], Iterator[Document | Skipped | Part]]
"""Reads an open file; its name begins the ids of the documents that have none of their own."""

Key = tuple[int, ...]
"""The place of a file inside an input: () is the input itself, (3,) the fourth thing in it."""

_CONTAINERS = frozenset({".7z", ".bz2", ".gz", ".mbox", ".tar", ".xz", ".zip"})
_IN_MEMORY = 16 * 2**20  # bytes of a file inside a file; a larger one goes through a temporary file
_BLOCK = 2**20
_LINE = 200  # characters of a reason
_EXTRAS = {"py7zr": "sevenzip"}  # packages that are not installed unless asked for, and how to ask


def _ignore(*_: object) -> None:
    """Take no note."""


class Reading:
    """Reads one input, without what earlier attempts gave that were cut off.

    `done` are files that are not read again, `given` counts the documents that are known of others;
    `begin` and `end` are told where the work is.
    """

    def __init__(
        self,
        how: How,
        *,
        done: frozenset[Key] = frozenset(),
        given: Mapping[Key, int] | None = None,
        begin: Callable[[Key, str], None] = _ignore,
        end: Callable[[Key], None] = _ignore,
    ) -> None:
        self._how = how
        self._done, self._given = done, given or {}
        self._begin, self._end = begin, end
        self._left = how.limits.size * 2**20

    def items(self, file: BinaryIO, where: str, name: str, *, any_text: bool = False) -> Iterator[tuple[Key, Item]]:
        """Yield what is in a file, each with the place of the file that it comes from."""
        try:
            yield from self._items(Part(where, name, file), (), any_text)
        except ExhaustedError as error:
            yield (), Skipped(where, error.reason, error.status)

    def _items(self, part: Part, key: Key, any_text: bool) -> Iterator[tuple[Key, Item]]:
        if key in self._done:
            return
        self._begin(key, part.where)
        known = self._given.get(key, 0)
        inside = 0
        for item in self._own(part, key, any_text):
            if isinstance(item, Part):
                yield from self._items(item, (*key, inside), any_text=False)
                inside += 1
                self._begin(key, part.where)
            elif known:
                known -= 1
            elif isinstance(item, Skipped):
                yield key, item._replace(reason=one_line(item.reason))
            else:
                yield key, item
        self._end(key)

    def _own(self, part: Part, key: Key, any_text: bool) -> Iterator[Item | Part]:
        """Yield what the reader of a file gives; where it fails, why."""
        limits = self._how.limits
        try:
            with self._spooled(part.file) if key else part.file as file:
                found = kind(file, part.name, any_text=any_text)
                if found in _CONTAINERS and len(key) >= limits.depth:
                    raise UnreadError(f"packed more than {limits.depth} times: see --depth-limit", Status.LARGE)
                reader: Reader = registry.load(found, READERS, GROUP)
                yield from reader(file, part.where, self._how)
        except ExhaustedError:
            raise
        except UnreadError as error:
            yield Skipped(part.where, error.reason, error.status)
        except ModuleNotFoundError as error:
            yield Skipped(part.where, _to_install(error.name or "of its reader"), Status.MISSING)
        except MemoryError:
            yield Skipped(part.where, too_much_memory(limits.memory), Status.LARGE)
        except RecursionError:
            yield Skipped(part.where, "nested too deeply")
        except Exception as error:  # readers of broken files raise anything
            yield Skipped(part.where, f"damaged ({one_line(error)})")

    def _spooled(self, stream: BinaryIO) -> BinaryIO:
        """Unpack a file inside a file, as far as the limit for the whole input goes."""
        spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
        try:
            while block := stream.read(_BLOCK):
                self._left -= len(block)
                if self._left < 0:
                    raise ExhaustedError(self._how.limits.size)
                spool.write(block)
        except BaseException:
            spool.close()
            raise
        spool.seek(0)
        return spool  # type: ignore[return-value]  # it has all that a BinaryIO has


def _to_install(package: str) -> str:
    extra = _EXTRAS.get(package)
    how = f': pip install "comention[{extra}]"' if extra else ", which is not installed"
    return f"needs the package {package}{how}"


def too_much_memory(limit: int) -> str:
    """Say that a file took too much memory."""
    return f"needs more than {limit} MB of memory: allow more with --memory-limit"


def cannot_be_read(error: OSError) -> str:
    """Say why a file could not be opened or read."""
    return f"cannot be read: {error.strerror or error}"


def one_line(said: str | BaseException) -> str:
    """Say it, or what an error says, in one line of printable characters.

    >>> one_line("so\\nlong\\x07 ")
    'so long\ufffd'
    """
    line = " ".join((str(said) or type(said).__name__).split())
    return "".join(c if c.isprintable() else "\ufffd" for c in line)[:_LINE]
