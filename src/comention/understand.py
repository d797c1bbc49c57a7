"""Find the names in documents and who they are, a batch at a time, in this process or in others.

What one text says does not hang on its neighbours: it is found once for each text, and kept in the workspace.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from typing import Any, NamedTuple

from comention import resolve as resolving
from comention.batch import batches
from comention.config import Settings
from comention.corrections import Corrections
from comention.extract import Extractor, load_extractor
from comention.inputs import Read
from comention.model import Clues, Document, Extraction
from comention.processes.pool import Failed, spread, workers_for
from comention.read import Skipped, Status, where_of
from comention.resolve import UNKNOWN, learn, proposing, resolve, way
from comention.runtime import paused
from comention.workspace.report import corrected
from comention.workspace.store import Store

_BATCH = 512  # documents that are looked at together,
_CHARACTERS = 300_000  # unless they have more characters than this
_EASE = 8  # how much less work a text is for the resolver than for a model

Slow = Callable[[str], None]
"""Is told, every second, for which document one has to wait."""


class Understood(NamedTuple):
    """What is known of a text before others are."""

    extraction: Extraction
    names: list[tuple[str, Clues]]


def understanding(
    model: str | Extractor | None, language: str, corrections: Corrections, keep_furniture: bool
) -> Callable[[Sequence[str]], list[Understood]]:
    """Return the function for one model, which another process loads by its name; see `load_extractor`."""
    extractor = load_extractor(model, language=language) if isinstance(model, str | None) else model
    propose = proposing(language, corrections, keep_furniture)

    def understand(texts: Sequence[str]) -> list[Understood]:
        extractions = list(extractor.extract(texts))
        names = propose(list(zip(texts, extractions, strict=True)))
        return [Understood(*both) for both in zip(extractions, names, strict=True)]

    return understand


class Batch(NamedTuple):
    """Documents with the keys of their extractions, and of those that are not known yet the texts."""

    documents: Sequence[Read]
    keys: Sequence[str]
    new: Mapping[str, str]


def stage(
    documents: Iterable[Read], store: Store, extractor: Extractor, settings: Settings, said: Corrections, slow: Slow
) -> Generator[int, None, None]:
    """Find the names in documents, and add them to the dataset that a store is building; yield how many, by and by.

    What the store knows of a text from an earlier run is not looked for again. `slow` is told the id of the document
    for which one has to wait. Close the generator where it is not taken to its end.
    """
    several = batches(documents, _BATCH, weigh=lambda read: len(read.document.text), limit=_CHARACTERS)
    options = (settings.language, said, settings.keep_furniture)
    results = spread(
        ((batch, list(batch.new.values())) for batch in (_looked_up(store, read, extractor) for read in several)),
        understanding(extractor, *options),
        ("comention.understand:understanding", extractor.loads_as, *options) if extractor.loads_as else None,
        count=workers_for(settings.workers),
        weigh=len,
        slow=lambda batch: slow(where_of(max((read.document for read in batch.documents), key=_length))),
    )
    proposed = way(settings.language, said, keep_furniture=settings.keep_furniture)
    with closing(results):
        for batch, found in results:
            _stage(store, batch, found, proposed)
            yield len(batch.documents)


def _looked_up(store: Store, documents: Sequence[Read], extractor: Extractor) -> Batch:
    """Find out which of some documents the model has not seen."""
    keys = [_key(document.text, extractor.identity) for document, _ in documents]
    missing = store.missing(keys)
    new = {key: document.text for (document, _), key in zip(documents, keys, strict=True) if key in missing}
    return Batch(documents, keys, new)


def _length(document: Document) -> int:
    return len(document.text)


def _stage(store: Store, batch: Batch, found: Sequence[Understood | Failed], proposed: str) -> None:
    """Add documents to the store; those that the model cannot stand are skipped."""
    results = dict(zip(batch.new, found, strict=True))
    failed = {key: one for key, one in results.items() if isinstance(one, Failed)}
    known = {key: one for key, one in results.items() if not isinstance(one, Failed)}
    store.remember((key, one.extraction) for key, one in known.items())
    store.remember_clues(((key, one.names) for key, one in known.items()), proposed)
    for (document, account), key in zip(batch.documents, batch.keys, strict=True):
        if key in failed:
            account.documents -= 1
            account.blank -= not document.text.strip()
            why = f"the model cannot read it: {failed[key].why}"
            account.skip(Skipped(where_of(document), why, Status.CRASHED, characters=len(document.text)))
    keyed = zip(batch.documents, batch.keys, strict=True)
    store.stage((document, key) for (document, _), key in keyed if key not in failed)


def _key(text: str, identity: str) -> str:
    return sha256(f"{identity}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def resolve_names(store: Store, said: Corrections, workers: int | None = None, *, given: bool = False) -> None:
    """Find out who is named in the staged documents, in the way that the facts about them say.

    Where the spans are `given`, names that they lack are not looked for.
    """
    chosen = store.facts()["settings"]
    options = (chosen["language"], said, chosen["keep_furniture"], given)
    proposed = way(chosen["language"], said, keep_furniture=chosen["keep_furniture"], given=given)
    with paused():
        for batch, names in _spread(store.unproposed(proposed), "proposing", options, workers):
            store.remember_clues(zip(batch, names, strict=True), proposed)
        known = learn(store, chosen["language"]) if chosen["across"] else UNKNOWN
        resolved = f"{proposed}-{known.fingerprint}"
        for batch, alone in _spread(store.unresolved(resolved), "resolving", (*options, known), workers):
            store.remember_alone(zip(batch, alone, strict=True), resolved)
        ((documents,),) = store.rows("SELECT count(*) FROM {document}")
        resolution = resolve(
            store,
            documents=documents,
            language=chosen["language"],
            across=chosen["across"],
            demonyms=chosen["demonyms"],
            corrections=said,
        )
        store.save_found(resolution.entities, resolution.mentions, resolution.refusals)
    store.write_facts({"corrections": corrected(said, resolution.unused), "furniture": resolution.boilerplate})


def _spread(
    items: Iterator[tuple[str, str, Extraction]], make: str, options: tuple[Any, ...], workers: int | None
) -> Generator[tuple[list[str], list[Any]], None, None]:
    """Yield the keys of some texts, and what a function that `comention.resolve` makes says of them, in batches."""
    several = batches(items, _BATCH, weigh=lambda item: len(item[1]), limit=_CHARACTERS)
    results = spread(
        ((batch, [(text, extraction) for _, text, extraction in batch]) for batch in several),
        getattr(resolving, make)(*options),
        (f"comention.resolve:{make}", *options),
        count=workers_for(workers),
        weigh=lambda item: len(item[0]) // _EASE,
    )
    with closing(results):
        for batch, found in results:
            for (_, text, _), result in zip(batch, found, strict=True):
                if isinstance(result, Failed):
                    raise RuntimeError(f"names cannot be resolved in {text[:60]!r}: {result.why}")
            yield [key for key, _, _ in batch], found
