"""The people of a document: which forms name the same one."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from comention.languages.lexicon import Lexicon
from comention.model import EntityType
from comention.resolve.document.clean import Candidate
from comention.resolve.document.forms import Form
from comention.resolve.document.local import Local, Named
from comention.resolve.document.rematch import KOREAN
from comention.resolve.firstnames import FirstNames
from comention.resolve.fullnames import generation, same_person
from comention.resolve.types import family_first
from comention.resolve.weights import PERSON_LEADS
from comention.text.names import key, spelling, whole_spelling

NO_HANDLES: Mapping[str, str] = {}
NAMED = "named so"
SURNAME, FIRST = "surname", "first name"
WOMAN, MAN, NEITHER = "woman", "man", "neither"
VARIANT = "another form of a full name in this document"
HANDLE = "handle behind the full name in this document"
BEGINNING = "beginning of the only full name with it in this document"
ONLY = "{part} of the only full name with it in this document"
SUITS = "{part} of the only full name in this document that goes with the title"
MOST = "{part} of several full names in this document, the most frequent one"
NEAREST = "{part} of several full names in this document, the nearest one before it"

_STOP = re.compile(r"[.;:!?\n]\s")
_ENDING = 2
"""Two names of one person end in the same so many letters, however they are spelt."""
_LONG = 5
"""So many letters a surname has that may be written otherwise."""
_NEAR = 6
"""So many words before a full name, a word such as "mother" says that it is that of somebody's relative."""
_BEHIND = 3
"""So many words behind a full name and a comma, it says so, too."""


def people(text: str, forms: Iterable[Form], words: Lexicon, handles: Mapping[str, str] = NO_HANDLES) -> list[Local]:
    """Put the forms of each person together; a bare surname or first name goes to the full name that it is a part of.

    Of several that fit, the one is meant of whom the document clearly speaks, else the nearest one before it. A name
    that fits none is a person of its own. `handles` tell whose full name stands before a handle, both given by key.
    """
    found = _Full(words)
    loose: list[Form] = []
    ordered = sorted(forms, key=lambda form: (-len(form.parts), form.candidates[0].start))
    bare = {form.key for form in ordered if len(form.parts) == 1}
    for form in ordered:
        if len(form.parts) == 1 or (
            len(form.parts) == 2 and form.parts[1] in words.grammar.juniors.keys | words.grammar.seniors.keys
        ):
            loose.append(form)
            continue
        same = [person for person in found.alike(form) if _fits(form, person, words)]
        if len(same) == 1:
            found.add(same[0], form.key)
            same[0].take(form, VARIANT)
        elif same:
            _share_out(form.candidates, same, "form", text, words)
        elif begun := _begun(form, found, bare, words):
            begun.take(form, BEGINNING)
            same = [begun]
        else:
            person = Local(EntityType.PERSON, [])
            found.add(person, form.key)
            person.take(form, NAMED)
            same = [person]
        for person in same:
            person.titles |= {candidate.title for candidate in form.candidates}
    return found.people + _place(_without_handles(loose, found.people, handles), found.people, text, words)


def _without_handles(loose: Iterable[Form], people: Sequence[Local], handles: Mapping[str, str]) -> list[Form]:
    """Give the handles among bare names, which are no part of a full one, to their people; return the other names."""
    owners = {name: person for person in people for name in person.keys} if handles else {}
    parts = {part for name in owners for part in name.split()}
    called = {handle: owners[name] for handle, name in handles.items() if name in owners and handle not in parts}
    for handle, person in called.items():
        person.acronyms.add(handle)
    left: list[Form] = []
    for form in loose:
        if form.key in called:
            called[form.key].take(form, HANDLE)
        else:
            left.append(form)
    return left


