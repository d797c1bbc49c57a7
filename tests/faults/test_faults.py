"""The real command under bad conditions: killed, on a full or read-only disk, beside another one."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.killing import OUTPUTS, Trial, kill_often, outputs
from tests.placeless import without_places

Mount = Callable[..., Path]


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return Trial(tmp_path)


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a small disk, where that is allowed."""
    mounted: list[Path] = []

    def make(options: str) -> Path:
        place = tmp_path / f"disk-{len(mounted)}"
        place.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(place)], capture_output=True)
        if done.returncode:
            pytest.skip("mounting needs more rights")
        mounted.append(place)
        return place

    if os.name != "posix" or not Path("/proc/mounts").exists():
        pytest.skip("needs Linux")
    yield make
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)


def generate(trial: Trial, out: Path) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "comention", "generate", "-q", str(trial.inputs), "-o", str(out)]
    return subprocess.run([*command, "--model", str(trial.model)], capture_output=True, timeout=120)


def complaint(done: "subprocess.CompletedProcess[bytes]") -> str:
    said = done.stderr.decode()
    assert done.returncode == 1, said
    assert said.count("\n") == 1, said
    return said


def test_runs_that_are_killed_lose_and_break_nothing(tmp_path: Path) -> None:
    assert kill_often(tmp_path, times=9, seed=3).total() == 9


def test_of_two_runs_into_one_folder_the_second_stops(trial: Trial) -> None:
    before = trial.run()
    trial.change()
    first = trial.start()
    while not (trial.out / ".comention.lock").exists():
        assert first.poll() is None
        time.sleep(0.005)
    first.send_signal(19)  # it stands still, and holds the folder
    try:
        said = complaint(generate(trial, trial.out))
        assert re.match(rf"comention: {trial.out}: (process {first.pid}|another process) is writing here; wait", said)
        assert outputs(trial.out) == before
    finally:
        first.send_signal(18)
    first.communicate(timeout=120)
    assert first.returncode == 0
    assert without_places(outputs(trial.out)) == without_places(trial.expected())


def test_a_disk_that_is_full_keeps_the_old_files(trial: Trial, mount: Mount) -> None:
    out = mount("size=12m") / "out"
    assert generate(trial, out).returncode == 0
    before = outputs(out)
    trial.change()
    (out.parent / "other").write_bytes(bytes(12 * 2**20 - sum(path.stat().st_size for path in out.iterdir()) - 2**18))
    assert "the disk is full" in complaint(generate(trial, out))
    assert outputs(out) == before
    (out.parent / "other").unlink()
    assert generate(trial, out).returncode == 0
    assert without_places(outputs(out)) == without_places(trial.expected())
    assert {path.name for path in out.iterdir()} == {*OUTPUTS, "workspace.duckdb"}


def test_a_disk_that_is_read_only_is_found_out_before_any_work(trial: Trial, mount: Mount) -> None:
    assert "read-only" in complaint(generate(trial, mount("ro") / "out"))


def test_an_output_folder_that_is_a_file(trial: Trial, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert "this is a file, not a folder" in complaint(generate(trial, tmp_path / "file"))
    assert (tmp_path / "file").read_text() == "mine"


def test_inputs_are_never_touched(trial: Trial) -> None:
    def facts() -> dict[str, tuple[bytes, int]]:
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in trial.inputs.iterdir()}

    before = facts()
    trial.run()
    assert facts() == before
