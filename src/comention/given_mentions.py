"""Make the graph of mentions that somebody else has found, without a model."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

from comention import __version__
from comention.config import Options, Settings
from comention.corrections import NONE, Corrections
from comention.errors import InputError
from comention.extract.given import Given, span_of
from comention.extract.models import Models
from comention.extract.sentences import sentences
from comention.languages import USUAL
from comention.model import Alias, Document, Entity, EntityType, Extraction, Graph, Mention, Sentence, Span
from comention.understand import resolve_names
from comention.workspace.derive import dataset_of
from comention.workspace.facts import RunFacts
from comention.workspace.store import Store

if TYPE_CHECKING:
    pass

RULE = "said by whoever found it"
_TYPES = {"PERSON": EntityType.PERSON, "ORG": EntityType.ORG, "GPE": EntityType.COUNTRY}


class Named(NamedTuple):
    """Who is named in documents, and where."""

    entities: list[Entity]
    mentions: list[Mention]


def from_mentions(
    documents: Iterable[tuple[str | Document, Iterable[Any]]],
    *,
    corrections: Corrections = NONE,
    **settings: Unpack[Options],
) -> Graph:
    """Return the graph of mentions that a model of your own, or a person, has found in some documents.

    Each document comes with its mentions: `(start, end, label)` in characters, or as GLiNER, Transformers, spaCy or
    Stanza give them. Which of them refer to the same entity is worked out as usual, unless a fourth value (or an
    "entity") says it: this is the id of an entity, whose label is its most frequent form. No other names are found,
    except those that `corrections` list with a type. No model is loaded, so the graph has no relations. Raises
    InputError if a mention makes no sense, or if only some of them have an entity.

    >>> graph = from_mentions([("Ann Lee met Bob Ray.", [(0, 7, "PERSON"), (12, 19, "PER")])])
    >>> list(graph.edges(data="weight"))
    [('person:ann-lee', 'person:bob-ray', 1)]
    """
    chosen = Settings(**settings)
    given = [
        (one if isinstance(one, Document) else Document(f"text-{number}", one), list(mentions))
        for number, (one, mentions) in enumerate(documents, 1)
    ]
    models = Models(Given({}), chosen.language)
    given = [(replace(document, language=models.language_of(document)), mentions) for document, mentions in given]
    spans = [[span_of(mention, document.text) for mention in mentions] for document, mentions in given]
    meant = [[_meant(mention) for mention in mentions] for _, mentions in given]
    extractions = [
        Extraction(sentences(document.text, document.language or USUAL), tuple(sorted(set(found))))
        for (document, _), found in zip(given, spans, strict=True)
    ]
    with Store(memory=chosen.memory) as store:
        _stage(store, [document for document, _ in given], extractions, chosen)
        said = [entity for entities in meant for entity in entities]
        if any(said):
            if not all(said):
                raise InputError("some mentions have an entity and others none: all must have one, or none")
            named = _as_said([document for document, _ in given], extractions, spans, meant)
            store.save(*named)
        else:
            resolve_names(store, corrections, chosen.workers, given=True)
        return dataset_of(store, store.facts()).graph


def _stage(store: Store, documents: Sequence[Document], extractions: Sequence[Extraction], settings: Settings) -> None:
    store.begin()
    keys = [str(number) for number in range(len(documents))]
    store.remember(zip(keys, extractions, strict=True))
    store.stage(zip(documents, keys, strict=True))
    told: RunFacts = {
        "title": settings.title or "",
        "comention": __version__,
        "model": Given.model,
        "models": dict.fromkeys(store.languages(), Given.model),
        "settings": settings.facts() | {"relations": False},
    }
    store.write_facts(told)


def _meant(mention: Any) -> str | None:
    if isinstance(mention, Mapping):
        entity = mention.get("entity")
    else:
        entity = mention[3] if isinstance(mention, tuple | list) and len(mention) > 3 else None
    return None if entity is None else str(entity)


def _as_said(
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    spans: Sequence[Sequence[Span]],
    meant: Sequence[Sequence[str | None]],
) -> Named:
    """Make entities of mentions that say whom they name."""
    mentions: list[Mention] = []
    forms: dict[str, Counter[str]] = {}
    types: dict[str, EntityType] = {}
    for document, extraction, found, entities in zip(documents, extractions, spans, meant, strict=True):
        for span, entity in zip(found, entities, strict=True):
            kind = _TYPES.get(span.label)
            if kind is None:
                raise InputError(f"{entity}: {span.label!r} is no label of a person, an organization or a country")
            if types.setdefault(str(entity), kind) is not kind:
                raise InputError(f"{entity}: is called a {types[str(entity)].lower()} and a {kind.lower()}")
            surface = " ".join(document.text[span.start : span.end].split())
            forms.setdefault(str(entity), Counter())[surface] += 1
            place = _sentence_of(extraction.sentences, span.start)
            mentions.append(Mention(document.id, place, span.start, span.end, surface, kind, str(entity), RULE))
    known = [
        Entity(entity, types[entity], max(counts, key=lambda form: (counts[form], len(form), form)), _aliases(counts))
        for entity, counts in forms.items()
    ]
    return Named(known, mentions)


def _aliases(counts: Counter[str]) -> tuple[Alias, ...]:
    return tuple(
        Alias(form, count, RULE) for form, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _sentence_of(found: Sequence[Sentence], place: int) -> int:
    return max(bisect_right(found, place, key=attrgetter("start")) - 1, 0)
