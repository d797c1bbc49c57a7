"""Read a Word document with insertions and without deletions; notes and headers come last."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from comention.model import Document
from comention.read.blocks import cells, paragraphs
from comention.read.items import How, Part, Skipped
from comention.read.package import Element, Package, attribute, local

_ASIDE = re.compile(r"word/(?:footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr"})


def read_docx(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield the file as a document."""
    with Package(file, how) as package:
        blocks = list(_blocks(package.root("word/document.xml", "document")))
        for name in sorted(filter(_ASIDE.fullmatch, package.names)):
            aside = package.tree(name)
            blocks += _notes(aside) if aside is not None else ()
        yield package.document(where, paragraphs(blocks), "docProps/core.xml")
        yield from package.damage(where)
        yield from package.pictures(where)


def _notes(root: Element) -> Iterator[str]:
    """Yield notes, headers and comments, the latter with their authors."""
    for note in root if local(root) in ("footnotes", "endnotes", "comments") else [root]:
        author = attribute(note, "author") if local(note) == "comment" else None
        text = "\n\n".join(_blocks(note))
        yield f"{author}: {text}" if author and text else text


def _blocks(element: Element) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables in an element."""
    for child in element:
        name = local(child)
        if name == "p":
            yield from _paragraph(child)
        elif name == "tr":
            yield from cells(_blocks(cell) for cell in _children(child) if local(cell) == "tc")
        elif name not in _LEFT_OUT:
            yield from _blocks(child)


def _children(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, including those in content controls."""
    for child in row:
        if local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _children(child)
        else:
            yield child


def _paragraph(paragraph: Element) -> Iterator[str]:
    """Yield a paragraph, then what is in its text boxes."""
    pieces: list[str] = []
    boxes: list[Element] = []

    def walk(element: Element) -> None:
        for child in element:
            name = local(child)
            if name == "t":
                pieces.append(child.text or "")
            elif name in _SHOWN:
                pieces.append(_SHOWN[name])
            elif name == "txbxContent":
                boxes.append(child)
            elif name not in _LEFT_OUT:
                walk(child)

    walk(paragraph)
    yield "".join(pieces)
    for box in boxes:
        yield from _blocks(box)
