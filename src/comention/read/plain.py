"""A text file in, one document out: its encoding found, its front matter taken off."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from comention.config import Fields
from comention.model import Document
from comention.read.dates import named_date, written_date
from comention.read.inputs import Skipped

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_PAIR = re.compile(r"([A-Za-z][\w .-]*):(?:[ \t]+(.*))?")
_CONTINUED = re.compile(r"\s*(?:#.*)?|[ \t]+.*|- .*")  # blank, a comment, or more of the value above


def read_plain(file: BinaryIO, name: str, _fields: Fields) -> Iterator[Document | Skipped]:
    """Yield the file as a document; its title, date and source are those of its front matter.

    Without a date there, one in the file's name counts.
    """
    try:
        text = decode(file.read())
    except UnicodeError as error:
        yield Skipped(name, str(error))
        return
    facts, text = front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    yield Document(
        name,
        text,
        title=facts.get("title") or None,
        date=written_date(facts.get("date")) or named_date(name.rpartition("/")[2]),
        source=facts.get("source") or None,
    )


def decode(data: bytes) -> str:
    """Decode by the byte order mark, as UTF-8, or as Windows-1252; UnicodeError says why it is none of these."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise UnicodeError(f"begins as {encoding.upper()}, but is not") from None
    if b"\0" in data:
        raise UnicodeError("looks binary")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _CONTROLS.search(data):
            raise UnicodeError("looks binary") from None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise UnicodeError("its encoding is neither UTF-8 nor Windows-1252; save it as UTF-8") from None


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split off a block of `key: value` lines between two `---` at the start of a text, if it has one.

    >>> front_matter("---\\ntitle: A visit\\n---\\n\\nThey met.")
    ({'title': 'A visit'}, 'They met.')
    """
    facts: dict[str, str] = {}
    if not text.startswith("---\n"):
        return facts, text
    place = 4
    while place < len(text):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        line = text[place:end].rstrip()
        place = end + 1
        if line in ("---", "..."):
            return (facts, text[place:].lstrip("\n")) if facts else ({}, text)
        if pair := _PAIR.fullmatch(line):
            facts[pair[1].lower()] = _unquoted(pair[2] or "")
        elif not facts or not _CONTINUED.fullmatch(line):
            break
    return {}, text


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
