"""Read an Excel workbook: a document per row if there is a column of texts, else one with a page per sheet."""

from collections.abc import Iterator
from typing import BinaryIO

from comention.model import Document
from comention.read.blocks import pages, paragraphs, row
from comention.read.items import How, Part, Skipped
from comention.read.package import Element, Package, attribute, local
from comention.read.tables import columns_of, records_of

_WIDE = 16_384  # columns of a sheet


def read_xlsx(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield the rows of sheets with a column of texts as records, then the other sheets as one document."""
    with Package(file, how) as package:
        root = package.root("xl/workbook.xml", "workbook")
        related = package.related("xl/workbook.xml")
        shared = ["".join(_texts(element)) for element in package.elements("xl/sharedStrings.xml", "si")]
        texts = []
        for sheet in (element for element in root.iter() if local(element) == "sheet"):
            member = related.get(next((value for key, value in sheet.attrib.items() if key.endswith("}id")), ""), "")
            rows = _rows(package, member, shared)
            header = next(rows, [])
            if how.fields.text in columns_of(header):
                yield from records_of(header, rows, f"{where}/{attribute(sheet, 'name')}", how.fields)
            else:
                texts.append(paragraphs(map(row, (header, *rows))))
        if texts:
            yield package.document(where, pages(texts), "docProps/core.xml")
        yield from package.damage(where)
        yield from package.pictures(where)


def _rows(package: Package, member: str, shared: list[str]) -> Iterator[list[str]]:
    """Yield the cells of each row; those that are left out are empty."""
    for element in package.elements(member, "row"):
        cells: list[str] = []
        for cell in element:
            if local(cell) == "c":
                place = _column(attribute(cell, "r") or "")
                cells += [""] * (min(place, _WIDE) - len(cells))
                cells.append(_value(cell, shared))
        yield cells


def _value(cell: Element, shared: list[str]) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return "".join(_texts(cell))
    said = next((child.text or "" for child in cell if local(child) == "v"), "")
    if kind == "s":
        return shared[int(said)] if said.isdecimal() and int(said) < len(shared) else ""
    return "" if kind in ("b", "e") else said


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
