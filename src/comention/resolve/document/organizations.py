"""The forms that name organizations in a document in; one entity for each organization out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from comention.languages.lexicon import Lexicon
from comention.model import EntityType
from comention.resolve.document.acronyms import Explained
from comention.resolve.document.forms import Form
from comention.resolve.document.local import Local
from comention.text.names import acronyms, is_acronym, key

NAMED = "named so"
SAME = "the same name but for what goes without saying"
EXPLAINED = "acronym that this document explains"
INITIALS = "initials of the only name with them in this document"
KNOWN = "another name of a well-known organization"
SHORT = "short form of the only name with it in this document"
CLEARLY = 2
"""How many times as often as any other one a longer name must stand to get the short form that both begin with."""
_LONGEST_STATE = 4
"""So many words a state's name has at most."""


def organization_key(name: str, words: Lexicon) -> str:
    """Return the key of a name, given as a key, without what goes without saying: "The ... Inc.".

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
    if len(parts) > 1 and parts[0] == "the":
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
    for form in ordered:
        name = names[form.key]
        if form.key in acronym_keys or len(form.parts) == 1 or len(name.split()) == 1:
            bare.append(form)
        elif name in found:
            found[name].take(form, _same(form, words))
        else:
            found[name] = _organization(form, name)
    for acronym in explained:
        if whole := found.get(organization_key(key(acronym.name), words)):
            whole.acronyms.add(acronym.key)
    bodies = {name: _body(name, words) for name in found}
    for name in list(found):
        if name not in found or name in complete:
            continue
        longer = [o for o in found if o != name and (bodies[o] == name or _short_for(name, o, words))]
        if len(longer) == 1:
            long, short = (name, longer[0]) if name in words.organizations else (longer[0], name)
            _join(found[long], found.pop(short), SHORT)
    for form in bare:
        name = names[form.key]
        left = _give_explained(form, found, explained, words)
        if not left.candidates:
            continue
        full, rule = _full(left, name, found, words) if name not in complete else ("", "")
        if full:
            found[full].take(left, rule)
        elif name in found:
            found[name].take(left, _same(form, words))
        else:
            found[name] = _organization(left, name)
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
        parts = form.key.replace(",", " ").removeprefix("the ").split()
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


def _give_explained(form: Form, found: Mapping[str, Local], explained: Sequence[Explained], words: Lexicon) -> Form:
    """Give an acronym to what the document last said it is short for, place by place; return what is left of it.

    Before all that the document says of it, the first is meant.
    """
    said = [
        (acronym.name_start, whole)
        for acronym in explained
        if acronym.key == form.key and (whole := found.get(organization_key(key(acronym.name), words)))
    ]
    if not said:
        return form
    for candidate in form.candidates:
        whole = next((whole for start, whole in reversed(said) if start < candidate.start), said[0][1])
        whole.take(Form(form.key, [candidate]), EXPLAINED)
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


def _full(form: Form, name: str, found: Mapping[str, Local], words: Lexicon) -> tuple[str, str]:
    """Return the name that a form of one word is short for, and the rule; two empty strings if there is none."""
    tests: list[tuple[Callable[[str], bool], str]] = []
    if is_acronym(form.surface):
        tests.append((lambda other: form.key in acronyms(found[other].mentions[0].surface), INITIALS))
    tests.append((lambda other: _short_for(name, other, words), SHORT))
    for test, rule in tests:
        fitting = [other for other in found if other != name and test(other)]
        if len(fitting) == 1 and (rule != SHORT or _clear(name, fitting[0], found)):
            return fitting[0], rule
    return "", ""


def _clear(short: str, name: str, found: Mapping[str, Local]) -> bool:
    """Whether no other name begins with a short form of one word, or the document speaks far less of it: "Ford"."""
    others = [len(found[other].mentions) for other in found if other != name and other.startswith(f"{short} ")]
    return len(found[name].mentions) >= CLEARLY * max(others, default=0)


def _short_for(short: str, name: str, words: Lexicon) -> bool:
    """Whether the one is the other without its kind: "Scientology", "Church of Scientology"; "Labour", "Labour Party".

    The kind alone stands for the whole name, too: "the Post" for the "Washington Post".
    """
    few, many = short.split(), name.split()
    if len(few) >= len(many):
        return False
    if len(few) == 1 and f"{short} of " in name:
        body = _state_before(name, words)[1]
        if body.startswith(f"{short} of ") and (short in words.heads or body in words.heads):
            return True
    if many[: len(few)] == few:
        kind = many[len(few) :]  # of a newspaper, it does not go without saying: "Washington" is no "Washington Post"
        return all(part in words.heads or part in words.forms for part in kind) and words.newspapers.isdisjoint(kind)
    if many[-len(few) :] == few:
        kind = many[: -len(few)]
        if (kind[0] in words.heads and kind[1:] == ["of"]) or (kind[0] in words.offices and kind[1:] == ["of", "the"]):
            return True
        return len(few) == 1 and short in words.heads
    return False
