"""Parse the XML in the ZIP package of an office file, without entities, DTD and network, and within limits."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Self

from lxml import etree

from comention.model import Document
from comention.read.dates import named_date, written_date
from comention.read.encodings import tidy
from comention.read.items import ExhaustedError, How, Part, Skipped, Status, UnreadError, plausible

Element = Any  # of lxml, which has no types

_ENCRYPTED = 1  # bit of the flags of a member
_BLOCK = 2**20
_PICTURES = re.compile(r"(?:(?:word|ppt|xl)/media|Pictures)/[^/]+\.(?:jpe?g|png|tiff?|webp)", re.IGNORECASE)
_TITLE, _AUTHOR, _DATE = ("title",), ("initial-creator", "creator"), ("created", "creation-date", "date")


class Package:
    """A ZIP archive whose members belong together, and a limit in MB for what is read of it."""

    def __init__(self, file: BinaryIO, how: How) -> None:
        self._archive = zipfile.ZipFile(file)
        self._limit = how.limits.size
        self._left = how.limits.size * 2**20
        self._plausible = plausible(file.seek(0, 2))
        self._taken = 0
        self._damaged: set[str] = set()
        self._has_text = False
        self.names = frozenset(self._archive.namelist())
        if any(member.flag_bits & _ENCRYPTED for member in self._archive.infolist()):
            raise UnreadError("encrypted: save it without a password", Status.ENCRYPTED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def read(self, name: str) -> bytes:
        """Return a member; empty if there is none."""
        return b"".join(self._blocks(name)) if name in self.names else b""

    def _blocks(self, name: str) -> Iterator[bytes]:
        with self._archive.open(name) as stream:
            while block := stream.read(_BLOCK):
                self._left -= len(block)
                self._taken += len(block)
                if self._left < 0:
                    raise ExhaustedError(self._limit)
                if self._taken > self._plausible:
                    raise ExhaustedError(None)
                yield block

    def tree(self, name: str) -> Element | None:
        """Return the root of a member, repaired if necessary; None if there is none."""
        data = self.read(name)
        if not data.strip():
            return None
        self._note_entities(name, data)
        parser = etree.XMLParser(**_OPTIONS)
        root = etree.fromstring(data, parser)
        self._check(name, parser)
        return root

    def root(self, name: str, tag: str) -> Element:
        """Return the root of a required member, or raise UnreadError."""
        root = self.tree(name)
        if root is None or local(root) != tag:
            raise UnreadError(f"damaged (there is no {tag} in {name})")
        return root

    def damage(self, where: str) -> Iterator[Skipped]:
        """Report which of the members that were read are damaged."""
        if self._damaged:
            yield Skipped(where, f"damaged: something may be missing ({', '.join(sorted(self._damaged))})", documents=0)

    def _check(self, name: str, parser: Any) -> None:
        if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
            self._damaged.add(name)

    def _note_entities(self, name: str, data: bytes) -> None:
        """Do not expand entities that a file declares: office programs write none, XML bombs do."""
        if b"<!ENTITY" in data:
            self._damaged.add(name)

    def elements(self, name: str, *tags: str) -> Iterator[Element]:
        """Yield elements of a large member by their local names; each is freed before the next."""
        if name not in self.names:
            return
        parser = etree.XMLPullParser(["end"], **_OPTIONS)
        for block in self._blocks(name):
            self._note_entities(name, block)
            parser.feed(block)
            for _, element in parser.read_events():
                if local(element) in tags:
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        self._check(name, parser)

    def related(self, name: str) -> dict[str, str]:
        """The members that a member refers to, by the ids of its references."""
        folder, _, own = name.rpartition("/")
        root = self.tree(f"{folder}/_rels/{own}.rels".lstrip("/"))
        return {
            attribute(element, "Id") or "": _path(folder, attribute(element, "Target") or "")
            for element in (root.iter() if root is not None else ())
            if local(element) == "Relationship" and attribute(element, "TargetMode") != "External"
        }

    def document(self, where: str, text: str, facts: str) -> Document:
        """Make a document of a text, with what the file says of itself in the member `facts`.

        A date in the file's name comes first: that in the file tells when somebody saved it.
        """
        found: dict[str, str] = {}
        root = self.tree(facts)
        for element in root.iter() if root is not None else ():
            if said := " ".join(tidy(element.text or "").split()):
                found.setdefault(local(element), said)
        title, author, date = (
            next((found[name] for name in names if name in found), None) for names in (_TITLE, _AUTHOR, _DATE)
        )
        date = named_date(where) or written_date(date)
        self._has_text |= bool(text.strip())
        return Document(where, tidy(text), title=title, date=date, author=author)

    def pictures(self, where: str) -> Iterator[Part]:
        """Yield the pictures in the file; those in one without a text are likely to be scans of one."""
        for name in sorted(filter(_PICTURES.fullmatch, self.names)):
            yield Part(f"{where}/{name}", name, io.BytesIO(self.read(name)), ornament=self._has_text)


def _path(folder: str, target: str) -> str:
    """The name of the member that is `target` as seen from a folder."""
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path)


_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "dtd_validation": False,
    "huge_tree": False,
    "recover": True,
    "remove_comments": True,
    "remove_pis": True,
}


def local(element: Element) -> str:
    """The name of an element without its namespace; those of the strict and the usual kind are the same."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None
