"""The formats of `comention export` as files to send; a folder of files is sent as an archive."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from comention.errors import ExportError
from comention.export import Dataset, export, export_folder, folder_formats, formats
from comention.formats import FILES, FORMATS

_EPOCH = (1980, 1, 1, 0, 0, 0)


def listed() -> list[dict[str, Any]]:
    """Return all formats, those of other packages included."""
    return [
        {"name": name, "file": file_of(name), "about": FORMATS[name].about if name in FORMATS else ""}
        for name in (*FORMATS, *sorted({*formats(), *folder_formats()} - {*FORMATS}))
    ]


def file_of(name: str) -> str:
    """Return what the file of a format is called."""
    return f"{name}.zip" if name in folder_formats() else FILES.get(name, f"graph.{name}")


def write(dataset: Dataset, name: str, path: Path) -> None:
    """Write a dataset to a file. Raises ExportError if there is no such format."""
    if name not in folder_formats():
        if name not in formats():
            raise ExportError(f"{name!r}: there is no such format")
        with path.open("wb") as file:
            export(dataset, name, file)
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        @contextmanager
        def opener(inside: str) -> Iterator[BinaryIO]:
            # a format may have several files open, and an archive only one
            part = path.with_name(f"{path.name}-{len(parts)}")
            parts.append((f"{name}/{inside}", part))
            with part.open("xb") as file:
                yield file

        parts: list[tuple[str, Path]] = []
        export_folder(dataset, name, opener)
        for inside, part in sorted(parts):
            about = zipfile.ZipInfo(inside, _EPOCH)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            with archive.open(about, "w") as target, part.open("rb") as source:
                while block := source.read(2**20):
                    target.write(block)
