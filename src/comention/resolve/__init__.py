"""Documents with their extractions in; entities, and every mention of them with the reason, out.

Each document is resolved by itself (`document`), then their entities are put together (`collection`):

    clean → furniture, countries → types → organizations, people → again      in a document
    types → people, organizations, countries → corrections → ids and labels   in the collection
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice
from operator import attrgetter
from typing import NamedTuple

from comention.corrections import NONE, Corrections, Ignored, Listed
from comention.model import Alias, Document, Entity, Extraction, Mention, Sentence
from comention.resolve.collection import Cluster, in_collection
from comention.resolve.correct import SAID, correct, watch_list
from comention.resolve.countries import gazetteer
from comention.resolve.document import in_document
from comention.resolve.furniture import Furniture, Line, everywhere, short_lines
from comention.resolve.local import Local, Named
from comention.resolve.naming import identify, label
from comention.resolve.words import words
from comention.workers import Failed, spread

_BATCH = 64  # documents that are resolved together
_EASE = 8  # how much less work a text is here than for a model


class Resolution(NamedTuple):
    """Who is named, sorted by id, and where, in the order of documents and positions.

    `unused` are the corrections that had no effect, `furniture` the lines of each document whose names were left out.
    """

    entities: list[Entity]
    mentions: list[Mention]
    unused: list[Listed | Ignored]
    furniture: dict[str, list[str]]


def resolve(
    documents: Iterable[tuple[Document, Extraction]],
    *,
    language: str = "en",
    across: bool = True,
    demonyms: bool = True,
    keep_furniture: bool = False,
    corrections: Corrections = NONE,
    workers: int = 1,
) -> Resolution:
    """Return the entities of some documents and all mentions of them.

    `across` joins names of different documents that are not equal: a bare surname to the only full name that has it, an
    acronym to the only name with these initials; `demonyms` counts "Russian" as a mention of Russia; `keep_furniture`
    takes names from the lines that a website repeats around its texts, too; `corrections` win over all rules. So many
    `workers` look at documents by themselves, where there is much to do.
    """
    options = (language, demonyms, keep_furniture, corrections)
    identifiers: list[str] = []
    sentences: list[tuple[Sentence, ...]] = []
    everyone: list[list[Local]] = []
    furniture: list[set[str]] = []
    repeated: list[list[Line]] = []
    resolved = spread(
        _batches(documents),
        resolving(*options),
        ("comention.resolve:resolving", *options),
        count=workers,
        weigh=lambda item: len(item[0]) // _EASE,
    )
    with closing(resolved):
        for batch, results in resolved:
            for (document, extraction), result in zip(batch, results, strict=True):
                if isinstance(result, Failed):
                    raise RuntimeError(f"{document.id}: names cannot be resolved: {result.why}")
                for local in result.entities:
                    local.document = len(identifiers)
                identifiers.append(document.id)
                sentences.append(extraction.sentences)
                everyone.append(result.entities)
                furniture.append({line.text for line in result.furniture})
                repeated.append(result.lines)
    if not keep_furniture:
        _leave_out(everyone, repeated, furniture)
    everyone = [[local for local in found if local.mentions] for found in everyone]
    clusters = in_collection(everyone, words(language), across=across)
    clusters, unused = correct(clusters, corrections, lambda cluster: _label(cluster, language))
    named = [_label(cluster, language) for cluster in clusters]
    order = sorted(range(len(clusters)), key=lambda n: (clusters[n].type, named[n], -len(clusters[n].locals)))
    ids = identify((clusters[n].type, named[n], clusters[n].code) for n in order)
    entities: list[Entity] = []
    mentions: list[list[Mention]] = [[] for _ in identifiers]
    for n, identifier in zip(order, ids, strict=True):
        entities.append(_entity(identifier, named[n], clusters[n]))
        for local, rule in clusters[n].locals:
            place = local.document
            mentions[place] += _mentions(identifiers[place], sentences[place], local, entities[-1], rule)
    for several in mentions:
        several.sort(key=attrgetter("start", "end"))
    lines = {name: sorted(several) for name, several in zip(identifiers, furniture, strict=True) if several}
    return Resolution(sorted(entities, key=attrgetter("id")), list(chain.from_iterable(mentions)), unused, lines)


class Alone(NamedTuple):
    """What one document leaves for the collection: its entities, the lines left out, and short ones with names."""

    entities: list[Local]
    furniture: list[Line]
    lines: list[Line]


def resolving(
    language: str, demonyms: bool, keep_furniture: bool, corrections: Corrections
) -> Callable[[Sequence[tuple[str, Extraction]]], list[Alone]]:
    """Return a function that resolves documents by themselves, each a text and its extraction."""
    listed = watch_list(corrections)

    def alone(text: str, extraction: Extraction) -> Alone:
        found, left_out = in_document(text, extraction, language=language, keep_furniture=keep_furniture, listed=listed)
        for local in found:
            local.mentions = [mention for mention in local.mentions if demonyms or not mention.demonym]
        return Alone(found, left_out, [] if keep_furniture else _lines_with_names(text, found))

    return lambda documents: [alone(text, extraction) for text, extraction in documents]


_Documents = list[tuple[Document, Extraction]]


def _batches(
    documents: Iterable[tuple[Document, Extraction]],
) -> Iterator[tuple[_Documents, list[tuple[str, Extraction]]]]:
    """Put some documents together, and beside them what is needed to resolve each."""
    documents = iter(documents)
    while batch := list(islice(documents, _BATCH)):
        yield batch, [(document.text, extraction) for document, extraction in batch]


def _lines_with_names(text: str, found: Sequence[Local]) -> list[Line]:
    """Return the short lines of a text that name somebody."""
    starts = sorted(mention.start for local in found for mention in local.mentions)
    lines = short_lines(text)
    return [line for line in lines if bisect_left(starts, line.start) < bisect_left(starts, line.end)]


def _leave_out(
    everyone: Sequence[Sequence[Local]], repeated: Sequence[Sequence[Line]], furniture: Sequence[set[str]]
) -> None:
    """Take the names out of the short lines that stand in many documents, and note those lines."""
    common = everywhere(([line.text for line in lines] for lines in repeated), len(everyone))
    for found, lines, noted in zip(everyone, repeated, furniture, strict=False):
        spans = Furniture([line for line in lines if line.text in common], frozenset())
        noted.update(line.text for line in spans.lines)
        if spans.lines:
            for local in found:
                local.mentions = [mention for mention in local.mentions if not spans.covers(mention.start)]


def _label(cluster: Cluster, language: str) -> str:
    if cluster.listed:
        return cluster.listed.name
    if cluster.code:
        return gazetteer(language).labels[cluster.code]
    return label(cluster.type, Counter(mention.surface for local, _ in cluster.locals for mention in local.mentions))


def _entity(identifier: str, name: str, cluster: Cluster) -> Entity:
    """Count the surface forms, each with the rule that first put it there."""
    counts: Counter[str] = Counter()
    rules: dict[str, str] = {}
    for local, rule in cluster.locals:
        for mention in local.mentions:
            counts[mention.surface] += 1
            rules.setdefault(mention.surface, _reason(mention, rule))
    aliases = tuple(
        Alias(surface, count, rules[surface])
        for surface, count in sorted(counts.items(), key=lambda form: (-form[1], form[0]))
    )
    code = cluster.code.upper() if cluster.code else None
    return Entity(identifier, cluster.type, name, aliases, code, cluster.listed.identifier if cluster.listed else None)


def _mentions(
    document: str, sentences: Sequence[Sentence], local: Local, entity: Entity, rule: str
) -> Iterator[Mention]:
    for mention in local.mentions:
        sentence = max(0, bisect_right(sentences, mention.start, key=attrgetter("start")) - 1)
        reason = _reason(mention, rule)
        start, end, surface, _, demonym = mention
        yield Mention(document, sentence, start, end, surface, entity.type, entity.id, reason, demonym)


def _reason(mention: Named, rule: str) -> str:
    """Return why a mention is the entity's: what the user said, what joined documents, or what joined forms in one."""
    return mention.rule if mention.rule == SAID or not rule else rule
