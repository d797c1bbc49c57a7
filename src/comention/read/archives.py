"""Yield the files in an archive as streams: nothing is written under the names that the archive gives."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from comention.read.chats import slack
from comention.read.inputs import HIDDEN, is_hidden
from comention.read.items import How, Part, Skipped, Status

_PACKED = frozenset({".bz2", ".gz", ".xz"})
_PACKED_TAR = frozenset({".tgz", ".tbz", ".tbz2", ".txz"})
_ENCRYPTED = 1  # bit of the flags of a member


class Names:
    """Makes ids for the members of an archive: its own id, then their path inside it, which never leads out."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._used: Counter[str] = Counter()

    def where(self, name: str) -> str:
        """Return the id of a member; a second member of the same name gets a number."""
        proper = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        path = "/".join(part for part in proper.replace("\\", "/").split("/") if part not in ("", ".", ".."))
        self._used[path] += 1
        again = f"#{self._used[path]}" if self._used[path] > 1 else ""
        return f"{self._where}/{path or 'unnamed'}{again}"


def passed_over(where: str) -> Skipped:
    """Report a hidden or system file, which is not read."""
    return Skipped(where, HIDDEN, Status.HIDDEN, documents=0)


def wanted(name: str) -> bool:
    """Whether a member is read: hidden and system files are not."""
    return not any(is_hidden(part) for part in PurePath(name).parts if part not in (".", ".."))


def read_zip(file: BinaryIO, where: str, how: How) -> Iterator[Part | Skipped]:
    """Yield the files in a ZIP archive."""
    names = Names(where)
    password = how.password.encode() if how.password else None
    with zipfile.ZipFile(file) as archive:
        lists = slack.lists(archive.namelist())
        people = _people(archive, lists)
        for member in archive.infolist():
            if member.is_dir():
                continue
            name = _decoded(member)
            place = names.where(name)
            if not wanted(member.filename):
                yield passed_over(place)
                continue
            if member.filename in lists:
                yield Skipped(place, slack.NO_CHAT, Status.HIDDEN, documents=0)
                continue
            if member.flag_bits & _ENCRYPTED and not password:
                yield Skipped(place, "encrypted: give its password with --password", Status.ENCRYPTED)
                continue
            try:
                stream = archive.open(member, pwd=password)
            except NotImplementedError:  # raised by zipfile for compression methods it does not know
                yield Skipped(
                    place, "compressed or encrypted by an unsupported method: unpack it first", Status.UNKNOWN
                )
            except RuntimeError:
                yield Skipped(place, "encrypted with another password", Status.ENCRYPTED)
            else:
                with stream:
                    yield Part(place, name, stream, member.compress_size, people)  # type: ignore[arg-type]


def _people(archive: zipfile.ZipFile, lists: set[str]) -> slack.People:
    """Return the users of an export of chats; none if they cannot be read."""
    users = next((name for name in sorted(lists) if PurePath(name).name == slack.USERS), None)
    if not users:
        return {}
    try:
        with archive.open(users) as stream:
            return slack.people(stream)  # type: ignore[arg-type]
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile):  # encrypted or damaged, as its chats will be
        return {}


def read_tar(file: BinaryIO, where: str, _how: How) -> Iterator[Part | Skipped]:
    """Yield the files in a TAR archive."""
    names = Names(where)
    with tarfile.open(fileobj=file, mode="r:") as archive:
        for member in archive:
            if member.isdir():
                continue
            place = names.where(member.name)
            if not wanted(member.name):
                yield passed_over(place)
                continue
            stream = archive.extractfile(member) if member.isreg() else None
            if stream is None:
                yield Skipped(place, "not a file: a link or a device", Status.CLOSED)
            else:
                yield Part(place, member.name, stream, member.size)  # type: ignore[arg-type]
        file.seek(archive.offset)
        if file.read(tarfile.BLOCKSIZE).strip(b"\0"):  # tarfile takes a damaged header for the end
            yield Skipped(where, "cut off or damaged: the rest of it is not read", Status.DAMAGED)


def read_gz(file: BinaryIO, where: str, _how: How) -> Iterator[Part]:
    """Yield the file that gzip compressed."""
    yield Part(where, _inner(where), gzip.GzipFile(fileobj=file, mode="rb"))  # type: ignore[arg-type]


def read_bz2(file: BinaryIO, where: str, _how: How) -> Iterator[Part]:
    """Yield the file that bzip2 compressed."""
    yield Part(where, _inner(where), bz2.BZ2File(file))  # type: ignore[arg-type]


def read_xz(file: BinaryIO, where: str, _how: How) -> Iterator[Part]:
    """Yield the file that xz compressed."""
    yield Part(where, _inner(where), lzma.LZMAFile(file))  # type: ignore[arg-type]  # noqa: SIM115 - the taker closes it


def _inner(where: str) -> str:
    """Name the file inside a compressed one: `a.txt` for `a.txt.gz`, `a.tar` for `a.tgz`."""
    path = PurePath(PurePath(where).name)
    while path.suffix.lower() in _PACKED:
        path = PurePath(path.stem)
    return f"{path.stem}.tar" if path.suffix.lower() in _PACKED_TAR else path.name


def _decoded(member: zipfile.ZipInfo) -> str:
    """Decode a name of undeclared encoding as UTF-8 if it is valid, else as code page 437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
