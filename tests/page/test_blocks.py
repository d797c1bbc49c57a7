from hypothesis import given
from hypothesis import strategies as st
from tests.page.elements import unpacked

from comention.page.blocks import LARGE, block

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON.filter(lambda value: "\\ud" not in repr(value)))
def test_a_block_holds_what_was_put_in(value: object) -> None:
    assert unpacked(block(value)) == value
    assert unpacked(block([value, " " * LARGE])) == [value, " " * LARGE]


@given(st.text(min_size=1, max_size=400))
def test_letters_of_large_blocks_mean_nothing_to_a_parser(text: str) -> None:
    found = block([text, " " * LARGE])
    assert not set(found) & set("&<>\"'")
    assert found.isascii()
    assert found.isprintable()


def test_large_blocks_are_smaller_than_what_they_hold() -> None:
    value = [{"text": f"sentence number {number}"} for number in range(2000)]
    assert len(block(value)) < len(str(value)) / 8
