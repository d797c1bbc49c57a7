from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from comention.text.intervals import Spans, longest_apart


class Item(NamedTuple):
    start: int
    end: int
    name: int = 0


def overlap(one: Item, other: Item) -> bool:
    return one.start < other.end and other.start < one.end


items = st.lists(
    st.builds(lambda start, length, name: Item(start, start + length, name), *map(st.integers, (0, 1, 0), (30, 8, 3))),
    max_size=15,
)


@given(items)
def test_what_is_kept_does_not_overlap_and_is_in_order(found: list[Item]) -> None:
    kept = longest_apart(found)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    assert all(item in found for item in kept)


@given(items)
def test_what_is_dropped_overlaps_something_kept_that_is_at_least_as_long(found: list[Item]) -> None:
    kept = longest_apart(found)
    for item in found:
        longer = [other for other in kept if other.end - other.start >= item.end - item.start]
        assert item in kept or any(overlap(item, other) for other in longer)


@given(items)
def test_what_is_kept_stays_when_it_is_sorted_out_again(found: list[Item]) -> None:
    kept = longest_apart(found)
    assert longest_apart(kept) == kept


def test_of_equally_long_ones_the_earlier_in_the_list_is_kept() -> None:
    assert longest_apart([Item(2, 5, 1), Item(0, 3, 2), Item(2, 5, 3)]) == [Item(2, 5, 1)]


def test_of_overlapping_ones_the_longest_is_kept_and_neighbours_are() -> None:
    assert longest_apart([Item(0, 3), Item(2, 9), Item(9, 10)]) == [Item(2, 9), Item(9, 10)]


@given(items, st.integers(0, 40), st.integers(1, 10))
def test_what_is_at_a_place_is_all_that_overlaps_it(found: list[Item], start: int, length: int) -> None:
    place = Item(start, start + length)
    assert sorted(Spans(found).at(*place[:2])) == sorted(item for item in found if overlap(item, place))
