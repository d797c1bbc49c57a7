"""An extractor for names that were found by other means."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from comention.errors import InputError
from comention.extract.sentences import sentences
from comention.model import Extraction, Span

LABELS = {
    **dict.fromkeys(("PERSON", "PER", "PEOPLE", "HUMAN"), "PERSON"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION", "COMPANY", "INSTITUTION"), "ORG"),
    **dict.fromkeys(("COUNTRY", "GPE", "STATE", "NATION"), "GPE"),
    **dict.fromkeys(("NORP", "NATIONALITY"), "NORP"),
    **dict.fromkeys(("LOC", "LOCATION", "PLACE", "CITY"), "LOC"),
}
"""Our labels by those that other tools use; any other label means that a name is none of ours."""


class Given:
    """Returns known spans for each text; none for a text that is not among those given."""

    model = "given names"
    loads_as: str | None = None
    language: str | None = None

    def __init__(self, spans: Mapping[str, Iterable[Span]], *, language: str = "en") -> None:
        self._spans = {text: tuple(sorted(set(found))) for text, found in spans.items()}
        self._language = language
        digest = sha256(repr(sorted(self._spans.items())).encode("utf-8", "surrogatepass")).hexdigest()
        self.identity = f"{self.model} / {digest}"

    def extract(self, texts: Iterable[str]) -> Iterator[Extraction]:
        """Yield the sentences of each text, and its spans."""
        for text in texts:
            yield Extraction(sentences(text, self._language), self._spans.get(text, ()))


def span_of(given: Any, text: str) -> Span:
    """Make a span of what another tool found, with one of our `LABELS` if its own corresponds to one.

    It is `(start, end, label)`; or `{"start", "end", "label"}`, as from GLiNER or Transformers ("entity_group" for
    "label"); or an object as from spaCy (`start_char`, `end_char`, `label_`) or Stanza (`type`). Raises InputError.

    >>> span_of({"start": 0, "end": 3, "label": "person", "score": 0.9}, "Ann left.")
    Span(start=0, end=3, label='PERSON', score=1.0)
    """
    match given:
        case {"start": start, "end": end, **rest}:
            label = rest.get("label") or rest.get("entity_group")
        case tuple() | list() if len(given) >= 3:
            start, end, label = given[:3]
        case _:
            start, end = getattr(given, "start_char", None), getattr(given, "end_char", None)
            label = getattr(given, "label_", None) or getattr(given, "type", None)
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(label, str)):
        raise InputError(f"{given!r}: a mention has a start, an end and a label, such as (0, 5, 'PERSON')")
    if not 0 <= start < end <= len(text):
        raise InputError(f"{given!r}: there are no such characters in a text of {len(text):,}")
    bare = label.upper().partition("-")[2] if label[:2] in ("B-", "I-") else label.upper()
    return Span(start, end, LABELS.get(bare, bare))
