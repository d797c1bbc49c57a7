"""The records by which a collection is resolved: profiles, made of what each document says by itself.

Documents that see the same in a name differ in nothing but where it stands. So a collection is resolved by *profiles*:
what may be known of a local entity, with the number of documents and the surface forms that it has there. Mentions stay
in their table; nothing here grows with their number.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from comention.model import EntityType
from comention.resolve.document.people import FIRST, MOST, ONLY, SUITS
from comention.tables import Tables, named_by, with_parts
from comention.text.names import key

PROFILES = """
SELECT row_number() OVER (ORDER BY x.text) - 1 AS number, x.text, x.documents, x.first
FROM (
    SELECT l.profile AS text, count(*) AS documents, min(l.document) AS first FROM {local} l GROUP BY l.profile
) x"""

# The entities of documents, each with the number of its profile.
NUMBERED = "SELECT l.document, l.local, p.number AS profile FROM {local} l JOIN {profile} p ON p.text = l.profile"

NOTHING: frozenset[str] = frozenset()
"""One for all: an empty set is as large as a profile."""

FORMS = """
SELECT l.profile, coalesce(p.part, 0), n.surface, n.rule, count(*),
    min(CAST(n.document AS BIGINT) * 4294967296 + n.start)
FROM {named} n
JOIN {bearing} l ON l.document = n.document AND l.local = n.local
LEFT JOIN {part} p ON p.document = l.document AND p.profile = l.profile
WHERE n.name IS NULL
GROUP BY l.profile, coalesce(p.part, 0), n.surface, n.rule
ORDER BY 1, 2, 6, 3, 4"""

# In how many documents a person is called by a first name alone, beside the full name.
FIRST_NAMES = """
SELECT l.profile, n.surface, count(DISTINCT n.document)
FROM {named} n JOIN {bearing} l ON l.document = n.document AND l.local = n.local
WHERE n.rule IN ($only, $suits, $most)
GROUP BY l.profile, n.surface"""


class SurfaceForm(NamedTuple):
    """A surface form of a profile under a rule: how often, and where first, as document * 2 ** 32 + character."""

    surface: str
    rule: str
    mentions: int
    first: int


@dataclass(slots=True, eq=False)
class Profile:
    """What `documents` documents know of one of their entities; `number` is its place among all, ordered by text.

    `type` is None for what is no entity unless other documents say so; `keys` are those of its full forms, or of its
    only one. `first` is the place of the first document. `part` is above 0 for namesakes that were split from the
    others of their profile: those in the documents `where`.
    """

    number: int
    type: EntityType | None
    keys: tuple[str, ...]
    code: str | None
    acronyms: frozenset[str]
    titles: frozenset[str]
    documents: int
    first: int = 0
    part: int = 0
    where: Sequence[int] = ()
    forms: Sequence[SurfaceForm] = ()


def profiles(tables: Tables, local: str) -> list[Profile]:
    """Return the profiles of a collection, without their forms; table `bearing` tells which are in which documents."""
    tables.make("profile", with_parts(PROFILES, local=named_by(local)))
    tables.make("bearing", with_parts(NUMBERED, local=named_by(local)))
    return [
        read(*row)
        for row in tables.rows("SELECT p.number, p.text, p.documents, p.first FROM {profile} p ORDER BY p.number")
    ]


def first_names(tables: Tables, named: str) -> dict[int, Counter[str]]:
    """Count the documents that also call a person by a first name: by number of a profile, and by first name."""
    rules = {"only": ONLY, "suits": SUITS, "most": MOST}
    asked = {name: rule.format(part=FIRST) for name, rule in rules.items()}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for number, surface, documents in tables.rows(with_parts(FIRST_NAMES, named=named_by(named)), asked):
        found[number][key(surface)] += documents
    return found


def read(number: int, text: str, documents: int, first: int) -> Profile:
    """Make a profile of the text that spells what is known of a local entity."""
    kind, keys, code, acronyms, titles = json.loads(text)
    named = EntityType(kind) if kind else None
    short, called = (frozenset(several) if several else NOTHING for several in (acronyms, titles))
    return Profile(number, named, tuple(keys), code, short, called, documents, first)


def take_forms(tables: Tables, named: str, known: Sequence[Profile], parts: Iterable[Profile]) -> None:
    """Give profiles their forms, in the order in which they first appear; table `part` tells parts from each other."""
    apart = {(profile.number, profile.part): profile for profile in parts}
    for (number, part), rows in groupby(tables.rows(with_parts(FORMS, named=named_by(named))), itemgetter(0, 1)):
        profile = apart[number, part] if part else known[number]
        profile.forms = tuple(SurfaceForm(surface, intern(rule), *counts) for _, _, surface, rule, *counts in rows)


def places(tables: Tables, known: Sequence[Profile]) -> Iterator[tuple[int, list[Profile]]]:
    """Yield the place of each document that names somebody, with the profiles of its entities; streamed."""
    sql = "SELECT l.document, l.profile FROM {bearing} l ORDER BY l.document, l.local"
    document, found = -1, list[Profile]()
    for place, number in tables.rows(sql):
        if place != document:
            if found:
                yield document, found
            document, found = place, []
        found.append(known[number])
    if found:
        yield document, found
