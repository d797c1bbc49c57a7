"""The sources of the training data, and how they are downloaded or read from a folder of copies."""

import subprocess
import tarfile
import tomllib
import urllib.request
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

ARCHIVE = "https://github.com/{repository}/archive/{commit}.tar.gz"


class Source(NamedTuple):
    """A set of data; `sources.toml` says what each field means."""

    name: str
    repository: str
    commit: str
    files: tuple[str, ...]
    license: str
    text: str
    names: str
    sha256: str
    without: tuple[str, ...]
    held: bool


def sources() -> dict[str, Source]:
    """Return all sources by name, in the order of the table."""
    table = tomllib.loads(Path(__file__).with_name("sources.toml").read_text("utf-8"))
    return {
        name: Source(
            name,
            row["repository"],
            row["commit"],
            tuple(row["files"]),
            row["license"],
            row["text"],
            row.get("names", ""),
            row["sha256"],
            tuple(row.get("without", ())),
            row.get("held", False),
        )
        for name, row in table.items()
    }


def load(source: Source, folder: Path, *, download: bool) -> dict[str, bytes]:
    """Return the files of a source by path.

    `folder` holds archives `OWNER+NAME-COMMIT.tar.gz`, which are put there if they may be downloaded, or bare
    repositories `OWNER+NAME/repo`. Raises SystemExit if neither is there, or the files are not those that were used.
    """
    owner = source.repository.replace("/", "+")
    archive, repository = folder / f"{owner}-{source.commit}.tar.gz", folder / owner / "repo"
    if not archive.exists() and not repository.exists():
        if not download:
            raise SystemExit(f"{source.name}: neither {archive} nor {repository} is there: add --download to fetch it")
        folder.mkdir(parents=True, exist_ok=True)
        urllib.request.urlretrieve(ARCHIVE.format(**source._asdict()), archive)  # noqa: S310 - the address is ours
    read = _from_repository(repository, source) if repository.exists() else _from_archive(archive, source)
    found = dict(sorted(read))
    digest = sha256(b"".join(found.values())).hexdigest()
    if source.sha256 != digest:
        raise SystemExit(f"{source.name}: its files are not those of the table: sha256 {digest}")
    return found


def _wanted(source: Source, path: str) -> bool:
    chosen = any(fnmatchcase(path, pattern) for pattern in source.files)
    return chosen and not any(fnmatchcase(path, pattern) for pattern in source.without)


def _from_archive(archive: Path, source: Source) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            path = member.name.partition("/")[2]
            if member.isfile() and _wanted(source, path) and (file := tar.extractfile(member)):
                yield path, file.read()


def _from_repository(repository: Path, source: Source) -> Iterator[tuple[str, bytes]]:
    git = ["git", "--git-dir", str(repository)]
    listed = _output([*git, "ls-tree", "-r", "-z", "--name-only", source.commit]).decode().split("\0")
    for path in filter(None, listed):
        if _wanted(source, path):
            yield path, _output([*git, "show", f"{source.commit}:{path}"])


def _output(command: Iterable[str]) -> bytes:
    return subprocess.run(list(command), capture_output=True, check=True).stdout  # noqa: S603
