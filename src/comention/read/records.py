"""JSON lines in, a document for each record out; a line that is none is skipped by its number."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from comention.config import Fields
from comention.model import Document
from comention.read.dates import written_date
from comention.read.inputs import Skipped

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_records(file: BinaryIO, name: str, fields: Fields) -> Iterator[Document | Skipped]:
    """Yield a document for each line. Its text is kept as it is, so that offsets hold in the user's own copy."""
    for number, line in _lines(file):
        where = f"{name}:{number}"
        try:
            yield _document(_record(line), where, fields)
        except ValueError as error:
            yield Skipped(where, str(error))


def begins_with_record(file: Iterable[bytes]) -> bool:
    """Say whether the first line that is not blank is a JSON object."""
    for _, line in _lines(file):
        try:
            _record(line)
        except ValueError:
            return False
        return True
    return False


def _lines(file: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(file, 1):
        content = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if content:
            yield number, content


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except RecursionError:
        raise ValueError("not JSON that can be read: nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise ValueError("not a JSON object, in braces")
    return record


def _document(record: dict[str, Any], where: str, fields: Fields) -> Document:
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
    )


def _value(value: object) -> str | None:
    """Return a text or a number as text; anything else, and nothing, is None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _proper(str(value)) or None


def _proper(text: str) -> str:
    """Replace lone surrogates, which no file can hold, by as many replacement characters."""
    return _SURROGATE.sub("\ufffd", text)
