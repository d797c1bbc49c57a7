"""Tokens become pieces and spellings, each token alike wherever it stands."""

import numpy as np
import pytest
from spacy.strings import StringStore

from comention.extract.finder.network import PIECES, WEIGHTS
from comention.extract.finder.pieces import MOST, Pieced, Pieces, spelling


@pytest.fixture
def strings() -> StringStore:
    return StringStore()


def cut(pieces: Pieces, strings: StringStore, words: list[str]) -> Pieced:
    return pieces.cut(np.array([strings.add(word) for word in words], dtype=np.uint64), strings.__getitem__)


def ids(pieced: Pieced, row: int) -> list[int]:
    start = pieced.starts[row]
    return [int(piece) for piece in pieced.pool[start : start + pieced.counts[row]]]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("", 2),
        ("5/6", 1),
        ("—", 2),
        ("été", 3),
        ("Ł", 4),
        ("FTX", 5),
        ("U.S.", 5),
        ("Ångström", 6),
        ("O'Neil", 7),
        ("iOS", 7),
    ],
)
def test_a_word_is_written_in_one_of_eight_ways(word: str, kind: int) -> None:
    assert spelling(word) == kind


def test_the_same_token_has_the_same_pieces_whatever_came_before(strings: StringStore) -> None:
    one, other = Pieces(WEIGHTS / PIECES), Pieces(WEIGHTS / PIECES)
    words = ["Merkel", "met", "Bankman", "-", "Fried", "zzyzx"]
    first = cut(one, strings, words)
    cut(other, strings, [f"word{number}" for number in range(20_000)])
    second = cut(other, strings, words)
    assert [ids(first, row) for row in range(6)] == [ids(second, row) for row in range(6)]
    assert first.counts.min() > 0


def test_capitals_and_accents_change_the_spelling_and_not_the_pieces(strings: StringStore) -> None:
    pieced = cut(Pieces(WEIGHTS / PIECES), strings, ["Müller", "MULLER", "muller"])
    assert ids(pieced, 0) == ids(pieced, 1) == ids(pieced, 2)
    assert pieced.spellings.tolist() == [6, 5, 3]
    assert pieced.capital.tolist() == [True, True, False]


def test_long_words_and_unknown_signs_have_some_pieces(strings: StringStore) -> None:
    pieced = cut(Pieces(WEIGHTS / PIECES), strings, ["x" * 100_000, "🎈" * 50, "\u0378", "漢字"])
    assert pieced.counts.min() >= 1
    assert pieced.counts.max() <= MOST


def test_only_white_space_that_ends_a_line_is_read(strings: StringStore) -> None:
    pieces = Pieces(WEIGHTS / PIECES)
    pieced = cut(pieces, strings, [" ", "\n\n", "\f", "\t"])
    assert pieced.counts.tolist() == [0, 1, 1, 0]
    assert pieced.line.tolist() == [False, True, True, False]
    assert ids(pieced, 1) == [pieces.closing]


def test_i_and_common_first_words_make_no_name(strings: StringStore) -> None:
    pieced = cut(Pieces(WEIGHTS / PIECES, ["however"]), strings, ["I", "However", "Merkel"])
    assert pieced.capital.tolist() == [False, True, True]
    assert pieced.opener.tolist() == [False, True, False]
