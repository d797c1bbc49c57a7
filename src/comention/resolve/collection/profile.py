"""The records between resolving a document and a collection: rows of one document in, profiles of all of them out.

Documents that see the same in a name differ in nothing but where it stands. So a collection is resolved by *profiles*:
what may be known of a local entity, with the number of documents and the surface forms that it has there. Mentions stay
in their table; nothing here grows with their number.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from comention.model import EntityType
from comention.tables import Tables

PROFILES = """
SELECT l.profile, count(*), min(l.document)
FROM {local} l GROUP BY l.profile ORDER BY l.profile"""

NOTHING: frozenset[str] = frozenset()
"""One for all: an empty set is as large as a profile."""

FORMS = """
SELECT l.profile, coalesce(p.part, 0), n.surface, n.rule, count(*),
    min(CAST(n.document AS BIGINT) * 4294967296 + n.start)
FROM {named} n
JOIN {local} l ON l.document = n.document AND l.local = n.local
LEFT JOIN part p ON p.document = l.document AND p.profile = l.profile
GROUP BY l.profile, coalesce(p.part, 0), n.surface, n.rule
ORDER BY 1, 2, 6, 3, 4"""


class Form(NamedTuple):
    """A surface form of a profile under a rule: how often, and where first, as document * 2 ** 32 + character."""

    surface: str
    rule: str
    mentions: int
    first: int


@dataclass(slots=True, eq=False)
class Profile:
    """What `documents` documents know of one of their entities; `text` is how the tables spell it.

    `type` is None for what is no entity unless other documents say so; `keys` are those of its full forms, or of its
    only one. `first` is the place of the first document. `part` is above 0 for namesakes that were split from the
    others of their profile: those in the documents `where`.
    """

    text: str
    type: EntityType | None
    keys: tuple[str, ...]
    code: str | None
    acronyms: frozenset[str]
    titles: frozenset[str]
    documents: int
    first: int = 0
    part: int = 0
    where: Sequence[int] = ()
    forms: Sequence[Form] = ()


def profiles(tables: Tables, local: str) -> list[Profile]:
    """Return the profiles of a collection, without their forms."""
    found = []
    for text, documents, first in tables.rows(PROFILES.format(local=local)):
        kind, keys, code, acronyms, titles = json.loads(text)
        named = EntityType(kind) if kind else None
        short, called = (frozenset(several) if several else NOTHING for several in (acronyms, titles))
        found.append(Profile(text, named, tuple(keys), code, short, called, documents, first))
    return found


def take_forms(tables: Tables, named: str, local: str, known: Iterable[Profile]) -> None:
    """Give profiles their forms, in the order in which they first appear; table `part` tells parts from each other."""
    whole: dict[str, Profile] = {}
    parts: dict[tuple[str, int], Profile] = {}
    for profile in known:
        if profile.part:
            parts[profile.text, profile.part] = profile
        else:
            whole[profile.text] = profile
    for (text, part), rows in groupby(tables.rows(FORMS.format(named=named, local=local)), itemgetter(0, 1)):
        if one := parts.get((text, part)) if part else whole.get(text):
            one.forms = tuple(Form(surface, intern(rule), *counts) for _, _, surface, rule, *counts in rows)


def places(tables: Tables, local: str, known: Sequence[Profile]) -> Iterator[tuple[int, list[Profile]]]:
    """Yield the place of each document that names somebody, with the profiles of its entities; streamed."""
    by_text = {profile.text: profile for profile in known}
    sql = f"SELECT l.document, l.profile FROM {local} l ORDER BY l.document, l.local"  # noqa: S608 - a name of our own
    document, found = -1, list[Profile]()
    for place, text in tables.rows(sql):
        if place != document:
            if found:
                yield document, found
            document, found = place, []
        found.append(by_text[text])
    if found:
        yield document, found
