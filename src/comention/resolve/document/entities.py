"""The entities of one document: who is named in it, where, and by which rule.

Nothing is needed but the document and what was found in it, so that documents can be resolved one by one, anywhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from comention.languages.lexicon import Lexicon, in_text, lexicon
from comention.model import Clues, EntityType, Extraction, Span
from comention.resolve.document.acronyms import Explained, explained
from comention.resolve.document.boilerplate import NO_BOILERPLATE, Boilerplate, Line, find_boilerplate
from comention.resolve.document.clean import Candidate, candidates
from comention.resolve.document.clues import clues
from comention.resolve.document.countries import CountryForm, find_countries
from comention.resolve.document.edges import mended
from comention.resolve.document.forms import Form, gather
from comention.resolve.document.handles import handles
from comention.resolve.document.local import Local, Named
from comention.resolve.document.organizations import organizations
from comention.resolve.document.people import NAMED, people
from comention.resolve.document.rematch import rematch, sought
from comention.resolve.document.speakers import answered, by_initials, outside_brackets, titled, writers
from comention.resolve.document.turned import turned
from comention.resolve.document.watched import Watched, find_watched
from comention.resolve.known import UNKNOWN, Known
from comention.resolve.types import KINDS, ORG, PERSON, Votes, kind_of, vote, winner
from comention.resolve.weights import CERTAIN, ELSEWHERE
from comention.text.hyphens import Whole, unparted
from comention.text.intervals import Spans, longest_apart
from comention.text.names import key, shouted
from comention.text.phrases import Match, Phrases, Word, words_of

COUNTRY = "name of the country"
DEMONYM = "its people or adjective"
_GLUE = frozenset("./@_\\#")


class Resolved(NamedTuple):
    """The entities of a document in the order in which they first appear, and the lines that were left out."""

    entities: list[Local]
    boilerplate: list[Line]


class Options(NamedTuple):
    """How documents are read: the language, whether names in boilerplate count, and the names that a user listed.

    If the spans are `given` as all that is named, no other place is looked for, but for the listed names. `pronouns`
    are mentions, too, where it is clear whom they mean.
    """

    language: str = "en"
    keep_boilerplate: bool = False
    listed: Phrases[Watched] | None = None
    given: bool = False
    pronouns: bool = False


class Proposal(NamedTuple):
    """What may be named in a document, before anything is decided: the places, and the names that are written there.

    Places are those of the `whole` text, in which no line's end parts a word; `words` are those that count in it, and
    `writers` the keys of those who write in it, if it is a chat.
    """

    whole: Whole
    words: Lexicon
    tokens: Sequence[Word]
    small: Mapping[str, int]
    website: Boilerplate
    acronyms: list[Explained]
    writers: frozenset[str]
    watched: list[Match[Watched]]
    places: list[Candidate | Match[CountryForm]]
    forms: dict[str, Form]

    def own(self, found: Iterable[Candidate]) -> Iterator[Candidate]:
        """Yield the candidates that are not the website's."""
        return (c for c in found if not self.website.covers(c.start) and c.key not in self.website.users)


