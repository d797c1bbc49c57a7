"""The small words and the endings of a language, as the rules for names need them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from comention.text.names import key

_SHORTEST = 4
"""A word without its ending has at least so many letters, or the ending is none."""
_LONG = 5
"""A gerund or an adverb has more letters than this."""
_ANY_LETTER = "?"


class Words(NamedTuple):
    """A few words, as they are written and by key."""

    written: tuple[str, ...]
    keys: frozenset[str]

    @property
    def pattern(self) -> str:
        """A regular expression that matches any of them, or nothing if there are none.

        >>> few(["vs", "vs."]).pattern, few([]).pattern
        ('(?:vs\\\\.|vs)', '(?:(?!))')
        """
        longest_first = sorted(self.written, key=lambda word: (-len(word), word))
        return f"(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})"


def few(words: Iterable[str]) -> Words:
    """Make a record of some words."""
    written = tuple(words)
    return Words(written, frozenset(map(key, written)))


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """What `grammar.toml` of a language says, where each list is explained.

    There is one for each language, so that what rules make of it, such as regular expressions, can be cached.
    """

    articles: Words
    definite: Words
    borrowed_articles: Words
    determiners: Words
    elided: Words
    telltale: Words
    ands: Words
    ors: Words
    joining: Words
    of: Words
    for_: Words
    inner: Words
    small: Words
    openers: Words
    possessive: Words
    contracted: Words
    negations: Words
    juniors: Words
    seniors: Words
    generations: Words
    dotted: Words
    and_others: Words
    citing: Words
    nobody: Words
    she: Words
    he: Words
    objects: Words
    prepositions: Words
    plural: tuple[str, ...]
    no_plural: tuple[str, ...]
    small_names: bool
    gerunds: tuple[tuple[str, str], ...]
    adverbs: tuple[tuple[str, str], ...]

    def singular(self, name: str) -> str:
        """Return a name without the ending of a plural, or of a possessive that lost its apostrophe: "Trumps"."""
        if len(name) > _SHORTEST and name.endswith(self.plural) and not name.endswith(self.no_plural):
            return name[: -len(next(ending for ending in self.plural if name.endswith(ending)))]
        return name

    def verbs(self, name: str) -> Iterator[str]:
        """Yield the verbs that a word may be the gerund of."""
        return bases(name, self.gerunds if len(name) > _LONG else ())

    def adjectives(self, name: str) -> Iterator[str]:
        """Yield the adjectives that a word may be the adverb of."""
        return bases(name, self.adverbs if len(name) > _LONG else ())

    def without_article(self, name: str) -> str:
        """Return a name, given by key, without a definite article before it."""
        first, _, rest = name.partition(" ")
        return rest if rest and first in self.definite.keys else name


def grammar(table: Mapping[str, Any]) -> Grammar:
    """Make the grammar of a language of its table; a list that is not there is empty."""
    words = {one.name: few(table.get(one.name.strip("_"), ())) for one in fields(Grammar) if one.type is Words}
    generations = few([*words["juniors"].written, *words["seniors"].written, *words["generations"].written])
    return Grammar(
        **words | {"generations": generations},
        small_names=bool(table.get("small_names")),
        plural=tuple(table.get("plural", ())),
        no_plural=tuple(table.get("no_plural", ())),
        gerunds=_pairs(table.get("gerunds", ())),
        adverbs=_pairs(table.get("adverbs", ())),
    )


def bases(name: str, endings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what a word may come from: `endings` are pairs of an ending and what stands in its place in the base.

    >>> list(bases("running", [("ing", ""), ("ing", "e"), ("?ing", "")])), list(bases("anna", [("ing", "")]))
    (['runn', 'runne', 'run'], [])
    """
    for ending, base in endings:
        letters = ending.lstrip(_ANY_LETTER)
        if name.endswith(letters) and len(name) > len(ending):
            yield name[: -len(ending)] + base


def _pairs(several: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((ending, base) for ending, base in several)
