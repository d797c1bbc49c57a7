"""Whom "he" and "she" mean, where that can be only one of the people who are named.

This is the only person of that sex in the sentence, before the pronoun, or in the sentence before. A pronoun that is
understood counts there as the name it stands for; one that is not, or a person whose sex is not known, may be meant.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from comention.languages.lexicon import Lexicon
from comention.model import PRONOUN, EntityType, LocalMention, Sentence
from comention.resolve.document.local import Local
from comention.resolve.document.people import MAN, WOMAN, sex_of, sex_of_titles
from comention.text.intervals import Spans
from comention.text.names import key
from comention.text.phrases import words_of

_SPEAKING = re.compile(r"(?:\s*\([^()\n]*\))*\s*:")
"""Behind the name of a speaker, who is not whom the speech is about."""
_ENOUGH = 3
"""So many pronouns by which only one person can be meant tell the sex of this one,"""
_LEADS = 5
"""if they are at least so many times as many as those of the other sex."""
_MANY = 100
"""So many names or pronouns of a sentence are looked at, which has more only if it is a list."""
_NEAR = 80
"""In so many characters before a name, there is the preposition that governs it."""
_START = attrgetter("start")


class _Mark(NamedTuple):
    """Where somebody is meant, by a name or by a pronoun of a `sex`: the entity of that number, None if not clear.

    A pronoun that is understood has the `name` that it stands for. A name is `governed` behind a preposition.
    """

    start: int
    end: int
    sex: str = ""
    entity: int | None = None
    name: str = ""
    governed: bool = False


_Marks = Mapping[int, Sequence[_Mark]]
"""In order, by the number of their sentence."""
_Sexes = Mapping[int | None, str]
"""By the number of a person; "" if it is not known."""


def pronouns(
    text: str, sentences: Sequence[Sentence], entities: Sequence[Local], words: Lexicon
) -> Iterator[LocalMention]:
    """Yield the mentions of a document's entities by a pronoun, in order."""
    starts = [sentence.start for sentence in sentences]
    found = _by_sentence(_pronouns(text, entities, words), starts)
    named = _by_sentence(_names(text, starts, entities, words), starts)
    sexes = _sexes(entities, found, named, words)
    understood: dict[int, list[_Mark]] = defaultdict(list)
    for n, several in found.items():
        for pronoun in several:
            window = _before(pronoun, n, named, understood)
            mark = _meant(text, pronoun, window, starts[n], sexes, words)
            understood[n].append(mark)
            if mark.entity is not None:
                surface = text[mark.start : mark.end]
                yield LocalMention(
                    mark.entity, n, mark.start, mark.end, surface, PRONOUN, demonym=False, name=mark.name
                )


def _by_sentence(marks: Iterable[_Mark], starts: Sequence[int]) -> dict[int, list[_Mark]]:
    found: dict[int, list[_Mark]] = defaultdict(list)
    for mark in sorted(marks, key=_START):
        found[_sentence(mark.start, starts)].append(mark)
    return found


def _sentence(place: int, starts: Sequence[int]) -> int:
    return max(0, bisect_right(starts, place) - 1)


def _pronouns(text: str, entities: Sequence[Local], words: Lexicon) -> Iterator[_Mark]:
    """Yield the pronouns of a text that are no part of a name."""
    taken = Spans(mention for local in entities for mention in local.mentions)
    pattern = rf"\b(?:(?P<woman>{words.grammar.she.pattern})|{words.grammar.he.pattern})\b"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if not taken.at(*match.span()):
            yield _Mark(*match.span(), WOMAN if match["woman"] else MAN)


def _names(text: str, starts: Sequence[int], entities: Sequence[Local], words: Lexicon) -> Iterator[_Mark]:
    """Yield the names of people, but for those of speakers."""
    for n, local in enumerate(entities):
        for mention in local.mentions if local.type is EntityType.PERSON else ():
            if not _SPEAKING.match(text, mention.end):
                begin = max(starts[_sentence(mention.start, starts)], mention.start - _NEAR)
                governed = _governed(text[begin : mention.start], words)
                yield _Mark(mention.start, mention.end, entity=n, name=mention.surface, governed=governed)


def _governed(before: str, words: Lexicon) -> bool:
    """Whether the text before a name ends with a preposition, or with one before a title: "for the late President"."""
    passed = words.titles | words.modifiers | words.roles | words.grammar.articles.keys
    last = next((name for name in map(key, reversed(before.split())) if name not in passed), "")
    return last in words.grammar.prepositions.keys


def _sexes(entities: Sequence[Local], found: _Marks, named: _Marks, words: Lexicon) -> _Sexes:
    """Tell the sexes of people by their titles and first names, else by the pronouns that can mean nobody else."""
    sexes: dict[int | None, str] = {
        n: _sex(local, words) for n, local in enumerate(entities) if local.type is EntityType.PERSON
    }
    counts: dict[int | None, Counter[str]] = defaultdict(Counter)
    for n, several in found.items():
        for pronoun in several:
            people = {mark.entity for mark in _before(pronoun, n, named, {})}
            if len(people) == 1:
                counts[people.pop()][pronoun.sex] += 1
    for person, count in counts.items():
        for one, other in ((WOMAN, MAN), (MAN, WOMAN)):
            if not sexes[person] and count[one] >= max(_ENOUGH, _LEADS * count[other]):
                sexes[person] = one
    return sexes


def _sex(person: Local, words: Lexicon) -> str:
    """Return the sex that the titles and the first names of a person say, "" where they say none or both."""
    told = {sex_of_titles(person.titles, words), *(sex_of(name, words) for name in person.keys)} - {""}
    return told.pop() if len(told) == 1 else ""


def _before(pronoun: _Mark, n: int, named: _Marks, understood: _Marks) -> list[_Mark]:
    """Return what stands before a pronoun in its sentence, number `n`, and in the one before; of many, the last."""
    near: list[_Mark] = []
    for marks in (found.get(m, ()) for found in (named, understood) for m in (n - 1, n)):
        end = bisect_left(marks, pronoun.start, key=_START)
        near += marks[max(0, end - _MANY) : end]
    return sorted(near, key=_START)


def _meant(text: str, pronoun: _Mark, before: Sequence[_Mark], begin: int, sexes: _Sexes, words: Lexicon) -> _Mark:
    """Return a pronoun in a sentence that begins at `begin`, with whom it means if that is clear.

    A noun for somebody of that sex, or a quotation mark, may bring in somebody else. If nothing but the name behind a
    preposition is there, the sentence is about somebody else, and "him" is not who does something to him.
    """
    rivals = {mark.entity for mark in before if sexes.get(mark.entity, mark.sex) in ("", pronoun.sex)}
    entity = rivals.pop() if len(rivals) == 1 else None
    if sexes.get(entity) != pronoun.sex:
        return pronoun
    own = [mark for mark in before if mark.entity == entity]
    between = text[own[-1].end : pronoun.start]
    nouns = words.women_nouns if pronoun.sex == WOMAN else words.men_nouns
    doubtful = (
        between.count("“") != between.count("”")
        or between.count('"') % 2 == 1
        or any(word.key in nouns for word in words_of(between))
        or (own[-1].governed and not any(mark.sex for mark in own))
        or (own[-1].start >= begin and text[pronoun.start : pronoun.end].lower() in words.grammar.objects.keys)
    )
    return pronoun if doubtful else pronoun._replace(entity=entity, name=own[-1].name)
