"""Makes small files of formats that others write: PDFs, and compound files with messages in them."""

import io
import zlib
from collections.abc import Sequence

import pypdf

Text = tuple[float, float, float, str]  # how far across, how far up, size of type, what it says


def lines(text: str, *, top: float = 750, size: float = 12) -> list[Text]:
    """Set a text in lines 14 points apart; a blank line makes a gap."""
    return [(72, top - 14 * at, size, line) for at, line in enumerate(text.split("\n")) if line]


def drawn(texts: Sequence[Text]) -> bytes:
    """Write the operators that draw texts (without brackets and backslashes)."""
    shown = (f"BT /F1 {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm ({text}) Tj ET" for x, y, size, text in texts)
    return "\n".join(shown).encode("cp1252")


def pdf(*contents: bytes, info: str = "", filters: str = "/FlateDecode", resources: str = "") -> bytes:
    """Write a PDF with a page for each content; `info` and `resources` are entries of those dictionaries."""
    count = len(contents)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{' '.join(f'{5 + 2 * at} 0 R' for at in range(count))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("cp1252"),
    ]
    for at, content in enumerate(contents):
        packed = zlib.compress(content)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * at} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>".encode(),
            b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), filters.encode(), packed),
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
