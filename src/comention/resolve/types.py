"""How much speaks for each type of a name, by what documents show of it.

The same rules judge a document by itself and a whole collection: what was seen adds up. How much a clue says is learnt
(see `languages`), from names in openly licensed texts whose types are known; how much each kind of clue counts beside
the others is in `weights`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import log

from comention.languages.lexicon import Lexicon
from comention.model import Clues, EntityType
from comention.resolve.weights import (
    AGREED,
    BRAND,
    CARRIES,
    CAUTION_OFTEN,
    CAUTION_ONCE,
    CAUTION_ORGANIZATION,
    CAUTION_PERSON,
    CONTEXT,
    DEFINED,
    FREQUENT,
    FULL_NAMES,
    GROUP,
    LABELS,
    MANY_CONTEXTS,
    MANY_LABELS,
    MOSTLY,
    NAME,
    OTHERS,
    SAME_ERROR,
    TOLD,
    Weight,
)
from comention.text.names import acronyms

PERSON, ORG = EntityType.PERSON, EntityType.ORG
Votes = dict[EntityType | None, float]
"""How much speaks for each type, in natural logarithms of odds; None is what is none of them. The least one is 0."""
KINDS: tuple[EntityType | None, ...] = (PERSON, ORG, None)
"""The types that are judged, in the order of the learnt weights; countries are found by their names."""
Says = tuple[float, float, float]
"""How much a clue says for each of `KINDS`."""
LABELLED, CAUTION, OFTEN, A_GROUP = "labels of the model", "caution", "often", "everyday words for a group"
SHORT, SHORT_OTHERWISE = "explained as short for an organization", "explained as short for something else"
"""The clues whose weights are not learnt."""
SCALE = 1000
"""Scores, and what clues say, are in thousandths, so that their sum is the same in any order."""

_PARTS = frozenset({"surname of a full name", "first name of a full name"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the clues of a name lean on: other names.

    `shorts` are organizations without their kind, `initials` the acronyms that organizations can have, `surnames` and
    `firsts` the last and first names of people, with how often a full name has them.
    """

    words: Lexicon
    shorts: Collection[str]
    surnames: Mapping[str, float] = field(default_factory=dict)
    firsts: Mapping[str, float] = field(default_factory=dict)
    initials: Collection[str] = frozenset()


def vote(names: Mapping[str, Clues], words: Lexicon) -> dict[str, Votes]:
    """Return what speaks for each type of each name, given by key."""
    _, votes = weigh(names, words)
    return votes


def weigh(names: Mapping[str, Clues], words: Lexicon) -> tuple[Context, dict[str, Votes]]:
    """Return what speaks for each type of each name, given by key, and what single words among them lean on.

    Names of several words are judged first, because single words lean on them.
    """
    context = of_organizations(names, words)
    votes = {name: judged(name, seen, context) for name, seen in names.items() if " " in name}
    context = of_full_names(((name, names[name], winner(found)) for name, found in votes.items()), context)
    bare = {name: judged(name, seen, context) for name, seen in names.items() if " " not in name}
    return context, votes | bare


def of_organizations(names: Iterable[str], words: Lexicon) -> Context:
    """Return what names lean on before the types of any are known."""
    return Context(words, {short for name in names if (short := _without_kind(name.split(), words))})


def of_full_names(judgements: Iterable[tuple[str, Clues, EntityType | None]], context: Context) -> Context:
    """Add names of several words, whose types are known, to what names lean on."""
    surnames: defaultdict[str, float] = defaultdict(float)
    firsts: defaultdict[str, float] = defaultdict(float)
    initials: set[str] = set()
    for name, seen, kind in judgements:
        if kind is PERSON:
            first, *_, last = name.split()
            much = (seen.person + seen.org + seen.other) / SCALE + seen.mentions - seen.labelled
            surnames[last] += much
            firsts[first] += much
        elif kind is ORG:
            initials |= acronyms(name, context.words.grammar.small.keys)
    return replace(context, surnames=dict(surnames), firsts=dict(firsts), initials=initials)


def judged(name: str, seen: Clues, context: Context) -> Votes:
    """Return what speaks for each type of one name."""
    person = org = other = 0.0
    for _, _, (for_person, for_org, for_other) in contributions(name, seen, context):
        person += for_person
        org += for_org
        other += for_other
    least = min(person, org, other)
    return {PERSON: person - least, ORG: org - least, None: other - least}


