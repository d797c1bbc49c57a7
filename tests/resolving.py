"""Resolve documents in memory, for tests and benchmarks."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import count
from typing import NamedTuple

from comention import resolve as resolver
from comention.corrections import NONE, Corrections, Ignored, Listed
from comention.model import Document, Entity, Extraction, Mention
from comention.tables import mentions
from comention.workspace.store import Store


class Resolved(NamedTuple):
    """Who is named, sorted by id, and where, in the order of documents and positions; see `Resolution`."""

    entities: list[Entity]
    mentions: list[Mention]
    unused: list[Listed | Ignored]
    boilerplate: dict[str, list[str]]


def resolve(
    documents: Iterable[tuple[Document, Extraction]],
    *,
    across: bool = True,
    demonyms: bool = True,
    keep_boilerplate: bool = False,
    pronouns: bool = False,
    corrections: Corrections = NONE,
    language: str = "en",
) -> Resolved:
    """Resolve documents of one language as a run does."""
    given = [(replace(document, language=language), found) for document, found in documents]
    items = [(document.text, extraction) for document, extraction in given]
    keys = [str(next(_KEYS)) for _ in given]
    tables = store()
    tables.begin()
    tables.remember(zip(keys, (extraction for _, extraction in given), strict=True))
    tables.save_clues(
        zip(keys, resolver.proposing(language, corrections, keep_boilerplate)(items), strict=True), "rules"
    )
    tables.stage((document, key) for (document, _), key in zip(given, keys, strict=True))
    known = resolver.learn(tables, language) if across else resolver.UNKNOWN
    found = resolver.resolving(language, corrections, keep_boilerplate, known=known, pronouns=pronouns)(items)
    tables.save_resolutions(zip(keys, found, strict=True), "rules")
    together = resolver.resolve(
        tables, documents=len(given), language=language, across=across, demonyms=demonyms, corrections=corrections
    )
    tables.save_found(together.entities, together.mentions, together.refusals)
    resolved = Resolved(together.entities, list(mentions(tables)), together.unused, together.boilerplate)
    tables.commit()  # forgets what the collection before this one left
    return resolved


_KEYS = count()


@cache
def store() -> Store:
    """The store of the last collection; it is one for all, as making one takes longer than resolving some sentences."""
    return Store()
