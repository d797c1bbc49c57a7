"""JSON or JSON lines in, a document for each record out; one that is none is skipped by its number."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, BinaryIO

from comention.config import Fields
from comention.model import Document
from comention.read.dates import written_date
from comention.read.encodings import decoded
from comention.read.items import How, Skipped, Status, UnreadError, left_out
from comention.read.plain import text_of

_LINE = 256 * 2**20  # bytes of a line
_AROUND = b" \t\n\r\x0b\x0c\0\x1a\x1e"  # what stands around a record: what fills a file up, or marks records and ends
_OLD = 20  # bytes that are no ASCII: fewer of them do not tell an encoding
_ASCII = bytes(range(128))
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_records(file: BinaryIO, name: str, how: How) -> Iterator[Document | Skipped]:
    """Yield a document for each line. Its text is kept as it is, so that offsets hold in the user's own copy."""
    zeros = 0
    for number, line in _lines(file):
        where = f"{name}:{number}"
        zeros += line.count(b"\0")
        line = line.strip(_AROUND)
        if not line:
            continue
        try:
            record, doubt, lost = _record(line)
            zeros -= line.count(b"\0")
            yield document(record, where, how.fields)
            if doubt:
                yield Skipped(where, doubt, Status.STRAY, documents=0, characters=lost)
        except ValueError as error:
            yield Skipped(where, str(error))
    yield from left_out(name, zeros)


def read_json(file: BinaryIO, name: str, how: How) -> Iterator[Document | Skipped]:
    """Yield a document for each record of a list, wherever in the file it is; lines of JSON are read as such."""
    try:
        found = text_of(file)
        content = json.loads(found.text, strict=False)
    except RecursionError:
        raise UnreadError("not JSON that can be read: nested too deeply") from None
    except ValueError as error:
        file.seek(0)
        if not begins_with_record(file):
            raise UnreadError(f"not JSON: {error}") from None
        file.seek(0)
        yield from read_records(file, name, how)
        return
    records = list(_records(content, how.fields))
    for number, record in enumerate(records, 1):
        where = name if len(records) == 1 else f"{name}:{number}"
        try:
            yield document(record, where, how.fields)
        except ValueError as error:
            yield Skipped(where, str(error))
    yield from left_out(name, found.lost)


def _records(content: Any, fields: Fields) -> Iterator[dict[str, Any]]:
    """Yield the records in a JSON value: itself, or what is in the lists in it; one level of names may be around."""
    if isinstance(content, dict) and fields.text not in content:
        lists = [value for value in content.values() if isinstance(value, list) and any(_is_record(v) for v in value)]
        if not lists:
            yield content
        for several in lists:
            yield from filter(_is_record, several)
    elif isinstance(content, dict):
        yield content
    elif isinstance(content, list):
        yield from filter(_is_record, content)
    else:
        raise UnreadError("neither a JSON object nor a list of them")


def _is_record(value: object) -> bool:
    return isinstance(value, dict)


def begins_with_record(file: BinaryIO) -> bool:
    """Say whether the first line that is not blank is a JSON object."""
    for _, line in _lines(file):
        if not line.strip(_AROUND):
            continue
        try:
            _record(line.strip(_AROUND))
        except ValueError:
            return False
        return True
    return False


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    for number in count(1):
        line = file.readline(_LINE)
        if not line:
            return
        if len(line) == _LINE:  # nobody has that much to say: let it fail, and go on behind it
            while (more := file.readline(_LINE)) and not more.endswith(b"\n"):
                pass
        content = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if content:
            yield number, content


def _record(line: bytes) -> tuple[dict[str, Any], str, int]:
    """Return the record in a line, what there is to doubt of it, and how many characters of it were left out."""
    try:
        return _object(line.decode("utf-8")), "", 0
    except UnicodeDecodeError:
        doubt = "not UTF-8"
    except ValueError as error:
        doubt = str(error)
    try:
        old = None if len(line.translate(None, _ASCII)) >= _OLD else "cp1252"
        found = decoded(line, old)
        record = _object(found.text)
    except ValueError:
        raise ValueError(doubt) from None
    many = f"; {found.lost} characters that are no text were left out" if found.lost else ""
    return record, f"{doubt}: read as it looks{many}", found.lost


def _object(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text, strict=False)
    except RecursionError:
        raise ValueError("not JSON that can be read: nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise ValueError("not a JSON object, in braces")
    return record


def document(record: Mapping[str, Any], where: str, fields: Fields) -> Document:
    """Make a document of a record, or raise ValueError that says what it lacks."""
    text = record.get(fields.text)
    if not isinstance(text, str):
        there = ", ".join(sorted(str(name) for name in record)[:10]) or "nothing"
        what = "no text" if text is None else "something else than a text"
        raise ValueError(f"{what} in the field {fields.text!r}; the record has {there}: choose with --text-field")
    return Document(
        _value(record.get(fields.id)) or where,
        _proper(text),
        title=_value(record.get(fields.title)),
        date=written_date(record.get(fields.date)),
        source=_value(record.get(fields.source)),
        author=_value(record.get(fields.author)),
    )


def _value(value: object) -> str | None:
    """Return a text or a number as text; anything else, and nothing, is None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _proper(str(value)) or None


def _proper(text: str) -> str:
    """Replace lone surrogates, which no file can hold, by as many replacement characters."""
    return _SURROGATE.sub("\ufffd", text)
