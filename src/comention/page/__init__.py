"""The interactive page of a dataset: one HTML file, drawn with pyvis and its vis-network.

The page makes no network requests. Its data are blocks in which each fact is stored once. Its scripts and style are
static, and the content security policy allows only them, by their hashes, so that no text of a document can run.
"""

from collections.abc import Mapping
from typing import Any, BinaryIO

from comention.export import Dataset
from comention.model import Graph
from comention.page.assets import assets, environment
from comention.page.data import columns, page_data
from comention.runtime import paused, postponed

with postponed({"IPython": (), "IPython.display": ("IFrame",)}):  # pyvis imports it to display itself in notebooks
    from pyvis.network import Network

OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "interaction": {"dragNodes": False, "keyboard": False, "selectable": False, "zoomSpeed": 0.7},
}


def write_html(dataset: Dataset, file: BinaryIO) -> None:
    """Write the page of the dataset's graph in UTF-8; the output is reproducible."""
    with paused():
        # a lone surrogate, which UTF-8 cannot encode, becomes one question mark, so that later offsets stay correct
        file.write(page(dataset.graph).encode("utf-8", "replace"))


def page(graph: Graph, live: Mapping[str, Any] | None = None) -> str:
    """Return the page as text; pyvis renders it with our template in place of its own.

    `live` is what a page that a server sends has to know about it; a file has no server.
    """
    known = page_data(graph)
    network = Network(heading=graph.graph.get("title") or "Who is named with whom")
    # pyvis's add_node and add_edge fill these lists, but each call searches all earlier rows
    network.nodes = known.nodes
    network.edges = known.edges
    network.options = OPTIONS
    network.path = "graph.html.j2"
    network.templateEnv = environment()
    network.templateEnv.filters["columns"] = columns
    network.templateEnv.globals |= {
        **assets(live=live is not None),
        "live": live,
        "facts": known.facts,
        "documents": known.documents,
        "passages": known.passages,
    }
    return str(network.generate_html())
