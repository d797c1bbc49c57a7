from hypothesis import given
from hypothesis import strategies as st

from comention.text.chunks import chunks

TEXTS = st.text(st.sampled_from("Aa b.\n\t“’U\u200bß🎈-!İ"), max_size=300)


@given(TEXTS, st.integers(5, 60))
def test_chunks_hold_the_whole_text_and_are_not_longer_than_asked(text: str, limit: int) -> None:
    found = list(chunks(text, limit))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= limit for start, end in found)


def test_chunks_are_cut_at_paragraphs_where_there_are_some() -> None:
    text = "One two three.\n\nFour five six.\n\nSeven."
    assert [text[start:end] for start, end in chunks(text, 25)] == ["One two three.\n\n", "Four five six.\n\nSeven."]
