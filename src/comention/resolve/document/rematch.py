"""Further mentions of the names of a document, which the model did not see."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from comention.languages.grammar import Grammar
from comention.languages.lexicon import Lexicon
from comention.resolve.document.clean import Candidate, title_before
from comention.resolve.document.forms import Form
from comention.resolve.fullnames import generation
from comention.resolve.types import family_first
from comention.text.names import key, shouted
from comention.text.phrases import Match, Phrases, Word

_BEFORE = re.compile(r"([^\W\d_][\w’'.-]*)[^\S\n]$")
_OPEN = re.compile(r"(?:^|[.!?:;\n“\"(—–])\s*$")
_AFTER = re.compile(r"[^\S\n]([^\W\d_]\w+)")
KOREAN = re.compile(r"[A-Z]\w+ [A-Z]\w+-[a-z]\w+")
"""A Korean name begins with the surname: "Moon Jae-in"."""
_SHORTEST = 3


@cache
def _article(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf"\b{grammar.articles.pattern}\s$", re.IGNORECASE)


def rematch(
    text: str,
    words: Sequence[Word],
    forms: Sequence[Form],
    people: Collection[str],
    small: Collection[str],
    language: Lexicon,
) -> Iterator[Candidate]:
    """Yield places that have one of the forms, or the surname of one of the `people`, all given by key.

    A form of one word is sought only where it is safe: not if the text also writes the word small, and not where it is
    a part of a longer name.
    """
    wanted: dict[str, str] = {}
    surnames: set[str] = set()
    for form in forms:
        for candidate in form.candidates:
            wanted.setdefault(candidate.surface, form.key)
    for form in forms:
        if form.key in people:
            for surname in _surnames(form, language):
                surnames.add(key(surname))
                wanted.setdefault(surname, key(surname))

    def fits(match: Match[str]) -> bool:
        first, last = match.words[0], match.words[-1]
        if not last.text[0].isupper() or "\n\n" in text[match.start : match.end]:
            return False
        if len(match.words) > 1:
            return first.text[0].isupper() or first.key in language.particles
        return first.text[0].isupper() and _safe(text, match, small, surnames, language)

    for match in Phrases(wanted.items()).find(text, words, fits=fits):
        title = title_before(text, match.start, language)
        yield Candidate.at(text, match.start, match.end, "", title=title, name=match.value)


def sought(
    text: str, words: Sequence[Word], names: Phrases[str], small: Collection[str], language: Lexicon
) -> Iterator[Candidate]:
    """Yield places that have one of the names which other documents have."""

    def fits(match: Match[str]) -> bool:
        first, last = match.words[0], match.words[-1]
        if not last.text[0].isupper() or not first.text[0].isupper() or "\n\n" in text[match.start : match.end]:
            return False
        return len(match.words) > 1 or _safe(text, match, small, (), language)

    for match in names.find(text, words, fits=fits):
        title = title_before(text, match.start, language)
        yield Candidate.at(text, match.start, match.end, "", title=title, name=match.value)


def _surnames(form: Form, language: Lexicon) -> Iterator[str]:
    """Yield the surname of a full name, with its particles and without."""
    parts = [part.rstrip(",") for part in form.surface.split()]
    n = len(generation([key(part) for part in parts], language)[0]) - 1
    if n < 1:
        return
    if family_first(form.key, language) or KOREAN.fullmatch(form.surface):
        yield parts[0]
    last = n
    if len(key(parts[n])) >= _SHORTEST:
        yield parts[n]
    while n > 1 and key(parts[n - 1]) in language.nobiliary:
        n -= 1
    if n < last:
        yield " ".join(parts[n : last + 1])


def _safe(text: str, match: Match[str], small: Collection[str], surnames: Collection[str], language: Lexicon) -> bool:
    word = match.words[0]
    if word.text.lower() in small or word.key in language.months or len(word.key) < 2:
        return False
    if (word.key in language.never or len(word.key) < _SHORTEST) and not (
        word.key in surnames and not _article(language.grammar).search(text, max(0, match.start - 5), match.start)
    ):
        return False
    before = _BEFORE.search(text, max(0, match.start - 30), match.start)
    if before and _ends_sentence(before[1], language):
        before = None
    if before and before[1][0].isupper() and not shouted(before[1]) and not title_before(text, match.start, language):
        opens = _OPEN.search(text[max(0, match.start - 40) : before.start()])
        if not opens:
            return False
    after = _AFTER.match(text, match.end)
    return after is None or not after[1][0].isupper() or shouted(after[1])


def _ends_sentence(word: str, language: Lexicon) -> bool:
    """Whether a sentence ends with a word: it has a dot, and is no initial and no abbreviation."""
    bare = word.removesuffix(".")
    return bare != word and len(bare) > 1 and "." not in bare and key(bare) not in language.abbreviations
