"""Read the pages of a PDF, separated by form feeds; attachments are files of their own."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import pypdf
from pypdf.errors import LimitReachedError

from comention.model import Document
from comention.read.archives import Names
from comention.read.blocks import pages
from comention.read.dates import named_date, written_date
from comention.read.encodings import tidy
from comention.read.items import ExhaustedError, How, Part, Skipped, Status, UnreadError
from comention.read.lines import Line, flowing
from comention.read.reading import one_line

SCANNED = "no text layer: scanned pages need text recognition first"
_STREAM = 75 * 2**20  # bytes that one stream in a PDF may unpack to
_UNPACKED = tuple(f"{way}_maximum_output_length" for way in ("array_based_stream", "lzw", "run_length", "zlib"))
_LISTED = 5  # pages that a reason names
_HYPHEN = "\u00ad"  # in a PDF, a soft hyphen that is drawn is a hyphen
_BULLETS = re.compile("[\uf0a0-\uf0ff]")  # of fonts that have pictures for letters
_MADE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_FILE_NAME = re.compile(
    r"Microsoft \w+ - .*|.*\.(?:docx?|dvi|html?|indd|odt|pdf|pptx?|qxd|rtf|tex|xlsx?)|untitled.*", re.I
)
_Matrix = Sequence[float]


def read_pdf(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield the readable pages as one document, then what is wrong with others, then the attachments."""
    left = how.limits.size * 2**20
    most = min(_STREAM, left)
    limited = pypdf.get_configuration().with_overwrites(**dict.fromkeys(_UNPACKED, most))
    with pypdf.apply_configuration(limited):
        reader = pypdf.PdfReader(file)
        _unlock(reader, how.password)
        sheets: list[list[Line]] = []
        notes: list[list[str]] = []
        broken = False
        for number, page in enumerate(reader.pages, 1):
            sheets.append([])
            notes.append([])
            try:
                sheets[-1] += _lines(page)
                notes[-1] += _notes(page)
            except MemoryError:
                raise
            except Exception as error:  # broken pages raise anything
                broken = True
                reason, status = f"this page cannot be read in full ({one_line(error)})", Status.DAMAGED
                if isinstance(error, LimitReachedError):
                    reason, status = ExhaustedError(how.limits.size).reason, Status.LARGE
                    if most == _STREAM:
                        reason = f"this page unpacks to more than {_STREAM // 2**20} MB, which no text does"
                yield Skipped(f"{where}#page={number}", reason, status, documents=0)
            left -= sum(len(line.text) for line in sheets[-1]) + sum(map(len, notes[-1]))
            if left < 0:
                raise ExhaustedError(how.limits.size)
        texts = ["\n\n".join(filter(None, (text, *said))) for text, said in zip(flowing(sheets), notes, strict=True)]
        if any(texts):
            yield _document(where, texts, _facts(reader))
        if any(texts) or not broken:
            yield from _textless(where, reader, texts)
        yield from _attached(where, reader)


def _unlock(reader: pypdf.PdfReader, password: str | None) -> None:
    """Open a PDF; many encrypted ones need no password, as only printing or copying is restricted."""
    if reader.is_encrypted and not reader.decrypt("") and not (password and reader.decrypt(password)):
        reason = "encrypted with another password" if password else "encrypted: give its password with --password"
        raise UnreadError(reason, Status.ENCRYPTED)


def _lines(page: pypdf.PageObject) -> list[Line]:
    """Return the lines of a page in the order in which they are drawn."""
    found: list[Line] = []
    pieces: list[Line] = []

    def end() -> None:
        text = tidy(_BULLETS.sub("•", "".join(piece.text for piece in pieces).replace(_HYPHEN, "-"))).strip()
        if text:
            found.append(Line(" ".join(text.split()), pieces[0].place, max(piece.size for piece in pieces)))
        pieces.clear()

    def take(text: str, outer: _Matrix, inner: _Matrix, _font: object, size: float) -> None:
        if text.strip():
            pieces.append(Line(text, *_position(outer, inner, size)))
        elif pieces:
            pieces.append(pieces[-1]._replace(text=text))
        if text.endswith("\n"):
            end()

    page.extract_text(visitor_text=take)
    end()
    return found


def _notes(page: pypdf.PageObject) -> list[str]:
    """Return the contents of the form fields of a page, and its annotations with their authors."""
    found = []
    for note in page.annotations or ():
        held = note.get_object()
        if held.get("/Subtype") == "/Widget":
            field = held if "/V" in held else held.get("/Parent", held).get_object()
            author, text = None, field.get("/V") if field.get("/FT") == "/Tx" else None
        else:
            author, text = held.get("/T"), held.get("/Contents")
        if isinstance(text, str) and (said := tidy(text).strip()):
            found.append(f"{tidy(author)}: {said}" if isinstance(author, str) else said)
    return found


def _position(outer: _Matrix, inner: _Matrix, size: float) -> tuple[float, float]:
    """Return the position of a text down its page, or across a rotated page, and its font size."""
    across, up = inner[2] * outer[0] + inner[3] * outer[2], inner[2] * outer[1] + inner[3] * outer[3]
    x, y = (inner[4] * outer[at] + inner[5] * outer[at + 2] + outer[at + 4] for at in (0, 1))
    place, direction = (x, across) if abs(across) > abs(up) else (y, up)
    return place if direction < 0 else -place, abs(size) * (across**2 + up**2) ** 0.5


def _document(where: str, texts: list[str], facts: dict[str, str]) -> Document:
    title = facts.get("/Title")
    made = _MADE.match(facts.get("/CreationDate", ""))
    return Document(
        where,
        pages(texts),
        title=title if title and not _FILE_NAME.fullmatch(title) else None,
        date=named_date(where) or (made and written_date("-".join(filter(None, made.groups())))),
        author=facts.get("/Author"),
    )


def _facts(reader: pypdf.PdfReader) -> dict[str, str]:
    """Return the metadata of a file; empty if it is damaged."""
    try:
        facts = {key: " ".join(tidy(str(value)).split()) for key, value in (reader.metadata or {}).items()}
    except Exception:
        return {}
    return {key: value for key, value in facts.items() if value}


def _textless(where: str, reader: pypdf.PdfReader, texts: list[str]) -> Iterator[Skipped]:
    """Report that no page has text, or which pages are images."""
    if not any(texts):
        yield Skipped(where, SCANNED, Status.TEXTLESS)
    elif empty := [at for at, text in enumerate(texts) if not text and _has_picture(reader.pages[at])]:
        listed = ", ".join(str(at + 1) for at in empty[:_LISTED]) + (" …" if len(empty) > _LISTED else "")
        said = f"{SCANNED} (page{'s' if len(empty) > 1 else ''} {listed})"
        yield Skipped(f"{where}#page={empty[0] + 1}", said, Status.TEXTLESS, documents=0)


def _has_picture(page: pypdf.PageObject) -> bool:
    try:
        held = page["/Resources"]["/XObject"]  # type: ignore[index]
        return any(held[name]["/Subtype"] == "/Image" for name in held)
    except Exception:  # it holds nothing, or is broken, and then that was told
        return False


def _attached(where: str, reader: pypdf.PdfReader) -> Iterator[Part | Skipped]:
    names = Names(where)
    try:
        for attached in reader.attachment_list:
            name = tidy(str(attached.name))
            yield Part(names.where(name), name, io.BytesIO(attached.content))
    except MemoryError:
        raise
    except Exception as error:
        yield Skipped(where, f"a file attached to it cannot be read ({one_line(error)})")
