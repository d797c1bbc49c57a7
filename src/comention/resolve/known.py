"""What a collection knows of names, for resolving its documents one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from comention.languages.lexicon import lexicon
from comention.model import Clues, EntityType
from comention.resolve.types import ORG, PERSON, Context, judged, of_full_names, of_organizations, winner
from comention.tables import Tables
from comention.text.phrases import Phrases

Judgement = tuple[float, float, float]
"""The votes for a person, an organization and neither, in the order of `KINDS`."""
SEVERAL = 2
"""In how many documents a name must stand for others to learn of it."""


@dataclass(frozen=True)
class Known:
    """What speaks for each type of the names that several documents have, by key; `sought` are to be found anywhere."""

    votes: Mapping[str, Judgement] = field(default_factory=dict)
    sought: Mapping[str, EntityType] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type["Known"], tuple[Mapping[str, Judgement], Mapping[str, EntityType]]]:
        """Send nothing to another process that it can make."""
        return Known, (self.votes, self.sought)

    @cached_property
    def phrases(self) -> Phrases[str]:
        """The names that are sought, ready to be looked for."""
        return Phrases((name, name) for name in self.sought)

    @cached_property
    def fingerprint(self) -> str:
        """A word that differs when anything that is known does."""
        digest = sha256()
        for name, votes in sorted(self.votes.items()):
            told = [round(1000 * much) for much in votes]
            digest.update(f"{name}\0{told}\0{self.sought.get(name)}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]


UNKNOWN = Known()

_NAMES = """
SELECT DISTINCT c.name
FROM {clues} c JOIN {document} d ON d.document = c.document WHERE d.language = $language"""
_SHOWN = f"""
SELECT c.name, count(*), {", ".join(f"CAST(sum(c.{count}) AS BIGINT)" for count in Clues._fields)}
FROM {{clues}} c JOIN {{document}} d ON d.document = c.document
WHERE d.language = $language AND (c.name LIKE '% %') = $full
GROUP BY c.name HAVING count(*) >= $least ORDER BY c.name"""  # noqa: S608


def learn(tables: Tables, language: str) -> Known:
    """Return what the documents of one language in a collection, by what each shows of its names, know together.

    What they show is read and forgotten, name by name: it takes far more memory than what comes out.
    """
    votes: dict[str, Judgement] = {}
    sought: dict[str, EntityType] = {}

    def judge(context: Context, *, full: bool, least: int) -> Iterator[tuple[str, Clues, EntityType | None]]:
        for name, several, *counts in tables.rows(_SHOWN, {"language": language, "full": full, "least": least}):
            seen = Clues(*counts)
            found = judged(name, seen, context)
            kind = winner(found)
            if several >= SEVERAL:
                votes[name] = (found[PERSON], found[ORG], found[None])
                if kind in (PERSON, ORG) and not seen.small and seen.labelled:
                    sought[name] = kind
            yield name, seen, kind

    context = of_organizations((name for (name,) in tables.rows(_NAMES, {"language": language})), lexicon(language))
    context = of_full_names(judge(context, full=True, least=1), context)
    for _ in judge(context, full=False, least=SEVERAL):
        pass
    return Known(votes, sought)
