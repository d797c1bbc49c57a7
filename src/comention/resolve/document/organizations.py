"""The organizations of a document: which forms name the same one."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from comention.languages.lexicon import Lexicon
from comention.model import EntityType
from comention.resolve.document.acronyms import Explained
from comention.resolve.document.forms import Form
from comention.resolve.document.local import Local
from comention.resolve.weights import ORGANIZATION_LEADS
from comention.text.names import acronyms, is_acronym, key, parted_key

NAMED = "full name"
SAME = "the same name but for what goes without saying"
EXPLAINED = "acronym that this document explains"
INITIALS = "initials of the only name with them in this document"
KNOWN = "another name of a well-known organization"
SHORT = "short form of the only name with it in this document"
PUNCTUATION = "the same name but for the punctuation between its words"
LONGER = "the same name but for one word, with the same acronym"
_FEWEST = 3
"""So many words a name has at least that is another one but for one word."""
_LONGEST_STATE = 4
"""So many words a state's name has at most."""


def organization_key(name: str, words: Lexicon) -> str:
    """Return the key of a name, given as a key, without an article and a legal form: "The ... Inc.".

    All names of a well-known organization have the key of its usual one, and all names of a state before an
    organization are its first one.

    >>> from comention.languages.lexicon import lexicon
    >>> organization_key("boeing company", lexicon("en")), organization_key("the boeing co", lexicon("en"))
    ('boeing', 'boeing')
    >>> organization_key("us bureau of mines", lexicon("en"))
    'united states bureau of mines'
    """
    if name in words.known:
        return words.known[name]
    parts = name.replace(",", " ").split()
    if len(parts) > 1 and parts[0] in words.grammar.definite.keys:
        del parts[0]
    while len(parts) > 1 and parts[-1] in words.forms:
        parts.pop()
    bare = " ".join(parts)
    if bare in words.known:
        return words.known[bare]
    state, body = _state_before(bare, words)
    if " " not in body or not state:
        return bare
    names = [f"{name} {body}" for name in words.states[state]]
    return next((words.known[name] for name in names if name in words.known), names[0])


def _state_before(name: str, words: Lexicon) -> tuple[str, str]:
    """Split a name from that of the state, or of the union of states, before it: "us", "department of justice"."""
    parts = name.split()
    for n in range(min(_LONGEST_STATE, len(parts) - 1), 0, -1):
        if (state := " ".join(parts[:n])) in words.states:
            return state, " ".join(parts[n:])
    return "", name


def _body(name: str, words: Lexicon) -> str:
    """Return the key of a name without the state before it, or the adjective of one; "" if that is one word, or none.

    >>> from comention.languages.lexicon import lexicon
    >>> _body("united states justice department", lexicon("en")), _body("united airlines", lexicon("en"))
    ('department of justice', '')
    """
    state, body = _state_before(name, words)
    if not state and name.split()[0] in words.demonyms:
        body = name.partition(" ")[2]
    return words.known.get(body, body) if body != name and " " in body else ""


def organizations(forms: Iterable[Form], explained: Sequence[Explained], words: Lexicon) -> list[Local]:
    """Put the forms of each organization together: equal but for legal forms, acronyms, and short forms.

    A short form or an acronym joins only when exactly one name of the document fits it; a name with a legal form is
    complete, and no short form. A kind that joins nothing ("the Company") is no organization.
    """
    found: dict[str, Local] = {}
    bare: list[Form] = []
    acronym_keys = {acronym.key for acronym in explained}
    ordered = sorted(forms, key=lambda form: (-len(form.parts), form.candidates[0].start))
    names, complete = _names(ordered, words)
    respelt = _respelt(ordered, names, words)
    for form in ordered:
        name = names[form.key]
        if respelt.get(form.key) in found:  # it is longer, and came before
            found[respelt[form.key]].take(form, PUNCTUATION)
        elif form.key in acronym_keys or len(form.parts) == 1 or len(name.split()) == 1:
            bare.append(form)
        elif name in found:
            found[name].take(form, _same(form, words))
        else:
            found[name] = _organization(form, name)
    for acronym in explained:
        if whole := found.get(organization_key(key(acronym.name), words)):
            whole.acronyms.add(acronym.key)
    explains: dict[str, set[str]] = defaultdict(set)
    for name, organization in found.items():
        for acronym_key in organization.acronyms:
            explains[acronym_key].add(name)
    renamed: dict[str, str] = {}
    for long, short in with_one_word_more(explains, found, words):
        _join(found[long], found.pop(short), LONGER)
        renamed[short] = long
    index = _Index(words)
    for name, organization in found.items():
        index.add(name, organization)
    for name in list(found):
        if name not in found or name in complete:
            continue
        longer = [o for o in index.longer(name) if o in found]
        if len(longer) == 1:
            long, short = (name, longer[0]) if name in words.organizations else (longer[0], name)
            _join(found[long], found.pop(short), SHORT)
    meanings = _meanings(explained, words, renamed)
    for form in bare:
        name = names[form.key]
        left = _give_explained(form, meanings.get(form.key, ()), found)
        if not left.candidates:
            continue
        full, rule = _full(left, name, found, index) if name not in complete else ("", "")
        if full:
            found[full].take(left, rule)
        elif name in found:
            found[name].take(left, _same(form, words))
        else:
            found[name] = _organization(left, name)
            index.add(name, found[name])
    for name, organization in found.items():
        if name in words.heads and name not in words.organizations | words.alone:
            organization.type = None
    return list(found.values())


