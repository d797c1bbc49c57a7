"""Read the slides of a PowerPoint presentation with their notes; form feeds separate slides."""

from collections.abc import Iterator
from typing import BinaryIO

from comention.model import Document
from comention.read.blocks import cells, pages, paragraphs
from comention.read.items import How, Part, Skipped
from comention.read.package import Element, Package, attribute, local


def read_pptx(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield the file as a document."""
    with Package(file, how) as package:
        root = package.root("ppt/presentation.xml", "presentation")
        related = package.related("ppt/presentation.xml")
        slides = [related.get(reference) for reference in _references(root)]
        texts = [paragraphs(_slide(package, name)) for name in slides if name]
        yield package.document(where, pages(texts), "docProps/core.xml")
        yield from package.damage(where)
        yield from package.pictures(where)


def _references(root: Element) -> Iterator[str]:
    """Yield the ids of the references to slides, in order."""
    for element in root.iter():
        if local(element) == "sldId":
            for key, value in element.attrib.items():
                if key.endswith("}id"):
                    yield value


def _slide(package: Package, name: str) -> Iterator[str]:
    """Yield the paragraphs of a slide, then those of its notes and comments."""
    related = sorted(package.related(name).values())
    for member in (name, *(other for other in related if "/notesSlides/" in other or "/comments/" in other)):
        root = package.tree(member)
        if root is not None:
            yield from _blocks(root)


def _blocks(element: Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "p":
            yield "".join(_pieces(child))
        elif name == "text" and child.text:  # of a comment
            yield child.text
        elif name == "tr":
            yield from cells(_blocks(cell) for cell in child if local(cell) == "tc")
        elif name == "fld" or attribute(child, "type") in ("sldNum", "dt"):
            continue
        else:
            yield from _blocks(child)


def _pieces(paragraph: Element) -> Iterator[str]:
    for run in paragraph:
        if local(run) == "br":
            yield "\n"
        elif local(run) in ("r", "fld"):
            yield from (text.text or "" for text in run if local(text) == "t" and local(run) == "r")
