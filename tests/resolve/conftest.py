"""Read marked texts, such as "[Donald Trump|PERSON] fired [Comey|ORG]", into documents with their extractions."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from tests.resolving import Resolved as Resolution
from tests.resolving import resolve

from comention.model import Document, Extraction, Sentence, Span
from comention.resolve.document.entities import Options, in_document

SURE = 0.8
"""How sure a model is of a label, as a rule."""
_MARK = re.compile(r"\[([^|\[\]]+)\|([A-Z_]+)\]")
_SENTENCE = re.compile(r"\S.*?(?:[.!?][”\"]?(?=\s+[A-Z“\"\[])|(?=\n\s*\n)|\s*\Z)", re.DOTALL)


def marked(identifier: str, source: str) -> tuple[Document, Extraction]:
    """Read a marked text."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(source):
        text += source[at : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1]), match[2], SURE))
        text += match[1]
        at = match.end()
    text += source[at:]
    sentences = tuple(Sentence(match.start(), match.end(), 0) for match in _SENTENCE.finditer(text))
    return Document(identifier, text), Extraction(sentences, tuple(spans))


class Cast(dict[str, list[str]]):
    """The forms of each entity by its id, sorted; all that was resolved, and what it was resolved from."""

    def __init__(self, resolution: Resolution, documents: Sequence[tuple[Document, Extraction]]) -> None:
        super().__init__({e.id: sorted({alias.surface for alias in e.aliases}) for e in resolution.entities})
        self.resolution = resolution
        self.documents = documents


@pytest.fixture
def cast() -> Callable[..., Cast]:
    """Resolve marked texts."""

    def resolved(*texts: str, across: bool = True, demonyms: bool = True, keep_boilerplate: bool = False) -> Cast:
        documents = [marked(f"d{n}", text) for n, text in enumerate(texts)]
        found = resolve(documents, across=across, demonyms=demonyms, keep_boilerplate=keep_boilerplate)
        return Cast(found, documents)

    return resolved


@pytest.fixture
def alone() -> Callable[[str], list[dict[str, int]]]:
    """Resolve a marked text by itself: how often each entity has each form there, in the order of first mentions."""

    def resolved(text: str) -> list[dict[str, int]]:
        document, extraction = marked("d", text)
        entities = in_document(document.text, extraction, Options()).entities
        return [dict(Counter(mention.surface for mention in entity.mentions)) for entity in entities if entity.type]

    return resolved
