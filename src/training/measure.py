"""Measure how often an encoder is right, by source, by label, and by score."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from comention.extract.finder.find import Finder
from comention.extract.spacy import SpacyExtractor
from training.texts import UNMARKED, Text

BINS = 20


class Judged(NamedTuple):
    """A name that an encoder found: how sure it was, and whether people marked it alike."""

    source: str
    label: str
    score: float
    right: bool


def judged(folder: Path, size: str, texts: Sequence[Text]) -> list[Judged]:
    """Return what the encoder in a folder finds in marked texts, of the labels that their sources have."""
    finder = Finder(size, folder)
    extractor = SpacyExtractor.load("default")
    docs = (doc for _, _, doc in extractor.sentenced([text.text for text in texts]))
    found: list[Judged] = []
    for text, doc in zip(texts, docs, strict=True):
        marked = set(text.names or ())
        for start, end, label, score in finder.find(doc):
            if label in UNMARKED.get(text.source, ()):
                continue
            last = doc[end - 1]
            found.append(Judged(text.source, label, score, (doc[start].idx, last.idx + len(last), label) in marked))
    return found


def calibrated(found: Iterable[Judged]) -> list[tuple[float, float]]:
    """Return how often names are right by how sure an encoder was, rising: isotonic regression over bins.

    A bin holds at least a twentieth of the names, and all of equal scores. The method is pool-adjacent-violators
    (Ayer et al. 1955).
    """
    by_score: dict[float, list[bool]] = defaultdict(list)
    for one in found:
        by_score[round(one.score, 3)].append(one.right)
    least = sum(map(len, by_score.values())) / BINS
    blocks: list[_Block] = []
    for score, right in sorted(by_score.items()):
        block = _Block(score * len(right), sum(right), len(right))
        if blocks and blocks[-1].names < least:
            block = blocks.pop().with_(block)
        while blocks and blocks[-1].share >= block.share:
            block = blocks.pop().with_(block)
        blocks.append(block)
    return [(round(block.said / block.names, 4), round(block.share, 4)) for block in blocks]


class _Block(NamedTuple):
    """Names of like scores: the sum of these, how many are right, how many they are."""

    said: float
    right: int
    names: int

    @property
    def share(self) -> float:
        return self.right / self.names

    def with_(self, other: "_Block") -> "_Block":
        return _Block(self.said + other.said, self.right + other.right, self.names + other.names)
