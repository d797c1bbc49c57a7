"""One document and its extraction in; its entities out: who is named in it, where, and why we think so.

It needs nothing but the document, so that documents can be resolved one by one, anywhere.
"""

from collections.abc import Iterable, Mapping, Sequence

from comention.model import EntityType, Extraction
from comention.resolve.again import again
from comention.resolve.clean import Candidate, candidates
from comention.resolve.countries import Found, find_countries
from comention.resolve.furniture import furniture
from comention.resolve.local import Local, Named
from comention.resolve.names import key
from comention.resolve.organizations import explained, organizations
from comention.resolve.people import people
from comention.resolve.types import ORG, PERSON, Form, Votes, gather, vote, votes_of, winner
from comention.resolve.words import words

COUNTRY = "name of the country"
DEMONYM = "its people or adjective"


def in_document(text: str, extraction: Extraction, *, language: str = "en") -> list[Local]:
    """Resolve the names of one document, in the order in which they first appear."""
    vocabulary = words(language)
    website = furniture(text)
    found = [
        candidate
        for candidate in candidates(text, extraction.spans, vocabulary)
        if not website.covers(candidate.start) and key(candidate.surface) not in website.users
    ]
    countries, found = find_countries(text, found, language)
    countries = [country for country in countries if not website.covers(country.start)]
    forms = gather(found)
    acronyms = explained(text, forms)
    _add_explained(forms, acronyms)
    votes = vote(text, forms, vocabulary)
    for acronym, (full, _) in acronyms.items():
        votes[acronym] = votes_of({ORG: 5})
        votes[full][ORG] += 3
    kinds = {name: winner(seen) for name, seen in votes.items()}
    chosen = {kind: [form for form in forms.values() if kinds[form.key] is kind] for kind in (PERSON, ORG, None)}
    entities = [
        *organizations(chosen[ORG], votes, {short: full for short, (full, _) in acronyms.items()}, vocabulary),
        *people(chosen[PERSON], votes, vocabulary),
    ]
    taken = [(span.start, span.end) for span in found] + [(country.start, country.end) for country in countries]
    taken += website.spans
    for entity, mention in list(again(text, entities, taken, vocabulary)):
        entity.mentions.append(mention)
    entities += [_unnamed(form, votes[form.key]) for form in chosen[None]]
    entities += _countries(text, countries)
    for entity in entities:
        entity.mentions.sort()
    return sorted((entity for entity in entities if entity.mentions), key=lambda entity: entity.mentions[0])


def _add_explained(forms: dict[str, Form], acronyms: Mapping[str, tuple[str, Sequence[tuple[int, int]]]]) -> None:
    """Add the places where an acronym is explained, which the model often passes over."""
    for acronym, (_, places) in acronyms.items():
        form = forms.setdefault(acronym, Form(acronym))
        for start, end in places:
            if not any(candidate.start < end and start < candidate.end for candidate in form.candidates):
                form.candidates.append(Candidate(start, end, acronym.upper(), "ORG"))
        form.candidates.sort(key=lambda candidate: candidate.start)


def _unnamed(form: Form, votes: Votes) -> Local:
    """Keep what is no person and no organization, because other documents may know better."""
    entity = Local(None, [form.key], votes=votes)
    entity.take(form, "")
    return entity


def _countries(text: str, found: Iterable[Found]) -> list[Local]:
    countries: dict[str, Local] = {}
    for start, end, form in found:
        country = countries.setdefault(form.code, Local(EntityType.COUNTRY, [form.code], code=form.code))
        rule = DEMONYM if form.demonym else COUNTRY
        country.mentions.append(Named(start, end, " ".join(text[start:end].split()), rule, form.demonym))
    return list(countries.values())
