"""Two names that are not joined in, and why, said once for all; which entities were kept apart out.

Rules note a refusal where they make it, by marks of what is refused: who these are in the end is only known when
nothing is joined, split or corrected any more.
"""

from collections.abc import Iterable, Iterator, Mapping

from comention.model import Refusal
from comention.text.names import generation, same_person

NAMESAKES = "one name, but their documents name nobody, no organization, country or title in common"
MIDDLE_NAME = "a middle name that differs"
GENERATION = "a generation that differs, such as junior and senior"
OTHER_NAME = "one of their names would fit, but another one contradicts it"
SEVERAL_FIT = "a full name that would fit several people, each of whom has another one"
SEVERAL_HAVE = "a bare name that several full names have, none of them in far more documents than the others"
OTHER_SEX = "a bare name behind a title of the other sex"
SHORT_FOR_SEVERAL = "a short form of several names, none of which stands far more often than the others"
ACRONYM_OF_SEVERAL = "an acronym of several names"
TWO_LETTERS = "an acronym of two letters, which could stand for many names"

MOST = 8
"""How many refusals are kept of one entity."""

Marks = tuple[int, ...]
Apart = tuple[tuple[int, str], ...]


def contradiction(names: Iterable[str], others: Iterable[str], nicknames: Mapping[str, frozenset[str]]) -> str:
    """Say what contradicts in the full names of two people, given by key; "" if they were never candidates for one.

    >>> contradiction(["ann b lee"], ["ann c lee"], {})
    'a middle name that differs'
    >>> contradiction(["ann lee"], ["joan lee"], {})
    ''
    """
    theirs = list(others)
    pairs = [(one, other) for one in names for other in theirs]
    if any(same_person(one, other, nicknames) for one, other in pairs):
        return OTHER_NAME
    cut = [(generation(one.split())[0], generation(other.split())[0]) for one, other in pairs]
    if any(same_person(" ".join(one), " ".join(other), nicknames) for one, other in cut):
        return GENERATION
    ends = [(f"{one[0]} {one[-1]}", f"{other[0]} {other[-1]}") for one, other in cut]
    return MIDDLE_NAME if any(same_person(one, other, nicknames) for one, other in ends) else ""


def settled(marked: Mapping[int, int], noted: Iterable[tuple[int, Apart]]) -> Iterator[Refusal]:
    """Yield each pair of entities once; `marked` tells whose a mark is, `noted` what entities were kept apart from."""
    told: set[tuple[int, int]] = set()
    for one, apart in noted:
        for mark, reason in apart:
            other = marked.get(mark, one)
            pair = min(one, other), max(one, other)
            if one != other and pair not in told:
                told.add(pair)
                yield Refusal(*pair, reason)
