"""Documents in, a graph or a folder of files out: the whole flow on one screen.

read → what is not known yet: extract, resolve by itself → store → resolve together → link → analyse → export → report
"""

import logging
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

from comention import __version__, corrections
from comention import resolve as resolving
from comention.analyse import analyse
from comention.batch import batches
from comention.config import REPORT, WORKSPACE, FilterOptions, Filters, Options, Settings, file_name
from comention.corrections import NONE, Corrections, Listed
from comention.corrections.edit import Wish, amended
from comention.entities import find_entity
from comention.errors import InputError, WorkspaceError
from comention.export import Dataset, export
from comention.extract import Extractor, load_extractor
from comention.link import link
from comention.model import Document, Entity, Extraction, Mention
from comention.processes.pool import Failed, spread, workers_for
from comention.progress import Progress, silent
from comention.query.explain import Explanation, explain
from comention.read import How, Input, Skipped, Status, count, find, read_each, suffix_of, suffixes, where_of
from comention.resolve import UNKNOWN, learn, resolve, way
from comention.runtime import paused
from comention.tables import Tables, entities, mentions
from comention.tables.dated import Dated
from comention.tables.graph_rows import measured
from comention.understand import Understood, understanding
from comention.workspace.files import Outputs, atomic_write, hold, prepare
from comention.workspace.report import Account, Tally, corrected, report, tally
from comention.workspace.store import Store, forget_log

if TYPE_CHECKING:
    import networkx as nx

FORMATS = ("html", "graphml")
"""What every run writes; others are made from the workspace."""

Source = Input | Document
Given = str | os.PathLike[str] | Document

LINKING = ("window", "evidence", "min_weight", "max_links")
"""Settings that linking takes; a workspace of an earlier version does not know all of them."""
FILTERS = FilterOptions.__optional_keys__
DATES = {"since", "until", "min_weight", "max_links"}
"""Those of the filters that are at work before there is a graph."""

GRAPH_FACTS = ("title", "comention", "model", "settings")
"""What a graph says of how it was made."""

_FINDING = "Finding names"
_BATCH = 512  # documents that are looked at together,
_CHARACTERS = 300_000  # unless they have more characters than this
_EASE = 8  # how much less work a text is for the resolver than for a model


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run made, in numbers.

    `skipped` are inputs, or parts of them, that could not be read; by that so many documents and characters are left
    out, as far as that is known. `unused` are corrections that had no effect; `links_left_out` are too weak, or too
    many, for the graph; `names_not_linked` stand in windows of more names than can all be linked.
    """

    documents: int
    skipped: int
    entities: int
    links: int
    unused: int = 0
    links_left_out: int = 0
    documents_left_out: int = 0
    characters_left_out: int = 0
    names_not_linked: int = 0


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of a corrections `file`: the lines that differ, the counts of the graph `before`, and what came `after`.

    `after` is None when nothing was changed.
    """

    file: Path
    changes: str
    before: Mapping[str, int]
    after: Summary | None


