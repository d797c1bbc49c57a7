"""Read an open file and the files inside it, within limits, and report what had to be skipped."""

import codecs
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from comention import registry
from comention.model import Document
from comention.processes.worker import comes_near
from comention.read.items import (
    TOO_DENSE,
    ExhaustedError,
    How,
    Part,
    Skipped,
    Status,
    UnreadError,
    Working,
    plausible,
    where_of,
)
from comention.read.kinds import GROUP, READERS, kind

Item = Document | Skipped
Reader = Callable[[BinaryIO, str, How], Iterator[Document | Skipped | Part | Working]]
"""Reads an open file; its name begins the ids of the documents that have none of their own."""

Key = tuple[int, ...]
"""The place of a file inside an input: () is the input itself, (3,) the fourth thing in it."""

_CONTAINERS = frozenset({".7z", ".bz2", ".gz", ".mbox", ".tar", ".xz", ".zip"})
_ONE_TEXT = frozenset({".log", ".md", ".rst", ".txt"})
_MILLION = 1_000_000
_WIDEST = 4  # bytes of a character
_ID = 500  # characters of an id;
_FACT = 2_000  # characters of other metadata
_IN_MEMORY = 16 * 2**20  # bytes of a file inside a file; a larger one goes through a temporary file
_BLOCK = 2**20
_LINE = 200  # characters of a reason
_EXTRAS = {"py7zr": "sevenzip"}  # optional packages, and the extras that install them


class Begun(NamedTuple):
    """The reading of a file begins, or goes on behind a file inside it."""

    key: Key
    where: str


class Given(NamedTuple):
    """Something is in a file."""

    key: Key
    item: Item


class Ended(NamedTuple):
    """A file is read."""

    key: Key


Event = Begun | Given | Ended | Working


class Reading:
    """Reads one input, except what earlier attempts gave that were cut off.

    `done` are files that are not read again; `given` counts what is known already of others.
    """

    def __init__(self, how: How, *, done: frozenset[Key] = frozenset(), given: Mapping[Key, int] | None = None) -> None:
        self._how = how
        self._done, self._given = done, given or {}
        self._left = self._text_left = how.limits.size * 2**20
        self._plausible = 0.0  # bytes that all of it may unpack to
        self._unpacked = 0

    def items(self, file: BinaryIO, where: str, name: str, *, any_text: bool = False) -> Iterator[Item]:
        """Yield the documents of a file, and what had to be skipped in it."""
        events = self.events(file, where, name, any_text=any_text)
        return (event.item for event in events if isinstance(event, Given))

    def events(self, file: BinaryIO, where: str, name: str, *, any_text: bool = False) -> Iterator["Event"]:
        """Yield the same, and between these where the reading is."""
        size = _size(file)
        self._plausible = plausible(size)
        try:
            yield from self._events(Part(where, name, file, size), (), any_text, size)
        except ExhaustedError as error:
            yield Given((), error.skipped(where))

    def _events(self, part: Part, key: Key, any_text: bool, packed: float) -> Iterator["Event"]:
        """Yield what is in a file that takes so many bytes of the input."""
        if key in self._done:
            return
        yield Begun(key, part.where)
        known = self._given.get(key, 0)
        inside = 0
        for item in self._own(part, key, any_text, packed):
            if isinstance(item, Working):
                yield item
            elif isinstance(item, _Held):
                share = 1.0 if item.part.packed is None else min(1.0, item.part.packed / max(item.size, 1))
                yield from self._events(item.part, (*key, inside), False, packed * share)
                inside += 1
                yield Begun(key, part.where)
            elif known:
                known -= 1
            elif isinstance(item, Skipped):
                yield Given(key, item._replace(reason=one_line(item.reason)))
            else:
                yield Given(key, self._checked(item, part.where))
        yield Ended(key)

    def _checked(self, document: Document, file: str) -> Item:
        """Return a document with its metadata cut to plausible lengths, or `Skipped` if it is too long."""
        length = len(document.text)
        if length > self._how.limits.text * _MILLION:
            return too_long(self._how.limits.text, length).skipped(where_of(replace(document, file=file)))
        self._text_left -= length
        if self._text_left < 0:
            raise ExhaustedError(self._how.limits.size)
        return replace(
            document,
            id=_cut(document.id, _ID) or file,
            title=_cut(document.title, _FACT),
            source=_cut(document.source, _FACT),
            author=_cut(document.author, _FACT),
            file=file,
        )

    def _own(self, part: Part, key: Key, any_text: bool, packed: float) -> "Iterator[Item | Working | _Held]":
        """Yield what the reader of a file yields, and the reason if it fails."""
        limits = self._how.limits
        try:
            with self._spooled(part.file, packed) if key else part.file as file:
                size = _size(file)
                found = kind(file, part.name, any_text=any_text)
                if found in _ONE_TEXT and size > _WIDEST * limits.text * _MILLION:
                    raise too_long(limits.text, _characters(file))
                if found in _CONTAINERS and len(key) >= limits.depth:
                    raise UnreadError(f"packed more than {limits.depth} times: see --depth-limit", Status.LARGE)
                reader: Reader = registry.load(found, READERS, GROUP)
                for item in reader(file, part.where, self._how._replace(people=part.people)):
                    yield _Held(item, size) if isinstance(item, Part) else item
        except ExhaustedError:
            raise
        except UnreadError as error:
            if not part.ornament:
                yield error.skipped(part.where)
        except ModuleNotFoundError as error:
            yield Skipped(part.where, _to_install(error.name or "of the reader"), Status.MISSING)
        except MemoryError:
            yield Skipped(part.where, too_much_memory(limits.memory), Status.LARGE)
        except RecursionError:
            yield Skipped(part.where, "nested too deeply")
        except Exception as error:  # readers of broken files may raise anything, and so may libraries without memory
            said = f"damaged ({one_line(error)})"
            if _is_limited() and comes_near(limits.memory):
                yield Skipped(part.where, f"{said}, or {too_much_memory(limits.memory)}", Status.LARGE)
            else:
                yield Skipped(part.where, said)

    def _spooled(self, stream: BinaryIO, packed: float) -> BinaryIO:
        """Unpack a file inside a file, up to the limit for the whole input and a plausible ratio."""
        spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
        most = plausible(packed)
        try:
            while block := stream.read(_BLOCK):
                self._left -= len(block)
                self._unpacked += len(block)
                if self._left < 0:
                    raise ExhaustedError(self._how.limits.size)
                if self._unpacked > self._plausible:
                    raise ExhaustedError(None)
                if spool.tell() + len(block) > most:
                    raise UnreadError(TOO_DENSE, Status.LARGE)
                spool.write(block)
        except BaseException:
            spool.close()
            raise
        spool.seek(0)
        return spool  # type: ignore[return-value]  # it has all that a BinaryIO has


