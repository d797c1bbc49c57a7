"""The places where a text names a country, by its name or through its people."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from comention import languages
from comention.languages.lexicon import Lexicon, lexicon
from comention.resolve.document.clean import Candidate
from comention.text.intervals import Spans
from comention.text.names import key
from comention.text.phrases import Match, Phrases, Word

_NOT_PLACES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "FAC", "MISC"})
_PLACES = frozenset({"GPE", "LOC"})
_PEOPLES = _PLACES | {"NORP", "MISC"}
_NUMBER = re.compile(r"[- ]\d")
_ROAD = re.compile(r"\s([A-Z]\w+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_SHOUT_BEFORE = re.compile(r"([^\W\d_]{2,})\W{1,3}$")
_SHOUT_AFTER = re.compile(r"\W{1,3}([^\W\d_]{2,})")


class CountryForm(NamedTuple):
    """What one way of naming a country is; code "" for longer names that are none's ("New Mexico").

    One that may be `small` is an adjective where it is written in small letters.
    """

    code: str
    acronym: bool = False
    demonym: bool = False
    unsure: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All ways of naming a country, and the words that decide about unsure ones, by code."""

    labels: dict[str, str]
    forms: Phrases[CountryForm]
    near: dict[str, frozenset[str]]
    far: dict[str, frozenset[str]]


@cache
def gazetteer(language: str) -> Gazetteer:
    """Load the countries of a language."""
    table = languages.load(language, "countries")
    forms: list[tuple[str, CountryForm]] = [
        (phrase, CountryForm("")) for phrase in table.get("longer", {}).get("phrases", ())
    ]
    countries = {code: country for code, country in table.items() if code != "longer"}
    for code, country in countries.items():
        unsure = frozenset(country.get("unsure", ()))
        names, demonyms = (country["name"], *country.get("names", ())), country.get("demonyms", ())
        small = {key(name) for name in demonyms if name[0].islower()}
        forms += ((name, CountryForm(code, unsure=name in unsure, small=key(name) in small)) for name in names)
        forms += (
            (name, CountryForm(code, acronym=True, unsure=name in unsure)) for name in country.get("acronyms", ())
        )
        forms += (
            (name, CountryForm(code, demonym=True, unsure=name in unsure, small=key(name) in small))
            for name in demonyms
        )
        forms += (
            (name, CountryForm(code, demonym=True, unsure=True)) for name in country.get("ambiguous_demonyms", ())
        )
    return Gazetteer(
        {code: country["name"] for code, country in countries.items()},
        Phrases(forms),
        {code: frozenset(map(key, country.get("near", ()))) for code, country in countries.items()},
        {code: frozenset(map(key, country.get("far", ()))) for code, country in countries.items()},
    )


def label_of(code: str, language: str) -> str | None:
    """Return what a country is called in a language, or in English where its tables do not tell; None if no country.

    >>> label_of("de", "fr"), label_of("suhh", "de")
    ('Allemagne', 'Soviet Union')
    """
    return gazetteer(language).labels.get(code) or gazetteer(languages.USUAL).labels.get(code)


def find_countries(
    text: str, words: Sequence[Word], candidates: Sequence[Candidate], language: str
) -> tuple[list[Match[CountryForm]], list[Candidate]]:
    """Return where a text names a country, and the candidates that name something else.

    A country's name inside a longer name is none ("Bank of China"), and neither is a language. An unsure form needs
    the model's word for it, and no context that speaks against it.
    """
    countries, lexical = gazetteer(language), lexicon(language)
    context = frozenset(word.key for word in words)
    found_forms = map(_as_written, countries.forms.find(text, words, fits=_written_as_name))
    matches = [match for match in found_forms if not _is_spoken(text, match, lexical)]
    at = Spans(matches)
    taken = {candidate for candidate in candidates if _only_countries(text, candidate, at)}
    over = Spans(candidate for candidate in candidates if candidate not in taken)
    found: list[Match[CountryForm]] = []
    for match in matches:
        touching = over.at(match.start, match.end)
        longer = [candidate for candidate in touching if _holds_more(text, candidate, match, lexical)]
        same = [candidate for candidate in touching if candidate not in longer]
        if not match.value.code:
            taken.update(candidate for candidate in same if candidate.label not in ("PERSON", "ORG"))
        elif any(candidate.label == "LANGUAGE" for candidate in touching):
            taken.update(same)
        elif any(candidate.label in _NOT_PLACES or not match.value.demonym for candidate in longer):
            continue
        elif _meant(text, match, same, context, countries, lexical):
            found.append(match)
            taken.update(same)
    return found, [candidate for candidate in candidates if candidate not in taken]


