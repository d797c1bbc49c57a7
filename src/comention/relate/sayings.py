"""The records of what one sentence says of the names in it."""

from typing import NamedTuple

from comention.model import RelationKind
from comention.relate.tree import Spot


class Called(NamedTuple):
    """A name is called something: `role`, in these `words`. `of` is another name that the role has in it."""

    name: int
    role: str
    words: tuple[Spot, ...]
    of: int | None = None


class Said(NamedTuple):
    """Something is said of two names, read from `source` to `target`; both are numbers of names in the sentence.

    The texts are the longer phrases that have the names in them, if there are any.
    """

    source: int
    phrase: str
    target: int
    kind: RelationKind
    words: tuple[Spot, ...]
    source_text: str | None = None
    target_text: str | None = None
