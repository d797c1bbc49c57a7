"""What keeps an output folder from being replaced by mistake: by the graph of other inputs, or by an empty one."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from comention.config import FILTERS, SETTINGS, WORKSPACE
from comention.errors import InputError, WorkspaceError
from comention.export import Dataset
from comention.tables import Tables
from comention.workspace.facts import RunFacts
from comention.workspace.report import Account
from comention.workspace.store import Store, forget_log

_STANDARD_INPUT = "-"
_DATES = "SELECT count(*), count(d.date), min(d.date), max(d.date) FROM {document} d"
_NAMES = "SELECT count(*) FROM {entity}"
_KEPT = "choose other filters; nothing was replaced"


def earlier(out: Path) -> RunFacts:
    """Return the facts of the last finished run in a folder; there are none if no run has finished there."""
    if not (out / WORKSPACE).exists():
        return {}
    with suppress(WorkspaceError), Store(out / WORKSPACE, read_only=True) as store:
        return store.facts()
    return {}


def places(inputs: Sequence[str | Path]) -> list[str]:
    """Return where the inputs of a run are, so that a later run can tell whether it reads the same."""
    return [_STANDARD_INPUT if str(path) == _STANDARD_INPUT else str(Path(path).resolve()) for path in inputs]


def continues(before: RunFacts, inputs: Sequence[str | Path], out: Path) -> bool:
    """Return whether a run goes on with an earlier one: one of its inputs is, or holds, one that was read then.

    If both the output folder and the inputs were moved, they count as the same where they lie in the same way.
    """
    known = before.get("inputs")
    if known is None or not before.get("counts", {}).get("documents"):
        return True  # nothing to lose, or an earlier version did not say
    now, then = out.resolve(), before["folder"]
    moved = {os.path.relpath(path, then) for path in known if path != _STANDARD_INPUT}
    for path in places(inputs):
        if path in known or any(Path(path) in Path(old).parents for old in known):
            return True
        if path != _STANDARD_INPUT and os.path.relpath(path, now) in moved:
            return True
    return False


def other(out: Path, before: RunFacts) -> InputError:
    """Return the error that a run would replace what an earlier one made of other inputs."""
    documents = before["counts"]["documents"]
    held = f"{documents:,} document{'s' * (documents != 1)} from {before['inputs'][0]}"
    more = f" and {len(before['inputs']) - 1} more" if len(before["inputs"]) > 1 else ""
    return InputError(
        f"{out}: this folder has the graph of {held}{more}, called “{before['title']}”; to replace it by one of other "
        "inputs, add --force; to keep it, choose another folder with -o"
    )


def require_names(dataset: Dataset, tables: Tables) -> None:
    """Raise InputError if filters leave nothing of a graph whose documents do have names."""
    graph = dataset.graph
    settings = graph.graph["settings"]
    chosen = {name: value for name, value in settings.items() if name in FILTERS and value != SETTINGS[name].default}
    if len(graph) or not chosen or not next(iter(tables.rows(_NAMES)))[0]:
        return
    span = " ".join(f"{name} {chosen[name]}" for name in ("since", "until") if name in chosen)
    documents, dated, first, last = next(iter(tables.rows(_DATES)))
    if span and not graph.graph["counts"]["documents"]:
        known = f"those with a date are from {first} to {last}" if dated else "none has a date"
        raise InputError(f"0 of {documents:,} documents are of that time ({span}; {known}); {_KEPT}")
    told = ", ".join(f"{name} {SETTINGS[name].in_words(value)}" for name, value in chosen.items())
    raise InputError(f"no name is left by these filters ({told}); {_KEPT}")


@contextmanager
def left_as_it_was(out: Path, accounts: Sequence[Account]) -> Iterator[None]:
    """Take away again what a run made in a folder, and the folder if it is new, if it fails without any document."""
    folders = [folder for folder in (out, *out.parents) if not folder.exists()]
    first = not (out / WORKSPACE).exists()
    try:
        yield
    except BaseException:
        if not any(account.documents for account in accounts):
            if first:
                with suppress(OSError):
                    forget_log(out / WORKSPACE)
                    (out / WORKSPACE).unlink(missing_ok=True)
            for folder in folders:
                with suppress(OSError):
                    folder.rmdir()
        raise
