"""A spaCy component that sets the named entities of documents, each with a score.

    nlp = spacy.blank("en")
    nlp.add_pipe("comention_ner", config={"size": "accurate"})
    doc = nlp("Angela Merkel met the board of Siemens.")
    [(ent.text, ent.label_, ent._.score) for ent in doc.ents]

The labels are those of `comention.extract.finder.tags.LABELS`. It uses the sentences of an earlier component, else
lines. Entities that are already set are kept, and names that overlap them are dropped. spaCy finds the component where
comention is installed.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from comention.extract.finder.find import load

KEY = "comention_ner"
"""The key of the scores in the `user_data` of a `Doc`: rows of first token, token after the last one, score."""


class NameFinder:
    """Finds the names of each document on its own. The encoders are part of the package and are not serialized."""

    def __init__(self, name: str = KEY, *, size: str = "default") -> None:
        self.name = name
        self._finder = load(size)

    @property
    def size(self) -> str:
        """`default` or `accurate`."""
        return self._finder.size

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a document."""
        taken = {token.i for ent in doc.ents for token in ent}
        found = [one for one in self._finder.find(doc) if taken.isdisjoint(range(one.start, one.end))]
        spans = [Span(doc, one.start, one.end, one.label) for one in found]
        doc.set_ents([*doc.ents, *spans], default="outside")
        doc.user_data[KEY] = [[one.start, one.end, one.score] for one in found]
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:  # noqa: ARG002 - spaCy passes it
        """Set the entities of documents, one after the other."""
        return map(self, stream)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.name, self.size)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """Return nothing: the size is in the config of the pipeline, and the encoder in the package."""
        return b""

    def from_bytes(self, _: bytes, *, exclude: Iterable[str] = ()) -> "NameFinder":  # noqa: ARG002
        """Return itself."""
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write nothing, for the same reason."""

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "NameFinder":  # noqa: ARG002
        """Return itself."""
        return self


def _again(name: str, size: str) -> NameFinder:
    return NameFinder(name, size=size)


def score(span: Span) -> float | None:
    """Return the share of such entities that are right, 0 to 1; None for a span that the finder did not set."""
    rows = span.doc.user_data.get(KEY, ())
    return next((score for start, end, score in rows if (start, end) == (span.start, span.end)), None)


@Language.factory(
    "comention_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "span._.score"],
    default_config={"size": "default"},
)
def create(nlp: Language, name: str, size: str) -> NameFinder:  # noqa: ARG001
    """Make the component; spaCy calls this for `nlp.add_pipe("comention_ner", config={...})`."""
    return NameFinder(name, size=size)


if not Span.has_extension("score"):
    Span.set_extension("score", getter=score)
