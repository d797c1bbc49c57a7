"""Bad archives: cut, forged, packed a hundred times, with members that lead out, and those that fill a disk."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
from collections.abc import Callable, Iterator
from functools import partial

from tests.read.bad.case import SAID, Case, blank, read, skip
from tests.read.packing import archive, tarred

from comention.read import Status

SAID_ = SAID.encode()
OTHER = b"Vladimir Putin"
GOOD = archive({"a.txt": SAID_, "b.txt": OTHER})
ZEROS = bytes(60 * 2**20)
ENCRYPTED = 1
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": partial(gzip.compress, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def forged(data: bytes, field: str, value: int) -> bytes:
    """A ZIP archive with another value in a field of its first member's two headers."""
    local, central = {"flags": (6, 8), "method": (8, 10), "crc": (14, 16), "size": (22, 24)}[field]
    width = "<H" if field in ("flags", "method") else "<I"
    content = bytearray(data)
    struct.pack_into(width, content, local, value)
    struct.pack_into(width, content, content.index(b"PK\x01\x02") + central, value)
    return bytes(content)


def packed(times: int) -> bytes:
    """An archive in an archive in an archive."""
    data = archive({"a.txt": SAID_})
    for _ in range(times):
        data = archive({"a.zip": data})
    return data


def special(*members: tuple[str, bytes, str]) -> bytes:
    """A tape archive with members that are no files: name, type, and where they lead."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        info = tarfile.TarInfo("a.txt")
        info.size = len(SAID_)
        made.addfile(info, io.BytesIO(SAID_))
        for name, kind, target in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            made.addfile(info)
    return file.getvalue()


def doubled() -> bytes:
    """An archive with two members of one name."""
    return archive({"a.txt": SAID_, "b.txt": OTHER}).replace(b"b.txt", b"a.txt")


def cases() -> Iterator[Case]:
    yield from zips()
    yield from tapes()
    yield from streams()


def zips() -> Iterator[Case]:
    end = archive({})
    yield blank("empty.zip", end)
    yield blank("folders only.zip", archive({"a/": b"", "a/b/": b""}))
    yield blank("no bytes.zip", b"")
    yield skip("head only.zip", b"PK\x03\x04", Status.DAMAGED)
    yield skip("cut.zip", GOOD[: len(GOOD) // 2], Status.DAMAGED)
    yield skip("noise.zip", b"PK\x03\x04" + bytes(range(256)) * 10, Status.DAMAGED)
    yield read("prefixed.zip", b"#!/bin/sh\n" + GOOD, "Angela Merkel", "Vladimir Putin")
    yield read("with a comment.zip", GOOD[:-2] + struct.pack("<H", 5) + b"hello", "Angela Merkel")
    yield read("wrong checksum.zip", forged(GOOD, "crc", 1), "Vladimir Putin", but=(Status.DAMAGED,))
    yield read("unknown method.zip", forged(GOOD, "method", 99), "Vladimir Putin", but=(Status.UNKNOWN,))
    yield read("encrypted.zip", forged(GOOD, "flags", ENCRYPTED), "Vladimir Putin", but=(Status.ENCRYPTED,))
    yield read("wrong size.zip", forged(GOOD, "size", 4_000_000_000), "Vladimir Putin")
    yield read("names twice.zip", doubled(), "Angela Merkel", "Vladimir Putin")
    yield read("names that lead out.zip", archive({"../../a.txt": SAID_, "/etc/b.txt": OTHER, "C:\\c.txt": OTHER}))
    yield read("odd names.zip", archive({"a\n\x1b.txt": SAID_, "\u202egpj.txt": OTHER, "a" * 3000 + ".txt": OTHER}))
    yield read("many members.zip", archive({f"{n}.txt": b"x" for n in range(300)} | {"z.txt": SAID_}))
    yield read(
        "mixed.zip",
        archive({"a.txt": SAID_, "b.gif": b"GIF89a", "c.zip": b"PK\x03\x04"}),
        but=(Status.UNKNOWN, Status.DAMAGED),
    )
    yield read("packed three times.zip", packed(3))
    yield skip("packed twelve times.zip", packed(12), Status.LARGE)
    yield skip("a bomb.zip", archive({"a.txt": ZEROS}), Status.LARGE)
    yield read("a bomb behind.zip", archive({"a.txt": SAID_, "b.txt": ZEROS, "c.txt": OTHER}), but=(Status.LARGE,))
    yield skip("a bomb in a bomb.zip", archive({"a.zip": archive({"a.txt": ZEROS})}), Status.LARGE)
    yield read("a zip.txt", GOOD, "Angela Merkel", "Vladimir Putin")
    yield read(
        "what systems leave.zip",
        archive({"__MACOSX/._a.txt": b"\0", ".DS_Store": b"\0", "a.txt": SAID_}),
        but=(Status.HIDDEN,),
    )


def tapes() -> Iterator[Case]:
    good = tarred({"a.txt": SAID_, "b.txt": OTHER})
    link, hard, device, pipe = tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE
    yield blank("empty.tar", b"")
    yield blank("zeros.tar", bytes(10240))
    yield skip("noise.tar", bytes(range(256)) * 100, Status.DAMAGED)
    yield read("cut.tar", good[:1200], but=(Status.DAMAGED,))
    yield read(
        "links out.tar", special(("b.txt", link, "/etc/passwd"), ("c.txt", hard, "/etc/passwd")), but=(Status.CLOSED,)
    )
    yield read(
        "a circle of links.tar", special(("b.txt", link, "c.txt"), ("c.txt", link, "b.txt")), but=(Status.CLOSED,)
    )
    yield read("devices.tar", special(("zero.txt", device, ""), ("pipe.txt", pipe, "")), but=(Status.CLOSED,))
    yield read("names that lead out.tar", tarred({"../../a.txt": SAID_, "/etc/b.txt": OTHER}))
    yield read(
        "names twice.tar", tarred({"a.txt": SAID_})[:1024] + tarred({"a.txt": OTHER}), "Angela Merkel", "Vladimir Putin"
    )
    yield skip("a bomb.tar.gz", gzip.compress(tarred({"a.txt": ZEROS}), 1, mtime=0), Status.LARGE)
    yield read("a tape.tgz", gzip.compress(good, mtime=0), "Angela Merkel", "Vladimir Putin")


def streams() -> Iterator[Case]:
    for suffix, pack in PACKERS.items():
        data = pack(SAID_ * 50)
        yield read(f"good.txt.{suffix}", data)
        yield blank(f"empty.txt.{suffix}", b"")
        yield skip(f"cut.txt.{suffix}", data[: len(data) // 2], Status.DAMAGED)
        yield skip(f"flipped.txt.{suffix}", data[:20] + bytes([data[20] ^ 255]) + data[21:], Status.DAMAGED)
        yield skip(f"a bomb.txt.{suffix}", pack(ZEROS), Status.LARGE)
        yield skip(f"noise inside.txt.{suffix}", pack(bytes(range(256)) * 10), Status.DAMAGED)
        yield read(f"twice.txt.{suffix}.{suffix}", pack(data))
    yield read(
        "two in one.txt.gz",
        gzip.compress(SAID_, mtime=0) + gzip.compress(b" " + OTHER, mtime=0),
        "Angela Merkel",
        "Vladimir Putin",
    )
    yield skip("wrong checksum.txt.gz", gzip.compress(SAID_, mtime=0)[:-8] + bytes(8), Status.DAMAGED)
