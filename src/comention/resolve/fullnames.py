"""When two full names, given by key, can be those of one person."""

from collections.abc import Sequence

from comention.languages.lexicon import Lexicon
from comention.text.names import spelling

_LONG = 5
"""So many letters a surname has that may be written otherwise."""


def generation(parts: Sequence[str], words: Lexicon) -> tuple[list[str], str]:
    """Split the parts of a person's name from its "Jr." or "III", "" if it has none.

    >>> from comention.languages.lexicon import lexicon
    >>> generation(["donald", "trump", "jr"], lexicon("en"))
    (['donald', 'trump'], 'jr')
    """
    last = parts[-1] if len(parts) > 1 and parts[-1] in words.grammar.generations.keys else ""
    return list(parts[:-1] if last else parts), last


def same_person(one: str, other: str, words: Lexicon) -> bool:
    """Whether two full names, in person keys, can be those of one person.

    The generation must be equal, the surname equal or another spelling, the first names equal, or one an initial, a
    short form or another spelling of the other; no middle name may contradict another one in its place.

    >>> from comention.languages.lexicon import lexicon
    >>> en = lexicon("en")
    >>> same_person("donald j trump", "donald trump", en), same_person("george h w bush", "george w bush", en)
    (True, False)
    """
    (ours, our_generation), (theirs, their_generation) = (
        generation(one.split(), words),
        generation(other.split(), words),
    )
    if our_generation != their_generation or len(ours) < 2 or len(theirs) < 2:
        return False
    if not same_surname(ours[-1], theirs[-1]):
        return False
    if not _agree(ours[0], theirs[0], words):
        return _by_second(ours, theirs, words) or _by_second(theirs, ours, words)
    return all(_agree(a, b, words) for a, b in zip(ours[1:-1], theirs[1:-1], strict=False))


def _by_second(ours: Sequence[str], theirs: Sequence[str], words: Lexicon) -> bool:
    """Whether somebody goes by the second first name, and the first one is an initial: "J. Edgar", "Edgar"."""
    return (
        len(ours) > 2 and len(ours[0]) == 1 < len(ours[1]) and len(theirs[0]) > 1 and _agree(ours[1], theirs[0], words)
    )


def same_surname(one: str, other: str) -> bool:
    """Whether two surnames are one, but for the usual ways of writing a foreign one; short ones must be equal.

    >>> same_surname("zelenskyy", "zelensky"), same_surname("li", "lei")
    (True, False)
    """
    return one == other or (min(len(one), len(other)) >= _LONG and spelling(one) == spelling(other))


def _agree(a: str, b: str, words: Lexicon) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    return not spellings(a, words).isdisjoint(spellings(b, words))


def spellings(given: str, words: Lexicon) -> set[str]:
    """Return the spellings of a first name and of those that it is short for.

    >>> from comention.languages.lexicon import lexicon
    >>> sorted(spellings("bob", lexicon("en")))
    ['bob', 'robirt']
    """
    return {spelling(full) for full in (given, *words.nicknames.get(given, ()))}
