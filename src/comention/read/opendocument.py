"""Read OpenDocument texts, spreadsheets and presentations; form feeds separate sheets and slides."""

from collections.abc import Iterator
from typing import BinaryIO

from comention.model import Document
from comention.read.blocks import cells, pages, paragraphs
from comention.read.items import How, Part, Skipped, Status, UnreadError
from comention.read.package import Element, Package, attribute, local

_PARAGRAPHS = frozenset({"p", "h"})
_APART = frozenset({"note", "annotation", "text-box"})  # what stands in a paragraph and is none of it
_LEFT_OUT = frozenset({
    "tracked-changes", "note-citation", "note-ref", "sequence-decls", "forms", "settings", "page-number", "page-count",
    "bookmark-ref", "ruby-text", "date", "date-string", "creator", "initials", "sender-initials",
})  # fmt: skip
_REPEATED = 1000  # spaces
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_HEADS = frozenset({"header", "footer", "header-left", "footer-left", "header-first", "footer-first"})


def read_odt(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield the file as a document."""
    with Package(file, how) as package:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnreadError("encrypted: save it without a password", Status.ENCRYPTED)
        root = package.root("content.xml", "document-content")
        texts = list(_pages(root)) or [paragraphs(_blocks(root))]
        styles = package.tree("styles.xml")
        heads = [block for part in _heads(styles) for block in _blocks(part)] if styles is not None else []
        texts[-1] = paragraphs([texts[-1], *dict.fromkeys(heads)])
        yield package.document(where, pages(texts), "meta.xml")
        yield from package.damage(where)
        yield from package.pictures(where)


def _pages(root: Element) -> Iterator[str]:
    """Yield the sheets of a table, or the slides of a presentation."""
    for body in root.iter():
        if local(body) in ("spreadsheet", "presentation", "drawing"):
            for page in body:
                if local(page) in ("table", "page"):
                    yield paragraphs(_blocks(page))


def _heads(styles: Element) -> Iterator[Element]:
    return (element for element in styles.iter() if local(element) in _HEADS)


def _blocks(element: Element) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables in an element."""
    for child in element:
        name = local(child)
        if name in _PARAGRAPHS:
            yield from _paragraph(child)
        elif name == "table-row":
            yield from cells(_blocks(cell) for cell in child if local(cell) in _CELLS)
        elif name == "annotation":
            yield _annotation(child)
        elif name not in _LEFT_OUT:
            yield from _blocks(child)


def _paragraph(paragraph: Element) -> Iterator[str]:
    """Yield a paragraph, then the notes and text boxes in it."""
    pieces: list[str] = []
    apart: list[Element] = []

    def walk(element: Element) -> None:
        pieces.append(element.text or "")
        for child in element:
            name = local(child)
            if name in _APART:
                apart.append(child)
            elif name == "s":
                count = attribute(child, "c") or "1"
                pieces.append(" " * min(int(count) if count.isdecimal() else 1, _REPEATED))
            elif name == "tab":
                pieces.append("\t")
            elif name == "line-break":
                pieces.append("\n")
            elif name and name not in _LEFT_OUT:
                walk(child)
            pieces.append(child.tail or "")

    walk(paragraph)
    yield "".join(pieces)
    for part in apart:
        yield from [_annotation(part)] if local(part) == "annotation" else _blocks(part)


def _annotation(element: Element) -> str:
    """Return a note with the name of its author."""
    author = next((child.text for child in element if local(child) == "creator"), None)
    text = "\n\n".join(_blocks(element))
    return f"{author}: {text}" if author and text else text
