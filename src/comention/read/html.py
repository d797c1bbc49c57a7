"""Read the main text and the comments of a web page, without menus, scripts and other boilerplate."""

import json
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, BinaryIO

from comention.model import Document
from comention.read.blocks import paragraphs, row
from comention.read.chats import documents
from comention.read.dates import Dates, named_date, written_date
from comention.read.encodings import Decoded, decoded, tidy
from comention.read.items import How, Skipped, UnreadError, left_out

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]*encoding=["']([\w-]+)""", re.I)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SILENT = _words(
    "applet area audio base button canvas datalist embed frame head iframe input link map meta noframes object option "
    "param progress script select source style svg template textarea title track video math"
)
_INLINE = _words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr"
)
_AROUND = frozenset({"nav", "footer", "aside", "dialog", "menu"})
_WORDS = _words(
    "ad ads advert advertisement banner breadcrumb breadcrumbs consent cookie cookies footer menu nav navbar "
    "navigation newsletter pagination promo recommended related share sharing sidebar social sponsored "
    "subscribe toolbar"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CELL = 200  # characters from which on a cell is layout: old pages are tables as a whole
_PARTS = re.compile(r"[^a-z]+")
_XHTML = re.compile(r"\s*<\?xml\s|\s*(?:<!doctype[^>]*>\s*)?<html[^>]*\sxmlns=", re.I)
_CLOSED = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^<>]*)?)/>", re.I)
_VOID = _words("area base br col embed hr img input link meta param source track wbr")
_FACTS = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"),
    "author": ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "byl"),
    "date": (
        "article:published_time", "og:published_time", "date", "dc.date", "dcterms.date", "dcterms.created", "pubdate",
        "publishdate", "publish-date", "publication_date", "datepublished", "parsely-pub-date", "citation_date",
        "sailthru.date", "last-modified",
    ),
    "source": ("og:site_name", "application-name", "dc.publisher", "citation_journal_title"),
}  # fmt: skip


def read_html(file: BinaryIO, name: str, how: How) -> Iterator[Document | Skipped]:
    """Yield the page as a document, with its metadata."""
    yield from page(file.read(), name, how)


def page(data: bytes, name: str, how: How, *, charset: str | None = None) -> Iterator[Document | Skipped]:
    """Yield the document of a page, or those of a chat; `charset` is the encoding declared outside it."""
    try:
        found = markup_of(data, charset)
    except UnicodeError as error:
        raise UnreadError(str(error)) from error
    from comention.read.chats.page import chat

    if talk := chat(found.text):
        yield from documents(talk, name)
        yield from left_out(name, found.lost)
        return
    text, facts = parsed(found.text)
    dates = Dates(how.date_format)
    yield Document(
        name,
        text,
        title=facts.get("title"),
        date=dates.read(facts.get("date"), name) or named_date(name),
        source=facts.get("source"),
        author=facts.get("author"),
    )
    yield from dates.unused(name)
    yield from left_out(name, found.lost)


def markup_of(data: bytes, charset: str | None = None) -> Decoded:
    """Decode a page as it declares, unless a charset came with it."""
    declared = _CHARSET.search(data[:4096])
    said = charset or (next(group for group in declared.groups() if group).decode("ascii") if declared else None)
    return decoded(data, said)


def parsed(markup: str) -> tuple[str, Mapping[str, str]]:
    """Return the text and the metadata of a page."""
    from resiliparse.parse.html import HTMLTree

    if _XHTML.match(markup):  # in HTML, <title/> would only open a title
        markup = _CLOSED.sub(
            lambda tag: tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>", markup
        )
    tree = HTMLTree.parse(markup.replace("\0", ""))
    root = tree.document
    blocks = _Blocks.of(root) if root else []
    main = [text for text, around in blocks if not around]
    everything = [text for text, _ in blocks]
    kept = main if 3 * sum(map(len, main)) >= sum(map(len, everything)) else everything
    return tidy(paragraphs(kept)), {key: tidy(value) for key, value in _facts(tree).items()}


