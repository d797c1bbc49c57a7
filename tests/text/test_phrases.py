from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.text.names import key
from comention.text.phrases import Phrases, words_of

vocabulary = st.sampled_from(["ant", "Bee", "cat", "ANT", "Élan", "elan"])
phrases = st.lists(st.lists(vocabulary, min_size=1, max_size=3), max_size=6)
texts = st.lists(vocabulary, max_size=14)
Found = list[tuple[str, int]]


def naive(text: Sequence[str], several: Sequence[Sequence[str]]) -> Found:
    """Find, word by word, the longest phrase that begins there; of equal phrases the first."""
    found, at = [], 0
    while at < len(text):
        fitting = [
            n for n, phrase in enumerate(several) if [*map(key, phrase)] == [*map(key, text[at:][: len(phrase)])]
        ]
        if fitting:
            best = max(fitting, key=lambda n: (len(several[n]), -n))
            found.append((" ".join(text[at : at + len(several[best])]), best))
            at += len(several[best])
        else:
            at += 1
    return found


def search(text: str, several: Sequence[Sequence[str]]) -> Found:
    book = Phrases((" ".join(phrase), n) for n, phrase in enumerate(several))
    return [(text[match.start : match.end], match.value) for match in book.find(text, words_of(text))]


@given(texts, phrases)
def test_phrases_are_found_as_a_naive_search_finds_them(text: list[str], several: list[list[str]]) -> None:
    assert search(" ".join(text), several) == naive(text, several)


@given(texts, phrases, st.sets(st.integers(0, 5)))
def test_what_does_not_fit_is_as_if_it_were_no_phrase(
    text: list[str], several: list[list[str]], not_: set[int]
) -> None:
    written = " ".join(text)
    apart = {tuple(map(key, phrase)): n for n, phrase in reversed(list(enumerate(several)))}
    book = Phrases((" ".join(phrase), n) for phrase, n in apart.items())
    left = Phrases((" ".join(phrase), n) for phrase, n in apart.items() if n not in not_)
    found = book.find(written, words_of(written), fits=lambda match: match.value not in not_)
    assert list(found) == list(left.find(written, words_of(written)))


@given(st.text(max_size=60))
def test_words_are_where_they_say(text: str) -> None:
    end = 0
    for word in words_of(text):
        assert text[word.start : word.end] == word.text
        assert end <= word.start < word.end
        end = word.end


@pytest.mark.parametrize(
    "text",
    [
        "the New York Times wrote",
        "the New\nYork  Times",
        "NEW YORK TIMES",
        "New-York Times",
        "(New York Times)",
        "New York Times’s",
    ],
)
def test_a_phrase_is_found_however_it_is_spaced_and_written(text: str) -> None:
    assert len(search(text, [["New", "York", "Times"]])) == 1


@pytest.mark.parametrize(
    "text", ["New York, Times", "New York\n\nTimes", "New York: Times", "New York (Times)", "New Yorker Times"]
)
def test_a_phrase_does_not_go_over_what_parts_words(text: str) -> None:
    assert search(text, [["New", "York", "Times"]]) == []


@pytest.mark.parametrize("text", ["U.S.", "U. S.", "US", "u.s."])
def test_an_acronym_is_one_word_with_dots_or_without(text: str) -> None:
    assert [word.key for word in words_of(f"the {text} army")] == ["the", "us", "army"]


def test_a_phrase_without_words_is_never_found() -> None:
    assert search("a 7 b", [["7"], ["-"]]) == []
