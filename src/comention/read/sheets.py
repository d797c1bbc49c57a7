"""Read an Excel workbook: a document per row if there is a column of texts, else one with a page per sheet."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import BinaryIO, NamedTuple

from comention.config import Fields
from comention.model import Document
from comention.read.blocks import pages, paragraphs, row
from comention.read.items import How, Part, Skipped
from comention.read.package import Element, Package, attribute, local
from comention.read.tables import columns_of, lacking, records_of

_WIDE = 16_384  # columns of a sheet
_DATE_FORMATS = frozenset(map(str, (*range(14, 18), 22, *range(27, 32), *range(50, 59))))  # those without a code
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATE_CODE = re.compile("[dy]", re.IGNORECASE)

Sheet = tuple[str, Callable[[], Iterator[list[str]]]]
"""The name of a sheet, and what yields the cells of its rows, once more for each call."""

FROM_1900, FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""The days from which workbooks may count days."""


class _Book(NamedTuple):
    """What the cells of a workbook refer to: texts, the formats that show a date, and the day from which days count."""

    shared: list[str]
    dated: frozenset[str]
    start: date


def read_xlsx(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield the rows of sheets with a column of texts as records, then the other sheets as one document."""
    with Package(file, how) as package:
        root = package.root("xl/workbook.xml", "workbook")
        book = _Book(
            ["".join(_texts(element)) for element in package.elements("xl/sharedStrings.xml", "si")],
            frozenset(_dated(package)),
            FROM_1904 if any(attribute(one, "date1904") in ("1", "true") for one in root) else FROM_1900,
        )
        yield from documents(
            _sheets(package, root, book), lambda text: package.document(where, text, "docProps/core.xml"), where, how
        )
        yield from package.damage(where)
        yield from package.pictures(where)


def documents(
    sheets: Iterable[Sheet], whole: Callable[[str], Document], where: str, how: How
) -> Iterator[Document | Skipped]:
    """Yield the rows of sheets with a column of texts as records.

    The other sheets are pages of one text, of which `whole` makes a document. Raises UnreadError if the user named a
    column of texts and no sheet has it.
    """
    texts: list[str] = []
    columns: set[str] = set()
    recorded = False
    for name, again in sheets:
        rows = again()
        header = next(rows, [])
        if how.fields.text in columns_of(header):
            recorded = True
            yield from records_of(header, rows, f"{where}/{name}", how, again=again)
        else:
            columns.update(columns_of(header))
            texts.append(paragraphs(map(row, (header, *rows))))
    if not recorded and how.fields.text != Fields().text:
        raise lacking(how.fields.text, columns)
    if texts:
        yield whole(pages(texts))


def day(number: str | float, start: date) -> str | None:
    """Return the day that a number of days is, or None if it is a time of day only, or no number.

    >>> day("42873.5", FROM_1900), day(0.5, FROM_1900)
    ('2017-05-18', None)
    """
    try:
        days = int(float(number))
        return (start + timedelta(days)).isoformat() if days > 0 else None
    except (ValueError, OverflowError):
        return None


def _sheets(package: Package, root: Element, book: _Book) -> Iterator[Sheet]:
    related = package.related("xl/workbook.xml")
    for sheet in (element for element in root.iter() if local(element) == "sheet"):
        member = related.get(next((value for key, value in sheet.attrib.items() if key.endswith("}id")), ""), "")
        yield attribute(sheet, "name") or "", partial(_rows, package, member, book)


def _rows(package: Package, member: str, book: _Book) -> Iterator[list[str]]:
    """Yield the cells of each row; those that are left out are empty."""
    for element in package.elements(member, "row"):
        cells: list[str] = []
        for cell in element:
            if local(cell) == "c":
                place = _column(attribute(cell, "r") or "")
                cells += [""] * (min(place, _WIDE) - len(cells))
                cells.append(_value(cell, book))
        yield cells


def _value(cell: Element, book: _Book) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return "".join(_texts(cell))
    said = next((child.text or "" for child in cell if local(child) == "v"), "")
    if kind == "s":
        return book.shared[int(said)] if said.isdecimal() and int(said) < len(book.shared) else ""
    if kind in (None, "n") and (attribute(cell, "s") or "0") in book.dated:
        return day(said, book.start) or said
    return "" if kind in ("b", "e") else said


def _dated(package: Package) -> Iterator[str]:
    """Yield the numbers of the formats of cells that show a date."""
    root = package.tree("xl/styles.xml")
    parts = {local(part): list(part) for part in (root if root is not None else ())}
    own = {attribute(one, "numFmtId"): attribute(one, "formatCode") or "" for one in parts.get("numFmts", ())}
    for number, form in enumerate(parts.get("cellXfs", ())):
        which = attribute(form, "numFmtId") or ""
        code = own.get(which, "d" if which in _DATE_FORMATS else "")
        if _DATE_CODE.search(_LITERAL.sub("", code)):
            yield str(number)


def _texts(element: Element) -> Iterator[str]:
    """Yield the pieces of a text, without phonetic readings."""
    for child in element:
        if local(child) == "t":
            yield child.text or ""
        elif local(child) != "rPh":
            yield from _texts(child)


def _column(reference: str) -> int:
    """The number of a column, from 0; negative if there is none.

    >>> _column("A1"), _column("AB7"), _column("7")
    (0, 27, -1)
    """
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z" or number > _WIDE:
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
