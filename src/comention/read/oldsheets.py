"""Read a workbook of Excel until 2003, as a newer one is read."""

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, BinaryIO

import olefile
import xlrd
from xlrd.compdoc import CompDocError

from comention.model import Document
from comention.read.dates import named_date
from comention.read.encodings import decode, tidy
from comention.read.items import How, Skipped, Status, UnreadError
from comention.read.sheets import FROM_1900, FROM_1904, day, documents

_LOCKED = "encrypted in the way of Excel 95: save it without a password"
_UTF_8 = 65001
_UNSET = 1601  # the year of time zero


def read_xls(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped]:
    """Yield the rows of sheets with a column of texts as records, then the other sheets as one document."""
    content = file.read()
    damaged = False
    try:
        book = _opened(content)
    except CompDocError:
        book, damaged = _opened(content, ignore_workbook_corruption=True), True
    with book:
        sheets = ((sheet.name, partial(_rows, sheet)) for sheet in map(book.sheet_by_index, range(book.nsheets)))
        yield from documents(sheets, lambda text: _document(content, where, text), where, how)
    if damaged:
        yield Skipped(where, "damaged: something may be missing", documents=0)


def _opened(content: bytes, **options: bool) -> Any:
    """Open a workbook whose sheets are read when they are asked for; what xlrd has to remark goes nowhere."""
    try:
        return xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), on_demand=True, ragged_rows=True, **options
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise UnreadError(_LOCKED, Status.ENCRYPTED) from error
        raise


def _rows(sheet: Any) -> Iterator[list[str]]:
    start = FROM_1904 if sheet.book.datemode else FROM_1900
    for number in range(sheet.nrows):
        yield [_value(cell, start) for cell in sheet.row(number)]


def _value(cell: Any, start: date) -> str:
    """Return what a cell says, as the XML of a newer workbook does."""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    dated = day(cell.value, start) if cell.ctype == xlrd.XL_CELL_DATE else None
    return dated or repr(cell.value).removesuffix(".0").upper()


def _document(content: bytes, where: str, text: str) -> Document:
    """Make a document of a text, with what the file says of itself; a date in its name comes first."""
    said = olefile.OleMetadata()
    with suppress(Exception):  # it is older than these facts, or they are damaged
        said = olefile.OleFileIO(content).get_metadata()
    charset = "utf-8" if (page := (said.codepage or 0) % 2**16) == _UTF_8 else f"cp{page}"
    title, author = (
        " ".join(tidy(decode(fact, charset)).split()) or None if fact else None for fact in (said.title, said.author)
    )
    created = said.create_time
    saved = created.date().isoformat() if created and created.year > _UNSET else None
    return Document(where, tidy(text), title=title, date=named_date(where) or saved, author=author)
