"""Print texts to pictures of pages, as a scanner would give them: sharp, or askew, grey and noisy."""

import io
from pathlib import Path

import font_source_sans_pro
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = str(Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Regular.ttf")
A4 = (8.27, 11.69)  # inches
_MARGIN, _BETWEEN = 0.9, 0.35  # inches
_LEADING = 1.35  # from line to line, in units of the size of type


def printed(
    text: str, *, dots: int = 300, columns: int = 1, size: float = 11, paper: tuple[float, float] = A4
) -> list[Image.Image]:
    """Print paragraphs, between which a line is blank, with so many dots an inch, on as many pages as it takes."""
    font = ImageFont.truetype(FONT, size * dots / 72)
    width, height = (round(side * dots) for side in paper)
    margin = _MARGIN * dots
    across = (width - 2 * margin - (columns - 1) * _BETWEEN * dots) / columns
    step = _LEADING * size * dots / 72
    waiting = [line for block in text.split("\n\n") if block.strip() for line in [*_set(block, font, across), ""]]
    pages = []
    while waiting:
        page = Image.new("L", (width, height), 255)
        brush = ImageDraw.Draw(page)
        for column in range(columns):
            at = margin
            while waiting and at + step < height - margin:
                line = waiting.pop(0)
                brush.text((margin + column * (across + _BETWEEN * dots), at), line, font=font, fill=20)
                at += step if line else step * 0.6
        pages.append(page)
    return pages


def _set(block: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Break a paragraph into lines."""
    lines = [""]
    for word in block.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def noisy(page: Image.Image, *, askew: float = 1.2, seed: int = 0) -> Image.Image:
    """Turn a page by some degrees, blur it, and make it as grey and grainy as a bad copy."""
    random = np.random.default_rng(seed)
    turned = page.rotate(askew, Image.Resampling.BICUBIC, fillcolor=255)
    dots = np.asarray(turned.filter(ImageFilter.GaussianBlur(page.width / 2500)), float)
    dots = 235 - 0.75 * (255 - dots) + random.normal(0, 22, dots.shape)
    dust = random.random(dots.shape)
    dots[dust < 0.002], dots[dust > 0.998] = 0, 255
    return Image.fromarray(dots.clip(0, 255).astype("uint8"))


def saved(pages: list[Image.Image], kind: str, *, dots: int = 300) -> bytes:
    """Return pages as a file of a kind that Pillow writes, such as TIFF or PDF."""
    file = io.BytesIO()
    pages = [page.copy() for page in pages]  # Pillow notes on them how it wrote them
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    if kind == "PDF":
        more["resolution"] = dots
    pages[0].save(file, kind, **more)
    return file.getvalue()
