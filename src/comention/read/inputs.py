"""Find the files to read in what a user named: each once, with a unique id."""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from comention import corrections
from comention.errors import InputError
from comention.read.chats import slack
from comention.read.items import Skipped, Status, UnreadError
from comention.read.kinds import kind, suffix_of, suffixes

STDIN = "-"
HIDDEN = "not read: a hidden, lock or system file"
_RESULTS = "not read: the output folder"
_CORRECTIONS = "not read: corrections and settings, not a document"
_SYSTEM = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})  # files that systems leave in folders
_HEAD = 4096  # bytes from which the kind of a file is recognized


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `path` is None for standard input; `skipped` says why it will not be read.

    `suffix` is what its name says of its format; `named` are those that a user asked for by name. One that is passed
    over may be a folder, with so many `files`.
    """

    id: str
    path: Path | None
    suffix: str = ""
    skipped: Skipped | None = None
    named: bool = False
    files: int = 1


def collect(named: Sequence[str | Path], exclude: Path | None) -> list[Input]:
    """Return the files to read, in the order of `named`, and sorted inside each folder."""
    for name in named:
        _check(name)
    files: dict[Path | None, Input] = {}
    for name in named:
        for file in _files(name, exclude):
            known = files.setdefault(file.path, file)
            if known.skipped and known.skipped.status is Status.HIDDEN and file.named:
                files[file.path] = file
    return _with_unique_ids(_without_duplicates(list(files.values())))


def _check(name: str | Path) -> None:
    """Raise InputError unless the file or folder exists and can be read."""
    if name == STDIN:
        return
    path = Path(name)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file or folder{_similar(path)}") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if stat.S_ISDIR(mode) or stat.S_ISFIFO(mode):
        return
    if not stat.S_ISREG(mode):
        raise InputError(f"{path}: this is neither a file nor a folder")
    try:
        with path.open("rb") as file:
            kind(file, path.name, any_text=True)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnreadError as error:
        if error.status is Status.UNKNOWN:
            raise InputError(f"{path}: {error.reason}; those that are read: {', '.join(suffixes())}") from None


def _similar(path: Path) -> str:
    """Suggest a neighbour with a similar name, if there is one."""
    try:
        neighbours = sorted(other.name for other in path.parent.iterdir())
    except OSError:
        return ""
    close = get_close_matches(path.name, neighbours, n=1)
    return f"; did you mean {path.with_name(close[0])}?" if close else ""


def _files(name: str | Path, exclude: Path | None) -> Iterator[Input]:
    if name == STDIN:
        yield Input("stdin", None)
        return
    path = Path(os.path.abspath(name))  # noqa: PTH100 - absolute() keeps "..", and resolve() follows links
    if path.is_dir():
        yield from _walk(path, exclude)
    else:
        pipe = path.is_fifo()
        yield Input(_readable(path.name), path, "" if pipe else suffix_of(path.name), named=not pipe)


def _walk(folder: Path, exclude: Path | None) -> Iterator[Input]:
    """Yield the files inside a folder, sorted; links to files are followed as long as they stay inside it."""
    root = folder.resolve()
    left_out = exclude.resolve() if exclude else None
    obstacles: dict[Path, Skipped | None] = {}
    passed: dict[Path, int] = {}  # folders, with the number of the files in them

    def inaccessible(error: OSError) -> None:
        obstacles[Path(error.filename)] = Skipped("", f"cannot be opened: {error.strerror}", Status.CLOSED)

    def passed_over(path: Path, reason: str) -> None:
        obstacles[path] = Skipped("", reason, Status.HIDDEN, documents=0)

    for here, folders, names in os.walk(folder, onerror=inaccessible):
        place = Path(here)
        links = [name for name in folders if (place / name).is_symlink()]
        results = [name for name in folders if name not in links and (place / name).resolve() == left_out]
        hidden = [name for name in folders if is_hidden(name) and name not in links and name not in results]
        folders[:] = [name for name in folders if name not in {*links, *results, *hidden}]
        for name in (*results, *hidden):
            passed_over(place / name, _RESULTS if name in results else HIDDEN)
            passed[place / name] = sum(len(files) for *_, files in os.walk(place / name))
        lists = slack.lists(names)
        for name in names + links:
            if is_hidden(name):
                passed_over(place / name, HIDDEN)
            elif name in lists:
                passed_over(place / name, slack.NO_CHAT)
            elif name == corrections.NAME:
                passed_over(place / name, _CORRECTIONS)
            else:
                obstacles[place / name] = _obstacle(place / name, root)
    for path in sorted(obstacles):
        identifier = _readable(path.relative_to(folder).as_posix() if path != folder else path.name)
        skipped = obstacles[path]
        skipped = skipped and skipped._replace(where=identifier)
        yield Input(identifier, path, suffix_of(path.name), skipped, files=passed.get(path, 1))


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is ignored unless a user names it."""
    return name.startswith((".", "~$")) or name in _SYSTEM


def _obstacle(path: Path, root: Path) -> Skipped | None:
    """Return why something in a folder is not read, or None."""
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            reason = "a link that leads out of the folder"
        elif path.is_dir():
            reason = "a link to a folder"
        elif not path.is_file():
            reason = "not a file"
        else:
            return None
    except (OSError, RuntimeError):  # RuntimeError: a link to itself, before Python 3.13
        reason = "a broken link"
    return Skipped("", reason, Status.CLOSED)


def _readable(name: str) -> str:
    """Return a file name as valid text: undecodable bytes become escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _without_duplicates(files: list[Input]) -> list[Input]:
    """Skip duplicates: the same file under another name. A file is preferred to links to it."""
    first: dict[tuple[int, int], Input] = {}
    duplicates: dict[Path, Skipped] = {}
    for file in sorted(files, key=lambda file: file.path is not None and file.path.is_symlink()):
        if file.path and not file.skipped:
            with suppress(OSError):  # gone since it was found: reading will tell
                facts = file.path.stat()
                original = first.setdefault((facts.st_dev, facts.st_ino), file)
                if original is not file:
                    duplicates[file.path] = Skipped(
                        file.id, f"the same file as {original.id}", Status.DOUBLE, documents=0
                    )
    return [replace(file, skipped=duplicates[file.path]) if file.path in duplicates else file for file in files]


def _with_unique_ids(files: list[Input]) -> list[Input]:
    """Make ids unique by prepending the names of parent folders, as many as needed."""
    while True:
        uses = Counter(file.id for file in files)
        longer = [_lengthened(file) if uses[file.id] > 1 else file for file in files]
        if longer == files:
            return files
        files = longer


def _lengthened(file: Input) -> Input:
    parts = file.path.parts if file.path else ()
    wanted = file.id.count("/") + 2
    return replace(file, id=_readable("/".join(parts[-wanted:]))) if wanted < len(parts) else file
