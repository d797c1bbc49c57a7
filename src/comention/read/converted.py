"""Read texts and slides of old Office programs: LibreOffice converts them into OpenDocument, which has a reader.

It runs with a profile of its own, in which macros, links and the network are off, and ends with the worker that asked.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from comention.model import Document
from comention.processes.guarded import Guarded
from comention.read.items import How, Part, Skipped, Status, UnreadError, too_slow
from comention.read.opendocument import read_odt

_TARGETS = {".doc": ("odt", ".docx"), ".ppt": ("odp", ".pptx")}  # what we make of it, and what people may
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS",
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
)  # where it is if it is not on the path
_CONFINED = f"{os.sep}snap{os.sep}"  # a snap sees no temporary files of others
_NOWHERE, _CLOSED = "127.0.0.1", 9  # a proxy that is not there
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", 2),  # never
    ("Inet/Settings", "ooInetProxyType", 2),  # the following
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", _CLOSED),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", _CLOSED),
    ("Inet/Settings", "ooInetFTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetFTPProxyPort", _CLOSED),
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}</oor:items>
"""
_ITEM = """<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>
"""


def read_doc(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield a text of Word as a document."""
    return _converted(file, where, how, ".doc")


def read_ppt(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield a presentation of PowerPoint as a document."""
    return _converted(file, where, how, ".ppt")


def _converted(file: BinaryIO, where: str, how: How, suffix: str) -> Iterator[Document | Skipped | Part]:
    target, newer = _TARGETS[suffix]
    program = _program()
    if program is None:
        reason = f"needs LibreOffice, which is not installed: install it, or save the file as {newer}"
        raise UnreadError(reason, Status.MISSING)
    with Guarded() as guarded:
        folder = guarded.folder
        with (folder / f"in{suffix}").open("wb") as copy:
            file.seek(0)
            shutil.copyfileobj(file, copy)
        _write_profile(folder / "profile")
        status = guarded.run(
            [
                *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"),
                *("--convert-to", target, "--outdir", str(folder / "out"), str(folder / f"in{suffix}")),
            ],
            seconds=how.limits.seconds,
            size=how.limits.size * 2**20,
            env={"LC_ALL": "C.UTF-8"},
        )
        made = folder / "out" / f"in.{target}"
        if status is None:
            raise UnreadError(too_slow(f"{how.limits.seconds} s"), Status.SLOW)
        if status:
            failed = f"LibreOffice failed on it (status {status}), perhaps for want of memory (see --memory-limit)"
            raise UnreadError(f"{failed}: or save the file as {newer}", Status.CRASHED)
        if not made.is_file():
            raise UnreadError("damaged (LibreOffice cannot open it)")
        with made.open("rb") as result:
            yield from read_odt(result, where, how)


def _program() -> str | None:
    """Return the path of LibreOffice, if it is installed."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *_PLACES])
    found = (shutil.which(name, path=path) for name in _NAMES)
    return next((program for program in found if program and _CONFINED not in program), None)


def _write_profile(folder: Path) -> None:
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_PROFILE.format("".join(_ITEM.format(*setting) for setting in _SETTINGS)), encoding="utf-8")
