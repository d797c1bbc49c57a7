"""The label of an entity, which people read, and its id, which stays."""

import re
from collections.abc import Iterable, Mapping

from comention.languages.lexicon import Lexicon
from comention.model import EntityType
from comention.text.names import is_acronym, key, shouted

_PREFIXES = {EntityType.PERSON: "person", EntityType.ORG: "org", EntityType.COUNTRY: "country"}
COMMON = 4
"""A form is common when the most frequent one stands at most this many times as often."""
_CALMED = ", written as a name because it stands in capitals only"
_ACRONYM = 3
"""So many letters a word in capitals has that may be an acronym."""
_SLUG = re.compile(r"[^\w]+")


def label(kind: EntityType, forms: Mapping[str, int], words: Lexicon) -> str:
    """Return the fullest common form of a name.

    A person's full name says more than a surname, whatever their numbers; an organization's name more than its acronym,
    unless that stands nearly everywhere. A name in capitals is taken only where there is no other, and then written as
    a name. Of those that say as much, the most frequent one is taken.

    >>> from comention.languages.lexicon import lexicon
    >>> en = lexicon("en")
    >>> label(EntityType.PERSON, {"TRUMP": 9, "Trump": 9, "Donald Trump": 2, "Donald J. Trump": 1}, en)
    'Donald Trump'
    >>> label(EntityType.ORG, {"FBI": 5, "Federal Bureau of Investigation": 1}, en)
    'FBI'
    >>> label(EntityType.PERSON, {"ANGELA MERKEL": 1}, en)
    'Angela Merkel'
    """
    best = ranked(kind, forms)[0]
    if _alone_in_capitals(kind, best):
        return re.sub(r"[^\W\d_]+", lambda word: _calm(kind, word[0], words), best)
    return best


def _calm(kind: EntityType, word: str, words: Lexicon) -> str:
    """Write a word of a name in capitals as names are; a short one of an organization may be an acronym: "BNP"."""
    if kind is EntityType.PERSON or len(word) > _ACRONYM:
        return word.capitalize()
    return word.lower() if key(word) in words.grammar.small.keys else word


def ranked(kind: EntityType, forms: Mapping[str, int]) -> list[str]:
    """Return the forms of a name, with how often each stands, in the order in which they would be its label."""
    most = max(forms.values())
    return sorted(forms, key=lambda form: _worth(kind, form, forms, most), reverse=True)


def rule(kind: EntityType, forms: Mapping[str, int]) -> str:
    """Say by which rule a label was chosen.

    >>> rule(EntityType.PERSON, {"Trump": 9, "Donald Trump": 2, "Donald J. Trump": 1})
    'the most frequent full name'
    >>> rule(EntityType.ORG, {"FBI": 5, "Federal Bureau of Investigation": 1})
    'the most frequent form; no longer one stands at least a quarter as often'
    """
    if len(forms) == 1:
        return "the only form" + _CALMED * _alone_in_capitals(kind, *forms)
    most = max(forms.values())
    best = ranked(kind, forms)[0]
    worths = {form: _worth(kind, form, forms, most) for form in forms}
    full, calm, often, *_ = worths[best]
    rivals = [form for form, (whole, *_) in worths.items() if whole == full]
    alike = [form for form in rivals if worths[form][1] == calm]
    what = "full name" if full and kind is EntityType.PERSON else "form of several words" if full else "form"
    if len(alike) == 1:
        how = f"the only {what}"
    elif sum(forms[form] == often for form in alike) > 1:
        how = f"the longest of the most frequent {what}s"
    else:
        how = f"the most frequent {what}"
    conditions = ["is not in capitals"] if len(rivals) > len(alike) else []
    if full and kind is not EntityType.PERSON:
        conditions.append("stands at least a quarter as often as the most frequent form")
    how += f" that {' and '.join(conditions)}" if conditions else ""
    if _alone_in_capitals(kind, best):
        how += _CALMED
    if not full and any(" " in form for form in forms):
        how += "; no longer one stands at least a quarter as often"
    return how


def _worth(kind: EntityType, form: str, forms: Mapping[str, int], most: int) -> tuple[bool, bool, int, int, str]:
    words = len(form.split())
    calm = not (shouted(form) and (words > 1 or kind is EntityType.PERSON))
    common = kind is EntityType.PERSON or forms[form] * COMMON >= most
    return (words > 1 and common, calm, forms[form], len(form), form)


def _alone_in_capitals(kind: EntityType, best: str) -> bool:
    """Whether a label would be in capitals, and is no acronym."""
    return shouted(best) and (kind is EntityType.PERSON or (" " in best and not is_acronym(best)))


def identify(labelled: Iterable[tuple[EntityType, str, str | None]]) -> list[str]:
    """Return an id for each type, label and code, in order; a label's second bearer gets a number behind it.

    >>> identify([(EntityType.PERSON, "Angela Merkel", None), (EntityType.COUNTRY, "Germany", "DE")])
    ['person:angela-merkel', 'country:de']
    """
    ids: dict[str, None] = {}
    bearers: dict[str, int] = {}  # of names that several have
    for kind, text, code in labelled:
        slug = _SLUG.sub("-", key(code or text)).strip("-") or "unnamed"
        name = f"{_PREFIXES[kind]}:{slug}"
        free = name
        while free in ids:
            bearers[name] = bearers.get(name, 1) + 1
            free = f"{name}-{bearers[name]}"
        ids[free] = None
    return list(ids)
