"""Look up names and links of an output folder: their measures, paths between them, rankings, and sentences."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from comention.config import WORKSPACE
from comention.entities import entities_called, find_entity, mentions_of
from comention.errors import InputError, SettingError, WorkspaceError
from comention.measures import LINKS, NAMES, Measure
from comention.model import Entity, RelationKind
from comention.query import find
from comention.query.find import places
from comention.query.passages import Passage, cut_out, passage
from comention.query.paths import least_of_hub, neighbours, routes, strongest
from comention.query.records import (
    About,
    Crossing,
    Found,
    Kind,
    Link,
    Name,
    Namesake,
    Paths,
    Quotation,
    Relation,
    Role,
    Saying,
)
from comention.tables import cut, entities, with_parts
from comention.tables.graph_rows import places_of
from comention.tables.schema import Pair, Row, columns, select
from comention.tables.schema import Passage as Placed
from comention.text.names import folded
from comention.text.numbers import is_listed
from comention.workspace.store import Store, no_run

_RANKED: dict[Kind, dict[str, Measure]] = {
    "names": {measure.name: measure for measure in NAMES if measure.about.ranked},
    "links": {measure.name: measure for measure in LINKS if measure.about.ranked},
}
BY: dict[Kind, tuple[str, ...]] = {kind: tuple(measures) for kind, measures in _RANKED.items()}
"""What names and links can be ranked by. Of some, such as p-values, the smallest comes first."""
Folder = str | Path | Store
"""An output folder, or its open workspace."""

_NAMES = with_parts(
    "SELECT n.entity, {fields} FROM {node} n JOIN {entity} e ON e.entity = n.entity",
    fields=select(Name, "n", id="e.id", type="e.type", label="e.label"),
)
_ENDS = {"source": "s.id", "source_label": "s.label", "target": "t.id", "target_label": "t.label"}
_LINK = [column.name for column in columns(Link)]
_LINKS = with_parts(
    """
SELECT k.source, k.target, {fields}
FROM {edge} k JOIN {entity} s ON s.entity = k.source JOIN {entity} t ON t.entity = k.target""",
    fields=select(Link, "k", **_ENDS),
)
_AVOIDED = """
SELECT n.entity, e.label, CASE WHEN e.type = 'COUNTRY' AND $countries THEN 'country' ELSE 'hub' END
FROM {node} n JOIN {entity} e ON e.entity = n.entity
WHERE ($countries AND e.type = 'COUNTRY') OR ($hubs AND n.degree >= $hub)"""
_RELATED = (
    "EXISTS (SELECT 1 FROM {relation} r WHERE r.source = k.source AND r.target = k.target AND r.kind = $relation)"
)
_OF_ASKED = "JOIN {asked} a ON a.source = {of}.source AND a.target = {of}.target"
_ASKED = columns(Pair)
_ROLES = with_parts(
    """
SELECT r.entity, r.rank, {fields}
FROM {role} r JOIN {asked} a ON a.source = r.entity AND a.target = r.entity LEFT JOIN {entity} o ON o.entity = r.of
ORDER BY r.entity, r.rank""",
    fields=select(Role, "r", of="o.id"),
)
_RELATIONS = with_parts(
    """
SELECT r.source, r.target, r.rank, {fields}
FROM {relation} r {asked}
JOIN {entity} s ON s.entity = CASE WHEN r.reversed THEN r.target ELSE r.source END
JOIN {entity} t ON t.entity = CASE WHEN r.reversed THEN r.source ELSE r.target END
ORDER BY r.source, r.target, r.rank""",
    asked=with_parts(_OF_ASKED, of="r"),
    fields=select(
        Relation,
        "r",
        **_ENDS,
        role="""(
    SELECT arg_min(o.role, o.rank) FROM {role} o
    WHERE o.entity = s.entity AND o.of = t.entity AND starts_with(o.role, concat(r.phrase, ' '))
)""",
    ),
)
# The passages that are asked for: those of links have rank 0, those of relations theirs, and those of the roles of a
# name stand under a pair of its number with itself.
_PLACES = with_parts(
    """
SELECT row_number() OVER (ORDER BY v.source, v.target, v.rank, v.place) - 1 AS row, v.source, v.target, v.rank,
    v.document, v.page, v.sentence, v.start, v.end, v.words
