"""The acronyms that a text explains in brackets, with the names that they are short for."""

import re
from collections.abc import Container, Iterator
from functools import cache
from typing import NamedTuple

from comention.languages.grammar import Grammar
from comention.languages.lexicon import Lexicon
from comention.resolve.document.clean import Candidate
from comention.text.intervals import Spans
from comention.text.names import acronyms, is_acronym, key

_WORD = re.compile(r"[^\s()\[\]\"“”]+")


@cache
def _brackets(grammar: Grammar) -> re.Pattern[str]:
    lead = f"(?:{grammar.definite.pattern}|{grammar.ors.pattern})"
    return re.compile(rf"\(\s*(?:{lead}\s+)?[\"“'‘]?([A-Z][\w.&-]{{1,9}})[\"”'’]?\s*[),;]")


class Explained(NamedTuple):
    """An acronym at characters `start` to `end`, and the `name` that it is short for just before it.

    `named` is False where that is no name but a thing in small letters: "compact fluorescent lamp (CFL)".
    """

    key: str
    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    named: bool


def explained(text: str, candidates: Spans[Candidate], words: Lexicon) -> Iterator[Explained]:
    """Yield the acronyms in brackets whose letters begin the words before them, or come in the name that ends there.

    After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003),
    with the initials of all words or of all but the small ones in the place of their search.
    """
    small = words.grammar.small.keys
    for match in _brackets(words.grammar).finditer(text):
        short = _singular(match[1], words)
        acronym = key(short)
        if not is_acronym(short):
            continue
        far = max(0, match.start() - 120)
        line = text.rfind("\n\n", max(0, far - 1), match.start()) + 1
        before = [word.span() for word in _WORD.finditer(text, max(line, far), match.start())]
        for start, _ in reversed(before[-2 * len(acronym) - 2 :]):
            name = text[start : before[-1][1]]
            if key(name) != acronym and acronym in acronyms(name, small):
                end = before[-1][1]
                # a name may begin with its kind, of which the acronym says nothing: "Ministry of Foreign Trade (FT)"
                start = min([start, *(whole.start for whole in candidates.at(start, end) if whole.end == end)])
                name = text[start:end]
                yield Explained(
                    acronym, match.start(1), match.start(1) + len(short), start, end, name, _named(name, small)
                )
                break
        else:
            ending = [
                candidate
                for candidate in candidates.at(max(0, match.start() - 2), match.start())
                if " " in candidate.surface
            ]
            if ending and _comes_in(acronym, key(ending[-1].surface)):
                yield Explained(
                    acronym,
                    match.start(1),
                    match.start(1) + len(short),
                    ending[-1].start,
                    ending[-1].end,
                    ending[-1].surface,
                    named=True,
                )


def _singular(acronym: str, words: Lexicon) -> str:
    """Return an acronym without the ending of a plural: "NGOs"."""
    bare = (acronym.removesuffix(ending) for ending in words.grammar.plural if acronym.endswith(ending))
    return next((short for short in bare if short.isupper()), acronym)


def _named(name: str, small: Container[str]) -> bool:
    """Whether most words that count begin with a capital."""
    words = [word for word in name.split() if key(word) not in small]
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def _comes_in(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym come in a name in this order, the first one as its first.

    >>> _comes_in("interpol", "international police"), _comes_in("eu", "united nations")
    (True, False)
    """
    letters = iter(name.replace(" ", ""))
    return name[0] == acronym[0] and all(letter in letters for letter in acronym)
