"""Recognize the kind of a file by its content first, then by its name."""

import re
import zipfile
from pathlib import PurePath
from typing import BinaryIO

from comention import registry
from comention.read.encodings import MARKS, holds_text, is_text
from comention.read.items import Status, UnreadError
from comention.read.mbox import MMDF, begins_mailbox
from comention.read.records import begins_with_record

UNKNOWN = "files of this kind are not read"

READERS = {
    ".7z": "comention.read.sevenzip:read_sevenzip",
    ".bz2": "comention.read.archives:read_bz2",
    ".csv": "comention.read.tables:read_table",
    ".doc": "comention.read.compound:read_compound",
    ".docx": "comention.read.word:read_docx",
    ".eml": "comention.read.mail:read_mail",
    ".epub": "comention.read.epub:read_epub",
    ".gz": "comention.read.archives:read_gz",
    ".html": "comention.read.html:read_html",
    ".jpg": "comention.read.pictures:read_picture",
    ".json": "comention.read.records:read_json",
    ".jsonl": "comention.read.records:read_records",
    ".log": "comention.read.plain:read_plain",
    ".mbox": "comention.read.mbox:read_mbox",
    ".md": "comention.read.plain:read_plain",
    ".mhtml": "comention.read.mail:read_mhtml",
    ".msg": "comention.read.compound:read_compound",
    ".odt": "comention.read.opendocument:read_odt",
    ".pdf": "comention.read.pdf:read_pdf",
    ".png": "comention.read.pictures:read_picture",
    ".ppt": "comention.read.compound:read_compound",
    ".pptx": "comention.read.slides:read_pptx",
    ".rst": "comention.read.plain:read_plain",
    ".rtf": "comention.read.rtf:read_rtf",
    ".srt": "comention.read.subtitles:read_subtitles",
    ".tar": "comention.read.archives:read_tar",
    ".tiff": "comention.read.pictures:read_picture",
    ".tsv": "comention.read.tables:read_table",
    ".txt": "comention.read.plain:read_plain",
    ".vtt": "comention.read.subtitles:read_subtitles",
    ".webp": "comention.read.pictures:read_picture",
    ".xls": "comention.read.compound:read_compound",
    ".xlsx": "comention.read.sheets:read_xlsx",
    ".xz": "comention.read.archives:read_xz",
    ".zip": "comention.read.archives:read_zip",
}
GROUP = "comention.readers"
"""Entry-point group: a package that is installed adds a format as `".suffix" = "its_module:its_reader"`."""

ALIASES = {
    ".docm": ".docx", ".dotx": ".docx", ".dotm": ".docx", ".htm": ".html", ".xhtml": ".html", ".markdown": ".md",
    ".mdown": ".md", ".mht": ".mhtml", ".mbx": ".mbox", ".ndjson": ".jsonl", ".ods": ".odt", ".odp": ".odt",
    ".ott": ".odt", ".pps": ".ppt", ".pptm": ".pptx", ".ppsx": ".pptx", ".tab": ".tsv", ".tbz": ".bz2",
    ".tbz2": ".bz2", ".text": ".txt", ".tgz": ".gz", ".txz": ".xz", ".xlsm": ".xlsx", ".xlt": ".xls", ".xltx": ".xlsx",
    ".jpe": ".jpg", ".jpeg": ".jpg", ".tif": ".tiff",
}  # fmt: skip
"""Other suffixes of the same formats."""

