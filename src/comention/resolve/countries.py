"""A text in; the places where it names a country, by its name or through its people, out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from comention import languages
from comention.resolve.clean import Candidate
from comention.resolve.names import key

_WORD = re.compile(r"(?:[^\W\d_]\.[^\S\n]?){2,}(?!\w)|[^\W\d_]+")
_GAP = re.compile(r"[^\S\n]{0,2}\n?[^\S\n]{0,2}|\.[^\S\n]|['’‘-]")
_SPEECH = frozenset({"LANGUAGE"})
_NOT_PLACES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "FAC"})


class Form(NamedTuple):
    """What one way of naming a country is; code "" for longer names that are none's ("New Mexico")."""

    code: str
    acronym: bool = False
    demonym: bool = False
    unsure: bool = False


class Found(NamedTuple):
    """A country named at characters `start` to `end`."""

    start: int
    end: int
    form: Form


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All ways of naming a country, by their first word; and the words that decide about unsure ones."""

    labels: dict[str, str]
    forms: dict[str, list[tuple[tuple[str, ...], Form]]]
    near: dict[str, frozenset[str]]
    far: dict[str, frozenset[str]]

    def label(self, code: str) -> str:
        """The usual name of the country with this code."""
        return self.labels[code]

    def matches(self, text: str) -> Iterator[Found]:
        """Yield the longest forms in a text, those of longer names included."""
        words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
        n = 0
        while n < len(words):
            start, _, word = words[n]
            n += 1
            if not word[0].isupper():
                continue
            for parts, form in self.forms.get(_key(word), ()):
                last = n - 2 + len(parts)
                if self._fits(text, words[n - 1 : last + 1], parts, form):
                    yield Found(start, _end(words[last]), form)
                    n = last + 1
                    break

    def _fits(self, text: str, words: Sequence[tuple[int, int, str]], parts: tuple[str, ...], form: Form) -> bool:
        if len(words) < len(parts) or any(_key(word) != part for (*_, word), part in zip(words, parts, strict=True)):
            return False
        if any(not _GAP.fullmatch(text, a[1], b[0]) for a, b in pairwise(words)):
            return False
        return not form.acronym or all(c.isupper() for *_, word in words for c in word if c.isalpha())


@cache
def gazetteer(language: str) -> Gazetteer:
    """Load the countries of a language."""
    table = languages.load(language, "countries")
    forms: dict[str, list[tuple[tuple[str, ...], Form]]] = defaultdict(list)

    def add(name: str, form: Form) -> None:
        parts = tuple(_key(match.group()) for match in _WORD.finditer(name))
        forms[parts[0]].append((parts, form))

    labels, near, far = {}, {}, {}
    for code, country in table.items():
        if code == "longer":
            continue
        labels[code] = country["name"]
        near[code] = frozenset(map(key, country.get("near", ())))
        far[code] = frozenset(map(key, country.get("far", ())))
        unsure = frozenset(country.get("unsure", ()))
        for name in (country["name"], *country.get("names", ())):
            add(name, Form(code, unsure=name in unsure))
        for name in country.get("acronyms", ()):
            add(name, Form(code, acronym=True, unsure=name in unsure))
        for name in country.get("demonyms", ()):
            add(name, Form(code, demonym=True, unsure=name in unsure))
        for name in country.get("ambiguous_demonyms", ()):
            add(name, Form(code, demonym=True, unsure=True))
    for phrase in table["longer"]["phrases"]:
        add(phrase, Form(""))
    for several in forms.values():
        several.sort(key=lambda entry: -len(entry[0]))
    return Gazetteer(labels, dict(forms), near, far)


def find_countries(text: str, candidates: Sequence[Candidate], language: str) -> tuple[list[Found], list[Candidate]]:
    """Return where a text names a country, and the candidates that name something else.

    A country's name inside a longer name is none ("Bank of China"), and neither is a language. An unsure form needs
    the model's word for it, and no context that speaks against it.
    """
    countries = gazetteer(language)
    words = frozenset(key(match.group()) for match in _WORD.finditer(text))
    found: list[Found] = []
    taken: set[Candidate] = set()
    over = _Overlaps(candidates)
    for match in countries.matches(text):
        touching = over.at(match.start, match.end)
        longer = [c for c in touching if _holds_more(text, c, match)]
        if not match.form.code or any(c.label in _SPEECH for c in touching):
            taken.update(c for c in touching if c not in longer and c.label not in ("PERSON", "ORG"))
            continue
        if any(c.label in _NOT_PLACES or not match.form.demonym for c in longer):
            continue
        same = [c for c in touching if c not in longer]
        if _meant(text, match, same, words, countries):
            found.append(match)
            taken.update(same)
    return found, [c for c in candidates if c not in taken]


def _meant(text: str, match: Found, same: Sequence[Candidate], words: frozenset[str], countries: Gazetteer) -> bool:
    """Whether a form means its country here."""
    form = match.form
    if form.acronym and _among_shouts(text, match):
        return any(c.label == "GPE" for c in same)
    if not form.unsure:
        return True
    near, far = len(words & countries.near[form.code]), len(words & countries.far[form.code])
    labels = {c.label for c in same}
    if form.demonym:
        return bool(labels & {"NORP", "GPE"}) and near >= far
    return near > far or (near == far and bool(labels & {"GPE", "LOC"}))


def _among_shouts(text: str, match: Found) -> bool:
    """Whether the words on both sides are in capitals too, so that "US" may be "us"."""
    before = re.search(r"([^\W\d_]{2,})\W{1,3}$", text[max(0, match.start - 30) : match.start])
    after = re.match(r"\W{1,3}([^\W\d_]{2,})", text[match.end : match.end + 30])
    around = [word[1] for word in (before, after) if word]
    return bool(around) and all(word.isupper() for word in around)


def _holds_more(text: str, candidate: Candidate, match: Found) -> bool:
    """Whether a candidate has a word before or after the country's name."""
    outside = text[candidate.start : match.start] + " " + text[match.end : candidate.end]
    return any(word.casefold() != "the" for word in re.findall(r"[^\W_]+", outside))


class _Overlaps:
    """Finds the candidates that overlap a place."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._ordered = sorted(candidates, key=lambda c: (c.start, c.end))
        self._first = 0

    def at(self, start: int, end: int) -> list[Candidate]:
        """Return those that overlap; to be asked for places in rising order."""
        while self._first < len(self._ordered) and self._ordered[self._first].end <= start:
            self._first += 1
        found = []
        for candidate in self._ordered[self._first :]:
            if candidate.start >= end:
                break
            if candidate.end > start:
                found.append(candidate)
        return found


def _key(word: str) -> str:
    return key(word).replace(" ", "")


def _end(word: tuple[int, int, str]) -> int:
    start, end, text = word
    return start + len(text.rstrip()) if text[-1:].isspace() else end
