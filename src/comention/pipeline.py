"""Run the whole job, from documents to a graph or to an output folder, and make the graph again after corrections.

read → find names in what is not known yet → store → resolve together → link → analyse → export → report
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple, Unpack

from comention import __version__
from comention.config import ADDED, BEHIND, FILTERS, REPORT, WORKSPACE, FilterOptions, Filters, Options, Settings
from comention.corrections import NAME, NONE, Corrections, Listed, Written, content_of, find_file, load
from comention.corrections.edit import Edit, amended
from comention.entities import find_entity
from comention.export import Dataset
from comention.extract import load_extractor
from comention.extract.models import Models
from comention.formats import FILES
from comention.inputs import Given, Source, read_documents, require_documents, require_everything, sort_inputs, title_of
from comention.model import Document, Entity, Graph
from comention.progress import Progress, silent
from comention.query.explain import Explanation, explain
from comention.query.review import Queue, queue
from comention.read import How, Input, count, find
from comention.runtime import paused
from comention.tables import entities
from comention.text.names import key
from comention.understand import resolve_names, saying, stage
from comention.workspace import guard
from comention.workspace.derive import FORMATS, Derived, Summary, dataset_of, derive
from comention.workspace.facts import RunFacts, language_of
from comention.workspace.files import Outputs, atomic_write, hold, prepare, turn
from comention.workspace.report import Account
from comention.workspace.store import Store, forget_log, no_run

_FINDING = "Finding names"
_PATIENCE = 5.0  # seconds to wait for another process at work in a folder, which may be a server
_WHY = b"The corrections have changed, and the page and the other files are not made anew yet: any command does that.\n"
_FORMS = """
SELECT m.surface, m.document, count(*)
FROM {mention} m JOIN {entity} e ON e.entity = m.entity
WHERE e.id = $id GROUP BY m.surface, m.document"""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of the corrections `file`: a diff, the counts of the graph `before`, and the summary `after` it.

    `after` is None if nothing was changed.
    """

    file: Path
    changes: str
    before: Mapping[str, int]
    after: Summary | None


class Seen(NamedTuple):
    """What was read of the corrections file of a folder: its bytes, None if there is none, and what they say."""

    file: Path
    content: bytes | None
    corrections: Corrections


