import sys
from io import BytesIO
from typing import Any

import networkx as nx
import pytest
from PIL import Image
from tests.export.writing import written

from comention.errors import ExportError
from comention.export import Dataset
from comention.export.flatten import RIGHTS
from comention.export.labels import width
from comention.export.picture import picture
from comention.export.png import SHARPNESS, Fonts


def read(dataset: Dataset) -> Any:
    image: Any = Image.open(BytesIO(written(dataset, "png")))
    image.load()
    return image


def test_it_is_the_picture_of_svg(hostile: Dataset) -> None:
    image, drawn = read(hostile), picture(hostile)
    assert image.size == (drawn.width * SHARPNESS, drawn.height * SHARPNESS)
    assert image.getpixel((5, 5)) == (251, 250, 248)
    for mark in drawn.marks:
        middle = image.getpixel((round(mark.x * SHARPNESS), round(mark.y * SHARPNESS)))
        assert middle == tuple(bytes.fromhex(mark.colour[1:]))


def test_it_tells_how_it_was_made(hostile: Dataset) -> None:
    told = read(hostile).text
    assert (told["Software"], told["Model"], told["Copyright"]) == ("comention 0.1", "en_core_web_sm 3.8.0", RIGHTS)
    assert told["Description"] == "3 names, 2 links"
    assert told["Settings"].startswith("window: sentence")
    assert told["Title"].startswith("A & <b> </script> 中 🎈")
    assert round(read(hostile).info["dpi"][0]) == 300


def test_it_has_the_letters_of_europe() -> None:
    font = Fonts().of(12)
    missing = bytes(font.getmask("\U0010ffff"))
    assert all(bytes(font.getmask(letter)) != missing for letter in "éçñøłðßșżőě—“”…αЖїҐễ€")


def test_texts_are_no_wider_than_the_picture_takes_them_to_be() -> None:
    fonts = Fonts()
    for text in ("Angela Merkel", "WWF", "Mmmm", "United Nations", "Jill Illi", "00:11, (fifty)", "SpaceX & Co."):
        assert fonts.of(12).getlength(text) <= width(text, 12) * SHARPNESS * 2


def test_a_bare_graph_can_be_drawn() -> None:
    assert read(Dataset(nx.path_graph(3), lambda: iter(()))).format == "PNG"


@pytest.mark.parametrize("missing", ["PIL", "font_source_sans_pro"])
def test_without_them_it_says_what_to_install(hostile: Dataset, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.delitem(sys.modules, "comention.export.png")
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(
        ExportError, match=r'^png needs Pillow and a font; install them with: pip install "comention\[png\]"$'
    ):
        written(hostile, "png")
