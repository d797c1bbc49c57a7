"""Explain an entity: which surface forms were joined by which rules, why it has its type, and what was kept apart."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from comention.corrections import NONE, Corrections
from comention.entities import entities_called, find_entity, mentions_of
from comention.languages.lexicon import Lexicon, lexicon
from comention.model import Alias, Entity, EntityType
from comention.resolve.collection import naming
from comention.resolve.document.countries import label_of
from comention.resolve.speaking import Spoken, spoken_for
from comention.resolve.why import Why, shown, why
from comention.tables import Tables, entities
from comention.text.names import folded, key

NEAREST = 8
"""How many rejected candidates are listed."""
BEGINS = "a longer name that begins with the other one; nothing shows that they are the same"
COUNTRY, SAID = "the usual name of the country", "the corrections say so"
_SHORTEST = 3

_PLACES = """
SELECT d.id, count(*)
FROM {mention} m JOIN {entity} e ON e.entity = m.entity JOIN {document} d ON d.document = m.document
WHERE e.id = $id GROUP BY m.document, d.id ORDER BY m.document"""

_REFUSED = """
SELECT e.id, o.id, r.reason
FROM {refusal} r JOIN {entity} e ON e.entity = r.entity JOIN {entity} o ON o.entity = r.other
WHERE e.id = $id OR o.id = $id ORDER BY r.entity, r.other"""


class Rejected(NamedTuple):
    """An entity that was nearly joined to another one, or shares a word with it, and why the two were kept apart."""

    entity: Entity
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known about an entity: `forms` with their rules, `documents` with counts of mentions, nearest `rejected`.

    `type` says why the entity has its type, and `label` by which rule its label was chosen; `labels` are the surface
    forms that competed for it, the best one first, with their counts. `sentences` are the best evidence for its type.
    `namesakes` are the others that are called as was asked for, which refers to this one most often.
    """

    entity: Entity
    forms: tuple[Alias, ...]
    documents: tuple[tuple[str, int], ...]
    rejected: tuple[Rejected, ...]
    type: Why
    label: str
    labels: Mapping[str, int]
    sentences: tuple[Spoken, ...]
    namesakes: tuple[Entity, ...] = ()

    @property
    def mentions(self) -> int:
        """The number of its mentions."""
        return sum(form.count for form in self.forms)


def explain(tables: Tables, name: str, *, language: str = "en", corrections: Corrections = NONE) -> Explanation:
    """Explain the entity called `name` in a dataset; `corrections` are those that the dataset was made with.

    Raises InputError, with the nearest names, if no entity is called `name`.
    """
    known = list(entities(tables))
    entity = find_entity(known, name)
    refused = {
        other if one == entity.id else one: reason for one, other, reason in tables.rows(_REFUSED, {"id": entity.id})
    }
    words = lexicon(language)
    near = _near(entity, known, refused, words)[:NEAREST]
    others = [other for other in near if other.type is not entity.type]
    shows = shown(tables, [alias.surface for one in (entity, *others) for alias in one.aliases], words)
    given = {(key(listed.name), listed.type) for listed in corrections.entities}
    said = _kept_apart(corrections)

    def judged(one: Entity) -> Why:
        return why(one, shows, by_user=(key(one.label), one.type) in given)

    def apart(other: Entity) -> str:
        return SAID if said(entity, other) else refused.get(other.id) or why_apart(entity, other, judged)

    rule, labels = why_called(entity, language)
    return Explanation(
        entity,
        entity.aliases,
        tuple(tables.rows(_PLACES, {"id": entity.id})),
        tuple(Rejected(other, apart(other)) for other in near),
        judged(entity),
        rule,
        labels,
        spoken_for(tables, entity, words),
        tuple(entities_called(known, name)[1:]),
    )