def _names(forms: Iterable[Form], words: Lexicon) -> tuple[dict[str, str], set[str]]:
    """Return the key of each form's organization, and which of these have a legal form.

    "X Holdings" is X, unless the document has the legal names of both: "X Holdings Ltd." and "X Ltd.".
    """
    names, legal = dict[str, str](), dict[str, str]()
    for form in forms:
        names[form.key] = organization_key(form.key, words)
        parts = words.grammar.without_article(form.key.replace(",", " ")).split()
        last = len(parts)
        while last > 1 and parts[last - 1] in words.forms and parts[last - 1] not in words.groups:
            last -= 1
        if last < len(parts):
            legal[form.key] = " ".join(parts[:last])
    several: dict[str, set[str]] = defaultdict(set)
    for full, own in legal.items():
        several[names[full]].add(own)
    apart = {own for owns in several.values() if len(owns) > 1 for own in owns}
    for full in names:
        own = legal.get(full, full)
        if own in apart and own.split()[-1] in words.groups:
            names[full] = own
    return names, {names[full] for full in legal}


def _respelt(forms: Iterable[Form], names: Mapping[str, str], words: Lexicon) -> dict[str, str]:
    """Return the forms that are another name but for the punctuation between its words, with the key of that."""
    own = set(names.values())
    parted = {form.key: organization_key(parted_key(form.surface), words) for form in forms}
    return {form: name for form, name in parted.items() if name != names[form] and name in own}


def with_one_word_more(
    explained: Mapping[str, Collection[str]], names: Iterable[str], words: Lexicon
) -> list[tuple[str, str]]:
    """Return pairs of names, given by key, of which the first one has one word more and both have one acronym.

    `explained` are the names that documents explain by each acronym. The other one of a pair is explained by it, too,
    or ends with words that begin with its letters. The word more is no name; where more than two names fit, none do.
    """
    alike: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name in names if explained else ():
        parts = name.split()
        alike[parts[-1], len(parts)].append(name)
    pairs: dict[str, str] = {}
    for acronym, owners in explained.items():
        group = {name for name in owners if " " in name}
        for parts in [name.split() for name in group]:
            near = (name for length in (-1, 1) for name in alike.get((parts[-1], len(parts) + length), ()))
            group.update(name for name in near if name in owners or _ends_with_initials(name, acronym, words))
        if len(group) == 2 and not pairs.keys() & group and not group & {*pairs.values()}:
            short, long = sorted(group, key=len)
            if _has_one_more(long.split(), short.split(), words):
                pairs[long] = short
    return list(pairs.items())


def _has_one_more(many: Sequence[str], few: Sequence[str], words: Lexicon) -> bool:
    """Whether a name is another one with one word more, which is no place's, no person's and no number."""
    if len(many) != len(few) + 1 or len(few) < _FEWEST:
        return False
    at = next((n for n, (one, other) in enumerate(zip(many, few, strict=False)) if one != other), len(few))
    telling = words.known_places, words.states, words.demonyms, words.given, words.surnames
    more = many[at]
    return [*many[:at], *many[at + 1 :]] == [*few] and more.isalpha() and not any(more in some for some in telling)


def _ends_with_initials(name: str, acronym: str, words: Lexicon) -> bool:
    """Whether the last words of a name begin with the letters of an acronym."""
    parts, small = name.split(), words.grammar.small.keys
    return any(acronym in acronyms(" ".join(parts[n:]), small) for n in range(1, len(parts) - 1))


Meanings = Sequence[tuple[int, str]]
"""The keys of what an acronym is said to be short for, each with the place of its name."""


def _meanings(explained: Iterable[Explained], words: Lexicon, renamed: Mapping[str, str]) -> dict[str, Meanings]:
    """Return what each acronym is said to be short for, in the order of the text; some names were `renamed`."""
    meanings: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for acronym in explained:
        name = organization_key(key(acronym.name), words)
        meanings[acronym.key].append((acronym.name_start, renamed.get(name, name)))
    return {**meanings}


def _give_explained(form: Form, meanings: Meanings, found: Mapping[str, Local]) -> Form:
    """Give an acronym to what the document last said it is short for, place by place; return what is left of it.

    Before all that the document says of it, the first is meant.
    """
    meanings = [(start, name) for start, name in meanings if name in found]
    if not meanings:
        return form
    starts = [start for start, _ in meanings]
    for n in range(len(starts) - 2, -1, -1):  # of names that overlap, the one of the later acronym counts
        starts[n] = min(starts[n], starts[n + 1])
    for candidate in form.candidates:
        place = max(0, bisect_left(starts, candidate.start) - 1)
        found[meanings[place][1]].take(Form(form.key, [candidate]), EXPLAINED)
    return Form(form.key)


