"""Texts in; what each of them says by itself out: its extraction, and its entities."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from comention.corrections import Corrections
from comention.extract import Extractor, load_extractor
from comention.model import Alone, Extraction
from comention.resolve import resolving


class Understood(NamedTuple):
    """What is known of a text before others are."""

    extraction: Extraction
    alone: Alone


def understanding(
    model: str | Extractor | None, language: str, corrections: Corrections, keep_furniture: bool
) -> Callable[[Sequence[str]], list[Understood]]:
    """Return the function for one model, which another process loads by its name; see `load_extractor`."""
    extractor = load_extractor(model, language=language) if isinstance(model, str | None) else model
    resolve_alone = resolving(language, corrections, keep_furniture)

    def understand(texts: Sequence[str]) -> list[Understood]:
        extractions = list(extractor.extract(texts))
        alone = resolve_alone(list(zip(texts, extractions, strict=True)))
        return [Understood(*both) for both in zip(extractions, alone, strict=True)]

    return understand
