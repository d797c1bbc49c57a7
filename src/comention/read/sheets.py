"""Read an Excel workbook: a document per row if there is a column of texts, else one with a page per sheet."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from xlrd.xldate import xldate_as_datetime

from comention.model import Document
from comention.read.blocks import pages, paragraphs, row
from comention.read.items import How, Skipped
from comention.read.package import Element, Package, attribute, local
from comention.read.tables import columns_of, records_of

_WIDE = 16_384  # columns of a sheet
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})  # formats that need no telling
_ASIDE = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]|\.0+')  # of a format: texts, fillings, conditions, parts of a second
_NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")
_OF_DATE, _OF_NUMBER = re.compile("[ymdhs]", re.IGNORECASE), re.compile("[0#?]")


def read_xlsx(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped]:
    """Yield the rows of sheets with a column of texts as records, then the other sheets as one document."""
    with Package(file, how) as package:
        book = _Book(package)
        yield from documents(book.sheets(), lambda text: package.document(where, text, "docProps/core.xml"), where, how)
        yield from package.damage(where)


def documents(
    sheets: Iterable[tuple[str, Iterator[list[str]]]], whole: Callable[[str], Document], where: str, how: How
) -> Iterator[Document | Skipped]:
    """Yield the rows of sheets, each with its name, as records if there is a column of texts.

    The other sheets become one text, of which `whole` makes a document.
    """
    texts = []
    for name, rows in sheets:
        header = next(rows, [])
        if how.fields.text in columns_of(header):
            yield from records_of(header, rows, f"{where}/{name}", how.fields)
        else:
            texts.append(paragraphs(map(row, (header, *rows))))
    if texts:
        yield whole(pages(texts))


def moment(count: float, since: int) -> str:
    """Return the day, the time of day or both for a count of days since 1900, or since 1904 if `since` is 1.

    >>> moment(42873, 0), moment(42873.40625, 0), moment(0.40625, 0), moment(41411, 1)
    ('2017-05-18', '2017-05-18 09:45', '09:45', '2017-05-18')
    """
    try:
        found = xldate_as_datetime(count, since)
    except (OverflowError, ValueError):
        return str(count)
    day, time = found.date().isoformat(), found.time().isoformat("minutes")
    return time if 0 < count < 1 else day if time == "00:00" else f"{day} {time}"


class _Book:
    """A workbook: its sheets, and what their cells refer to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._root = package.root("xl/workbook.xml", "workbook")
        self._shared = ["".join(_texts(element)) for element in package.elements("xl/sharedStrings.xml", "si")]
        self._dates = list(_date_styles(package.tree("xl/styles.xml")))
        facts = next((element for element in self._root.iter() if local(element) == "workbookPr"), None)
        self._since = int(facts is not None and attribute(facts, "date1904") in ("1", "true"))

    def sheets(self) -> Iterator[tuple[str, Iterator[list[str]]]]:
        """Yield the name of each sheet, and its rows."""
        related = self._package.related("xl/workbook.xml")
        for sheet in (element for element in self._root.iter() if local(element) == "sheet"):
            member = related.get(next((value for key, value in sheet.attrib.items() if key.endswith("}id")), ""), "")
            yield attribute(sheet, "name") or "", self._rows(member)

    def _rows(self, member: str) -> Iterator[list[str]]:
        """Yield the cells of each row; those that are left out are empty."""
        for element in self._package.elements(member, "row"):
            cells: list[str] = []
            for cell in element:
                if local(cell) == "c":
                    place = _column(attribute(cell, "r") or "")
                    cells += [""] * (min(place, _WIDE) - len(cells))
                    cells.append(self._said(cell))
            yield cells

    def _said(self, cell: Element) -> str:
        kind = attribute(cell, "t")
        if kind == "inlineStr":
            return "".join(_texts(cell))
        said = next((child.text or "" for child in cell if local(child) == "v"), "")
        if kind == "s":
            return _listed(self._shared, said) or ""
        if kind in ("b", "e"):
            return ""
        is_date = kind in (None, "n") and _listed(self._dates, attribute(cell, "s") or "")
        return moment(float(said), self._since) if is_date and _NUMBER.fullmatch(said) else said


def _listed(values: Sequence[Any], place: str) -> Any:
    """Return the value at a place that the file tells; None if there is none."""
    return values[int(place)] if place.isdecimal() and int(place) < len(values) else None


def _date_styles(root: Element | None) -> Iterator[bool]:
    """Yield for each style of cells whether it shows numbers as dates."""
    own: dict[str, bool] = {}
    for element in root.iter() if root is not None else ():
        if local(element) == "numFmt":
            own[attribute(element, "numFmtId") or ""] = _shows_dates(attribute(element, "formatCode") or "")
        elif local(element) == "xf" and local(element.getparent()) == "cellXfs":
            number = attribute(element, "numFmtId") or ""
            yield own.get(number, number.isdecimal() and int(number) in _DATES)


def _shows_dates(code: str) -> bool:
    """Whether a format shows a number as a date or a time.

    >>> [_shows_dates(code) for code in ("dd.mm.yyyy", "[$-409]d mmm yy;@", "mm:ss.0", "0.00", '0 "days"', "General")]
    [True, True, True, False, False, False]
    """
    rest = _ASIDE.sub("", code)
    return bool(_OF_DATE.search(rest)) and not _OF_NUMBER.search(rest)


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
