"""The forms of a document with all that was seen of each in; how much speaks for each type out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from comention.model import EntityType
from comention.resolve.clean import Candidate
from comention.resolve.names import is_acronym, key, person_key
from comention.resolve.words import Words

PERSON, ORG = EntityType.PERSON, EntityType.ORG
Votes = defaultdict[EntityType | None, float]
"""How much speaks for each type; None is what is neither a person nor an organization."""

_TYPES = {"PERSON": PERSON, "PER": PERSON, "ORG": ORG}
_OF = frozenset({"of", "for", "de", "du", "des", "da", "do", "del", "della", "der"})
_NEXT = re.compile(r"['’]?s?,?\s+([^\W\d_]+)")


@dataclass(slots=True)
class Form:
    """A name as it is written in a document, whatever its case and accents."""

    key: str
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def parts(self) -> list[str]:
        """The words of the form, in keys."""
        return self.key.split()

    @property
    def surface(self) -> str:
        """The most usual spelling, the first one if equal."""
        return Counter(candidate.surface for candidate in self.candidates).most_common(1)[0][0]


def gather(candidates: Iterable[Candidate]) -> dict[str, Form]:
    """Collect candidates by form, in the order in which the forms first appear."""
    forms: dict[str, Form] = {}
    for candidate in candidates:
        name = person_key(candidate.surface) if candidate.label == "PERSON" else key(candidate.surface)
        forms.setdefault(name, Form(name)).candidates.append(candidate)
    return forms


def vote(text: str, forms: Mapping[str, Form], words: Words) -> dict[str, Votes]:
    """Return what speaks for each type of each form.

    Each label that the model gave is a vote; titles, given names, the words of an organization, the verb that follows
    are others. Names of several words are judged first, because single words lean on them.
    """
    votes = {form.key: _of_several(form, words) for form in forms.values() if len(form.parts) > 1}
    people = [forms[name].parts for name, seen in votes.items() if winner(seen) is PERSON]
    surnames = Counter(parts[-1] for parts in people)
    firsts = Counter(parts[0] for parts in people)
    for form in forms.values():
        if len(form.parts) == 1:
            votes[form.key] = _of_one(text, form, words, surnames, firsts)
    return votes


def votes_of(votes: Mapping[EntityType | None, float] | None = None) -> Votes:
    """Return votes that start with these."""
    return defaultdict(float, votes or {})


def add(votes: Votes, others: Mapping[EntityType | None, float]) -> None:
    """Add the others to some votes."""
    for kind, much in others.items():
        votes[kind] += much


def winner(votes: Mapping[EntityType | None, float]) -> EntityType | None:
    """Return the type that most speaks for."""
    return max((PERSON, ORG, None), key=lambda kind: (votes.get(kind, 0), kind is not None))


def _labels(form: Form) -> Votes:
    """Turn the model's labels into votes: each counts, but many say little more than some."""
    labels = Counter(_TYPES.get(candidate.label) for candidate in form.candidates)
    scale = min(labels.total(), 4) / labels.total()
    return votes_of({kind: count * scale for kind, count in labels.items()})


def _titled(form: Form) -> int:
    return sum(candidate.title != "" for candidate in form.candidates)


def _of_several(form: Form, words: Words) -> Votes:
    votes, parts = _labels(form), form.parts
    last = {parts[-1], " ".join(parts[-2:])}
    organization = bool(parts[-1] in words.forms or last & words.heads)
    organization = organization or (parts[0] in words.heads and parts[1] in _OF)
    if organization or form.key in words.metonyms:
        votes[ORG] += 3
    elif set(parts) & words.heads and votes[ORG]:
        votes[ORG] += 1
    if last & (words.places | words.things) and not organization:
        votes[None] += 2.5
    if parts[0] in words.given and 1 < len(parts) < 5 and not organization and not last & (words.places | words.things):
        votes[PERSON] += 2
    if len(parts) > 4 and not set(parts) & words.particles:
        votes[PERSON] -= 2
    if any(c.isdigit() for c in form.key):
        votes[PERSON] -= 3
    votes[PERSON] += 2 * min(_titled(form), 2)
    return votes


def _of_one(text: str, form: Form, words: Words, surnames: Mapping[str, int], firsts: Mapping[str, int]) -> Votes:
    votes = _labels(form)
    if surnames.get(form.key):
        votes[PERSON] += 5
    elif firsts.get(form.key):
        votes[PERSON] += 3
    elif form.key in words.given:
        votes[PERSON] += 1
    votes[PERSON] += 2 * min(_titled(form), 3)
    if form.key in words.metonyms:
        votes[ORG] += 3
    if all(is_acronym(candidate.surface) for candidate in form.candidates):
        votes[PERSON] -= 3
    if form.key in words.heads or form.key in words.forms:
        votes[PERSON] -= 1
    votes[PERSON] += min(2, sum(0.5 for candidate in form.candidates if _speaks(text, candidate, words)))
    return votes


def _speaks(text: str, candidate: Candidate, words: Words) -> bool:
    """Whether the next word is a verb that goes with people."""
    following = _NEXT.match(text, candidate.end)
    return following is not None and key(following[1]) in words.verbs
