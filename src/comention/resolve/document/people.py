"""The forms that name people in a document in; one entity for each person out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from comention.languages.lexicon import Lexicon
from comention.model import EntityType
from comention.resolve.document.clean import Candidate
from comention.resolve.document.forms import Form
from comention.resolve.document.local import Local, Named
from comention.resolve.types import stem
from comention.text.names import generation, same_person

NAMED = "named so"
VARIANT = "another form of a full name in this document"
ONLY = "{part} of the only full name with it in this document"
SUITS = "{part} of the only full name in this document that goes with the title"
MOST = "{part} of several full names in this document, the most frequent one"
NEAREST = "{part} of several full names in this document, the nearest one before it"
CLEARLY = 2
"""How many times as often as any other one a full name must stand to get the surname wherever that stands."""


def people(forms: Iterable[Form], words: Lexicon) -> list[Local]:
    """Put the forms of each person together; a bare surname or first name goes to the full name that it is a part of.

    Of several that fit, the nearest one before it is meant. A name that fits none is a person of its own.
    """
    found: list[Local] = []
    loose: list[Form] = []
    for form in sorted(forms, key=lambda form: (-len(form.parts), form.candidates[0].start)):
        if len(form.parts) == 1:
            loose.append(form)
            continue
        same = [person for person in found if _fits(form.key, person, words)]
        if len(same) == 1:
            same[0].keys.append(form.key)
            same[0].take(form, VARIANT)
        elif same:
            _share_out(form.candidates, same, "form")
        else:
            person = Local(EntityType.PERSON, [form.key])
            person.take(form, NAMED)
            found.append(person)
        for person in same or found[-1:]:
            person.titles |= {candidate.title for candidate in form.candidates}
    parts = _Parts(found)
    for form in loose:
        found += _placed(form, parts, words)
    return found


def _fits(key: str, person: Local, words: Lexicon) -> bool:
    """Whether a full name can be this person's: it contradicts none of their full names, or is the end of one."""
    turned = " ".join(reversed(key.split()))  # "Abe Shinzo" is "Shinzo Abe"
    return all(same_person(key, other, words.nicknames) for other in person.keys) or any(
        other.endswith(f" {key}") or other == turned for other in person.keys
    )


class _Parts:
    """The people with full names, by their surnames, first names and all parts of them."""

    def __init__(self, people: Iterable[Local]) -> None:
        self.surnames: dict[str, list[Local]] = defaultdict(list)
        self.firsts: dict[str, list[Local]] = defaultdict(list)
        self.all: dict[str, list[Local]] = defaultdict(list)
        for person in people:
            names = [generation(key.split())[0] for key in person.keys]
            for parts, some in (
                (self.surnames, {name[-1] for name in names}),
                (self.firsts, {name[0] for name in names}),
                (self.all, {part for name in names for part in name}),
            ):
                for part in some:
                    parts[part].append(person)


def _placed(form: Form, parts: _Parts, words: Lexicon) -> list[Local]:
    """Give a name of one word to those that it is a part of; return a person of its own if there are none.

    A title that only women or men have keeps it from people whose first name says otherwise.
    """
    left = form.candidates
    for part, same in (
        ("surname", parts.surnames.get(form.key, [])),
        ("first name", parts.firsts.get(form.key, [])),
        ("part", parts.all.get(form.key, [])),
        ("surname", parts.surnames.get(stem(form.key), [])),
    ):
        suiting: dict[tuple[int, ...], list[Candidate]] = defaultdict(list)
        for candidate in left:
            fits = (n for n, person in enumerate(same) if suits(candidate.title, person.keys[0], words))
            suiting[tuple(fits)].append(candidate)
        left = suiting.pop((), [])
        for several, candidates in suiting.items():
            rule = ONLY if len(same) == 1 else SUITS
            if len(several) == 1:
                same[several[0]].mentions += (_named(candidate, rule.format(part=part)) for candidate in candidates)
            else:
                _share_out(candidates, [same[n] for n in several], part)
    if not left:
        return []
    person = Local(EntityType.PERSON, [form.key])
    person.titles = {candidate.title for candidate in left}
    person.mentions += (_named(candidate, NAMED) for candidate in left)
    return [person]


def suits(title: str, full: str, words: Lexicon) -> bool:
    """Whether a title is not one of the other sex than the first name of a full name, given by key."""
    first = full.split()[0]
    return not (
        (title in words.women_titles and first in words.men) or (title in words.men_titles and first in words.women)
    )


def _share_out(candidates: Iterable[Candidate], people: Sequence[Local], part: str) -> None:
    """Give the mentions to the person of whom the document speaks most, if that is clear, else each to the nearest.

    The nearest is the one whose full name stands last before the mention; before all of them, the first one is.
    """
    often = sorted(people, key=lambda person: -len(person.mentions))
    if len(often[0].mentions) >= CLEARLY * len(often[1].mentions):
        often[0].mentions += (_named(candidate, MOST.format(part=part)) for candidate in candidates)
        return
    places = sorted((mention.start, n) for n, person in enumerate(people) for mention in person.mentions)
    for candidate in candidates:
        nearest = next((n for start, n in reversed(places) if start < candidate.start), places[0][1])
        people[nearest].mentions.append(_named(candidate, NEAREST.format(part=part)))


def _named(candidate: Candidate, rule: str) -> Named:
    return Named(candidate.start, candidate.end, candidate.surface, rule)
