"""Makes enormous inputs, at any scale: what unpacks to more, is nested deeper, or has more of something than others.

Each is written into a folder in a stream, so that making it takes little memory, however large it is.
"""

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice, repeat
from pathlib import Path
from typing import IO, Any

import py7zr
from tests.benchmarks.growth import reports
from tests.read.bad.mails import alternatives, nested
from tests.read.makers import pdf
from tests.read.packages import DECLARED, book, odt, word, workbook

SAID = "Marion Castellane wrote to Tobias Lindqvist about the Harbour Works. "
GIGABYTE, MEGABYTE = 10**9, 10**6
_BLOCK = 2**16
_MARK = "@@HERE@@"

Make = Callable[[Path, float], int | None]
"""Writes an input into a folder, at a scale, and tells how many documents are in it, unless nobody could say."""


@dataclass(frozen=True, slots=True)
class Giant:
    """An input: its name, what it is, what makes it, and options of the command that it is tried with.

    `lean` says that it is also tried with little memory.
    """

    name: str
    what: str
    make: Make
    options: tuple[str, ...] = ()
    lean: bool = False


def blocks(piece: str, size: float) -> Iterator[bytes]:
    """Repeat a text up to about so many bytes, in blocks."""
    once = piece.encode()
    block = once * max(1, min(_BLOCK, int(size)) // len(once))
    return repeat(block, max(1, int(size) // len(block)))


def pour(write: Callable[[bytes], Any], content: Iterable[bytes]) -> None:
    for block in content:
        write(block)


def sentences(size: float, seed: int = 1) -> Iterator[bytes]:
    """Yield random sentences with names, about so many bytes, in blocks."""
    chance = random.Random(seed)
    pool = [sentence for text in reports(3000, 60) for sentence in text.split(". ")]
    for _ in range(max(1, int(size) // 100_000)):
        yield " ".join(f"{chance.choice(pool)}." for _ in range(2200))[: int(min(size, 100_000))].encode()


def zipped(content: Callable[[float], Iterable[bytes]], size: float, times: int, folder: Path, scale: float) -> None:
    """Write an archive in an archive in an archive; the innermost holds a text."""
    inner, file = content(size * scale), io.BytesIO()
    for depth in range(times):
        file = io.BytesIO()
        with (
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made,
            made.open("inner.zip" if depth else "text.txt", "w", force_zip64=True) as member,
        ):
            pour(member.write, inner)
        inner = [file.getvalue()]
    (folder / "giant.zip").write_bytes(file.getvalue())


def many_members(folder: Path, scale: float) -> int:
    count = int(50_000 * scale)
    with zipfile.ZipFile(folder / "giant.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(count):
            made.writestr(f"{number:06}.txt", f"{SAID}It was letter {number}.")
    return count


def overlapping(folder: Path, scale: float) -> None:
    """Write an archive whose members share their bytes: each quotes the headers of those that come after it.

    After David Fifield, "A better zip bomb" (2019).
    """
    names = [f"{number:04}.txt".encode() for number in range(max(2, int(250 * scale)))]
    kernel = SAID.encode() * int(20 * MEGABYTE * max(scale, 0.05) / len(SAID))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(kernel) + packer.flush()
    headers = b""  # of the members that come after: what a member holds before the kernel
    listed: list[tuple[bytes, bytes, int]] = []
    for name in reversed(names):
        if headers:  # a block of a stream that is not packed: the header that follows
            length = 30 + len(name)
            data = struct.pack("<BHH", 0, length, length ^ 0xFFFF) + data
        check, size = zlib.crc32(kernel, zlib.crc32(headers)), len(headers) + len(kernel)
        facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, check, len(data), size, len(name), 0)
        header = b"PK\x03\x04" + facts + name
        headers, data = header + headers, header + data
        listed.append((name, facts, len(data)))
    central = b"".join(
        b"PK\x01\x02\x14\0" + facts + struct.pack("<HHHII", 0, 0, 0, 0, len(data) - behind) + name
        for name, facts, behind in reversed(listed)
    )
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(central), len(data), 0)
    (folder / "giant.zip").write_bytes(data + central + b"PK\x05\x06" + end)


def gzipped(size: float, folder: Path, scale: float) -> None:
    with gzip.open(folder / "giant.txt.gz", "wb") as file:
        pour(file.write, blocks(SAID, size * scale))


def streams(suffix: str, pack: Callable[[bytes], bytes], size: float, folder: Path, scale: float) -> None:
    """Write the same packed stream again and again, which unpacks like one."""
    once = SAID.encode() * max(1, int(min(10 * MEGABYTE, size * scale)) // len(SAID))
    packed = pack(once)
    with (folder / f"giant.txt.{suffix}").open("wb") as file:
        pour(file.write, repeat(packed, max(1, int(size * scale) // len(once))))


@contextmanager
def poured(size: float) -> Iterator[IO[bytes]]:
    """Open a file of one sentence, again and again."""
    with tempfile.TemporaryFile() as file:
        pour(file.write, blocks(SAID, size))
        file.seek(0)
        yield file


def taped(size: float, folder: Path, scale: float) -> None:
    with poured(size * scale) as text, tarfile.open(folder / "giant.tar.gz", "w:gz") as made:
        made.addfile(made.gettarinfo(arcname="text.txt", fileobj=text), text)


def sevenzipped(size: float, folder: Path, scale: float) -> None:
    with poured(size * scale) as text, py7zr.SevenZipFile(folder / "giant.7z", "w") as made:
        made.writef(text, "text.txt")


PACKAGES: dict[str, tuple[Callable[[], bytes], str]] = {
    "docx": (lambda: word(_MARK), "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"),
    "xlsx": (lambda: workbook({"Sheet": _MARK}), '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'),
    "odt": (lambda: odt([_MARK]), "{}</text:p><text:p>{}"),
    "epub": (lambda: book([_MARK]), "<p>{}</p>"),
}
"""For each kind of package: one with a mark in it, and what a paragraph is there."""


def swollen(kind: str, size: float, folder: Path, scale: float) -> None:
    """Write a package with one paragraph, again and again."""
    _, paragraph = PACKAGES[kind]
    _repacked(kind, folder, blocks(paragraph.format(SAID, SAID), size * scale))


def laughing(kind: str, folder: Path, scale: float) -> None:
    """Write a package in which an entity stands for ten others, and each of those, and so on."""
    _, paragraph = PACKAGES[kind]
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(max(3, int(9 * scale**0.2))))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "{SAID}">{laughs}]>'
    last = f"&l{laughs.count('ENTITY')};"
    _repacked(kind, folder, [paragraph.format(last, last).encode()], doctype)


def _repacked(kind: str, folder: Path, content: Iterable[bytes], doctype: str = "") -> None:
    """Put content in the place of the mark in a package, and a document type before it."""
    make, _ = PACKAGES[kind]
    with (
        zipfile.ZipFile(io.BytesIO(make())) as packed,
        zipfile.ZipFile(folder / f"giant.{kind}", "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for info in packed.infolist():
            before, mark, behind = packed.read(info).partition(_MARK.encode())
            with made.open(zipfile.ZipInfo(info.filename), "w", force_zip64=True) as member:
                member.write(before.replace(DECLARED.encode(), (DECLARED + doctype).encode()) if mark else before)
                if mark:
                    pour(member.write, content)
                    member.write(behind)


def pdf_bomb(folder: Path, scale: float) -> None:
    """Write a page of little ink and much that draws nothing."""
    content = b"BT /F1 12 Tf 72 700 Td (Marion Castellane) Tj ET\n" + b"q Q\n" * int(125 * MEGABYTE * scale)
    (folder / "giant.pdf").write_bytes(pdf(content))


def deep_page(folder: Path, scale: float) -> int:
    depth = int(100_000 * scale)
    (folder / "giant.html").write_text(f"<!doctype html><html><body>{'<div>' * depth}<p>{SAID}{'</div>' * depth}")
    return 1


def deep_json(folder: Path, scale: float) -> None:
    depth = int(1_000_000 * scale)
    (folder / "giant.json").write_text("[" * depth + "]" * depth)


def deep_line(folder: Path, scale: float) -> int:
    """Write a record that is nested too deeply between two good ones."""
    depth = int(1_000_000 * scale)
    good = json.dumps({"text": SAID})
    (folder / "giant.jsonl").write_text(f'{good}\n{{"text": {"[" * depth}{"]" * depth}}}\n{good}\n')
    return 2


def long_field(folder: Path, scale: float) -> None:
    with (folder / "giant.jsonl").open("wb") as file:
        file.write(b'{"text": "')
        pour(file.write, blocks(SAID, 100 * MEGABYTE * scale))
        file.write(b'"}\n')


def tiny_rows(folder: Path, scale: float) -> int:
    count = int(1_000_000 * scale)
    with (folder / "giant.csv").open("w") as file:
        file.write("number,text\n")
        file.writelines(f"{number},Ida Brand met guest {number}.\n" for number in range(count))
    return count


def tiny_records(folder: Path, scale: float) -> int:
    count = int(1_000_000 * scale)
    with (folder / "giant.jsonl").open("w") as file:
        file.writelines(f'{{"text": "Ida Brand met guest {number}."}}\n' for number in range(count))
    return count


def random_text(size: float, folder: Path, scale: float) -> None:
    with (folder / "giant.txt").open("wb") as file:
        pour(file.write, sentences(size * scale))


def repeated_text(size: float, piece: str, folder: Path, scale: float) -> None:
    with (folder / "giant.txt").open("wb") as file:
        pour(file.write, blocks(piece, size * scale))


def many_files(folder: Path, scale: float) -> int:
    count = int(200_000 * scale)
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            place.mkdir()
        (place / f"{number:06}.txt").write_text(f"Ida Brand met guest {number}.")
    return count


def cast(count: int) -> Iterator[str]:
    """Yield so many names of people, each another one."""
    chance = random.Random(count)
    heads, tails = ("Br", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V"), ("and", "er", "ick", "osa")
    for number in range(count):
        family = "".join(f"{chance.choice(heads)}{chance.choice(tails)}" for _ in range(2)).capitalize()
        yield f"Ida {family}{'abcdefghij'[number % 10]}{'klmnoprstu'[number // 10 % 10]}"


def long_sentence(folder: Path, scale: float) -> int:
    (folder / "giant.txt").write_text(f"There came {', '.join(cast(int(100_000 * scale)))}.")
    return 1


def one_name(folder: Path, scale: float) -> int:
    """Write a sentence with one name, a million times, never quite the same."""
    with (folder / "giant.txt").open("w") as file:
        file.writelines(f"Ida Brand wrote letter {number}.\n" for number in range(int(1_000_000 * scale)))
    return 1


def long_names(folder: Path, scale: float) -> int:
    parts = islice(cast(2000), 2000)
    long = " ".join(name.removeprefix("Ida ") for name in parts)[: int(10_000 * scale)]
    (folder / "giant.txt").write_text(
        f"{SAID}Ida {long} met Tobias Lindqvist. Ida {long.replace(' ', '')} met him. " * 20
    )
    return 1


def mailbox(folder: Path, scale: float) -> int:
    count = int(100_000 * scale)
    with (folder / "giant.mbox").open("w") as file:
        for number in range(count):
            head = (
                f"From ida@example.org Thu May 18 10:00:00 2017\nFrom: Ida Brand <ida@example.org>\nSubject: {number}"
            )
            file.write(f"{head}\nMessage-ID: <{number}@example.org>\n\n{SAID}\n\n")
    return count


def parts_in_parts(folder: Path, scale: float) -> None:
    (folder / "giant.eml").write_text(alternatives(int(10_000 * scale)))


def mails_in_mails(folder: Path, scale: float) -> None:
    (folder / "giant.eml").write_bytes(nested(int(10_000 * scale)))


def corrections(folder: Path, scale: float) -> int:
    """Write a corrections file; it is no document."""
    with (folder / "comention.toml").open("w") as file:
        for number in range(int(50_000 * scale)):
            file.write(
                f'[[entity]]\nname = "Guest Number {number}"\naliases = ["Guest {number}", "G. N. {number}"]\n\n'
            )
    return 0


def equal_ids(folder: Path, scale: float) -> int:
    """Write files of records that all count their records from 1."""
    records, files = int(1000 * scale), 200
    for number in range(files):
        lines = (json.dumps({"id": n + 1, "text": f"{SAID}It was letter {n} of {number}."}) for n in range(records))
        (folder / f"{number:03}.jsonl").write_text("\n".join(lines))
    return files * records


def _giants() -> Iterator[Giant]:
    said, zeros, letters = partial(blocks, SAID), partial(blocks, "\0"), partial(blocks, "a")
    for times in range(1, 10):
        yield Giant(f"zip-{times}", f"1 GB of one sentence, zipped {times}x", partial(zipped, said, GIGABYTE, times))
    for name, content in (("zeros", zeros), ("letter", letters), ("sentence", said)):
        yield Giant(f"zip-{name}", f"zip of 1.9 GB of one {name}", partial(zipped, content, 1.9 * GIGABYTE, 1))
    yield Giant("zip-members", "zip of 50,000 small files", many_members)
    yield Giant("zip-overlap", "zip of 250 files of 20 MB that share their bytes", overlapping)
    yield Giant("gz", "gz of 100 MB of one sentence", partial(gzipped, 100 * MEGABYTE), lean=True)
    yield Giant("bz2", "bz2 of 1 GB of one sentence", partial(streams, "bz2", bz2.compress, GIGABYTE))
    yield Giant("xz", "xz of 1 GB of one sentence", partial(streams, "xz", lzma.compress, GIGABYTE))
    yield Giant("tar-gz", "tar.gz of 1 GB of one sentence", partial(taped, GIGABYTE))
    yield Giant("7z", "7z of 1 GB of one sentence", partial(sevenzipped, GIGABYTE))
    for kind in PACKAGES:
        yield Giant(kind, f"{kind} of 500 MB of one paragraph", partial(swollen, kind, 500 * MEGABYTE))
        yield Giant(f"{kind}-laughs", f"{kind} with entities in entities", partial(laughing, kind))
    yield Giant("pdf", "PDF with 500 MB of operators that draw nothing", pdf_bomb)
    yield Giant("html-deep", "page nested 100,000 deep", deep_page)
    yield Giant("json-deep", "JSON nested 1,000,000 deep", deep_json)
    yield Giant("jsonl-deep", "a record nested 1,000,000 deep between two good ones", deep_line)
    yield Giant("jsonl-field", "a record with one field of 100 MB", long_field, lean=True)
    yield Giant("csv-rows", "table of 1,000,000 tiny rows", tiny_rows, lean=True)
    yield Giant("jsonl-records", "1,000,000 tiny records", tiny_records, lean=True)
    yield Giant("txt-random", "text of 500 MB, random sentences", partial(random_text, 500 * MEGABYTE), lean=True)
    yield Giant("txt-repeated", "text of 500 MB, one sentence", partial(repeated_text, 500 * MEGABYTE, SAID))
    yield Giant("txt-word", "text of 50 MB without a space", partial(repeated_text, 50 * MEGABYTE, "ab"))
    yield Giant("txt-lines", "text of 50 MB of ends of lines", partial(repeated_text, 50 * MEGABYTE, "\n"))
    yield Giant("files", "200,000 files", many_files, lean=True)
    yield Giant("names-sentence", "100,000 names in one sentence", long_sentence, lean=True)
    long = ("--text-limit", "40")
    yield Giant("name-sentences", "one name in 1,000,000 sentences", one_name, long, lean=True)
    yield Giant("names-long", "names of 10,000 characters", long_names)
    yield Giant("mbox", "mailbox of 100,000 mails", mailbox, lean=True)
    yield Giant("eml-parts", "mail of 10,000 parts in parts", parts_in_parts)
    yield Giant("eml-mails", "10,000 mails in mails", mails_in_mails)
    yield Giant("corrections", "corrections file of 50,000 entries", corrections)
    yield Giant("ids", "200 files whose records are all called 1 to 1000", equal_ids)


GIANTS = {giant.name: giant for giant in _giants()}
"""By name."""
