"""Write the picture of `svg` as PNG with 300 dots an inch, drawn by Pillow with a font that pip installs.

Fonts of the system would differ from machine to machine. This one has the letters of Europe and of Vietnam; other
scripts show as boxes.
"""

from importlib.resources import files
from io import BytesIO
from typing import BinaryIO
from unicodedata import normalize

from comention.errors import ExportError
from comention.export import Dataset
from comention.export.looks import PALETTE
from comention.export.picture import Picture, Text, picture

try:
    import font_source_sans_pro
    from PIL import Image, ImageDraw, ImageFont, PngImagePlugin
except ImportError as error:
    raise ExportError('png needs Pillow and a font; install them with: pip install "comention[png]"') from error

SHARPNESS = 2
"""Pixels of the file for each unit of the picture."""

_FINER = 2  # drawn so much larger, then averaged
_UNIT = SHARPNESS * _FINER
_INCH = 150 * SHARPNESS
_LARGER = 1.1  # its letters are smaller than those of other fonts
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
_KEYWORDS = {"title": "Title", "model": "Model", "settings": "Settings", "counts": "Counts", "rights": "Copyright"}


def write_png(dataset: Dataset, file: BinaryIO) -> None:
    """Write the picture as it is to be printed."""
    drawn = picture(dataset)
    image = _drawn(drawn).reduce(_FINER)
    image.save(file, "PNG", pnginfo=_about(drawn), dpi=(_INCH, _INCH))


def _drawn(drawn: Picture) -> Image.Image:
    image = Image.new("RGB", (drawn.width * _UNIT, drawn.height * _UNIT), PALETTE["canvas"])
    brush = ImageDraw.Draw(image, "RGBA")
    for line in drawn.lines:
        ends = [value * _UNIT for value in line[:4]]
        brush.line(ends, f"{PALETTE['link']}{round(255 * line.opacity):02x}", max(1, round(line.width * _UNIT)))
    rim = round(0.75 * _UNIT)
    for mark in drawn.marks:
        if mark.corners:
            corners = [(x * _UNIT, y * _UNIT) for x, y in mark.corners]
            brush.line([*corners, *corners[:2]], PALETTE["canvas"], 2 * rim, "curve")
            brush.polygon(corners, mark.colour)
        else:
            x, y, radius = mark.x * _UNIT, mark.y * _UNIT, mark.radius * _UNIT
            for reach, fill in ((radius + rim, PALETTE["canvas"]), (radius, mark.colour)):
                brush.ellipse((x - reach, y - reach, x + reach, y + reach), fill)
    fonts = Fonts()
    for text in drawn.texts:
        _write(brush, text, fonts)
    return image


class Fonts:
    """Source Sans, by size and weight."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[float, bool], ImageFont.FreeTypeFont] = {}

    def of(self, size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
        """The font of a size in units."""
        if (size, bold) not in self._fonts:
            name = f"SourceSansPro-{'Semibold' if bold else 'Regular'}.ttf"
            # the other engine is not on every machine
            self._fonts[size, bold] = ImageFont.truetype(
                BytesIO(files(font_source_sans_pro).joinpath("files", name).read_bytes()),
                size * _LARGER * _UNIT,
                layout_engine=ImageFont.Layout.BASIC,
            )
        return self._fonts[size, bold]


def _write(brush: ImageDraw.ImageDraw, text: Text, fonts: Fonts) -> None:
    halo = 2 * _UNIT if text.halo else 0
    brush.text(
        (text.x * _UNIT, text.y * _UNIT),
        normalize("NFC", text.text),
        text.colour,
        fonts.of(text.size, text.bold),
        anchor=_ANCHORS[text.anchor],
        stroke_width=halo,
        stroke_fill=PALETTE["canvas"],
    )


def _about(drawn: Picture) -> PngImagePlugin.PngInfo:
    told = {**drawn.about, "title": drawn.title}
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Software", f"comention {told.get('comention', '')}".strip())
    info.add_itxt("Description", drawn.summary)
    for name, keyword in _KEYWORDS.items():
        if name in told:
            info.add_itxt(keyword, told[name])
    return info
