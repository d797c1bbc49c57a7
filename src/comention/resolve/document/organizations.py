"""The forms that name organizations in a document in; one entity for each organization out."""

from collections.abc import Callable, Iterable, Mapping

from comention.languages.lexicon import Lexicon
from comention.model import EntityType
from comention.resolve.document.forms import Form
from comention.resolve.document.local import Local
from comention.text.names import acronyms, is_acronym

NAMED = "named so"
SAME = "the same name but for what goes without saying"
EXPLAINED = "acronym that this document explains"
INITIALS = "initials of the only name with them in this document"
KNOWN = "another name of a well-known organization"
SHORT = "short form of the only name with it in this document"


def organization_key(name: str, words: Lexicon) -> str:
    """Return the key of a name, given as a key, without what goes without saying: "The ... Inc.".

    All names of a well-known organization have the key of its usual one.

    >>> from comention.languages.lexicon import lexicon
    >>> organization_key("boeing company", lexicon("en")), organization_key("the boeing co", lexicon("en"))
    ('boeing', 'boeing')
    """
    if name in words.known:
        return words.known[name]
    parts = name.replace(",", " ").split()
    if len(parts) > 1 and parts[0] == "the":
        del parts[0]
    while len(parts) > 1 and parts[-1] in words.forms:
        parts.pop()
    bare = " ".join(parts)
    return words.known.get(bare, bare)


def organizations(forms: Iterable[Form], explained: Mapping[str, str], words: Lexicon) -> list[Local]:
    """Put the forms of each organization together: equal but for legal forms, acronyms, and short forms.

    A short form or an acronym joins only when exactly one name of the document fits it. A kind that joins nothing
    ("the Company") is no organization.
    """
    found: dict[str, Local] = {}
    bare: list[Form] = []
    ordered = sorted(forms, key=lambda form: (-len(form.parts), form.candidates[0].start))
    for form in ordered:
        name = organization_key(form.key, words)
        if form.key in explained or len(form.parts) == 1 or len(name.split()) == 1:
            bare.append(form)
        elif name in found:
            found[name].take(form, _same(form, words))
        else:
            found[name] = _organization(form, name)
    for acronym, full in explained.items():
        if whole := found.get(organization_key(full, words)):
            whole.acronyms.add(acronym)
    for name, organization in list(found.items()):
        longer = [other for other in found if other != name and _short_for(name, other, words)]
        if len(longer) == 1:
            _join(found[longer[0]], organization, SHORT)
            del found[name]
    for form in bare:
        name = organization_key(form.key, words)
        full, rule = _full(form, name, found, explained, words)
        if full:
            found[full].take(form, rule)
        elif name in found:
            found[name].take(form, _same(form, words))
        else:
            found[name] = _organization(form, name)
    for name, organization in found.items():
        if name in words.heads and name not in words.organizations | words.alone:
            organization.type = None
    return list(found.values())


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


def _full(
    form: Form, name: str, found: Mapping[str, Local], explained: Mapping[str, str], words: Lexicon
) -> tuple[str, str]:
    """Return the name that a form of one word is short for, and the rule; two empty strings if there is none."""
    if form.key in explained:
        whole = organization_key(explained[form.key], words)
        return (whole, EXPLAINED) if whole in found else ("", "")
    tests: list[tuple[Callable[[str], bool], str]] = []
    if is_acronym(form.surface):
        tests.append((lambda other: form.key in acronyms(found[other].mentions[0].surface), INITIALS))
    tests.append((lambda other: _short_for(name, other, words), SHORT))
    for test, rule in tests:
        fitting = [other for other in found if other != name and test(other)]
        if len(fitting) == 1:
            return fitting[0], rule
    return "", ""


def _short_for(short: str, name: str, words: Lexicon) -> bool:
    """Whether the one is the other without its kind: "Scientology", "Church of Scientology"; "Labour", "Labour Party".

    The kind alone stands for the whole name, too: "the Post" for the "Washington Post".
    """
    few, many = short.split(), name.split()
    if len(few) >= len(many):
        return False
    if len(few) == 1 and short in words.heads and many[0] == short and many[1] == "of":
        return True
    if many[: len(few)] == few:
        kind = many[len(few) :]  # of a newspaper, it does not go without saying: "Washington" is no "Washington Post"
        return all(part in words.heads or part in words.forms for part in kind) and words.newspapers.isdisjoint(kind)
    if many[-len(few) :] == few:
        kind = many[: -len(few)]
        return (len(few) == 1 and short in words.heads) or (kind[0] in words.heads and kind[1:] == ["of"])
    return False
