"""Write a dataset in one of the formats, which are built in or come with installed packages."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

from comention import registry
from comention.errors import ExportError
from comention.formats import FORMATS
from comention.model import Graph, Mention

EXPORTERS = {name: form.writer for name, form in FORMATS.items() if not form.folder}
GROUP = "comention.exporters"
"""Entry-point group: a package that is installed adds a format as `name = "its_module:its_exporter"`."""

FOLDER_EXPORTERS = {name: form.writer for name, form in FORMATS.items() if form.folder}
FOLDER_GROUP = "comention.folder_exporters"
"""Entry-point group of formats that are a folder of files: `name = "its_module:its_folder_exporter"`."""


@dataclass(frozen=True)
class Dataset:
    """What an exporter may draw on, and must not change. `mentions` streams them in document order."""

    graph: Graph
    mentions: Callable[[], Iterable[Mention]]


Exporter = Callable[[Dataset, BinaryIO], None]
Opener = Callable[[str], AbstractContextManager[BinaryIO]]
"""Opens a file of a folder for writing, by its name, in which `/` separates folders."""
FolderExporter = Callable[[Dataset, Opener], None]


def formats() -> list[str]:
    """The names of all formats that are one file."""
    return registry.names(EXPORTERS, GROUP)


def folder_formats() -> list[str]:
    """The names of all formats that are a folder of files."""
    return registry.names(FOLDER_EXPORTERS, FOLDER_GROUP)


def export(dataset: Dataset, format: str, file: BinaryIO) -> None:  # noqa: A002 - the word that users know
    """Write the dataset to a file in one of the `formats`; raises ExportError when there is none of this name."""
    try:
        write: Exporter = registry.load(format, EXPORTERS, GROUP)
    except KeyError:
        raise _no_such(format) from None
    write(dataset, file)


def export_folder(dataset: Dataset, format: str, opener: Opener) -> None:  # noqa: A002
    """Write the dataset to files that `opener` opens, in one of the `folder_formats`; else raises ExportError."""
    try:
        write: FolderExporter = registry.load(format, FOLDER_EXPORTERS, FOLDER_GROUP)
    except KeyError:
        raise _no_such(format) from None
    write(dataset, opener)


def _no_such(name: str) -> ExportError:
    return ExportError(f"{name}: no such format; there are {', '.join(sorted([*formats(), *folder_formats()]))}")
