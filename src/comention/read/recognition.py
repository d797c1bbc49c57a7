"""Recognize the text on pictures of pages, by RapidOCR and the models that its package carries; nothing is fetched.

It is an extra. The models are loaded once in a process, and when they are first needed.
"""

import re
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from math import atan2, cos, dist, sin
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from comention.read.columns import Piece, in_order
from comention.read.encodings import tidy
from comention.read.items import TOTAL, How, Skipped, Status, UnreadError, Working
from comention.read.lines import Line
from comention.text.numbers import listed

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 3600
"""The longer side in pixels with which pictures are looked at: that of A4 at 300 dots an inch."""

_LOOK = 1280  # pixels of the longer side in which lines are looked for
_SMALLEST = 24  # pixels of a side that holds text: smaller pictures are icons and counters
_SURE = 0.5  # with which a line is recognized at least
_POOR = 0.8  # of a whole page: perhaps it stands on its head
_TALL = 1.5  # times the width: such a line stands on its side
_WIDE = 3  # times the height: by such lines one sees how a page is turned
_FULL_WIDTH = {number: number - 0xFEE0 for number in range(0xFF01, 0xFF5F)}  # punctuation of the Chinese
_EYE = re.compile(  # an l that is an I, which many types draw alike: in capitals, or where no word has an l
    r"(?<=[A-Z])l(?=[A-Z])|(?<![^\W_])l(?=[A-Z]{2}|[bcdfgkmnpqrstvwxz][a-z]{2})"
)
_KEPT = 1_000  # pictures that a process remembers: every mail of a company has its logo
_KNOWN: dict[tuple[str, bytes], list[Line]] = {}
_INSTALL = 'pip install "comention[ocr]"'
_PACKAGES = ("rapidocr", "pypdfium2", "PIL")


def is_on(how: How) -> bool:
    """Whether pictures are recognized: it is wanted and installed."""
    return how.recognize and _is_installed()


def how_to(how: How) -> str:
    """Say what would make that pictures are recognized."""
    return f"to have its text recognized, {'leave out --no-ocr' if not how.recognize else _INSTALL}"


@cache
def _is_installed() -> bool:
    return all(map(find_spec, _PACKAGES))


def place(where: str, page: int, of: int) -> Working:
    """Tell which page of a file is being recognized."""
    return Working(f"{where}, page {page} of {of}" if of > 1 else where)


class Recognition:
    """Recognizes the pages of one file, as long as that takes no more time than a file may take."""

    def __init__(self, how: How) -> None:
        self._how = how
        self._left = self._most = float(TOTAL * how.limits.seconds)

    @property
    def may_go_on(self) -> bool:
        """Whether there is time for another page."""
        return self._left > 0

    def too_slow(self, where: str, numbers: Sequence[int]) -> Skipped:
        """Report the pages for which no time was left."""
        which = f"page{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
        reason = f"{which}: not recognized, as others took {self._most / 60:,g} min: allow more with --time-limit"
        return Skipped(f"{where}#page={numbers[0]}", reason, Status.SLOW, documents=0)

    def lines(self, picture: "Image") -> list[Line]:
        """Return the lines on a picture of a page as they are read, in the picture's units.

        A page that stands on its side or on its head is turned. Raises UnreadError if there is no model for the
        language.
        """
        if min(picture.size) < _SMALLEST:
            return []
        begun = time.monotonic()
        try:
            page = _on_white(picture)
            key = sha256(page.tobytes()).digest()
            if (self._how.language, key) not in _KNOWN:
                if len(_KNOWN) >= _KEPT:
                    _KNOWN.clear()
                _KNOWN[self._how.language, key] = _lines(_engine(self._how.language), page)
            return _KNOWN[self._how.language, key]
        finally:
            self._left -= time.monotonic() - begun


Found = Sequence[tuple[Sequence[Sequence[float]], str, float]]
"""Four corners, text and certainty of each line."""