class _Full:
    """The people with full names that were found so far, by all that another form of one of these can have in common.

    So a name is compared with few of them, even where thousands have one surname or one first name.
    """

    def __init__(self, words: Lexicon) -> None:
        self.people: list[Local] = []
        self.surnames: set[str] = set()
        self._families: dict[str, FirstNames] = defaultdict(lambda: FirstNames(words))
        self._words = words
        self._same: dict[str, dict[int, None]] = defaultdict(dict)
        self._endings: dict[int, set[str]] = defaultdict(set)
        self._begun: dict[str, dict[int, None]] = defaultdict(dict)
        self._places: dict[int, int] = {}

    def add(self, person: Local, full: str) -> None:
        """Add a full name of a person."""
        place = self._places.setdefault(id(person), len(self.people))
        if place == len(self.people):
            self.people.append(person)
            self._families[spelling(_surname(full, self._words))].put(place, [full])
        person.keys.append(full)
        self.surnames.add(_surname(full, self._words))
        parts = full.split()
        self._endings[place].add(_ending(parts[-1]))
        wholes = (whole_spelling(" ".join(parts[n:])) for n in range(max(1, len(parts) - 1)))
        for same in (full, parts[-1], *wholes):
            self._same[same][place] = None
        bare = generation(parts, self._words)[0]
        for n in range(2, len(bare)):
            self._begun[" ".join(bare[:n])][place] = None

    def alike(self, form: Form) -> list[Local]:
        """Return those, in order, of whom a name may be another form of this one.

        It ends as this one does, or as its first word, if it is turned.
        """
        joint = _hyphened(form.surface)
        surnames = {spelling(_surname(form.key, self._words)), *([spelling(joint.replace(" ", ""))] if joint else [])}
        found: dict[int, None] = {}
        for surname in surnames & self._families.keys():
            found |= dict.fromkeys(self._families[surname].alike(form.key, middle=not joint))
        turned = " ".join(reversed(form.parts))
        for same in {turned, form.key.replace(" ", ""), whole_spelling(form.key)}:
            found |= self._same.get(same, {})
        endings = {_ending(form.parts[-1]), _ending(form.parts[0])}
        return [self.people[place] for place in sorted(found) if not endings.isdisjoint(self._endings[place])]

    def beginning(self, name: str) -> list[Local]:
        """Return those, in order, of whom a full name begins with another one."""
        return [self.people[place] for place in sorted(self._begun.get(name, ()))]


def _fits(form: Form, person: Local, words: Lexicon) -> bool:
    """Whether a full name can be this person's: it contradicts none of their full names, or is the end of one."""
    surname = _hyphened(form.surface)
    joint = surname if surname and any(_hyphened(mention.surface) == surname for mention in person.mentions) else ""
    ours, *theirs = [_glue(full, joint) for full in (form.key, *person.keys)]
    if all(same_person(ours, other, words) for other in theirs):
        return True
    turned = " ".join(reversed(form.parts))  # "Abe Shinzo" is "Shinzo Abe"
    spelt = whole_spelling(form.key)
    return any(
        other.endswith(f" {form.key}") or other == turned or whole_spelling(other) == spelt or _ends(other, form.key)
        for other in person.keys
    )


def _glue(full: str, surname: str) -> str:
    """Write a surname of two words as one, so that no part of it is taken for a middle name."""
    return full.replace(f" {surname}", f" {surname.replace(' ', '')}") if surname else full


def _hyphened(surface: str) -> str:
    """Return the key of a surname of two words with a hyphen; "" if a name ends with none."""
    surname = key(surface.split()[-1])
    return surname if len(surname.split()) > 1 else ""


def _ends(full: str, name: str) -> bool:
    """Whether some of the last words of a full name are another spelling of a name: "el-Tayar", "Al-Tayar"."""
    parts, spelt = full.split(), whole_spelling(name)
    return parts[-1] == name.replace(" ", "") or any(
        whole_spelling(" ".join(parts[n:])) == spelt for n in range(1, len(parts) - 1)
    )


def _ending(name: str) -> str:
    """Return how a name of one word ends, however it is spelt."""
    return spelling(name)[-_ENDING:]


def _begun(form: Form, found: _Full, bare: Collection[str], words: Lexicon) -> Local | None:
    """Return the only person whose full name begins with a form: "Ivan Ilyich"; "Mary Ann".

    No surname ends such a form: "John Kennedy" does not begin "John Kennedy Toole". A word is one if it is well known
    as such, or somebody's here, or also stands alone.
    """
    last = form.parts[-1]
    if last in words.surnames or last in bare or last in found.surnames:
        return None
    begun = found.beginning(form.key)
    return begun[0] if len(begun) == 1 else None


def _surname(full: str, words: Lexicon) -> str:
    return generation(full.split(), words)[0][-1]


