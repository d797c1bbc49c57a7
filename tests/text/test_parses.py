from hypothesis import given
from hypothesis import strategies as st

from comention.model import Word
from comention.text.parses import packed, unpacked

TOKENS = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=8)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9), TOKENS, TOKENS, st.integers(0, 99), TOKENS)))
def test_what_was_packed_comes_out_again(several: list[tuple[int, int, str, str, int, str]]) -> None:
    words, at = [], 0
    for gap, length, tag, relation, head, lemma in several:
        words.append(Word(at + gap, at + gap + length, tag, relation, head % len(several), lemma))
        at += gap + length
    assert unpacked(packed(tuple(words))) == tuple(words)
