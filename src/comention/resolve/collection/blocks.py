"""Which entities of different documents are the same one, by their profiles.

Nothing here looks at mentions or compares all with all: profiles meet in blocks of one surname, one organization's name
or one acronym.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from comention.corrections import Listed
from comention.languages.lexicon import Lexicon
from comention.model import EntityType
from comention.resolve.collection import refusals
from comention.resolve.collection.profile import NOTHING, Profile
from comention.resolve.document.organizations import (
    LONGER,
    PUNCTUATION,
    SHORT,
    organization_key,
    with_one_word_more,
)
from comention.resolve.document.people import MAN, WOMAN, sex_of_titles, suits
from comention.resolve.firstnames import FirstNames
from comention.resolve.fullnames import generation, same_person
from comention.resolve.types import ORG, PERSON, family_first
from comention.resolve.weights import COLLECTION_LEADS
from comention.text.names import acronyms, is_acronym, key, parted_key

SURNAME = "surname of the only full name with it in the collection, or of the one that is named far more than others"
INITIALS = "acronym of the only name with these initials in the collection"
EXPLAINED = "acronym that another document explains"
HANDLE = "handle behind the full name in another document"
SHORTER = "short form, as in other documents"


SEVERAL = 4
"""So many people with one surname make it a frequent one in a collection."""
FEW = 8
"""So many people of one surname are compared with each other; among more, those with first names that can be one."""
TELLING = 3
"""How many full names, organizations and countries a document must name for its people to be told from namesakes."""


@dataclass(slots=True)
class Cluster:
    """What several documents call by the same or other names.

    Each of its profiles comes with the reason why it was put to the others, or ""; `listed` is the correction that it
    is; `titles` are those before a person's full names. `apart` tells from whom it was kept apart, and why: by a mark,
    one of the `marks` of the other one.
    """

    type: EntityType
    keys: tuple[str, ...]
    profiles: list[tuple[Profile, str]] = field(default_factory=list)
    code: str | None = None
    listed: Listed | None = None
    titles: frozenset[str] = NOTHING
    marks: refusals.Marks = ()
    apart: refusals.Apart = ()

    @property
    def documents(self) -> int:
        """In how many documents it is, counting one again where it has several profiles there."""
        return sum(profile.documents for profile, _ in self.profiles)

    def inherit(self, other: "Cluster") -> None:
        """Take over from whom another one was kept apart, and who was kept apart from it."""
        self.marks += other.marks
        self.apart = (*self.apart, *other.apart)[: refusals.MOST]


_MARKS = count()


def refuse(one: Cluster, other: Cluster, reason: str) -> None:
    """Note, at each of two that has room for it, that they were not joined; the first reason stands."""
    for ours, theirs in ((one, other), (other, one)):
        if len(ours.apart) < refusals.MOST and not any(mark in theirs.marks for mark, _ in ours.apart):
            theirs.marks = theirs.marks or (next(_MARKS),)
            ours.apart += ((theirs.marks[0], reason),)


def people(profiles: Iterable[Profile], words: Lexicon, *, across: bool = True) -> list[Cluster]:
    """Join people by full names that contradict each other nowhere, then bare surnames to the only one that fits.

    Without `across`, only those of one full name are joined. Their forms do not matter.
    """
    ordered = sorted(
        (p for p in profiles if p.type is PERSON), key=lambda p: (-max(map(len, p.keys)), p.keys, p.number)
    )
    full = [profile for profile in ordered if any(" " in name for name in profile.keys)]
    bare = [profile for profile in ordered if not any(" " in name for name in profile.keys)]
    blocks: dict[str, _Block] = defaultdict(_Block)
    bearing: dict[str, dict[int, Cluster]] = defaultdict(dict)
    for profile in full:
        surname = generation(profile.keys[0].split(), words)[0][-1]
        cluster = blocks[surname].home(profile.keys, words, across=across)
        cluster.profiles.append((profile, ""))
        if profile.titles:
            cluster.titles |= profile.titles
        for handle in profile.acronyms:
            bearing[handle][id(cluster)] = cluster
    first: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in (cluster for block in blocks.values() for cluster in block):
        if family_first(cluster.keys[0], words):
            first[cluster.keys[0].split()[0]].append(cluster)
    lone: dict[tuple[str, str], Cluster] = {}
    joined: list[tuple[Cluster, Profile, str]] = []
    for profile in bare:
        name = profile.keys[0]
        bearers = [*blocks.get(name, ()), *first.get(name, ())] if across else []
        called = bearing.get(name, {}) if across and not bearers else {}
        if len(called) == 1:
            (owner,) = called.values()
            joined.append((owner, profile, HANDLE))
            continue
        whole = _clear(bearers, words)
        if whole and all(suits(title, whole.keys[0], words, whole.titles) for title in profile.titles):
            joined.append((whole, profile, SURNAME))
        else:
            own = lone.setdefault((name, sex_of_titles(profile.titles, words)), Cluster(PERSON, (name,)))
            own.profiles.append((profile, ""))
            for bearer in [whole] if whole else bearers[: refusals.MOST]:
                refuse(own, bearer, refusals.OTHER_SEX if whole else refusals.SEVERAL_HAVE)
    for whole, profile, rule in joined:
        whole.profiles.append((profile, rule))
    _join_untold(lone)
    return [*(cluster for block in blocks.values() for cluster in block), *lone.values()]


def _join_untold(lone: dict[tuple[str, str], Cluster]) -> None:
    """Put bare names without a title of one sex to the one that has one, if that is the only one: "Mr. Lorne"."""
    for name, sex in list(lone):
        told = [lone[name, other] for other in (WOMAN, MAN) if (name, other) in lone]
        if not sex and len(told) == 1:
            untold = lone.pop((name, ""))
            told[0].profiles += untold.profiles
            told[0].inherit(untold)


def may_be_namesakes(people: Sequence[Cluster], words: Lexicon) -> list[bool]:
    """Tell of whom there may be several of one full name: those whose surname many people have, here or anywhere."""
    surnames = [generation(person.keys[0].split(), words)[0][-1] if " " in person.keys[0] else "" for person in people]
    bearers = Counter(surnames)
    return [
        person.documents > 1 and surname != "" and (surname in words.frequent or bearers[surname] >= SEVERAL)
        for person, surname in zip(people, surnames, strict=True)
    ]


def telling(profile: Profile) -> Sequence[str]:
    """Return the names by which a document can be told from another: full ones of people, and those of all others."""
    if profile.type is not PERSON:
        return profile.keys if profile.type else ()
    return [name for name in profile.keys if " " in name]


def namesakes(where: Iterable[tuple[int, set[str]]]) -> list[set[int]]:
    """Group the documents of one full name by what they name beside it; return groups that have nothing in common.

    `where` tells of each document, in their order, the names of others. Only documents that name enough to tell are
    told apart; those that name little are in no group, and stay with the largest one, which comes first.
    """
    elder: dict[int, int] = {}  # of each document one of its group; in the end, each group has one for all
    last: dict[str, int] = {}

    def eldest(document: int) -> int:
        while elder[document] != document:
            elder[document] = document = elder[elder[document]]
        return document

    for document, context in where:
        if len(context) >= TELLING:
            elder[document] = document
            for name in context:
                elder[eldest(document)] = eldest(last.get(name, document))
                last[name] = document
    groups: dict[int, set[int]] = defaultdict(set)
    for document in elder:
        groups[eldest(document)].add(document)
    return sorted(groups.values(), key=lambda group: (-len(group), min(group)))


def told_apart(cluster: Cluster, homes: Sequence[set[int]], documents: Mapping[int, Sequence[int]]) -> list[Cluster]:
    """Split a cluster into one for each group of documents; `documents` are those of each profile, by its number."""
    parts = [Cluster(PERSON, cluster.keys) for _ in homes]
    group = {document: number for number, home in enumerate(homes) for document in home}
    for profile, rule in cluster.profiles:
        own: dict[int, list[int]] = defaultdict(list)
        for document in documents[profile.number]:
            own[group.get(document, 0)].append(document)
        for number, where in own.items():
            part = replace(profile, where=where, part=number) if number else profile
            part.documents, part.first = len(where), min(where)
            parts[number].profiles.append((part, rule))
    for number, one in enumerate(parts):
        for other in parts[number + 1 : number + 1 + refusals.MOST]:
            refuse(one, other, refusals.NAMESAKES)
    for one in parts:
        one.apart = (*one.apart, *cluster.apart)[: refusals.MOST]
    parts[0].marks += cluster.marks
    return parts


def _clear(clusters: Sequence[Cluster], words: Lexicon) -> Cluster | None:
    """Return the only cluster, or the one that clearly more documents name in full than any other one."""
    elder = [cluster for cluster in clusters if not generation(cluster.keys[0].split(), words)[1]]
    often = sorted(elder or clusters, key=lambda cluster: (-cluster.documents, cluster.keys))
    if len(often) > 1 and often[0].documents < COLLECTION_LEADS * often[1].documents:
        return None
    return often[0] if often else None


class _Block(list[Cluster]):
    """The people of one surname, in the order in which they were made."""

    __slots__ = ("_index",)

    def __init__(self) -> None:
        super().__init__()
        self._index: FirstNames | None = None  # where there are few, it is not worth its memory

    def home(self, names: tuple[str, ...], words: Lexicon, *, across: bool) -> Cluster:
        """Return who has one of a person's full names, else the only one whose names contradict none of them.

        Without `across`, only the former. If there is none, a new person is added. The person gets all the names.
        """
        place = self._equal(names)
        refused: dict[int, str] = {}
        if place is None and across:
            place, refused = self._fitting(names, words)
        if place is None:
            place = len(self)
            self.append(Cluster(PERSON, ()))
        self[place].keys = tuple(dict.fromkeys((*self[place].keys, *names)))
        for other, reason in refused.items():
            refuse(self[place], self[other], reason)
        if self._index:
            self._index.put(place, self[place].keys)
        elif len(self) > FEW:
            self._index = FirstNames(words)
            for number, person in enumerate(self):
                self._index.put(number, person.keys)
        return self[place]

    def _equal(self, names: Sequence[str]) -> int | None:
        """Return the place of the first one who has one of the names."""
        if self._index:
            return self._index.first(names)
        wanted = set(names)
        return next((place for place, person in enumerate(self) if not wanted.isdisjoint(person.keys)), None)

    def _fitting(self, names: Sequence[str], words: Lexicon) -> tuple[int | None, dict[int, str]]:
        """Return the place of the only one whose names contradict none of these, and why those of others do."""
        fitting: list[int] = []
        refused: dict[int, str] = {}
        for place in self._index.alike(names[0]) if self._index else range(len(self)):
            keys = self[place].keys
            if all(same_person(ours, theirs, words) for ours in names for theirs in keys):
                fitting.append(place)
                if len(fitting) > 1:
                    return None, refused | dict.fromkeys(fitting, refusals.SEVERAL_FIT)
            elif len(refused) < refusals.MOST and (why := refusals.contradiction(names, keys, words)):
                refused[place] = why
        return fitting[0] if fitting else None, refused


def organizations(profiles: Iterable[Profile], words: Lexicon, *, across: bool = True) -> list[Cluster]:
    """Join organizations of one name, and short forms and acronyms to the only name that has them.

    All profiles have their forms.
    """
    clusters: dict[str, Cluster] = {}
    explained: dict[str, set[str]] = defaultdict(set)
    for profile in (p for p in profiles if p.type is ORG):
        name = profile.keys[0]
        clusters.setdefault(name, Cluster(ORG, (name,))).profiles.append((profile, ""))
        for acronym in profile.acronyms:
            explained[acronym].add(name)
    if not across:
        return list(clusters.values())
    _join_respelt(clusters, words)
    for long, short in with_one_word_more(explained, clusters, words):
        _put(clusters, short, long, LONGER)
        for owners in explained.values():
            if short in owners:
                owners.remove(short)
                owners.add(long)
    _settle_short_forms(clusters, words)
    initials: dict[str, set[str]] = defaultdict(set)
    for name, cluster in clusters.items():
        if " " in name:
            full = (form for profile, _ in cluster.profiles for form in profile.forms if " " in form.surface)
            first = min(full, key=lambda form: form.first, default=None)
            for acronym in acronyms(first.surface, words.grammar.small.keys) if first else ():
                initials[acronym].add(name)
    for name in [name for name in clusters if " " not in name]:
        if not any(is_acronym(form.surface) for profile, _ in clusters[name].profiles for form in profile.forms):
            continue
        for fitting, rule in ((explained[name], EXPLAINED), (initials[name], INITIALS)):
            if len(fitting) == 1 and len(name) > 2:
                (whole,) = fitting
                _put(clusters, name, whole, rule)
                break
        else:
            bearers = sorted(one for one in explained[name] | initials[name] if one in clusters and one != name)
            for bearer in bearers[: refusals.MOST]:
                why = refusals.ACRONYM_OF_SEVERAL if len(bearers) > 1 else refusals.TWO_LETTERS
                refuse(clusters[name], clusters[bearer], why)
    return list(clusters.values())


def _put(clusters: dict[str, Cluster], name: str, whole: str, rule: str) -> None:
    """Join an organization to another one by a rule."""
    short = clusters.pop(name)
    clusters[whole].profiles += ((profile, rule) for profile, _ in short.profiles)
    clusters[whole].inherit(short)


def _join_respelt(clusters: dict[str, Cluster], words: Lexicon) -> None:
    """Join names that are the same but for the punctuation between their words: "Node.js", "Node JS"."""
    for name in list(clusters):
        surfaces = (form.surface for profile, _ in clusters[name].profiles for form in profile.forms)
        parted = {organization_key(parted_key(one), words) for one in surfaces if key(one) == name} - {name}
        if len(parted) == 1 and (other := parted.pop()) in clusters:
            _put(clusters, name, other, PUNCTUATION)


def _settle_short_forms(clusters: dict[str, Cluster], words: Lexicon) -> None:
    """Decide for all documents whom a short form means: the organization that begins with it, or one of its own.

    It is one of its own where several begin with it and none that it is short for in a document stands far more often
    than the others: "Ford", beside "Ford Credit" and "Ford Foundation".
    """
    shorts: dict[str, set[str]] = defaultdict(set)
    full: Counter[str] = Counter()
    for name, cluster in clusters.items():
        for profile, _ in cluster.profiles:
            for form in profile.forms:
                short = key(form.surface)
                if form.rule == SHORT and (short not in words.heads or short in words.organizations | words.alone):
                    shorts[short].add(name)
                else:
                    full[name] += form.mentions
    beginning: dict[str, list[str]] = defaultdict(list)
    for name in clusters:
        beginning[name.split()[0]].append(name)
    for short, given in sorted(shorts.items()):
        others = {name for name in beginning[short.split()[0]] if name.startswith(f"{short} ")} | given
        often = sorted(others - {short}, key=lambda name: (-full[name], name))
        leads = len(often) == 1 or full[often[0]] >= COLLECTION_LEADS * full[often[1]]
        if leads and often[0] in given:
            if short in clusters and often[0] != short:
                _put(clusters, short, often[0], SHORTER)
            continue
        own = clusters.setdefault(short, Cluster(ORG, (short,)))
        for name in often[: refusals.MOST]:
            refuse(own, clusters[name], refusals.SHORT_FOR_SEVERAL)
        for name in given - {short}:
            for place, (profile, rule) in enumerate(clusters[name].profiles):
                kept, moved = _split(profile, short)
                if moved.forms:
                    clusters[name].profiles[place] = kept, rule
                    own.profiles.append((moved, SHORTER))


def _split(profile: Profile, short: str) -> tuple[Profile, Profile]:
    """Split a profile into what has not, and what has, a short form."""
    forms = [form for form in profile.forms if key(form.surface) == short and form.rule == SHORT]
    return replace(profile, forms=[form for form in profile.forms if form not in forms]), replace(profile, forms=forms)


def countries(profiles: Iterable[Profile]) -> list[Cluster]:
    """Join mentions of one country."""
    clusters: dict[str, Cluster] = {}
    for profile in (p for p in profiles if p.type is EntityType.COUNTRY):
        name = profile.keys[0]
        clusters.setdefault(name, Cluster(EntityType.COUNTRY, (name,), code=profile.code)).profiles.append(
            (profile, "")
        )
    return list(clusters.values())
