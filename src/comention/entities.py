"""Find an entity by any of its names."""

from collections.abc import Sequence
from difflib import get_close_matches

from comention.errors import InputError
from comention.model import Entity
from comention.text.names import folded

SUGGESTED = 3
"""How many names are suggested when none matches."""


def find_entity(entities: Sequence[Entity], name: str) -> Entity:
    """Return the entity with this id, label or surface form; of several, the one that it refers to most often.

    Raises InputError, with the nearest names, if there is none.
    """
    wanted = folded(name)
    named = [entity for entity in entities if wanted in (folded(entity.id), folded(entity.label))]
    called = [entity for entity in entities if _called(entity, wanted)]
    for found in (named, called):
        if found:
            return max(found, key=lambda entity: (_called(entity, wanted), mentions_of(entity), entity.id))
    known = {folded(text): text for entity in entities for text in (entity.label, *(a.surface for a in entity.aliases))}
    words = set(wanted.split())
    ranked = sorted(entities, key=mentions_of, reverse=True) if words else ()
    fuller = [entity.label for entity in ranked if words <= _words_of(entity)]
    close = [known[text] for text in get_close_matches(wanted, known, n=SUGGESTED, cutoff=0.7)]
    likely = list(dict.fromkeys([*fuller, *close]))[:SUGGESTED]
    hint = f"; did you mean {', '.join(likely)}?" if likely else ""
    raise InputError(f"{name!r}: no such name in this graph{hint}")


def mentions_of(entity: Entity) -> int:
    """Return the number of mentions of an entity."""
    return sum(alias.count for alias in entity.aliases)


def _words_of(entity: Entity) -> set[str]:
    return set(folded(entity.label).split())


def _called(entity: Entity, wanted: str) -> int:
    return sum(alias.count for alias in entity.aliases if folded(alias.surface) == wanted)
