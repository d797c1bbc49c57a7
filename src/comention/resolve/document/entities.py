"""One document and its extraction in; its entities out: who is named in it, where, and why we think so.

It needs nothing but the document, so that documents can be resolved one by one, anywhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from comention.languages.lexicon import Lexicon, in_text, lexicon
from comention.model import EntityType, Extraction, Span
from comention.resolve.document.acronyms import Explained, explained
from comention.resolve.document.clean import Candidate, candidates
from comention.resolve.document.countries import Form as CountryForm
from comention.resolve.document.countries import find_countries
from comention.resolve.document.edges import mended
from comention.resolve.document.furniture import NONE as NOTHING
from comention.resolve.document.furniture import Line, furniture
from comention.resolve.document.local import Local, Named
from comention.resolve.document.organizations import organizations
from comention.resolve.document.people import NAMED, people
from comention.resolve.document.rematch import again
from comention.resolve.document.types import ORG, PERSON, Form, Votes, gather, vote, winner
from comention.resolve.document.watched import Watched
from comention.text.hyphens import Whole, unparted
from comention.text.intervals import Spans, longest_apart
from comention.text.names import key, shouted
from comention.text.phrases import Match, Phrases, words_of

CERTAIN = 1000
"""How much the user's word counts beside all other clues."""
COUNTRY = "name of the country"
DEMONYM = "its people or adjective"


class Resolved(NamedTuple):
    """The entities of a document in the order in which they first appear, and the lines that were left out."""

    entities: list[Local]
    furniture: list[Line]


def in_document(
    text: str,
    extraction: Extraction,
    *,
    language: str = "en",
    keep_furniture: bool = False,
    listed: Phrases[Watched] | None = None,
) -> Resolved:
    """Resolve the names of one document.

    Of all that may be a name at one place, the longest one is, and of equally long ones the `listed` one.
    """
    whole = unparted(text)
    if whole.moved:
        spans = tuple(
            span._replace(start=whole.there(span.start), end=whole.there(span.end)) for span in extraction.spans
        )
        found = _in_whole(whole.text, spans, language, listed, keep_furniture=keep_furniture)
        return _restored(whole, found)
    return _in_whole(text, extraction.spans, language, listed, keep_furniture=keep_furniture)


def _restored(whole: Whole, found: Resolved) -> Resolved:
    """Return entities and lines at their places in the text as it was before its parted words were put together."""
    for entity in found.entities:
        entity.mentions = [
            one._replace(start=whole.back(one.start), end=whole.back(one.end)) for one in entity.mentions
        ]
    return Resolved(
        found.entities, [one._replace(start=whole.back(one.start), end=whole.back(one.end)) for one in found.furniture]
    )


