"""The words of a text in; names that show by the words around them alone, where a model may have seen none, out.

People behind a title or a given name, and organizations that a country's name begins.
"""

from collections.abc import Collection, Iterator, Sequence

from comention.resolve.clean import Candidate
from comention.resolve.names import key
from comention.resolve.phrases import Word
from comention.resolve.spans import Placed
from comention.resolve.words import Words

_LONGEST = 4
_CONNECTING = frozenset({"of", "for", "and", "the"})


def people_by_pattern(text: str, words: Sequence[Word], small: Collection[str], language: Words) -> Iterator[Candidate]:
    """Yield what stands behind "Mr." or a given name and is written like a surname."""
    at = 0
    while at < len(words) - 1:
        word, start = words[at], at
        title = word.key if word.key in language.addresses and word.text[0].isupper() else ""
        if title:
            start = at + 1
        elif not (word.key in language.given and word.text.istitle() and word.text.lower() not in small):
            at += 1
            continue
        end = _end_of_person(text, words, start, language)
        length = end - start
        if length > (0 if title else 1):
            first, last = words[start], words[end - 1]
            yield Candidate.at(text, first.start, last.end, "PERSON", title=title)
        at = max(end, at + 1)


def _end_of_person(text: str, words: Sequence[Word], start: int, language: Words) -> int:
    """Return the place behind the last word of the name that begins at `start`."""
    end = at = start
    while at < min(len(words), start + _LONGEST):
        word = words[at]
        if at > start and not _joined(text, words[at - 1], word, language):
            break
        if at > start and word.text.islower() and word.key in language.particles:
            at += 1
            continue
        if not word.text[0].isupper() or not (
            _surname_like(word, language) or (at == start and _may_begin(word, language))
        ):
            break
        at += 1
        end = at
    return end


def _joined(text: str, before: Word, word: Word, language: Words) -> bool:
    gap = text[before.end : word.start]
    if gap == "\n":  # a line may break inside a name, but a list has a name a line
        line = text[text.rfind("\n", 0, before.start) + 1 : before.start]
        return before.key in language.given and word.key not in language.given and line != line.title()
    return gap in (" ", "-", "'", "’") or (gap == ". " and len(before.text) == 1)


def _may_begin(word: Word, language: Words) -> bool:
    """Whether a name may begin with a word that is no surname: a given name, or one in capitals."""
    return word.key in language.given or (word.text.isupper() and word.key not in language.leading | language.never)


def _surname_like(word: Word, language: Words) -> bool:
    if len(word.text) == 1:
        return True
    return not (
        word.text.isupper()
        or word.key in language.titles
        or word.key in language.heads
        or word.key in language.places
        or word.key in language.things
        or word.key in language.never
        or word.key in language.leading
    )


def organizations_by_pattern(
    text: str, words: Sequence[Word], countries: Sequence[Placed], language: Words
) -> Iterator[Candidate]:
    """Yield the names that begin with a country's and end with an organization's kind: "Saudi Interior Ministry"."""
    place = {word.start: n for n, word in enumerate(words)}
    begins = {country.start for country in countries}
    for country in countries:
        start, end = country.start, country.end
        at = place[start]
        last = 0
        while at < len(words) and (
            words[at].start < end or (_goes_on(text, words, at) and words[at].start not in begins)
        ):
            if words[at].start >= end and words[at].text[0].isupper() and _is_kind(words[: at + 1], language):
                last = words[at].end
            at += 1
        if last:
            yield Candidate.at(text, start, last, "ORG")


def _is_kind(words: Sequence[Word], language: Words) -> bool:
    """Whether the last word, or the last three ("House of Representatives"), name a kind of organization."""
    return words[-1].key in language.heads or " ".join(word.key for word in words[-3:]) in language.heads


def _goes_on(text: str, words: Sequence[Word], at: int) -> bool:
    word = words[at]
    gap = text[words[at - 1].end : word.start]
    return gap in (" ", "\n") and (word.text[0].isupper() or (word.key in _CONNECTING and len(key(word.text)) < 4))
