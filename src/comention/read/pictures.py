"""Read pictures of text: PNG, JPEG, WebP, and TIFF with its pages."""

from collections.abc import Iterator
from typing import BinaryIO

from comention.model import Document
from comention.read.blocks import pages
from comention.read.dates import named_date
from comention.read.items import How, Skipped, Status, UnreadError, Working
from comention.read.lines import Line, flowing
from comention.read.recognition import Recognition, how_to, is_on, place
from comention.text.numbers import listed

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")


def read_picture(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Working]:
    """Yield the text on a picture as a document; nothing if there is none, as on most photographs."""
    if not is_on(how):
        raise UnreadError(f"a picture: {how_to(how)}", Status.TEXTLESS)
    from PIL import Image, ImageOps, UnidentifiedImageError

    recognition = Recognition(how)
    sheets: list[list[Line]] = []
    try:
        with Image.open(file, formats=_FORMATS) as picture:
            count: int = getattr(picture, "n_frames", 1)
            for at in range(count):
                if not recognition.may_go_on:
                    yield recognition.too_slow(where, range(at + 1, count + 1))
                    break
                yield place(where, at + 1, count)
                picture.seek(at)
                sheets.append(recognition.lines(ImageOps.exif_transpose(picture)))
    except Image.DecompressionBombError as error:
        raise UnreadError("a picture with more pixels than any page has", Status.LARGE) from error
    except UnidentifiedImageError as error:
        raise UnreadError("damaged, or no picture") from error
    read = [number for number, lines in enumerate(sheets, 1) if lines]
    if read:
        yield Document(where, pages(flowing(sheets)), date=named_date(where), recognized=listed(read))
