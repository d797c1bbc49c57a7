"""Write files as a whole or not at all: under a temporary name beside their place, flushed, then renamed.

A folder is held by one writer at a time; what writers left that were killed is swept away by the next one.
"""

import errno
import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from filelock import FileLock, Timeout

from comention.errors import ExportError

_TEMPORARY = ".part"
_LEFT = re.compile(r"\..*\.(\d+)-[0-9a-f]{8}\.part(?:\.wal)?")  # with the number of the process that wrote it
_LOCK, _TURN = ".comention.lock", ".comention.turn"
_PATIENCE = 10.0  # seconds; nobody's turn takes as long
_FULL = "the disk is full or a quota is reached; make room, then run the same command again"
_FORBIDDEN = "no permission to write here; choose another place with -o"
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "the file grows larger than this system allows",
    errno.EROFS: "this place is read-only; choose another one with -o",
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EISDIR: "this is a folder, not a file; choose another name with -o",
    errno.ENOTDIR: "a part of this path is a file, not a folder; choose another one with -o",
    errno.EEXIST: "this is a file, not a folder; choose another one with -o",
    errno.ENOENT: "the folder does not exist; make it first, or choose another one with -o",
    errno.ENAMETOOLONG: "this name is too long; choose a shorter one with -o",
}


class Outputs:
    """Files that appear together: all in place when the `with` block ends well, else none, and nothing is left over.

    They are put in place in the order in which they were asked for.
    """

    def __init__(self) -> None:
        self._places: dict[Path, Path] = {}  # temporary → final

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                for temporary, place in self._places.items():
                    with _explained(place):
                        _put(temporary, place)
                for folder in dict.fromkeys(place.parent for place in self._places.values()):
                    _flush(folder)
        finally:
            for temporary in self._places:
                for leftover in (temporary, temporary.with_name(f"{temporary.name}.wal")):
                    with suppress(OSError):
                        leftover.unlink(missing_ok=True)

    def reserve(self, path: Path) -> Path:
        """Return the temporary name under which `path` can be written."""
        place = Path(os.path.realpath(path))  # what a link points to is replaced, not the link
        temporary = place.with_name(_temporary(place.name))
        self._places[temporary] = place
        return temporary

    @contextmanager
    def write(self, path: Path) -> Iterator[BinaryIO]:
        """Write `path`; it is on the disk, still under its temporary name, when the `with` block ends."""
        temporary = self.reserve(path)
        with _explained(path, temporary), temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Write one file so that nobody ever sees half of it; a pipe or a device is written to as it is."""
    if path.exists() and not path.is_file() and not path.is_dir():
        with _explained(path), path.open("wb") as file:
            yield file
    else:
        check(path)
        with Outputs() as outputs, outputs.write(path) as file:
            yield file


@contextmanager
def written_folder(folder: Path) -> Iterator[Callable[[str], AbstractContextManager[BinaryIO]]]:
    """Give a function that opens files in a folder by their names; they appear together, and others there stay."""

    def opener(name: str) -> AbstractContextManager[BinaryIO]:
        path = folder / name
        prepare(path.parent, [path.name])
        return outputs.write(path)

    with Outputs() as outputs:
        yield opener


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Write to standard output; who reads it may stop when they have enough."""
    stream = sys.stdout.buffer
    try:
        with _explained(Path("standard output")):
            yield stream
            stream.flush()
    except (BrokenPipeError, ExportError) as error:
        with suppress(OSError):  # what is left in the buffer must not complain again at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if isinstance(error, ExportError):
            raise


def check(path: Path) -> None:
    """Raise ExportError when `path` could not be written as a file."""
    with _explained(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if path.parent.exists() and not path.parent.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "")


def prepare(folder: Path, names: Iterable[str]) -> None:
    """Make `folder` ready to take files of these `names`, or raise ExportError: call it before long work."""
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / _temporary("probe")
        try:
            probe.write_bytes(b"comention")
        finally:
            with suppress(OSError):
                probe.unlink(missing_ok=True)
    for name in names:
        check(folder / name)


@contextmanager
def hold(folder: Path, *, patience: float = 0.0) -> Iterator[None]:
    """Be the only one who writes into a folder, and sweep away what others left who were killed.

    Raises ExportError that names the process that still holds it after `patience` seconds.
    """
    with _explained(folder):
        lock = _locked(folder, patience)
        try:
            sweep(folder)
        except BaseException:
            _unlock(lock)
            raise
    try:
        yield
    finally:
        _unlock(lock)


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Be the only one who changes a file that people edit in a folder, from reading it to replacing it.

    This waits for others, as it takes a moment only; who writes for hours holds the folder, and takes no turn.
    """
    with _explained(folder):
        _require(folder)
        lock = FileLock(folder / _TURN, poll_interval=0.01)
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout:
            raise ExportError(
                f"{folder}: another process is changing a file here; wait until it has finished"
            ) from None
    try:
        yield
    finally:
        _unlock(lock)


def sweep(folder: Path) -> None:
    """Remove what those left in a folder who were killed while they wrote."""
    for left in folder.iterdir():
        if (found := _LEFT.fullmatch(left.name)) and not _runs(int(found[1])):
            left.unlink(missing_ok=True)
    if (folder / _TURN).exists():
        lock = FileLock(folder / _TURN, blocking=False)
        with suppress(Timeout):
            lock.acquire()
            _unlock(lock)


def _locked(folder: Path, patience: float) -> FileLock:
    """Lock a folder by a file in it, which says who holds it."""
    _require(folder)
    path = folder / _LOCK
    lock = FileLock(path)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        holder = ""
        with suppress(OSError):  # Windows lets nobody read it
            holder = path.read_text("ascii", "replace").strip()
        who = f"process {holder}" if holder else "another process"
        way_out = "wait until that has finished, or choose another folder with -o"
        raise ExportError(f"{folder}: {who} is writing here; {way_out}") from None
    with suppress(OSError):  # on a full disk, nobody can tell who it is
        path.write_text(f"{os.getpid()}\n", "ascii")
    return lock


def _require(folder: Path) -> None:
    """Raise OSError if there is no folder, which a lock in it would make."""
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, "")


def _unlock(lock: FileLock) -> None:
    with suppress(OSError):  # Windows removes no open file
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


def _runs(process: int) -> bool:
    """Whether a process is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def reserved(path: Path) -> Path:
    """Return a name beside a path for a file of this process, which is swept away when the process was killed."""
    return path.with_name(_temporary(path.name))


def copied(source: Path, target: Path) -> None:
    """Copy a file to one that is `reserved`. Raises ExportError if there is no room, or nothing may be written."""
    with _explained(target.parent):
        shutil.copy(source, target)


def _temporary(name: str) -> str:
    return f".{name}.{os.getpid()}-{secrets.token_hex(4)}{_TEMPORARY}"


def _flush(folder: Path) -> None:
    """Make sure that new names of files are on the disk, where a system can do that."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _put(temporary: Path, place: Path) -> None:
    if place.exists():
        shutil.copymode(place, temporary)  # who kept a file private keeps it so
    temporary.replace(place)


@contextmanager
def _explained(path: Path, temporary: Path | None = None) -> Iterator[None]:
    """Turn what the system says about `path` into one line of ours; errors about other files pass."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None and temporary is not None and error.filename != str(temporary):
            raise
        reason = _REASONS.get(error.errno or 0) or f"cannot be written ({error.strerror or error})"
        raise ExportError(f"{path}: {reason}") from error