def generate(
    inputs: Sequence[str | Path],
    out: str | Path,
    settings: Settings | Options | None = None,
    *,
    config: str | Path | None = None,
    rebuild: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Make the graph of the documents in `inputs`; write page, GraphML, report and workspace into the folder `out`.

    Corrections, and settings that are not given here, come from the file `config`, or else from `comention.toml` in
    the output folder or beside the inputs.
    The model reads only what the workspace does not know from an earlier run, unless `rebuild` forgets that.
    Either all files are replaced or none; an interrupted run goes on where it stopped. What cannot be read is skipped
    and reported; with `strict` it is an InputError, and nothing is replaced.
    """
    out, progress = Path(out), progress or silent
    chosen, said, file = choose(inputs, out, settings, config)
    found = find(inputs, exclude=out)
    prepare(out, [*map(file_name, FORMATS), REPORT, WORKSPACE])
    accounts = [Account(source.files) for source in found]
    with hold(out), Outputs() as outputs:
        workspace = outputs.reserve(out / WORKSPACE) if rebuild else out / WORKSPACE
        with _filled(workspace, found, accounts, chosen, said, title=_title(inputs), progress=progress) as store:
            _require_documents(inputs, accounts)
            if strict:
                _require_everything(accounts)
            store.write_inputs(account.outcome(source.id) for source, account in zip(found, accounts, strict=True))
            store.write_facts({"fields": chosen.fields._asdict(), "file": str(file) if file else None})
            summary = _finish(store, out, outputs, said, progress, chosen.workers)
        if rebuild:
            forget_log(out / WORKSPACE)
    return summary


class Choice(NamedTuple):
    """What a run is to go by, and the file that some of it comes from."""

    settings: Settings
    corrections: Corrections
    file: Path | None


def choose(
    inputs: Sequence[str | Path], out: Path, settings: Settings | Options | None, config: str | Path | None
) -> Choice:
    """Put settings together with those of the corrections file: `config`, or one in the output folder or by inputs."""
    file = Path(config) if config else corrections.find(inputs, out)
    written = corrections.load(file) if file else corrections.Written()
    if not isinstance(settings, Settings):
        settings = Settings.from_file({**written.settings, **(settings or {})}, file)
    return Choice(settings, written.corrections, file)


def resolve_again(out: str | Path, *, progress: Progress | None = None) -> Summary:
    """Make the graph of a folder anew with the corrections as they are now; no document and no model is read."""
    out, progress = Path(out), progress or silent
    if not out.is_dir():
        raise WorkspaceError(f"{out}: there is no workspace; make one with 'comention generate'")
    with hold(out), Outputs() as outputs, Store(out / WORKSPACE, must_exist=True) as store:
        facts = _finished(store, out)
        store.begin()
        store.restage()
        store.write_facts(facts)
        return _finish(store, out, outputs, _said(out, facts), progress)


def _said(out: Path, facts: Mapping[str, Any]) -> Corrections:
    """Load the corrections of an output folder as they are now."""
    file = corrections_file(out, facts)
    return corrections.load(file).corrections if file.is_file() else NONE


def corrections_file(out: Path, facts: Mapping[str, Any]) -> Path:
    """Where the corrections of an output folder are kept, or will be: the file that its last run used, else its own."""
    own = out / corrections.NAME
    used = facts.get("file")
    return Path(used) if used and not own.is_file() and Path(used).is_file() else own


def _finish(
    store: Store, out: Path, outputs: Outputs, said: Corrections, progress: Progress, workers: int | None = None
) -> Summary:
    """Resolve the names of the staged documents, and write all that is made of them."""
    progress("Resolving names")
    resolve_names(store, said, workers)
    progress("Linking")
    made = _seen(store, store.facts())
    graph = made.graph
    progress("Writing")
    for form in FORMATS:
        with outputs.write(out / file_name(form)) as file:
            export(made, form, file)
    store.save_graph(measured(graph, *store.positions()))
    store.write_facts({"counts": graph.graph["counts"]})
    facts, outcomes = store.facts(), store.inputs()
    with outputs.write(out / REPORT) as file:
        file.write(report(facts, graph.graph, outcomes))
    store.commit()
    return summary(graph.graph["counts"], tally(outcomes), len(facts["corrections"]["unused"]))


def summary(counts: Mapping[str, int], lost: Tally, unused: int) -> Summary:
    """Sum up the counts of a graph, and what its inputs and corrections lost."""
    return Summary(
        counts["documents"],
        lost.skipped,
        counts["entities"],
        counts["links"],
        unused,
        counts.get("links_left_out", 0),
        lost.documents,
        lost.characters,
        counts.get("names_not_linked", 0),
    )


def build_graph(
    documents: Given | Iterable[Given], *, corrections: Corrections = NONE, **settings: Unpack[Options]
) -> "nx.Graph[str]":
    """Return the graph of some documents: texts, paths of files and folders, or `Document` records.

    A string is a path if it is one line that names a file or folder, else it is a text; texts get the ids `text-1`,
    `text-2` and so on. The settings are those of `comention.Settings`. What has to be skipped is logged.

    >>> graph = build_graph("Angela Merkel met Barack Obama in Germany.")
    >>> sorted(graph)
    ['country:de', 'person:angela-merkel', 'person:barack-obama']
    >>> graph.edges["person:angela-merkel", "person:barack-obama"]["weight"]
    1
    """
    chosen = Settings(**settings)
    paths, records = _sorted_out([documents] if isinstance(documents, str | os.PathLike | Document) else documents)
    sources: list[Source] = [*find(paths), *records]
    accounts = [Account(source.files) if isinstance(source, Input) else Account() for source in sources]
    with _filled(None, sources, accounts, chosen, corrections, title=_title(paths)) as store:
        _require_documents(paths, accounts)
        for account in accounts:
            for where, reason, *_ in account.reasons:
                logging.getLogger("comention").warning("%s: skipped: %s", where, reason)
        resolve_names(store, corrections, chosen.workers)
        return _graph(store)


@contextmanager
def dataset(out: str | Path, **filters: Unpack[FilterOptions]) -> Iterator[Dataset]:
    """Open what the last finished run left in the folder `out`: to export it, no document is read again.

    `filters` show a part of it, and win over those that the run was given.
    """
    with Store(Path(out) / WORKSPACE, read_only=True) as store:
        facts = _finished(store, Path(out))
        kept = {name: value for name, value in facts["settings"].items() if name not in FILTERS}
        ours = {name: value for name, value in facts["settings"].items() if name in FILTERS}
        yield _seen(store, {**facts, "settings": kept | Filters(**{**ours, **filters}).filters})


def _finished(store: Store, out: Path) -> dict[str, Any]:
    """Return the facts of the last finished run, or raise WorkspaceError."""
    facts = store.facts()
    if not facts:
        raise WorkspaceError(f"{out}: no run has finished here; run 'comention generate' first")
    return facts


def _filled(
    workspace: Path | None,
    sources: Sequence[Source],
    accounts: Sequence[Account],
    settings: Settings,
    said: Corrections,
    *,
    title: str,
    progress: Progress = silent,
) -> Store:
    """Return an open store with the documents of the sources, the names in them, and the facts about the run."""
    progress("Loading the model")
    extractor = load_extractor(settings.model, language=settings.language)
    store = Store(workspace, memory=settings.memory)
    try:
        store.begin()
        total, done = count(source for source in sources if isinstance(source, Input)), 0

        def tell(place: str = "") -> None:
            progress(f"{_FINDING}{place}", done, max(done, total))

        tell()
        how = How(settings.fields, settings.limits, settings.password)
        with closing(_documents(sources, accounts, how, lambda where: tell(f": reading {where}"))) as documents:
            waiting = (_looked_up(store, batch, extractor) for batch in _batches(documents))
            proposed = way(settings.language, said, keep_furniture=settings.keep_furniture)
            with closing(
                _understood(waiting, extractor, settings, said, lambda where: tell(f": in {where}"))
            ) as understood:
                for batch, found in understood:
                    _stage(store, batch, found, proposed)
                    done += len(batch.documents)
                    tell()
        store.call_apart()
        store.write_facts(
            {
                "title": settings.title or title,
                "comention": __version__,
                "model": extractor.model,
                "settings": settings.facts(),
            }
        )
    except BaseException:
        store.close()
        raise
    return store


class Read(NamedTuple):
    """A document, and the account of the source that it comes from."""

    document: Document
    account: Account


class Batch(NamedTuple):
    """Documents with the keys of their extractions, and of those that are not known yet the texts."""

    documents: Sequence[Read]
    keys: Sequence[str]
    new: Mapping[str, str]


def _documents(
    sources: Iterable[Source], accounts: Iterable[Account], how: How, slow: Callable[[str], None]
) -> Generator[Read, None, None]:
    """Yield the documents of all sources, and keep the accounts."""
    given: set[str] = set()
    inputs = (source for source in sources if isinstance(source, Input))
    with closing(read_each(inputs, how, slow=slow)) as streams:
        for source, account in zip(sources, accounts, strict=True):
            for item in [source] if isinstance(source, Document) else next(streams):
                if isinstance(item, Skipped):
                    account.skip(item)
                    continue
                if item is source:
                    if item.id in given:
                        raise InputError(f"{item.id!r}: two documents have this id; ids must differ")
                    given.add(item.id)
                account.documents += 1
                account.blank += not item.text.strip()
                yield Read(item, account)


def _batches(documents: Iterable[Read]) -> Iterator[list[Read]]:
    return batches(documents, _BATCH, weigh=lambda read: len(read.document.text), limit=_CHARACTERS)


def _looked_up(store: Store, documents: Sequence[Read], extractor: Extractor) -> Batch:
    """Find out which of some documents the model has not seen."""
    keys = [_key(document.text, extractor.identity) for document, _ in documents]
    missing = store.missing(keys)
    new = {key: document.text for (document, _), key in zip(documents, keys, strict=True) if key in missing}
    return Batch(documents, keys, new)


def _understood(
    waiting: Iterable[Batch],
    extractor: Extractor,
    settings: Settings,
    said: Corrections,
    slow: Callable[[str], None],
) -> Generator[tuple[Batch, list[Understood | Failed]], None, None]:
    """Yield batches with what their new texts say by themselves, found in this process or in others.

    `slow` is told the id of the longest document of a batch for which one has to wait.
    """
    options = (settings.language, said, settings.keep_furniture)
    return spread(
        ((batch, list(batch.new.values())) for batch in waiting),
        understanding(extractor, *options),
        ("comention.understand:understanding", extractor.loads_as, *options) if extractor.loads_as else None,
        count=workers_for(settings.workers),
        weigh=len,
        slow=lambda batch: slow(where_of(max((read.document for read in batch.documents), key=_length))),
    )


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
        ((documents,),) = store.rows("SELECT count(*) FROM document")
        resolution = resolve(
            store,
            documents=documents,
            language=chosen["language"],
            across=chosen["across"],
            demonyms=chosen["demonyms"],
            corrections=said,
        )
        store.save_found(resolution.entities, resolution.mentions, resolution.refusals)
    store.write_facts({"corrections": corrected(said, resolution.unused), "furniture": resolution.furniture})


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


def _graph(store: Store) -> "nx.Graph[str]":
    """Make the graph of a store's dataset, in the way that the facts about it say."""
    return _seen(store, store.facts()).graph


def _seen(store: Store, facts: Mapping[str, Any]) -> Dataset:
    """Make the dataset that settings show of the one in a store."""
    graph, named = graph_of(store, facts["settings"])
    graph.graph.update({name: facts[name] for name in GRAPH_FACTS})
    return Dataset(graph, named)


def graph_of(tables: Tables, settings: Mapping[str, Any]) -> "tuple[nx.Graph[str], Callable[[], Iterator[Mention]]]":
    """Make the analysed graph of tables, with what settings leave of it; and a stream of the mentions that are left.

    Names in the settings are ids, labels or forms of entities; those that nobody has are an InputError.
    """
    filters = Filters(**{name: value for name, value in settings.items() if name in FILTERS})
    with paused():
        if filters.since or filters.until:
            tables = Dated(tables, filters.since, filters.until)
        ways = {name: settings[name] for name in LINKING if name in settings}
        graph = analyse(link(tables, **ways), _by_id(filters, tables))
    if not set(filters.filters) - DATES:
        return graph, lambda: mentions(tables)
    return graph, lambda: (mention for mention in mentions(tables) if mention.entity in graph)


def _by_id(filters: Filters, tables: Tables) -> Filters:
    """Find out which entities filters mean."""
    if not (filters.include or filters.exclude or filters.ego):
        return filters
    known = list(entities(tables))

    def ids(names: Iterable[str]) -> list[str]:
        return [find_entity(known, name).id for name in names]

    ego = find_entity(known, filters.ego).id if filters.ego else None
    return replace(filters, include=ids(filters.include), exclude=ids(filters.exclude), ego=ego)


def _sorted_out(given: Iterable[Given]) -> tuple[list[Path], list[Document]]:
    """Tell paths from texts and records, and give the texts ids."""
    paths: list[Path] = []
    documents: list[Document] = []
    texts = 0
    for item in given:
        if isinstance(item, Document):
            documents.append(item)
        elif isinstance(item, os.PathLike) or (isinstance(item, str) and _is_path(item)):
            paths.append(Path(item))
        elif isinstance(item, str):
            texts += 1
            documents.append(Document(f"text-{texts}", item))
        else:
            raise TypeError(f"documents are texts, paths or Document records, not {type(item).__name__}")
    return paths, documents


def _is_path(text: str) -> bool:
    """Tell a path from a text; a word that looks like a path is one, so that a slip in it is an error."""
    if len(text.splitlines()) != 1:
        return False
    looks = len(text.split()) == 1 and ("/" in text or suffix_of(text) in suffixes())
    return looks or os.path.exists(text)  # noqa: PTH110 - Path.exists() raises on what can be no path


def _title(inputs: Sequence[str | Path]) -> str:
    """Name a graph after the first thing it was made from."""
    if not inputs:
        return ""
    return "standard input" if inputs[0] == "-" else Path(inputs[0]).resolve().name


def _require_documents(named: Sequence[str | Path], accounts: Iterable[Account]) -> None:
    """Raise InputError if none of the named files and folders gave a document."""
    if not named or any(account.documents for account in accounts):
        return
    names = ", ".join(str(name) for name in named)
    told = [one for account in accounts for one in account.reasons] or [one.passed for one in accounts if one.passed]
    why = f" ({told[0].where}: {told[0].reason})" if told else ""
    raise InputError(f"no readable documents in {names}{why}; {', '.join(suffixes())} are read")


def _require_everything(accounts: Iterable[Account]) -> None:
    """Raise InputError if anything was skipped."""
    reasons = [skipped for account in accounts for skipped in account.reasons]
    if reasons:
        where, reason, *_ = reasons[0]
        more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
        raise InputError(f"{where}: {reason}{more}; without --strict, it would be skipped")


def explained(out: str | Path, name: str) -> Explanation:
    """Explain who is called `name` in an output folder, and why."""
    with Store(Path(out) / WORKSPACE, read_only=True) as store:
        facts = _finished(store, Path(out))
        return explain(store, name, language=facts["settings"]["language"], corrections=_said(Path(out), facts))


def amend(out: str | Path, wish: Callable[[Sequence[Entity]], Wish], *, dry: bool = False) -> Amendment:
    """Change the corrections of an output folder, and make its graph anew; `dry` only tells what would change.

    `wish` gets the entities of the graph as it is.
    """
    out = Path(out)
    with Store(out / WORKSPACE, read_only=True) as store:
        facts = _finished(store, out)
        wanted = wish(list(store.entities()))
        file = corrections_file(out, facts)
        counts = facts["counts"] if "counts" in facts else _graph(store).graph["counts"]
    before, after = amended(file, wanted)
    changes = "".join(
        unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), str(file), str(file), n=1)
    )
    if dry or before == after:
        return Amendment(file, changes, counts, None)
    with atomic_write(file) as stream:
        stream.write(after.encode("utf-8"))
    return Amendment(file, changes, counts, resolve_again(out))


def listed(out: str | Path) -> tuple[Listed, ...]:
    """Return the entities that the corrections of an output folder list."""
    with Store(Path(out) / WORKSPACE, read_only=True) as store:
        return _said(Path(out), _finished(store, Path(out))).entities
