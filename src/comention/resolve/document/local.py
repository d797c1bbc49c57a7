"""An entity of one document: the record that resolving a document works on."""

import json
from dataclasses import dataclass, field
from typing import NamedTuple

from comention.model import EntityType
from comention.resolve.document.forms import Form


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
    documents say so; `code` is a country's; `acronyms` are those that the document itself explains, or a person's
    handles; `titles` are those before a bare name.
    """

    type: EntityType | None
    keys: list[str]
    mentions: list[Named] = field(default_factory=list)
    code: str | None = None
    acronyms: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def take(self, form: Form, rule: str) -> None:
        """Add all mentions of a form."""
        self.mentions += (Named(c.start, c.end, c.surface, rule) for c in form.candidates)


def spell(local: Local) -> str:
    """Spell what is known of a local entity but for its place."""
    known = [local.type, local.keys, local.code, sorted(local.acronyms), sorted(local.titles)]
    return json.dumps(known, ensure_ascii=False)