class _Parts:
    """The people with full names, by their surnames, first names and the parts between them."""

    def __init__(self, people: Iterable[Local], words: Lexicon) -> None:
        self.surnames: dict[str, list[Local]] = defaultdict(list)
        self.families: dict[str, list[Local]] = defaultdict(list)
        self.firsts: dict[str, list[Local]] = defaultdict(list)
        self.inner: dict[str, list[Local]] = defaultdict(list)
        self.spelt: dict[str, list[Local]] = defaultdict(list)
        self._singular = words.grammar.singular
        for person in people:
            names = [generation(name.split(), words)[0] for name in person.keys]
            korean = any(KOREAN.fullmatch(mention.surface) for mention in person.mentions)
            joint = any(_hyphened(mention.surface) for mention in person.mentions)
            surnames = set[str]() if joint else {name[-1] for name in names}
            glued = {"".join(name[-2:]) for name in names if not words.nobiliary.isdisjoint(name[-2:-1])}  # "ElBaradei"
            for parts, some in (
                (self.surnames, surnames),
                (self.families, {name[0] for name in names if korean or family_first(" ".join(name), words)}),
                (self.firsts, {name[0] for name in names}),
                (self.inner, {part for name in names for part in (name[1:] if joint else name[1:-1])}),
                (self.spelt, {spelling(name) for name in surnames | glued}),
            ):
                for part in some:
                    parts[part].append(person)

    def of(self, name: str) -> Iterator[tuple[str, list[Local]]]:
        """Yield the people that a name of one word is a part of, with what part it is, the likeliest part first."""
        yield SURNAME, self.surnames.get(name, [])
        yield SURNAME, self.families.get(name, [])
        yield FIRST, self.firsts.get(name, [])
        yield "part", self.inner.get(name, [])
        yield SURNAME, self.surnames.get(self._singular(name), [])
        alike = self.spelt.get(spelling(name), []) if len(name) >= _LONG else []
        yield SURNAME, alike if len(alike) == 1 else []


@dataclass(frozen=True, slots=True)
class _Document:
    """What bare names are placed in: the text, its people with full names, and the names without.

    `juniors` are the surnames that it puts before a "Jr.", `bare` all that stand alone.
    """

    text: str
    words: Lexicon
    parts: _Parts
    juniors: Collection[tuple[str, str]]
    bare: frozenset[str]


class _Meant(NamedTuple):
    """Mentions of one form, all with a title or all without, that name a `part` of `same`, and can mean `fitting`."""

    part: str
    same: Sequence[Local]
    fitting: Sequence[Local]
    candidates: list[Candidate]


class _Several(NamedTuple):
    """Mentions that may be those of several people; `apart` gets them where it is not clear of whom."""

    part: str
    people: Sequence[Local]
    candidates: Sequence[Candidate]
    apart: Local | None


def _place(loose: Sequence[Form], found: Sequence[Local], text: str, words: Lexicon) -> list[Local]:
    """Give names of one word to those that they are parts of; return people of their own for what is left.

    What only one person can be meant by goes first, because it says of whom the document speaks.
    """
    juniors = {(form.parts[0], form.parts[1]) for form in loose if len(form.parts) > 1}
    bare = frozenset(form.key for form in loose)
    document = _Document(text, words, _Parts(found, words), juniors, bare)
    own: list[Local] = []
    several: list[_Several] = []
    for form in loose:
        alone, shared = _placed(form, document)
        own += alone
        several += shared
    for part, fitting, candidates, apart in several:
        _share_out(candidates, fitting, part, text, words, apart)
    return [person for person in own if person.mentions]


def _placed(form: Form, document: _Document) -> tuple[list[Local], list[_Several]]:
    """Give a name of one word to the only person that it is a part of, as far as its titles allow.

    Return people of their own, and the mentions that may be those of several. Those whose title goes with no full name
    are people of their own, one of each sex, and the bare name may mean them, too.
    """
    with_title, without = _meant(form, document, titled=True), _meant(form, document, titled=False)
    left = [candidate for meant in with_title if not meant.fitting for candidate in meant.candidates]
    titled = _by_sex(left, form, document.words)
    own, several = list(titled), list[_Several]()
    for meant in (*with_title, *without):
        bare = meant in without
        fitting = meant.fitting
        if titled and meant.part == FIRST:  # who is called by the surname is not called by the first name
            fitting = [
                person
                for person in fitting
                if document.bare.isdisjoint(_surname(full, document.words) for full in person.keys)
            ]
        people = [*fitting, *(titled if bare else ())]
        if len(people) == 1:
            rule = NAMED if people[0] in titled else ONLY if len(meant.same) == 1 else SUITS
            people[0].mentions += (_named(candidate, rule.format(part=meant.part)) for candidate in meant.candidates)
        elif people:
            apart = _person(form) if bare and titled else None
            several.append(_Several(meant.part, people, meant.candidates, apart))
            own += [apart] if apart else []
        elif bare:
            own.append(_person(form, meant.candidates))
    return own, several


