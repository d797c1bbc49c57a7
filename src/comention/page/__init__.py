"""Write the page: one self-contained HTML file, drawn by pyvis and its vis-network.

The page makes no request. Its data are blocks that hold each fact once, its scripts and its style are static files
which the content security policy names by their hashes, so nothing that a document says can run.
"""

from typing import BinaryIO

from comention.export import Dataset
from comention.model import Graph
from comention.page.assets import environment
from comention.page.data import columns, page_data
from comention.runtime import paused, postponed

with postponed({"IPython": (), "IPython.display": ("IFrame",)}):  # which pyvis takes for its own notebook display
    from pyvis.network import Network

OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "interaction": {"dragNodes": False, "keyboard": False, "selectable": False, "zoomSpeed": 0.7},
}


def write_html(dataset: Dataset, file: BinaryIO) -> None:
    """Write the page of the dataset's graph in UTF-8; equal graphs give equal bytes."""
    with paused():
        # a lone surrogate, which UTF-8 cannot hold, becomes one question mark: the offsets behind it stay true
        file.write(page(dataset.graph).encode("utf-8", "replace"))


def page(graph: Graph) -> str:
    """Render the page through pyvis, with our own template in place of pyvis's."""
    known = page_data(graph)
    network = Network(heading=graph.graph.get("title") or "Who is named with whom")
    # these lists are what pyvis's add_node and add_edge fill, only that each call of those scans all that came before
    network.nodes = known.nodes
    network.edges = known.edges
    network.options = OPTIONS
    network.path = "graph.html.j2"
    network.templateEnv = environment()
    network.templateEnv.filters["columns"] = columns
    network.templateEnv.globals |= {
        "facts": known.facts,
        "documents": known.documents,
        "passages": known.passages,
    }
    return str(network.generate_html())
