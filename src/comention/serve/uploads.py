"""Documents that are added on the page: they are kept in a folder in the output folder, as each run reads them anew."""

import filecmp
import re
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from comention.config import ADDED
from comention.corrections import NAME
from comention.read.inputs import is_hidden
from comention.workspace.files import atomic_write, prepare, reserved, sweep

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\/\u2028-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # no files on Windows
_LONGEST, _SUFFIX = 200, 20  # bytes of a name, which may get a number, and of its suffix
_BLOCK = 2**20
_naming = threading.Lock()


class Upload(NamedTuple):
    """A file that somebody sent: its name there, and what is in it."""

    name: str
    file: BinaryIO


def keep(out: Path, uploads: Iterable[Upload]) -> list[str]:
    """Keep files in the folder of those that were added, and return their names there.

    One that is there already is not kept twice; another one of the same name gets a number.
    """
    folder = out / ADDED
    prepare(folder, ())
    sweep(folder)
    return [_kept(folder, upload) for upload in uploads]


def _kept(folder: Path, upload: Upload) -> str:
    arrived = reserved(folder / "upload")  # others are sent at the same time
    with atomic_write(arrived) as file:
        while block := upload.file.read(_BLOCK):
            file.write(block)
    with _naming:
        first = path = folder / safe_name(upload.name)
        number = 1
        while path.exists() and not filecmp.cmp(arrived, path, shallow=False):
            number += 1
            path = first.with_stem(f"{first.stem}-{number}")
        if path.exists():
            arrived.unlink()
        else:
            arrived.rename(path)
    return path.name


def safe_name(name: str) -> str:
    """Return a name for a file that leads nowhere else, and is neither hidden nor one of ours.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\a\\\\b.pdf"), safe_name(".ssh"), safe_name("comention.toml")
    ('passwd', 'b.pdf', 'file.ssh', 'file-comention.toml')
    """
    last = re.split(r"[/\\]", name)[-1]
    found = _UNSAFE.sub("_", last.encode("utf-8", "replace").decode("utf-8")).strip(" ")
    found = found.rstrip(". ") or "file"
    if len(found.encode()) > _LONGEST:
        stem, _, suffix = found.rpartition(".")
        whole = stem and len(suffix.encode()) < _SUFFIX
        found = f"{_cut(stem, _LONGEST - _SUFFIX)}.{suffix}" if whole else _cut(found, _LONGEST)
    if found == NAME or is_hidden(found) or _RESERVED.fullmatch(found):
        found = f"file{found}" if found.startswith(".") else f"file-{found.lstrip('~$')}"
    return found


def _cut(text: str, most: int) -> str:
    """Cut a text to a number of bytes."""
    return text.encode()[:most].decode(errors="ignore")
