"""Why an entity has its type, in the numbers that the clues of the whole collection have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum

from comention.languages.lexicon import Lexicon
from comention.model import Clues, Entity, EntityType
from comention.resolve.collection.naming import label
from comention.resolve.types import (
    A_GROUP,
    CAUTION,
    LABELLED,
    OFTEN,
    ORG,
    PERSON,
    SCALE,
    SHORT,
    SHORT_OTHERWISE,
    Context,
    Says,
    contributions,
    weigh,
)
from comention.resolve.weights import Weight
from comention.tables import Tables
from comention.text.names import acronyms, key, person_key

NAMED = "countries are found by their names"
SAID = "the corrections say so"
WEIGHED = "clues in all documents, the largest first"
UNSEEN = "no clues of its forms are known here; the next run of generate collects them"
TOGETHER = "all clues together"

_NAMES = "SELECT DISTINCT c.name FROM {clues} c ORDER BY c.name"
_SEEN = f"""
SELECT c.name, {", ".join(f"sum(c.{count})" for count in Clues._fields)}
FROM {{clues}} c WHERE c.name IN (SELECT unnest($names)) GROUP BY c.name ORDER BY c.name"""  # noqa: S608 - names of our own


@dataclass(frozen=True, slots=True)
class Reason:
    """What a clue says for a person, an organization and neither, in natural logarithms of odds; 0 says nothing.

    `weights` are the factors of its kind of evidence (see `resolve.weights`): these odds already have them.
    """

    clue: str
    person: float
    organization: float
    neither: float
    weights: tuple[Weight, ...] = ()

    @property
    def size(self) -> float:
        """How far apart it puts the types."""
        return max(self.person, self.organization, self.neither) - min(self.person, self.organization, self.neither)


@dataclass(frozen=True, slots=True)
class Shares:
    """How sure reasons are of each type; together 1."""

    person: float
    organization: float
    neither: float

    @property
    def best(self) -> EntityType | None:
        """The type that they are most sure of; None for neither."""
        if self.neither > max(self.person, self.organization):
            return None
        return PERSON if self.person >= self.organization else ORG

    def of(self, kind: EntityType) -> float:
        """How sure they are of one type."""
        return {PERSON: self.person, ORG: self.organization}.get(kind, 0.0)


@dataclass(frozen=True, slots=True)
class Why:
    """Why an entity has its type: by a rule, and if that weighs clues, what they say of all its forms as one `name`.

    These have so many `mentions` in the collection, those of others who are called the same among them. `reasons` are
    sorted by their size and add up to `together`; `forms` tells how sure the clues of single forms are.
    """

    rule: str
    name: str = ""
    mentions: int = 0
    reasons: tuple[Reason, ...] = ()
    together: Reason | None = None
    sure: Shares | None = None
    forms: Mapping[str, Shares] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the documents of a collection show of names, by key, and the other names that these lean on."""

    clues: Mapping[str, Clues]
    context: Context

    def of(self, surfaces: Iterable[str]) -> Clues | None:
        """Return the sum of what is shown of some forms, None if that is nothing."""
        names = {name: None for surface in surfaces for name in _keys(surface) if name in self.clues}
        return Clues(*map(sum, zip(*(self.clues[name] for name in names), strict=True))) if names else None


def shown(tables: Tables, surfaces: Iterable[str], words: Lexicon) -> Shown:
    """Collect what documents show of some forms, and of the names that these lean on: those of the same words."""
    ours = {part for surface in surfaces for name in _keys(surface) for part in _ends(name)}
    ours |= {words.grammar.singular(part) for part in ours}
    every = [name for (name,) in tables.rows(_NAMES)]
    near = {
        name
        for name in every
        if not ours.isdisjoint(_ends(name)) or not ours.isdisjoint(acronyms(name, words.grammar.small.keys))
    }
    firsts = {name.split(" ", 1)[0] for name in near}  # a longer name can say that one is without its kind
    names = [name for name in every if name in near or name.split(" ", 1)[0] in firsts]
    clues = {name: Clues(*counts) for name, *counts in tables.rows(_SEEN, {"names": names})}
    context, _ = weigh(clues, words)
    return Shown(clues, context)


def why(entity: Entity, shows: Shown, *, by_user: bool = False) -> Why:
    """Say why an entity has its type; `by_user` if the user gave it that one."""
    if by_user:
        return Why(SAID)
    if entity.type is EntityType.COUNTRY:
        return Why(NAMED)
    seen = {alias.surface: clues for alias in entity.aliases if (clues := shows.of([alias.surface]))}
    everything = shows.of(seen)
    if everything is None:
        return Why(UNSEEN)
    counts = {alias.surface: alias.count for alias in entity.aliases if alias.surface in seen}
    name = label(entity.type, counts, shows.context.words)
    found = tuple(reasons(_key(name, entity.type), everything, shows.context))
    forms = {
        surface: shares(summed(TOGETHER, reasons(_key(surface, entity.type), clues, shows.context)))
        for surface, clues in seen.items()
    }
    together = summed(TOGETHER, found)
    return Why(WEIGHED, name, everything.mentions, found, together, shares(together), forms)


def reasons(name: str, seen: Clues, context: Context) -> list[Reason]:
    """Return what speaks for and against each type of a name, given by key; what says most comes first."""
    found: defaultdict[str, list[tuple[Weight, Says]]] = defaultdict(list)
    for clue, weight, says in contributions(name, seen, context):
        found[told(clue, seen)].append((weight, says))
    every = [_reason(clue, several) for clue, several in found.items()]
    return sorted((reason for reason in every if reason.size > 0), key=lambda reason: (-reason.size, reason.clue))


