"""What an entity is called in; the label that people read, and the id that stays, out."""

import re
from collections.abc import Iterable, Mapping

from comention.model import EntityType
from comention.text.names import is_acronym, key, shouted

_PREFIXES = {EntityType.PERSON: "person", EntityType.ORG: "org", EntityType.COUNTRY: "country"}
COMMON = 4
"""A form is common when the most frequent one stands at most this many times as often."""
_SLUG = re.compile(r"[^\w]+")


def label(kind: EntityType, forms: Mapping[str, int]) -> str:
    """Return the fullest common form of a name.

    A person's full name says more than a surname, whatever their numbers; an organization's name more than its acronym,
    unless that stands nearly everywhere. A name in capitals is taken only where there is no other, and then written as
    a name. Of those that say as much, the most frequent one is taken.

    >>> label(EntityType.PERSON, {"TRUMP": 9, "Trump": 9, "Donald Trump": 2, "Donald J. Trump": 1})
    'Donald Trump'
    >>> label(EntityType.ORG, {"FBI": 5, "Federal Bureau of Investigation": 1})
    'FBI'
    >>> label(EntityType.PERSON, {"ANGELA MERKEL": 1})
    'Angela Merkel'
    """
    most = max(forms.values())

    def worth(form: str) -> tuple[bool, bool, int, int, str]:
        words = len(form.split())
        calm = not (shouted(form) and (words > 1 or kind is EntityType.PERSON))
        common = kind is EntityType.PERSON or forms[form] * COMMON >= most
        return (words > 1 and common, calm, forms[form], len(form), form)

    best = max(forms, key=worth)
    if shouted(best) and (kind is EntityType.PERSON or (" " in best and not is_acronym(best))):
        return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), best)
    return best


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
