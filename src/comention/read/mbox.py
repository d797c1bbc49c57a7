"""Yield the messages of a mailbox as files; anything else in it is a text.

Dialects differ in the line before a message, in what is done with a line in a message that looks like one, and in
whether a message says how long it is. All are read by what they have in common: a line "From ", and headers.
"""

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from comention.read.items import How, Part, Skipped, Status

_BOM = b"\xef\xbb\xbf"
MMDF = b"\x01\x01\x01\x01"
"""The line before and after each message in the MMDF dialect."""

_MESSAGE = 256 * 2**20  # bytes of a message
_LINE = 2**20  # bytes that are read at once of a line
_HEAD = 60  # lines that tell whether a message begins
_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
_CONTINUED = re.compile(rb"[ \t]+\S")
_QUOTED = re.compile(rb">+From ")
_DAY = rb"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_MONTH = rb"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_STAMP = re.compile(
    rb"From .*\b" + _DAY + rb",?[ \t]+(?:" + _MONTH + rb",?[ \t]+\d{1,2}|\d{1,2}[ \t-]+" + _MONTH + rb"),?"
    rb"[ \t-]+(?:\d{4}[ \t]+)?\d{1,2}:\d{2}.*",
    re.IGNORECASE,
)
_DATE = re.compile(
    rb"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}\b.*\b\d{4}\b|\b\d{4}\b.*\b\d{1,2}:\d{2}\b|"
    rb"\b" + _DAY + rb"\b.*\b" + _MONTH + rb"\b.*\d",
    re.IGNORECASE,
)
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,12})\s*\Z", re.IGNORECASE)
_USUAL = frozenset(
    b"bcc cc content-length content-transfer-encoding content-type date delivered-to delivery-date envelope-to from "
    b"importance in-reply-to list-id message-id mime-version organization precedence priority received references "
    b"reply-to resent-date resent-from return-path sender status subject to user-agent".split()
)
_SHORT = 4  # words of an envelope that names somebody, and nothing else


def read_mbox(file: BinaryIO, where: str, _how: How) -> Iterator[Part | Skipped]:
    """Yield the messages of a mailbox, each as a file; they are counted from 1.

    What stands before the first one is 0, unless it is a message without an envelope.
    """
    lines: list[bytes] = []
    number = size = 0
    if file.read(len(_BOM)) != _BOM:
        file.seek(0)
    mmdf = _peeked(file, 1)[:1] == [MMDF]
    while line := file.readline(_LINE):
        bare = line.rstrip(b"\r\n")
        if (mmdf and bare == MMDF) or (line.startswith(b"From") and _begins(bare, _peeked(file, _HEAD))):
            number = number or int(_is_mail(lines))
            yield from _piece(where, number, lines, size)
            number += any(map(bytes.strip, lines)) or not number
            lines, size = [], 0
            if bare != MMDF:
                size = _take_message(file, lines)
            continue
        if size < _MESSAGE:
            lines.append(line[1:] if _QUOTED.match(line) else line)
        size += len(line)
    yield from _piece(where, number or int(_is_mail(lines)), lines, size)


def begins_mailbox(head: bytes) -> bool:
    """Whether a file with this beginning is a mailbox.

    >>> begins_mailbox(b"From nobody\\nSubject: x\\n\\n"), begins_mailbox(b"From what I hear\\nNote: x\\n")
    (True, False)
    """
    first, *others = [line.rstrip(b"\r") for line in head.removeprefix(_BOM).split(b"\n")[: _HEAD + 1]]
    return (first == MMDF and bool(_headers(_unquoted(others)))) or _begins(first, others)


