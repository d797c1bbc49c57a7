"""Find an entity by any of its names."""

from collections.abc import Sequence
from difflib import get_close_matches

from comention.errors import InputError
from comention.model import Alias, Entity, EntityType, Graph
from comention.text.names import folded

SUGGESTED = 3
"""How many names are suggested when none matches."""


def find_entity(entities: Sequence[Entity], name: str) -> Entity:
    """Return the entity with this id, label or surface form; of several, the one that it refers to most often.

    Raises InputError, with the nearest names, if there is none.
    """
    found = entities_called(entities, name)
    if not found:
        raise InputError(f"{name!r}: no such name in this graph{_hint(entities, folded(name))}")
    return found[0]


def entities_called(entities: Sequence[Entity], name: str) -> list[Entity]:
    """Return the entities with this id, label or surface form, those first that it is an id or a label of.

    Among these and the others, it refers to the first one most often.
    """
    wanted = folded(name)

    def rank(entity: Entity) -> tuple[bool, int, int, str]:
        named = wanted in (folded(entity.id), folded(entity.label))
        return named, _called(entity, wanted), mentions_of(entity), entity.id

    return sorted((entity for entity in entities if any(rank(entity)[:2])), key=rank, reverse=True)


def _hint(entities: Sequence[Entity], wanted: str) -> str:
    """Suggest labels: those that have all words of what is wanted, then those of names that are written similarly."""
    words = set(wanted.split())
    ranked = sorted(entities, key=mentions_of, reverse=True) if words else ()
    fuller = [entity.label for entity in ranked if words <= _words_of(entity)]
    known: dict[str, str] = {}
    for entity in ranked:
        for text in (entity.label, *(alias.surface for alias in entity.aliases)):
            known.setdefault(folded(text), entity.label)
    close = [known[text] for text in get_close_matches(wanted, known, n=SUGGESTED, cutoff=0.7)]
    likely = list(dict.fromkeys([*fuller, *close]))[:SUGGESTED]
    return f"; did you mean {', '.join(likely)}?" if likely else ""


def entity_in(graph: Graph, node: str) -> Entity:
    """Return the entity that a node of a graph is."""
    attributes = graph.nodes[node]
    reasons = attributes.get("reasons", {})
    forms = attributes.get("aliases", {}).items()
    aliases = tuple(Alias(form, count, reasons.get(form, "")) for form, count in forms)
    return Entity(node, EntityType(attributes["type"]), attributes["label"], aliases)


def mentions_of(entity: Entity) -> int:
    """Return the number of mentions of an entity."""
    return sum(alias.count for alias in entity.aliases)


def _words_of(entity: Entity) -> set[str]:
    return set(folded(entity.label).split())


def _called(entity: Entity, wanted: str) -> int:
    return sum(alias.count for alias in entity.aliases if folded(alias.surface) == wanted)
