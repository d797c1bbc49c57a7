"""The corrections that a page sends, as edits of the corrections file and in words."""

from collections.abc import Callable, Mapping
from typing import Any

from comention.corrections import Related, edit
from comention.corrections.edit import Edit
from comention.entities import entity_in
from comention.errors import InputError
from comention.model import Alias, Entity, EntityType, Graph, RelationKind
from comention.tables import Tables

_ENTITY = "SELECT e.type, e.label FROM {entity} e WHERE e.id = $id"
_ALIASES = """
SELECT a.surface, a.count, a.rule FROM {alias} a JOIN {entity} e ON e.entity = a.entity WHERE e.id = $id
ORDER BY a.count DESC, a.surface"""
_TYPES = {EntityType.PERSON: "a person", EntityType.ORG: "an organization", EntityType.COUNTRY: "a country"}


def wanted(asked: Mapping[str, Any], find: Callable[[str], Entity]) -> tuple[Edit, str]:
    """Return the edit that a page asks for, and what it says in words; `find` returns an entity by its key.

    Raises InputError if it is no correction.
    """
    kind = asked.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise InputError(f"{kind!r} is no kind of correction; there are {', '.join(_KINDS)}")
    return _KINDS[kind](find(_text(asked, "node")), asked, find)


def entity_of(graph: Graph, tables: Tables, key: str) -> Entity:
    """Return an entity by its key: of the graph, or of the tables, as filters may have left it out of the graph."""
    if key in graph:
        return entity_in(graph, key)
    for kind, label in tables.rows(_ENTITY, {"id": key}):
        found = tuple(Alias(*row) for row in tables.rows(_ALIASES, {"id": key}))
        return Entity(key, EntityType(kind), label, found)
    raise InputError(f"{key!r}: there is no such name here any more")


Finder = Callable[[str], Entity]


def _same(node: Entity, asked: Mapping[str, Any], find: Finder) -> tuple[Edit, str]:
    other = _other(node, asked, find).label if "other" in asked else _text(asked, "text")
    return edit.merge(node.label, [other]), f"{other} is {node.label}"


def _apart(node: Entity, asked: Mapping[str, Any], find: Finder) -> tuple[Edit, str]:
    other = _other(node, asked, find)
    return edit.apart(node, other), f"{node.label} and {other.label} are not the same"


def _different(node: Entity, asked: Mapping[str, Any], _: Finder) -> tuple[Edit, str]:
    form = _text(asked, "text")
    return edit.split(node.label, [form]), f"“{form}” is not {node.label}"


def _rename(node: Entity, asked: Mapping[str, Any], _: Finder) -> tuple[Edit, str]:
    name = _text(asked, "text")
    return edit.rename(node.label, name), f"{node.label} is called {name}"


def _type(node: Entity, asked: Mapping[str, Any], _: Finder) -> tuple[Edit, str]:
    kind = _text(asked, "text").upper()
    if kind not in set(EntityType):
        raise InputError(f"{kind!r} is no type; there are {', '.join(EntityType)}")
    return edit.retype(node.label, EntityType(kind)), f"{node.label} is {_TYPES[EntityType(kind)]}"


def _ignore(node: Entity, _: Mapping[str, Any], __: Finder) -> tuple[Edit, str]:
    return edit.ignore([node.label]), f"{node.label} is left out"


def _relation(node: Entity, asked: Mapping[str, Any], find: Finder) -> tuple[Edit, str]:
    """The `text` is the right kind of the relations; without one, there are none. They may have a `phrase`."""
    other = _other(node, asked, find)
    phrase = _text(asked, "phrase") if "phrase" in asked else None
    kind = _text(asked, "text") if "text" in asked else None
    if kind not in (None, *RelationKind):
        raise InputError(f"{kind!r} is no kind of relation; there are {', '.join(RelationKind)}")
    related = Related(node.label, other.label, phrase, RelationKind(kind) if kind else None)
    return edit.relate(related), f"“{related}” is {f'of the kind “{kind}”' if kind else 'rejected'}"


_KINDS: dict[str, Callable[[Entity, Mapping[str, Any], Finder], tuple[Edit, str]]] = {
    "same": _same,
    "apart": _apart,
    "different": _different,
    "rename": _rename,
    "type": _type,
    "ignore": _ignore,
    "relation": _relation,
}


def _other(node: Entity, asked: Mapping[str, Any], find: Finder) -> Entity:
    other = find(_text(asked, "other"))
    if other.id == node.id:
        raise InputError(f"{node.label} is given twice; a correction of two names needs two")
    return other


def _text(asked: Mapping[str, Any], name: str) -> str:
    text = asked.get(name)
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"a correction of this kind needs {name!r}, which is a text")
    return " ".join(text.split())
