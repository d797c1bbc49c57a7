"""The entities of all documents in; which of them are one out.

Nothing here looks at mentions or compares all with all: entities of documents meet in blocks of one surname, one
organization's name or one acronym.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from comention.corrections import Listed
from comention.model import EntityType
from comention.resolve.local import Local
from comention.resolve.names import acronyms, generation, is_acronym, same_person
from comention.resolve.people import suits
from comention.resolve.types import ORG, PERSON, Votes, add, family_first, votes_of, winner
from comention.resolve.words import Words

SURNAME = "surname of the only full name with it in the collection, or of the one that is named far more than others"
CLEARLY = 5
"""In how many times as many documents as any other one a full name must stand to get a bare surname elsewhere."""
INITIALS = "acronym of the only name with these initials in the collection"
EXPLAINED = "acronym that another document explains"


TELLING = 4
"""How many full names, organizations and countries a document must name for its people to be told from namesakes."""


@dataclass(slots=True)
class Cluster:
    """What several documents call by the same or other names.

    Each of its locals comes with the reason why it was put to the others, or ""; `listed` is the correction that it is.
    """

    type: EntityType
    keys: list[str]
    locals: list[tuple[Local, str]] = field(default_factory=list)
    code: str | None = None
    listed: Listed | None = None


def in_collection(documents: Iterable[Sequence[Local]], words: Words, *, across: bool = True) -> list[Cluster]:
    """Put the entities of several documents together; without `across`, only those of one full name."""
    everyone = list(documents)
    if across:
        _agree_on_types(everyone)
    chosen: dict[EntityType, list[Local]] = {kind: [] for kind in EntityType}
    for entities in everyone:
        for entity in entities:
            if entity.type:
                chosen[entity.type].append(entity)
    people = _people(chosen[EntityType.PERSON], words, across=across)
    if across:
        people = [part for cluster in people for part in _namesakes(cluster, everyone, words)]
    return [
        *people,
        *_organizations(chosen[EntityType.ORG], across=across),
        *_countries(chosen[EntityType.COUNTRY]),
    ]


def _agree_on_types(documents: Sequence[Sequence[Local]]) -> None:
    """Give a name the type that all documents together see in it."""
    votes: dict[str, Votes] = defaultdict(votes_of)
    surnames: Counter[str] = Counter()
    for entities in documents:
        for entity in entities:
            if entity.code is None:
                for name in entity.keys:
                    add(votes[name], entity.votes)
                    if entity.type is PERSON and " " in name:
                        surnames[name.split()[-1]] += 1
    for entities in documents:
        for entity in entities:
            if entity.code is not None or len(entity.keys) > 1:
                continue
            seen = votes[entity.keys[0]].copy()
            if surnames[entity.keys[0]] and entity.type is ORG:
                seen[PERSON] += 2 * min(surnames[entity.keys[0]], 2)
            entity.type = winner(seen)


def _people(entities: Sequence[Local], words: Words, *, across: bool) -> list[Cluster]:
    """Join people by full names that contradict each other nowhere, then bare surnames to the only one that fits."""
    full = [entity for entity in entities if any(" " in name for name in entity.keys)]
    bare = [entity for entity in entities if not any(" " in name for name in entity.keys)]
    blocks: dict[str, list[Cluster]] = defaultdict(list)
    for entity in sorted(full, key=lambda entity: (-max(map(len, entity.keys)), entity.keys)):
        surname = generation(entity.keys[0].split())[0][-1]
        cluster = _same(entity, blocks[surname], words) if across else _equal(entity, blocks[surname])
        if cluster is None:
            cluster = Cluster(PERSON, [])
            blocks[surname].append(cluster)
        cluster.locals.append((entity, ""))
        cluster.keys += (name for name in entity.keys if name not in cluster.keys)
    first: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in (cluster for block in blocks.values() for cluster in block):
        if family_first(cluster.keys[0], words):
            first[cluster.keys[0].split()[0]].append(cluster)
    lone: dict[str, Cluster] = {}
    joined: list[tuple[Cluster, Local]] = []
    for entity in bare:
        name = entity.keys[0]
        whole = _clear([*blocks.get(name, ()), *first.get(name, ())]) if across else None
        if whole and all(suits(title, whole.keys[0], words) for title in entity.titles):
            joined.append((whole, entity))
        else:
            lone.setdefault(name, Cluster(PERSON, [name])).locals.append((entity, ""))
    for whole, entity in joined:
        whole.locals.append((entity, SURNAME))
    return [*(cluster for block in blocks.values() for cluster in block), *lone.values()]


def _namesakes(cluster: Cluster, everyone: Sequence[Sequence[Local]], words: Words) -> list[Cluster]:
    """Split people of one full name whose documents have nobody, no organization, country or title in common.

    Only documents that name enough to tell are told apart; those that name little stay with the most frequent one. A
    well-known surname is one person's wherever it stands, unless it is a frequent one.
    """
    surname = generation(cluster.keys[0].split())[0][-1]
    famous = surname in words.surnames and surname not in words.frequent
    if famous or " " not in cluster.keys[0] or len({local.document for local, _ in cluster.locals}) < 2:
        return [cluster]
    contexts: dict[int, set[str]] = {}
    for local, _ in cluster.locals:
        others = (other for other in everyone[local.document] if other is not local and other.type)
        named = {(name, other.type) for other in others for name in other.keys}
        contexts[local.document] = {name for name, kind in named if kind is not PERSON or " " in name}
        contexts[local.document].update(local.titles - {""})
    groups: list[tuple[set[int], set[str]]] = []
    for document, context in contexts.items():
        if len(context) < TELLING:
            continue
        alike = [group for group in groups if not group[1].isdisjoint(context)]
        groups = [group for group in groups if group not in alike]
        joined = {document}.union(*(group[0] for group in alike)), context.union(*(group[1] for group in alike))
        groups.append(joined)
    groups.sort(key=lambda group: (-len(group[0]), min(group[0])))
    parts = [Cluster(PERSON, cluster.keys) for _ in groups] or [cluster]
    if len(parts) < 2:
        return [cluster]
    home = {document: part for (documents, _), part in zip(groups, parts, strict=True) for document in documents}
    for local, rule in cluster.locals:
        home.get(local.document, parts[0]).locals.append((local, rule))
    return parts


def _clear(clusters: Sequence[Cluster]) -> Cluster | None:
    """Return the only cluster, or the one that clearly more documents name in full than any other one."""
    often = sorted(clusters, key=lambda cluster: -len(cluster.locals))
    if len(often) > 1 and len(often[0].locals) < CLEARLY * len(often[1].locals):
        return None
    return often[0] if often else None


def _equal(entity: Local, block: Iterable[Cluster]) -> Cluster | None:
    """Return the cluster that has one of the entity's full names."""
    return next((cluster for cluster in block if not set(entity.keys).isdisjoint(cluster.keys)), None)


