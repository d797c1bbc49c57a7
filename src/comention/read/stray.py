"""Remove characters that are not text, and count them.

These are zeros that pad the fields of a record or fill holes in a file, terminal control sequences, and pieces of
pictures and programs. In a text that was decoded as UTF-8, invalid bytes are lone surrogates.
"""

import re
from collections.abc import Iterator
from functools import cache

from comention.languages.lexicon import lexicon

BINARY = (
    b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"SQLite format 3\0", b"MZ", b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa", b"\x1f\x8b", b"\x1f\x9d", b"BZh", b"\xfd7zXZ\0",
    b"7z\xbc\xaf", b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"MSCF",
    b"\0asm", b"RIFF", b"OggS", b"fLaC", b"ID3", b"II*\0", b"MM\0*", b"\0\0\1\0", b"wOFF", b"wOF2", b"\0\1\0\0\0",
    b"OTTO", b"PAR1", b"\x89HDF", b"!BDN", b"\xd0\xcf\x11\xe0", b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4",
    b"\0\1\0\0Standard", b"8BPS", b"DUCK", b"\x80\x04\x95", b"\x93NUMPY", b"%PDF-",
)  # fmt: skip
"""Signatures of binary files, whatever text they contain; a word may begin like that, but without controls."""

CONTROLS = "\0\1\2\3\4\5\6\7\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f"
ODD = re.compile(f"[{CONTROLS}]")
_SEQUENCE = re.compile(
    "\x1b\\[[0-?]*[ -/]*([@-~])"  # colours and movements
    "|\x1b\\][^\x07\x1b\n]{0,500}(?:\x07|\x1b\\\\)"  # titles of windows, links
    "|\x1b[PX^_][^\x1b]{0,500}\x1b\\\\"
    "|\x1b[()*+][0-9A-Za-z]|\x1b[#%][0-9@G]|\x1b[=>78cDEHMNOZ\\\\]"
)
_MOVES = frozenset("ABCDEFGHfdeaX`")
_STRUCK = re.compile("(.)(?:\x08\\1)+")
_LINED = re.compile("_\x08(.)|(.)\x08_")
_BULLET = re.compile("\\+\x08o|o\x08\\+")
_ERASED = re.compile(".\x08 \x08")
_SHIFTS = re.compile("[\x0e\x0f]")
_LINES = re.compile("[\x1c-\x1e]")
_WORD = re.compile(f"(?<![\\w{CONTROLS}])[^\\W\\d_]+(?![\\w{CONTROLS}])")
_FIRST = re.compile(r"[^\W\d_]*")
_LAST = re.compile(r"[^\W\d_]*\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST = 40  # letters of a word
_NO_PIECE = 5  # letters of what is a word rather than a piece of one, beside a word that is known
_NEAR = 64  # characters between two of a blob
_EDGE = 40  # characters at the edge of a blob that may belong to it
_LITTLE = 256  # characters between two blobs that have to be a text to be kept
_BLOB = 4  # that many controls, of three kinds, make one
_READABLE = 0.7  # of the characters of a text are some, even where much in it is none
_SAMPLE = 1000  # lines that tell how fields are parted
_OPENING = frozenset("([{«“‘\"'")
_CLOSING = frozenset(",;|\"'")


def clean(text: str, apart: str = " ", kept: str = "") -> tuple[str, int]:
    """Return the text without stray characters, and how many those were.

    Colours, overstrike and marks of an end are understood, and not counted. `apart` is written where several characters
    that are no text part two texts: fields of a record, as a rule.

    >>> clean("Angela Mer\\0kel\\0\\0\\0Germany", " | "), clean("_\\x08M_\\x08e \\x1b[1mmet\\x1b[0m\\x1a")
    (('Angela Merkel | Germany', 4), ('Me met', 0))
    """
    text = _without_end(unformatted(text))
    odd = CONTROLS.translate(str.maketrans("", "", kept)) if kept else CONTROLS
    if not (re.search(f"[{odd}]", text) if kept else ODD.search(text)):
        return text, 0
    words = _Words(text)
    fields = {sign for sign in set(odd) if sign in text and _parts_fields(text, sign)}
    lost = 0

    def instead(found: re.Match[str]) -> str:
        nonlocal lost
        run, start, end = found[0], found.start(), found.end()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if _LINES.fullmatch(run):
            return "\n"
        lost += len(run)
        if not before or not after or before.isspace() or after.isspace():
            return ""
        if (before in _CLOSING and after in _CLOSING) or before in '"|;\t' or after in '"|;\t':
            return ""
        if len(run) > 1 or run == "\x1f" or (run in fields and not after.islower()):
            return apart
        if before in _OPENING or not (after.isalnum() or after in _OPENING):
            return ""
        if not (before.isalpha() and after.isalpha()):
            return " "
        return "" if words.one(text, start, end) else " "

    return re.sub(f"[{odd}]+", instead, text), lost


def unformatted(text: str) -> str:
    """Return the text without control sequences for terminals and printers."""
    if "\x1b" in text:
        text = _SEQUENCE.sub(lambda found: " " if found[1] and found[1] in _MOVES else "", text)
        text = _SHIFTS.sub("", text)
    if "\x08" in text:
        text = _BULLET.sub("•", _LINED.sub(lambda found: found[1] or found[2], _STRUCK.sub(r"\1", text)))
        for _ in range(_LONGEST):
            if "\x08 \x08" in text:
                text = _ERASED.sub("", text)
    return text


def _without_end(text: str) -> str:
    """Return the text without an end-of-file mark and the padding after it."""
    filled = text.rstrip()
    core = filled.rstrip("\x1a\0")
    return core if filled.startswith("\x1a", len(core)) else text


class _Words:
    """The words of a text, which show whether a character is inside one or between two."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: frozenset[str] | None = None

    def one(self, text: str, start: int, end: int) -> bool:
        """Whether the letters on both sides are one word: two known words are not joined."""
        first = _last_letters(text, start)
        second = _first_letters(text, end)
        if second[:1].isupper() and not first.isupper():
            return False
        if self._is_known(first + second):
            return True
        left, right = self._is_known(first), self._is_known(second)
        return not ((left or len(first) >= _NO_PIECE) and (right or len(second) >= _NO_PIECE) and (left or right))

    def _is_known(self, word: str) -> bool:
        if self._known is None:
            self._known = frozenset(found.lower() for found in _WORD.findall(self._text)) | _usual()
        return word.lower() in self._known


@cache
def _usual() -> frozenset[str]:
    """Words that are known without the text: names, and words around names."""
    words = lexicon("en")
    beside = {context[2:] for context in words.contexts if context[2:].isalpha() and len(context) > 3}
    return frozenset({*beside, *words.surnames, *words.given, *words.states, *words.leading, *words.inside})


def _last_letters(text: str, end: int) -> str:
    found = _LAST.search(text[max(0, end - _LONGEST) : end])
    return found[0] if found else ""


def _first_letters(text: str, start: int) -> str:
    found = _FIRST.match(text[start : start + _LONGEST])
    return found[0] if found else ""


def _parts_fields(text: str, sign: str) -> bool:
    """Whether a character occurs equally often in each of several lines."""
    lines = [line for line in text[: _SAMPLE * 100].split("\n")[:_SAMPLE] if line.strip()]
    return len(lines) > 1 and len({line.count(sign) for line in lines}) == 1


def without_blobs(text: str) -> tuple[str, int]:
    """Return the text without longer binary pieces, and how many characters those had.

    Two zeros stand for each of them.
    """
    text = unformatted(text)
    pieces: list[str] = []
    lost = behind = 0
    for start, end in _blobs(text):
        pieces += [text[behind:start], "\0\0"]
        lost += end - start - 2
        behind = end
    return ("".join([*pieces, text[behind:]]), lost) if pieces else (text, 0)


def _blobs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each binary piece, including short text between such pieces."""
    held: tuple[int, int] | None = None
    for start, end in _clusters(text):
        first = _SURROGATE.search(text, max(0, start - _EDGE), start)
        start = first.start() if first else start
        last = list(_SURROGATE.finditer(text, end, end + _EDGE))
        end = last[-1].end() if last else end
        behind = held[1] if held else 0
        if start - behind < _LITTLE and not (start > behind and readable(text[behind:start])):
            start = held[0] if held else 0
        elif held:
            yield held
        held = (start, max(end, behind))
    if held:
        start, end = held
        yield start, len(text) if len(text) - end < _LITTLE and not readable(text[end:]) else end


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where many control characters of several kinds are close together."""
    start = last = count = 0
    kinds: set[str] = set()
    for found in ODD.finditer(text):
        place = found.start()
        if count and place - last > _NEAR:
            if count >= _BLOB and len(kinds) > 2 and not readable(text[start : last + 1]):
                yield start, last + 1
            count = 0
        if not count:
            start, kinds = place, set()
        count += 1
        last = place
        kinds.add(found[0])
    if count >= _BLOB and len(kinds) > 2 and not readable(text[start : last + 1]):
        yield start, last + 1


def readable(text: str) -> bool:
    """Whether most of what was decoded as UTF-8 is text; zeros do not count.

    >>> readable("a\\0\\0b\\x01"), readable("a\\x01\\udc80")
    (False, False)
    """
    zeros = text.count("\0")
    present = len(text) - zeros
    wrong = len(ODD.findall(text)) - zeros + len(_SURROGATE.findall(text))
    return present - wrong > _READABLE * present
