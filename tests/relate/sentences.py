"""Sentences with their names marked, and what is said in them, written as people read it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from comention.contract import arrows
from comention.extract.parser import Parser
from comention.languages.predicates import predicates
from comention.model import EntityType, RelationKind
from comention.relate.phrases import Phrases
from comention.relate.roles import Roles
from comention.relate.sayings import Said
from comention.relate.tree import Tree

_NAME = re.compile(r"\[([^\]]+)\]([@$]?)")
_TYPES = {"": EntityType.PERSON, "@": EntityType.ORG, "$": EntityType.COUNTRY}


@cache
def parser() -> Parser:
    """Return the parser of the usual pipeline."""
    found = Parser.load(None, "en")
    assert found
    return found


class Marked:
    """A sentence of which names are in brackets; behind an organization is a "@", behind a country a "$"."""

    def __init__(self, marked: str) -> None:
        self.text, spots, self.types = "", [], []
        at = 0
        for found in _NAME.finditer(marked):
            self.text += marked[at : found.start()]
            spots.append((len(self.text), len(self.text) + len(found[1])))
            self.text += found[1]
            self.types.append(_TYPES[found[2]])
            at = found.end()
        self.text += marked[at:]
        self.names = [self.text[start:end] for start, end in spots]
        (parse,) = parser().parse([self.text])
        known = predicates("en")
        assert known
        self.tree = Tree(self.text, parse, spots)
        self.roles = Roles(self.tree, self.types, known)
        self._phrases = Phrases(self.tree, known)

    def called(self) -> list[str]:
        """Return what names are called: "Comey: FBI Director"."""
        return [f"{self.names[one.name]}: {one.role}" for one in self.roles.called]

    def of_roles(self) -> list[str]:
        """Return what roles say of two names."""
        return [self._arrows(one) for one in self.roles.said]

    def said(self) -> list[str]:
        """Return what is said of each two names."""
        return [self._arrows(one) for one in self._between()]

    def kinds(self) -> list[RelationKind]:
        """Return of what kinds that is."""
        return [one.kind for one in self._between()]

    def words(self) -> list[list[str]]:
        """Return the words that say it."""
        return [[self.text[start:end] for start, end in one.words] for one in self._between()]

    def _between(self) -> Iterator[Said]:
        pairs = combinations(range(len(self.names)), 2)
        return (found for pair in pairs if (found := self._phrases.between(*pair)))

    def _arrows(self, said: Said) -> str:
        source, target = said.source_text or self.names[said.source], said.target_text or self.names[said.target]
        return arrows(source, said.phrase, target)
