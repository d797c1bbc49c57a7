"""Find names with a GLiNER model (Zaratiana et al. 2024) that is on this machine."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from comention.errors import ModelError
from comention.extract import GLINER
from comention.extract.given import span_of
from comention.extract.sentences import sentences
from comention.extract.text import restored, view
from comention.model import Extraction, Span
from comention.text.chunks import chunks
from comention.text.hyphens import unparted

VERSION = 2
"""Increase this when the same text and model give another extraction."""
WANTED = ("person", "organization", "country", "nationality", "location")
THRESHOLD = 0.5
CHUNK = 1_200  # characters: what the models take at once, with room to spare
BATCH = 16  # chunks that they look at together


class GlinerExtractor:
    """A GLiNER model with labels for people, organizations, countries, and what could be mistaken for those."""

    loads_as: str | None = None  # torch uses all cores by itself
    language: str | None = None

    def __init__(self, model: Any, name: str, version: str, *, language: str = "en") -> None:
        self._model = model
        self._language = language
        self.model = f"{GLINER}{name} (gliner {version})"
        self.identity = f"{self.model} / {VERSION} {THRESHOLD} {' '.join(WANTED)}"

    @classmethod
    def load(cls, name: str, *, language: str = "en") -> "GlinerExtractor":
        """Load a model by its folder, or by its name if it was downloaded before; nothing is downloaded here.

        Raises ModelError with the command that installs GLiNER, or gets the model.
        """
        try:
            import gliner
        except ImportError:
            raise ModelError("GLiNER is not installed: type pip install 'comention[gliner]'") from None
        try:
            model = gliner.GLiNER.from_pretrained(name, local_files_only=True)
        except Exception as error:  # whatever a model that is missing or broken makes the library raise
            reason = str(error).partition("\n")[0] or type(error).__name__
            way_out = f"to get a model of that name, type: hf download {name}"
            raise ModelError(f"{name}: there is no such GLiNER model on this machine ({reason}); {way_out}") from error
        return cls(model, name, str(getattr(gliner, "__version__", "")), language=language)

    def extract(self, texts: Iterable[str]) -> Iterator[Extraction]:
        """Yield what is in each text, in order."""
        for whole in map(unparted, texts):
            found = Extraction(sentences(whole.text, self._language), tuple(self._spans(whole.text)))
            yield restored(whole, found)

    def _spans(self, text: str) -> Iterator[Span]:
        seen = view(text)
        pieces = iter(chunks(seen, CHUNK))
        while batch := list(islice(pieces, BATCH)):
            parts = [seen[start:end] for start, end in batch]
            found = self._model.inference(parts, list(WANTED), threshold=THRESHOLD, batch_size=BATCH)
            for (offset, _), part, spans in zip(batch, parts, found, strict=True):
                for given in sorted(spans, key=lambda span: (span["start"], span["end"])):
                    start, end, label, _ = span_of(given, part)
                    yield Span(offset + start, offset + end, label)
