"""Correct the edges of candidates by the rest of their document.

A word at either end of a name that stands nowhere else beside it, and is a word of the language, is no part of it;
and where two names that stand alone elsewhere are joined, they are two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from comention.languages.grammar import Grammar
from comention.languages.lexicon import Lexicon
from comention.resolve.document.clean import Candidate, is_name, title_before, trim
from comention.resolve.fullnames import generation
from comention.resolve.weights import BEHIND_A_WORD, BEHIND_UNKNOWN
from comention.text.names import is_acronym, key, shouted

_WORD = re.compile(r"\S+")
_OPENS = re.compile(r"(?:^|[.!?:;\n“\"(\[_*—–-])[^\S\n]*$")
_YEAR = re.compile(r"[12]\d{3}")
_FIELD = re.compile(r"[^\S\n]*:")
_LONGEST = 60  # characters of a stamp
_OPENING = re.compile(r"\[(?:([^\W\d_]+)\s*[:–—-]\s*)?$")
_CLOSING = re.compile(r"\s*\]")
_REPEATED = 3
"""A label stands at least so often in a document."""
_NEAR = 500  # so many characters around a name are looked at for the ends of its line
OFFICE = "OFFICE"
"""The label of what is somebody's office: nobody's name, unless more speaks for one."""
_FRONTS = 3  # so many different words before a full name, which stands as often by itself, are none of it


class _Patterns(NamedTuple):
    """What parts two names, and what stands behind an abbreviation that is no name."""

    joint: re.Pattern[str]
    abbreviated: re.Pattern[str]


@cache
def _patterns(grammar: Grammar) -> _Patterns:
    both = f"(?:{grammar.ands.pattern}|{grammar.ors.pattern})"
    return _Patterns(
        joint=re.compile(rf"\s+{both}\s+|\s*,\s+|\s*[/–]\s*"),
        abbreviated=re.compile(rf"\.(?:[,;)]|[^\S\n]*(?:{grammar.citing.pattern}[^\S\n])?[\d§¶(])"),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a document has: how often each form stands there, under which labels, and which names have each word.

    `surnames` are the last words of people's full names, `parts` all of them; `midway` are the forms that also stand
    where no sentence, line or quotation begins, `titled` those with a title;
    `fronts` are the words that stand before what else is a full name, by that;
    `lines` are those of the text, and `held` tells of a name whether it is that of an office there, once it was asked.
    """

    text: str
    words: Lexicon
    small: Container[str]
    counts: Counter[str] = field(default_factory=Counter)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    surnames: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parts: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    midway: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    lines: Counter[str] = field(default_factory=Counter)
    held: dict[str, bool] = field(default_factory=dict)
    fronts: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, candidate: Candidate) -> None:
        """Remember a candidate."""
        self.counts[candidate.key] += 1
        self.labels[candidate.key, candidate.label] += 1
        if candidate.title:
            self.titled.add(candidate.key)
            self.offices.add(candidate.title.split()[-1])
        names = generation(candidate.key.split(), self.words)[0]
        if candidate.label == "PERSON" and len(names) > 1:
            self.surnames[names[-1]].add(candidate.key)
            self.fronts[" ".join(names[1:])].add(names[0])
            for name in names:
                self.parts[name].add(candidate.key)
        if not _OPENS.search(self.text, max(0, candidate.start - 20), candidate.start):
            self.midway.add(candidate.key)

    def borne(self, surname: str, longer: str) -> int:
        """Return how many full names have a surname, but for one of them."""
        names = self.surnames.get(surname, ())
        return len(names) - (longer in names)

    def is_word(self, name: str, longer: str) -> bool:
        """Whether this is a word of the language, and of no other name than this longer one."""
        words = self.words
        if name in words.given or name in words.surnames or self.borne(name, longer):
            return False
        if len(name) < 2 or (name != longer and (self.labels[name, "PERSON"] or self.labels[name, "ORG"])):
            return False
        return self.is_known(name) or name in words.headings

    def is_known(self, word: str) -> bool:
        """Whether this is an adverb, or the text or the language has it as an ordinary word."""
        grammar = self.words.grammar
        if next(grammar.adjectives(word), None) is not None:
            return True
        return any(one in self.small or one in self.words.common for one in (word, *grammar.verbs(word)))

    def is_person(self, name: str, longer: str) -> bool:
        """Whether this is a person's name by itself: a full one, the surname of one, or a frequent one."""
        if name in self.words.given:
            return False
        enough = 1 if " " in name or name in self.titled else 2
        return self.labels[name, "PERSON"] >= enough or self.borne(name, longer) > 0

    def is_organization(self, name: str) -> bool:
        """Whether this is an organization's name without anything around it, or a well-known one."""
        return self.labels[name, "ORG"] > self.labels[name, "PERSON"] or name in self.words.organizations


