"""Read rich text (RTF): fields as displayed, no deleted text; notes, headers and footers follow the text.

The format has groups in braces, control words and characters; a control word applies until its group ends.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from comention.model import Document
from comention.read.blocks import paragraphs
from comention.read.dates import named_date, written_date
from comention.read.encodings import tidy
from comention.read.items import How, Skipped, UnreadError

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])"
    r"|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\",
)
_SHOWN = {
    "par": "\n\n", "sect": "\n\n", "page": "\n\n", "line": "\n", "softline": "\n", "row": "\n", "nestrow": "\n",
    "cell": " | ", "nestcell": " | ", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {"~": " ", "_": "-", "-": "", "\n": "\n\n", "\r": "\n\n", "{": "{", "}": "}", "\\": "\\"}
_UNREAD = frozenset({
    "atnauthor", "atnid", "bkmkend", "bkmkstart", "buptim", "category", "colortbl", "comment", "company", "datafield",
    "datastore", "doccomm", "filetbl", "fldinst", "generator", "keywords", "listoverridetable", "listtable", "manager",
    "nonesttables", "nonshppict", "objdata", "operator", "pict", "pntext", "printim", "private", "revtbl", "revtim",
    "sn", "stylesheet", "subject", "sv", "tc", "template", "themedata", "txe", "xe",
})  # fmt: skip
_FACTS = {"fonttbl": "text", "info": "text", "title": "info", "author": "info", "creatim": "info"}  # where they stand
_ASIDE = frozenset({
    "annotation", "footer", "footerf", "footerl", "footerr", "footnote", "header", "headerf", "headerl", "headerr",
})  # fmt: skip
_STARRED = frozenset({"annotation", "nesttableprops", "shpinst"})  # destinations of newer readers that we read
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_UTF_8 = 65001
_FALLBACK = 16  # characters at most
_DEEP = 10_000  # groups in each other


class _State(NamedTuple):
    """The state inside a group: where its text goes, if anywhere, and its encoding."""

    into: str | None = "text"
    encoding: str | None = None  # that of the font
    fallback: int = 1  # characters for old readers that follow one in Unicode
    deleted: bool = False


def read_rtf(file: BinaryIO, where: str, _how: How) -> Iterator[Document | Skipped]:
    """Yield the file as a document."""
    data = file.read()
    start = data.find(b"{\\rtf")
    if start < 0:
        raise UnreadError("not RTF: it does not begin like that")
    text = Text(data[start:])
    title, author = (" ".join(text.part(name).split()) or None for name in ("title", "author"))
    date = named_date(where) or written_date("-".join(text.created))
    yield Document(where, text.whole(), title=title, date=date, author=author)
    if text.open:
        yield Skipped(where, "its end is missing", documents=0)


class Text:
    """The text and the metadata of an RTF file."""

    def __init__(self, data: bytes) -> None:
        self.created: list[str] = []  # year, month, day
        self.open = 0  # groups that are not closed
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._usual = self._font = 0  # the font of the text, and that which the table tells of
        self._pieces: dict[str, list[str]] = {}
        self._bytes = bytearray()
        self._read(data.decode("latin-1"))

    def part(self, name: str) -> str:
        """Return the text of a part."""
        joined = "".join(self._pieces.get(name, ()))
        return tidy(joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def whole(self) -> str:
        """Return the text, followed by notes, headers and footers."""
        return paragraphs(_without_ends(self.part(name)) for name in ("text", "aside"))

    def _read(self, source: str) -> None:
        state, outer = _State(), list[_State]()
        place = skipped = 0
        starred = False
        while match := _TOKEN.match(source, place):
            place = match.end()
            word, value, code, symbol, brace, text = match.groups()
            if word == "bin":
                place += max(int(value or 0), 0)
            if brace == "{":
                self._flush(state)
                outer.append(state)
                if len(outer) > _DEEP:
                    raise UnreadError("groups nested too deeply")
            elif brace:
                self._flush(state)
                inner, state = state, outer.pop() if outer else state
                if inner.into == "aside" != state.into:
                    self._write(inner, "\n\n")
                if not outer:
                    break
            elif text:
                self._bytes += text[skipped:].encode("latin-1")
                skipped = max(skipped - len(text), 0)
            elif skipped and (word or code or symbol):
                skipped -= 1
            elif code:
                self._bytes.append(int(code, 16))
            elif word:
                self._flush(state)
                state = self._told(state, word, int(value) if value else None, starred)
                skipped = state.fallback if word == "u" else 0
            elif symbol:
                self._flush(state)
                self._write(state, _SYMBOLS.get(symbol, ""))
            skipped = 0 if brace else skipped
            starred = symbol == "*"
        self._flush(state)
        self.open = len(outer)

    def _told(self, state: _State, word: str, value: int | None, starred: bool) -> _State:
        """Apply a control word; return the state after it."""
        if state.into is None or (starred and word not in _STARRED) or word in _UNREAD:
            return state._replace(into=None)
        if word in _ASIDE:
            return state._replace(into="aside")
        if state.into == _FACTS.get(word):
            return state._replace(into=word)
        match word, value:
            case "u", int():
                self._write(state, chr(value & 0xFFFF))
            case "f", int() if state.into == "fonttbl":
                self._font = value
            case "f", int():
                return state._replace(encoding=self._fonts.get(value))
            case "fcharset", int() if value in _CHARSETS:
                self._fonts[self._font] = _CHARSETS[value]
            case "plain", _:
                return state._replace(encoding=self._fonts.get(self._usual), deleted=False)
            case "deff", int():
                self._usual = value
            case "uc", int():
                return state._replace(fallback=min(max(value, 0), _FALLBACK))
            case (("deleted" | "htmlrtf"), _):
                return state._replace(deleted=value != 0)
            case (("yr" | "mo" | "dy"), int()) if state.into == "creatim":
                self.created.append(f"{value:02}")
            case "ansicpg", int():
                self._encoding = _known("utf-8" if value == _UTF_8 else f"cp{value}")
            case (("mac" | "pc" | "pca"), _):
                self._encoding = _PAGES[word]
            case _:
                self._write(state, _SHOWN.get(word, ""))
        return state

    def _flush(self, state: _State) -> None:
        """Decode the characters before a change."""
        if self._bytes:
            self._write(state, self._bytes.decode(state.encoding or self._encoding, "replace"))
            self._bytes.clear()

    def _write(self, state: _State, text: str) -> None:
        if text and state.into and not state.deleted:
            self._pieces.setdefault(state.into, []).append(text)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "cp1252"


def _without_ends(text: str) -> str:
    """Drop what follows the last cell of a row."""
    return "\n".join(line.rstrip(" |") for line in text.split("\n"))
