"""The words that a language puts around names, ready for look-up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from comention import languages
from comention.resolve.names import key


@dataclass(frozen=True, slots=True)
class Words:
    """Words in keys. What each set holds is said in the language's `names.toml`."""

    titles: frozenset[str]
    addresses: frozenset[str]
    roles: frozenset[str]
    modifiers: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    nobiliary: frozenset[str]
    verbs: frozenset[str]
    given: frozenset[str]
    nicknames: Mapping[str, frozenset[str]]
    heads: frozenset[str]
    forms: frozenset[str]
    metonyms: frozenset[str]
    places: frozenset[str]
    things: frozenset[str]
    never: frozenset[str]
    leading: frozenset[str]
    inside: frozenset[str]
    behind_heads: frozenset[str]
    before_places: frozenset[str]
    before_organizations: frozenset[str]
    firsts: frozenset[str]


@cache
def words(language: str) -> Words:
    """Load the words of a language."""
    table = languages.load(language, "names")
    person, organization, other = table["person"], table["organization"], table["other"]

    def keys(names: Iterable[str]) -> frozenset[str]:
        return frozenset(map(key, names))

    return Words(
        titles=keys(person["titles"]),
        addresses=keys(person["addresses"]),
        roles=keys(person["roles"]),
        modifiers=keys(person["title_modifiers"]),
        suffixes=keys(person["suffixes"]),
        particles=keys(person["particles"]),
        nobiliary=keys(person["nobiliary"]),
        verbs=keys(person["verbs"]),
        given=keys(person["given"]),
        nicknames={short: keys(names) for short, names in _turned(person["nicknames"]).items()},
        heads=keys(organization["heads"]),
        forms=keys(organization["forms"]),
        metonyms=keys(organization["metonyms"]),
        places=keys(other["places"]),
        things=keys(other["things"]),
        never=keys(other["never"]),
        leading=keys(other["leading"]),
        inside=keys(other["inside"]),
        behind_heads=keys(other["behind_heads"]),
        before_places=keys(other["before_places"]),
        before_organizations=keys(organization["before"]),
        firsts=keys(other["firsts"]),
    )


def _turned(table: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the keys of a table by the values in their lists.

    >>> _turned({"alexander": ["alex"], "alexandra": ["alex"]})
    {'alex': ['alexander', 'alexandra']}
    """
    turned: dict[str, list[str]] = {}
    for name, values in table.items():
        for value in values:
            turned.setdefault(value, []).append(name)
    return turned
