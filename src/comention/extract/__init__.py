"""Find sentences and names in texts, with the models that come with comention or others."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from comention.model import Extraction

GLINER = "gliner:"
"""The prefix of the name of a GLiNER model; other names are those of spaCy pipelines."""


class Extractor(Protocol):
    """Finds sentences and candidate names in texts.

    `model` names the model and its version for people; `identity` adds the version of the code around it:
    two extractors with one identity give the same result for the same text. `loads_as` is the name by which another
    process loads the same extractor with `load_extractor`, or None.
    """

    model: str
    identity: str
    loads_as: str | None

    def extract(self, texts: Iterable[str]) -> Iterator[Extraction]:
        """Yield what is in each text, in order, reading the texts as they are needed."""
        ...


def load_extractor(model: str | None = None, *, language: str = "en") -> Extractor:
    """Load the extractor for `model`: `fast`, `default` (also if None) or `accurate`, which come with comention.

    Any other name is that of an installed spaCy pipeline, or a path to one; behind `gliner:`, of a GLiNER model.
    Raises ModelError when there is none, or it finds no names.
    """
    if model and model.startswith(GLINER):
        from comention.extract.gliner import GlinerExtractor

        return GlinerExtractor.load(model.removeprefix(GLINER), language=language)
    from comention.extract.spacy import SpacyExtractor

    return SpacyExtractor.load(model, language=language)
