"""Comma- or tab-separated values in, a document for each record out, or the table as a text where it has no texts."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice
from typing import BinaryIO

from comention.config import Fields
from comention.model import Document
from comention.read.blocks import paragraphs, row
from comention.read.dates import named_date
from comention.read.encodings import tidy
from comention.read.items import How, Skipped
from comention.read.plain import text_of
from comention.read.records import document

_DELIMITERS = ",;\t|"
_SAMPLE = 64 * 1024  # characters that tell how a table is written
_CELL = 16 * 2**20  # characters of a cell
_ROWS = 5000  # rows of a table that make a document


def read_table(file: BinaryIO, name: str, how: How) -> Iterator[Document | Skipped]:
    """Yield a document for each row if there is a column of texts, else one for the whole table."""
    csv.field_size_limit(_CELL)
    text = tidy(text_of(file).text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text[:_SAMPLE], name), strict=False)
    header = next(rows, [])
    if how.fields.text in columns_of(header):
        yield from records_of(header, rows, name, how.fields)
        return
    lines = chain([header], rows)
    for start in count(1, _ROWS):
        block = list(islice(lines, _ROWS))
        if block or start == 1:
            where = name if start == 1 else f"{name}:{start}"
            yield Document(where, paragraphs(map(row, block)), date=named_date(name))
        if len(block) < _ROWS:
            return


def columns_of(header: Sequence[str]) -> list[str]:
    """The names of the columns."""
    return [cell.strip() for cell in header]


def records_of(
    header: Sequence[str], rows: Iterable[Sequence[str]], name: str, fields: Fields
) -> Iterator[Document | Skipped]:
    """Yield a document for each row that holds anything; rows are counted as spreadsheets do."""
    columns = columns_of(header)
    for number, cells in enumerate(rows, 2):
        if any(cells):
            try:
                yield document(dict(zip(columns, cells, strict=False)), f"{name}:{number}", fields)
            except ValueError as error:
                yield Skipped(f"{name}:{number}", str(error))


def _delimiter(sample: str, name: str) -> str:
    """Find what parts the cells: what the first line has most of, outside quotes."""
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    first = "".join(sample.split('"')[::2]).split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)
