"""Read a message saved by Outlook: a line with sender and recipients, then the text; attachments are files.

Such a file is a file system in a file: a message, each recipient and each attachment is a folder of properties.
"""

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

import olefile

from comention.model import Document
from comention.read.archives import Names
from comention.read.encodings import decode, tidy
from comention.read.items import ExhaustedError, How, Part, Skipped, UnreadError
from comention.read.letters import letter, person

_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_SENT, _DELIVERED, _CREATED = 0x0039, 0x0E06, 0x3007
_SENDER = (0x0C1A, 0x5D01, 0x0C1F)  # name, address of the internet, address of another kind
_BEHALF = (0x0042, 0x5D02, 0x0065)
_RECIPIENT = (0x3001, 0x39FE, 0x3003)
_ROLE, _ROLES = 0x0C15, {1: "To", 2: "Cc", 3: "Bcc"}
_LISTED = {"To": 0x0E04, "Cc": 0x0E03, "Bcc": 0x0E02}  # as shown, should the recipients themselves be missing
_NAMES = (0x3707, 0x3704, 0x3001)  # of an attachment
_CONTENT, _MEDIA = 0x3701, 0x370E
_CODE_PAGES = (0x3FFD, 0x3FDE)
_UTF_8 = 65001
_UNICODE, _BYTES, _BINARY, _STORAGE = "001F", "001E", "0102", "000D"  # types of properties
_TOP, _INSIDE, _OTHER = 32, 24, 8  # bytes before the properties: of a message, of one in another, of anything else
_ENTRY = struct.Struct("<HHI8s")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_DEPTH = 40  # of messages in each other
_PACKED = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)  # what packed rich text may refer to before it begins


