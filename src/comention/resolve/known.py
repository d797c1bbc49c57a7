"""What a collection knows of names, for resolving its documents one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from comention.languages.lexicon import Lexicon, lexicon
from comention.model import Clues, EntityType
from comention.resolve.types import ORG, PERSON, Votes, vote, winner
from comention.tables import Tables
from comention.text.phrases import Phrases

SEVERAL = 2
"""In how many documents a name must stand for others to learn of it."""


@dataclass(frozen=True)
class Known:
    """What speaks for each type of the names that several documents have, by key; `sought` are to be found anywhere."""

    votes: Mapping[str, Votes] = field(default_factory=dict)
    sought: Mapping[str, EntityType] = field(default_factory=dict)

    @cached_property
    def phrases(self) -> Phrases[str]:
        """The names that are sought, ready to be looked for."""
        return Phrases((name, name) for name in self.sought)

    @cached_property
    def fingerprint(self) -> str:
        """A word that differs when anything that is known does."""
        digest = sha256()
        for name, votes in sorted(self.votes.items()):
            told = [round(1000 * votes.get(kind, 0)) for kind in (PERSON, ORG, None)]
            digest.update(f"{name}\0{told}\0{self.sought.get(name)}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]


UNKNOWN = Known()

_POOLED = f"""
SELECT c.name, count(*), {", ".join(f"sum(c.{count})" for count in Clues._fields)}
FROM clues c GROUP BY c.name ORDER BY c.name"""  # noqa: S608 - names of our own


def learn(tables: Tables, language: str) -> Known:
    """Return what the documents of a collection, by what each shows of its names, know together."""
    rows = ((name, many, Clues(*counts)) for name, many, *counts in tables.rows(_POOLED))
    return pooled(rows, lexicon(language))


def pooled(rows: Iterable[tuple[str, int, Clues]], words: Lexicon) -> Known:
    """Return what documents together know; a row is the key of a name, how many have it, and the sum of what they show.

    Linear in the number of names.
    """
    documents: dict[str, int] = {}
    seen: dict[str, Clues] = {}
    for name, many, clues in rows:
        documents[name] = many
        seen[name] = clues
    votes = {name: found for name, found in vote(seen, words).items() if documents[name] >= SEVERAL}
    sought = {
        name: kind
        for name, found in votes.items()
        if (kind := winner(found)) in (PERSON, ORG) and kind and not seen[name].small and seen[name].labelled
    }
    return Known(votes, sought)
