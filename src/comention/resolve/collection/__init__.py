"""Resolve a collection, of which each document has been resolved by itself: its entities, and where they are named.

people → namesakes → organizations, countries → corrections → labels and ids

What is read of the documents are the tables `local`, their entities, `named`, the mentions of these, and `line`, short
lines that name somebody or were left out as boilerplate (see `comention.tables.schema`). Nothing that grows with the
number of mentions is kept (`profile`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from comention.corrections import NONE, Corrections, Ignored, Listed
from comention.languages.lexicon import Lexicon, lexicon
from comention.model import Alias, Entity, EntityType, LocalMention, Mention, Refusal
from comention.resolve.collection import blocks
from comention.resolve.collection.blocks import Cluster
from comention.resolve.collection.correct import SAID, correct
from comention.resolve.collection.naming import identify, label
from comention.resolve.collection.profile import Profile, SurfaceForm, first_names, places, profiles, take_forms
from comention.resolve.collection.refusals import Apart, settled
from comention.resolve.document.boilerplate import least
from comention.resolve.document.countries import label_of
from comention.tables import Tables, named_by, with_parts
from comention.tables.schema import DocumentNumber, EntityNumber, columns, select

# A pronoun stands for the entity of its name, and keeps its rule.
MENTIONS = with_parts(
    """
SELECT {fields}
FROM {named} n
JOIN {bearing} l ON l.document = n.document AND l.local = n.local
LEFT JOIN {part} p ON p.document = l.document AND p.profile = l.profile
JOIN {bearer} b
ON b.profile = l.profile AND b.part = coalesce(p.part, 0) AND b.surface = coalesce(n.name, n.surface)""",
    fields=select(
        Mention,
        "n",
        type="b.type",
        entity="b.entity",
        rule="CASE WHEN b.rule = '' OR n.name IS NOT NULL THEN n.rule ELSE b.rule END",
    ),
)

REPEATED = """
SELECT n.text FROM {line} n WHERE NOT n.boilerplate GROUP BY n.text HAVING count(DISTINCT n.document) >= $least"""

# The mentions that count: neither demonyms, if those are not wanted, nor in lines that stand in many documents.
KEPT = with_parts(
    """