def mended(text: str, candidates: Sequence[Candidate], small: Container[str], words: Lexicon) -> list[Candidate]:
    """Give the people and organizations among the candidates their edges; those that are no names are left out."""
    seen = _Seen(text, words, small, lines=Counter(line.strip() for line in text.splitlines()))
    for candidate in candidates:
        seen.take(candidate)
    left_out = (
        _stamps(candidates, seen)
        | _labels(candidates, seen)
        | _nouns_before(candidates, seen)
        | _adverbs(candidates, seen)
    )
    found: list[Candidate] = []
    for candidate in candidates:
        if candidate.label not in ("PERSON", "ORG"):
            found.append(candidate)
        elif candidate.key not in left_out:
            parts = (_bare(part, seen) for part in _apart(candidate, seen))
            found += (_without_office(part, seen) for part in parts if part is candidate or is_name(part, words))
    return found


def _apart(candidate: Candidate, seen: _Seen) -> Iterator[Candidate]:
    """Part two names that are joined by a word or a sign, or by nothing."""
    for left, right in (*_joined(candidate, seen), *_glued(candidate, seen)):
        yield _part(candidate, *left, seen)
        yield from _apart(_part(candidate, *right, seen), seen)
        return
    yield candidate


def _joined(candidate: Candidate, seen: _Seen) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the two sides of "and", of a comma or the like where both are names, and one stands by itself elsewhere."""
    if candidate.key in seen.words.organizations:
        return
    for joint in _patterns(seen.words.grammar).joint.finditer(seen.text, candidate.start, candidate.end):
        sides = (candidate.start, joint.start()), (joint.end(), candidate.end)
        if not all(end - start > 1 for start, end in sides):
            continue
        left, right = (key(seen.text[start:end]) for start, end in sides)
        if not left or not right or left == right or right in seen.words.forms:
            continue
        known = [_alone(seen.text[start:end], candidate.key, seen) for start, end in sides]
        kinds = [name.split()[-1] in seen.words.heads and " " in name for name in (left, right)]
        slash = "/" in joint.group() and any(known) and all(len(name) > 2 for name in (left, right))
        of_a_kind = left.split()[0] in seen.words.heads  # "Ministry of Justice and Equality"
        if slash:
            yield sides
        if all(known) or (any(known) and not of_a_kind and all(a or b for a, b in zip(known, kinds, strict=True))):
            if of_a_kind and not all(seen.counts[name] for name in (left, right)):
                continue
            yield sides


def _alone(surface: str, longer: str, seen: _Seen) -> bool:
    """Whether a part of a name is a name by itself."""
    name = key(surface)
    return is_acronym(surface) or seen.is_organization(name) or seen.is_person(name, longer)


def _glued(candidate: Candidate, seen: _Seen) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield an organization, or a person, and the full name that stands right behind and elsewhere alone."""
    parts = [match.span() for match in _WORD.finditer(seen.text, candidate.start, candidate.end)]
    for n in range(1, len(parts) - 1):
        left = key(seen.text[candidate.start : parts[n - 1][1]])
        right = key(seen.text[parts[n][0] : candidate.end])
        person = n > 1 and seen.labels[left, "PERSON"] and left.split()[-1] not in seen.words.particles
        if seen.labels[right, "PERSON"] and (person or seen.is_organization(left)):
            yield (candidate.start, parts[n - 1][1]), (parts[n][0], candidate.end)


def _part(candidate: Candidate, start: int, end: int, seen: _Seen) -> Candidate:
    """Make a candidate of a part of another one, with the label that it has elsewhere."""
    start, end = trim(seen.text, start, end, seen.words)
    name = key(seen.text[start:end])
    person = seen.labels[name, "PERSON"] > seen.labels[name, "ORG"]
    label = (
        "PERSON"
        if person
        else "ORG"
        if seen.labels[name, "ORG"] or is_acronym(seen.text[start:end])
        else candidate.label
    )
    title = candidate.title if start == candidate.start else title_before(seen.text, start, seen.words)
    return Candidate.at(seen.text, start, end, label, title=title, score=candidate.score)


