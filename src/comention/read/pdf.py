"""Read the pages of a PDF, separated by form feeds; attachments are files of their own.

Pages that have no text, or none that is legible, are recognized if that is possible.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import BinaryIO

import pypdf
from pypdf.errors import LimitReachedError

from comention.model import Document
from comention.read.archives import Names
from comention.read.blocks import pages
from comention.read.dates import named_date, written_date
from comention.read.drawing import Drawing, drawing
from comention.read.encodings import tidy
from comention.read.items import ExhaustedError, How, Part, Skipped, Status, UnreadError, Working
from comention.read.lines import Line, flowing
from comention.read.reading import one_line
from comention.read.recognition import Recognition, how_to, is_on, place
from comention.text.legible import is_legible
from comention.text.numbers import listed

_STREAM = 75 * 2**20  # bytes that one stream in a PDF may unpack to
_UNPACKED = tuple(f"{way}_maximum_output_length" for way in ("array_based_stream", "lzw", "run_length", "zlib"))
_HYPHEN = "\u00ad"  # in a PDF, a soft hyphen that is drawn is a hyphen
_STAMP = 200  # characters that may be printed on a scanned page,
_SCANNED = 0.5  # most of which is a picture
_BULLETS = re.compile("[\uf0a0-\uf0ff]")  # of fonts that have pictures for letters
_MADE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_FILE_NAME = re.compile(
    r"Microsoft \w+ - .*|.*\.(?:docx?|dvi|html?|indd|odt|pdf|pptx?|qxd|rtf|tex|xlsx?)|untitled.*", re.I
)
_Matrix = Sequence[float]


def read_pdf(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part | Working]:
    """Yield the readable pages as one document, then what is wrong with others, then the attachments."""
    left = how.limits.size * 2**20
    most = min(_STREAM, left)
    limited = pypdf.get_configuration().with_overwrites(**dict.fromkeys(_UNPACKED, most))
    with pypdf.apply_configuration(limited), ExitStack() as stack:
        reader = pypdf.PdfReader(file)
        _unlock(reader, how.password)
        scans = _Scans(file, how, stack)
        sheets: list[list[Line]] = []
        notes: list[list[str]] = []
        broken = False
        for number, page in enumerate(reader.pages, 1):
            sheets.append([])
            notes.append([])
            try:
                sheets[-1] += _lines(page)
                notes[-1] += _notes(page)
                if scans.wanted(number, sheets[-1]):
                    yield place(where, number, len(reader.pages))
                    sheets[-1] = scans.recognized(number, sheets[-1])
            except (MemoryError, UnreadError):
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
            yield _document(where, texts, _facts(reader), listed(scans.read) or None)
        if any(texts) or not broken:
            yield from scans.missed(where, reader, texts)
        yield from _attached(where, reader)


class _Scans:
    """The pages of a PDF that are pictures of text, or whose text layer is not legible, by their numbers from 1.

    `read` are those on which text was recognized.
    """

    def __init__(self, file: BinaryIO, how: How, stack: ExitStack) -> None:
        self._file, self._how, self._stack = file, how, stack
        self._drawing: Drawing | None = None
        self._recognition = Recognition(how)
        self._late: list[int] = []
        self._garbled: list[int] = []
        self.read: list[int] = []

    def wanted(self, number: int, lines: list[Line]) -> bool:
        """Whether a page is to be recognized; text of it that is not legible is taken out of its `lines`."""
        text = " ".join(line.text for line in lines)
        if garbled := not is_legible(text):
            lines.clear()
        on = is_on(self._how) and (garbled or self._is_scanned(number, text))
        if on and not self._recognition.may_go_on:
            self._late.append(number)
        elif garbled and not on:
            self._garbled.append(number)
        return on and self._recognition.may_go_on

    def _is_scanned(self, number: int, text: str) -> bool:
        """Whether a page has no text, or only a stamp on a picture."""
        if text and len(text) < _STAMP:
            with suppress(Exception):  # what cannot be drawn has the text that it has
                return self._drawn.covered(number) > _SCANNED
        return not text

    @property
    def _drawn(self) -> Drawing:
        if self._drawing is None:
            self._drawing = self._stack.enter_context(drawing(self._file, self._how.password))
        return self._drawing

    def recognized(self, number: int, lines: list[Line]) -> list[Line]:
        """Return the lines that are recognized on a page, or those that it has if these say as much."""
        found = self._recognition.lines(self._drawn.picture(number))
        if sum(len(line.text) for line in found) <= sum(len(line.text) for line in lines):
            return lines
        self.read.append(number)
        return found

    def missed(self, where: str, reader: pypdf.PdfReader, texts: Sequence[str]) -> Iterator[Skipped]:
        """Report that no page has text, or which pages have none that can be read."""
        if self._late:
            yield self._recognition.too_slow(where, self._late)
        if self._garbled:
            yield _textless(where, f"a text layer that is not legible: {how_to(self._how)}", self._garbled, texts)
        if is_on(self._how):
            if not any(texts) and not self._late:
                yield Skipped(where, "no text layer, and no text was recognized on its pages", Status.TEXTLESS)
            return
        empty = [at + 1 for at, text in enumerate(texts) if not text and _has_picture(reader.pages[at])]
        empty = [number for number in empty if number not in self._garbled]
        if empty or not (any(texts) or self._garbled):
            yield _textless(where, f"no text layer: {how_to(self._how)}", empty, texts)


def _textless(where: str, reason: str, numbers: Sequence[int], texts: Sequence[str]) -> Skipped:
    """Report pages without text, or the whole file if it has none."""
    if not any(texts):
        return Skipped(where, reason, Status.TEXTLESS)
    said = f"{reason} (page{'s' if len(numbers) > 1 else ''} {listed(numbers)})"
    return Skipped(f"{where}#page={numbers[0]}", said, Status.TEXTLESS, documents=0)


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


def _document(where: str, texts: list[str], facts: dict[str, str], recognized: str | None) -> Document:
    title = facts.get("/Title")
    made = _MADE.match(facts.get("/CreationDate", ""))
    return Document(
        where,
        pages(texts),
        title=title if title and not _FILE_NAME.fullmatch(title) else None,
        date=named_date(where) or (made and written_date("-".join(filter(None, made.groups())))),
        author=facts.get("/Author"),
        recognized=recognized,
    )


def _facts(reader: pypdf.PdfReader) -> dict[str, str]:
    """Return the metadata of a file; empty if it is damaged."""
    try:
        facts = {key: " ".join(tidy(str(value)).split()) for key, value in (reader.metadata or {}).items()}
    except Exception:
        return {}
    return {key: value for key, value in facts.items() if value}


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