def _same(form: Form, words: Lexicon) -> str:
    """Return why a form has the key of an organization: it is a well-known other name, or differs in its legal form."""
    return KNOWN if words.known.get(form.key, form.key) != form.key else SAME


def _organization(form: Form, name: str) -> Local:
    organization = Local(EntityType.ORG, [name])
    organization.take(form, NAMED)
    return organization


def _join(whole: Local, part: Local, rule: str) -> None:
    whole.mentions += (mention._replace(rule=rule) for mention in part.mentions)
    whole.acronyms |= part.acronyms


class _Index:
    """The names of organizations by what can be short for them, so that not all are compared with all."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._bodies: dict[str, str] = {}
        self._shorts: dict[str, dict[str, None]] = defaultdict(dict)
        self._initials: dict[str, dict[str, None]] = defaultdict(dict)
        self._firsts: dict[str, dict[str, None]] = defaultdict(dict)

    def add(self, name: str, organization: Local) -> None:
        """Add a name."""
        self._bodies[name] = _body(name, self._words)
        for short in self._can_be_short(name):
            self._shorts[short][name] = None
        for acronym in acronyms(organization.mentions[0].surface, self._words.grammar.small.keys):
            self._initials[acronym][name] = None
        self._firsts[name.split()[0]][name] = None

    def longer(self, name: str) -> Iterator[str]:
        """Yield the names that another one is the body of, or short for."""
        for other in self._shorts.get(name, ()):
            if other != name and (self._bodies[other] == name or _short_for(name, other, self._words)):
                yield other

    def short(self, name: str) -> Iterator[str]:
        """Yield the names that another one is short for."""
        return (o for o in self._shorts.get(name, ()) if o != name and _short_for(name, o, self._words))

    def initials(self, name: str, acronym: str) -> Iterator[str]:
        """Yield the names, but for one, that have these initials."""
        return (other for other in self._initials.get(acronym, ()) if other != name)

    def beginning(self, short: str) -> Iterator[str]:
        """Yield the names that begin with another one."""
        return (other for other in self._firsts.get(short.split()[0], ()) if other.startswith(f"{short} "))

    def _can_be_short(self, name: str) -> Iterator[str]:
        """Yield all that `_short_for` and `_body` can find short for a name, and little else."""
        words, parts = self._words, name.split()
        yield self._bodies[name]
        body = _state_before(name, words)[1].split()
        if len(body) > 1 and body[1] in words.grammar.of.keys:
            yield body[0]
        n = len(parts) - 1
        while n > 0 and (parts[n] in words.heads or parts[n] in words.forms):
            yield " ".join(parts[:n])
            n -= 1
        yield from (" ".join(parts[n:]) for n in (2, 3))
        yield parts[-1]


def _full(form: Form, name: str, found: Mapping[str, Local], index: _Index) -> tuple[str, str]:
    """Return the name that a form of one word is short for, and the rule; two empty strings if there is none."""
    tests: list[tuple[Iterator[str], str]] = []
    if is_acronym(form.surface):
        tests.append((index.initials(name, form.key), INITIALS))
    tests.append((index.short(name), SHORT))
    for test, rule in tests:
        fitting = list(islice((other for other in test if other in found), 2))
        if len(fitting) == 1 and (rule != SHORT or _clear(name, fitting[0], found, index)):
            return fitting[0], rule
    return "", ""


def _clear(short: str, name: str, found: Mapping[str, Local], index: _Index) -> bool:
    """Whether no other name begins with a short form of one word, or the document speaks far less of it: "Ford"."""
    others = (len(found[other].mentions) for other in index.beginning(short) if other != name and other in found)
    return len(found[name].mentions) >= ORGANIZATION_LEADS * max(others, default=0)


def _short_for(short: str, name: str, words: Lexicon) -> bool:
    """Whether the one is the other without its kind: "Scientology", "Church of Scientology"; "Labour", "Labour Party".

    The kind alone stands for the whole name, too: "the Post" for the "Washington Post".
    """
    few, many = short.split(), name.split()
    if len(few) >= len(many):
        return False
    of = words.grammar.of.keys
    if len(few) == 1 and any(one == short and other in of for one, other in pairwise(many[:-1])):
        body = _state_before(name, words)[1]
        first, *behind = body.split()
        if first == short and len(behind) > 1 and behind[0] in of and (short in words.heads or body in words.heads):
            return True
    if many[: len(few)] == few:
        kind = many[len(few) :]  # of a newspaper, it does not go without saying: "Washington" is no "Washington Post"
        return all(part in words.heads or part in words.forms for part in kind) and words.newspapers.isdisjoint(kind)
    if many[-len(few) :] == few:
        kind = many[: -len(few)]
        if kind[1:2] and kind[1] in of:
            the = len(kind) == 3 and kind[2] in words.grammar.definite.keys
            if (kind[0] in words.heads and len(kind) == 2) or (kind[0] in words.offices and the):
                return True
        return len(few) == 1 and short in words.heads
    return False
