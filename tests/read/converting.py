"""LibreOffice as tests need it: a stand-in that does as it is told, or the real one, which also writes old files."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from tests.read.packages import DECLARED, OFFICE

REAL = shutil.which("soffice")
"""Where the real one is, if it is installed."""
needs_libreoffice = pytest.mark.skipif(REAL is None, reason="LibreOffice is not installed")

FILTERS = {"doc": ("text", "MS Word 97"), "ppt": ("presentation", "MS PowerPoint 97")}
SPACES = {
    **{name: f"{OFFICE}{name}:1.0" for name in ("office", "text", "table", "presentation", "style", "meta")},
    "draw": f"{OFFICE}drawing:1.0",
    "svg": f"{OFFICE}svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
PARSED = """#!/bin/sh
while [ $# -gt 1 ]; do
  case "$1" in --outdir) out="$2";; --convert-to) target="$2";; esac
  shift
done
made="$out/in.$target"
"""


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program first on the path that calls itself `soffice`; its script knows `$1`, the file, and `$made`."""
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(PARSED + script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def old(kind: str, body: str, folder: Path, *, facts: str = "", styles: str = "") -> bytes:
    """Have the real one write a `doc` or `ppt` with a body of OpenDocument; facts and styles are elements of those."""
    family, written_by = FILTERS[kind]
    spaces = " ".join(f'xmlns:{name}="{url}"' for name, url in SPACES.items())
    source = folder / f"old.f{'odt' if kind == 'doc' else 'odp'}"
    source.write_text(
        f'{DECLARED}<office:document {spaces} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.{family}"><office:meta>{facts}</office:meta>{styles}'
        f"<office:body><office:{family}>{body}</office:{family}></office:body></office:document>",
        encoding="utf-8",
    )
    assert REAL is not None
    profile = (folder / "profile").as_uri()
    command = [REAL, f"-env:UserInstallation={profile}", "--headless", "--convert-to", f"{kind}:{written_by}"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return (folder / f"old.{kind}").read_bytes()


def text(paragraphs: Iterable[str]) -> str:
    """Write the body of a text."""
    return "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs)


def slides(pages: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Write the body of a presentation, pages of a text and a note, and the styles that it needs."""
    place = 'svg:x="1cm" svg:y="1cm" svg:width="20cm" svg:height="10cm"'
    body = "".join(
        f'<draw:page draw:name="page{number}" draw:master-page-name="D">'
        f"<draw:frame {place}><draw:text-box>{shown}</draw:text-box></draw:frame>"
        f'<presentation:notes><draw:frame presentation:class="notes" {place}><draw:text-box>{note}</draw:text-box>'
        "</draw:frame></presentation:notes></draw:page>"
        for number, (shown, note) in enumerate(pages)
    )
    styles = (
        '<office:automatic-styles><style:page-layout style:name="L"/></office:automatic-styles><office:master-styles>'
        '<style:master-page style:name="D" style:page-layout-name="L"/></office:master-styles>'
    )
    return body, styles
