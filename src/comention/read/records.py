"""Read JSON or JSON lines, one document per record; malformed records are skipped by number."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from typing import Any, BinaryIO

from comention.config import Fields
from comention.model import Document
from comention.read.chats import documents, slack
from comention.read.chats.exported import chats
from comention.read.dates import Dates
from comention.read.encodings import decoded
from comention.read.items import How, Skipped, Status, UnreadError, at_start, left_out
from comention.read.plain import text_of

_LINE = 256 * 2**20  # bytes of a line
_AROUND = b" \t\n\r\x0b\x0c\0\x1a\x1e"  # padding and separators around records
_NAMED = 10  # fields that a reason names
_OLD = 20  # non-ASCII bytes: with fewer, an encoding cannot be detected
_ASCII = bytes(range(128))
_BETWEEN = re.compile(r"[\s\0\x1a\x1e,]*")
_LIST = re.compile(r'\s*(?:\{\s*"[^"\n]*"\s*:\s*)?\[\s*')
_DECODER = json.JSONDecoder(strict=False)
_NO_RECORD = "not a JSON object, in braces"
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_records(file: BinaryIO, name: str, how: How) -> Iterator[Document | Skipped]:
    """Yield a document per line. Texts are unchanged, so that offsets are valid in the user's own copy."""
    made = Records(how, lambda: _again(file))
    zeros = 0
    for number, line in _lines(file):
        where = f"{name}:{number}"
        zeros += line.count(b"\0")
        line = line.strip(_AROUND)
        if not line:
            continue
        try:
            records, doubt, lost = _written(line)
        except ValueError as error:
            yield Skipped(where, str(error))
            continue
        zeros -= line.count(b"\0")
        for record in records:
            yield _made(made, record, where)
        if doubt:
            yield Skipped(where, doubt, Status.STRAY, documents=0, characters=lost)
    yield from made.unused(name)
    yield from left_out(name, zeros)


def _again(file: BinaryIO) -> Iterator["Record"]:
    """Yield the records of a file of lines once more."""
    with at_start(file):
        for _, line in _lines(file):
            with suppress(ValueError):
                yield from _written(line.strip(_AROUND))[0]


def read_json(file: BinaryIO, name: str, how: How) -> Iterator[Document | Skipped]:
    """Yield a document per record of a list, wherever it is in the file, or per day of a chat.

    JSON lines are recognized.
    """
    found = text_of(file)
    try:
        content = json.loads(found.text, strict=False)
        if talks := list(_talks(content, file, name, how)):
            yield from talks
            return
        items = list(_items(content, how.fields))
    except RecursionError:
        raise UnreadError("not JSON that can be read: nested too deeply") from None
    except ValueError as error:
        file.seek(0)
        if begins_with_record(file):
            file.seek(0)
            yield from read_records(file, name, how)
            return
        items = list(_begun(found.text, error))
    made = Records(how, lambda: (item for item in items if not isinstance(item, Skipped)))
    for number, item in enumerate(items, 1):
        where = name if len(items) == 1 else f"{name}:{number}"
        yield item._replace(where=where) if isinstance(item, Skipped) else _made(made, item, where)
    yield from made.unused(name)
    yield from left_out(name, found.lost)


def _talks(content: Any, file: BinaryIO, name: str, how: How) -> Iterator[Document]:
    """Yield the documents of the chats in a JSON value."""
    if slack.is_day(content):
        yield slack.document(content, name, how.people or slack.people_near(file))
        return
    talks = chats(content)
    for number, talk in enumerate(talks, 1):
        yield from documents(talk, name if len(talks) == 1 else f"{name}/{number}")


Record = dict[str, Any]


def _items(content: Any, fields: Fields) -> Iterator[Record | Skipped]:
    """Yield the records in a JSON value: itself, or those in its lists, at most one level down."""
    if isinstance(content, list):
        yield from _listed(content)
    elif not isinstance(content, dict):
        raise UnreadError("neither a JSON object nor a list of them")
    elif fields.text in content or not any(map(_holds_records, content.values())):
        yield content
    else:
        for value in content.values():
            if _holds_records(value):
                yield from _listed(value)
            elif isinstance(value, dict) and fields.text in value:
                yield value


def _holds_records(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) or _holds_records(one) for one in value)


def _listed(values: list[Any]) -> Iterator[Record | Skipped]:
    """Yield the records in a list and in nested lists, and `Skipped` for other values."""
    for value in values:
        if isinstance(value, dict):
            yield value
        elif isinstance(value, list):
            yield from _listed(value)
        else:
            yield Skipped("", _NO_RECORD, characters=len(value) if isinstance(value, str) else 0)


