"""Find sentences and names in texts, with the models that come with comention or others."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from comention.languages import USUAL
from comention.model import Extraction

GLINER = "gliner:"
"""The prefix of the name of a GLiNER model; other names are those of spaCy pipelines."""


class Extractor(Protocol):
    """Finds sentences and candidate names in texts.

    `model` names the model and its version for people; `identity` adds the version of the code around it:
    two extractors with one identity give the same result for the same text. `loads_as` is the name by which another
    process loads the same extractor with `load_extractor`, or None. `language` is the only one that it reads, as an
    ISO 639 code, or None if it reads any.
    """

    model: str
    identity: str
    loads_as: str | None
    language: str | None

    def extract(self, texts: Iterable[str]) -> Iterator[Extraction]:
        """Yield what is in each text, in order, reading the texts as they are needed."""
        ...


def load_extractor(model: str | None = None, *, language: str | None = None) -> Extractor:
    """Load the extractor for `model`: `fast`, `default` (also if None) or `accurate`, which come with comention.

    These are for English; for another `language`, they stand for the first spaCy pipeline that is installed of those
    that its tables list. Any other name is that of an installed spaCy pipeline, or a path to one; behind `gliner:`, of
    a GLiNER model. Sentences end as in `language`, or as in the model's own if None.

    Raises ModelError when there is none, or it finds no names.
    """
    if model and model.startswith(GLINER):
        from comention.extract.gliner import GlinerExtractor

        return GlinerExtractor.load(model.removeprefix(GLINER), language=language or USUAL)
    from comention.extract.spacy import SpacyExtractor

    return SpacyExtractor.load(model, language=language)
