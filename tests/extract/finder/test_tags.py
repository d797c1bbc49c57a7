"""The best sequence of tags is the best of all that are possible."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from comention.extract.finder.tags import LABELS, TAGS, best, spans


def possible(path: tuple[int, ...]) -> bool:
    before = "O"
    for tag in (TAGS[number] for number in path):
        if tag[0] == "I" and (before == "O" or before[2:] != tag[2:]):
            return False
        before = tag
    return True


@given(st.integers(1, 3).flatmap(lambda n: arrays(np.float64, (n, len(TAGS)), elements=st.integers(-20, 0))))
def test_no_possible_sequence_is_likelier(scores: np.ndarray) -> None:
    path = best(scores)
    found = scores[np.arange(len(scores)), path].sum()
    every = (
        scores[np.arange(len(scores)), way].sum()
        for way in product(range(len(TAGS)), repeat=len(scores))
        if possible(way)
    )
    assert possible(tuple(path.tolist()))
    assert found == max(every)


def test_of_equally_likely_tags_the_first_is_taken() -> None:
    assert best(np.zeros((5, len(TAGS)))).tolist() == [0] * 5


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(("", *LABELS))), max_size=8))
def test_names_come_back_as_they_were_tagged(parts: list[tuple[int, str]]) -> None:
    path: list[int] = []
    names = []
    for size, label in parts:
        if label:
            names.append((len(path), len(path) + size, label))
        path += [TAGS.index(f"{'B' if n == 0 else 'I'}-{label}") if label else 0 for n in range(size)]
    assert list(spans(np.array(path, dtype=np.int64))) == names
