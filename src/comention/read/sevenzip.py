"""Yield the files in a 7z archive, which are unpacked into one unnamed temporary file."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO

import py7zr
from py7zr.exceptions import PasswordRequired

from comention.read.archives import Names, passed_over, wanted
from comention.read.items import ExhaustedError, How, Part, Skipped, Status, UnreadError, plausible
from comention.read.reading import one_line

_IN_MEMORY = 16 * 2**20  # bytes; more than that goes to the disk
_DRIVE = re.compile("[A-Za-z]:")


def read_sevenzip(file: BinaryIO, where: str, how: How) -> Iterator[Part | Skipped]:
    """Yield the files in a 7z archive; if it is damaged, those before the damage."""
    names = Names(where)
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
        shelf = _Shelf(spool, how.limits.size, plausible(file.seek(0, 2)))
        file.seek(0)
        files: set[str] = set()
        trouble = None
        try:
            with py7zr.SevenZipFile(file, password=how.password) as archive:  # type: ignore[arg-type, unused-ignore]
                for member in archive.list():
                    if member.is_directory:
                        continue
                    if not wanted(member.filename):
                        yield passed_over(names.where(member.filename))
                        continue
                    if member.is_symlink:
                        yield Skipped(names.where(member.filename), "not a file: a link or a device", Status.CLOSED)
                    elif _leads_out(member.filename):
                        yield Skipped(names.where(member.filename), "its name leads out of the archive", Status.CLOSED)
                    else:
                        files.add(member.filename)
                archive.extract(targets=files, factory=shelf)  # type: ignore[arg-type, unused-ignore]
        except PasswordRequired:
            raise UnreadError("encrypted: give its password with --password", Status.ENCRYPTED) from None
        except (MemoryError, UnreadError):
            raise
        except Exception as error:  # a wrong password may cause any error
            trouble = Skipped(where, f"damaged ({one_line(error)})")
            if how.password:
                trouble = Skipped(where, "damaged, or encrypted with another password", Status.ENCRYPTED)
        for given, stored in shelf.members[:-1] if trouble else shelf.members:
            original = given.rpartition("_")[0]  # the second file of a name comes with a number
            name = original if given not in files and original in files else given
            yield Part(names.where(name), name, stored)  # type: ignore[arg-type]  # it is only read
        if trouble:
            yield trouble


class _Shelf:
    """Stores unpacked files up to a limit in MB and a `plausible` number of bytes."""

    def __init__(self, spool: IO[bytes], limit: int, plausible: float) -> None:
        self.members: list[tuple[str, _Stored]] = []
        self._spool, self._limit, self._plausible = spool, limit, plausible

    def create(self, name: str) -> "_Stored":
        """Begin the next file."""
        self.members.append((name, _Stored(self, self._spool.tell())))
        return self.members[-1][1]

    def write(self, data: bytes) -> None:
        """Append to the last file."""
        size = self._spool.tell() + len(data)
        if size > self._limit * 2**20:
            raise ExhaustedError(self._limit)
        if size > self._plausible:
            raise ExhaustedError(None)
        self._spool.write(data)

    def read(self, start: int, size: int) -> bytes:
        """Return bytes from an offset."""
        self._spool.seek(start)
        return self._spool.read(size)


class _Stored:
    """A file on the shelf: first written as a whole, then read."""

    def __init__(self, shelf: _Shelf, start: int) -> None:
        self._shelf = shelf
        self._place = self._end = start

    def write(self, data: bytes) -> int:
        """Append bytes."""
        self._shelf.write(data)
        self._end += len(data)
        return len(data)

    def read(self, size: int | None = None) -> bytes:
        """Return the next bytes."""
        left = self._end - self._place
        data = self._shelf.read(self._place, left if size is None or size < 0 else min(size, left))
        self._place += len(data)
        return data

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """Do nothing: files are unpacked once, in order."""
        return self._place

    def size(self) -> int:
        """Return the current size."""
        return self._end - self._place

    def flush(self) -> None:
        """Do nothing; part of the interface."""

    close = flush


def _leads_out(name: str) -> bool:
    """Whether a name is not a path inside the archive."""
    parts = [part for part in PurePosixPath(name).parts if part not in (".", "/")]
    return not parts or ".." in parts or _DRIVE.match(name) is not None