def _begun(text: str, error: ValueError) -> Iterator[Record | Skipped]:
    """Yield the records of a list up to the first syntax error; surplus commas are tolerated."""
    begun = _LIST.match(text)
    place = begun.end() if begun else len(text)
    records = 0
    while place < len(text) and text[place] != "]":
        try:
            record, end = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError) as broken:
            if not records:
                break
            yield Skipped("", f"not JSON from here on: {broken}", characters=len(text) - place)
            return
        records += 1
        yield from _listed([record])
        place = _behind(text, end)
    if not records:
        raise UnreadError(f"not JSON: {error}") from None


def _made(made: "Records", record: Record, where: str) -> Document | Skipped:
    try:
        return made.document(record, where)
    except ValueError as error:
        return Skipped(where, str(error))


def begins_with_record(file: BinaryIO) -> bool:
    """Return whether the first line that is not blank is a JSON object."""
    for _, line in _lines(file):
        if not line.strip(_AROUND):
            continue
        try:
            _written(line.strip(_AROUND))
        except ValueError:
            return False
        return True
    return False


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    for number in count(1):
        line = file.readline(_LINE)
        if not line:
            return
        if len(line) == _LINE:  # too long for a record: let it fail, and continue after it
            while (more := file.readline(_LINE)) and not more.endswith(b"\n"):
                pass
        content = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if content:
            yield number, content


def _written(line: bytes) -> tuple[list[Record], str, int]:
    """Return the records in a line, a warning about it, and how many characters were left out."""
    try:
        return _objects(line.decode("utf-8"))
    except UnicodeDecodeError:
        doubt = "not UTF-8"
    except ValueError as error:
        doubt = str(error)
    try:
        old = None if len(line.translate(None, _ASCII)) >= _OLD else "cp1252"
        found = decoded(line, old)
        records, _, lost = _objects(found.text)
    except ValueError:
        raise ValueError(doubt) from None
    many = f"; {found.lost} characters that are no text were left out" if found.lost else ""
    return records, f"{doubt}: read as it looks{many}", found.lost + lost


def _objects(text: str) -> tuple[list[Record], str, int]:
    """Return the objects in a line, the error after them, and how many characters are left."""
    records: list[Record] = []
    place = 0
    while place < len(text):
        try:
            record, end = _DECODER.raw_decode(text, place)
        except RecursionError:
            error = "not JSON that can be read: nested too deeply"
        except ValueError as broken:
            error = f"not JSON: {broken}"
        else:
            error = "" if isinstance(record, dict) else _NO_RECORD
        if error and not records:
            raise ValueError(error)
        if error:
            return records, error, len(text) - place
        records.append(record)
        place = _behind(text, end)
    return records, "", 0


def _behind(text: str, place: int) -> int:
    """Return where the next value begins, after one that ends at a position."""
    found = _BETWEEN.match(text, place)
    return found.end() if found else place


class Records:
    """Makes documents of the records of a file, and tells in the end which of what a user asked for they do not have.

    `again` yields all records from the start, to see how their dates are written; it leaves the file where it is.
    """

    def __init__(self, how: How, again: Callable[[], Iterable[Mapping[str, Any]]]) -> None:
        self._fields = how.fields
        self._dates = Dates(how.date_format, lambda: (record.get(how.fields.date) for record in again()))
        self._missing = {field for field, usual in zip(how.fields, Fields(), strict=True) if field != usual}
        self._there: list[str] | None = None

    def document(self, record: Mapping[str, Any], where: str) -> Document:
        """Make a document of a record, or raise ValueError with what is missing."""
        fields = self._fields
        if self._there is None:
            self._there = sorted(str(name) for name in record)[:_NAMED]
        self._missing -= record.keys()
        text = record.get(fields.text)
        if not isinstance(text, str):
            there = ", ".join(sorted(str(name) for name in record)[:_NAMED]) or "nothing"
            what = "no text" if text is None else "something else than a text"
            raise ValueError(f"{what} in the field {fields.text!r}; the record has {there}: choose with --text-field")
        return Document(
            _value(record.get(fields.id)) or where,
            _proper(text),
            title=_value(record.get(fields.title)),
            date=self._dates.read(record.get(fields.date), where),
            source=_value(record.get(fields.source)),
            author=_value(record.get(fields.author)),
        )

    def unused(self, name: str) -> Iterator[Skipped]:
        """Tell of the fields that a user named and no record of the file has, and of the dates that have no use."""
        for option, field in self._fields._asdict().items():
            if field in self._missing and self._there is not None and option != "text":
                there = ", ".join(self._there) or "nothing"
                reason = f"no record has the field {field!r}; they have {there}: choose with --{option}-field"
                yield Skipped(name, reason, Status.UNUSED, documents=0)
        yield from self._dates.unused(name)


def _value(value: object) -> str | None:
    """Return a text or a number as text, or None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _proper(str(value).strip()) or None


def _proper(text: str) -> str:
    """Replace lone surrogates, which cannot be encoded, by replacement characters."""
    return _SURROGATE.sub("\ufffd", text)
