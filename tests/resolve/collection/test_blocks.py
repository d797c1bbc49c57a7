"""What is looked up gives what comparing all with all would."""

from collections.abc import Iterable, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comention.languages.lexicon import lexicon
from comention.model import EntityType
from comention.resolve.collection import blocks
from comention.resolve.collection.blocks import Cluster, namesakes, people, told_apart
from comention.resolve.collection.profile import NOTHING, Profile
from comention.resolve.firstnames import FirstNames
from comention.resolve.fullnames import same_person

WORDS = lexicon("en")
FIRST = ("bob", "robert", "rob", "r", "j", "john", "jon", "sergey", "sergei", "s", "mohammed", "muhamad", "m", "edgar")
MIDDLE = ("", "", "j", "q", "edgar", "robert", "sergei", "x")
LAST = ("roe", "roe", "roe jr", "zelenskyy")

names = st.tuples(*map(st.sampled_from, (FIRST, MIDDLE, LAST))).map(lambda parts: " ".join(filter(None, parts)))


def profile(number: int, keys: Sequence[str], documents: int = 1) -> Profile:
    return Profile(number, EntityType.PERSON, tuple(keys), None, NOTHING, NOTHING, documents)


def compared(block: list[list[str]], keys: Sequence[str]) -> list[str] | None:
    """Find whose a profile is among all of its surname."""
    for known in block:
        if not set(keys).isdisjoint(known):
            return known
    fitting = [known for known in block if all(same_person(one, other, WORDS) for one, other in product(keys, known))]
    return fitting[0] if len(fitting) == 1 else None


def gathered(where: Iterable[tuple[int, set[str]]]) -> list[set[int]]:
    """Group documents by comparing each with all groups before it."""
    groups: list[tuple[set[int], set[str]]] = []
    for document, context in where:
        if len(context) < blocks.TELLING:
            continue
        alike = [group for group in groups if not group[1].isdisjoint(context)]
        groups = [group for group in groups if group[1].isdisjoint(context)]
        groups.append(
            ({document}.union(*(own for own, _ in alike)), context.union(*(their_names for _, their_names in alike)))
        )
    return sorted((own for own, _ in groups), key=lambda own: (-len(own), min(own)))


@given(st.lists(st.lists(names, min_size=1, max_size=2, unique=True), max_size=60))
@settings(max_examples=300)
def test_people_of_one_surname_are_found_as_if_compared_with_all(listed: list[list[str]]) -> None:
    alike = [keys for keys in listed if keys[0].split()[-1] == keys[-1].split()[-1] == "roe"]
    ordered = sorted(enumerate(alike), key=lambda one: (-max(map(len, one[1])), one[1], one[0]))
    expected: list[list[str]] = []
    for _, keys in ordered:
        home = compared(expected, keys)
        if home is None:
            home = []
            expected.append(home)
        home += (key for key in keys if key not in home)
    found = people([profile(number, keys) for number, keys in enumerate(alike)], WORDS)
    assert [list(cluster.keys) for cluster in found] == expected


@given(st.lists(names, min_size=2, max_size=12, unique=True))
def test_those_who_can_be_one_are_looked_up(several: list[str]) -> None:
    first = FirstNames(WORDS)
    for place, name in enumerate(several):
        first.put(place, [name])
    for (place, one), (other_place, other) in combinations(enumerate(several), 2):
        if same_person(one, other, WORDS):
            assert place in set(first.alike(other))
            assert other_place in set(first.alike(one))


@given(st.lists(st.sets(st.integers(0, 40).map(str), max_size=7), max_size=30), st.randoms(use_true_random=False))
def test_documents_are_grouped_as_if_compared_with_all(contexts: list[set[str]], order: object) -> None:
    where = list(enumerate(contexts))
    order.shuffle(where)  # type: ignore[attr-defined]
    assert namesakes(where) == gathered(where)


def test_many_documents_that_share_nobody_are_as_many_people() -> None:
    many = 20_000
    homes = namesakes((n, {f"{n} {letter}" for letter in "abcd"}) for n in range(many))
    assert homes == [{n} for n in range(many)]
    whole = Cluster(EntityType.PERSON, ("ann roe",), [(profile(0, ["ann roe"], many), "")])
    parts = told_apart(whole, homes, {0: range(many)})
    assert [[(one.part, one.first, one.documents) for one, _ in part.profiles] for part in parts] == [
        [(n, n, 1)] for n in range(many)
    ]


@pytest.mark.parametrize("across", [True, False])
def test_a_thousand_people_of_one_surname_stay_apart(across: bool) -> None:
    firsts = ["".join(letters) for letters in product("bdg", "ao", "lmn", "au", "rst", "ao", "k", "bdfgk")]
    found = people([profile(n, [f"{first} roe"]) for n, first in enumerate(firsts)], WORDS, across=across)
    assert len(found) == len(firsts)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_people_with_one_name_the_first_has_it(order: Sequence[int]) -> None:
    several = FirstNames(WORDS)
    for place in order:
        several.put(place, (["ann roe", "anna roe"], ["anna roe"])[place])
    assert several.first(["anna roe"]) == 0
