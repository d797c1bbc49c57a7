"""Files that are new or have changed in the folders that a server watches; each is told once it stays as it is."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from comention.read import Input, find


class Stamp(NamedTuple):
    """When a file was changed, and its size: while both stay, it is taken to be the same."""

    changed: int
    size: int


class Folders:
    """Some folders, and what was seen of the files in them; those of the output folder `out` are none of them."""

    def __init__(self, folders: Sequence[Path], out: Path) -> None:
        self._folders = folders
        self._out = out
        self._taken: dict[Path, Stamp] = {}  # as they are in the workspace
        self._seen: dict[Path, Stamp] = {}  # a look ago
        self.waiting = False
        """Whether there are files that may still be written to."""

    def know(self, paths: Iterable[Path], until: int) -> None:
        """Take files for read if nobody changed them after a time, in nanoseconds."""
        for path in paths:
            stamp = stamp_of(path)
            if path not in self._taken and stamp and stamp.changed <= until:
                self._taken[path] = stamp

    def look(self, named: Mapping[str, Path | None]) -> list[Input]:
        """Return the files to read now, with names that no other file has; `named` are those that were read before."""
        files: list[Input] = []
        for folder in self._folders:
            if folder.is_dir():
                files += [file for file in find([folder], exclude=self._out) if file.path and not file.skipped]
        stamps = {file.path: stamp for file in files if file.path and (stamp := stamp_of(file.path))}
        fresh = [file for file in files if file.path in stamps and stamps[file.path] != self._taken.get(file.path)]
        settled = [file for file in fresh if file.path and stamps[file.path] == self._seen.get(file.path)]
        self.waiting = len(settled) < len(fresh)
        self._seen = stamps
        names = {path: name for name, path in named.items() if path}
        taken = {**named}
        chosen: dict[Path, Input] = {}
        for file in settled:
            if file.path and file.path not in chosen:
                name = names.get(file.path) or free_name(file, taken)
                taken[name] = file.path
                chosen[file.path] = replace(file, id=name, named=False)
        return list(chosen.values())

    def take(self, files: Iterable[Input]) -> None:
        """Note that files were read, as they were when they were seen."""
        self._taken |= {file.path: self._seen[file.path] for file in files if file.path in self._seen}


def free_name(file: Input, taken: Mapping[str, Path | None]) -> str:
    """Return the name of a file, with as many of the folders around it as it takes to be the only one.

    >>> free_name(Input("a.txt", Path("/data/new/a.txt")), {"a.txt": None, "b.txt": None})
    'new/a.txt'
    """
    name, parts = file.id, file.path.parts if file.path else ()
    while name in taken and name.count("/") + 2 < len(parts):
        name = "/".join(parts[-(name.count("/") + 2) :])
    return name


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a file that is there."""
    with suppress(OSError):
        facts = path.stat()
        return Stamp(facts.st_mtime_ns, facts.st_size)
    return None