class _Step(Enum):
    """The steps of walking through a page."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    SKIP = "skip"  # an invisible element, with everything in it


def _steps(root: Any) -> Iterator[tuple[_Step, Any, str]]:
    """Walk through a page in order: step, node, and tag of an element.

    Without recursion: hostile pages are nested a million times.
    """
    node = root
    while node is not None:
        tag = node.tag if node.type == _ELEMENT else ""
        down = None
        if node.type == _TEXT:
            yield _Step.TEXT, node, tag
        elif tag and (tag in _SILENT or _is_hidden(node)):
            yield _Step.SKIP, node, tag
        else:
            yield _Step.OPEN, node, tag
            down = node.first_child
            if down is None:
                yield _Step.CLOSE, node, tag
        if down is not None:
            node = down
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is not None:
                yield _Step.CLOSE, node, node.tag if node.type == _ELEMENT else ""
        node = node.next if node is not None else None


class _Blocks:
    """Collects the paragraphs of a page; `found` has each with whether it is boilerplate."""

    def __init__(self) -> None:
        self.found: list[tuple[str, bool]] = []
        self._pieces: list[str] = []
        self._cells: list[str] | None = None  # of the row that is being read
        self._around = 0  # open elements that are boilerplate
        self._verbatim = 0  # open elements in which line breaks count
        self._linked = False  # the last thing was a link

    def text(self, said: str) -> None:
        """Take the text between two tags."""
        self._pieces.append(said if self._verbatim else said.replace("\n", " ").replace("\f", " "))
        self._linked = self._linked and not said

    def open(self, node: Any, tag: str) -> None:
        """Begin an element."""
        if tag == "br":
            self._pieces.append("\n")
        elif tag == "a" and self._linked:
            self._pieces.append(" ")
        elif tag in _CELLS and self._cells is not None:
            self._cells.append(self._taken())
        elif tag == "tr":
            self._end_row()
            self._cells = []
        else:
            self._break(tag)
        self._verbatim += tag == "pre"
        self._around += bool(tag) and _is_around(node, tag)

    def close(self, node: Any, tag: str) -> None:
        """End an element."""
        self._linked = tag == "a" or (self._linked and tag in _INLINE)
        if tag == "tr":
            self._end_row()
            self._cells = None
        elif tag != "br":
            self._break(tag)
        self._verbatim -= tag == "pre"
        self._around -= bool(tag) and _is_around(node, tag)

    def _break(self, tag: str) -> None:
        """End the paragraph at the border of a block element."""
        if not tag or tag in _INLINE or tag in _CELLS or not self._pieces:
            return
        if self._cells is None or sum(map(len, self._pieces)) > _CELL:
            self._end_row()
            self._cells = None if self._cells is None else []
        else:
            self._pieces.append(" ")

    def _end_row(self) -> None:
        """End the current row, or else the paragraph."""
        if self._cells:
            self.found.append((row([*self._cells, self._taken()]), bool(self._around)))
        elif self._pieces:
            self.found.append((self._taken(), bool(self._around)))

    def _taken(self) -> str:
        text = "".join(self._pieces)
        self._pieces = []
        return text

    @classmethod
    def of(cls, root: Any) -> list[tuple[str, bool]]:
        """All paragraphs of a page."""
        blocks = cls()
        for step, node, tag in _steps(root):
            match step:
                case _Step.TEXT:
                    blocks.text(node.value or "")
                case _Step.OPEN:
                    blocks.open(node, tag)
                case _Step.CLOSE:
                    blocks.close(node, tag)
                case _Step.SKIP:
                    blocks._break(tag)
        blocks._end_row()
        return blocks.found


_ELEMENT, _TEXT = 1, 3
_CELLS = frozenset({"td", "th"})


def _is_hidden(node: Any) -> bool:
    return node.hasattr("hidden") or bool(_HIDDEN.search(node.getattr("style") or ""))


def _is_around(node: Any, tag: str) -> bool:
    """Whether an element is boilerplate, by its tag, its role, or its class names."""
    if tag in ("html", "body", "main", "article"):
        return False
    if tag in _AROUND or node.getattr("role") in ("navigation", "search", "menu", "banner", "contentinfo"):
        return True
    named = f"{node.getattr('class') or ''} {node.getattr('id') or ''}".lower()
    return bool(named.strip()) and not _WORDS.isdisjoint(_PARTS.split(named))


def _facts(tree: Any) -> dict[str, str]:
    said: dict[str, str] = {}
    root = tree.document
    for meta in root.get_elements_by_tag_name("meta") if root else ():
        key = (meta.getattr("property") or meta.getattr("name") or meta.getattr("itemprop") or "").lower()
        if content := (meta.getattr("content") or "").strip():
            said.setdefault(key, content)
    facts = {fact: said[key] for fact, keys in _FACTS.items() for key in reversed(keys) if key in said}
    for name, value in _linked_data(tree).items():
        facts.setdefault(name, value)
    if "date" not in facts and root:
        for time in root.get_elements_by_tag_name("time"):
            if written_date(time.getattr("datetime")):
                facts["date"] = time.getattr("datetime")
                break
    if title := (tree.title or "").strip():
        facts.setdefault("title", title)
    return {name: " ".join(value.split()) for name, value in facts.items() if value.strip()}


def _linked_data(tree: Any) -> dict[str, str]:
    """Read the metadata that a page has for search engines (JSON-LD)."""
    facts: dict[str, str] = {}
    for script in tree.document.get_elements_by_tag_name("script") if tree.document else ():
        if script.getattr("type") != "application/ld+json":
            continue
        try:
            content = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        if isinstance(content, dict) and isinstance(content.get("@graph"), list):
            content = content["@graph"]
        for item in content if isinstance(content, list) else [content]:
            if isinstance(item, dict) and "datePublished" in item:
                for fact, key in (("title", "headline"), ("date", "datePublished"), ("author", "author")):
                    if value := _named(item.get(key)):
                        facts.setdefault(fact, value)
    return facts


def _named(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_named, value)))
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