def read_msg(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield a message as a document, then its attachments, and the messages attached to it with theirs."""
    with olefile.OleFileIO(file) as tree:
        yield from _message(_Folder(_Tree(tree, how.limits.size), (), _TOP), where, 0)


class _Tree:
    """The folders of a file; at most `limit` MB of them are read."""

    def __init__(self, tree: olefile.OleFileIO, limit: int) -> None:
        self._tree, self._limit = tree, limit
        self._left = limit * 2**20
        self.folders = sorted({tuple(path[:-1]) for path in tree.listdir()})

    def read(self, path: tuple[str, ...]) -> bytes:
        """Return the content at a path; empty if there is none."""
        if not self._tree.exists(list(path)):
            return b""
        data: bytes = self._tree.openstream(list(path)).read()
        self._left -= len(data)
        if self._left < 0:
            raise ExhaustedError(self._limit)
        return data


class _Folder:
    """The properties of a message, a recipient or an attachment."""

    def __init__(self, tree: _Tree, path: tuple[str, ...], head: int) -> None:
        self._tree, self._path = tree, path
        table = tree.read((*path, "__properties_version1.0"))[head:]
        entries = _ENTRY.iter_unpack(table[: len(table) // _ENTRY.size * _ENTRY.size])
        self._fixed = {number: value for _, number, _, value in entries}
        page = next(filter(None, map(self.number, _CODE_PAGES)), None)
        self.charset = "utf-8" if page == _UTF_8 else f"cp{page}" if page else None

    def __bool__(self) -> bool:
        return bool(self._fixed)

    def inside(self, kind: str) -> Iterator["_Folder"]:
        """Yield the folders of a kind that are in this one."""
        for path in self._tree.folders:
            if path[:-1] == self._path and path and path[-1].lower().startswith(f"__{kind}_version1.0_"):
                yield _Folder(self._tree, path, _OTHER)

    def message(self) -> "_Folder":
        """Return the message in this attachment; without one, it has no properties."""
        return _Folder(self._tree, (*self._path, f"__substg1.0_{_CONTENT:04X}{_STORAGE}"), _INSIDE)

    def data(self, number: int, kind: str = _BINARY) -> bytes:
        """Return the bytes of a property."""
        return self._tree.read((*self._path, f"__substg1.0_{number:04X}{kind}"))

    def text(self, *numbers: int) -> str:
        """Return the first of some properties that is not empty."""
        for number in numbers:
            if found := self.data(number, _UNICODE).decode("utf-16-le", "replace") or self._old(number):
                return tidy(found.rstrip("\0"))
        return ""

    def number(self, number: int) -> int:
        """Return a number."""
        return int.from_bytes(self._fixed.get(number, b"")[:4], "little")

    def date(self, *numbers: int) -> str | None:
        """Return the date of the first time that is set; times count units of 100 ns since 1601."""
        for number in numbers:
            if passed := int.from_bytes(self._fixed.get(number, b""), "little"):
                try:
                    return (_EPOCH + timedelta(microseconds=passed // 10)).date().isoformat()
                except OverflowError:
                    continue
        return None

    def person(self, name: int, *addresses: int) -> str:
        """Return the name or address of a person; internal addresses of a mail server do not count."""
        address = next((found for number in addresses if "@" in (found := self.text(number))), "")
        return person(self.text(name), address)

    def _old(self, number: int) -> str:
        data = self.data(number, _BYTES)
        try:
            return decode(data, self.charset) if data else ""
        except UnicodeError:
            return data.decode("latin-1")


def _message(message: _Folder, where: str, depth: int) -> Iterator[Document | Skipped | Part]:
    if not message:
        raise UnreadError("no message: it has no properties")
    yield letter(
        where,
        _body(message),
        people=_people(message),
        subject=" ".join(message.text(_SUBJECT).split()) or None,
        date=message.date(_SENT, _DELIVERED, _CREATED),
    )
    names = Names(where)
    for attached in message.inside("attach"):
        name = attached.text(*_NAMES)
        inner = attached.message()
        if inner and depth < _DEPTH:
            yield from _message(inner, names.where(name or "message"), depth + 1)
        elif inner:
            yield Skipped(names.where(name or "message"), "nested too deeply")
        else:
            picture = attached.text(_MEDIA).startswith("image/")
            content = io.BytesIO(attached.data(_CONTENT))
            yield Part(names.where(name or "attachment"), name, content, ornament=picture)


def _people(message: _Folder) -> dict[str, list[str]]:
    """Return who sent a message, and to whom it went."""
    people = {"From": [message.person(*_SENDER) or message.person(*_BEHALF)], "To": [], "Cc": [], "Bcc": []}
    for recipient in message.inside("recip"):
        people[_ROLES.get(recipient.number(_ROLE), "To")].append(recipient.person(*_RECIPIENT))
    for role, number in _LISTED.items():
        people[role] = people[role] or [person(name, "") for name in message.text(number).split(";")]
    return {role: list(dict.fromkeys(filter(None, persons))) for role, persons in people.items()}


def _body(message: _Folder) -> str:
    """Return the text of a message, as such, as a web page, or as rich text."""
    if text := message.text(_BODY):
        return text
    markup = message.text(_HTML)
    if data := markup.encode("utf-8", "replace") or message.data(_HTML):
        from comention.read.html import markup_of, parsed

        return parsed(markup_of(data, "utf-8" if markup else message.charset).text)[0]
    if data := message.data(_RTF):
        from comention.read.rtf import Text

        return Text(unpacked(data)).whole()
    return ""


def unpacked(data: bytes) -> bytes:
    """Decompress rich text (LZ77): literal bytes, and references into the last 4096 bytes of output."""
    if data[8:12] == b"MELA":
        return data[16:]
    if data[8:12] != b"LZFu":
        return b""
    text = bytearray(_PACKED)
    place = 16
    while place < len(data):
        flags = data[place]
        place += 1
        for bit in range(8):
            if not flags >> bit & 1:
                text += data[place : place + 1]
                place += 1
                continue
            pair = int.from_bytes(data[place : place + 2], "big")
            place += 2
            back = (len(text) - (pair >> 4)) % 4096
            if back == 0 or place > len(data):  # it ends with a reference to itself
                return bytes(text[len(_PACKED) :])
            for _ in range((pair & 15) + 2):
                text.append(text[-back] if back <= len(text) else 0)
    return bytes(text[len(_PACKED) :])
