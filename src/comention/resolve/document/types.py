"""The forms of a document with all that was seen of each in; how much speaks for each type out."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from comention.languages.lexicon import Lexicon
from comention.model import EntityType
from comention.resolve.document.acronyms import Explained
from comention.resolve.document.clean import Candidate
from comention.text.names import key

PERSON, ORG = EntityType.PERSON, EntityType.ORG
Votes = defaultdict[EntityType | None, float]
"""How much speaks for each type; None is what is neither a person nor an organization."""

_TYPES = {"PERSON": PERSON, "PER": PERSON, "ORG": ORG}
_OF = frozenset({"of", "for", "de", "du", "des", "da", "do", "del", "della", "der"})
_PREVIOUS = re.compile(r"([^\W\d_]+)[^\S\n]+(?:the[^\S\n]+)?$", re.IGNORECASE)
DOUBT = -0.5
"""How much it speaks against an organization of several words that nothing but the model says so."""
_CARRIES = 3
"""So many mentions of a bare name that are labelled something else, a longer name or a title outweighs."""
_SHORT = 5
"""An organization's name without its kind counts as so many mentions of it."""
_ENOUGH = 3
"""So many labels of a form count; more say no more than these."""
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"\w[’']?s?[^\S\n][\"“'‘]?$")
Clue = tuple[EntityType | None, float]
"""A type, and how much speaks for it."""


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
        forms.setdefault(candidate.key, Form(candidate.key)).candidates.append(candidate)
    return forms


@dataclass(frozen=True, slots=True)
class Context:
    """What the clues of a form are seen in: the text, the words it also writes small, and the names of several words.

    `shorts` are organizations without their kind, `surnames` and `firsts` the last and first names of people, with how
    often and surely a full name has them.
    """

    text: str
    words: Lexicon
    small: Collection[str]
    shorts: Collection[str]
    surnames: Mapping[str, float] = field(default_factory=dict)
    firsts: Mapping[str, float] = field(default_factory=dict)


def vote(
    text: str, forms: Mapping[str, Form], acronyms: Iterable[Explained], small: Collection[str], words: Lexicon
) -> dict[str, Votes]:
    """Return what speaks for each type of each form; `small` are the words that the text also writes small.

    Each label that the model gave is a vote; titles, given names, the words of an organization, the words around are
    others. Names of several words are judged first, because single words lean on them.
    """
    context = Context(text, words, small, {short for form in forms.values() if (short := _without_kind(form, words))})
    votes: dict[str, Votes] = {}
    for form in forms.values():
        if len(form.parts) > 1:
            votes[form.key] = _sum(_labels(form), _around(form, context), _of_several(form, context))
    people = [forms[name] for name, seen in votes.items() if winner(seen) is PERSON]
    context = replace(context, surnames=_support(people, -1), firsts=_support(people, 0))
    for form in forms.values():
        if len(form.parts) == 1:
            votes[form.key] = _sum(_labels(form), _around(form, context), _of_one(form, context))
    for acronym in acronyms:
        if acronym.key in votes:
            votes[acronym.key][_explained(acronym, forms, words)] += 5
    return votes


def _explained(acronym: Explained, forms: Mapping[str, Form], words: Lexicon) -> EntityType | None:
    """Return the type of an acronym: that of an organization if what it is short for is a name of one."""
    name = key(acronym.name)
    parts = name.split()
    kind = name in words.organizations or not {parts[0], parts[-1]}.isdisjoint(words.heads) or kind_of(parts, words)
    return ORG if acronym.named and name in forms and (kind or acronym.key in words.organizations) else None


def _sum(*clues: Iterable[Clue]) -> Votes:
    votes = votes_of()
    for kind, much in chain(*clues):
        votes[kind] += much
    return votes


def votes_of(votes: Mapping[EntityType | None, float] | None = None) -> Votes:
    """Return votes that start with these."""
    return defaultdict(float, votes or {})


def add(votes: Votes, others: Mapping[EntityType | None, float]) -> None:
    """Add the others to some votes."""
    for kind, much in others.items():
        votes[kind] += much


def winner(votes: Mapping[EntityType | None, float]) -> EntityType | None:
    """Return the type that most speaks for, None where nothing does."""
    best = max((PERSON, ORG, EntityType.COUNTRY, None), key=lambda kind: (votes.get(kind, 0), kind is not None))
    return best if votes.get(best, 0) > 0 else None


def _labels(form: Form) -> Iterator[Clue]:
    """Count the model's labels, each as much as it is sure of it: many say little more than some."""
    labels = [(_TYPES.get(candidate.label), candidate.score) for candidate in form.candidates if candidate.label]
    for kind in dict.fromkeys(kind for kind, _ in labels):
        sure = sum(score for label, score in labels if label is kind)
        yield kind, sure * min(len(labels), _ENOUGH) / len(labels)


def _around(form: Form, context: Context) -> Iterator[Clue]:
    """Weigh the words around a form, and whether they are common words."""
    titled = sum(candidate.title != "" for candidate in form.candidates)
    yield PERSON, 2 * min(titled, 3) * _borne(form, titled)
    if not titled and all(part in context.small for part in form.parts):
        yield None, 3
    starts = [candidate.start for candidate in form.candidates]
    before = [_PREVIOUS.search(context.text[max(0, start - 30) : start]) for start in starts]
    words = [key(match[1]) for match in before if match]
    yield None, sum(word in context.words.before_places for word in words) / len(starts)
    yield ORG, sum(word in context.words.before_organizations for word in words) / len(starts) / 2