def propose(document: str, extraction: Extraction, options: Options) -> Proposal:
    """Find what may be named in a document.

    Of all that may be a name at one place, the longest one is, and of equally long ones the listed one.
    """
    whole = unparted(document)
    text, tokens = whole.text, words_of(whole.text)
    words = in_text(lexicon(options.language), [token.key for token in tokens])
    small = _written_small(text, tokens)
    website = NO_BOILERPLATE if options.keep_boilerplate else find_boilerplate(text, words)
    proposal = Proposal(whole, words, tokens, small, website, [], frozenset(), [], [], {})
    spans: Iterable[Span] = extraction.spans
    if whole.moved:
        spans = [span._replace(start=whole.there(span.start), end=whole.there(span.end)) for span in spans]
    writing: list[Candidate] = []
    if options.given:
        seen = longest_apart(proposal.own(candidates(text, spans, words, widen=False)))
    else:
        writing = list(writers(text, words))
        seen = longest_apart(proposal.own(candidates(text, answered(text, spans), words)))
        seen = list(outside_brackets(text, mended(text, seen, small, words)))
        told = (*titled(text, words), *turned(text, words), *by_initials(text, seen))
        seen = longest_apart([*writing, *proposal.own(told), *seen])
    acronyms = list(explained(text, Spans(seen), words))
    if not options.given:
        seen = longest_apart([*_explained(text, acronyms, Spans(seen), words), *seen])
    named = Spans(seen)
    countries, seen = find_countries(text, tokens, seen, options.language)
    countries = [country for country in countries if not website.covers(country.start)]
    if options.given:
        countries = list(_inside(countries, named))
    watched = list(find_watched(text, tokens, options.listed, small, words)) if options.listed else []
    listed = proposal.own(Candidate.at(text, start, end, "", name=value.key) for start, end, _, value in watched)
    places: list[Candidate | Match[CountryForm]] = longest_apart([*listed, *seen, *countries])
    forms = gather(place for place in places if isinstance(place, Candidate))
    chatting = frozenset(candidate.key for candidate in writing)
    return proposal._replace(acronyms=acronyms, writers=chatting, watched=watched, places=places, forms=forms)


def clues_of(proposal: Proposal) -> dict[str, Clues]:
    """Return what a document shows of each of its names."""
    return clues(proposal.whole.text, proposal.forms, proposal.acronyms, proposal.small, proposal.words)


def in_document(document: str, extraction: Extraction, options: Options, known: Known = UNKNOWN) -> Resolved:
    """Resolve the names of one document, of which `known` tells what the whole collection knows of them."""
    proposal = propose(document, extraction, options)
    text, words, acronyms = proposal.whole.text, proposal.words, proposal.acronyms
    votes = _votes(proposal, known)
    places, forms, kinds = _decided(proposal, votes, known, options)
    called = handles(text, (form for form in forms.values() if kinds[form.key] is PERSON))
    if not options.given:
        kinds |= {handle: PERSON for handle in called if handle in forms}
    chosen = {kind: [form for form in forms.values() if kinds[form.key] is kind] for kind in (*EntityType, None)}
    entities = [
        *organizations(chosen[ORG], [acronym for acronym in acronyms if acronym.named], words),
        *people(text, chosen[PERSON], words, called),
        *_alone(chosen[None], None),
        *_alone(chosen[EntityType.COUNTRY], EntityType.COUNTRY),
        *_countries(text, (place for place in places if isinstance(place, Match))),
    ]
    lines = proposal.website.lines
    if proposal.whole.moved:
        back = proposal.whole.back
        lines = [line._replace(start=back(line.start), end=back(line.end)) for line in lines]
        for entity in entities:
            entity.mentions = [one._replace(start=back(one.start), end=back(one.end)) for one in entity.mentions]
    for entity in entities:
        entity.mentions.sort()
    return Resolved(sorted(entities, key=lambda entity: entity.mentions[0]), lines)


def _votes(proposal: Proposal, known: Known) -> dict[str, Votes]:
    """Return what speaks for each type of each name, here and elsewhere; the user's word is above all."""
    votes = vote(clues_of(proposal), proposal.words)
    for name, found in votes.items():
        for kind, much in zip(KINDS, known.votes.get(name, ()), strict=False):
            found[kind] += ELSEWHERE.value * much
    for name in proposal.writers & votes.keys():
        votes[name][PERSON] = CERTAIN.value
    for match in proposal.watched:
        if match.value.key in votes:
            votes[match.value.key][match.value.type] = CERTAIN.value
    return votes


