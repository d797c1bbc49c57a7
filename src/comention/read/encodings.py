"""Decode text: by its byte order mark, as UTF-8, as declared, or as a detector suggests.

Text that was garbled before it was saved ("FranÃ§ois") is repaired where there is only one way to do so.
"""

import codecs
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, NamedTuple

from comention.read.stray import BINARY, CONTROLS, ODD, clean, readable, without_blobs

MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DETECTED = (
    "ascii", "big5", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp437",
    "cp850", "cp866", "cp874", "cp932", "cp949", "euc-jp", "euc-kr", "gb18030", "iso-2022-jp", "iso-8859-1",
    "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-9",
    "iso-8859-13", "iso-8859-15", "iso-8859-16", "koi8-r", "koi8-u", "mac-cyrillic", "mac-roman", "shift_jis",
)  # fmt: skip
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NO_TEXT = CONTROLS.encode("ascii")
_SHIFTS = re.compile(rb"\x1b[$(]")  # ISO-2022 is seven bits wide, as ASCII is
_GARBLED = re.compile("[ÃÂâÐÑðÄÅ][\u0080-\u00bf\u2010-\u203a\u20ac\u2122ŒœŠšŽžŸƒˆ˜†‡•…‰]")
_SOFT_END = re.compile("\u00ad[^\\S\n]*\n[^\\S\n]*([^\\W\\d_]\\S*)[^\\S\n]?\n?")
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ODD_RUN = re.compile(f"\0+|{ODD.pattern}")
_ILLEGAL = re.compile("\x1b\\[[0-9;?]*[@-~]|[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = "".join(f"{chr(high << 8 | 0x20)}-{chr(high << 8 | 0x7E)}{chr(high << 8)}" for high in range(0x20, 0x7F))
_PAIRS = re.compile(f"[{_PAIR}]{{8,}}")  # two letters of ASCII, taken for one of UTF-16
_EAST = re.compile("[\u2e80-\ud7ff]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_SAMPLE = 64 * 1024  # bytes from which the encoding is detected
_PIECE = 4 * 2**20  # bytes of a file that are decoded at once
_MULTI = re.compile("[^\0-\x7f\ud800-\udfff]+")
_LITTLE_ENDS = (
    rb"(?:[\1-\xff][\1-\x05])*(?:(?:[\t\n\r\x20-\xff]\0){2}|(?:[\x10-\x5f]\x04){2})"
    rb"(?:[\t\n\r\x20-\xff]\0|[\1-\xff][\1-\x05]|[\x10-\x3a]\x20(?=[^\0]\0))+"
)
_BIG_ENDS = (
    rb"(?:[\1-\x05][\1-\xff])*(?:(?:\0[\t\n\r\x20-\xff]){2}|(?:\x04[\x10-\x5f]){2})"
    rb"(?:\0[\t\n\r\x20-\xff]|[\1-\x05][\1-\xff]|\x20[\x10-\x3a](?=\0[^\0]))+"
)
_WIDE_RUNS = (
    (re.compile(rb"(?:[\t\n\r -~]\0\0\0){3,}"), "utf-32-le"),
    (re.compile(codecs.BOM_UTF16_BE + _BIG_ENDS), "utf-16-be"),
    (re.compile(rb"(?:\xff\xfe)?" + _LITTLE_ENDS), "utf-16-le"),
    (re.compile(_BIG_ENDS), "utf-16-be"),
)  # what UTF-16 and UTF-32 look like inside another text: which end comes first shows only by a mark, or in no ASCII
_SEVERAL_BYTES = frozenset({"big5", "cp932", "cp949", "euc-jp", "euc-kr", "gb18030", "iso-2022-jp", "shift_jis"})
_HIGH = re.compile(rb"[\x80-\xff]")
_TELLING = 20  # letters that are no ASCII tell what encoding they are in; fewer are guessed
_STRAYS = 2  # bytes of a line of UTF-8 that may be none without any other letter that shows that it is UTF-8
_SIGNS = frozenset("‘’“”–—…€«»•")
_LITTLE = 0.02  # of the characters of a text may be lost before another way to read it is tried
_ENOUGH = 200  # characters that are a text, however much around them is none


class Decoded(NamedTuple):
    """A text, and how many characters were left out of it because they are not text."""

    text: str
    lost: int = 0


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode a text, or raise UnicodeError. `declared` is the encoding that the file itself names."""
    return decoded(data, declared).text


def decoded(data: bytes, declared: str | None = None, *, apart: str = " ", kept: str = "") -> Decoded:
    """Decode a text and leave out what is not text; raise UnicodeError if none of it is.

    `apart` is written between two texts that only such characters part; those that are `kept` stay where they are.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            found = _marked(data, mark, encoding)
            break
    else:
        if len(data.translate(None, _NO_TEXT)) == len(data):
            try:
                return Decoded(_repaired(data.decode("utf-8")))
            except UnicodeDecodeError:
                return _narrow(data, declared)
        found = _unmarked(data, declared)
    text, lost = clean(found.text, apart, kept)
    if lost and not text.strip():
        raise UnicodeError("looks binary")
    return Decoded(text, found.lost + lost)


def pieces(file: BinaryIO, *, kept: str = "") -> Iterator[Decoded]:
    """Decode a file in pieces that end at line breaks; raise UnicodeError if the first one is not text.

    What the first one shows of the encoding counts for the others. One of them that is no text is left out.
    """
    block = _block(file)
    declared = None
    more = len(block) >= _PIECE
    if more and (wide := next((name for mark, name in MARKS[:2] + MARKS[3:] if block.startswith(mark)), _wide(block))):
        file.seek(0)
        yield from _wide_pieces(file, wide, kept)
        return
    if more and _strictly(block, "utf-8") is None:
        declared = _detected(block.translate(None, _NO_TEXT))
    yield decoded(block, declared, kept=kept)
    while block := _block(file):
        try:
            yield decoded(block, declared, kept=kept)
        except UnicodeError:
            yield Decoded("", len(block))


def _block(file: BinaryIO) -> bytes:
    block = file.read(_PIECE)
    return block + file.readline(_PIECE) if len(block) == _PIECE else block


def _wide_pieces(file: BinaryIO, encoding: str, kept: str) -> Iterator[Decoded]:
    stream = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    try:
        while text := stream.read(_PIECE):
            text, lost = clean(text + stream.readline(_PIECE), kept=kept)
            yield Decoded(text, lost + text.count("\ufffd"))
    finally:
        stream.detach()


def _marked(data: bytes, mark: bytes, encoding: str) -> Decoded:
    """Decode a text that begins with a byte order mark."""
    rest = data[len(mark) :]
    if encoding == "utf-8-sig":
        with suppress(UnicodeDecodeError):
            return Decoded(rest.decode("utf-8"))
    elif (found := _but_for_little(data, encoding)) and not _holds_narrow(found.text):
        return found
    try:
        if readable(rest[:_SAMPLE].decode("utf-8", "surrogateescape")):
            return _rescued(rest, None)
    except UnicodeError:
        pass
    raise UnicodeError(f"begins as {encoding.upper()}, but is not")


def _unmarked(data: bytes, declared: str | None) -> Decoded:
    """Decode a text that contains control characters."""
    if wide := _wide(data):
        whole = _but_for_little(data, wide)
        if whole and not _holds_narrow(whole.text):
            if len(set(whole.text[:_ENOUGH])) == 1 < len(whole.text):
                raise UnicodeError("looks binary")
            return whole
    if _SHIFTS.search(data) and data.isascii():
        for guess in (declared, _detected(data)):
            if guess and (text := _strictly(data, guess)) is not None:
                return Decoded(text)
    return _rescued(data, declared)


def _rescued(data: bytes, declared: str | None) -> Decoded:
    """Decode a text with stray bytes: of another encoding, of none, or of a picture."""
    binary = data.startswith(BINARY) and len(data[:16].translate(None, _NO_TEXT)) < len(data[:16])
    if binary or not _has_text(data):
        raise UnicodeError("looks binary")
    for run, encoding in _WIDE_RUNS:
        data = run.sub(lambda found, as_it=encoding: _narrowed(found[0], as_it), data)  # type: ignore[misc]
    text, lost = without_blobs(data.decode("utf-8", "surrogateescape"))
    if lost > 4 * len(text) and len(text) < _ENOUGH:
        raise UnicodeError("looks binary")
    if not _SURROGATE.search(text):
        if readable(text):
            return Decoded(_repaired(text), lost)
    elif readable(text) or len(_ODD_RUN.findall(text)) * 30 <= len(text):
        found = _narrow(text.encode("utf-8", "surrogateescape"), declared)
        if readable(text) or _is_of_words(found.text):
            return Decoded(found.text, found.lost + lost)
    raise UnicodeError("looks binary")


def _is_of_words(text: str) -> bool:
    letters = sum(letter.isalnum() or letter.isspace() for letter in text[:_SAMPLE])
    return letters * 5 >= 4 * len(text[:_SAMPLE].replace("\0", ""))


def _has_text(data: bytes) -> bool:
    """Whether there is text at the beginning, in the middle or at the end, judged by samples."""
    if len(data) < 16 * _SAMPLE:
        return True
    places = (0, len(data) // 3, len(data) // 2, len(data) * 2 // 3, len(data) - _SAMPLE)
    return any(_some_text(data[place : place + _SAMPLE]) for place in places)


def _some_text(data: bytes) -> bool:
    return not data.strip(b"\0") or len(_CONTROLS.findall(data.replace(b"\0", b""))) * 20 < len(data)


def _narrowed(data: bytes, encoding: str) -> bytes:
    """Convert UTF-16 inside another text into UTF-8."""
    return data.decode(encoding, "ignore").removeprefix("\ufeff").encode("utf-8")


def _holds_narrow(text: str) -> bool:
    """Whether much of what was decoded as UTF-16 is single-byte text, which then looks like Chinese."""
    found = sum(len(pairs) for pairs in _PAIRS.findall(text) if len(_EAST.findall(pairs)) * 2 > len(pairs))
    return found > 0 and found * 5 > 4 * len(_EAST.findall(text))


def _narrow(data: bytes, declared: str | None) -> Decoded:
    """Decode what is not, or not entirely, UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    bad, good = _counted(text)
    if bad < 4 and (good or _is_cut(text)) and not _SURROGATE.search(text[:-bad]):
        return Decoded(_repaired(text[:-bad]), bad)
    guesses = [guess for guess in (declared, _detected(data.translate(None, _NO_TEXT))) if guess]
    whole = next(((guess, said) for guess in guesses if (said := _strictly(data, guess)) is not None), None)
    several = whole is not None and _usual(whole[0]) in _SEVERAL_BYTES
    sure = sum(more for wrong, more in map(_counted, text.splitlines()) if not wrong) if good else 0
    if (good and good >= bad) or (sure and (not several or sure * 5 >= bad)):
        return _by_line(data, declared, mostly=good >= bad, least=2 if several else 1)
    if whole:
        return Decoded(whole[1])
    for guess in ("utf-8", *guesses):
        if found := _but_for_little(data, guess):
            return found
    if readable(text):
        return _single_bytes(text)
    raise UnicodeError("its encoding cannot be told; save it as UTF-8")


def _is_cut(text: str) -> bool:
    """Whether an ASCII text ends in the middle of a UTF-8 sequence, and not with a letter of an old encoding."""
    end = _SURROGATE.search(text)
    tail = text[end.start() :].encode("utf-8", "surrogateescape") if end else b""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(tail)
    except UnicodeDecodeError:
        return False
    return len(tail) > 1 or not (tail.decode("cp1252", "ignore").islower() and text[-2:-1].isalpha())


def _by_line(data: bytes, declared: str | None, *, mostly: bool, least: int) -> Decoded:
    """Decode line by line: UTF-8 where it is valid, the other lines by what they are together."""
    lines = data.splitlines(keepends=True)
    texts = [line.decode("utf-8", "surrogateescape") for line in lines]
    other = [place for place, text in enumerate(texts) if not _is_utf8(text, mostly=mostly, least=least)]
    together = b"".join(lines[place] for place in other)
    guesses = (declared, None if len(_HIGH.findall(together)) < _TELLING else _detected(together))
    guess = next((guess for guess in guesses if guess and _strictly(together, guess) is not None), "cp1252")
    for place in other:
        texts[place] = lines[place].decode(_usual(guess), "replace")
    lost = sum(texts[place].count("\ufffd") for place in other)
    found = _single_bytes("".join(texts))
    return Decoded(_repaired(found.text), found.lost + lost)


def _is_utf8(line: str, *, mostly: bool, least: int) -> bool:
    """Whether a line is UTF-8, perhaps with a few wrong bytes."""
    bad, good = _counted(line)
    if not bad:
        return not 0 < good < least
    return bad <= good or (mostly and bad <= _STRAYS)


def _counted(text: str) -> tuple[int, int]:
    """Count the bytes that are not UTF-8, and the letters that only UTF-8 explains."""
    return len(_SURROGATE.findall(text)), sum(map(len, _MULTI.findall(text)))


def _single_bytes(text: str) -> Decoded:
    """Decode a stray byte beside letters as a letter of an old encoding, and drop the others."""
    lost = 0

    def instead(found: re.Match[str]) -> str:
        nonlocal lost
        place = found.start()
        before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        old = bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "ignore")
        inside = before.isalpha() or after.isalpha()
        if old in _SIGNS or (old.isalpha() and inside and after and not (before.islower() and old.isupper())):
            return old
        lost += 1
        return ""

    return Decoded(_SURROGATE.sub(instead, text), lost)


def _strictly(data: bytes, encoding: str) -> str | None:
    """Decode with an encoding, or return None if it is unknown or does not fit."""
    try:
        return data.decode(_usual(encoding))
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _but_for_little(data: bytes, encoding: str) -> Decoded | None:
    """Decode a text with a few damaged bytes; None if there are too many."""
    try:
        text = data.decode(_usual(encoding), "replace")
    except (LookupError, ValueError):
        return None
    lost = text.count("\ufffd")
    return Decoded(text, lost) if lost < _LITTLE * max(len(text), 1) else None


def _usual(encoding: str) -> str:
    return _SUPERSETS.get(encoding.lower(), encoding)


def is_text(head: bytes) -> bool:
    """Whether a file begins like a text."""
    if any(head.startswith(mark) for mark, _ in MARKS) or _wide(head):
        return True
    return len(_CONTROLS.findall(head)) * 1000 <= len(head)


def holds_text(head: bytes) -> bool:
    """Whether the beginning of a file contains a text, whatever else is in it."""
    try:
        return bool(decode(head).strip())
    except UnicodeError:
        return False


def tidy(text: str) -> str:
    """Return the text without invisible characters that split words, and with uniform line ends.

    A word that a soft hyphen parts at the end of a line stands on that line as a whole.

    >>> tidy("Mer\u00adkel\\r\\nmet\u200b Oba\u00ad\\nma.")
    'Merkel\\nmet Obama.\\n'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    if text.isascii():
        return _ILLEGAL.sub(" ", text)
    if "\u00ad" in text:
        text = _SOFT_END.sub(r"\1\n", text)
    text = _ILLEGAL.sub(" ", _INVISIBLE.sub("", text))
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), _SURROGATE.sub("\ufffd", text))
    return unicodedata.normalize("NFC", text)


_SUPERSETS = {  # text declared as the first is often the second, which is a superset
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
}


def _wide(data: bytes) -> str | None:
    """Recognize UTF-16 and UTF-32 without a byte order mark by the position of zeros."""
    sample = data[:_SAMPLE]
    if b"\0" not in sample:
        return None
    zeros = [sample[place::4].count(0) * 4 / len(sample) for place in range(4)]
    match [share > 0.5 for share in zeros]:
        case [False, True, True, True]:
            return "utf-32-le"
        case [True, True, True, False]:
            return "utf-32-be"
        case [False, True, False, True]:
            return "utf-16-le"
        case [True, False, True, False]:
            return "utf-16-be"
    return None


def _detected(data: bytes) -> str | None:
    import chardet

    found = chardet.detect(data, max_bytes=_SAMPLE, include_encodings=_DETECTED)["encoding"]
    return str(found) if found else None


def _repaired(text: str) -> str:
    """Undo a wrong decoding, if that removes all traces of it from the text."""
    if text.isascii() or not (garbled := len(_GARBLED.findall(text))):
        return text
    from ftfy import fix_encoding

    fixed = fix_encoding(text)
    return fixed if len(_GARBLED.findall(fixed)) * 10 <= garbled and "\ufffd" not in fixed else text
