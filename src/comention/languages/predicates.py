"""What a language says of names, as the rules for roles and relations need it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache

from comention import languages
from comention.model import EntityType, RelationKind


@dataclass(frozen=True, slots=True, eq=False)
class Predicates:
    """What `relations.toml` of a language says; there, each list is explained.

    `called` has the nouns that a name of each type may be called, `nouns_of_all` all of them; `peoples` are what the
    people of countries are called. `verbs` and `nouns` tell the kinds of predicates.
    """

    be: str
    that: str
    it: str
    topic: str
    as_: str
    with_: str
    to: str
    in_: str
    on: str
    between: str
    owned: str
    coming: str
    pair: frozenset[str]
    of_topic: frozenset[str]
    unreal_marks: frozenset[str]
    unreal_verbs: frozenset[str]
    unreal_adjectives: frozenset[str]
    hedges: frozenset[str]
    none: frozenset[str]
    either: frozenset[str]
    courtesies: frozenset[str]
    peers: frozenset[str]
    times: frozenset[str]
    telling: frozenset[str]
    being: frozenset[str]
    binding: frozenset[str]
    of_role: frozenset[str]
    causing: frozenset[str]
    empty: frozenset[str]
    light: frozenset[str]
    copulas: frozenset[str]
    appointing: frozenset[str]
    serving: frozenset[str]
    hiring: frozenset[str]
    joint: frozenset[str]
    reciprocal: Mapping[str, str]
    called: Mapping[EntityType, frozenset[str]]
    nouns_of_all: frozenset[str]
    relatives: frozenset[str]
    offices: frozenset[str]
    peoples: frozenset[str]
    abbreviations: Mapping[str, str]
    past: Mapping[str, str]
    active: Mapping[str, str]
    verbs: Mapping[str, RelationKind]
    nouns: Mapping[str, RelationKind]

    def kind(self, predicates: Iterable[str], *, noun: bool = False) -> RelationKind:
        """Return the kind of the first of some predicates that has one: "have contact with", "contact with"."""
        known = self.nouns if noun else self.verbs
        return next((known[one] for one in predicates if one in known), RelationKind.OTHER)


@cache
def predicates(language: str) -> Predicates | None:
    """Load what a language says of names, or None where nothing is known of that."""
    table = languages.load(language, "relations")
    if not table:
        return None
    words = {one.name: table[one.name.rstrip("_")] for one in fields(Predicates) if one.type is str}
    lists = {one.name: frozenset(table.get(one.name, ())) for one in fields(Predicates) if one.type == frozenset[str]}
    tables = {one.name: table[one.name] for one in fields(Predicates) if one.type == Mapping[str, str]}
    nouns = table["nouns"]
    relatives = frozenset(nouns["relatives"])
    called = {
        EntityType.PERSON: frozenset(nouns["people"]) | relatives,
        EntityType.ORG: frozenset(nouns["organizations"]),
        EntityType.COUNTRY: frozenset(nouns["countries"]),
    }
    special = {
        "called": called,
        "nouns_of_all": frozenset[str]().union(*called.values()),
        "relatives": relatives,
        "offices": frozenset(nouns["offices"]),
        "peoples": frozenset(_peoples(language)),
        "verbs": _by_predicate(table["kinds"], "verbs"),
        "nouns": _by_predicate(table["kinds"], "nouns"),
    }
    return Predicates(**words | lists | tables | special)


def _peoples(language: str) -> Iterator[str]:
    """Yield what the people of countries are called, one of them or several, in small letters."""
    endings = languages.load(language, "grammar").get("plural", ())
    for country in languages.load(language, "countries").values():
        for name in country.get("demonyms", ()):
            yield from (name.casefold(), *(f"{name.casefold()}{ending}" for ending in endings))


def _by_predicate(kinds: Mapping[str, Mapping[str, Iterable[str]]], part: str) -> dict[str, RelationKind]:
    """Return the kind of each predicate."""
    return {predicate: RelationKind[name.upper()] for name, lists in kinds.items() for predicate in lists.get(part, ())}
