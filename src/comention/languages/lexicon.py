"""The words that a language puts around names, ready for look-up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import chain, pairwise
from typing import Any

from comention import languages
from comention.languages.grammar import Grammar, grammar
from comention.text.names import key

Country = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lexicon in keys. What each set holds is said in the language's `names.toml` and `known.toml`.

    `known` gives the key of the usual name of a well-known organization for each of its names; `organizations` are
    these names, and the buildings and places that stand for who works there. `states` gives all names of a state for
    each of them, `demonyms` are their adjectives, and `state_kinds` stand before "of" and one of them. `ranks` are
    those of the `title_names` that somebody in the text at hand has.
    """

    abbreviations: frozenset[str]
    titles: frozenset[str]
    title_letters: Mapping[str, frozenset[str]]
    courtesies: frozenset[str]
    title_names: frozenset[str]
    ranks: frozenset[str]
    vocatives: frozenset[str]
    women_titles: frozenset[str]
    men_titles: frozenset[str]
    women_nouns: frozenset[str]
    men_nouns: frozenset[str]
    first_titles: frozenset[str]
    relations: frozenset[str]
    roles: frozenset[str]
    modifiers: frozenset[str]
    particles: frozenset[str]
    nobiliary: frozenset[str]
    verbs: frozenset[str]
    headings: frozenset[str]
    given: frozenset[str]
    nicknames: Mapping[str, frozenset[str]]
    heads: frozenset[str]
    forms: frozenset[str]
    groups: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
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
    redactions: frozenset[str]
    common: frozenset[str]
    leading: frozenset[str]
    inside: frozenset[str]
    behind_heads: frozenset[str]
    of: frozenset[str]
    firsts: frozenset[str]
    place_articles: frozenset[str]
    contexts: Mapping[str, tuple[int, ...]]
    clues: Mapping[str, tuple[int, ...]]
    state_kinds: frozenset[str]
    months: frozenset[str]
    roads: frozenset[str]
    tongues: frozenset[str]
    grammar: Grammar


@cache
def lexicon(language: str) -> Lexicon:
    """Load the words of a language; a list that it does not have is empty."""
    names, known = languages.load(language, "names"), languages.load(language, "known")
    countries: list[Country] = [entry for entry in languages.load(language, "countries").values() if "name" in entry]
    lists = {name: words for part in ("person", "organization", "other") for name, words in names.get(part, {}).items()}
    well_known = known.get("organizations", {})
    nicknames = _turned(lists.get("nicknames", {}))
    women, men = (known.get("given", {}).get(sex, ()) for sex in ("female", "male"))
    usual = {key(form): key(name) for name, forms in well_known.items() for form in (name, *forms)}
    plain: dict[str, Any] = {
        field.name: _keys(lists.get(field.name, ())) for field in fields(Lexicon) if field.type == frozenset[str]
    }
    special = {
        "abbreviations": _keys(chain.from_iterable(names.get("abbreviations", {}).values())),
        "title_letters": {letter: _keys(beside) for letter, beside in lists.get("title_letters", {}).items()},
        "given": _keys([*lists.get("given", ()), *women, *men, *nicknames]),
        "nicknames": {short: _keys(full) for short, full in nicknames.items()},
        "states": _states(countries, lists.get("unions", ()), usual),
        "demonyms": _keys(name for country in countries for name in country.get("demonyms", ())),
        "known": usual,
        "organizations": _keys(lists.get("metonyms", ())) | usual.keys(),
        "known_places": _keys(known.get("places", {}).get("names", ())),
        "surnames": _keys(known.get("surnames", {}).get("names", ())),
        "women": _keys(women),
        "men": _keys(men),
        "contexts": languages.weights(language, "contexts"),
        "clues": languages.weights(language, "clues"),
        "grammar": grammar(languages.load(language, "grammar")),
    }
    return Lexicon(**plain | special)


def in_text(words: Lexicon, keys: Sequence[str]) -> Lexicon:
    """Return the lexicon for a text of these words, in order.

    A letter is a title where the text writes others in full, too, and a title that is also a given name is a rank
    where somebody has it: "the Duke", "Duke of York".

    >>> "m" in in_text(lexicon("en"), ["m", "leblanc", "mme"]).titles, "m" in in_text(lexicon("en"), ["m"]).titles
    (True, False)
    """
    there = frozenset(keys)
    letters = {letter for letter, beside in words.title_letters.items() if not beside.isdisjoint(there)}
    ranks: set[str] = set()
    if not there.isdisjoint(words.title_names):
        articles, of = words.grammar.articles.keys, words.grammar.of.keys
        ranks.update(other for one, other in pairwise(keys) if one in articles and other in words.title_names)
        ranks.update(one for one, other in pairwise(keys) if one in words.title_names and other in of)
    if not letters and not ranks:
        return words
    return replace(words, titles=words.titles | letters, ranks=frozenset(ranks))


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, names))


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
