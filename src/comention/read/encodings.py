"""Bytes of a text in, its characters out: by byte order mark, as UTF-8, as declared, or as a detector sees it.

What was garbled before it was saved ("FranÃ§ois") is put right where there is only one way to do it.
"""

import codecs
import re
import unicodedata

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
_SHIFTS = re.compile(rb"\x1b[$(]")  # ISO-2022 is seven bits wide, as ASCII is
_GARBLED = re.compile("[ÃÂâÐÑðÄÅ][\u0080-\u00bf\u2010-\u203a\u20ac\u2122ŒœŠšŽžŸƒˆ˜†‡•…‰]")
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ILLEGAL = re.compile("\x1b\\[[0-9;?]*[@-~]|[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_SAMPLE = 64 * 1024  # bytes that tell what an encoding is


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode a text; UnicodeError says why it is none. `declared` is what the file itself says of its encoding."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _mended(data, encoding, f"begins as {encoding.upper()}, but is not")
    if wide := _wide(data):
        return _mended(data, wide, "looks binary")
    if not is_text(data[:_SAMPLE]):
        raise UnicodeError("looks binary")
    if not _SHIFTS.search(data):
        try:
            return _repaired(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
        if _CONTROLS.search(data):
            raise UnicodeError("looks binary")
    for guess in (declared, _detected(data)):
        if guess:
            try:
                return data.decode(_SUPERSETS.get(guess.lower(), guess))
            except (UnicodeDecodeError, LookupError, ValueError):
                continue
    return _mended(data, "utf-8", "its encoding cannot be told; save it as UTF-8")


def _mended(data: bytes, encoding: str, otherwise: str) -> str:
    """Decode a text that lost a few bytes on the way, or raise UnicodeError."""
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") * 50 >= max(len(text), 1):
        raise UnicodeError(otherwise)
    return text


def is_text(head: bytes) -> bool:
    """Whether the beginning of a file is that of a text."""
    if any(head.startswith(mark) for mark, _ in MARKS) or _wide(head):
        return True
    return len(_CONTROLS.findall(head)) * 1000 <= len(head)


def tidy(text: str) -> str:
    """Return the text without what cannot be seen and only parts words, and with line ends of one kind.

    >>> tidy("Mer\u00adkel\\r\\nmet\u200b Obama")
    'Merkel\\nmet Obama'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    if text.isascii():
        return _ILLEGAL.sub(" ", text)
    text = _ILLEGAL.sub(" ", _INVISIBLE.sub("", text))
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), _SURROGATE.sub("\ufffd", text))
    return unicodedata.normalize("NFC", text)


_SUPERSETS = {  # what is called by the first name is often the second, which holds all of the first
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
    """Tell UTF-16 and UTF-32 without a mark by where their zeros are."""
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
    """Undo an encoding that was read as another one, if all of its marks in a text go away by it."""
    garbled = len(_GARBLED.findall(text))
    if not garbled:
        return text
    from ftfy import fix_encoding

    fixed = fix_encoding(text)
    return fixed if len(_GARBLED.findall(fixed)) * 10 <= garbled and "\ufffd" not in fixed else text