def generate(
    inputs: Sequence[str | Path],
    out: str | Path,
    settings: Settings | Options | None = None,
    *,
    config: str | Path | None = None,
    rebuild: bool = False,
    force: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Make the graph of the documents in `inputs`; write page, GraphML, report and workspace into the folder `out`.

    Corrections, and settings that are not given here, come from the file `config`, or else from `comention.toml` in
    the output folder or beside the inputs. Only texts that the workspace does not know from an earlier run are
    extracted; `rebuild` starts from nothing. Either all files are replaced or none; after an interruption, the same
    call resumes. Inputs that cannot be read are skipped and reported; with `strict` they raise InputError, and no file
    is replaced. So do filters that leave nothing and, without `force`, a folder that has the graph of other inputs. A
    title that was given for a folder stays until another one is given.
    """
    out, progress = Path(out), progress or silent
    chosen, corrections, file = choose(inputs, out, settings, config)
    seen = Seen(file or out / NAME, content_of(file or out / NAME), corrections)
    found = find([*inputs, *([out / ADDED] if (out / ADDED).is_dir() else ())], exclude=out)
    before = guard.earlier(out)
    same = guard.continues(before, inputs, out)
    if not same and not force:
        raise guard.other(out, before)
    given = chosen.title or (before.get("given_title") if same else None)
    accounts = [Account(source.files) for source in found]
    with guard.left_as_it_was(out, accounts), _outputs(out) as outputs:
        workspace = outputs.reserve(out / WORKSPACE) if rebuild else out / WORKSPACE
        with _filled(
            workspace, found, accounts, chosen, corrections, title=given or title_of(inputs), progress=progress
        ) as store:
            require_documents(inputs, accounts)
            if strict:
                require_everything(accounts)
            store.write_inputs(
                (account.outcome(source.id) for source, account in zip(found, accounts, strict=True)),
                paths_of(found),
            )
            store.write_facts({"file": str(file) if file else None, "given_title": given})
            store.write_facts({"inputs": guard.places(inputs), "folder": str(out.resolve())})
            _resolve(store, corrections, progress, chosen.workers)
            check = guard.require_names
            summary = _finish(store, out, outputs, seen, progress, check=check, workers=chosen.workers)
        if rebuild:
            forget_log(out / WORKSPACE)
    caught_up(out, seen)
    return summary


@contextmanager
def _outputs(out: Path) -> Iterator[Outputs]:
    """Make a folder ready, and be the only one who writes into it."""
    prepare(out, [*(FILES[form] for form in FORMATS), REPORT, WORKSPACE])
    with hold(out), Outputs() as outputs:
        yield outputs


class Choice(NamedTuple):
    """The settings and corrections of a run, and the file that some of them come from."""

    settings: Settings
    corrections: Corrections
    file: Path | None


def choose(
    inputs: Sequence[str | Path], out: Path, settings: Settings | Options | None, config: str | Path | None
) -> Choice:
    """Combine settings with those of `config`, or of `comention.toml` in the output folder or beside the inputs."""
    file = Path(config) if config else find_file(inputs, out)
    written = load(file) if file else Written()
    if not isinstance(settings, Settings):
        settings = Settings.of(settings or {}, written.settings, file)
    return Choice(settings, written.corrections, file)


def resolve_again(out: str | Path, *, progress: Progress | None = None) -> Summary:
    """Make the graph of a folder anew with the corrections as they are now; no document and no model is read."""
    out, progress = Path(out), progress or silent
    if not out.is_dir():
        raise no_run(out)
    with (
        hold(out, patience=_PATIENCE),
        Outputs() as outputs,
        Store(out / WORKSPACE, must_exist=True) as store,
    ):
        seen = _restage(store, out, progress)
        summary = _finish(store, out, outputs, seen, progress)
    caught_up(out, seen)
    return summary


def remake(
    out: Path,
    *,
    progress: Progress = silent,
    first: Callable[[Graph], None] | None = None,
    earlier: "Graph | None" = None,
) -> tuple[Derived, Seen]:
    """Make the graph of a folder anew in its workspace, and return what its files are written from.

    For `first`, and for `earlier`, the graph that the workspace has, see `derive`. The files stay as they are, and are
    behind, until `write_files` has written them.
    """
    with hold(out, patience=_PATIENCE), Store(out / WORKSPACE, must_exist=True) as store, paused():
        seen = _restage(store, out, progress)
        say = saying(store, seen.corrections, progress=progress)
        derived = derive(store, progress, first=first, earlier=earlier, say=say)
        store.commit()
    return derived, seen


def write_files(out: Path, derived: Derived, seen: Seen, *, go_on: Callable[[], None] = lambda: None) -> Summary:
    """Write the files of a folder, and note that they say what was `seen` of its corrections.

    `go_on` is called before each file; if it raises an error, no file is replaced.
    """
    with hold(out, patience=_PATIENCE), Outputs() as outputs:
        summary = derived.write(out, outputs, go_on)
    caught_up(out, seen)
    return summary


def add(
    out: Path,
    sources: Sequence[Input],
    *,
    title: str = "",
    progress: Progress = silent,
    first: Callable[[Graph], None] | None = None,
) -> tuple[Derived, Seen]:
    """Read more documents into a folder, which may be empty; those that are there already are not read again.

    A source that has the name of an earlier one takes its place. What cannot be read is reported, as in `generate`;
    the settings are those of the last run. For `first` and what is returned, see `remake`.
    """
    prepare(out, [*(FILES[form] for form in FORMATS), REPORT, WORKSPACE])
    accounts = [Account(source.files) for source in sources]
    with hold(out, patience=_PATIENCE), Store(out / WORKSPACE) as store:
        facts = store.facts()
        seen = corrections_of(out, facts)
        written = load(seen.file, seen.content).settings if seen.content is not None else {}
        settings = Settings.of({**facts.get("chosen", {}), **facts.get("settings", {})}, written, seen.file)
        models = _models(settings, progress)
        store.begin()
        store.restage(without=[source.id for source in sources])
        _fill(store, models, sources, accounts, settings, seen.corrections, progress)
        told = (account.outcome(source.id) for source, account in zip(sources, accounts, strict=True))
        store.add_inputs(told, paths_of(sources))
        store.write_facts({**(facts or _facts_of(settings, title)), **_told(store, models)})
        _resolve(store, seen.corrections, progress, settings.workers)
        say = saying(store, seen.corrections, settings.workers, progress)
        derived = derive(store, progress, first=first, say=say)
        store.commit()
    return derived, seen


def _restage(store: Store, out: Path, progress: Progress) -> Seen:
    """Begin a new dataset of the same documents, resolved with the corrections as they are now."""
    facts = _finished(store, out)
    seen = corrections_of(out, facts)
    store.begin()
    store.restage()
    store.write_facts(facts)
    _resolve(store, seen.corrections, progress)
    return seen


def _finish(
    store: Store,
    out: Path,
    outputs: Outputs,
    seen: Seen,
    progress: Progress,
    *,
    check: Callable[[Graph, Store], None] = lambda *_: None,
    workers: int | None = None,
) -> Summary:
    """Make the graph of the dataset that a store is building, `check` it, write all files, and commit it."""
    say = saying(store, seen.corrections, workers, progress)
    derived = derive(store, progress, lambda graph: check(graph, store), say=say)
    progress("Writing")
    summary = derived.write(out, outputs)
    store.commit()
    return summary


def _resolve(store: Store, corrections: Corrections, progress: Progress, workers: int | None = None) -> None:
    progress("Resolving names")
    resolve_names(store, corrections, workers)


def corrections_of(out: Path, facts: RunFacts) -> Seen:
    """Read the corrections of an output folder as they are now."""
    file = corrections_file(out, facts)
    content = content_of(file)
    return Seen(file, content, NONE if content is None else load(file, content).corrections)


def corrections_file(out: Path, facts: RunFacts) -> Path:
    """Where the corrections of an output folder are kept, or will be: the file that its last run used, else its own."""
    own = out / NAME
    used = facts.get("file")
    return Path(used) if used and not own.is_file() and Path(used).is_file() else own


def paths_of(sources: Iterable[Input]) -> dict[str, Path]:
    """Return where the sources lie that are read, by their names."""
    return {source.id: source.path for source in sources if source.path and not source.skipped}


def build_graph(
    documents: Given | Iterable[Given], *, corrections: Corrections = NONE, **settings: Unpack[Options]
) -> Graph:
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
    paths, records = sort_inputs([documents] if isinstance(documents, str | os.PathLike | Document) else documents)
    sources: list[Source] = [*find(paths), *records]
    accounts = [Account(source.files) if isinstance(source, Input) else Account() for source in sources]
    with _filled(None, sources, accounts, chosen, corrections, title=chosen.title or title_of(paths)) as store:
        require_documents(paths, accounts)
        for account in accounts:
            for where, reason, *_ in account.reasons:
                logging.getLogger("comention").warning("%s: skipped: %s", where, reason)
        resolve_names(store, corrections, chosen.workers)
        return dataset_of(store, store.facts(), say=saying(store, corrections, chosen.workers)).graph


def nothing(title: str) -> Store:
    """Return an open store in memory that has no documents, for a folder in which there is no workspace yet."""
    store = Store()
    store.begin()
    store.write_facts({"title": title, "comention": __version__, "model": "", "settings": Settings().facts()})
    derive(store)
    store.commit()
    return store


@contextmanager
def dataset(out: str | Path | Store, **filters: Unpack[FilterOptions]) -> Iterator[Dataset]:
    """Open what the last finished run left in the folder `out`: to export it, no document is read again.

    `out` may also be its open workspace. `filters` show a part of it, and win over those that the run was given.
    """
    with nullcontext(out) if isinstance(out, Store) else Store(Path(out) / WORKSPACE, read_only=True) as store:
        facts = _finished(store, store.path.parent if store.path else Path())
        kept = {name: value for name, value in facts["settings"].items() if name not in FILTERS}
        ours = {name: value for name, value in facts["settings"].items() if name in FILTERS}
        facts["settings"] = kept | Filters(**{**ours, **filters}).filters
        corrections = corrections_of(store.path.parent, facts).corrections if store.path else NONE
        yield dataset_of(store, facts, store.places(), say=saying(store, corrections))


def _finished(store: Store, out: Path) -> RunFacts:
    """Return the facts of the last finished run, or raise WorkspaceError."""
    facts = store.facts()
    if not facts:
        raise no_run(out)
    return facts


def _filled(
    workspace: Path | None,
    sources: Sequence[Source],
    accounts: Sequence[Account],
    settings: Settings,
    corrections: Corrections,
    *,
    title: str,
    progress: Progress = silent,
) -> Store:
    """Return an open store with the documents of the sources, the names in them, and the facts about the run."""
    models = _models(settings, progress)
    store = Store(workspace, memory=settings.memory)
    try:
        store.begin()
        _fill(store, models, sources, accounts, settings, corrections, progress)
        store.write_facts({**_facts_of(settings, title), **_told(store, models)})
    except BaseException:
        store.close()
        raise
    return store


def _models(settings: Settings, progress: Progress) -> Models:
    progress("Loading the model")
    return Models(load_extractor(settings.model, language=settings.language), settings.language)


def _fill(
    store: Store,
    models: Models,
    sources: Sequence[Source],
    accounts: Sequence[Account],
    settings: Settings,
    corrections: Corrections,
    progress: Progress,
) -> None:
    """Add the documents of the sources, and the names in them, to the dataset that a store is building."""
    total, done = count(source for source in sources if isinstance(source, Input)), 0

    def tell(place: str = "") -> None:
        progress(f"{_FINDING}{place}", done, max(done, total))

    tell()
    how = How(
        settings.fields,
        settings.limits,
        settings.password,
        date_format=settings.date_format,
        recognize=settings.ocr,
        language=settings.ocr_language,
    )
    with (
        closing(read_documents(sources, accounts, how, lambda where: tell(f": reading {where}"))) as documents,
        closing(stage(documents, store, models, settings, corrections, lambda where: tell(f": in {where}"))) as staged,
    ):
        for several in staged:
            done += several
            tell()
    store.call_apart()


def _told(store: Store, models: Models) -> RunFacts:
    """Tell which models read the documents in a store."""
    told = models.told(store.languages())
    return {"models": told, "model": models.in_words(told)}


def _facts_of(settings: Settings, title: str) -> RunFacts:
    return {
        "title": settings.title or title,
        "comention": __version__,
        "settings": settings.facts(),
        "fields": settings.fields._asdict(),
        "chosen": settings.chosen,
    }


def explained(out: str | Path, name: str) -> Explanation:
    """Explain who is called `name` in an output folder, and why."""
    with Store(Path(out) / WORKSPACE, read_only=True) as store:
        facts = _finished(store, Path(out))
        return explain(
            store,
            name,
            language=language_of(facts),
            corrections=corrections_of(Path(out), facts).corrections,
        )


def review(out: str | Path, *, many: int = 20) -> Queue:
    """Ask about names of an output folder that may be the same; what the corrections say by now is not asked."""
    with Store(Path(out) / WORKSPACE, read_only=True) as store:
        facts = _finished(store, Path(out))
        corrections = corrections_of(Path(out), facts).corrections
        return queue(store, corrections, language=language_of(facts), many=many)


class Places(NamedTuple):
    """How often something is mentioned, and in how many documents."""

    mentions: int
    documents: int


def occurrences(out: str | Path, name: str, forms: Iterable[str]) -> tuple[str, list[Places]]:
    """Return the label of an entity, and how often each of some forms of its name refers to it."""
    with Store(Path(out) / WORKSPACE, read_only=True) as store:
        _finished(store, Path(out))
        entity = find_entity(list(entities(store)), name)
        counted = list(store.rows(_FORMS, {"id": entity.id}))
    return entity.label, [
        Places(
            sum(count for surface, _, count in counted if key(surface) == key(form)),
            len({document for surface, document, _ in counted if key(surface) == key(form)}),
        )
        for form in forms
    ]


def amend(out: str | Path, edit: Callable[[Sequence[Entity]], Edit], *, dry: bool = False) -> Amendment:
    """Edit the corrections of an output folder, and make its graph anew; with `dry`, only tell what would change.

    `edit` is given the entities of the graph as it is, and returns the edit.
    """
    out = Path(out)
    with Store(out / WORKSPACE, read_only=True) as store:
        facts = _finished(store, out)
        wanted = edit(list(entities(store)))
        file = corrections_file(out, facts)
        counts = facts["counts"] if "counts" in facts else dataset_of(store, facts).graph.graph["counts"]
    with nullcontext() if dry else turn(out):
        before, after = amended(file, wanted)
        if not dry and before != after:
            _rewrite(out, file, after.encode("utf-8"))
    changes = "".join(
        unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), str(file), str(file), n=1)
    )
    if dry or before == after:
        return Amendment(file, changes, counts, None)
    return Amendment(file, changes, counts, resolve_again(out))


def revise(out: Path, file: Path, wanted: Edit) -> tuple[bytes | None, bytes | None]:
    """Edit the corrections file of a folder, and return what is in it before and after; see `rewrite`."""
    with turn(out):
        content = content_of(file)
        before, after = amended(file, wanted)
        if before == after:
            return content, content
        _rewrite(out, file, after.encode("utf-8"))
    return content, after.encode("utf-8")


def rewrite(out: Path, file: Path, content: bytes | None, *, expected: bytes | None) -> bool:
    """Replace the corrections file of a folder, and return True, if there is still in it what is `expected`.

    Without content, there is no file. The files of the folder are behind from here on, until they are made anew.
    """
    with turn(out):
        if content_of(file) != expected:
            return False
        _rewrite(out, file, content)
    return True


def _rewrite(out: Path, file: Path, content: bytes | None) -> None:
    with atomic_write(out / BEHIND) as stream:
        stream.write(_WHY)
    if content is None:
        file.unlink(missing_ok=True)
        return
    with atomic_write(file) as stream:
        stream.write(content)


def caught_up(out: Path, seen: Seen) -> None:
    """Note that the files of a folder say what was seen of its corrections, if these are still the same."""
    with turn(out):
        if content_of(seen.file) == seen.content:
            (out / BEHIND).unlink(missing_ok=True)


def catch_up(out: str | Path, *, progress: Progress | None = None) -> None:
    """Make the files of a folder anew if they are behind its corrections, because somebody was killed between both."""
    if (Path(out) / BEHIND).exists():
        resolve_again(out, progress=progress)


def listed(out: str | Path) -> tuple[Listed, ...]:
    """Return the entities that the corrections of an output folder list."""
    with Store(Path(out) / WORKSPACE, read_only=True) as store:
        return corrections_of(Path(out), _finished(store, Path(out))).corrections.entities
