"""Exports in memory, for the tests to read."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from comention.export import Dataset, export, export_folder

Folder = dict[str, bytes]


def written(dataset: Dataset, name: str) -> bytes:
    """The file that a format makes of a dataset."""
    file = BytesIO()
    export(dataset, name, file)
    return file.getvalue()


def folder(dataset: Dataset, name: str) -> Folder:
    """The files that a format makes of a dataset, by their names."""
    files: Folder = {}

    @contextmanager
    def opener(path: str) -> Iterator[BinaryIO]:
        assert path not in files
        file = BytesIO()
        yield file
        files[path] = file.getvalue()

    export_folder(dataset, name, opener)
    return files


def put(files: Folder, place: Path) -> Path:
    """Write files into a folder that readers can open."""
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return place
