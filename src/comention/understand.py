"""Texts in; what each of them says by itself out: what was found in it, and what it shows of names."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from comention.corrections import Corrections
from comention.extract import Extractor, load_extractor
from comention.model import Clues, Extraction
from comention.resolve import proposing


class Understood(NamedTuple):
    """What is known of a text before others are."""

    extraction: Extraction
    names: list[tuple[str, Clues]]


def understanding(
    model: str | Extractor | None, language: str, corrections: Corrections, keep_furniture: bool
) -> Callable[[Sequence[str]], list[Understood]]:
    """Return the function for one model, which another process loads by its name; see `load_extractor`."""
    extractor = load_extractor(model, language=language) if isinstance(model, str | None) else model
    propose = proposing(language, corrections, keep_furniture)

    def understand(texts: Sequence[str]) -> list[Understood]:
        extractions = list(extractor.extract(texts))
        names = propose(list(zip(texts, extractions, strict=True)))
        return [Understood(*both) for both in zip(extractions, names, strict=True)]

    return understand
