"""Find phrases in a text, by the keys of their words."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from comention.text.names import key

_WORD = re.compile(r"(?:[^\W\d_]\.[^\S\n]?){2,}(?!\w)|[^\W\d_]+")
_GAP = re.compile(r"[^\S\n]{0,2}\n?[^\S\n]{0,2}|[^\S\n]?[&/][^\S\n]?|['’‘‐‑-]")
_DOT = re.compile(r"\.[^\S\n]")
_SHORT = re.compile(r"[^\W\d_]{1,2}|[^\W\d_aeiouy]+", re.IGNORECASE)

Value = TypeVar("Value")


class Word(NamedTuple):
    """A word of a text, or an acronym with dots, at characters `start` to `end`."""

    start: int
    end: int
    text: str
    key: str


class Match(NamedTuple, Generic[Value]):
    """A phrase in a text."""

    start: int
    end: int
    words: Sequence[Word]
    value: Value


_new = tuple.__new__  # there are many of them, and they need no check of their arguments


def words_of(text: str) -> list[Word]:
    """Return the words of a text, each with its key.

    >>> [(word.text, word.key) for word in words_of("U.S.-led, O’Brien")]
    [('U.S.', 'us'), ('led', 'led'), ('O', 'o'), ('Brien', 'brien')]
    """
    found = []
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if word.isascii() and word.isalpha():  # nearly all are, and need no folding
            found.append(_new(Word, (start, start + len(word), word, word.lower())))
        else:
            word = word.rstrip()
            found.append(Word(start, start + len(word), word, key(word).replace(" ", "")))
    return found


class Phrases(Generic[Value]):
    """Phrases by their first two words, and then by length, the longest first: many begin with "University of"."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        found: dict[str, dict[str, dict[tuple[str, ...], Value]]] = defaultdict(lambda: defaultdict(dict))
        for phrase, value in phrases:
            if parts := tuple(word.key for word in words_of(phrase)):
                found[parts[0]][parts[1] if len(parts) > 1 else ""].setdefault(parts, value)
        self._phrases = {
            first: {
                second: [(length, several) for length in sorted({len(parts) for parts in several}, reverse=True)]
                for second, several in behind.items()
            }
            for first, behind in found.items()
        }

    def find(
        self, text: str, words: Sequence[Word], *, fits: Callable[[Match[Value]], bool] = lambda _: True
    ) -> Iterator[Match[Value]]:
        """Yield the phrases in the words of a text, apart, of those that begin at a word the longest that fits."""
        phrases, behind = self._phrases, 0
        for at, word in enumerate(words):
            if word.key not in phrases or at < behind:
                continue
            seconds = phrases[word.key]
            longer = seconds.get(words[at + 1].key, ()) if at + 1 < len(words) else ()
            for length, phrased in (*longer, *seconds.get("", ())):
                several = words[at : at + length]
                parts = tuple([word.key for word in several])
                if parts not in phrased or not _together(text, several):
                    continue
                match = Match(several[0].start, several[-1].end, several, phrased[parts])
                if fits(match):
                    yield match
                    behind = at + length
                    break


def _together(text: str, words: Sequence[Word]) -> bool:
    return all(_goes_on(text, one, other) for one, other in pairwise(words))


def _goes_on(text: str, one: Word, other: Word) -> bool:
    """Whether nothing between two words parts them; behind a dot, nothing does if that may be an abbreviation's."""
    if _GAP.fullmatch(text, one.end, other.start):
        return True
    stops = _DOT.fullmatch(text, one.end, other.start)
    return bool(stops) and (other.text[0].islower() or bool(_SHORT.fullmatch(one.text)))