def _decided(
    proposal: Proposal, votes: Mapping[str, Votes], known: Known, options: Options
) -> tuple[list[Candidate | Match[CountryForm]], dict[str, Form], dict[str, EntityType | None]]:
    """Return the places where names are, what is written there, and what it is; those that a model missed, too."""
    text, tokens, words, small = proposal.whole.text, proposal.tokens, proposal.words, proposal.small
    places, forms = proposal.places, proposal.forms
    typed = {name: kind for name in forms if (kind := winner(votes[name]))}
    if not options.given:
        headlines = set(_headlines(forms, typed, words))
        places = [place for place in places if not isinstance(place, Candidate) or place.key not in headlines]
        typed = {name: kind for name, kind in typed.items() if name not in headlines}
        named_so = {name for name in typed if typed[name] is PERSON}
        more = rematch(text, tokens, [forms[name] for name in typed], named_so, small, words)
        elsewhere = sought(text, tokens, known.phrases, small, words)
        places = longest_apart([*places, *proposal.own(more), *proposal.own(elsewhere)])
        forms = gather(place for place in places if isinstance(place, Candidate))
    kinds = {name: typed.get(name, None if name in votes else known.sought.get(name, PERSON)) for name in forms}
    return places, forms, kinds


def _written_small(text: str, tokens: Iterable[Word]) -> Counter[str]:
    """Count the words that a text writes in small letters, but for the parts of addresses and file names."""
    padded = f" {text}  "
    return Counter(
        word
        for start, end, word, _ in tokens
        if word.islower()
        and padded[start] not in _GLUE
        and not (padded[end + 1] in _GLUE and padded[end + 2].isalnum())
    )


def _explained(text: str, acronyms: Iterable[Explained], seen: Spans[Candidate], words: Lexicon) -> Iterator[Candidate]:
    """Yield the acronyms and the names that they are short for, where the model or a word says an organization's."""
    for acronym in acronyms:
        parts = key(acronym.name).split()
        labels = {candidate.label for candidate in seen.at(acronym.name_start, acronym.name_end)}
        if acronym.named and (labels & {"ORG"} or {parts[0], parts[-1]} & words.heads or kind_of(parts, words)):
            yield Candidate.at(text, acronym.name_start, acronym.name_end, "ORG")
            yield Candidate.at(text, acronym.start, acronym.end, "ORG")


def _inside(countries: Iterable[Match[CountryForm]], spans: Spans[Candidate]) -> Iterator[Match[CountryForm]]:
    """Yield the countries that are named in a span, as far as they are in it: of "South Korea", "Korea" was given."""
    for country in countries:
        for span in spans.at(country.start, country.end):
            yield country._replace(start=max(country.start, span.start), end=min(country.end, span.end))
            break


def _headlines(forms: Mapping[str, Form], typed: Mapping[str, EntityType], words: Lexicon) -> Iterator[str]:
    """Yield forms that stand in capitals only and hold another form: "MACRON ANSWERS" is Macron, and no name.

    First names before a surname make one: "STATEMENT OF HON. WALTER QUILL".
    """
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
        firsts = form.parts[:-1] if held == form.parts[-1:] else []
        is_full = bool(firsts) and all(part in words.given or len(part) == 1 for part in firsts)
        if held and held != [form.key] and not is_full:
            yield form.key


def _alone(forms: Iterable[Form], kind: EntityType | None) -> Iterator[Local]:
    """Yield each form by itself. What is no entity here is kept because other documents may know better."""
    for form in forms:
        entity = Local(kind, [form.key])
        entity.take(form, NAMED)
        yield entity


def _countries(text: str, found: Iterable[Match[CountryForm]]) -> list[Local]:
    countries: dict[str, Local] = {}
    for start, end, _, form in found:
        country = countries.setdefault(form.code, Local(EntityType.COUNTRY, [form.code], code=form.code))
        rule = DEMONYM if form.demonym else COUNTRY
        country.mentions.append(Named(start, end, " ".join(text[start:end].split()), rule, form.demonym))
    return list(countries.values())
