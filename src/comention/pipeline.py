"""Documents in, a graph or a folder of files out: the whole flow on one screen.

read → extract what is not known yet → store → resolve → link → analyse → export → report
"""

import json
import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Unpack

from comention import __version__
from comention.analyse import analyse
from comention.config import REPORT, WORKSPACE, Fields, Options, Settings, file_name
from comention.errors import InputError, WorkspaceError
from comention.export import Dataset, export
from comention.extract import Extractor, load_extractor
from comention.files import Outputs, prepare
from comention.link import link
from comention.model import Document
from comention.read import Input, Skipped, count, find, read, suffixes
from comention.resolve import resolve
from comention.store import Store, discard

if TYPE_CHECKING:
    import networkx as nx

FORMATS = ("html", "graphml")
"""What every run writes; others are made from the workspace."""

Source = Input | Document
Given = str | os.PathLike[str] | Document

_BATCH = 64  # documents that are looked at together,
_CHARACTERS = 500_000  # unless they have more characters than this
_REPORTED = 100  # skipped parts of one input that the report names; all are counted


class Progress(Protocol):
    """Is told what is being done and how far it is, if that can be known."""

    def __call__(self, step: str, done: int = 0, total: int | None = None) -> None:
        """Take note."""
        ...


def _silent(step: str, done: int = 0, total: int | None = None) -> None:
    """Take no note."""


@dataclass
class Account:
    """What became of a source: the documents it gave, how many of them are blank, what was skipped in it."""

    documents: int = 0
    blank: int = 0
    skipped: int = 0
    reasons: list[Skipped] = field(default_factory=list)

    def skip(self, skipped: Skipped) -> None:
        """Note what was skipped."""
        self.skipped += 1
        if self.skipped <= _REPORTED:
            self.reasons.append(skipped)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run made, in numbers; `skipped` are inputs, or lines of them, that could not be read."""

    documents: int
    skipped: int
    entities: int
    links: int


def generate(
    inputs: Sequence[str | Path],
    out: str | Path,
    settings: Settings | None = None,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Make the graph of the documents in `inputs`; write page, GraphML, report and workspace into the folder `out`.

    The model reads only what the workspace does not know from an earlier run, unless `rebuild` forgets that.
    Either all files are replaced or none; an interrupted run goes on where it stopped.
    """
    settings, out, progress = settings or Settings(), Path(out), progress or _silent
    found = find(inputs, exclude=out)
    prepare(out, [*map(file_name, FORMATS), REPORT, WORKSPACE])
    accounts = [Account() for _ in found]
    with Outputs() as outputs:
        workspace = outputs.reserve(out / WORKSPACE) if rebuild else out / WORKSPACE
        with _filled(workspace, found, accounts, settings, title=_title(inputs), progress=progress) as store:
            _require_documents(inputs, accounts)
            progress("Linking")
            graph = _graph(store)
            progress("Writing")
            for form in FORMATS:
                with outputs.write(out / file_name(form)) as file:
                    export(Dataset(graph, store.mentions), form, file)
            with outputs.write(out / REPORT) as file:
                file.write(_report(graph.graph, settings, found, accounts))
            store.commit()
        if rebuild:
            discard(out / WORKSPACE)
    counts = graph.graph["counts"]
    skipped = sum(account.skipped for account in accounts)
    return Summary(counts["documents"], skipped, counts["entities"], counts["links"])


def build_graph(documents: Given | Iterable[Given], **settings: Unpack[Options]) -> "nx.Graph[str]":
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
    accounts = [Account() for _ in sources]
    with _filled(None, sources, accounts, chosen, title=_title(paths)) as store:
        _require_documents(paths, accounts)
        for account in accounts:
            for where, reason in account.reasons:
                logging.getLogger("comention").warning("%s: skipped: %s", where, reason)
        return _graph(store)


@contextmanager
def dataset(out: str | Path) -> Iterator[Dataset]:
    """Open what the last finished run left in the folder `out`: to export it, no document is read again."""
    with Store(Path(out) / WORKSPACE, read_only=True) as store:
        if not store.facts():
            raise WorkspaceError(f"{out}: no run has finished here; run 'comention generate' first")
        yield Dataset(_graph(store), store.mentions)


