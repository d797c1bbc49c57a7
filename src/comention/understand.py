"""Find the names in documents and resolve them, a batch at a time, in this process or in worker processes.

What is found in a text does not depend on other texts, so the workspace keeps it for later runs.
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
from comention.processes.spread import Failed, spread
from comention.read import Skipped, Status, where_of
from comention.resolve import UNKNOWN, Known, fingerprint, learn, proposing, resolve
from comention.runtime import paused
from comention.workspace.report import corrected
from comention.workspace.store import Store

_BATCH = 512  # documents that are looked at together,
_CHARACTERS = 300_000  # unless they have more characters than this
_EASE = 8  # how much less work a text is for the resolver than for a model

_COUNTS = ", ".join(f"c.{count}" for count in Clues._fields)
_SHOWN = f"SELECT count(*), sum(hash(c.document, c.name, {_COUNTS})) FROM {{clues}} c"  # noqa: S608 - names of our own
_LAST: dict[str, tuple[tuple[Any, ...], Known]] = {}

Slow = Callable[[str], None]
"""Called every second with the document that the run is waiting for."""


class Understood(NamedTuple):
    """What is known about a text by itself."""

    extraction: Extraction
    names: list[tuple[str, Clues]]


def understanding(
    model: str | Extractor | None, language: str, corrections: Corrections, keep_boilerplate: bool
) -> Callable[[Sequence[str]], list[Understood]]:
    """Return the function for one model, which another process loads by its name; see `load_extractor`."""
    extractor = load_extractor(model, language=language) if isinstance(model, str | None) else model
    propose = proposing(language, corrections, keep_boilerplate)

    def understand(texts: Sequence[str]) -> list[Understood]:
        extractions = list(extractor.extract(texts))
        names = propose(list(zip(texts, extractions, strict=True)))
        return [Understood(*both) for both in zip(extractions, names, strict=True)]

    return understand


class Batch(NamedTuple):
    """Documents, the keys of their extractions, and by key the texts that were not extracted before."""

    documents: Sequence[Read]
    keys: Sequence[str]
    new: Mapping[str, str]


def stage(
    documents: Iterable[Read],
    store: Store,
    extractor: Extractor,
    settings: Settings,
    corrections: Corrections,
    slow: Slow,
) -> Generator[int, None, None]:
    """Find the names in documents and add both to the store; yield the number of documents after each batch.

    Texts that the store knows from an earlier run are not extracted again. `slow` is called with the id of a document
    that takes long. Close the generator if you do not exhaust it.
    """
    several = batches(documents, _BATCH, weigh=lambda read: len(read.document.text), limit=_CHARACTERS)
    options = (settings.language, corrections, settings.keep_boilerplate)
    results = spread(
        ((batch, list(batch.new.values())) for batch in (_looked_up(store, read, extractor) for read in several)),
        understanding(extractor, *options),
        ("comention.understand:understanding", extractor.loads_as, *options) if extractor.loads_as else None,
        workers=settings.workers,
        weigh=len,
        slow=lambda batch: slow(where_of(max((read.document for read in batch.documents), key=_length))),
    )
    rules = fingerprint(settings.language, corrections, keep_boilerplate=settings.keep_boilerplate)
    with closing(results):
        for batch, found in results:
            _stage(store, batch, found, rules)
            yield len(batch.documents)


def _looked_up(store: Store, documents: Sequence[Read], extractor: Extractor) -> Batch:
    """Look up which of the documents the model has not seen yet."""
    keys = [_key(document.text, extractor.identity) for document, _ in documents]
    missing = store.missing(keys)
    new = {key: document.text for (document, _), key in zip(documents, keys, strict=True) if key in missing}
    return Batch(documents, keys, new)


def _length(document: Document) -> int:
    return len(document.text)


def _stage(store: Store, batch: Batch, found: Sequence[Understood | Failed], rules: str) -> None:
    """Add documents to the store; those on which the model failed are skipped."""
    results = dict(zip(batch.new, found, strict=True))
    failed = {key: one for key, one in results.items() if isinstance(one, Failed)}
    known = {key: one for key, one in results.items() if not isinstance(one, Failed)}
    store.remember((key, one.extraction) for key, one in known.items())
    store.save_clues(((key, one.names) for key, one in known.items()), rules)
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


def resolve_names(store: Store, corrections: Corrections, workers: int | None = None, *, given: bool = False) -> None:
    """Resolve the names in the staged documents, with the settings that their facts hold.

    If the spans are `given`, no further names are looked for.
    """
    chosen = store.facts()["settings"]
    options = (chosen["language"], corrections, chosen["keep_boilerplate"], given)
    rules = fingerprint(chosen["language"], corrections, keep_boilerplate=chosen["keep_boilerplate"], given=given)
    with paused():
        for batch, names in _spread(store.without_clues(rules), "proposing", options, workers):
            store.save_clues(zip(batch, names, strict=True), rules)
        known = _learnt(store, chosen["language"]) if chosen["across"] else UNKNOWN
        rules = f"{rules}-{known.fingerprint}"
        for batch, resolved in _spread(store.without_resolution(rules), "resolving", (*options, known), workers):
            store.save_resolutions(zip(batch, resolved, strict=True), rules)
        ((documents,),) = store.rows("SELECT count(*) FROM {document}")
        resolution = resolve(
            store,
            documents=documents,
            language=chosen["language"],
            across=chosen["across"],
            demonyms=chosen["demonyms"],
            corrections=corrections,
        )
        store.save_found(resolution.entities, resolution.mentions, resolution.refusals)
    store.write_facts({"corrections": corrected(corrections, resolution.unused), "boilerplate": resolution.boilerplate})


def _learnt(store: Store, language: str) -> Known:
    """Return what the documents know together; that of the last ones is remembered, as few corrections change it."""
    shown = language, *next(store.rows(_SHOWN))
    last = _LAST.get("learnt")
    if last is None or last[0] != shown:
        last = _LAST["learnt"] = shown, learn(store, language)
    return last[1]


def _spread(
    items: Iterator[tuple[str, str, Extraction]], make: str, options: tuple[Any, ...], workers: int | None
) -> Generator[tuple[list[str], list[Any]], None, None]:
    """Yield batches of keys, with what the function that `comention.resolve.<make>` returns finds in their texts."""
    several = batches(items, _BATCH, weigh=lambda item: len(item[1]), limit=_CHARACTERS)
    results = spread(
        ((batch, [(text, extraction) for _, text, extraction in batch]) for batch in several),
        getattr(resolving, make)(*options),
        (f"comention.resolve:{make}", *options),
        workers=workers,
        weigh=lambda item: len(item[0]) // _EASE,
    )
    with closing(results):
        for batch, found in results:
            for (_, text, _), result in zip(batch, found, strict=True):
                if isinstance(result, Failed):
                    raise RuntimeError(f"names cannot be resolved in {text[:60]!r}: {result.why}")
            yield [key for key, _, _ in batch], found