def summed(clue: str, found: Sequence[Reason]) -> Reason:
    """Return what several reasons say together, under the name of one clue."""
    return Reason(
        clue,
        fsum(reason.person for reason in found),
        fsum(reason.organization for reason in found),
        fsum(reason.neither for reason in found),
        tuple(dict.fromkeys(weight for reason in found for weight in reason.weights)),
    )


def shares(reason: Reason) -> Shares:
    """Turn odds into shares.

    >>> shares(Reason("a coin", 1.0, 1.0, -99.0))
    Shares(person=0.5, organization=0.5, neither=0.0)
    """
    odds = (reason.person, reason.organization, reason.neither)
    powers = [exp(much - max(odds)) for much in odds]
    return Shares(*(round(power / sum(powers), 6) for power in powers))


def told(clue: str, seen: Clues) -> str:
    """Say a clue in plain English, with the numbers it comes from.

    >>> told("behind a title", Clues(mentions=4, titled=1))
    'stands behind a title, at 1 of 4 mentions'
    """
    if clue == LABELLED:
        return _labelled(seen)
    if clue in _AROUND:
        others, whose = _AROUND[clue]
        speak = max(getattr(seen, name) for name in others) > 0
        return f"words around it that {'' if speak else 'seldom '}stand around {whose}"
    times = "once" if seen.mentions == 1 else f"{seen.mentions:,} times"
    return _TOLD.get(clue, clue).format(**seen._asdict(), times=times)


_AROUND = {
    "people's words around it": (("context_person",), "people"),
    "organizations' words around it": (("context_org",), "organizations"),
    "other words around it": (("context_place", "context_other"), "places and things"),
}
_OFTEN = ", at {{{}}} of {{mentions}} mentions"
_TOLD = {
    CAUTION: "named {times}",
    OFTEN: "named {times}",
    A_GROUP: "everyday words before a word for a group",
    SHORT: "a document says that it is short for an organization",
    SHORT_OTHERWISE: "a document says that it is short for something else than an organization",
    "few mentions": "named {times}",
    "1 words": "a name of one word",
    "2 words": "a name of two words",
    "3 words": "a name of three words",
    "4 words": "a name of four words or more",
    "legal form": "a legal form at the end, as “Inc.” is one",
    "a kind of organization by itself": "it is a kind of organization by itself",
    "a kind of organization before 'of'": "a kind of organization before “of”",
    "a kind of organization inside": "a kind of organization inside the name",
    "begins as things do": "begins as names of things do",
    "begins as places do": "begins as names of places do",
    "of": "“of” inside the name",
    "and": "“and” inside the name",
    "a particle of surnames": "a particle of surnames inside, as “van” is one",
    "common words": "everyday words only",
    "digits": "digits in the name",
    "an initial": "an initial in the name",
    "an organization without its kind": "another name is this one with a kind of organization behind it",
    "initials of an organization": "initials of an organization's name",
    "no full name has it": "no full name of a person has it",
    "surname of a full name": "surname of a full name that is a person's",
    "first name of a full name": "first name of a full name that is a person's",
    "plural of a surname": "plural of a surname",
    "a known organization": "a well-known organization",
    "a known place": "a well-known place",
    "a known surname last": "a well-known surname last",
    "a known surname by itself": "a well-known surname by itself",
    "also written small": "its words are also written in small letters",
    "ever behind a title": "stands behind a title" + _OFTEN.format("titled"),
    "behind a title": "stands behind a title" + _OFTEN.format("titled"),
    "behind 'the'": "stands behind “the”" + _OFTEN.format("behind_the"),
    "no word before it": "no word stands before it" + _OFTEN.format("opening"),
    "in capitals": "written in capitals" + _OFTEN.format("capitals"),
    "a capital inside a word": "a capital inside a word" + _OFTEN.format("mixed"),
}
"""What clues are called, where that is not plain by itself; those that are called the same are added up."""


def _labelled(seen: Clues) -> str:
    """Say which labels the model gave; where they differ, it is only known how high their scores are together."""
    where = f"the model labelled {seen.labelled:,} of {seen.mentions:,} mentions"
    scores = {"a person": seen.person, "an organization": seen.org, "something else": seen.other}
    given = sorted((kind for kind in scores if scores[kind]), key=lambda kind: -scores[kind])
    if len(given) == 1:
        return f"{where} as {given[0]}, with a mean score of {scores[given[0]] / SCALE / seen.labelled:.2f}"
    each = (f"{kind} {scores[kind] / SCALE:.1f}" for kind in given)
    return f"{where}, and its scores add up to: {', '.join(each)}"


def _reason(clue: str, several: Sequence[tuple[Weight, Says]]) -> Reason:
    """Make a reason, in which what is said for all types alike says nothing."""
    sums = [fsum(column) for column in zip(*(says for _, says in several), strict=True)]
    mean = fsum(sums) / len(sums)
    person, organization, neither = (much - mean for much in sums)
    return Reason(clue, person, organization, neither, tuple(dict.fromkeys(weight for weight, _ in several)))


def _key(surface: str, kind: EntityType) -> str:
    return person_key(surface) if kind is PERSON else key(surface)


def _keys(surface: str) -> set[str]:
    """Return the keys by which a document may know a form: they depend on what the model took it for."""
    return {key(surface), person_key(surface)}


def _ends(name: str) -> set[str]:
    """Return the first and the last word of a name, given by key."""
    parts = name.split() or [name]
    return {parts[0], parts[-1]}