class _Held(NamedTuple):
    """A file inside a file, and the size in bytes of the outer one."""

    part: Part
    size: int


def too_long(limit: int, length: int) -> UnreadError:
    """Return the error for a text that is longer than a document may be."""
    more = f"more than the limit of {limit} million: split it, or raise --text-limit"
    return UnreadError(f"{length:,} characters in one document, {more}", Status.LARGE, length)


def _characters(file: BinaryIO) -> int:
    """Estimate how many characters an overlong text has."""
    return sum(map(len, codecs.iterdecode(iter(lambda: file.read(_BLOCK), b""), "utf-8", "replace")))


def _size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def _cut(fact: str | None, most: int) -> str | None:
    return f"{fact[: most - 1]}…" if fact and len(fact) > most else fact


def _is_limited() -> bool:
    """Whether the memory of this process is limited, as that of workers is."""
    try:
        import resource
    except ImportError:
        return False
    return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


def _to_install(package: str) -> str:
    extra = _EXTRAS.get(package)
    how = f': pip install "comention[{extra}]"' if extra else ", which is not installed"
    return f"needs the package {package}{how}"


def too_much_memory(limit: int) -> str:
    """Return the reason for a file that needs too much memory."""
    return f"needs more than {limit} MB of memory: allow more with --memory-limit"


def cannot_be_read(error: OSError) -> str:
    """Return the reason for a file that cannot be opened or read."""
    return f"cannot be read: {error.strerror or error}"


def one_line(said: str | BaseException) -> str:
    """Return a text, or the message of an error, as one line of printable characters.

    >>> one_line("so\\nlong\\x07 ")
    'so long\ufffd'
    """
    line = " ".join((str(said) or type(said).__name__).split())
    return "".join(c if c.isprintable() else "\ufffd" for c in line)[:_LINE]
