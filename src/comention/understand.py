"""Find the names in documents and resolve them, a batch at a time, in this process or in worker processes.

What is found in a text does not depend on other texts, so the workspace keeps it for later runs.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from typing import Any, NamedTuple

from comention import resolve as resolving
from comention.batch import batches
from comention.config import Settings
from comention.corrections import Corrections
from comention.extract import Extractor, load_extractor
from comention.extract.given import Given
from comention.extract.models import Models
from comention.extract.parser import Parser
from comention.graph import Say, silence
from comention.inputs import Read
from comention.languages import USUAL
from comention.model import Clues, Document, Extraction, Graph
from comention.processes.spread import Failed, spread
from comention.progress import Progress, silent
from comention.read import Skipped, Status, where_of
from comention.relate import relate
from comention.relate.correct import corrected_relations
from comention.resolve import UNKNOWN, Known, fingerprint, learn, proposing, resolve
from comention.runtime import paused
from comention.text.parses import packed
from comention.workspace.report import also_unused, corrected
from comention.workspace.store import Store

_BATCH = 512  # documents that are looked at together,
_CHARACTERS = 300_000  # unless they have more characters than this
_SENTENCES = 2_000  # sentences that are parsed before their parses are kept
_PARSING = "Reading what sentences say"
_EASE = 8  # how much less work a text is for the resolver than for a model

_COUNTS = ", ".join(f"c.{count}" for count in Clues._fields)
_SHOWN = f"""
SELECT count(*), sum(hash(c.document, c.name, {_COUNTS}))
FROM {{clues}} c JOIN {{document}} d ON d.document = c.document WHERE d.language = $language"""  # noqa: S608
_LAST: dict[str, tuple[tuple[Any, ...], Known]] = {}

Slow = Callable[[str], None]
"""Called every second with the document that the run is waiting for."""


class Written(NamedTuple):
    """A text, and the language as which it is read."""

    text: str
    language: str


class Understood(NamedTuple):
    """What is known about a text by itself."""

    extraction: Extraction
    names: list[tuple[str, Clues]]


def understanding(
    model: str | Extractor | None, said: str | None, corrections: Corrections, keep_boilerplate: bool
) -> Callable[[Sequence[Written]], list[Understood]]:
    """Return the function for one model, which another process loads by its name; see `load_extractor` and `Models`."""
    models = Models(load_extractor(model, language=said) if isinstance(model, str | None) else model, said)

    @cache
    def reading(language: str) -> Callable[[Sequence[str]], list[Understood]]:
        extractor = models.of(language) or Given({}, language=language)
        propose = proposing(language, corrections, keep_boilerplate, models.of(language) is None)

        def read(texts: Sequence[str]) -> list[Understood]:
            extractions = list(extractor.extract(texts))
            names = propose(list(zip(texts, extractions, strict=True)))
            return [Understood(*both) for both in zip(extractions, names, strict=True)]

        return read

    def understand(several: Sequence[Written]) -> list[Understood]:
        found: dict[int, Understood] = {}
        for language in sorted({one.language for one in several}):
            places = [place for place, one in enumerate(several) if one.language == language]
            found |= zip(places, reading(language)([several[place].text for place in places]), strict=True)
        return [found[place] for place in range(len(several))]

    return understand


class Batch(NamedTuple):
    """Documents, the keys of their extractions, and by key the texts that were not extracted before."""

    documents: Sequence[Read]
    keys: Sequence[str]
    new: Mapping[str, Written]


def stage(
    documents: Iterable[Read],
    store: Store,
    models: Models,
    settings: Settings,
    corrections: Corrections,
    slow: Slow,
) -> Generator[int, None, None]:
    """Find the names in documents and add both to the store; yield the number of documents after each batch.

    Each is read in its own language; of one that no model is installed for, its account tells. Texts that the store
    knows from an earlier run are not extracted again. `slow` is called with the id of a document that takes long. Close
    the generator if you do not exhaust it.
    """
    told = (_in_its_language(read, models) for read in documents)
    several = batches(told, _BATCH, weigh=lambda read: len(read.document.text), limit=_CHARACTERS)
    options = (settings.language, corrections, settings.keep_boilerplate)
    loads_as = models.main.loads_as
    results = spread(
        ((batch, list(batch.new.values())) for batch in (_looked_up(store, read, models) for read in several)),
        understanding(models.main, *options),
        ("comention.understand:understanding", loads_as, *options) if loads_as else None,
        workers=settings.workers,
        weigh=lambda one: len(one.text),
        slow=lambda batch: slow(where_of(max((read.document for read in batch.documents), key=_length))),
    )
    rules = partial(_rules, models, corrections, settings.keep_boilerplate)
    with closing(results):
        for batch, found in results:
            _stage(store, batch, found, rules)
            yield len(batch.documents)


def _in_its_language(read: Read, models: Models) -> Read:
    """Note the language of a document, and in its account if no model is installed for that."""
    document, account = read
    language = models.language_of(document)
    if document.text.strip() and (why := models.missing(language)):
        account.skip(Skipped(where_of(document), why, Status.FOREIGN, documents=0))
    return Read(replace(document, language=language), account)


def _rules(models: Models, corrections: Corrections, keep_boilerplate: bool, language: str) -> str:
    given = models.of(language) is None
    return fingerprint(language, corrections, keep_boilerplate=keep_boilerplate, given=given)


def _looked_up(store: Store, documents: Sequence[Read], models: Models) -> Batch:
    """Look up which of the documents the models have not seen yet."""
    texts = [Written(document.text, document.language or models.usual) for document, _ in documents]
    keys = [_key(one.text, models.identity(one.language)) for one in texts]
    missing = store.missing(keys)
    return Batch(documents, keys, {key: one for one, key in zip(texts, keys, strict=True) if key in missing})


def _length(document: Document) -> int:
    return len(document.text)


def _stage(store: Store, batch: Batch, found: Sequence[Understood | Failed], rules: Callable[[str], str]) -> None:
    """Add documents to the store; those on which the model failed are skipped."""
    results = dict(zip(batch.new, found, strict=True))
    failed = {key: one for key, one in results.items() if isinstance(one, Failed)}
    known = {key: one for key, one in results.items() if not isinstance(one, Failed)}
    store.remember((key, one.extraction) for key, one in known.items())
    for language in sorted({one.language for one in batch.new.values()}):
        own = ((key, one.names) for key, one in known.items() if batch.new[key].language == language)
        store.save_clues(own, rules(language))
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
    """Resolve the names in the staged documents, with the settings and models that their facts hold.

    Each document is resolved by the rules of its language, and their entities are put together by those of `main`. If
    the spans are `given`, no further names are looked for; neither are they where no model is.
    """
    facts = store.facts()
    chosen, models = facts["settings"], facts.get("models", {})
    counts = store.languages()
    main = chosen.get("language") or main_language(counts, models)
    with paused():
        for language in counts:
            only = given or models.get(language, "") is None
            options = (language, corrections, chosen["keep_boilerplate"], only)
            rules = fingerprint(language, corrections, keep_boilerplate=chosen["keep_boilerplate"], given=only)
            for batch, names in _spread(store.without_clues(rules, language), "proposing", options, workers):
                store.save_clues(zip(batch, names, strict=True), rules)
            known = _learnt(store, language) if chosen["across"] else UNKNOWN
            pronouns = chosen.get("pronouns", False)  # the settings of an old workspace do not tell
            rules, texts = f"{rules}-{known.fingerprint}{'-pronouns' * pronouns}", (*options, known, pronouns)
            for batch, resolved in _spread(store.without_resolution(rules, language), "resolving", texts, workers):
                store.save_resolutions(zip(batch, resolved, strict=True), rules)
        ((documents,),) = store.rows("SELECT count(*) FROM {document}")
        resolution = resolve(
            store,
            documents=documents,
            language=main,
            across=chosen["across"],
            demonyms=chosen["demonyms"],
            corrections=corrections,
        )
        store.save_found(resolution.entities, resolution.mentions, resolution.refusals)
    store.write_facts(
        {
            "language": main,
            "corrections": corrected(corrections, resolution.unused),
            "boilerplate": resolution.boilerplate,
        }
    )


def main_language(counts: Mapping[str, int], models: Mapping[str, str | None]) -> str:
    """Return the language of most documents in which names are found, given their counts by language.

    >>> main_language({"de": 9, "en": 2, "fr": 3}, {"de": None})
    'fr'
    """
    read = [language for language in counts if models.get(language, "") is not None]
    return max(read, key=lambda language: (counts[language], language == USUAL), default=USUAL)


def _learnt(store: Store, language: str) -> Known:
    """Return what the documents of a language know together.

    What they knew last time is remembered, as few corrections change it.
    """
    shown = next(store.rows(_SHOWN, {"language": language}))
    last = _LAST.get(language)
    if last is None or last[0] != shown:
        last = _LAST[language] = shown, learn(store, language)
    return last[1]


def parsing(model: str | None, language: str) -> Callable[[Sequence[str]], list[str]]:
    """Return the function that parses sentences of a language, which another process loads by its name."""
    parser = Parser.load(model, language)

    def parse(sentences: Sequence[str]) -> list[str]:
        return list(map(packed, parser.parse(sentences))) if parser else []

    return parse


def saying(store: Store, corrections: Corrections, workers: int | None = None, progress: Progress = silent) -> Say:
    """Return what gives the graph of a store its roles and relations, if the settings of its run want them.

    Corrections of relations win. Sentences that were parsed in an earlier run are not parsed again. If the store is
    building a dataset, their parses stay in it, and its facts tell the `parsers`, and which corrections had no effect.
    """
    facts = store.facts()
    if not facts["settings"].get("relations"):
        return silence
    model = facts.get("chosen", {}).get("model")
    parsers: dict[str, str | None] = {}

    def parses(language: str, sentences: Sequence[str]) -> dict[str, str]:
        parser = Parser.load(model, language)
        parsers[language] = parser.model if parser else None
        if parser is None:
            return {}
        keys = {_key(sentence, parser.identity): sentence for sentence in sentences}
        known = store.parses(keys)
        missing = [key for key in keys if key not in known]
        results = spread(
            ((batch, [keys[key] for key in batch]) for batch in batches(missing, _SENTENCES)),
            parsing(model, language),
            ("comention.understand:parsing", model, language),
            workers=workers,
            weigh=len,
        )
        done = 0
        with closing(results):
            for batch, found in results:
                new = {key: one for key, one in zip(batch, found, strict=True) if not isinstance(one, Failed)}
                known |= new
                if store.is_building:
                    store.keep_parses(new)
                done += len(batch)
                progress(_PARSING, done, len(missing))
        return {keys[key]: parse for key, parse in known.items()}

    def say(graph: Graph) -> None:
        relate(graph, parses)
        unused = corrected_relations(graph, corrections)
        if store.is_building:
            told = also_unused(store.facts()["corrections"], unused)
            store.write_facts({"parsers": parsers, "corrections": told})

    return say


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
