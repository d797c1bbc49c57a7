"""The names that a user wants found wherever they stand, ready to be looked for in a text."""

from typing import NamedTuple

from comention.corrections import Corrections
from comention.model import EntityType
from comention.text.names import key, person_key
from comention.text.phrases import Phrases


class Watched(NamedTuple):
    """A name that is looked for because the user said so: the key of its form, and its type."""

    key: str
    type: EntityType


def watch_list(corrections: Corrections) -> Phrases[Watched] | None:
    """Return the names that are to be found even where no model sees them: those of the listed entities with a type."""
    watched = [
        (text, Watched((person_key if listed.type is EntityType.PERSON else key)(text), listed.type))
        for listed in corrections.entities
        if listed.type
        for text in (listed.name, *listed.aliases)
    ]
    return Phrases(watched) if watched else None
