"""What relations and roles say for sure: formats that state facts state this, and nothing else.

Most of what sentences say is for a reader to judge: it is denied, supposed or over, or may mean this or that. So only
whole phrases count that the language lists, and only between two names of the right types.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from comention import languages
from comention.model import AnyGraph, EntityType, NodeAttributes, Relation
from comention.text.names import key


class Fact(StrEnum):
    """What one may be to another; the values are the lists of `facts.toml`."""

    LEADS = "leads"
    WORKS = "works"
    BELONGS = "belongs"
    FOUNDED = "founded"
    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    RELATIVE = "relative"
    CITIZEN = "citizen"
    LIVES = "lives"
    BORN = "born"


class Stated(NamedTuple):
    """A fact of two nodes: `one` leads `other`, or is its parent; `role` is the noun that says so, if there is one."""

    fact: Fact
    one: str
    other: str
    role: str = ""


FAMILY = (Fact.SPOUSE, Fact.PARENT, Fact.CHILD, Fact.SIBLING, Fact.RELATIVE)
_PERSON, _ORG, _COUNTRY = EntityType.PERSON, EntityType.ORG, EntityType.COUNTRY
_ENDS: Mapping[Fact, tuple[EntityType, EntityType]] = {
    **dict.fromkeys((Fact.LEADS, Fact.WORKS, Fact.BELONGS, Fact.FOUNDED), (_PERSON, _ORG)),
    **dict.fromkeys(FAMILY, (_PERSON, _PERSON)),
    **dict.fromkeys((Fact.CITIZEN, Fact.LIVES, Fact.BORN), (_PERSON, _COUNTRY)),
}


def stated(relation: Relation, graph: AnyGraph) -> Stated | None:
    """The fact that a relation states, or None if it states none for sure, or none of the two names themselves.

    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_node("person:e", type="PERSON")
    >>> graph.add_node("org:a", type="ORG")
    >>> ends = {"source": "person:e", "target": "org:a"}
    >>> stated({"phrase": "chief executive of", **ends}, graph)
    Stated(fact=<Fact.LEADS: 'leads'>, one='person:e', other='org:a', role='chief executive')
    >>> stated({"phrase": "former chief executive of", **ends}, graph)
    """
    source, target = relation["source"], relation["target"]
    if source == target or relation.get("source_text") or relation.get("target_text"):
        return None
    phrase = " ".join(relation["phrase"].split())
    for fact, pattern in _patterns().items():
        if found := pattern.fullmatch(phrase):
            one, other = (target, source) if found["turned"] else (source, target)
            if _types(graph, one, other) == _ENDS[fact]:
                return Stated(fact, one, other, found["role"] or "")
    return None


def titles(entity: NodeAttributes) -> list[str]:
    """The roles of a person that are the title of a job, which the person has for sure.

    >>> told = [{"role": text} for text in ("special counsel", "former FBI director", "wife of a senator")]
    >>> titles({"type": "PERSON", "roles": told})
    ['special counsel']
    """
    roles = (entity.get("roles") or ()) if entity.get("type") == _PERSON else ()
    return [role["role"] for role in roles if _is_title(role["role"])]


def _is_title(role: str) -> bool:
    lists = languages.load(languages.USUAL, "facts")
    words = key(role).split()
    behind = next((place for place, word in enumerate(words) if word in lists["words"]["behind"]), len(words))
    head = words[behind - 1] if behind else ""
    return head in lists["titles"]["jobs"] and not set(words) & set(lists["titles"]["doubt"])


def _types(graph: AnyGraph, *nodes: str) -> tuple[Any, ...]:
    return tuple(graph.nodes[node].get("type") if node in graph else None for node in nodes)


@cache
def _patterns() -> Mapping[Fact, re.Pattern[str]]:
    lists = languages.load(languages.USUAL, "facts")
    before, ranks, behind = (_any(lists["words"][name]) for name in ("before", "ranks", "behind"))
    found = {}
    for fact in Fact:
        phrases, turned, roles = (_any(lists[fact].get(name, ())) for name in ("phrases", "turned", "roles"))
        ranked = f"(?:{ranks}[ -])*" if fact is Fact.WORKS else ""
        role = f"(?:{before} )*(?P<role>{ranked}{roles})(?: {behind})?"
        found[fact] = re.compile(f"{phrases}|(?P<turned>{turned})|{role}", re.IGNORECASE)
    return found


def _any(words: Iterable[str]) -> str:
    """A pattern of some words, in which a hyphen may stand for a space; of none if there are none."""
    return f"(?:{'|'.join(words) or '(?!)'})".replace(" ", "[ -]")
