"""Install a package that brings a reader."""

import sys
from pathlib import Path

import pytest


def install(package: Path, name: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package of one module, whose function `read` reads files with its name as their suffix."""
    info = package / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (package / f"{name}.py").write_text(code)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[comention.readers]\n.{name} = {name}:read\n")
    monkeypatch.syspath_prepend(package)
    monkeypatch.delitem(sys.modules, name, raising=False)
