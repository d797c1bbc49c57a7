"""Lists of numbers as people write them."""

from hypothesis import given
from hypothesis import strategies as st

from comention.text.numbers import is_listed, listed, ranges


@given(st.sets(st.integers(1, 60)))
def test_what_is_listed_is_found_again(numbers: set[int]) -> None:
    told = listed(sorted(numbers))
    assert {number for number in range(1, 62) if is_listed(number, told)} == numbers
    assert [number for several in ranges(told) for number in several] == sorted(numbers)


def test_nothing_is_in_no_list() -> None:
    assert not is_listed(1, None)
    assert listed([]) == ""
