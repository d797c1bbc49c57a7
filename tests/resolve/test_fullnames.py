from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.languages.lexicon import lexicon
from comention.resolve.fullnames import generation, same_person

WORDS = lexicon("en")

GIVEN = ["mike", "michael", "mick", "sergei", "sergey", "j", "john", "jack", "donald", "don", "bill", "liam", "kate"]
MIDDLE = ["h", "w", "herbert", "walker", "j", "rodham"]
SURNAMES = ["bush", "trump", "lavrov", "de", "blasio", "li"]
GENERATIONS = ["jr", "sr", "ii", "iii"]

full_names = st.builds(
    lambda given, middle, surname, last: " ".join([given, *middle, surname, *last]),
    st.sampled_from(GIVEN),
    st.lists(st.sampled_from(MIDDLE), max_size=2),
    st.sampled_from(SURNAMES),
    st.lists(st.sampled_from(GENERATIONS), max_size=1),
)


@given(full_names, full_names)
def test_same_person_is_symmetric(one: str, other: str) -> None:
    assert same_person(one, other, WORDS) == same_person(other, one, WORDS)


@given(full_names)
def test_a_full_name_is_the_same_person_as_itself(name: str) -> None:
    assert same_person(name, name, WORDS)


@given(full_names, full_names)
def test_one_person_has_one_surname_and_one_generation(one: str, other: str) -> None:
    if same_person(one, other, WORDS):
        (ours, mine), (theirs, yours) = generation(one.split(), WORDS), generation(other.split(), WORDS)
        assert (ours[-1], mine) == (theirs[-1], yours)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mike pence", "michael pence"),
        ("bob mueller", "robert s mueller"),
        ("sergey lavrov", "sergei lavrov"),
        ("mohammed morsi", "muhammad morsi"),
        ("dmitry medvedev", "dmitri medvedev"),
        ("alexei navalny", "alexey navalny"),
        ("a merkel", "angela merkel"),
        ("donald trump", "donald john trump"),
        ("donald j trump", "donald john trump"),
        ("donald trump jr", "donald j trump jr"),
    ],
)
def test_full_names_of_one_person(one: str, other: str) -> None:
    assert same_person(one, other, WORDS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("donald trump", "donald trump jr"),
        ("george h w bush", "george w bush"),
        ("jeb bush", "george w bush"),
        ("bill clinton", "hillary clinton"),
        ("angela merkel", "angela davis"),
        ("alexander lukashenko", "alexandra lukashenko"),
        ("mario draghi", "maria draghi"),
        ("karen bass", "karin bass"),
        ("john a smith", "john b smith"),
        ("merkel", "merkel"),
        ("ken griffey jr", "ken griffey sr"),
    ],
)
def test_names_that_are_not_those_of_one_person(one: str, other: str) -> None:
    assert not same_person(one, other, WORDS)


def test_no_two_given_names_of_this_list_that_share_nothing_are_one_person() -> None:
    names = ["anna", "boris", "carla", "dieter", "emma", "frank", "helga", "ivan", "jean", "klaus"]
    assert not [pair for pair in combinations(names, 2) if same_person(f"{pair[0]} x", f"{pair[1]} x", WORDS)]
