"""Damage good files in many ways, to try readers on: a thousand of a kind in the tests, more by hand.

    python -m tests.read.fuzzing [--times N] [NAME ...]

reads N mutants of the files of these names (see `writing`), and tells what came of them.
"""

import argparse
import gzip
import io
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from tests.read.packing import archive
from tests.read.writing import WRITERS

from comention.config import Limits
from comention.model import Document
from comention.read import How, Skipped, find, read_each

SAID = (
    "Angela Merkel met Barack Obama in Germany – and François Ünal.",
    "The director of the International Atomic Energy Agency (IAEA), Yukiya Amano, thanked them.",
    "“We agree,” said Merkel. Obama left for France.",
)
LIMITS = Limits(seconds=20, memory=1000, size=40, depth=5)
ODD = (0, 1, 0x7F, 0x80, 0xFF, ord("<"), ord("&"), ord('"'), ord("\\"), ord("{"), ord("\n"), ord("-"))
NUMBERS = (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4), b"-1", b"99999999999", b"\0\x80")

Outcome = list[Document | Skipped]


def mutants(name: str, times: int, first: int = 0) -> Iterator[bytes]:
    """Yield wounded files of a format, the same ones for the same numbers."""
    good = WRITERS[name](SAID)
    for number in range(first, first + times):
        chance = random.Random(f"{name} {number}")
        yield _inside(good, chance) if chance.random() < 0.6 else wounded(good, chance)


def wounded(data: bytes, chance: random.Random) -> bytes:
    """Wound the bytes in one to eight places."""
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        data = chance.choice(WOUNDS)(data, chance)
    return data


def _inside(data: bytes, chance: random.Random) -> bytes:
    """Wound what is packed, so that the wound is not found by the packing's own checks alone."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = {name: packed.read(name) for name in packed.namelist()}
        victim = chance.choice(sorted(members))
        return archive({**members, victim: wounded(members[victim], chance)})
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(wounded(gzip.decompress(data), chance), mtime=0)
    return wounded(data, chance)


def _flip(data: bytes, chance: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(chance.choice((1, 3, 20)) if content else 0):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def _odd(data: bytes, chance: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(chance.choice((1, 5)) if content else 0):
        content[chance.randrange(len(content))] = chance.choice(ODD)
    return bytes(content)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _behead(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(min(len(data), 64) + 1) :]


def _remove(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    place = chance.randrange(len(data) + 1)
    return data[:place] + data[start:end] + data[place:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.randbytes(chance.choice((1, 4, 100))) + data[place:]


def _number(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    found = chance.choice(NUMBERS)
    return data[:place] + found + data[place + len(found) :]


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 8, 60, 400)))


WOUNDS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _odd, _cut, _behead, _remove, _repeat, _move, _insert, _number
)  # fmt: skip


def outcomes(name: str, files: Iterator[bytes], folder: Path) -> Iterator[Outcome]:
    """Write files of a name into a folder, read them, and yield what was in each."""
    for number, data in enumerate(files):
        (folder / f"{number:06}-{name}").write_bytes(data)
    with closing(read_each(find([folder]), How(limits=LIMITS, recognize=False))) as streams:
        yield from map(list, streams)


def main() -> None:
    """Read more mutants than the tests do: other ones each time, told by their number."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(WRITERS), metavar="NAME")
    parser.add_argument("--times", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=None, help="number of the first mutant [by the clock]")
    chosen = parser.parse_args()
    for name in chosen.names:
        first = int(time.time()) if chosen.first is None else chosen.first
        with tempfile.TemporaryDirectory() as folder:
            counts: Counter[str] = Counter()
            for number, items in enumerate(outcomes(name, mutants(name, chosen.times, first), Path(folder)), first):
                for status in {item.status if isinstance(item, Skipped) else "read" for item in items} or {"nothing"}:
                    counts[status] += 1
                    if status in ("crashed", "too slow"):
                        print(f"{name} {number}: {items}")
        print(f"{name}, from {first} on: {', '.join(f'{count} {status}' for status, count in counts.most_common())}")


if __name__ == "__main__":
    main()
