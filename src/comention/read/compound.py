"""Read compound files, the file systems in files that Office wrote until 2007: messages, texts, slides and workbooks.

Newer Office files are compound files if they are encrypted.
"""

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

import msoffcrypto
import olefile
from msoffcrypto.exceptions import InvalidKeyError

from comention import registry
from comention.model import Document
from comention.read.items import How, Part, Skipped, Status, UnreadError
from comention.read.kinds import GROUP, READERS, UNKNOWN, suffix_of

_PACKAGE, _WORKBOOK = "EncryptedPackage", "Workbook"
_READERS = {
    "__properties_version1.0": "comention.read.outlook:read_msg",
    "WordDocument": "comention.read.converted:read_doc",
    "PowerPoint Document": "comention.read.converted:read_ppt",
    _WORKBOOK: "comention.read.oldsheets:read_xls",
    "Book": "comention.read.oldsheets:read_xls",
}
"""By a stream that only files of a kind have at their root."""
_LOCKABLE = frozenset({"WordDocument", "PowerPoint Document", _WORKBOOK})
_OF_ALL = ("VelvetSweatshop", "/01Hannes Ruescher/01")
"""The passwords by which Excel and PowerPoint encrypt what anybody may read; they try these before they ask."""


def read_compound(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield what is in the file, by the reader for what it holds; if it is encrypted, yield it decrypted."""
    found = _found(file, where)
    if found == _PACKAGE or (found in _LOCKABLE and _is_encrypted(file)):
        yield Part(where, PurePath(where).name, _decrypted(file, how.password))
    else:
        file.seek(0)
        yield from registry.load(found, _READERS, GROUP)(file, where, how)


def _found(file: BinaryIO, where: str) -> str:
    """Return which of the streams that tell the kind of a file it has, or raise UnreadError."""
    suffix = suffix_of(where)
    if suffix == ".xls" and not olefile.isOleFile(file):
        return _WORKBOOK  # of Excel 4 or before
    with olefile.OleFileIO(file) as tree:
        names = {path[0].lower() for path in tree.listdir(streams=True, storages=False)}
    for name in (_PACKAGE, *_READERS):
        if name.lower() in names:
            return name
    if suffix in READERS:
        raise UnreadError("damaged (it holds neither a message nor a text, slides or a workbook)")
    raise UnreadError(UNKNOWN, Status.UNKNOWN)


def _is_encrypted(file: BinaryIO) -> bool:
    try:
        return bool(msoffcrypto.OfficeFile(file).is_encrypted())
    except MemoryError:
        raise
    except Exception:  # it is older or more damaged than the library expects; its reader will tell
        return False


def _decrypted(file: BinaryIO, password: str | None) -> BinaryIO:
    """Decrypt a file by the password, or by one that everybody knows."""
    for tried in filter(None, (password, *_OF_ALL)):
        opened = io.BytesIO()
        try:
            office = msoffcrypto.OfficeFile(file)
            office.load_key(password=tried)
            office.decrypt(opened)
        except InvalidKeyError:
            continue
        except MemoryError:
            raise
        except Exception as error:  # whatever its library makes of one that is damaged, or of a method it does not know
            reason = f"encrypted in an unusual way, or damaged ({type(error).__name__}): save it without a password"
            raise UnreadError(reason, Status.ENCRYPTED) from error
        opened.seek(0)
        return opened
    reason = "encrypted with another password" if password else "encrypted: give its password with --password"
    raise UnreadError(reason, Status.ENCRYPTED)
