"""A dataset and a name in; who that is, by which forms, why, where, and who was nearly the same, out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from comention.errors import InputError
from comention.model import Alias, Entity, EntityType

NEAREST = 8
"""How many rejected candidates are told."""
SUGGESTED = 3
"""How many names are suggested in the place of one that nobody has."""
_SHORTEST = 3


class Rejected(NamedTuple):
    """An entity that shares a word with another one, and why it was not joined to it."""

    entity: Entity
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of an entity: `forms` with their rules, `documents` with their mentions, the nearest `rejected`."""

    entity: Entity
    forms: tuple[Alias, ...]
    documents: tuple[tuple[str, int], ...]
    rejected: tuple[Rejected, ...]

    @property
    def mentions(self) -> int:
        """How often it is named."""
        return sum(form.count for form in self.forms)


def find_entity(entities: Sequence[Entity], name: str) -> Entity:
    """Return the entity that is meant by an id, a label or a form: the one that is most often called so.

    Raises InputError with the nearest names when there is none.
    """
    wanted = _same(name)
    named = [entity for entity in entities if wanted in (_same(entity.id), _same(entity.label))]
    called = [entity for entity in entities if _called(entity, wanted)]
    for found in (named, called):
        if found:
            return max(found, key=lambda entity: (_called(entity, wanted), _mentions(entity), entity.id))
    known = {_same(text): text for entity in entities for text in (entity.label, *(a.surface for a in entity.aliases))}
    words = set(wanted.split())
    ranked = sorted(entities, key=_mentions, reverse=True) if words else ()
    fuller = [entity.label for entity in ranked if words <= _words_of(entity)]
    close = [known[text] for text in get_close_matches(wanted, known, n=SUGGESTED, cutoff=0.7)]
    likely = list(dict.fromkeys([*fuller, *close]))[:SUGGESTED]
    hint = f"; did you mean {', '.join(likely)}?" if likely else ""
    raise InputError(f"{name!r}: nobody is called so in this graph{hint}")


def explain(entities: Sequence[Entity], documents: Iterable[tuple[str, str]], name: str) -> Explanation:
    """Explain who `name` is; `documents` are pairs of an entity's id and the id of a document, one for each mention."""
    entity = find_entity(entities, name)
    counts: dict[str, int] = {}
    for identifier, document in documents:
        if identifier == entity.id:
            counts[document] = counts.get(document, 0) + 1
    near = [Rejected(other, why_apart(entity, other)) for other in _alike(entity, entities)]
    return Explanation(entity, entity.aliases, tuple(counts.items()), tuple(near[:NEAREST]))


def why_apart(one: Entity, other: Entity) -> str:
    """Say why two entities with a word in common were not joined."""
    if one.type is not other.type:
        return f"taken for {_A[other.type]}, not {_A[one.type]}"
    if one.type is EntityType.COUNTRY:
        return "another country"
    ours, theirs = one.label.split(), other.label.split()
    if one.type is EntityType.ORG:
        return "another name: neither the short form nor the acronym of the other"
    if len(ours) > 1 and len(theirs) > 1:
        if _same(ours[-1]) != _same(theirs[-1]):
            return "another surname"
        if _same(ours[0]) != _same(theirs[0]):
            return "another first name"
        return "a middle name or a generation that differs"
    return "a bare name where no full name, or more than one, has it"


_A = {EntityType.PERSON: "a person", EntityType.ORG: "an organization", EntityType.COUNTRY: "a country"}


def _alike(entity: Entity, entities: Iterable[Entity]) -> list[Entity]:
    """Return the entities that share a word with one, those that share most and are named most first."""
    ours = _words(entity)
    shared = [(len(ours & _words(other)), other) for other in entities if other.id != entity.id]
    near = [(common, other) for common, other in shared if common]
    return [other for _, other in sorted(near, key=lambda item: (-item[0], -_mentions(item[1]), item[1].id))]


def _words(entity: Entity) -> set[str]:
    texts = (entity.label, *(alias.surface for alias in entity.aliases))
    return {word for text in texts for word in _same(text).split() if len(word) >= _SHORTEST and word not in _COMMON}


def _words_of(entity: Entity) -> set[str]:
    return set(_same(entity.label).split())


_COMMON = frozenset({"the", "and", "for", "von", "van", "der"})


def _called(entity: Entity, wanted: str) -> int:
    return sum(alias.count for alias in entity.aliases if _same(alias.surface) == wanted)


def _mentions(entity: Entity) -> int:
    return sum(alias.count for alias in entity.aliases)


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()
