"""The table of sources is complete, open, and what it names is what is read."""

import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from training.sources import Source, load, sources

OPEN = ("MIT", "CC BY 4.0", "CC BY-SA 4.0", "CC BY-SA 3.0", "public domain", "free for any use")


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.name)
def test_every_source_is_pinned_and_open(source: Source) -> None:
    assert len(source.commit) == 40
    assert len(source.sha256) == 64
    assert source.license.startswith(OPEN)
    assert not any(word in str(source).casefold() for word in ("ontonotes", "conll2003", "conll-2003", "by-nc"))


def write(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "one.txt").write_text("one")
    (folder / "data" / "two.txt").write_text("two")
    (folder / "data" / "secret.txt").write_text("three")
    (folder / "README").write_text("read me")


def source(text: bytes, commit: str = "c" * 40) -> Source:
    return Source("it", "me/it", commit, ("data/*.txt",), "MIT", "", "", sha256(text).hexdigest(), ("*secret*",), False)


def test_files_come_from_an_archive(tmp_path: Path) -> None:
    write(tmp_path / "it-1")
    with tarfile.open(tmp_path / f"me+it-{'c' * 40}.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "it-1", "it-1")
    found = load(source(b"onetwo"), tmp_path, download=False)
    assert found == {"data/one.txt": b"one", "data/two.txt": b"two"}


def test_files_come_from_a_bare_repository(tmp_path: Path) -> None:
    write(tmp_path / "work")
    git = ["git", "-C", str(tmp_path / "work"), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "all"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    subprocess.run(
        ["git", "clone", "-q", "--bare", str(tmp_path / "work"), str(tmp_path / "me+it" / "repo")], check=True
    )
    assert list(load(source(b"onetwo", commit), tmp_path, download=False)) == ["data/one.txt", "data/two.txt"]


def test_other_files_than_those_of_the_table_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "it-1")
    with tarfile.open(tmp_path / f"me+it-{'c' * 40}.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "it-1", "it-1")
    with pytest.raises(SystemExit, match="it: its files are not those of the table: sha256 "):
        load(source(b"other"), tmp_path, download=False)


def test_what_is_not_there_is_told_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"it: neither .* is there: add --download to fetch it"):
        load(source(b""), tmp_path, download=False)