def _kept_apart(corrections: Corrections) -> Callable[[Entity, Entity], bool]:
    """Return a function that tells whether corrections keep two entities apart.

    They do if both are listed, or if one is listed and a form of the other is among its `not_aliases`.
    """
    listed = {key(entry.name): entry for entry in corrections.entities}

    def said(one: Entity, other: Entity) -> bool:
        ours, theirs = listed.get(key(one.label)), listed.get(key(other.label))
        return bool(ours and theirs) or any(
            entry and not {*map(key, entry.not_aliases)}.isdisjoint(key(form.surface) for form in entity.aliases)
            for entry, entity in ((ours, other), (theirs, one))
        )

    return said


def why_called(entity: Entity, language: str) -> tuple[str, dict[str, int]]:
    """Return the rule that chose the label of an entity, and the counts of competing forms, the best one first."""
    counts = {alias.surface: alias.count for alias in entity.aliases}
    if entity.type is EntityType.COUNTRY:
        usual = label_of(entity.code.lower(), language) if entity.code else None
        return (COUNTRY if usual == entity.label else SAID), {}
    if naming.label(entity.type, counts, lexicon(language)) != entity.label:
        return SAID, {}
    return naming.rule(entity.type, counts), {form: counts[form] for form in naming.ranked(entity.type, counts)}


def why_apart(one: Entity, other: Entity, judged: Callable[[Entity], Why] | None = None) -> str:
    """Give the reason why two entities were not joined, judged from their names, where no refusal was recorded.

    `judged` returns how certain the type of an entity is.
    """
    if one.type is not other.type:
        return f"taken for {_A[other.type]}{_sure(other, judged)}, not {_A[one.type]}{_sure(one, judged)}"
    if one.type is EntityType.COUNTRY:
        return "another country"
    ours, theirs = one.label.split(), other.label.split()
    if one.type is EntityType.ORG:
        begins = any(
            folded(a).startswith(f"{folded(b)} ") for a, b in ((one.label, other.label), (other.label, one.label))
        )
        return BEGINS if begins else "another name: neither the short form nor the acronym of the other"
    if len(ours) > 1 and len(theirs) > 1:
        if folded(ours[-1]) != folded(theirs[-1]):
            return "another surname"
        if folded(ours[0]) != folded(theirs[0]):
            return "another first name"
        if folded(one.label) == folded(other.label):
            return "called the same, but kept apart as two people"
        return "a middle name or a generation that differs"
    return "a bare name where no full name, or more than one, has it"


_A = {EntityType.PERSON: "a person", EntityType.ORG: "an organization", EntityType.COUNTRY: "a country"}


def _sure(entity: Entity, judged: Callable[[Entity], Why] | None) -> str:
    """Say in brackets how certain the type of an entity is, if that is a number."""
    found = judged(entity).sure if judged else None
    return f" (sure: {share(found.of(entity.type))})" if found else ""


def share(part: float) -> str:
    """Return a share (0 to 1) as a rounded percentage that never reads as 0 or 100.

    >>> share(0.972), share(0.9999), share(0.0001)
    ('97 %', 'over 99 %', 'under 1 %')
    """
    rounded = round(100 * part)
    return "over 99 %" if rounded > 99 else "under 1 %" if rounded < 1 else f"{rounded} %"


def _near(entity: Entity, entities: Iterable[Entity], refused: Container[str], words: Lexicon) -> list[Entity]:
    """Return the entities that were refused, given by id, then those that share a word with the entity.

    Within each group, those with the most words in common come first, then those with the most mentions.
    """
    ours = _words(entity, words)
    shared = [(len(ours & _words(other, words)), other) for other in entities if other.id != entity.id]
    near = [
        (other.id not in refused, -common, -mentions_of(other), other.id, other)
        for common, other in shared
        if common or other.id in refused
    ]
    return [other for *_, other in sorted(near, key=itemgetter(0, 1, 2, 3))]


def _words(entity: Entity, words: Lexicon) -> set[str]:
    """Return the words of all names of an entity but for those that many names have."""
    texts = (entity.label, *(alias.surface for alias in entity.aliases))
    parts = {word for text in texts for word in folded(text).split() if len(word) >= _SHORTEST}
    return parts - words.grammar.small.keys - words.nobiliary