_MAGIC = (
    (0, b"%PDF-", ".pdf"),
    (0, b"{\\rtf", ".rtf"),
    (0, b"\x1f\x8b", ".gz"),
    (0, b"BZh", ".bz2"),
    (0, b"\xfd7zXZ\0", ".xz"),
    (0, b"7z\xbc\xaf\x27\x1c", ".7z"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),  # or a message, a workbook, slides: its reader looks into it
    (257, b"ustar", ".tar"),
    (0, b"\x89PNG\r\n\x1a\n", ".png"),
    (0, b"\xff\xd8\xff", ".jpg"),
    (0, b"II*\0", ".tiff"),
    (0, b"MM\0*", ".tiff"),
)
_RIFF, _WEBP = b"RIFF", b"WEBP"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FAMILY = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx", "ppt/presentation.xml": ".pptx"}
_MIMETYPE = {b"application/epub": ".epub", b"application/vnd.oasis.opendocument": ".odt"}
_GENERIC = frozenset({".zip", ".gz", ".bz2", ".xz", ".tar", ".doc"})  # containers that other formats use
_NEVER_TEXT = frozenset(
    {*_GENERIC, *_FAMILY.values(), *_MIMETYPE.values(), *(kind for *_, kind in _MAGIC), ".msg", ".ppt", ".webp", ".xls"}
)  # a text with such a suffix is read as text
_SHEETS = frozenset({".xls", ".xlsx"})  # a text with such a suffix is a table that was meant for Excel
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]|[ \t]+\S|([A-Za-z][A-Za-z0-9-]*):$")
_MAIL = frozenset({"received", "return-path", "message-id", "mime-version", "delivered-to", "x-mailer"})
_HEAD = 16 * 1024  # bytes from which the kind is recognized


def suffix_of(name: str) -> str:
    """Return the suffix of a name, in lower case and in its usual form."""
    suffix = PurePath(name).suffix.lower()
    return ALIASES.get(suffix, suffix)


def suffixes() -> list[str]:
    """The suffixes that can be read, without their other forms."""
    return registry.names(READERS, GROUP)


def kind(file: BinaryIO, name: str, *, any_text: bool = False) -> str:
    """Return the suffix under which a file's reader is registered, or raise UnreadError.

    A text with an unknown suffix is read only with `any_text`. The file is left at its beginning.
    """
    head = file.read(_HEAD)
    file.seek(0)
    suffix = suffix_of(name)
    readable = suffixes()
    if found := _binary(head, file, suffix):
        return suffix if found in _GENERIC and suffix in readable and suffix not in READERS else found
    if is_text(head) or head.startswith(MMDF):
        if found := _written(_lenient(head), suffix):
            return found
        if suffix in _SHEETS:
            return ".csv"
        binary = suffix in _NEVER_TEXT
        if suffix in readable and head and not binary:
            return suffix
        if any_text or binary or suffix in readable or not PurePath(name).suffix.strip("."):
            records = begins_with_record(file)
            file.seek(0)
            return ".jsonl" if records else ".txt"
    elif suffix in readable:
        return suffix
    elif any_text and holds_text(head):
        return ".txt"
    raise UnreadError(UNKNOWN, Status.UNKNOWN)


def _binary(head: bytes, file: BinaryIO, suffix: str) -> str | None:
    for place, magic, found in _MAGIC:
        if head.startswith(magic, place):
            return found
    if head.startswith(_RIFF) and head.startswith(_WEBP, 8):
        return ".webp"
    if head.startswith(_ZIP):
        return _zipped(file, suffix)
    if suffix == ".pdf" and b"%PDF-" in head[:1024]:
        return ".pdf"
    return None


def _zipped(file: BinaryIO, suffix: str) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            for name, found in _FAMILY.items():
                if name in names:
                    return found
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    said = stream.read(100)
                return next((found for begin, found in _MIMETYPE.items() if said.startswith(begin)), ".zip")
    except Exception:  # whatever a broken archive raises; the reader will report it
        return suffix if suffix in {*_FAMILY.values(), *_MIMETYPE.values()} else ".zip"
    finally:
        file.seek(0)
    return ".zip"


def _lenient(head: bytes) -> str:
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return head.decode("latin-1")


def _written(head: str, suffix: str) -> str | None:
    """Recognize kinds of text by their first lines."""
    if _HTML.match(head):
        return ".html"
    if head.startswith("WEBVTT"):
        return ".vtt"
    if begins_mailbox(head.encode("latin-1", "replace")):
        return ".mbox"
    return _mail(head, suffix)


def _mail(head: str, suffix: str) -> str | None:
    names = set()
    for line in head.splitlines()[:60]:
        if not line.strip():
            break
        found = _HEADER.match(line)
        if not found:
            return None
        names.add((found[1] or found[2] or "").lower())
    if not names & _MAIL or not names & {"from", "content-type"}:
        return None
    return ".mhtml" if suffix == ".mhtml" or "snapshot-content-location" in names else ".eml"
