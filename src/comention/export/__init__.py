"""A dataset in, one file out: the formats by name, the built-in ones and those of installed packages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

import networkx as nx

from comention import registry
from comention.errors import ExportError
from comention.model import Mention

EXPORTERS = {
    "graphml": "comention.export.graphml:write_graphml",
    "html": "comention.export.html:write_html",
    "mentions": "comention.export.mentions:write_mentions",
}
GROUP = "comention.exporters"
"""Entry-point group: a package that is installed adds a format as `name = "its_module:its_exporter"`."""


@dataclass(frozen=True)
class Dataset:
    """What an exporter may draw on, and must not change. `mentions` streams them in document order."""

    graph: "nx.Graph[str]"
    mentions: Callable[[], Iterable[Mention]]


Exporter = Callable[[Dataset, BinaryIO], None]


def formats() -> list[str]:
    """The names of all formats."""
    return registry.names(EXPORTERS, GROUP)


def export(dataset: Dataset, format: str, file: BinaryIO) -> None:  # noqa: A002 - the word that users know
    """Write the dataset to a file in one of the `formats`."""
    try:
        write: Exporter = registry.load(format, EXPORTERS, GROUP)
    except KeyError:
        raise ExportError(f"{format}: no such format; there are {', '.join(formats())}") from None
    write(dataset, file)
