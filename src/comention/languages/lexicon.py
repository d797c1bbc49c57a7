"""The words that a language puts around names, ready for look-up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from comention import languages
from comention.text.names import key

Country = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lexicon in keys. What each set holds is said in the language's `names.toml` and `known.toml`.

    `known` gives the key of the usual name of a well-known organization for each of its names; `organizations` are
    these names, and the buildings and places that stand for who works there. `states` gives all names of a state for
    each of them, and `demonyms` are their adjectives.
    """

    abbreviations: frozenset[str]
    titles: frozenset[str]
    women_titles: frozenset[str]
    men_titles: frozenset[str]
    first_titles: frozenset[str]
    relations: frozenset[str]
    roles: frozenset[str]
    modifiers: frozenset[str]
    particles: frozenset[str]
    nobiliary: frozenset[str]
    verbs: frozenset[str]
    given: frozenset[str]
    nicknames: Mapping[str, frozenset[str]]
    heads: frozenset[str]
    forms: frozenset[str]
    groups: frozenset[str]
    offices: frozenset[str]
    alone: frozenset[str]
    newspapers: frozenset[str]
    states: Mapping[str, Sequence[str]]
    demonyms: frozenset[str]
    places: frozenset[str]
    things: frozenset[str]
    known: Mapping[str, str]
    organizations: frozenset[str]
    known_places: frozenset[str]
    surnames: frozenset[str]
    frequent: frozenset[str]
    family_first: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    never: frozenset[str]
    common: frozenset[str]
    leading: frozenset[str]
    inside: frozenset[str]
    behind_heads: frozenset[str]
    before_places: frozenset[str]
    before_organizations: frozenset[str]
    firsts: frozenset[str]
    place_articles: frozenset[str]
    contexts: Mapping[str, tuple[int, ...]]
    clues: Mapping[str, tuple[int, ...]]


@cache
def lexicon(language: str) -> Lexicon:
    """Load the words of a language."""
    table, known = languages.load(language, "names"), languages.load(language, "known")
    countries: list[Country] = [entry for entry in languages.load(language, "countries").values() if "name" in entry]
    person, organization, other = table["person"], table["organization"], table["other"]

    nicknames = _turned(person["nicknames"])
    well_known = {key(form): key(name) for name, forms in known["organizations"].items() for form in (name, *forms)}

    def keys(names: Iterable[str]) -> frozenset[str]:
        return frozenset(map(key, names))

    return Lexicon(
        abbreviations=keys([*table["abbreviations"]["before_name"], *table["abbreviations"]["inside"]]),
        titles=keys(person["titles"]),
        women_titles=keys(person["women_titles"]),
        men_titles=keys(person["men_titles"]),
        first_titles=keys(person["first_titles"]),
        relations=keys(person["relations"]),
        roles=keys(person["roles"]),
        modifiers=keys(person["title_modifiers"]),
        particles=keys(person["particles"]),
        nobiliary=keys(person["nobiliary"]),
        verbs=keys(person["verbs"]),
        given=keys([*person["given"], *known["given"]["female"], *known["given"]["male"], *nicknames]),
        nicknames={short: keys(names) for short, names in nicknames.items()},
        heads=keys(organization["heads"]),
        forms=keys(organization["forms"]),
        groups=keys(organization["groups"]),
        offices=keys(organization["offices"]),
        alone=keys(organization["alone"]),
        newspapers=keys(organization["newspapers"]),
        states=_states(countries, organization["unions"], well_known),
        demonyms=keys(name for country in countries for name in country.get("demonyms", ())),
        places=keys(other["places"]),
        things=keys(other["things"]),
        known=well_known,
        organizations=keys(organization["metonyms"]) | well_known.keys(),
        known_places=keys(known["places"]["names"]),
        surnames=keys(known["surnames"]["names"]),
        frequent=keys(person["frequent"]),
        family_first=keys(person["family_first"]),
        women=keys(known["given"]["female"]),
        men=keys(known["given"]["male"]),
        never=keys(other["never"]),
        common=keys(other["common"]),
        leading=keys(other["leading"]),
        inside=keys(other["inside"]),
        behind_heads=keys(other["behind_heads"]),
        before_places=keys(other["before_places"]),
        before_organizations=keys(organization["before"]),
        firsts=keys(other["firsts"]),
        place_articles=keys(other["place_articles"]),
        contexts=languages.weights(language, "contexts"),
        clues=languages.weights(language, "clues"),
    )


def _states(countries: Iterable[Country], unions: Iterable[str], known: Mapping[str, str]) -> dict[str, list[str]]:
    """Return all names, the usual one first, for each name of a state, or of a union of states, in keys."""
    states = [[country["name"], *country.get("names", ()), *country.get("acronyms", ())] for country in countries]
    several = [[union, *(name for name, usual in known.items() if usual == union)] for union in map(key, unions)]
    names = [list(dict.fromkeys(map(key, one))) for one in (*states, *several)]
    return {name: one for one in names for name in one}


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