def contributions(name: str, seen: Clues, context: Context) -> Iterator[tuple[str, Weight, Says]]:
    """Yield all that speaks for and against the types of one name.

    That is a clue, its weight, and how much it says with this weight for each of `KINDS`.
    """
    learnt = context.words.clues
    as_person = as_org = 0.0
    for clue, weight, size in weighed(name, seen, context):
        if clue in learnt:
            person, org, other = learnt[clue]
            much = weight.value * size
            as_person += person * much / SCALE
            as_org += org * much / SCALE
            yield clue, weight, (person * much / SCALE, org * much / SCALE, other * much / SCALE)
    if seen.labelled:
        labelled = labels(seen)
        as_person += labelled[PERSON]
        as_org += labelled[ORG]
        yield LABELLED, LABELS, (labelled[PERSON], labelled[ORG], labelled[None])
    if seen.explained != seen.explained_otherwise:
        short_for = seen.explained > seen.explained_otherwise
        much = DEFINED.value
        yield (SHORT, DEFINED, (0, much, 0)) if short_for else (SHORT_OTHERWISE, DEFINED, (0, 0, much))
    if is_group(name.split(), context.words):
        yield A_GROUP, GROUP, (-GROUP.value, 0, 0)
    caution = CAUTION_PERSON if as_person >= as_org else CAUTION_ORGANIZATION
    rare = (CAUTION_ONCE - CAUTION_OFTEN) / seen.mentions + CAUTION_OFTEN
    yield CAUTION, caution, (0, 0, caution.value * rare)
    if seen.mentions > FREQUENT:
        yield OFTEN, BRAND, (0, BRAND.value * (1 - FREQUENT / seen.mentions), 0)


def winner(votes: Mapping[EntityType | None, float]) -> EntityType | None:
    """Return the type for which most speaks, None where nothing does."""
    best = max((PERSON, ORG, EntityType.COUNTRY, None), key=lambda kind: (votes.get(kind, 0), kind is not None))
    return best if votes.get(best, 0) > 0 else None


def labels(seen: Clues) -> Votes:
    """Return what the model's labels say: a calibrated score is the share of those that are right, the rest is open."""
    if not seen.labelled:
        return {}
    sure = (seen.person / SCALE, seen.org / SCALE, seen.other / SCALE)
    rest = max(0.0, seen.labelled - sum(sure)) / len(KINDS)
    often = LABELS.value * min(seen.labelled, MANY_LABELS) ** 0.5
    shares = ((much + rest) / seen.labelled for much in sure)
    return {
        kind: often * log(share * (1 - len(KINDS) * SAME_ERROR) + SAME_ERROR)
        for kind, share in zip(KINDS, shares, strict=True)
    }


def weighed(name: str, seen: Clues, context: Context) -> Iterator[tuple[str, Weight, float]]:
    """Yield the clues of a name, each with its weight and its size."""
    parts = name.split()
    for clue, size in (*_of_the_name(name, parts, context), *_of_the_mentions(seen)):
        yield clue, NAME, size
    for clue, size in _of_others(name, seen, context):
        yield clue, FULL_NAMES if clue in _PARTS else OTHERS, size
    yield from ((clue, CONTEXT, size) for clue, size in _around(seen))


def clues(name: str, seen: Clues, context: Context) -> Iterator[tuple[str, float]]:
    """Yield the clues of a name, each with its size, as the weights are learnt."""
    parts = name.split()
    yield from _of_the_name(name, parts, context)
    yield from _of_the_mentions(seen)
    yield from _of_others(name, seen, context)
    yield from _all_around(seen)


def _without_kind(parts: Sequence[str], words: Lexicon) -> str:
    """Return the key of an organization's name without its kind, "" if it has none: "Tsinghua", "Penn State"."""
    n = len(parts)
    while n > 1 and (parts[n - 1] in words.heads or parts[n - 1] in words.forms):
        if parts[n - 1] in words.newspapers:
            break
        n -= 1
    name = " ".join(parts[:n])
    return "" if n == len(parts) or name in words.known_places or name in words.heads else name


def kind_of(parts: Sequence[str], words: Lexicon) -> bool:
    """Whether an organization's kind stands before "of" in a name, given by the words of its key.

    >>> from comention.languages.lexicon import lexicon
    >>> kind_of("charlotte university of ghent".split(), lexicon("en"))
    True
    """
    return any(head in words.heads and of in words.of for head, of in pairwise(parts))


