import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from comention.errors import ExportError
from comention.workspace import files
from comention.workspace.files import Outputs, atomic_write, hold, prepare


@pytest.fixture
def small_files() -> Iterator[None]:
    """Let no file grow beyond 64 kB, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_bytes(b"old")
    with atomic_write(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["graph.html"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "graph.html"
    path.write_bytes(b"old")
    with pytest.raises(error), atomic_write(path) as file:  # noqa: PT012
        file.write(b"new")
        raise error
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["graph.html"]


def test_several_files_appear_together_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    put = files._put

    def put_and_note(temporary: Path, place: Path) -> None:
        order.append(place.name)
        put(temporary, place)

    monkeypatch.setattr(files, "_put", put_and_note)
    with Outputs() as outputs:
        for name in ("b", "a", "report"):
            with outputs.write(tmp_path / name) as file:
                file.write(name.encode())
        assert all(name.startswith(".") for name in names(tmp_path))
    assert names(tmp_path) == ["a", "b", "report"]
    assert order == ["b", "a", "report"]


def test_a_late_failure_leaves_none_of_several_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), Outputs() as outputs:  # noqa: PT012
        with outputs.write(tmp_path / "a") as file:
            file.write(b"new")
        outputs.reserve(tmp_path / "b").write_bytes(b"new")
        raise KeyboardInterrupt
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_full_disk_is_one_line_and_the_old_file_stays(tmp_path: Path, small_files: None) -> None:
    path = tmp_path / "graph.html"
    path.write_bytes(b"old")
    with pytest.raises(ExportError, match=r"graph\.html: the file grows larger"), atomic_write(path) as file:
        file.write(b"x" * 100_000)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["graph.html"]


def test_a_device_that_is_full_is_one_line() -> None:
    with pytest.raises(ExportError, match=r"^/dev/full: the disk is full"), atomic_write(Path("/dev/full")) as file:
        file.write(b"x")


def test_a_pipe_or_a_device_is_written_to_as_it_is() -> None:
    with atomic_write(Path(os.devnull)) as file:
        file.write(b"x")
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permission"),
        (errno.EIO, "cannot be written"),
    ],
)
def test_what_the_system_says_becomes_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, line: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ExportError, match=f"^{tmp_path}/a: .*{line}") as caught, atomic_write(tmp_path / "a"):
        pass
    assert "\n" not in str(caught.value)
    assert names(tmp_path) == []


def test_an_error_about_another_file_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_write(tmp_path / "a"):
        (tmp_path / "missing").read_bytes()


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    with atomic_write(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch(mode=0o600)
    with atomic_write(path) as file:
        file.write(b"new")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("folder", "this is a folder"),
        ("file/a", "a part of this path is a file"),
        ("no/a", "the folder does not exist"),
    ],
)
def test_places_where_no_file_can_be(tmp_path: Path, place: str, line: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match=line), atomic_write(tmp_path / place):
        pass


def test_an_output_folder_is_made_and_left_clean(tmp_path: Path) -> None:
    prepare(tmp_path / "new/deep", ["graph.html"])
    assert names(tmp_path / "new/deep") == []


def test_an_output_folder_that_cannot_be_used_is_found_out_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "out/graph.html").mkdir(parents=True)
    with pytest.raises(ExportError, match=r"file: this is a file, not a folder"):
        prepare(tmp_path / "file", [])
    with pytest.raises(ExportError, match=r"file/out: a part of this path is a file"):
        prepare(tmp_path / "file/out", [])
    with pytest.raises(ExportError, match=r"graph\.html: this is a folder, not a file"):
        prepare(tmp_path / "out", ["graph.html"])

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(ExportError, match="no permission to write here"):
        prepare(tmp_path, [])


HOLDER = """
import sys, time
from pathlib import Path
from comention.workspace.files import hold

with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_folder_is_held_by_one_writer_who_is_named(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ExportError, match=rf": process {holder.pid} is writing here; wait"), hold(tmp_path):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with hold(tmp_path):  # who was killed holds nothing
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_left_who_was_killed_is_swept_away(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.communicate()
    for name in (f".graph.html.{gone.pid}-0123abcd.part", f".workspace.duckdb.{gone.pid}-0123abcd.part.wal"):
        (tmp_path / name).write_text("half")
    kept = [f".graph.html.{os.getpid()}-0123abcd.part", "notes.part", ".hidden", "graph.html"]
    for name in kept:
        (tmp_path / name).write_text("whole")
    with hold(tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