def _meant(form: Form, document: _Document, *, titled: bool) -> list[_Meant]:
    """Tell whom the mentions of a form can mean, those with a title or those without."""
    found: dict[tuple[str, tuple[int, ...]], _Meant] = {}
    name, junior = generation(form.parts, document.words)
    sexes = _guessed(form, document) if titled else {}
    by_title: dict[str, _Meant] = {}
    for candidate in form.candidates:
        if bool(candidate.title) is not titled:
            continue
        if candidate.title not in by_title:
            chosen: tuple[str, Sequence[Local], Sequence[Local]] = ("", (), ())
            for part, same in document.parts.of(name[0]):
                fitting = [person for person in same if _can_be(candidate, part, person, sexes, document)]
                if junior or part == SURNAME:
                    fitting = _of_generation(fitting, name[0], junior, document)
                if fitting:
                    chosen = part, same, fitting
                    break
            place = chosen[0], tuple(map(id, chosen[2]))
            by_title[candidate.title] = found.setdefault(place, _Meant(*chosen, []))
        by_title[candidate.title].candidates.append(candidate)
    return list(found.values())


def _can_be(candidate: Candidate, part: str, person: Local, sexes: Mapping[int, str], document: _Document) -> bool:
    """Whether a title goes with a person: not with the other sex, nor with a first name, as "Senator" does not."""
    title, words = candidate.title, document.words
    if part == FIRST and title and title not in words.first_titles:
        return False
    sex = sexes.get(id(person), "")
    return suits(title, person.keys[0], words, person.titles) and (
        not sex or sex_of_titles({title}, words) in ("", sex)
    )


def _of_generation(people: Sequence[Local], surname: str, junior: str, document: _Document) -> list[Local]:
    """Return those that a surname with a "Jr." can mean, or one without.

    Beside "Jr.", the bare surname means the elder one, even if the document has no full name of his.
    """
    by_generation: dict[str, list[Local]] = defaultdict(list)
    for person in people:
        by_generation[generation(person.keys[0].split(), document.words)[1]].append(person)
    if junior:
        return by_generation[junior]
    elders, grammar = by_generation[""], document.words.grammar
    juniors, seniors = grammar.juniors.keys, grammar.seniors.keys
    namesakes = {_first(person) for younger in juniors for person in by_generation[younger]}
    if any((surname, younger) in document.juniors for younger in juniors):
        return [
            person
            for person in (*elders, *(person for elder in seniors for person in by_generation[elder]))
            if (_first(person) in namesakes if namesakes else sex_of(_first(person), document.words) != WOMAN)
        ]
    firsts, elder = {_first(person) for person in elders}, set(map(id, elders))
    return [person for person in people if id(person) in elder or _first(person) not in firsts]


def _first(person: Local) -> str:
    return person.keys[0].split()[0]


def _guessed(form: Form, document: _Document) -> dict[int, str]:
    """Guess the sex of the people with a surname that stands behind titles of both: the one that most titles have.

    Where these do not say it clearly, it is neither's.
    """
    sexes = [sex_of_titles({candidate.title}, document.words) for candidate in form.candidates]
    women, men = sexes.count(WOMAN), sexes.count(MAN)
    if not women or not men:
        return {}
    guess = WOMAN if women >= PERSON_LEADS * men else MAN if men >= PERSON_LEADS * women else NEITHER
    people = document.parts.surnames.get(form.parts[0], [])
    return {id(person): guess for person in people if not sex_of(person.keys[0], document.words, person.titles)}


