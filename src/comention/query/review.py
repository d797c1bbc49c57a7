"""Ask about the names that were nearly joined, and about the forms that were joined for weak reasons.

What hangs most on comes first: the links of the lesser name, or the names that stand beside a form. Names are compared
in blocks of one surname, one spelling or the same words, never all with all. What the corrections say is not asked
again, and neither is what they could not say: two who are called just the same cannot be kept apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, TypedDict

from comention.corrections import NONE, Corrections, Listed
from comention.languages.lexicon import Lexicon, lexicon
from comention.model import EntityType
from comention.query.passages import Passage, Place, cut_out, passage
from comention.resolve.collection import blocks, refusals
from comention.resolve.document import organizations, people
from comention.resolve.fullnames import generation, spellings
from comention.runtime import paused
from comention.tables import Tables
from comention.text.names import acronyms, is_acronym, key

PERSON, ORG = EntityType.PERSON, EntityType.ORG
SENTENCES = 2
"""So many sentences are shown of each side."""
BLOCK = 40
"""So many people of one surname, the most mentioned, are compared with each other."""
FEW = 8
"""So many words are compared with each other."""
LONG = 6
"""So many letters a name has that may be a slip of another."""
KIND, FAR = 2, 5
"""So many words of a name may tell its kind, unless it stands so many times as often without them."""
WORD = 4
"""So many letters the word has in which the slip is."""

_ENTITIES = """
SELECT e.entity, e.id, e.type, e.label, coalesce(n.degree, 0)
FROM {entity} e LEFT JOIN {node} n ON n.entity = e.entity ORDER BY e.entity"""
_ALIASES = "SELECT a.entity, a.surface, a.count, a.rule FROM {alias} a ORDER BY a.entity, a.count DESC, a.surface"
_REFUSED = "SELECT r.entity, r.other, r.reason FROM {refusal} r ORDER BY r.entity, r.other"
# How many others stand in a sentence with a form of an entity.
_BESIDE = """
SELECT w.row, count(DISTINCT o.entity)
FROM (SELECT unnest($rows) AS row, unnest($entities) AS entity, unnest($forms) AS form) w
JOIN {mention} m ON m.entity = w.entity AND m.surface = w.form
JOIN {mention} o ON o.document = m.document AND o.sentence = m.sentence AND o.entity <> m.entity
WHERE m.entity IN (SELECT unnest($entities))
GROUP BY w.row"""
# Sentences with a name, or with a form of it; those that also name the other one are best, then those with the label,
# then those of a good length that name somebody else, each of another document.
_SENTENCES = """
WITH sides AS (
    SELECT unnest($rows) AS row, unnest($entities) AS entity, unnest($forms) AS form, unnest($others) AS other,
        unnest($labels) AS label
), place AS (
    SELECT w.row, w.other, m.document, m.sentence, max(CASE WHEN m.surface = w.label THEN 1 ELSE 0 END) AS full
    FROM sides w JOIN {mention} m ON m.entity = w.entity AND (w.form = '' OR m.surface = w.form)
    WHERE m.entity IN (SELECT unnest($entities))
    GROUP BY w.row, w.other, m.document, m.sentence
), measured AS (
    SELECT p.row, p.document, p.sentence, p.full, s.end - s.start AS length, count(DISTINCT o.entity) AS names,
        max(CASE WHEN o.entity = p.other THEN 1 ELSE 0 END) AS both
    FROM place p
    JOIN {sentence} s ON s.document = p.document AND s.sentence = p.sentence
    JOIN {mention} o ON o.document = p.document AND o.sentence = p.sentence
    GROUP BY p.row, p.document, p.sentence, p.full, s.end - s.start
), good AS (
    SELECT t.*, t.both * 4 + t.full * 2 + CASE WHEN t.names BETWEEN 2 AND 6 THEN 2 ELSE 0 END
        + CASE WHEN t.length BETWEEN 40 AND 320 THEN 1 ELSE 0 END - CASE WHEN t.length > 1000 THEN 3 ELSE 0 END AS worth
    FROM measured t
), ranked AS (
    SELECT g.*, row_number() OVER (PARTITION BY g.row, g.document ORDER BY g.worth DESC, g.sentence) AS turn FROM good g
), placed AS (
    SELECT r.*, row_number() OVER (
        PARTITION BY r.row ORDER BY r.turn > 1, r.worth DESC, r.document, r.sentence) AS place
    FROM ranked r
)
SELECT p.row, p.document, p.sentence FROM placed p WHERE p.place <= $many ORDER BY p.row, p.place"""


class Side(TypedDict):
    """One of two that may be the same, with its form that is asked about, and some sentences."""

    key: str
    label: str
    type: str
    mentions: int
    form: str
    sentences: list[Passage]


class Correction(TypedDict, total=False):
    """A decision: `same` says that `other`, or the form `text`, is `node`, `apart` and `different` that it is not."""

    kind: str
    node: str
    other: str
    text: str


class Pair(TypedDict):
    """A question, why it is asked, how many links hang on it, both sides, and what each answer writes."""

    id: str
    question: str
    why: str
    links: int
    one: Side
    other: Side
    same: Correction
    different: Correction


class Queue(TypedDict):
    """The first pairs, and how many there are in all."""

    left: int
    pairs: list[Pair]


@dataclass(frozen=True, slots=True)
class _Entity:
    number: int
    id: str
    type: str
    label: str
    degree: int
    forms: Mapping[str, tuple[int, str]]
    mentions: int
    key: str


class _Asked(NamedTuple):
    """Two entities, or an entity and a form of it if it is its own `other`, and why this is asked.

    `worth` is the share of such questions that is worth an answer, roughly: what hangs on a question counts by that.
    """

    one: _Entity
    other: _Entity
    form: str
    why: str
    worth: float
    links: int

    @property
    def id(self) -> str:
        """What this question is called, in this run and the next."""
        return f"{self.one.id}|{self.form or self.other.id}"


def queue(tables: Tables, corrections: Corrections = NONE, *, language: str = "en", many: int = 20) -> Queue:
    """Return the first questions about the names of a dataset, of which the graph is known.

    What `corrections` say is not asked.
    """
    with paused():
        every = _asked(tables, _Settled(corrections), lexicon(language))
        every.sort(key=lambda one: (-one.worth * one.links, -one.worth * _hanging(one), one.id))
        return {"left": len(every), "pairs": list(_told(tables, every[:many]))}


def _asked(tables: Tables, settled: "_Settled", words: Lexicon) -> list[_Asked]:
    """Return all questions, each once."""
    known = _entities(tables)
    asked: dict[frozenset[int], _Asked] = {}
    for one, other, why in _pairs(tables, known, words):
        more, less = sorted((one, other), key=lambda entity: (-entity.mentions, entity.id))
        pair = frozenset((more.number, less.number))
        if pair not in asked and not settled.pair(more, less):
            asked[pair] = _Asked(more, less, "", why, _WORTH.get(why, 1.0), min(more.degree, less.degree))
    forms = [one for one in _weak(known, words) if not settled.form(one.form)]
    return [*asked.values(), *_beside(tables, forms)]


def _hanging(one: _Asked) -> int:
    return one.one.forms[one.form][0] if one.form else one.other.mentions


def _entities(tables: Tables) -> list[_Entity]:
    forms: dict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
    for entity, surface, count, rule in tables.rows(_ALIASES):
        forms[entity][surface] = (count, rule)
    return [
        _Entity(number, name, kind, label, degree, forms[number], sum(n for n, _ in forms[number].values()), key(label))
        for number, name, kind, label, degree in tables.rows(_ENTITIES)
    ]


class _Settled:
    """What the corrections say already, or could not say."""

    def __init__(self, corrections: Corrections) -> None:
        self._bearers = {key(text): one for one in corrections.entities for text in (one.name, *one.aliases)}
        self._not = {one.name: frozenset(map(key, one.not_aliases)) for one in corrections.entities}

    def _listed(self, entity: _Entity) -> Iterator[Listed]:
        for text in (entity.label, *entity.forms):
            if found := self._bearers.get(key(text)):
                yield found

    def pair(self, more: _Entity, less: _Entity) -> bool:
        """Whether two are said to be the same or not, or are called so alike that nothing can be said."""
        own = {key(text) for text in (more.label, *more.forms)}
        if more.key == less.key or all(key(text) in own for text in (less.label, *less.forms)):
            return True
        if self._bearers.get(more.key) and self._bearers.get(less.key):
            return True
        return any(
            not self._not[listed.name].isdisjoint(key(text) for text in (other.label, *other.forms))
            for one, other in ((more, less), (less, more))
            for listed in self._listed(one)
        )

    def form(self, form: str) -> bool:
        """Whether it is said whose a form is."""
        return key(form) in self._bearers


def _pairs(tables: Tables, known: Sequence[_Entity], words: Lexicon) -> Iterator[tuple[_Entity, _Entity, str]]:
    """Yield two that may be the same, and why; what was refused first."""
    yield from _refused(tables, known)
    persons = [one for one in known if one.type == PERSON]
    groups = [one for one in known if one.type == ORG]
    yield from _alike([*persons, *groups], words)
    yield from _slips(persons, words)
    yield from _slips(groups, words)
    yield from _families(persons, words)
    yield from _longer(persons, words)
    yield from _bare(persons, words)
    yield from _initials(groups, words)
    yield from _short(groups, words)


def _refused(tables: Tables, known: Sequence[_Entity]) -> Iterator[tuple[_Entity, _Entity, str]]:
    """Yield candidates that rules refused; of several for one bare or short name, only the likeliest."""
    several: dict[int, list[tuple[_Entity, _Entity, str]]] = defaultdict(list)
    for first, second, reason in tables.rows(_REFUSED):
        one, other = known[first], known[second]
        if reason in _OF_SEVERAL:
            short, whole = sorted((one, other), key=lambda entity: (len(entity.key.split()), len(entity.key)))
            several[short.number].append((short, whole, reason))
        elif reason not in _PLAIN:
            yield one, other, reason
    for found in several.values():
        yield max(found, key=lambda pair: (pair[1].mentions, pair[1].id))


WRITTEN = "the same letters, written otherwise"
ORDERED = "the same words in another order"
SLIP = "one letter differs"
GIVEN = "one surname, and a first name that could be the same"
LONGER = "one name is the other one with more words"
INITIALS = "initials of the name"
SHORT = "the only longer name that begins with it and ends with a kind of organization"
BARE = "the only full name with this first name"
HANDLE = "a handle made of the full name"
_OF_SEVERAL = {
    refusals.SEVERAL_HAVE,
    refusals.SHORT_FOR_SEVERAL,
    refusals.ACRONYM_OF_SEVERAL,
    refusals.TWO_LETTERS,
}
_WORTH = {
    SHORT: 0.4,
    refusals.MIDDLE_NAME: 0.2,
    refusals.OTHER_NAME: 0.5,
    refusals.SEVERAL_HAVE: 0.6,
    refusals.SHORT_FOR_SEVERAL: 0.4,
    refusals.ACRONYM_OF_SEVERAL: 0.5,
    refusals.TWO_LETTERS: 0.3,
}
_PLAIN = {refusals.NAMESAKES, refusals.GENERATION, refusals.OTHER_SEX}
"""Reasons that hold: those who are kept apart by them are others, or cannot be told apart by their names."""


def _compact(text: str) -> str:
    """Return the letters and digits of a name.

    >>> _compact("@tim_beiko") == _compact("Tim Beiko") == _compact("TimBeiko")
    True
    """
    return "".join(filter(str.isalnum, key(text)))


def _alike(several: Sequence[_Entity], words: Lexicon) -> Iterator[tuple[_Entity, _Entity, str]]:
    """Yield names of the same letters, or of the same words in another order."""
    written: dict[str, dict[int, _Entity]] = defaultdict(dict)
    ordered: dict[tuple[str, ...], dict[int, _Entity]] = defaultdict(dict)
    small = words.grammar.small.keys | words.grammar.articles.keys
    for one in several:
        for text in {one.label, *one.forms}:
            parts = key(text).split()
            if len(parts) > 1 or text == one.label:  # several have one bare surname
                written[_compact(text)][one.number] = one
            big = tuple(sorted(part for part in parts if part not in small))
            if len(big) > 1:
                ordered[big][one.number] = one
    for found, why in ((written, WRITTEN), (ordered, ORDERED)):
        for same in found.values():
            if 1 < len(same) <= BLOCK:
                yield from ((one, other, why) for one, other in combinations(same.values(), 2))


def _slips(several: Sequence[_Entity], words: Lexicon) -> Iterator[tuple[_Entity, _Entity, str]]:
    """Yield names that differ in one letter, or in the order of two, of one long word."""
    beside: dict[tuple[str, str], list[tuple[str, _Entity]]] = defaultdict(list)
    for one in several:
        parts = one.key.split() if len(one.key) >= LONG else []
        for place, part in enumerate(parts):
            if len(part) >= WORD:
                around = " ".join(parts[:place]), " ".join(parts[place + 1 :])
                beside[around].append((part, one))
    for found in beside.values():
        for (a, one), (b, other) in _near(found):
            if _slip(a, b, words):
                yield one, other, SLIP


def _near(found: Sequence[tuple[str, _Entity]]) -> Iterator[tuple[tuple[str, _Entity], tuple[str, _Entity]]]:
    """Yield pairs of words that may differ in one letter: of many, those that are equal without one."""
    if len(found) <= FEW:
        yield from combinations(found, 2)
        return
    shorter: dict[str, list[int]] = defaultdict(list)
    for place, (word, _) in enumerate(found):
        for less in {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}:
            shorter[less].append(place)
    pairs = {pair for places in shorter.values() if len(places) <= BLOCK for pair in combinations(places, 2)}
    for first, second in sorted(pairs):
        yield found[first], found[second]


def _slip(a: str, b: str, words: Lexicon) -> bool:
    """Whether a word is a slip of another one; two known words, a plural, a figure or another beginning are none."""
    if a[0] != b[0] or not one_edit(a, b) or any(map(str.isdigit, a + b)):
        return False
    known = words.given, words.surnames, words.common, words.frequent
    if all(any(word in some for some in known) for word in (a, b)):
        return False
    return words.grammar.singular(a) != words.grammar.singular(b)


def one_edit(a: str, b: str) -> bool:
    """Whether one letter more, less or other makes a word of another one, or two that change places.

    >>> one_edit("beiko", "bieko"), one_edit("smith", "smiht"), one_edit("smith", "smythe")
    (True, True, False)
    """
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest, other = a[start:], b[start:]
    turned = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return turned or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _families(persons: Sequence[_Entity], words: Lexicon) -> Iterator[tuple[_Entity, _Entity, str]]:
    """Yield people of one surname whose first names can be one: an initial, a short form, another spelling."""
    families: dict[tuple[str, str], list[tuple[_Entity, list[str]]]] = defaultdict(list)
    for one in sorted(persons, key=lambda entity: (-entity.mentions, entity.id)):
        parts, junior = generation(one.key.split(), words)
        if len(parts) > 1 and not junior:
            for initial in {given[0] for given in (parts[0], *spellings(parts[0], words))}:
                families[parts[-1], initial].append((one, parts))
    for family in families.values():
        for (one, ours), (other, theirs) in combinations(family[:BLOCK], 2):
            if _can_be(ours, theirs, words):
                yield one, other, GIVEN


def _can_be(ours: Sequence[str], theirs: Sequence[str], words: Lexicon) -> bool:
    a, b = sorted((ours[0], theirs[0]), key=len)
    middle = [part[0] for part in ours[1:-1]], [part[0] for part in theirs[1:-1]]
    if a == b:
        return not (middle[0] and middle[1] and middle[0] != middle[1])
    return len(a) == 1 or (len(a) > 2 and b.startswith(a)) or not spellings(a, words).isdisjoint(spellings(b, words))


def _longer(persons: Sequence[_Entity], words: Lexicon) -> Iterator[tuple[_Entity, _Entity, str]]:
    """Yield people whose full name is the beginning or the end of another one."""
    full = {one.key: one for one in persons if " " in one.key}
    for one in persons:
        parts = generation(one.key.split(), words)[0]
        if len(parts) == len(one.key.split()):
            for short in (" ".join(parts[:-1]), " ".join(parts[1:]), " ".join(parts[:-2])):
                if short in full and full[short] is not one:
                    yield one, full[short], LONGER


def _bare(persons: Sequence[_Entity], words: Lexicon) -> Iterator[tuple[_Entity, _Entity, str]]:
    """Yield first names and handles that stand alone, and the only full name that they can be made of."""
    made: dict[str, dict[int, tuple[_Entity, str]]] = defaultdict(dict)
    for one in persons:
        parts = generation(one.key.split(), words)[0]
        if len(parts) > 1 and len(parts[-1]) > 1:
            made[parts[0]][one.number] = one, BARE
            for handle in (parts[0][0] + parts[-1], parts[0] + parts[-1][0]):
                made[handle][one.number] = one, HANDLE
    for one in persons:
        found = made.get(_compact(one.label), {}) if " " not in one.key else {}
        if len(found) == 1 and len(one.key) > 2:
            ((whole, why),) = found.values()
            yield one, whole, why


def _initials(groups: Sequence[_Entity], words: Lexicon) -> Iterator[tuple[_Entity, _Entity, str]]:
    """Yield acronyms and the only name that has them as its initials."""
    short = {one.key: one for one in groups if len(one.key) > 2 and is_acronym(one.label)}
    whole: dict[str, dict[int, _Entity]] = defaultdict(dict)
    for one in groups:
        if " " in one.key:
            for initials in acronyms(one.label, words.grammar.small.keys):
                if initials in short:
                    whole[initials][one.number] = one
    for initials, found in whole.items():
        if len(found) == 1:
            yield short[initials], next(iter(found.values())), INITIALS


def _short(groups: Sequence[_Entity], words: Lexicon) -> Iterator[tuple[_Entity, _Entity, str]]:
    """Yield organizations and the only one whose name has its kind behind that: "Atlantic", "Atlantic Council".

    What is well known, or named far more often without the kind, is no short form.
    """
    named = {one.key: one for one in groups if one.key not in words.organizations}
    longer: dict[str, list[tuple[_Entity, list[str]]]] = defaultdict(list)
    for one in groups:
        parts = one.key.split()
        for place in range(1, len(parts)):
            if (short := " ".join(parts[:place])) in named:
                longer[short].append((one, parts[place:]))
    kinds = words.heads | words.forms | words.groups
    for short, found in longer.items():
        if len(found) == 1:
            ((whole, kind),) = found
            if len(kind) <= KIND and kind[-1] in kinds and named[short].mentions < FAR * whole.mentions:
                yield named[short], whole, SHORT


_MOST = "a {part} of several people in one document, taken for the one whom that names most"
_NEAREST = "a {part} of several people in one document, taken for the one whom that names last before it"
_WEAK = {
    blocks.FIRST_NAME: "a first name without a surname, by which other documents call this person",
    blocks.SURNAME: "a surname without a first name, and others have it, who are named less",
    blocks.INITIALS: "initials of the only name that has these, in other documents",
    blocks.HANDLE: "a handle that stands behind the full name in another document",
    organizations.INITIALS: "initials of the only name in its document that has these, which it does not explain",
    people.BEGINNING: "the beginning of the full name",
    people.HANDLE: "a handle that stands behind the full name",
    **{people.MOST.format(part=part): _MOST.format(part=part) for part in (people.SURNAME, people.FIRST)},
    **{people.NEAREST.format(part=part): _NEAREST.format(part=part) for part in (people.SURNAME, people.FIRST)},
}
"""Rules that are right more often than not, and no more, as a question puts them."""


def _weak(known: Sequence[_Entity], words: Lexicon) -> Iterator[_Asked]:
    """Yield the forms that were joined to a name by a weak rule, where another name could have them.

    Nobody else has the form: what is decided of a form holds wherever it stands.
    """
    bearers: dict[str, set[int]] = defaultdict(set)
    rivals: dict[str, dict[int, int]] = defaultdict(dict)
    for one in known:
        if one.type == PERSON and " " in one.key:
            parts = generation(one.key.split(), words)[0]
            for part in {parts[0], parts[-1]}:
                rivals[part][one.number] = one.mentions
        for form in one.forms:
            bearers[key(form)].add(one.number)
    for one in known:
        for form, (_, rule) in one.forms.items():
            if rule in _WEAK and key(form) != one.key and len(bearers[key(form)]) == 1:
                others = [count for number, count in rivals[key(form)].items() if number != one.number]
                worth = min(1.0, 3 * max(others) / one.mentions) if others else _BY_ITSELF.get(rule, 0.0)
                if worth:
                    yield _Asked(one, one, form, _WEAK[rule], worth, 0)


_BY_ITSELF = {
    blocks.FIRST_NAME: 0.3,
    blocks.INITIALS: 0.5,
    blocks.HANDLE: 0.3,
    organizations.INITIALS: 0.5,
    people.BEGINNING: 0.3,
    people.HANDLE: 0.2,
}
"""Those that are weak even where nobody else could be called so."""


def _beside(tables: Tables, forms: Sequence[_Asked]) -> Iterator[_Asked]:
    """Count the names that stand beside forms."""
    if not forms:
        return
    wanted = {
        "rows": list(range(len(forms))),
        "entities": [one.one.number for one in forms],
        "forms": [one.form for one in forms],
    }
    counts: dict[int, int] = dict(tables.rows(_BESIDE, wanted))
    for row, one in enumerate(forms):
        yield one._replace(links=counts.get(row, 0))


def _told(tables: Tables, asked: Sequence[_Asked]) -> Iterator[Pair]:
    """Put questions in words, with the sentences of both sides."""
    shown = _sentences(tables, asked)
    cuts = cut_out(tables, [place for several in shown.values() for place in several])
    for row, one in enumerate(asked):
        found = [[passage(cuts[place]) for place in shown.get(2 * row + side, ())] for side in (0, 1)]
        node = one.one.id
        if one.form:
            count, _ = one.one.forms[one.form]
            yield {
                "id": one.id,
                "question": f"Does “{one.form}” mean {one.one.label}?",
                "why": one.why,
                "links": one.links,
                "one": _side(one.one, found[0]),
                "other": {**_side(one.one, found[1]), "form": one.form, "mentions": count},
                "same": {"kind": "same", "node": node, "text": one.form},
                "different": {"kind": "different", "node": node, "text": one.form},
            }
        else:
            yield {
                "id": one.id,
                "question": f"Are {one.one.label} and {one.other.label} the same?",
                "why": one.why,
                "links": one.links,
                "one": _side(one.one, found[0]),
                "other": _side(one.other, found[1]),
                "same": {"kind": "same", "node": node, "other": one.other.id},
                "different": {"kind": "apart", "node": node, "other": one.other.id},
            }


def _side(one: _Entity, sentences: list[Passage]) -> Side:
    return {
        "key": one.id,
        "label": one.label,
        "type": one.type,
        "mentions": one.mentions,
        "form": one.label,
        "sentences": sentences,
    }


def _sentences(tables: Tables, asked: Iterable[_Asked]) -> dict[int, list[Place]]:
    """Choose the sentences to show, by row: two for each question."""
    entities: list[int] = []
    forms: list[str] = []
    others: list[int] = []
    labels: list[str] = []
    for one in asked:
        best = one.one.label if one.form and one.one.label in one.one.forms else ""
        entities += [one.one.number, one.other.number]
        forms += [best, one.form]
        labels += [one.one.label, one.other.label]
        others += [-1, -1] if one.form else [one.other.number, one.one.number]
    shown: dict[int, list[Place]] = defaultdict(list)
    if entities:
        rows = list(range(len(entities)))
        wanted = {"rows": rows, "entities": entities, "forms": forms, "others": others, "labels": labels}
        for row, document, sentence in tables.rows(_SENTENCES, wanted | {"many": SENTENCES}):
            shown[row].append((document, sentence))
    return shown
