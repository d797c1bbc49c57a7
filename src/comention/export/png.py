"""A dataset in, the picture of `svg` as PNG out: 300 dots an inch, drawn by Pillow with the font that it brings along.

Other fonts would differ from machine to machine. Letters that this one lacks lose their accents; what is then still
missing (other scripts) shows as a box.
"""

from typing import BinaryIO
from unicodedata import combining, normalize

from comention.errors import ExportError
from comention.export import Dataset
from comention.export.looks import palette
from comention.export.picture import Picture, Text, picture

try:
    from PIL import Image, ImageDraw, ImageFont, PngImagePlugin
except ImportError as error:
    raise ExportError('png needs Pillow; install it with: pip install "comention[png]"') from error

SHARPNESS = 2
"""Pixels of the file for each unit of the picture."""

_FINER = 2  # drawn so much larger, then averaged
_UNIT = SHARPNESS * _FINER
_INCH = 150 * SHARPNESS
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
_PLAIN = str.maketrans("‐‑–—⁄ÐðĐđØøŁłı", "----/DdDdOoLli") | str.maketrans(
    {"ß": "ss", "Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "Þ": "Th", "þ": "th"}
)
_KEYWORDS = {"title": "Title", "model": "Model", "settings": "Settings", "counts": "Counts", "rights": "Copyright"}


def write_png(dataset: Dataset, file: BinaryIO) -> None:
    """Write the picture as it is to be printed."""
    drawn = picture(dataset)
    image = _drawn(drawn).reduce(_FINER)
    image.save(file, "PNG", pnginfo=_about(drawn), dpi=(_INCH, _INCH))


def _drawn(drawn: Picture) -> Image.Image:
    image = Image.new("RGB", (drawn.width * _UNIT, drawn.height * _UNIT), palette()["canvas"])
    brush = ImageDraw.Draw(image, "RGBA")
    for line in drawn.lines:
        ends = [value * _UNIT for value in line[:4]]
        brush.line(ends, f"{palette()['link']}{round(255 * line.opacity):02x}", max(1, round(line.width * _UNIT)))
    rim = round(0.75 * _UNIT)
    for mark in drawn.marks:
        if mark.corners:
            corners = [(x * _UNIT, y * _UNIT) for x, y in mark.corners]
            brush.line([*corners, *corners[:2]], palette()["canvas"], 2 * rim, "curve")
            brush.polygon(corners, mark.colour)
        else:
            x, y, radius = mark.x * _UNIT, mark.y * _UNIT, mark.radius * _UNIT
            for reach, fill in ((radius + rim, palette()["canvas"]), (radius, mark.colour)):
                brush.ellipse((x - reach, y - reach, x + reach, y + reach), fill)
    fonts = Fonts()
    for text in drawn.texts:
        _write(brush, text, fonts)
    return image


class Fonts:
    """The font that Pillow brings along, by size."""

    def __init__(self) -> None:
        self._fonts: dict[float, ImageFont.FreeTypeFont] = {}
        self._known: dict[str, bool] = {}
        self._missing = self._shape("\U0010ffff")

    def of(self, size: float) -> ImageFont.FreeTypeFont:
        """The font of a size."""
        if size not in self._fonts:
            font = ImageFont.load_default(size * _UNIT)
            assert isinstance(font, ImageFont.FreeTypeFont)
            # the other engine is not on every machine
            self._fonts[size] = font.font_variant(layout_engine=ImageFont.Layout.BASIC)
        return self._fonts[size]

    def written(self, text: str) -> str:
        """A text in letters that the font has, as far as it goes."""
        return "".join(map(self._letter, normalize("NFC", text)))

    def _letter(self, letter: str) -> str:
        if self._has(letter):
            return letter
        plain = "".join(one for one in normalize("NFKD", letter).translate(_PLAIN) if not combining(one))
        return plain if plain and all(map(self._has, plain)) else letter

    def _has(self, letter: str) -> bool:
        if letter not in self._known:
            self._known[letter] = letter.isspace() or self._shape(letter) != self._missing
        return self._known[letter]

    def _shape(self, letter: str) -> bytes:
        return bytes(self.of(12).getmask(letter))


def _write(brush: ImageDraw.ImageDraw, text: Text, fonts: Fonts) -> None:
    halo = 2 * _UNIT if text.halo else 0
    brush.text(
        (text.x * _UNIT, text.y * _UNIT),
        fonts.written(text.text),
        text.colour,
        fonts.of(text.size),
        anchor=_ANCHORS[text.anchor],
        stroke_width=halo,
        stroke_fill=palette()["canvas"],
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