def _by_sex(candidates: Sequence[Candidate], form: Form, words: Lexicon) -> list[Local]:
    """Make a person of titled mentions, or two where there are titles of both sexes: "Mr. Lorne", "Mrs. Lorne".

    What has a title of neither is then that of the one who is named first.
    """
    by_sex: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_sex[sex_of_titles({candidate.title}, words)].append(candidate)
    if not by_sex[WOMAN] or not by_sex[MAN]:
        return [_person(form, candidates)] if candidates else []
    first = min((WOMAN, MAN), key=lambda sex: by_sex[sex][0].start)
    by_sex[first] += by_sex.pop("", [])
    return [_person(form, some) for some in by_sex.values()]


def _person(form: Form, candidates: Iterable[Candidate] = ()) -> Local:
    """Make a person of its own of some mentions of a bare name."""
    person = Local(EntityType.PERSON, [form.key])
    for candidate in candidates:
        person.titles.add(candidate.title)
        person.mentions.append(_named(candidate, NAMED))
    return person


def suits(title: str, full: str, words: Lexicon, titles: Collection[str] = ()) -> bool:
    """Whether a title is not one of the other sex than a full name, given by key, and the titles that it has."""
    one, other = sex_of_titles({title}, words), sex_of(full, words, titles)
    return not one or not other or one == other


def sex_of(full: str, words: Lexicon, titles: Collection[str] = ()) -> str:
    """Return the sex of a person by the titles before the full name, else by the first name, "" if unknown."""
    first = full.split()[0]
    man = first in words.men or first in words.men_titles  # "M. Berger", whose title looks like an initial
    by_name = WOMAN if first in words.women else MAN if man else ""
    return sex_of_titles(titles, words) or by_name


def sex_of_titles(titles: Collection[str], words: Lexicon) -> str:
    """Return the sex that titles say, "" where they say none or both."""
    women, men = not words.women_titles.isdisjoint(titles), not words.men_titles.isdisjoint(titles)
    return "" if women == men else WOMAN if women else MAN


def _share_out(
    candidates: Iterable[Candidate],
    people: Sequence[Local],
    part: str,
    text: str,
    words: Lexicon,
    apart: Local | None = None,
) -> None:
    """Give each mention to the person of whom the document speaks, if that is clear, else to the nearest, or `apart`.

    The nearest is the one whose full name stands last before the mention; before all of them, the first one is. Who
    has not been named yet is not meant where somebody else has been.
    """
    often = [_spoken_of(person, text, words) for person in people]
    places = sorted((mention.start, n) for n, person in enumerate(people) for mention in person.mentions)
    begins = sorted(
        (min((mention.start for mention in person.mentions), default=0), n) for n, person in enumerate(people)
    )
    leading = list(accumulate(((n,) for _, n in begins), lambda two, one: _leading((*two, *one), often)))
    for candidate in candidates:
        known = bisect_left(begins, (candidate.start,))  # so many have been named; before all, each may be meant
        best, *others = leading[known - 1]
        if often[best] and (not others or often[best] >= PERSON_LEADS * often[others[0]]):
            people[best].mentions.append(_named(candidate, MOST.format(part=part)))
        elif apart:
            apart.titles.add(candidate.title)
            apart.mentions.append(_named(candidate, NAMED))
        else:
            nearest = places[max(0, bisect_left(places, (candidate.start,)) - 1)][1]
            people[nearest].mentions.append(_named(candidate, NEAREST.format(part=part)))


def _leading(people: Iterable[int], often: Sequence[int]) -> tuple[int, ...]:
    """Return the two of some people, given by number, of whom the document speaks most."""
    return tuple(sorted(people, key=lambda n: (-often[n], n))[:2])


def _spoken_of(person: Local, text: str, words: Lexicon) -> int:
    """Return how often a person is named so far, but as somebody's relative."""
    return sum(not _relative(mention, text, words) for mention in person.mentions)


def _relative(mention: Named, text: str, words: Lexicon) -> bool:
    """Whether the words around a name say that it is that of somebody's relative: "her mother, Ruth Fenwick"."""
    before = _STOP.split(text[max(0, mention.start - 80) : mention.start])[-1].split()[-_NEAR:]
    behind = text[mention.end : mention.end + 40]
    after = behind[1:].split()[:_BEHIND] if behind.startswith(",") else []
    around = [key(word.strip(",()")) for word in (*before, *after)]
    return not words.relations.isdisjoint([*around, *map(" ".join, pairwise(around))])


def _named(candidate: Candidate, rule: str) -> Named:
    return Named(candidate.start, candidate.end, candidate.surface, rule)
