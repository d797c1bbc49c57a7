"""Draw the pages of a PDF as pictures, to recognize what is written on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from comention.read.recognition import LARGEST

if TYPE_CHECKING:
    from PIL.Image import Image

_SHARP = 300 / 72  # pixels for each point: 300 dots an inch


class Drawing:
    """The pages of a PDF, by their numbers from 1."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def picture(self, number: int) -> "Image":
        """Return the picture of a page, in grey."""
        page = self._document[number - 1]
        try:
            drawn = page.render(scale=min(_SHARP, LARGEST / max(page.get_size())), grayscale=True)
            return drawn.to_pil().copy()  # type: ignore[no-any-return]
        finally:
            page.close()

    def covered(self, number: int) -> float:
        """Return how much of a page pictures cover, as a share of it; they may lie on each other."""
        from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

        page = self._document[number - 1]
        try:
            width, height = page.get_size()
            areas = [
                (right - left) * (top - bottom)
                for left, bottom, right, top in (
                    one.get_bounds() for one in page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=4)
                )
            ]
            return float(sum(areas) / max(1, width * height))
        finally:
            page.close()


@contextmanager
def drawing(file: BinaryIO, password: str | None) -> Iterator[Drawing]:
    """Open a PDF, with the password if it needs one."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(file)
    except PdfiumError:
        document = PdfDocument(file, password=password)
    try:
        document.init_forms()
        yield Drawing(document)
    finally:
        document.close()