def _without_kind(form: Form, words: Lexicon) -> str:
    """Return the key of an organization's name without its kind, "" if it has none: "Tsinghua", "Penn State"."""
    parts = form.parts
    while len(parts) > 1 and (parts[-1] in words.heads or parts[-1] in words.forms):
        if parts[-1] in words.newspapers:
            break
        parts.pop()
    name = " ".join(parts)
    if len(parts) == len(form.parts) or name in words.known_places or name in words.heads:
        return ""
    return name


def kind_of(parts: Sequence[str], words: Lexicon) -> bool:
    """Whether an organization's kind stands before "of" in a name, given by the words of its key.

    >>> from comention.languages.lexicon import lexicon
    >>> kind_of("victoria university of ghent".split(), lexicon("en"))
    True
    """
    return any(head in words.heads and of in _OF for head, of in pairwise(parts))


def _of_several(form: Form, context: Context) -> Iterator[Clue]:
    words, parts = context.words, form.parts
    last = {parts[-1], " ".join(parts[-2:])}
    kind = bool(parts[-1] in words.forms or last & words.heads or kind_of(parts, words))
    nothing = not kind and (last & (words.places | words.things) or {parts[0], " ".join(parts[:2])} & words.firsts)
    if kind or form.key in words.organizations:
        yield ORG, 3
    elif form.key in context.shorts:
        yield ORG, 4
    elif not words.heads.isdisjoint(parts):
        yield ORG, 1 + DOUBT
    else:
        yield ORG, DOUBT * (1 + _opening(form, context.text))
    if parts[0] in words.place_articles:
        yield None, 0.9
    if nothing:
        yield None, 4
    elif form.key not in words.organizations and words.common.issuperset(map(stem, parts)):
        yield None, 5 if kind else 2
    if parts[0] in words.given and len(parts) < 5 and not kind and not nothing:
        yield PERSON, 2
    if parts[-1] in words.surnames and not kind and not nothing:
        yield PERSON, 1
    if "and" in parts or "&" in parts:
        yield PERSON, -4
    if any(c.isdigit() for c in form.key):
        yield PERSON, -3


def _family(form: Form, text: str) -> bool:
    """Whether a plural stands behind an article: "the Clintons" are a family, and nobody of them."""
    return all(_THE.search(text, max(0, candidate.start - 5), candidate.start) for candidate in form.candidates)


def _opening(form: Form, text: str) -> float:
    """Return how much of a form stands with no word before it: at the beginning of something, or in a list."""
    before = [_WORD_BEFORE.search(text[max(0, candidate.start - 8) : candidate.start]) for candidate in form.candidates]
    return sum(match is None for match in before) / len(before)


def _of_one(form: Form, context: Context) -> Iterator[Clue]:
    words, name = context.words, form.key
    if name in context.surnames:
        yield PERSON, 5 * _borne(form, context.surnames[name])
    elif name in context.firsts:
        yield PERSON, 4.5 * _borne(form, context.firsts[name])
    elif name in words.given:
        yield PERSON, 0.9
    elif name in words.surnames:
        yield PERSON, 2
    elif name in context.shorts:
        yield ORG, 4 * _borne(form, _SHORT, ORG)
    elif stem(name) in context.surnames:
        seen = any(candidate.label == "PERSON" for candidate in form.candidates)
        yield (None, 8) if _family(form, context.text) else (PERSON, 1.5 * seen)
    if name in words.organizations and name not in context.small:
        yield ORG, 3
    if name in words.heads or name in words.forms:
        yield PERSON, -1


def _support(people: Iterable[Form], part: int) -> dict[str, float]:
    """Return how often, and how surely, full names have each word at one of their ends."""
    found: defaultdict[str, float] = defaultdict(float)
    for form in people:
        found[form.parts[part]] += sum(candidate.score for candidate in form.candidates)
    return dict(found)


def _borne(form: Form, support: float, kind: EntityType = PERSON) -> float:
    """Return how much longer names or titles say of a bare name, 0 to 1: one does not change what is often another.

    `support` is how often they speak for its `kind`; what its labels say of other kinds speaks against them.
    """
    against = sum(candidate.score for candidate in form.candidates if candidate.label not in ("", kind))
    return min(1.0, _CARRIES * support / against) if against else 1.0


def family_first(name: str, words: Lexicon) -> bool:
    """Whether a full name, given by key, begins with the surname: "xi jinping"."""
    first, *others = name.split()
    if not others or first in words.given or others[-1] in words.surnames:
        return False
    return first in words.family_first or (first in words.surnames and first not in words.frequent)


def stem(name: str) -> str:
    """Return a name without the s of a plural, or of a possessive that lost its apostrophe: "Trumps".

    >>> stem("trumps"), stem("ross")
    ('trump', 'ross')
    """
    return name[:-1] if len(name) > 4 and name.endswith("s") and not name.endswith("ss") else name
