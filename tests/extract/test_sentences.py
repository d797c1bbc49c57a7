from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.extract.sentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["Ann left.", "Bob stayed!", "Why?", "He was tired."],
        ["Mr. Smith met Dr. J. Lee.", "They spoke."],
        ['"It is over," she said.', "“Is it?” he asked.", "(Nobody knew.)", "2017 was long."],
        ["It rose by 3.5 per cent.", "See www.example.org for more."],
        ["He lives in the U.S.", "Élan is a word."],
        ["So it ended...", "Nobody came"],
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end, _ in sentences(text)] == parts


def test_a_paragraph_ends_a_sentence_and_has_a_number() -> None:
    text = "A heading\n\nAnn left. Bob\nstayed."
    assert [(text[start:end], number) for start, end, number in sentences(text)] == [
        ("A heading", 0),
        ("Ann left.", 1),
        ("Bob\nstayed.", 1),
    ]


@given(st.text(st.sampled_from('Ab. !?\n\f"“”(J9'), max_size=60))
def test_sentences_come_in_order_and_hold_all_letters(text: str) -> None:
    found = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text.split())
