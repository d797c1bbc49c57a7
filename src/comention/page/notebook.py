"""The page of a graph in a notebook, in a sandboxed frame."""

from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from comention.export import Dataset
from comention.model import AnyGraph
from comention.page import write_html

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that a notebook displays as the value of a cell; `page` is the same as in `graph.html`."""

    page: str = field(repr=False)
    height: int

    def _repr_html_(self) -> str:
        """Return the frame, as notebooks ask for it. It may run the page's own script, save files and open dialogs."""
        return (
            f'<iframe srcdoc="{escape(self.page)}" title="Network of names" width="100%" height="{self.height}"'
            ' sandbox="allow-scripts allow-downloads allow-modals" style="border: 1px solid #8884"></iframe>'
        )


def show(graph: AnyGraph, *, height: int = 720) -> Shown:
    """Return the page of a graph, or of a part of one, for a notebook to display `height` pixels high.

    >>> import comention
    >>> shown = comention.show(comention.build_graph("Angela Merkel met Barack Obama in Germany."))
    >>> shown
    Shown(height=720)
    >>> shown._repr_html_()[:8]
    '<iframe '
    """
    file = BytesIO()
    write_html(Dataset(graph, lambda: iter(())), file)
    return Shown(file.getvalue().decode("utf-8"), height)