def _bare(candidate: Candidate, seen: _Seen) -> Candidate:
    """Take words off both ends that are no part of the name, which the rest is elsewhere."""
    parts = [match.span() for match in _WORD.finditer(seen.text, candidate.start, candidate.end)]
    if len(parts) < 2 or not generation(candidate.key.split(), seen.words)[0]:
        return candidate
    if _leads(candidate, parts, seen):
        return _bare(_part(candidate, parts[1][0], candidate.end, seen), seen)
    if _trails(candidate, parts, seen):
        return _bare(_part(candidate, candidate.start, parts[-2][1], seen), seen)
    return candidate


def _leads(candidate: Candidate, parts: Sequence[tuple[int, int]], seen: _Seen) -> bool:
    """Whether the first word is a year, an acronym, one that only opens a sentence or a headline, or one of several.

    No person has several additional first names in turn: "Re: Numbers Ann Lee", "Re: Time Ann Lee".
    """
    rest, first = key(seen.text[parts[1][0] : candidate.end]), key(seen.text[slice(*parts[0])])
    if _stray(first, rest, candidate, seen):
        return True
    if not _own(rest, candidate, seen):
        return False
    if _YEAR.fullmatch(first):
        return candidate.label == "ORG"
    if candidate.label == "PERSON" and " " in rest and len(seen.fronts[rest]) >= _FRONTS <= seen.counts[rest]:
        return True
    if candidate.label == "PERSON" and len(first) > 2 and first not in seen.words.given:  # "JP Morgan" has initials
        surfaces = seen.text[slice(*parts[0])], seen.text[parts[1][0] : candidate.end]
        if is_acronym(surfaces[0]) and not surfaces[1].isupper():
            return True
    return candidate.key not in seen.midway and seen.is_word(first, candidate.key)


def _stray(first: str, rest: str, candidate: Candidate, seen: _Seen) -> bool:
    """Whether a first word hardly ever stands before what is a person's name by itself: "Young Pip", "Mas'r Pip"."""
    if candidate.label != "PERSON" or " " in rest or first in seen.words.given or len(first) < 2:
        return False
    times = BEHIND_A_WORD if seen.is_known(first) else BEHIND_UNKNOWN
    return seen.labels[rest, "PERSON"] >= times * seen.counts[candidate.key]


def _trails(candidate: Candidate, parts: Sequence[tuple[int, int]], seen: _Seen) -> bool:
    """Whether the last word is one that only stands behind the name here: a verb, a heading, an abbreviation."""
    text, words = seen.text, seen.words
    rest, surface = key(text[candidate.start : parts[-2][1]]), text[slice(*parts[-1])]
    last = key(surface)
    if generation(["", last], words)[1] or not _own(rest, candidate, seen):
        return False
    if last in words.verbs or last in words.headings:
        return True
    if candidate.label != "PERSON" or last in words.places | words.things | words.heads | words.forms:
        return False
    if seen.borne(last, candidate.key) or last in words.given or last in words.surnames:
        return False
    abbreviated = len(last) > 1 and bool(_patterns(words.grammar).abbreviated.match(text, candidate.end))
    acronym = is_acronym(surface) and not shouted(text[candidate.start : parts[-2][1]])
    once = seen.counts[candidate.key] == 1
    return abbreviated or acronym or (once and seen.is_word(last, candidate.key))


def _own(rest: str, candidate: Candidate, seen: _Seen) -> bool:
    """Whether the rest of a candidate is a name by itself, and no rarer than all of it."""
    if candidate.label == "PERSON":
        borne = seen.counts[rest] + seen.borne(rest, candidate.key)
        return seen.is_person(rest, candidate.key) and borne >= seen.counts[candidate.key]
    known = rest in seen.words.organizations or (" " in rest and seen.labels[rest, "ORG"] > 0)
    return known and candidate.key not in seen.words.organizations


def _without_office(candidate: Candidate, seen: _Seen) -> Candidate:
    """Label an office as one: "the Mayor", "M. le Maire"; but not what a full name ends or begins with."""
    parts = _of_office(candidate.key, seen.words)
    if candidate.label != "PERSON" or not parts:
        return candidate
    named = (name for part in parts for name in seen.parts[part] if not _of_office(name, seen.words))
    if any(named) or any(part in seen.words.given or part in seen.words.surnames for part in parts):
        return candidate
    if candidate.key == parts[0] and not _held(candidate, seen):
        return candidate
    return replace(candidate, label=OFFICE, title="")


def _of_office(name: str, words: Lexicon) -> list[str]:
    """Return the titles and roles in a name that has nothing else but what widens them."""
    around = words.modifiers, words.place_articles
    offices = [part for part in name.split() if part in words.titles or part in words.roles]
    rest = (part for part in name.split() if part not in offices)
    return offices if all(any(part in some for some in around) for part in rest) else []