def _take_message(file: BinaryIO, lines: list[bytes]) -> int:
    """Take the headers of a message, and its body where it says how long that is and is right; return their size."""
    size, length = 0, -1
    while line := file.readline(_LINE):
        if not line.strip():
            if lines or not _HEADER.match(_peeked(file, 1)[0]):  # some write a blank line before the headers
                lines.append(line)
                break
            continue
        if line.startswith(b">From ") or (
            line.startswith(b"From ") and not lines
        ):  # an envelope written before this one
            continue
        if not _HEADER.match(line) and not (lines and _CONTINUED.match(line)):
            file.seek(-len(line), io.SEEK_CUR)
            lines.append(b"\n")
            break
        lines.append(line)
        if found := _LENGTH.match(line):
            length = int(found[1])
    size = sum(map(len, lines))
    if 0 < length <= _MESSAGE:
        start = file.tell()
        body = file.read(length)
        if len(body) == length and _ends(file):
            lines += [line[1:] if _QUOTED.match(line) else line for line in body.splitlines(keepends=True)]
            return size + length
        file.seek(start)
    return size


def _ends(file: BinaryIO) -> bool:
    """Whether a message may end here."""
    ahead = _peeked(file, _HEAD + 2)
    while ahead and not ahead[0].strip():
        ahead = ahead[1:]
    return not ahead or ahead[0] == MMDF or (ahead[0].startswith(b"From") and _begins(ahead[0], ahead[1:]))


def _peeked(file: BinaryIO, lines: int) -> list[bytes]:
    """Return the next lines without consuming them; there is at least one."""
    start = file.tell()
    found = [line.rstrip(b"\r\n") for line in islice(iter(lambda: file.readline(_LINE), b""), lines)]
    file.seek(start)
    return found or [b""]


def _begins(envelope: bytes, others: list[bytes]) -> bool:
    """Whether a message begins with this line: it looks like an envelope, and headers follow."""
    if envelope != b"From" and not envelope.startswith(b"From "):
        return False
    stamped = bool(_STAMP.match(envelope))
    others = _unquoted(others)
    if stamped and others and not others[0].strip():
        return True
    headers = _headers(others)
    usual = sum(map(_is_usual, headers))
    if stamped:
        return bool(headers)
    if _DATE.search(envelope):
        return usual > 0
    words = envelope.split()[1:]
    if len(words) < 2:
        return usual > 0
    if any(b"@" in word for word in words) or words[0] == b"-":
        return usual > 1
    named = len(words) <= _SHORT and not any(word[:1].islower() for word in words)
    return named and usual > 2 and not envelope.endswith((b".", b":", b","))


def _unquoted(lines: list[bytes]) -> list[bytes]:
    """Return the lines without more envelopes before the headers."""
    place = next((place for place, line in enumerate(lines) if not line.startswith((b">From ", b"From "))), len(lines))
    return lines[place:]


def _headers(lines: list[bytes]) -> list[bytes]:
    """The names of the headers in lower case; none if there is something else among them."""
    names: list[bytes] = []
    for line in lines:
        if not line.strip():
            break
        if found := _HEADER.match(line):
            names.append(found[1].lower())
        elif not (names and _CONTINUED.match(line)) and not line.startswith(b">From "):
            return names if len(names) > 2 else []
    return names


def _is_mail(lines: list[bytes]) -> bool:
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    names = _headers([line.rstrip(b"\r\n") for line in lines[first : first + _HEAD]])
    return any(map(_is_usual, names))


def _is_usual(name: bytes) -> bool:
    return name in _USUAL or name.startswith(b"x-")


def _piece(where: str, number: int, lines: list[bytes], size: int) -> Iterator[Part | Skipped]:
    """Yield what is between two envelope lines: a message, or a text if it has no headers."""
    if not any(map(bytes.strip, lines)):
        return
    suffix = ".eml" if _is_mail(lines) else ".txt"
    yield Part(f"{where}/{number}", f"{number}{suffix}", io.BytesIO(b"".join(lines).lstrip(b"\r\n")))
    if size > _MESSAGE:
        reason = f"larger than {_MESSAGE >> 20} MB: the rest of it is not read"
        yield Skipped(f"{where}/{number}", reason, Status.LARGE, documents=0, characters=size - _MESSAGE)
