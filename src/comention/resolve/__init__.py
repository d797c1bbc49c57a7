"""Documents with their extractions in; entities, and every mention of them with the reason, out.

Each document is resolved by itself (`document`), then their entities are put together (`collection`):

    clean → furniture, countries → types → organizations, people → again      in a document
    types → people, organizations, countries → ids and labels                 in the collection
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from comention.model import Alias, Document, Entity, Extraction, Mention, Sentence
from comention.resolve.collection import Cluster, in_collection
from comention.resolve.countries import gazetteer
from comention.resolve.document import in_document
from comention.resolve.local import Local
from comention.resolve.naming import identify, label
from comention.resolve.words import words


class Resolution(NamedTuple):
    """Who is named, sorted by id, and where, in the order of documents and positions."""

    entities: list[Entity]
    mentions: list[Mention]


def resolve(
    documents: Iterable[tuple[Document, Extraction]],
    *,
    language: str = "en",
    across: bool = True,
    demonyms: bool = True,
) -> Resolution:
    """Return the entities of some documents and all mentions of them.

    `across` joins names of different documents that are not equal: a bare surname to the only full name that has it, an
    acronym to the only name with these initials; `demonyms` counts "Russian" as a mention of Russia.
    """
    read = [
        (document.id, extraction.sentences, in_document(document.text, extraction, language=language))
        for document, extraction in documents
    ]
    if not demonyms:
        for *_, entities in read:
            for entity in entities:
                entity.mentions = [mention for mention in entity.mentions if not mention.demonym]
            entities[:] = [entity for entity in entities if entity.mentions]
    clusters = in_collection([entities for *_, entities in read], words(language), across=across)
    return _resolution(read, clusters, language)


def _resolution(
    read: Sequence[tuple[str, Sequence[Sentence], Sequence[Local]]], clusters: Sequence[Cluster], language: str
) -> Resolution:
    """Name the clusters, and say of each mention whose it is."""
    named = [_label(cluster, language) for cluster in clusters]
    order = sorted(range(len(clusters)), key=lambda n: (clusters[n].type, named[n], -len(clusters[n].locals)))
    ids = identify((clusters[n].type, named[n], clusters[n].code) for n in order)
    entities = []
    owner: dict[Local, tuple[Entity, str]] = {}
    for n, identifier in zip(order, ids, strict=True):
        code = clusters[n].code
        entity = Entity(identifier, clusters[n].type, named[n], _aliases(clusters[n]), code.upper() if code else None)
        entities.append(entity)
        owner.update((local, (entity, rule)) for local, rule in clusters[n].locals)
    mentions = [
        mention
        for document, sentences, locals_ in read
        for mention in sorted(_mentions(document, sentences, locals_, owner), key=attrgetter("start", "end"))
    ]
    return Resolution(sorted(entities, key=attrgetter("id")), mentions)


def _label(cluster: Cluster, language: str) -> str:
    if cluster.code:
        return gazetteer(language).labels[cluster.code]
    return label(cluster.type, Counter(mention.surface for local, _ in cluster.locals for mention in local.mentions))


def _aliases(cluster: Cluster) -> tuple[Alias, ...]:
    """Count the surface forms, each with the rule that first put it there."""
    counts: Counter[str] = Counter()
    rules: dict[str, str] = {}
    for local, rule in cluster.locals:
        for mention in local.mentions:
            counts[mention.surface] += 1
            rules.setdefault(mention.surface, rule or mention.rule)
    return tuple(
        Alias(surface, count, rules[surface])
        for surface, count in sorted(counts.items(), key=lambda form: (-form[1], form[0]))
    )


def _mentions(
    document: str,
    sentences: Sequence[Sentence],
    locals_: Iterable[Local],
    owner: Mapping[Local, tuple[Entity, str]],
) -> Iterator[Mention]:
    starts = [sentence.start for sentence in sentences]
    for local in locals_:
        if local in owner:
            entity, rule = owner[local]
            for start, end, surface, own_rule, demonym in local.mentions:
                sentence = max(0, bisect_right(starts, start) - 1)
                yield Mention(
                    document, sentence, start, end, surface, entity.type, entity.id, rule or own_rule, demonym
                )
