"""Write a still picture as SVG: one file for print and the web, with real text and no script.

Each shape has a title, which browsers show under the pointer. Halos are drawn below the texts rather than by
`paint-order`, which not every drawing program knows.
"""

from collections.abc import Iterator
from typing import BinaryIO

from comention.export import Dataset
from comention.export.looks import PALETTE
from comention.export.picture import Mark, Picture, Text, picture
from comention.export.xml import content, write

_NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_FONT = 'font-family="system-ui, sans-serif"'


def write_svg(dataset: Dataset, file: BinaryIO) -> None:
    """Write the picture as it is to be printed."""
    write(('<?xml version="1.0" encoding="UTF-8"?>\n', *drawing(picture(dataset))), file)


def drawing(drawn: Picture) -> Iterator[str]:
    """Yield a picture as an element, which may also stand in a page."""
    size = f'width="{drawn.width}" height="{drawn.height}" viewBox="0 0 {drawn.width} {drawn.height}"'
    yield f'<svg {_NAMESPACES} {size} role="img" {_FONT}>\n'
    yield f"<title>{content(drawn.title)}</title>\n<desc>{content(drawn.summary)}</desc>\n"
    yield from _metadata(drawn)
    yield f'<rect width="100%" height="100%" fill="{PALETTE["canvas"]}"/>\n'
    yield f'<g stroke="{PALETTE["link"]}" stroke-linecap="round">\n'
    for line in drawn.lines:
        ends = f'x1="{line.x1}" y1="{line.y1}" x2="{line.x2}" y2="{line.y2}"'
        yield f'<line {ends} stroke-width="{line.width}" stroke-opacity="{line.opacity}"/>\n'
    yield f'</g>\n<g stroke="{PALETTE["canvas"]}" stroke-width="1.5">\n'
    yield from map(_shape, drawn.marks)
    halo = f'fill="none" stroke="{PALETTE["canvas"]}" stroke-width="4" stroke-linejoin="round"'
    yield f'</g>\n<g {halo} aria-hidden="true">\n'
    yield from (_text(text) for text in drawn.texts if text.halo)
    yield "</g>\n<g>\n"
    yield from (_text(text, f' fill="{text.colour}"') for text in drawn.texts)
    yield "</g>\n</svg>\n"


def _metadata(drawn: Picture) -> Iterator[str]:
    told = dict(drawn.about)
    rest = {"title": drawn.title, "creator": f"comention {told.pop('comention', '')}".strip()}
    rest["rights"] = told.pop("rights", "")
    told.pop("title", None)
    rest["description"] = "\n".join(f"{name}: {text}" for name, text in told.items())
    yield '<metadata><rdf:RDF><rdf:Description rdf:about="">\n'
    for name, text in rest.items():
        yield f"<dc:{name}>{content(text)}</dc:{name}>\n"
    yield "</rdf:Description></rdf:RDF></metadata>\n"


def _shape(mark: Mark) -> str:
    title = f"<title>{content(mark.title)}</title>" if mark.title else ""
    if mark.corners:
        points = " ".join(f"{x},{y}" for x, y in mark.corners)
        return f'<polygon points="{points}" fill="{mark.colour}">{title}</polygon>\n'
    return f'<circle cx="{mark.x}" cy="{mark.y}" r="{mark.radius}" fill="{mark.colour}">{title}</circle>\n'


def _text(text: Text, style: str = "") -> str:
    place = f'x="{text.x}" y="{text.y}" font-size="{text.size}"'
    bold = ' font-weight="600"' if text.bold else ""
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    return f"<text {place}{bold}{anchor}{style}>{content(text.text)}</text>\n"