def _of_the_name(name: str, parts: Sequence[str], context: Context) -> Iterator[tuple[str, float]]:
    """Yield what a name by itself tells."""
    words, several = context.words, len(parts) > 1
    last = {parts[-1], " ".join(parts[-2:])}
    yield f"{min(len(parts), 4)} words", 1
    if parts[-1] in words.forms:
        yield "legal form", 1
    if not several:
        if name in words.heads or name in words.forms:
            yield "a kind of organization by itself", 1
    elif last & words.heads:
        yield "a kind of organization at the end", 1
    elif kind_of(parts, words):
        yield "a kind of organization before 'of'", 1
    elif not words.heads.isdisjoint(parts):
        yield "a kind of organization inside", 1
    if several:
        if last & words.places:
            yield "a kind of place at the end", 1
        if last & words.things:
            yield "a kind of thing at the end", 1
        if {parts[0], " ".join(parts[:2])} & words.firsts:
            yield "begins as things do", 1
        if parts[0] in words.place_articles:
            yield "begins as places do", 1
        if not words.grammar.of.keys.isdisjoint(parts):
            yield "of", 1
        elif not words.particles.isdisjoint(parts[1:]):
            yield "a particle of surnames", 1
        if parts[-1] in words.given:
            yield "a given name at the end", 1
    if words.common.issuperset(map(words.grammar.singular, parts)):
        yield "common words", 1
    if "&" in parts or not words.grammar.ands.keys.isdisjoint(parts):
        yield "and", 1
    if any(c.isdigit() for c in name):
        yield "digits", 1
    if any(len(part) == 1 for part in parts):
        yield "an initial", 1
    if parts[0] in words.given:
        yield "a given name first" if several else "a given name by itself", 1
    if parts[-1] in words.surnames:
        yield "a known surname last" if several else "a known surname by itself", 1


def _of_the_mentions(seen: Clues) -> Iterator[tuple[str, float]]:
    """Yield how a name stands where it stands."""
    often = seen.mentions
    yield "few mentions", often**-0.5
    if seen.titled:
        yield "ever behind a title", 1
        yield "behind a title", seen.titled / often
    for clue, many in (
        ("also written small", seen.small),
        ("behind 'the'", seen.behind_the),
        ("no word before it", seen.opening),
        ("in capitals", seen.capitals),
        ("a capital inside a word", seen.mixed),
    ):
        if many:
            yield clue, min(1.0, many / often)


def _of_others(name: str, seen: Clues, context: Context) -> Iterator[tuple[str, float]]:
    """Yield what other names tell of one."""
    leans = name in context.surnames or name in context.firsts
    if name in context.words.organizations:
        yield "a known organization", 1
    if name in context.surnames:
        yield "surname of a full name", _borne(seen, context.surnames[name])
    elif name in context.firsts:
        yield "first name of a full name", _borne(seen, context.firsts[name])
    elif " " not in name and context.words.grammar.singular(name) in context.surnames:
        yield "plural of a surname", 1
    if name in context.shorts:
        yield "an organization without its kind", 1
    if name in context.initials and 2 * seen.capitals > seen.mentions:
        yield "initials of an organization", 1
    if not leans and (name in context.words.known_places or name in context.words.states):
        yield "a known place", 1
    if not leans and " " not in name and not seen.titled:
        yield "no full name has it", 1 - seen.mentions**-0.5


def _all_around(seen: Clues) -> Iterator[tuple[str, float]]:
    """Yield what the words around all mentions say together; they are much alike, so that four say twice as much."""
    much = min(seen.mentions, MANY_CONTEXTS) ** 0.5 / seen.mentions / SCALE
    yield "people's words around it", much * seen.context_person
    yield "organizations' words around it", much * seen.context_org
    yield "other words around it", much * max(seen.context_place, seen.context_other)


def _around(seen: Clues) -> Iterator[tuple[str, float]]:
    """Yield the same as far as the model, which has read these words, has not told it.

    Of one mention, it has, and it has where all its labels agree.
    """
    news = 1 - seen.mentions**-0.5
    labelled = (seen.person, seen.org, seen.other)
    if sum(labelled) > AGREED * SCALE:
        news *= 1 - TOLD * max(0.0, max(labelled) / sum(labelled) - MOSTLY) / (1 - MOSTLY)
    yield from ((clue, news * much) for clue, much in _all_around(seen))


def _borne(seen: Clues, support: float) -> float:
    """Return how much full names say of a bare one, 0 to 1: one does not change what is often something else."""
    against = (seen.other + seen.org) / SCALE
    return min(1.0, CARRIES * support / against) if against else 1.0


def is_group(parts: Sequence[str], words: Lexicon) -> bool:
    """Whether a name, given by the words of its key, is everyday words and a kind of group, and no name otherwise.

    >>> from comention.languages.lexicon import lexicon
    >>> [is_group(name.split(), lexicon("en")) for name in ("grand jury", "investigating committee", "margaret court")]
    [True, True, False]
    """
    *before, last = parts
    if not before or (last not in words.bodies and last not in words.heads):
        return False
    everyday = words.common, words.modifiers, words.demonyms
    return all(
        (any(words.grammar.singular(part) in some for some in everyday) or any(words.grammar.verbs(part)))
        and part not in words.given
        and part not in words.surnames
        for part in before
    )


def family_first(name: str, words: Lexicon) -> bool:
    """Whether a full name, given by key, begins with the surname: "xi jinping"."""
    first, *others = name.split()
    if not others or first in words.given or others[-1] in words.surnames:
        return False
    return first in words.family_first or (first in words.surnames and first not in words.frequent)