def _on_white(picture: "Image") -> "Image":
    """Return a picture in colours of eight bits without transparency, and no larger than is useful."""
    from PIL.Image import Resampling, alpha_composite, new

    if picture.mode.startswith("I"):  # grey of more bits
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        picture = alpha_composite(new("RGBA", picture.size, "white"), picture.convert("RGBA"))
    scale = min(1, LARGEST / max(picture.size))
    width, height = (max(1, round(side * scale)) for side in picture.size)
    return picture.convert("RGB").resize((width, height), Resampling.BOX)


def _lines(engine: Any, page: "Image") -> list[Line]:
    from PIL.Image import Transpose

    found = _found(engine, page)
    if sum(_is_tall(corners) for corners, *_ in found) * 2 > len(found):
        page = page.transpose(Transpose.ROTATE_90)
        found = _found(engine, page)
    if found and _certainty(found) < _POOR:
        found = max(found, _found(engine, page.transpose(Transpose.ROTATE_180)), key=_certainty)
    return in_order(_straight([one for one in found if one[2] >= _SURE]))


def _found(engine: Any, page: "Image") -> Found:
    import numpy

    told = engine(numpy.asarray(page)[:, :, ::-1])
    if told.txts is None or told.boxes is None:
        return []
    return list(zip(told.boxes.tolist(), told.txts, told.scores, strict=True))


def _certainty(found: Found) -> float:
    """How sure a page is: the mean of its characters."""
    return sum(sure * len(text) for _, text, sure in found) / max(1, sum(len(text) for _, text, _ in found))


def _is_tall(corners: Sequence[Sequence[float]]) -> bool:
    first, second, _, last = corners
    return dist(first, last) > _TALL * dist(first, second)


def _straight(found: Found) -> list[Piece]:
    """Turn the lines of a page that lies askew on its picture."""
    wide = [corners for corners, *_ in found if dist(*corners[:2]) > _WIDE * dist(corners[0], corners[3])]
    askew = median(atan2(right[1] - left[1], right[0] - left[0]) for left, right, *_ in wide) if wide else 0
    pieces = []
    for corners, said, _ in found:
        turned = [(x * cos(askew) + y * sin(askew), y * cos(askew) - x * sin(askew)) for x, y in corners]
        across, down = zip(*turned, strict=True)
        height = dist(corners[0], corners[3])
        if text := " ".join(tidy(_EYE.sub("I", said.translate(_FULL_WIDTH))).split()):
            pieces.append(Piece(text, min(across), max(across), sum(down) / len(down), height))
    return pieces


@cache
def _engine(language: str) -> Any:
    """Load the models: one finds the lines of any language, and another one reads them."""
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)  # several processes recognize at once
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": LARGEST,
            "Global.text_score": 0,
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": _model("PP-OCRv6_det_small"),  # with a path, the library looks for nothing to download
            "Det.limit_type": "max",
            "Det.limit_side_len": _LOOK,
            "Rec.model_path": _model(_reader(language)),
            "Rec.rec_batch_num": 1,  # more at once take more memory and more time
        }
    )


def _reader(language: str) -> str:
    """Return the name of the model that reads a language or a script: the package carries that for most languages."""
    from rapidocr.utils.model_resolver import list_supported_langs, route_to_model_key
    from rapidocr.utils.typings import ModelType, OCRVersion, TaskType

    for version, size in ((OCRVersion.PPOCRV6, ModelType.SMALL), (OCRVersion.PPOCRV5, ModelType.MOBILE)):
        with suppress(ValueError):
            return str(route_to_model_key(TaskType.REC, version, language, size)).removeprefix("multi_")
    known = {*list_supported_langs(TaskType.REC, version), *list_supported_langs(TaskType.REC, OCRVersion.PPOCRV6)}
    raise UnreadError(f"--ocr-language {language}: expected one of {', '.join(sorted(known))}", Status.MISSING)


def _model(name: str) -> str:
    """Return the file of a model; raise UnreadError if it is not there."""
    file = Path(str(files("rapidocr"))) / "models" / f"{name}.onnx"
    if not file.is_file():
        raise UnreadError(f"needs the model {file.name} of RapidOCR in {file.parent}", Status.MISSING)
    return str(file)
