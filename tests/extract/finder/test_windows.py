"""Windows hold whole sentences, every token that is read once, and no sentence that can hold no name."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from comention.extract.finder.pieces import Pieced
from comention.extract.finder.windows import LIMIT, Window, windows

OPENING, CLOSING = 1, 2


def pieced(counts: list[int], *, capital: list[bool] | None = None, opener: list[bool] | None = None) -> Pieced:
    """Tokens with so many pieces each, all of them words; by default each may be of a name."""
    size = np.array(counts, dtype=np.int64)
    upper = np.array([True] * len(counts) if capital is None else capital, dtype=bool)
    return Pieced(
        np.arange(100, 100 + int(size.sum())),
        np.cumsum(size) - size,
        size,
        np.where(upper, 6, 3),
        upper,
        np.array([False] * len(counts) if opener is None else opener, dtype=bool),
        np.zeros(len(counts), dtype=bool),
    )


def read(found: list[Window]) -> list[int]:
    return [token for window in found for token in window.tokens.tolist()]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=400), st.data())
def test_every_token_is_read_once_and_in_order(counts: list[int], data: st.DataObject) -> None:
    begins = np.array(data.draw(st.lists(st.booleans(), min_size=len(counts), max_size=len(counts))))
    tokens = pieced(counts)
    found = list(windows(tokens, begins, OPENING, CLOSING))
    assert read(found) == list(range(len(counts)))
    for window in found:
        assert len(window.ids) == len(window.spellings) <= LIMIT
        assert (window.ids[0], window.ids[-1]) == (OPENING, CLOSING)
        assert window.ids[window.firsts].tolist() == tokens.pool[tokens.starts[window.tokens]].tolist()


def test_a_sentence_is_cut_only_if_it_is_longer_than_a_window() -> None:
    begins = np.zeros(90, dtype=bool)
    begins[[0, 30, 60]] = True
    sizes = [len(window.tokens) for window in windows(pieced([2] * 90), begins, OPENING, CLOSING)]
    assert sizes == [60, 30]
    sizes = [len(window.tokens) for window in windows(pieced([2] * 90), np.zeros(90, dtype=bool), OPENING, CLOSING)]
    assert sizes == [63, 27]


def test_a_sentence_that_can_hold_no_name_is_left_out() -> None:
    capital = [True, False, False, True, False, False, True, False, True]
    opener = [True, False, False, False, False, False, True, False, False]
    begins = np.array([True, False, False] * 3)
    tokens = pieced([1] * 9, capital=capital, opener=opener)
    assert read(list(windows(tokens, begins, OPENING, CLOSING))) == [3, 4, 5, 6, 7, 8]


def test_where_there_are_no_capitals_everything_is_read() -> None:
    tokens = pieced([1] * 60, capital=[False] * 60)
    assert read(list(windows(tokens, np.array([True] * 60), OPENING, CLOSING))) == list(range(60))


def test_no_token_gives_no_window() -> None:
    assert list(windows(pieced([]), np.zeros(0, dtype=bool), OPENING, CLOSING)) == []
