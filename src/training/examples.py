"""Turn texts into training examples: the windows that the finder reads, and their correct tags."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comention.extract.finder.pieces import Pieces
from comention.extract.finder.tags import TAGS
from comention.extract.finder.windows import Window, windows
from comention.extract.spacy import SpacyExtractor
from training.texts import UNMARKED, Marked, Text

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NUMBER = {tag: number for number, tag in enumerate(TAGS)}
_OTHER = [number for number, tag in enumerate(TAGS) if tag.endswith("-MISC")]


class Example(NamedTuple):
    """A window, the text that it is of, and for each of its tokens the tags that may be right (row of flags)."""

    text: int
    window: Window
    allowed: NDArray[np.bool_] | None


class Reader:
    """Reads texts as comention does: sentences by the small spaCy model, pieces and windows by the finder's rules."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._extractor = SpacyExtractor.load("default")

    def docs(self, texts: Iterable[str]) -> Iterator["Doc"]:
        """Yield the tokens and sentences of each text."""
        return (doc for _, _, doc in self._extractor.sentenced(list(texts)))

    def examples(self, texts: Sequence[Text]) -> Iterator[Example]:
        """Yield the windows of texts. Without marked names nothing is known of their tags."""
        for number, (text, doc) in enumerate(zip(texts, self.docs(text.text for text in texts), strict=True)):
            pieced = self._pieces.cut(doc.to_array("ORTH"), doc.vocab.strings.__getitem__)
            begins = doc.to_array("SENT_START") == 1
            allowed = None if text.names is None else self._allowed(doc, text.source, text.names)
            for window in windows(pieced, begins, self._pieces.opening, self._pieces.closing):
                if len(window.tokens):
                    yield Example(number, window, None if allowed is None else allowed[window.tokens])

    @staticmethod
    def _allowed(doc: "Doc", source: str, names: Iterable[Marked]) -> NDArray[np.bool_]:
        starts = doc.to_array("IDX").astype(np.int64)
        ends = starts + doc.to_array("LENGTH").astype(np.int64)
        allowed = np.zeros((len(doc), len(TAGS)), dtype=bool)
        allowed[:, 0] = True
        if "MISC" in UNMARKED.get(source, ()):
            allowed[:, _OTHER] = True
        for start, end, label in names:
            if label == "MISC" and doc.text[start:end].islower():
                continue
            first, last = int(np.searchsorted(ends, start, side="right")), int(np.searchsorted(starts, end))
            allowed[first:last] = False
            for place in range(first, last):
                allowed[place, _NUMBER[f"{'B' if place == first else 'I'}-{label}"]] = True
        return allowed
