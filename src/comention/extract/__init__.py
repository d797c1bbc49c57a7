"""Texts in; their sentences and the spans that a model labelled out."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from comention.model import Extraction

GLINER = "gliner:"
"""Begins the name of a model of GLiNER, where one of spaCy could be meant."""


class Extractor(Protocol):
    """Finds sentences and candidate names in texts.

    `model` names the model and its version for people; `identity` adds the version of the code around it:
    two extractors with one identity give the same result for the same text. Another process can load an extractor from
    its `folder`, if it has one.
    """

    model: str
    identity: str
    folder: Path | None

    def extract(self, texts: Iterable[str]) -> Iterator[Extraction]:
        """Yield what is in each text, in order, reading the texts as they are needed."""
        ...


def load_extractor(model: str | None = None, *, language: str = "en") -> Extractor:
    """Load the extractor for `model`: an installed spaCy pipeline's name, a path to one, or the best one found.

    `gliner:` before a name or path is a GLiNER model's. Raises ModelError when there is none, or it finds no names.
    """
    if model and model.startswith(GLINER):
        from comention.extract.gliner import GlinerExtractor

        return GlinerExtractor.load(model.removeprefix(GLINER), language=language)
    from comention.extract.spacy import SpacyExtractor

    return SpacyExtractor.load(model, language=language)