FROM (
    SELECT {link}, 0 AS rank, {passage}, '' AS words FROM {evidence} p
    UNION ALL
    SELECT {link}, p.rank, {passage}, p.words FROM {relation_evidence} p
    UNION ALL
    SELECT p.entity, p.entity, p.rank, {passage}, p.words FROM {role_evidence} p
) v {asked}
WHERE v.place <= $many""",
    link=select(Pair, "p"),
    passage=select(Placed, "p"),
    asked=with_parts(_OF_ASKED, of="v"),
)
_QUOTATION = [column.name for column in columns(Quotation)]
_QUOTED = with_parts(
    """
SELECT v.source, v.target, v.rank, v.words, {fields}
FROM {quoted} v JOIN {document} d ON d.document = v.document
ORDER BY v.row""",
    fields=select(
        Quotation, "v", document="d.id", title="d.title", date="d.date", recognized="d.recognized", text="''"
    ),
)
_CALLED = """
SELECT e.entity FROM {entity} e WHERE lower(e.id) = lower($name) OR lower(e.label) = lower($name)
UNION
SELECT a.entity FROM {alias} a WHERE lower(a.surface) = lower($name)"""
_LABELS = "SELECT e.id, e.label FROM {entity} e WHERE e.id IN (SELECT unnest($those))"


def about(out: str | Path, name: str, *, links: int = 10, quotations: int = 1) -> About:
    """Return an entity with its measures and surface forms, and its strongest links, each with its best passages.

    `name` is an id, a label or any surface form. Raises InputError, with the nearest names, if no entity has it, or if
    the filters of the last run left the entity out; WorkspaceError if no run has finished in the folder `out`.
    """
    with opened(out) as store:
        entity = called(store, name)
        found = next(store.rows(f"{_NAMES} WHERE e.id = $id", {"id": entity.id}), None)
        if found is None:
            raise InputError(f"{entity.label!r}: the filters of the last run left this name out of the graph")
        number = found[0]
        ranked = f"{_LINKS} WHERE k.source = $n OR k.target = $n ORDER BY k.weight DESC, k.documents DESC, s.id, t.id"
        kept = list(store.rows(f"{ranked} LIMIT $many", {"n": number, "many": links}))
        said = _said(store, [(number, number), *_pairs(kept)], quotations)
        told = tuple(_link(row, said, first=number) for row in kept)
        forms = tuple((form.surface, form.count) for form in entity.aliases)
        return About(_name(found, said), forms, told, namesakes(candidates(store, name), name))


def between(
    out: str | Path, one: str, other: str, *, phrase: str | None = None, quotations: int = 1
) -> tuple[Relation, ...]:
    """Return what sentences say of two entities, the most supported first; nothing if they are not linked.

    With a `phrase`, only those relations from `one` to `other` that have it. Raises InputError if a name is unknown;
    WorkspaceError if no run has finished in the folder `out`.
    """
    with opened(out) as store:
        ends = [called(store, name) for name in (one, other)]
        first, last = sorted(position(store, entity) for entity in ends)
        found = _said(store, [(first, last)], quotations).relations.get((first, last), [])
    if phrase is None:
        return tuple(found)
    wanted = ends[0].id, folded(phrase)
    return tuple(relation for relation in found if (relation.source, folded(relation.phrase)) == wanted)


def path(
    out: str | Path,
    one: str,
    other: str,
    *,
    quotations: int = 1,
    many: int = 1,
    through_countries: bool = False,
    through_hubs: bool = False,
) -> Paths:
    """Return paths between two entities, each step with its best passages: the shortest, others, and the strongest.

    There are up to `many` paths by few links, the shortest included; no two of them share a stop. Unless it is said,
    paths lead through no country and through no hub, which tell little of a connection, if there is another way.

    All are empty if the entities are not connected. Raises InputError if a name is unknown, or if both names refer to
    the same entity; WorkspaceError if no run has finished in the folder `out`.
    """
    with opened(out) as store:
        ends = [called(store, name) for name in (one, other)]
        if ends[0].id == ends[1].id:
            raise InputError(f"{one!r} and {other!r}: both are {ends[0].label}")
        start, end = (position(store, entity) for entity in ends)
        links = list(store.rows("SELECT k.source, k.target, k.weight FROM {edge} k"))
        near, hub = neighbours(links), least_of_hub(len(links))
        wanted = {"countries": not through_countries, "hubs": not through_hubs, "hub": hub}
        avoided = {entity: Crossing(label, kind) for entity, label, kind in store.rows(_AVOIDED, wanted)}
        found = routes(near, start, end, avoided, many)
        best = strongest(near, start, end, avoided)
        ways = [*(found or [[]]), best]
        pairs = sorted({(min(step), max(step)) for way in ways for step in pairwise(way)})
        said = _said(store, pairs, quotations)
        rows = {(row[0], row[1]): row for row in store.rows(f"{_LINKS} {with_parts(_OF_ASKED, of='k')}")}
        told = [tuple(_link(rows[min(step), max(step)], said, first=step[0]) for step in pairwise(way)) for way in ways]
        crossed = dict.fromkeys(stop for way in (ways[0], best) for stop in way[1:-1] if stop in avoided)
        crossings = tuple(avoided[stop] for stop in crossed)
        return Paths(ends[0].label, ends[1].label, told[0], told[-1], tuple(told[1:-1]), crossings, hub)


def top(
    out: str | Path, kind: Kind = "names", *, by: str | None = None, many: int = 20, relation: str | None = None
) -> list[Name] | list[Link]:
    """Return the first `many` names or links ranked by a measure: one of `BY`, the first of those if None.

    With the kind of a `relation`, only links that have one of this kind. Names and links come without their passages.
    NPMI is discounted where the weight is small; see `comention.measures.About`.

    Raises SettingError for any other measure, or kind of relation, of which names have none; WorkspaceError if no run
    has finished in the folder `out`.
    """
    by = by or BY[kind][0]
    if by not in _RANKED[kind]:
        raise SettingError(f"{by}: {kind} are not ranked by this, but by {', '.join(BY[kind])}")
    if relation is not None and (kind == "names" or relation not in set(RelationKind)):
        raise SettingError(f"{relation}: only links have relations, and their kinds are {', '.join(RelationKind)}")
    about = _RANKED[kind][by].about
    order = "ASC" if about.smallest_first else "DESC"
    with opened(out) as store:
        if kind == "names":
            sql = f"{_NAMES} ORDER BY n.{by} {order}, n.mentions DESC, e.id LIMIT $many"
            rows = list(store.rows(sql, {"many": many}))
            said = _said(store, [(row[0], row[0]) for row in rows])
            return [_name(row, said) for row in rows]
        value = f"k.{by} * k.weight / (k.weight + 1.0)" if about.discounted else f"k.{by}"
        sql = f"{_LINKS} WHERE k.{by} IS NOT NULL AND ($relation IS NULL OR {_RELATED})"
        ranked = f"{sql} ORDER BY {value} {order}, k.weight DESC, s.id, t.id LIMIT $many"
        rows = list(store.rows(ranked, {"relation": relation, "many": many}))
        said = _said(store, _pairs(rows))
        return [_link(row, said) for row in rows]


def search(out: Folder, text: str, *, many: int = 20) -> list[Found]:
    """Return the first `many` sentences that contain all words of a text, in the order of the documents.

    A word is found by its beginning, and what is between quotation marks as it is; case, accents and the kind of white
    space do not matter. Raises InputError if the text is blank; WorkspaceError if no run has finished in the folder.
    """
    with opened(out) as store:
        hits, _ = places(store, text, many)
        cuts = cut_out(store, hits)
        keys = sorted({who for cut in cuts.values() for *_, who in cut.names})
        labels: dict[str, str] = dict(store.rows(_LABELS, {"those": keys})) if keys else {}
    found = (cuts[place] for place in hits)
    return [Found(cut.quotation, tuple(sorted({labels[who] for *_, who in cut.names}))) for cut in found]


def sentences(out: Folder, text: str, *, many: int = 20) -> tuple[list[Passage], bool]:
    """Return what `search` finds as JSON has it, with the places of the names, and whether there is more."""
    with opened(out) as store:
        hits, more = places(store, text, many)
        cuts = cut_out(store, hits)
    return [passage(cuts[place]) for place in hits], more


def names(out: Folder, text: str, *, many: int = find.NAMES) -> list[find.Called]:
    """Return the entities that have a form in which all words of a text begin words, the most mentioned first.

    Case, accents, dots and hyphens do not matter. Raises WorkspaceError if no run has finished in the folder.
    """
    with opened(out) as store:
        return find.names(store, text, many)


@contextmanager
def opened(out: Folder) -> Iterator[Store]:
    """Open what the last run left in a folder, its graph included; what is open already stays so."""
    if isinstance(out, Store):
        yield out
        return
    with Store(Path(out) / WORKSPACE, read_only=True) as store:
        facts = store.facts()
        if "counts" not in facts:
            raise no_run(out)
        if facts["counts"]["entities"] and not next(store.rows("SELECT count(*) FROM {node}"))[0]:
            raise WorkspaceError(f"{out}: an earlier version made this; run the same 'comention generate' again")
        yield store


def called(store: Store, name: str) -> Entity:
    """Find the entity that has a name; see `comention.entities.find_entity`."""
    return find_entity(candidates(store, name), name)


def candidates(store: Store, name: str) -> list[Entity]:
    """Return the entities that have a name; if there are none, all of them, to suggest others."""
    store.make("called", _CALLED, {"name": " ".join(name.split())})
    return list(entities(store, "called")) or list(entities(store))


def namesakes(known: Sequence[Entity], name: str) -> tuple[Namesake, ...]:
    """Return the entities that have a name, but for the one that it refers to most often."""
    others = entities_called(known, name)[1:]
    return tuple(Namesake(other.id, other.type, other.label, mentions_of(other)) for other in others)


def position(store: Store, entity: Entity) -> int:
    """The number of an entity in the tables."""
    return int(next(store.rows("SELECT e.entity FROM {entity} e WHERE e.id = $id", {"id": entity.id}))[0])


_Evidence = dict[tuple[int, int], list[Quotation]]
_Sayings = dict[tuple[int, int, int], list[Saying]]


class _Said(NamedTuple):
    """What documents say of some links, by the numbers of their ends, and of some names, by theirs."""

    evidence: _Evidence
    relations: dict[tuple[int, int], list[Relation]]
    roles: dict[int, list[Role]]


def _pairs(rows: Iterable[Row]) -> list[tuple[int, int]]:
    """The numbers of the ends of links, given by their rows."""
    return [(row[0], row[1]) for row in rows]


def _said(store: Store, asked: Iterable[tuple[int, int]], many: int = 0) -> _Said:
    """What documents say of some links, and of some names, each given as a pair of its number with itself.

    It comes with its best passages, at most so `many`. Only the documents that they are in are loaded.
    """
    store.put("asked", _ASKED, sorted(set(asked)))
    evidence, sayings = _passages(store, many) if many else ({}, {})
    said = _Said(evidence, {}, {})
    for source, target, rank, *values in store.rows(_RELATIONS):
        relation = replace(Relation(*values), evidence=tuple(sayings.get((source, target, rank), ())))
        said.relations.setdefault((source, target), []).append(relation)
    for entity, rank, *values in store.rows(_ROLES):
        role = replace(Role(*values), evidence=tuple(sayings.get((entity, entity, rank), ())))
        said.roles.setdefault(entity, []).append(role)
    return said


def _passages(store: Store, many: int) -> tuple[_Evidence, _Sayings]:
    """The best passages of what is asked for: of links, and of what is said of links and names."""
    evidence: _Evidence = {}
    sayings: _Sayings = {}
    store.make("quoted", _PLACES, {"many": many})
    for (source, target, rank, words, *values), (_, text) in zip(
        store.rows(_QUOTED), cut(store, "quoted"), strict=True
    ):
        passage = dict(zip(_QUOTATION, values, strict=True))
        passage |= {"text": text, "recognized": is_listed(passage["page"] or 1, passage["recognized"])}
        if rank:
            sayings.setdefault((source, target, rank), []).append(Saying(**passage, words=places_of(words)))
        else:
            evidence.setdefault((source, target), []).append(Quotation(**passage))
    return evidence, sayings


def _name(row: Row, said: _Said) -> Name:
    """Make a name of its row."""
    number, *values = row
    return replace(Name(*values), roles=tuple(said.roles.get(number, ())))


def _link(row: Row, said: _Said, *, first: int | None = None) -> Link:
    """Make a link of its row, with the entity whose number is `first` as its source."""
    source, target, *values = row
    told = dict(zip(_LINK, values, strict=True))
    ends = source, target
    link = Link(**told, evidence=tuple(said.evidence.get(ends, ())), relations=tuple(said.relations.get(ends, ())))
    if target != first:
        return link
    return replace(
        link,
        source=link.target,
        source_label=link.target_label,
        target=link.source,
        target_label=link.source_label,
    )