def _held(candidate: Candidate, seen: _Seen) -> bool:
    """Whether the text also speaks of the office as one: "the Mayor", "Mayor Alvarez"; else it may be "Mr Bishop"."""
    name = candidate.surface
    if candidate.key in seen.offices:
        return True
    if name not in seen.held:
        grammar = seen.words.grammar
        article = rf"\b(?:{grammar.articles.pattern}|{grammar.borrowed_articles.pattern})\s+{re.escape(name)}\b"
        seen.held[name] = candidate.key in seen.small or bool(re.search(article, seen.text, re.IGNORECASE))
    return seen.held[name]


def _stamps(candidates: Iterable[Candidate], seen: _Seen) -> set[str]:
    """Return forms that are only ever a whole line in capitals, or the name of a field, and nothing says are names."""
    places: defaultdict[str, list[bool]] = defaultdict(list)
    for candidate in candidates:
        if candidate.label in ("PERSON", "ORG"):
            places[candidate.key].append(_is_stamp(candidate, seen) or _is_field(candidate, seen))
    return {name for name, several in places.items() if all(several)}


def _nouns_before(candidates: Iterable[Candidate], seen: _Seen) -> set[str]:
    """Return forms of one word that stand but once, and right before a person: "Poor Anna", "Aide Jan Nowak"."""
    words = seen.words
    return {
        one.key
        for one, other in pairwise(candidates)
        if one.label == other.label == "PERSON" and " " not in one.key and seen.counts[one.key] == 1
        if seen.text[one.end : other.start] == " " and (seen.is_word(one.key, one.key) or one.key in words.roles)
    }


def _adverbs(candidates: Iterable[Candidate], seen: _Seen) -> set[str]:
    """Return adverbs of known words that only ever open something: "Coldly", as a direction for who speaks."""
    return {
        one.key
        for one in candidates
        if one.key not in seen.midway and not one.title
        if any(base in seen.small or base in seen.words.common for base in seen.words.grammar.adjectives(one.key))
        if seen.is_word(one.key, one.key)
    }


def _labels(candidates: Iterable[Candidate], seen: _Seen) -> set[str]:
    """Return forms that are only ever a label in square brackets, again and again: "[REDACTED: Grand Jury]"."""
    places: defaultdict[str, list[bool]] = defaultdict(list)
    for candidate in candidates:
        if candidate.label in ("PERSON", "ORG"):
            places[candidate.key].append(_is_label(candidate, seen))
    return {name for name, several in places.items() if len(several) >= _REPEATED and all(several)}


def _is_label(candidate: Candidate, seen: _Seen) -> bool:
    """Whether a candidate is all that is in square brackets, but for what kind of label it is, and is no known name."""
    words = seen.words
    if not _CLOSING.match(seen.text, candidate.end):
        return False
    opening = _OPENING.search(seen.text, max(0, candidate.start - _LONGEST), candidate.start)
    parts = candidate.key.split()
    if not opening or any(part in words.given or part in words.surnames for part in parts):
        return False
    redacted = opening[1] is not None and key(opening[1]) in words.redactions
    return redacted or all(part in words.bodies or seen.is_word(part, candidate.key) for part in parts)


def _is_stamp(candidate: Candidate, seen: _Seen) -> bool:
    words, parts = seen.words, candidate.key.split()
    if candidate.label != "ORG" or candidate.key in words.organizations:
        return False
    if any(part in words.given or part in words.surnames or part in words.heads for part in parts):
        return False
    line = _line(candidate, seen.text).strip()
    return shouted(line) and len(line) <= _LONGEST and seen.lines[line] > 1


def _is_field(candidate: Candidate, seen: _Seen) -> bool:
    """Whether words of the language begin a line before a colon: "Date:"."""
    if not _FIELD.match(seen.text, candidate.end) or not _line(candidate, seen.text).startswith(candidate.surface):
        return False
    return all(
        part in seen.small or part in seen.words.common or part in seen.words.headings for part in candidate.key.split()
    )


def _line(candidate: Candidate, text: str) -> str:
    """Return the line of a candidate, of a very long one what is near it."""
    start = text.rfind("\n", max(0, candidate.start - _NEAR), candidate.start) + 1
    end = text.find("\n", candidate.end, candidate.end + _NEAR)
    start, end = start or max(0, candidate.start - _NEAR), end if end >= 0 else candidate.end + _NEAR
    return text[start:end].lstrip()