SELECT n.document, {fields}
FROM {named} n
LEFT JOIN (
    SELECT DISTINCT m.document, m.start
    FROM {named} m JOIN {line} i ON i.document = m.document AND i.start <= m.start AND m.start < i.end
    JOIN {repeated} r ON r.text = i.text
) x ON x.document = n.document AND x.start = n.start
WHERE x.document IS NULL AND ($demonyms OR NOT n.demonym)""",
    fields=select(LocalMention, "n"),
)

KEPT_LOCALS = """
SELECT l.document, l.local, l.profile
FROM {local} l
JOIN (SELECT DISTINCT k.document, k.local FROM {kept} k WHERE k.name IS NULL) x
ON x.document = l.document AND x.local = l.local"""

BOILERPLATE = """
SELECT DISTINCT d.id, i.text
FROM {line} i JOIN {document} d ON d.document = i.document LEFT JOIN {repeated} r ON r.text = i.text
WHERE i.boilerplate OR r.text IS NOT NULL
ORDER BY d.id, i.text"""


class Bearer(NamedTuple):
    """The entity that a form of a profile stands for; a `rule` that is not "" replaces those of its mentions."""

    profile: int
    part: int
    surface: str
    entity: EntityNumber
    type: EntityType
    rule: str


class Part(NamedTuple):
    """The `part` of a profile that a document is about, where several people share it."""

    document: DocumentNumber
    profile: int
    part: int


class Repeated(NamedTuple):
    """A short line that so many documents have that it is boilerplate."""

    text: str


_BEARER, _PART, _REPEATED = columns(Bearer), columns(Part), columns(Repeated)


class Resolution(NamedTuple):
    """Who is named, sorted by id; `mentions` is the query that tells where, with the numbers of entities in that order.

    `unused` are the corrections that had no effect, `boilerplate` the lines of each document whose names were left out.
    `refusals` tell which entities were candidates for one and why they are not, some of each entity.
    """

    entities: list[Entity]
    mentions: str
    unused: list[Listed | Ignored]
    boilerplate: dict[str, list[str]]
    refusals: list[Refusal]


def resolve(
    tables: Tables,
    *,
    documents: int,
    language: str = "en",
    across: bool = True,
    demonyms: bool = True,
    corrections: Corrections = NONE,
) -> Resolution:
    """Return the entities of a collection of so many documents, which have been resolved by themselves.

    `across` joins names of different documents that are not equal: a bare surname to the only full name that has it, an
    acronym to the only name with these initials; `demonyms` counts "Russian" as a mention of Russia; `corrections` win
    over all rules.
    """
    named, local = _kept(tables, documents, demonyms=demonyms)
    clusters, unused = _clusters(tables, named, local, language, across=across, corrections=corrections)
    called = identified(clusters, language)
    found: list[Entity] = []
    marked: dict[int, int] = {}
    noted: list[tuple[int, Apart]] = []

    def bearers() -> Iterator[Bearer]:
        while called:  # each is forgotten when it is written: all that is known takes much more than who is named
            identifier, text, cluster = called.pop()
            found.append(entity(identifier, text, cluster))
            number = len(found) - 1
            marked.update(dict.fromkeys(cluster.marks, number))
            if cluster.apart:
                noted.append((number, cluster.apart))
            yield from _bearers(number, cluster)
            cluster.profiles.clear()

    tables.put("bearer", _BEARER, bearers())
    lines: dict[str, list[str]] = defaultdict(list)
    for identifier, line in tables.rows(BOILERPLATE):
        lines[identifier].append(line)
    found_mentions = with_parts(MENTIONS, named=named_by(named))
    return Resolution(found, found_mentions, unused, dict(lines), list(settled(marked, noted)))


def identified(clusters: Sequence[Cluster], language: str) -> list[tuple[str, str, Cluster]]:
    """Return the id and the label of each cluster, those of the last ids first."""
    labels = [_label(cluster, language) for cluster in clusters]
    order = sorted(range(len(clusters)), key=lambda n: (clusters[n].type, labels[n], *_precedence(clusters[n])))
    ids = identify((clusters[n].type, labels[n], clusters[n].code) for n in order)
    ranked = sorted(range(len(ids)), key=ids.__getitem__, reverse=True)
    return [(ids[place], labels[order[place]], clusters[order[place]]) for place in ranked]


def _clusters(
    tables: Tables, named: str, local: str, language: str, *, across: bool, corrections: Corrections
) -> tuple[list[Cluster], list[Listed | Ignored]]:
    """Return who is named, as the user wants it, and the corrections that had no effect."""
    known = profiles(tables, local)
    called = first_names(tables, named) if across else {}
    people = blocks.people(known, lexicon(language), across=across, first_names=called)
    if across:
        people = _told_apart(tables, people, known, lexicon(language))
    _part(tables, people)
    parts = [profile for cluster in people for profile, _ in cluster.profiles if profile.part]
    take_forms(tables, named, known, parts)
    clusters = [*people, *blocks.organizations(known, lexicon(language), across=across), *blocks.countries(known)]
    return correct(clusters, corrections, lambda cluster: _label(cluster, language))


def _kept(tables: Tables, documents: int, *, demonyms: bool) -> tuple[str, str]:
    """Return the names of the tables with the mentions that count, and with the entities that have any."""
    repeated = [Repeated(*row) for row in tables.rows(REPEATED, {"least": least(documents)})]
    tables.put("repeated", _REPEATED, repeated)
    if demonyms and not repeated:
        return "named", "local"
    tables.make("kept", KEPT, {"demonyms": demonyms})
    tables.make("kept_local", KEPT_LOCALS)
    return "kept", "kept_local"


def _told_apart(tables: Tables, people: Sequence[Cluster], known: Sequence[Profile], words: Lexicon) -> list[Cluster]:
    """Split people of one full name whose documents have nobody, no organization, country or title in common."""
    doubtful = blocks.may_be_namesakes(people, words)
    whose = {profile.number: n for n, cluster in enumerate(people) if doubtful[n] for profile, _ in cluster.profiles}
    where: dict[int, list[int]] = defaultdict(list)
    named: dict[int, list[Profile]] = {}
    for document, found in places(tables, known) if whose else ():
        for n in {whose[profile.number] for profile in found if profile.number in whose}:
            where[n].append(document)
            named[document] = found

    def contexts(n: int) -> Iterator[tuple[int, set[str]]]:
        for document in where[n]:
            own = [profile for profile in named[document] if whose.get(profile.number) == n]
            others = [name for profile in named[document] for name in blocks.telling(profile)]
            if len(own) == 1:  # else each is one of the others for the other one
                for name in blocks.telling(own[0]):
                    others.remove(name)
            yield document, {*others}.union(*(profile.titles for profile in own)) - {""}

    parted: list[Cluster] = []
    for n, cluster in enumerate(people):
        homes = blocks.namesakes(contexts(n)) if len(where.get(n, ())) > 1 else []
        if len(homes) > 1:
            documents: dict[int, list[int]] = defaultdict(list)
            for document in where[n]:
                for profile in named[document]:
                    if whose.get(profile.number) == n:
                        documents[profile.number].append(document)
            parted += blocks.told_apart(cluster, homes, documents)
        else:
            parted.append(cluster)
    return parted


def _part(tables: Tables, people: Iterable[Cluster]) -> None:
    """Note in which documents a profile is another person than elsewhere."""
    rows = (
        Part(document, profile.number, profile.part)
        for cluster in people
        for profile, _ in cluster.profiles
        for document in profile.where
    )
    tables.put("part", _PART, rows)


def _precedence(cluster: Cluster) -> tuple[int, int, tuple[str, ...]]:
    """Of entities with one label, the one of most documents comes first, then that which is named first."""
    return -cluster.documents, min(profile.first for profile, _ in cluster.profiles), cluster.keys


def _label(cluster: Cluster, language: str) -> str:
    if cluster.listed:
        return cluster.listed.name
    if cluster.code:
        return label_of(cluster.code, language) or cluster.code.upper()
    counts: Counter[str] = Counter()
    for form in _forms(cluster):
        counts[form.surface] += form.mentions
    return label(cluster.type, counts, lexicon(language))


def _forms(cluster: Cluster) -> Iterator[SurfaceForm]:
    """Yield the surface forms of a cluster, each with its reason: the user's, what joined documents, or what forms."""
    for profile, rule in cluster.profiles:
        for form in profile.forms:
            yield form._replace(rule=rule) if rule and form.rule != SAID else form


def entity(identifier: str, name: str, cluster: Cluster) -> Entity:
    """Count the surface forms, each with the rule that first put it there."""
    counts: Counter[str] = Counter()
    rules: dict[str, str] = {}
    for form in sorted(_forms(cluster), key=attrgetter("first", "surface")):
        counts[form.surface] += form.mentions
        rules.setdefault(form.surface, form.rule)
    aliases = tuple(
        Alias(surface, count, rules[surface])
        for surface, count in sorted(counts.items(), key=lambda form: (-form[1], form[0]))
    )
    code = cluster.code.upper() if cluster.code else None
    return Entity(identifier, cluster.type, name, aliases, code, cluster.listed.identifier if cluster.listed else None)


def _bearers(number: int, cluster: Cluster) -> Iterator[Bearer]:
    """Yield which forms of which profiles stand for an entity; a rule that is not "" replaces that of the mention."""
    for profile, rule in cluster.profiles:
        for surface, by_user in {form.surface: form.rule == SAID for form in profile.forms}.items():
            yield Bearer(profile.number, profile.part, surface, number, cluster.type, SAID if by_user else rule)
