from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.extract.text import paragraphs, view

TEXTS = st.text(st.sampled_from("Aa b.\n\t“’U\u200bß🎈-!İ"), max_size=300)


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("  One  \n \n\n Two", ["One", "Two"]),
        ("HEADLINE\nThe text begins.", ["HEADLINE", "The text begins."]),
        ("A line that goes on\nin small letters.", ["A line that goes on\nin small letters."]),
        ("It ended there. Angela\nMerkel left.", ["It ended there. Angela\nMerkel left."]),
        ("Share this\nTweet", ["Share this", "Tweet"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_paragraphs_end_at_blank_lines_and_at_breaks_that_are_no_wrapping(text: str, found: list[str]) -> None:
    assert pieces(text) == found


def test_lines_of_a_wrapped_length_flow() -> None:
    text = (
        "The ministers of both countries met on Tuesday for the first time in\n"
        "Vienna and spoke for two hours about the border. They agreed that the\n"
        "talks will go on.\n"
        "A new paragraph."
    )
    assert pieces(text) == [text.rpartition("\n")[0], "A new paragraph."]


@given(TEXTS)
def test_paragraphs_hold_all_words_in_order_and_apart(text: str) -> None:
    found = paragraphs(text)
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())
    assert all(start < end for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@given(TEXTS | st.text())
def test_a_view_has_the_offsets_of_its_text(text: str) -> None:
    seen = view(text)
    assert len(seen) == len(text)
    assert [i for i, c in enumerate(text) if c.isdigit()] == [i for i, c in enumerate(seen) if c.isdigit()]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("“Trump’s” aides", '"Trump\'s" aides'),
        ("MERKEL LEAVES PARIS TALKS\n\nMerkel left the talks in Paris.", "Merkel Leaves Paris talks"),
        ("NATO met.", "NATO met."),
        ("UNESCO TALKS COLLAPSE AGAIN\n\nUNESCO said so.", "UNESCO Talks Collapse Again"),
        ("He said that RUSSIA and Russia differ.", "He said that Russia and Russia differ."),
        ("a wrapped\nline", "a wrapped line"),
    ],
)
def test_a_view_is_what_a_model_reads_best(text: str, seen: str) -> None:
    assert view(text).startswith(seen)


def test_runs_that_no_tokenizer_survives_are_broken() -> None:
    assert max(map(len, view("🎈" * 1000).split())) < 60
    assert max(map(len, view("x" * 5000).split())) < 300


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    text = "The paper that they signed in the winter of that year was sent to\fAngela Merkel.\fShe read it."
    assert [text[start:end] for start, end in paragraphs(text)] == [text[: text.rindex("\f")], "She read it."]
    assert "\f" not in view(text[:-13])


def test_a_long_run_of_spaces_is_no_trouble() -> None:
    assert len(paragraphs(f"Ann{' ' * 200_000}met\nBob.")) == 2
