"""A dataset in, a file or a folder of files out: the formats by name, built-in ones and those of installed packages."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

from comention import registry
from comention.errors import ExportError
from comention.model import Graph, Mention

EXPORTERS = {
    "cypher": "comention.export.cypher:write_cypher",
    "cytoscape": "comention.export.cytoscape:write_cytoscape",
    "ftm": "comention.export.ftm:write_ftm",
    "gexf": "comention.export.gexf:write_gexf",
    "graphml": "comention.export.graphml:write_graphml",
    "graphology": "comention.export.graphology:write_graphology",
    "html": "comention.page:write_html",
    "jsonld": "comention.export.jsonld:write_jsonld",
    "markdown": "comention.export.markdown:write_markdown",
    "mentions": "comention.export.mentions:write_mentions",
    "node-link": "comention.export.node_link:write_node_link",
    "png": "comention.export.png:write_png",
    "svg": "comention.export.svg:write_svg",
    "turtle": "comention.export.turtle:write_turtle",
}
GROUP = "comention.exporters"
"""Entry-point group: a package that is installed adds a format as `name = "its_module:its_exporter"`."""

FOLDER_EXPORTERS = {
    "csv": "comention.export.csv:write_csv",
    "neo4j": "comention.export.neo4j:write_neo4j",
    "obsidian": "comention.export.obsidian:write_obsidian",
    "parquet": "comention.export.parquet:write_parquet",
}
FOLDER_GROUP = "comention.folder_exporters"
"""Entry-point group of formats that are a folder of files: `name = "its_module:its_folder_exporter"`."""


@dataclass(frozen=True)
class Dataset:
    """What an exporter may draw on, and must not change. `mentions` streams them in document order."""

    graph: Graph
    mentions: Callable[[], Iterable[Mention]]


Exporter = Callable[[Dataset, BinaryIO], None]
Opener = Callable[[str], AbstractContextManager[BinaryIO]]
"""Opens a file of a folder for writing, by its name; `/` parts folders in it."""
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
