"""A spaCy component that resolves the names a pipeline found, and sets attributes on `Doc` and `Span`.

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("comention")
    doc = nlp("Angela Merkel met Barack Obama. Merkel thanked him.")
    doc._.entities        # records of comention.Entity
    doc._.mentions        # records of comention.Mention, in the order of the text
    doc.ents[2]._.entity  # its comention.Entity, or None

Add it after the components that find names and sentences. spaCy finds it wherever comention is installed.
"""

from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from comention.config import Settings
from comention.extract.finder.component import score
from comention.extract.spacy import UNSCORED
from comention.model import Alias, Entity, EntityType, Extraction, Mention, Sentence, Span
from comention.resolve.collection.single import name_document
from comention.resolve.document import resolve_document
from comention.resolve.document.entities import Options

KEY = "comention"
"""The key of the results in `Doc.user_data`: plain lists, which survive serialization."""


class Component:
    """Resolves the names of each document independently of all others."""

    def __init__(self, *, language: str = "en", demonyms: bool = True) -> None:
        Settings(language=language, demonyms=demonyms)  # raises an error if they are not valid
        self._language, self._demonyms = language, demonyms

    def __call__(self, doc: Doc) -> Doc:
        """Resolve one document."""
        resolved = resolve_document(doc.text, _extraction(doc), Options(self._language))
        entities, mentions = name_document(resolved, language=self._language, demonyms=self._demonyms)
        doc.user_data[KEY] = {
            "entities": [_plain(entity, mentions) for entity in entities],
            "mentions": [[m.sentence, m.start, m.end, m.surface, m.entity, m.rule, m.demonym] for m in mentions],
        }
        return doc


def _extraction(doc: Doc) -> Extraction:
    """What the pipeline found. Without sentence boundaries, the whole text is one sentence."""
    bounds = (
        [(s.start_char, s.end_char) for s in doc.sents] if doc.has_annotation("SENT_START") else [(0, len(doc.text))]
    )
    spans = tuple(Span(ent.start_char, ent.end_char, ent.label_, _score(ent)) for ent in doc.ents)
    return Extraction(tuple(Sentence(start, end, 0) for start, end in bounds), spans)


def _score(ent: SpacySpan) -> float:
    known = score(ent)
    return UNSCORED if known is None else known


def _plain(entity: Entity, mentions: Sequence[Mention]) -> list[Any]:
    """An entity as a list, with its surface forms in this document."""
    rules = {alias.surface: alias.rule for alias in entity.aliases}
    counts: dict[str, int] = {}
    for mention in mentions:
        if mention.entity == entity.id:
            counts[mention.surface] = counts.get(mention.surface, 0) + 1
    forms = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    aliases = [[form, count, rules.get(form, "")] for form, count in forms]
    return [entity.id, str(entity.type), entity.label, aliases, entity.code]


def _entities(doc: Doc) -> tuple[Entity, ...]:
    known = doc.user_data.get(KEY, {}).get("entities", ())
    return tuple(
        Entity(name, EntityType(kind), label, tuple(Alias(*alias) for alias in aliases), code)
        for name, kind, label, aliases, code in known
    )


def _mentions(doc: Doc) -> tuple[Mention, ...]:
    types = {entity.id: entity.type for entity in _entities(doc)}
    return tuple(
        Mention("", sentence, start, end, surface, types[entity], entity, rule, demonym)
        for sentence, start, end, surface, entity, rule, demonym in doc.user_data.get(KEY, {}).get("mentions", ())
    )


def _entity(span: SpacySpan) -> Entity | None:
    """The entity of the first mention that overlaps a span, or None."""
    start, end = span.start_char, span.end_char
    for mention in _mentions(span.doc):
        if mention.start < end and start < mention.end:
            return next(entity for entity in _entities(span.doc) if entity.id == mention.entity)
    return None


@Language.factory("comention", assigns=["doc._.entities", "doc._.mentions", "span._.entity"], requires=["doc.ents"])
def create(nlp: Language, name: str, language: str = "en", demonyms: bool = True) -> Component:  # noqa: ARG001
    """Make the component; spaCy calls this for `nlp.add_pipe("comention", config={...})`."""
    return Component(language=language, demonyms=demonyms)


Doc.set_extension("entities", getter=_entities, force=True)
Doc.set_extension("mentions", getter=_mentions, force=True)
SpacySpan.set_extension("entity", getter=_entity, force=True)
