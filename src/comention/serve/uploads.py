"""Documents that are added on the page: they are kept in a folder in the output folder, as each run reads them anew."""

import filecmp
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from comention.config import ADDED
from comention.corrections import NAME
from comention.read.inputs import is_hidden
from comention.workspace.files import atomic_write, prepare

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/\u202a-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # no files on Windows
_LONGEST = 150  # characters of a name
_BLOCK = 2**20


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
    names = []
    for name, file in uploads:
        path = folder / safe_name(name)
        with atomic_write(folder / ".upload") as kept:
            while block := file.read(_BLOCK):
                kept.write(block)
        kept_as = folder / ".upload"
        number, first = 1, path
        while path.exists() and not filecmp.cmp(kept_as, path, shallow=False):
            number += 1
            path = first.with_stem(f"{first.stem}-{number}")
        if path.exists():
            kept_as.unlink()
        else:
            kept_as.rename(path)
        names.append(path.name)
    return names


def safe_name(name: str) -> str:
    """Return a name for a file that leads nowhere else, and is neither hidden nor one of ours.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\a\\\\b.pdf"), safe_name(".ssh"), safe_name("comention.toml")
    ('passwd', 'b.pdf', 'file.ssh', 'file-comention.toml')
    """
    last = re.split(r"[/\\]", name)[-1]
    found = _UNSAFE.sub("_", last.encode("utf-8", "replace").decode("utf-8")).strip(" ")
    found = found.rstrip(". ") or "file"
    if len(found) > _LONGEST:
        stem, _, suffix = found.rpartition(".")
        found = f"{stem[: _LONGEST - 20]}.{suffix}" if stem and len(suffix) < 20 else found[:_LONGEST]
    if found == NAME or is_hidden(found) or _RESERVED.fullmatch(found):
        found = f"file{found}" if found.startswith(".") else f"file-{found.lstrip('~$')}"
    return found