def _only_countries(text: str, candidate: Candidate, matches: Spans[Match[CountryForm]]) -> bool:
    """Whether a candidate is several countries and nothing else: "U.S.-Russia"."""
    inside = [match for match in matches.at(candidate.start, candidate.end) if match.value.code]
    if len(inside) < 2:
        return False
    rest = [text[one.end : other.start] for one, other in pairwise(inside)]
    rest += [text[candidate.start : inside[0].start], text[inside[-1].end : candidate.end]]
    return not any(c.isalnum() for c in "".join(rest))


def _written_as_name(match: Match[CountryForm]) -> bool:
    """Whether the words begin with capitals, and those of an acronym have nothing else."""
    if match.value.acronym:
        return all(word.text.isupper() for word in match.words)
    return match.value.small or not (match.words[0].text[0].islower() or match.words[-1].text[0].islower())


def _as_written(match: Match[CountryForm]) -> Match[CountryForm]:
    """Take a name that is written small for the adjective: "le gouvernement suisse"."""
    if match.value.small and match.words[0].text[0].islower():
        return match._replace(value=match.value._replace(demonym=True))
    return match


def _is_spoken(text: str, match: Match[CountryForm], words: Lexicon) -> bool:
    """Whether an adjective that is written small is a language: "en chinois"."""
    if not words.tongues or not match.words[0].text[0].islower():
        return False
    before = _WORD_BEFORE.search(text[max(0, match.start - 30) : match.start])
    return before is not None and key(before[1]) in words.tongues


def _meant(
    text: str,
    match: Match[CountryForm],
    same: Iterable[Candidate],
    context: frozenset[str],
    countries: Gazetteer,
    words: Lexicon,
) -> bool:
    """Whether a form means its country here."""
    form = match.value
    labels = {candidate.label for candidate in same}
    if form.acronym and _is_road(text, match.end, words):
        return False
    if form.acronym and _among_shouts(text, match):
        return bool(labels & _PLACES)
    if not form.unsure:
        return True
    near, far = len(context & countries.near[form.code]), len(context & countries.far[form.code])
    if form.demonym:
        return bool(labels & _PEOPLES) and near >= far
    return near > far or (near == far and bool(labels & _PLACES))


def _is_road(text: str, end: int, words: Lexicon) -> bool:
    """Whether an acronym goes on as the name of a road: "US 66", "US Highway"."""
    kind = _ROAD.match(text, end)
    return bool(_NUMBER.match(text, end)) or (kind is not None and key(kind[1]) in words.roads)


def _among_shouts(text: str, match: Match[CountryForm]) -> bool:
    """Whether the words on both sides are in capitals too, so that "US" may be "us"."""
    before = _SHOUT_BEFORE.search(text[max(0, match.start - 30) : match.start])
    after = _SHOUT_AFTER.match(text[match.end : match.end + 30])
    around = [word[1] for word in (before, after) if word]
    return bool(around) and all(word.isupper() for word in around)


def _holds_more(text: str, candidate: Candidate, match: Match[CountryForm], words: Lexicon) -> bool:
    """Whether a candidate has a word before or after the country's name, but for what kind of state it is.

    "The State of Norway" is Norway; where the name may be another place's, its kind says nothing: "State of Georgia".
    """
    before, articles = text[candidate.start : match.start], words.grammar.definite.keys
    parts = words.grammar.without_article(key(before)).split()
    kind = " ".join(parts[:-1] if parts and parts[-1] in articles else parts) in words.state_kinds
    if kind and not (match.value.unsure or match.value.demonym):
        before = ""
    outside = f"{before} {text[match.end : candidate.end]}"
    return any(key(word) not in articles for word in re.findall(r"[^\W_]+", outside))