def _same(entity: Local, block: Sequence[Cluster], words: Words) -> Cluster | None:
    """Return the cluster that has one of the entity's full names, else the only one that contradicts none of them."""
    if equal := _equal(entity, block):
        return equal
    fitting = [
        cluster
        for cluster in block
        if all(same_person(ours, theirs, words.nicknames) for ours in entity.keys for theirs in cluster.keys)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _organizations(entities: Sequence[Local], *, across: bool) -> list[Cluster]:
    """Join organizations of one name, and acronyms to the only name that has them."""
    clusters: dict[str, Cluster] = {}
    explained: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        name = entity.keys[0]
        clusters.setdefault(name, Cluster(ORG, [name])).locals.append((entity, ""))
        for acronym in entity.acronyms:
            explained[acronym].add(name)
    if not across:
        return list(clusters.values())
    initials: dict[str, set[str]] = defaultdict(set)
    for name, cluster in clusters.items():
        if " " in name:
            for acronym in acronyms(cluster.locals[0][0].mentions[0].surface):
                initials[acronym].add(name)
    for name in [name for name in clusters if " " not in name]:
        if not any(is_acronym(m.surface) for local, _ in clusters[name].locals for m in local.mentions):
            continue
        for fitting, rule in ((explained[name], EXPLAINED), (initials[name], INITIALS)):
            if len(fitting) == 1 and len(name) > 2:
                (whole,) = fitting
                clusters[whole].locals += ((entity, rule) for entity, _ in clusters.pop(name).locals)
                break
    return list(clusters.values())


def _countries(entities: Iterable[Local]) -> list[Cluster]:
    clusters: dict[str, Cluster] = {}
    for entity in entities:
        name = entity.keys[0]
        clusters.setdefault(name, Cluster(EntityType.COUNTRY, [name], code=entity.code)).locals.append((entity, ""))
    return list(clusters.values())
