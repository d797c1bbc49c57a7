"""What one document calls by one or several forms: the record that resolving a document works on."""

from dataclasses import dataclass, field
from typing import NamedTuple

from comention.model import EntityType
from comention.resolve.types import Form, Votes, votes_of


class Named(NamedTuple):
    """A mention inside a document, before its entity has an id."""

    start: int
    end: int
    surface: str
    rule: str
    demonym: bool = False


@dataclass(slots=True, eq=False)
class Local:
    """An entity of one document.

    `keys` are the keys of its full forms, or of its only one; `type` is None for what is no entity unless other
    documents say so; `code` is a country's; `acronyms` are those that the document itself explains; `titles` are those
    before a bare name.
    """

    type: EntityType | None
    keys: list[str]
    mentions: list[Named] = field(default_factory=list)
    votes: Votes = field(default_factory=votes_of)
    code: str | None = None
    acronyms: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def take(self, form: Form, rule: str) -> None:
        """Add all mentions of a form."""
        self.mentions += (Named(c.start, c.end, c.surface, rule) for c in form.candidates)
