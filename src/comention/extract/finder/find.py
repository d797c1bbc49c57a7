"""Find the names in a spaCy document, each with a score."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comention.extract.finder.network import PIECES, SIZES, WEIGHTS, Network, checked, facts
from comention.extract.finder.pieces import Pieces
from comention.extract.finder.tags import best, spans
from comention.extract.finder.windows import Window, windows

if TYPE_CHECKING:
    from spacy.tokens import Doc

DECIMALS = 1
"""Log-probabilities are rounded to this many decimals before tags are chosen, as processors differ beyond."""


class Found(NamedTuple):
    """A name: first token, token after the last one, label, and the share of such names that are right, 0 to 1."""

    start: int
    end: int
    label: str
    score: float


class Finder:
    """Finds names with one of the encoders. What it finds in a text depends on that text alone."""

    def __init__(self, size: str = "default", folder: Path = WEIGHTS) -> None:
        if size not in SIZES:
            raise ValueError(f"{size!r} is no size of the name finder: choose one of {', '.join(SIZES)}")
        told = facts(folder)
        self.size = size
        self.version = f"{size} {told.version}"
        self._network = Network(size, folder)
        self._pieces = Pieces(checked(folder, PIECES), told.openers)
        points = np.array(told.calibration[size])
        self._raw, self._right = points.T

    def find(self, doc: "Doc") -> list[Found]:
        """Return the names in a document, in order and without overlaps.

        Sentences are read as the document marks them; where it marks none, lines are.
        """
        if not len(doc):
            return []
        numbers = doc.to_array("ORTH")
        strings = doc.vocab.strings
        pieced = self._pieces.cut(numbers, strings.__getitem__)
        if doc.has_annotation("SENT_START"):
            begins = doc.to_array("SENT_START") == 1
        else:
            begins = np.append(True, pieced.line[:-1])
        found: list[Found] = []
        for window in windows(pieced, begins, self._pieces.opening, self._pieces.closing):
            if len(window.tokens):
                found += self._in_window(window, self._network(window))
        return found

    def _in_window(self, window: Window, scores: NDArray[np.float64]) -> Sequence[Found]:
        scores = np.round(scores, DECIMALS)
        path = best(scores)
        names = []
        for begin, end, label in spans(path):
            score = float(np.exp(scores[np.arange(begin, end), path[begin:end]].mean()))
            right = round(float(np.interp(score, self._raw, self._right)), 2)
            names.append(Found(int(window.tokens[begin]), int(window.tokens[end - 1]) + 1, label, right))
        return names


@cache
def load(size: str = "default") -> Finder:
    """Return the finder of a size, `default` or `accurate`, loaded once in a process.

    Raises ModelError where a file of the package is missing or damaged, and ValueError for another size.
    """
    return Finder(size)