def _filled(
    workspace: Path | None,
    sources: Sequence[Source],
    accounts: Sequence[Account],
    settings: Settings,
    *,
    title: str,
    progress: Progress = _silent,
) -> Store:
    """Return an open store with the documents of the sources, the names in them, and the facts about the run."""
    progress("Loading the model")
    extractor = load_extractor(settings.model, language=settings.language)
    store = Store(workspace)
    try:
        store.begin()
        total, done = count(source for source in sources if isinstance(source, Input)), 0
        progress("Finding names", done, total)
        for batch in _batches(_documents(sources, accounts, settings.fields)):
            _stage(store, batch, extractor)
            done += len(batch)
            progress("Finding names", done, max(done, total))
        progress("Resolving names")
        resolution = resolve(
            store.staged(), language=settings.language, across=settings.across, demonyms=settings.demonyms
        )
        store.save(resolution.entities, resolution.mentions)
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


def _documents(sources: Iterable[Source], accounts: Iterable[Account], fields: Fields) -> Iterator[Document]:
    """Yield the documents of all sources, no two with one id, and keep the accounts."""
    used: set[str] = set()
    for source, account in zip(sources, accounts, strict=True):
        for item in [source] if isinstance(source, Document) else read(source, fields=fields):
            if isinstance(item, Skipped):
                account.skip(item)
            elif item.id in used and item is source:
                raise InputError(f"{item.id!r}: two documents have this id; ids must differ")
            elif item.id in used:
                account.skip(Skipped(source.id, f"a document with the id {item.id!r} was read before; ids must differ"))
            else:
                used.add(item.id)
                account.documents += 1
                account.blank += not item.text.strip()
                yield item


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) == _BATCH or characters > _CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _stage(store: Store, documents: Sequence[Document], extractor: Extractor) -> None:
    """Add documents to the store; the model reads those whose text it has not seen."""
    keyed = [(document, _key(document.text, extractor.identity)) for document in documents]
    missing = store.missing(key for _, key in keyed)
    new = {key: document.text for document, key in keyed if key in missing}
    store.remember(zip(new, extractor.extract(new.values()), strict=True))
    store.stage(keyed)


def _key(text: str, identity: str) -> str:
    return sha256(f"{identity}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def _graph(store: Store) -> "nx.Graph[str]":
    """Make the graph of a store's dataset, in the way that the facts about it say."""
    facts = store.facts()
    graph = analyse(link(store, window=facts["settings"]["window"], evidence=facts["settings"]["evidence"]))
    graph.graph.update(facts)
    return graph


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
    looks = len(text.split()) == 1 and ("/" in text or Path(text).suffix.lower() in suffixes())
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
    why = next((f" ({where}: {reason})" for account in accounts for where, reason in account.reasons), "")
    raise InputError(f"no readable documents in {names}{why}; {', '.join(suffixes())} are read")


def _report(
    facts: Mapping[str, Any], settings: Settings, inputs: Iterable[Input], accounts: Iterable[Account]
) -> bytes:
    """Say in JSON what was read, what was not and why, and how; nothing in it differs between equal runs."""
    report = {
        **{name: facts[name] for name in ("comention", "model", "title", "settings", "counts")},
        "fields": settings.fields._asdict(),
        "inputs": [
            {"input": source.id, **_outcome(source, account)} for source, account in zip(inputs, accounts, strict=True)
        ],
    }
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _outcome(source: Input, account: Account) -> dict[str, Any]:
    """Tell what became of one input; a file that was skipped as a whole has a reason, else its parts have."""
    whole = [reason for where, reason in account.reasons if where == source.id and not account.documents]
    if whole:
        return {"status": "skipped", "documents": 0, "reason": whole[0]}
    if account.skipped and not account.documents:
        status = "skipped"
    else:
        status = "empty" if account.blank == account.documents else "read"
    outcome: dict[str, Any] = {"status": status, "documents": account.documents}
    if account.skipped:
        parts = [{"where": where, "reason": reason} for where, reason in account.reasons]
        outcome |= {"skipped": account.skipped, "parts": parts}
    return outcome