def _in_whole(
    text: str, spans: Sequence[Span], language: str, listed: Phrases[Watched] | None, *, keep_furniture: bool
) -> Resolved:
    tokens = words_of(text)
    vocabulary = in_text(lexicon(language), [token.key for token in tokens])
    small = frozenset(token.text for token in tokens if token.text.islower())
    website = NOTHING if keep_furniture else furniture(text)

    def own(found: Iterable[Candidate]) -> Iterator[Candidate]:
        return (c for c in found if not website.covers(c.start) and c.key not in website.users)

    seen = mended(text, longest_apart(own(candidates(text, spans, vocabulary))), small, vocabulary)
    acronyms = list(explained(text, Spans(seen)))
    seen = longest_apart([*_explained(text, acronyms, Spans(seen), vocabulary), *seen])
    countries, seen = find_countries(text, tokens, seen, language)
    countries = [country for country in countries if not website.covers(country.start)]
    watched = list(listed.find(text, tokens, fits=_written_alike)) if listed else []
    named = own(Candidate.at(text, start, end, "", name=value.key) for start, end, _, value in watched)
    places: list[Candidate | Match[CountryForm]] = longest_apart([*named, *seen, *countries])
    forms = gather(place for place in places if isinstance(place, Candidate))
    votes = vote(text, forms, acronyms, small, vocabulary)
    for match in watched:
        if match.value.key in votes:
            votes[match.value.key][match.value.type] += CERTAIN
    typed = {name: kind for name in forms if (kind := winner(votes[name]))}
    for name in list(_headlines(forms, typed)):
        places = [place for place in places if not isinstance(place, Candidate) or place.key != name]
        typed.pop(name, None)
    more = again(
        text, tokens, [forms[name] for name in typed], {n for n in typed if typed[n] is PERSON}, small, vocabulary
    )
    places = longest_apart([*places, *own(more)])
    forms = gather(place for place in places if isinstance(place, Candidate))
    kinds = {name: typed.get(name, None if name in votes else PERSON) for name in forms}
    chosen = {kind: [form for form in forms.values() if kinds[form.key] is kind] for kind in (*EntityType, None)}
    entities = [
        *organizations(
            chosen[ORG], votes, {acronym.key: key(acronym.name) for acronym in acronyms if acronym.named}, vocabulary
        ),
        *people(chosen[PERSON], votes, vocabulary),
        *_alone(chosen[None], None, votes),
        *_alone(chosen[EntityType.COUNTRY], EntityType.COUNTRY, votes),
        *_countries(text, (place for place in places if isinstance(place, Match))),
    ]
    for entity in entities:
        entity.mentions.sort()
    return Resolved(sorted(entities, key=lambda entity: entity.mentions[0]), website.lines)


def _explained(text: str, acronyms: Iterable[Explained], seen: Spans[Candidate], words: Lexicon) -> Iterator[Candidate]:
    """Yield the acronyms and the names that they are short for, where the model or a word says an organization's."""
    for acronym in acronyms:
        parts = key(acronym.name).split()
        labels = {candidate.label for candidate in seen.at(acronym.name_start, acronym.name_end)}
        if acronym.named and (labels & {"ORG"} or {parts[0], parts[-1]} & words.heads):
            yield Candidate.at(text, acronym.name_start, acronym.name_end, "ORG")
            yield Candidate.at(text, acronym.start, acronym.end, "ORG")


def _headlines(forms: Mapping[str, Form], typed: Mapping[str, EntityType]) -> Iterator[str]:
    """Yield forms that stand in capitals only and hold another form: "MACRON ANSWERS" is Macron, and no name."""
    shouts = [
        form for form in forms.values() if len(form.parts) > 1 and all(shouted(c.surface) for c in form.candidates)
    ]
    if not shouts:
        return
    calm = [name for name in typed if not all(shouted(candidate.surface) for candidate in forms[name].candidates)]
    surnames = [name.split()[-1] for name in calm if typed[name] is PERSON]
    names = Phrases((name, name) for name in (*calm, *surnames))
    for form in shouts:
        held = [match.value for match in names.find(form.key, words_of(form.key))]
        if held and held != [form.key]:
            yield form.key


def _written_alike(match: Match[Watched]) -> bool:
    """Whether a word begins with a capital in the text; a listed name of small letters is none there."""
    return match.words[0].text[0].isupper() or match.words[-1].text[0].isupper()


def _alone(forms: Iterable[Form], kind: EntityType | None, votes: Mapping[str, Votes]) -> Iterator[Local]:
    """Yield each form by itself. What is no entity here is kept because other documents may know better."""
    for form in forms:
        entity = Local(kind, [form.key], votes=votes[form.key])
        entity.take(form, NAMED)
        yield entity


def _countries(text: str, found: Iterable[Match[CountryForm]]) -> list[Local]:
    countries: dict[str, Local] = {}
    for start, end, _, form in found:
        country = countries.setdefault(form.code, Local(EntityType.COUNTRY, [form.code], code=form.code))
        rule = DEMONYM if form.demonym else COUNTRY
        country.mentions.append(Named(start, end, " ".join(text[start:end].split()), rule, form.demonym))
    return list(countries.values())
