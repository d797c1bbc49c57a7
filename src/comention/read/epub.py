"""Read the chapters of an EPUB book, in order."""

import posixpath
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote

from comention.model import Document
from comention.read.encodings import decoded
from comention.read.html import parsed
from comention.read.items import How, Skipped, Status, UnreadError, left_out
from comention.read.package import Package, attribute, local

_PROTECTED = "protected against copying"


def read_epub(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped]:
    """Yield the book as one document; chapters that cannot be read are skipped."""
    with Package(file, how) as package:
        contents = _named(package, "META-INF/container.xml", "rootfile", "full-path")
        if not contents:
            raise UnreadError("damaged (it does not say where its list of chapters is)")
        root = package.root(contents[0], "package")
        folder = posixpath.dirname(contents[0])
        places = {
            attribute(item, "id"): posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href") or "")))
            for item in root.iter()
            if local(item) == "item"
        }
        spine = [places.get(attribute(item, "idref")) for item in root.iter() if local(item) == "itemref"]
        locked = {unquote(name) for name in _named(package, "META-INF/encryption.xml", "CipherReference", "URI")}
        texts = []
        for chapter in dict.fromkeys(filter(None, spine)):
            if chapter in locked:
                yield Skipped(f"{where}/{chapter}", _PROTECTED, Status.ENCRYPTED, documents=0)
            elif chapter not in package.names:
                yield Skipped(f"{where}/{chapter}", "this chapter is missing", documents=0)
            else:
                try:
                    found = decoded(package.read(chapter))
                    texts.append(parsed(found.text)[0])
                    yield from left_out(f"{where}/{chapter}", found.lost)
                except UnicodeError as error:
                    yield Skipped(f"{where}/{chapter}", str(error), documents=0)
        if texts:
            yield package.document(where, "\n\n".join(filter(None, texts)), contents[0])
        elif not spine:
            raise UnreadError("damaged (its list of chapters is empty)")
        yield from package.damage(where)


def _named(package: Package, member: str, tag: str, name: str) -> list[str]:
    """The attributes of a name that elements of a kind have."""
    root = package.tree(member)
    found = (attribute(element, name) for element in (root.iter() if root is not None else ()) if local(element) == tag)
    return [value for value in found if value]
