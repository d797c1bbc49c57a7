"""Makes small files of formats that others write: PDFs, and compound files, for messages and what is encrypted."""

import io
import re
import struct
import zlib
from collections.abc import Sequence

import pypdf
from msoffcrypto.method.ecma376_agile import ECMA376Agile

Text = tuple[float, float, float, str]  # how far across, how far up, size of type, what it says


def lines(text: str, *, top: float = 750, size: float = 12) -> list[Text]:
    """Set a text in lines 14 points apart; a blank line makes a gap."""
    return [(72, top - 14 * at, size, line) for at, line in enumerate(text.split("\n")) if line]


def drawn(texts: Sequence[Text]) -> bytes:
    """Write the operators that draw texts."""
    escaped = ((*place, re.sub(r"([()\\])", r"\\\1", text)) for *place, text in texts)
    shown = (f"BT /F1 {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm ({text}) Tj ET" for x, y, size, text in escaped)
    return "\n".join(shown).encode("cp1252")


def pdf(*contents: bytes, info: str = "", resources: str = "", more: str = "", packed: bool = True) -> bytes:
    """Write a PDF with a page for each content; `info`, `resources` and `more` (of pages) are entries of those."""
    count = len(contents)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{' '.join(f'{5 + 2 * at} 0 R' for at in range(count))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("cp1252"),
    ]
    for at, content in enumerate(contents):
        stream = zlib.compress(content) if packed else content
        packing = b"/Filter /FlateDecode" if packed else b""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * at} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> {more} >>".encode(),
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), packing, stream),
        ]
    file = io.BytesIO()
    file.write(b"%PDF-1.7\n")
    places = []
    for number, written in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return file.getvalue()


def encrypted(data: bytes, *, user: str, owner: str = "owner", algorithm: str = "AES-256") -> bytes:
    """Encrypt a PDF."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, owner, algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_attachment(data: bytes, name: str, content: bytes) -> bytes:
    """Attach a file to a PDF."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.add_attachment(name, content)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


Folder = dict[str, "bytes | Folder"]
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALL = 4096  # bytes from which on a stream has sectors of its own


class _Sectors:
    """Streams in sectors of a size, and the table that chains them."""

    def __init__(self, size: int) -> None:
        self.size, self.data, self.table = size, b"", list[int]()

    def store(self, data: bytes) -> int:
        """Add a stream; return its first sector."""
        if not data:
            return _END
        count = -(-len(data) // self.size)
        first = len(self.table)
        self.table += [*range(first + 1, first + count), _END]
        self.data += data.ljust(count * self.size, b"\0")
        return first


def compound(root: Folder) -> bytes:
    """Write a compound file (OLE): a file system in a file."""
    large, small = _Sectors(512), _Sectors(64)
    entries: list[bytes] = [b""]

    def entry(name: str, kind: int, following: int, child: int, first: int, size: int) -> bytes:
        head = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 2 * len(name) + 2, kind, 1)
        return head + struct.pack("<III36xIQ", _FREE, following, child, first, size)

    def add(folder: Folder) -> int:
        """Enter what is in a folder as a chain, and return its first."""
        following = _FREE
        for name, inner in sorted(folder.items(), key=lambda item: (len(item[0]), item[0].upper()), reverse=True):
            at = len(entries)
            entries.append(b"")
            if isinstance(inner, bytes):
                first = (small if len(inner) < _SMALL else large).store(inner) if inner else _END
                entries[at] = entry(name, 2, following, _FREE, first, len(inner))
            else:
                entries[at] = entry(name, 1, following, add(inner), 0, 0)
            following = at
        return following

    child = add(root)
    entries[0] = entry("Root Entry", 5, _FREE, child, large.store(small.data), len(small.data))
    chains = large.store(struct.pack(f"<{len(small.table)}I", *small.table).ljust(512, b"\xff"))
    count = -(-4 * len(small.table) // 512)
    start = large.store(b"".join(entries))
    tables = 1
    while tables * 128 < len(large.table) + tables:
        tables += 1
    places = range(len(large.table), len(large.table) + tables)
    table = [*large.table, *[_TABLE] * tables]
    table += [_FREE] * (tables * 128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, start, 0, _SMALL, chains, count, _END, 0)
    head += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return head + large.data + struct.pack(f"<{len(table)}I", *table)


def locked(data: bytes, password: str) -> bytes:
    """Encrypt an office file as Office does since 2010, but with fewer rounds."""
    info, key = ECMA376Agile.generate_encryption_parameters(password, None, 100)
    package = ECMA376Agile.encrypt_payload(io.BytesIO(data), info.encryptedKey, key, info.keyData.saltValue)
    told = ECMA376Agile.get_encryption_information(info, package, key)
    return compound({"EncryptedPackage": package, "EncryptionInfo": told})


def properties(texts: dict[int, str], numbers: dict[int, int] | None = None, head: int = 32) -> Folder:
    """Write properties of Outlook: texts, and numbers or times."""
    entries = [struct.pack("<HHIQ", 0x1F, number, 6, 2 * len(text) + 2) for number, text in texts.items()]
    entries += [struct.pack("<HHIQ", 0x03, number, 6, value) for number, value in (numbers or {}).items()]
    streams: Folder = {f"__substg1.0_{number:04X}001F": text.encode("utf-16-le") for number, text in texts.items()}
    return {"__properties_version1.0": bytes(head) + b"".join(entries), **streams}
